// @ts-check
/**
 * Bars, one for each class, whose ends can be dragged, and moved by the arrow keys. A bar may have a second one beside it.
 *
 * @typedef {Object} BarsShown
 * @property {number[][]} values      of each class one number, or two
 * @property {[number, number]} range
 * @property {string[]} labels        of the classes
 * @property {string[]} colours       of the first and the second bar
 * @property {(value: number) => string} number
 * @property {string} text            the text's colour
 * @property {string} faint           of lines
 * @property {string} name            what the values are, for people who cannot see them
 * @property {number} [marked]        a class to mark
 * @property {string[]} [below]       a second line under each class
 * @property {number} [step]          of the arrow keys; without one nothing can be dragged
 */

const EDGE = { left: 6, right: 6, top: 26, bottom: 44 };
const NARROW = 26; // pixels of a bar beside which other numbers would overlap its own
const SPACE = "http://www.w3.org/2000/svg";

export class Bars {
  /** @type {SVGGElement[]} */
  groups = [];
  held = -1;
  width = 0;
  height = 0;

  /**
   * @param {SVGSVGElement} svg
   * @param {(k: number, value: number) => void} [take]   called with what somebody wants of a class
   * @param {(k: number) => void} [choose]                called with a class whose name is clicked
   */
  constructor(svg, take, choose) {
    this.svg = svg;
    this.take = take;
    this.choose = choose;
    this.axis = svg.appendChild(document.createElementNS(SPACE, "path"));
    svg.onpointerdown = (event) => this.grab(event);
    svg.onpointermove = (event) => this.held >= 0 && this.take?.(this.held, this.valueAt(event));
    svg.onpointerup = svg.onpointercancel = () => (this.held = -1);
  }

  /** @param {BarsShown} shown */
  draw(shown) {
    this.shown = shown;
    const { svg } = this;
    [this.width, this.height] = [svg.clientWidth, svg.clientHeight];
    svg.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
    if (this.groups.length !== shown.values.length) this.build();
    this.axis.setAttribute("d", `M${EDGE.left},${this.up(0)}H${this.width - EDGE.right}`);
    this.axis.setAttribute("stroke", shown.text);
    shown.values.forEach((values, k) => this.bar(k, values));
  }

  build() {
    const { svg, shown } = this;
    for (const group of this.groups) group.remove();
    this.groups = shown.values.map((_, k) => {
      const group = svg.appendChild(document.createElementNS(SPACE, "g"));
      group.onkeydown = (event) => this.press(event, k);
      return group;
    });
  }

  /**
   * @param {number} k
   * @param {number[]} values
   */
  bar(k, values) {
    const { shown } = this;
    const group = this.groups[k];
    const [low, high] = shown.range;
    const room = (this.width - EDGE.left - EDGE.right) / shown.values.length;
    const wide = Math.min(0.72 * room, 90) / values.length;
    const middle = EDGE.left + (k + 0.5) * room;
    const left = middle - (wide * values.length) / 2;
    const zero = this.up(0);
    const parts = values.map((value, at) => {
      const end = this.up(Math.min(Math.max(value, low), high));
      const fill = `fill="${shown.colours[at]}"`;
      const opacity = k === shown.marked || shown.marked === undefined ? 1 : 0.62;
      return `<rect x="${left + at * wide}" y="${Math.min(end, zero)}" width="${wide - 1}" height="${Math.abs(end - zero)}" ${fill} opacity="${opacity}"/>`;
    });
    const size = values.length > 1 || shown.values.length > 5 ? 12.5 : 15;
    const numbers = values.map((value, at) => {
      if (wide < NARROW && k !== shown.marked) return "";
      const end = this.up(Math.min(Math.max(value, low), high));
      const y = value < 0 ? end + 15 : end - 6;
      return words(left + (at + 0.5) * wide, y, shown.number(value), size, shown.text);
    });
    const grip = shown.step
      ? `<rect class="grip" x="${middle - room / 2}" y="${EDGE.top - 20}" width="${room}" height="${this.height - EDGE.bottom - EDGE.top + 40}" fill="transparent"/><path d="M${left},${this.up(Math.min(Math.max(values[0], low), high))}h${wide}" stroke="${shown.text}" stroke-width="4"/>`
      : "";
    const mark = k === shown.marked ? "font-weight=\"700\"" : "";
    const label = `<text class="class" data-class="${k}" x="${middle}" y="${this.height - 24}" text-anchor="middle" font-size="15" fill="${shown.text}" ${mark}>${shown.labels[k]}</text>`;
    const below = shown.below ? words(middle, this.height - 6, shown.below[k], 12.5, shown.text) : "";
    group.innerHTML = parts.join("") + numbers.join("") + grip + label + below;
    this.say(k, values);
  }

  /**
   * @param {number} k
   * @param {number[]} values
   */
  say(k, values) {
    const { shown } = this;
    const group = this.groups[k];
    const text = values.map((value) => shown.number(value)).join("; ");
    const facts = shown.step
      ? { role: "slider", tabindex: "0", "aria-valuemin": shown.range[0], "aria-valuemax": shown.range[1], "aria-valuenow": values[0], "aria-valuetext": text, "aria-label": `${shown.name}, ${shown.labels[k]}` }
      : { role: "img", "aria-label": `${shown.name}, ${shown.labels[k]}: ${text}` };
    for (const [name, value] of Object.entries(facts)) group.setAttribute(name, String(value));
  }

  /** @param {number} value */
  up(value) {
    const [low, high] = this.shown.range;
    return this.height - EDGE.bottom - ((value - low) / (high - low)) * (this.height - EDGE.top - EDGE.bottom);
  }

  /** @param {MouseEvent} event */
  valueAt({ clientY }) {
    const [low, high] = this.shown.range;
    const { top } = this.svg.getBoundingClientRect();
    const share = (this.height - EDGE.bottom - (clientY - top)) / (this.height - EDGE.top - EDGE.bottom);
    return Math.min(Math.max(low + share * (high - low), low), high);
  }

  /** @param {PointerEvent} event */
  grab(event) {
    const target = /** @type {Element} */ (event.target);
    const name = /** @type {SVGElement | null} */ (target.closest(".class"));
    if (name && this.choose) {
      this.choose(Number(name.dataset.class));
      return;
    }
    const k = this.groups.findIndex((group) => group.contains(target));
    if (k < 0 || !this.shown.step) return;
    this.held = k;
    this.svg.setPointerCapture(event.pointerId);
    this.groups[k].focus();
    this.take(k, this.valueAt(event));
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} k
   */
  press(event, k) {
    /** @type {Record<string, number>} */
    const moves = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 };
    const { step, values, range } = this.shown;
    if (!step || !(event.key in moves)) return;
    event.preventDefault();
    const far = step * moves[event.key] * (event.shiftKey ? 10 : 1);
    const value = Math.min(Math.max(values[k][0] + far, range[0]), range[1]);
    values[k] = [value, ...values[k].slice(1)]; // the next key may come before the next picture
    this.take(k, value);
  }
}

/** @type {(x: number, y: number, text: string, size: number, colour: string) => string} */
function words(x, y, text, size, colour) {
  return `<text x="${x}" y="${y}" text-anchor="middle" font-size="${size}" fill="${colour}">${text}</text>`;
}
