// @ts-check
/**
 * Texts that a network writes, each in its place, as they are in the newest frame.
 *
 * @typedef {Object} Data
 * @property {string[]} symbols    how each symbol is shown, by its number
 * @property {boolean} passages    whether they are pieces of running text
 * @property {string} language
 * @property {Record<string, string>} texts
 *
 * @typedef {{element: HTMLElement, given: HTMLElement, written: HTMLElement, kind: HTMLElement}} Line
 */

const PADDING = 0;
const MARK = 1;
const KINDS = ["", "learned", "held_out"]; // as playground/training/probes/texts.py numbers them

/** @extends {LiveElement<Data>} */
class Samples extends LiveElement {
  /** @type {Line[]} */
  rows = [];

  /** @param {Data} data */
  prepare(data) {
    this.element.setAttribute("aria-label", data.texts.alt);
    this.element.classList.toggle("passages", data.passages);
  }

  /** @param {State} state */
  draw(state) {
    this.mark(state);
    const { samples, samples_facts: facts, samples_given: given } = state.tensors;
    if (!samples) return;
    const [count, letters] = samples.shape;
    if (this.rows.length !== count) this.build(count);
    for (const [at, row] of this.rows.entries()) {
      const symbols = Array.from(samples.data.subarray(at * letters, (at + 1) * letters));
      this.say(row, symbols, given.data[0], facts.data[2 * at], facts.data[2 * at + 1] === 1);
    }
    this.frames += 1;
    this.element.dataset.frames = String(this.frames);
  }

  /** @param {number} count */
  build(count) {
    this.rows = Array.from({ length: count }, () => {
      const [element, given, written, kind] = ["li", "span", "span", "bdi"].map((tag) => document.createElement(tag));
      [given.className, written.className, kind.className] = ["given", "written", "kind"];
      element.dir = "auto"; // the first letter that has a direction gives it to the line
      element.append(given, written, kind);
      return { element, given, written, kind };
    });
    this.element.replaceChildren(...this.rows.map(({ element }) => element));
  }

  /**
   * Write one text: what was given, what the network made of it, and whether that is known.
   * @param {Line} row
   * @param {number[]} symbols
   * @param {number} given   how many of them were given
   * @param {number} kind
   * @param {boolean} ended
   */
  say(row, symbols, given, kind, ended) {
    const { texts } = this.data;
    const beginning = this.decode(symbols.slice(0, given));
    const rest = this.decode(symbols.slice(given));
    const nothing = !beginning && !rest;
    put(row.given, beginning);
    put(row.written, nothing ? texts.empty : ended ? rest : rest + texts.on);
    row.written.classList.toggle("nothing", nothing);
    row.element.classList.toggle("learned", KINDS[kind] === "learned");
    put(row.kind, texts[KINDS[kind]] ?? "");
  }

  /** @param {number[]} symbols */
  decode(symbols) {
    return symbols
      .filter((symbol) => symbol !== PADDING && symbol !== MARK)
      .map((symbol) => this.data.symbols[symbol] ?? "")
      .join("")
      .replaceAll("\n", this.data.passages ? "↵ " : "\n"); // so that a text keeps its place while it changes
  }
}

/**
 * Change a text only where it has changed, so that what somebody has selected stays.
 * @param {Element} element
 * @param {string} text
 */
function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export default mount(Samples, ".live-samples");
