// @ts-check
/**
 * Numbers that a person holds in a component: changed here at once, told to the page when the person rests.
 */

const REST = 250; // ms without a change until the page hears of it

/** @template Numbers */
export class ComponentValues {
  known = "";

  /** @param {(numbers: Numbers) => void} tell   called when the person rests */
  constructor(tell) {
    this.tell = tell;
    /** @type {string[]} */
    this.sent = [];
  }

  /**
   * Take the page's numbers, unless they are an echo of what was sent from here: the person may be further already.
   * @param {Numbers} numbers
   */
  adopt(numbers) {
    const text = JSON.stringify(numbers);
    if (text === this.known) return;
    this.known = text;
    const echo = this.sent.indexOf(text);
    this.sent = echo >= 0 ? this.sent.slice(echo + 1) : [];
    if (echo >= 0) return;
    clearTimeout(this.resting);
    this.numbers = structuredClone(numbers);
  }

  /**
   * Take the person's numbers; return whether they are new.
   * @param {Numbers} numbers
   */
  take(numbers) {
    if (JSON.stringify(numbers) === JSON.stringify(this.numbers)) return false;
    this.numbers = numbers;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), REST);
    return true;
  }

  rest() {
    const text = JSON.stringify(this.numbers);
    if (text === (this.sent.at(-1) ?? this.known)) return;
    this.sent.push(text);
    this.tell(this.numbers);
  }

  close() {
    clearTimeout(this.resting);
  }
}

/**
 * Return a number at the nearest step between -limit and limit.
 * @param {number} value
 * @param {number} limit
 * @param {number} step
 */
export function stepped(value, limit, step) {
  const steps = Math.round(Math.min(Math.max(value, -limit), limit) / step);
  return Number((steps * step).toFixed(6)) || 0; // no negative zero
}
