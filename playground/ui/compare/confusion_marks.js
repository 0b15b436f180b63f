// @ts-check
/** What stands beside the pictures of confusion matrices: names of the classes, and the count under the pointer. */

const LEAST = 12; // pixels of a row that leave room for a name

class ConfusionMarks {
  /** @type {string[]} */
  names = [];
  /** @type {Record<string, string>} */
  texts = {};
  /**
   * What the pointer is at.
   * @type {{picture: HTMLElement, place: number, actual: number, given: number} | undefined}
   */
  at;

  /** @param {HTMLElement} element   the grid */
  constructor(element) {
    this.element = element;
    this.tip = make("div", "tip");
    this.tip.setAttribute("role", "status");
  }

  /** @param {{names: string[], texts: Record<string, string>}} data */
  prepare({ names, texts }) {
    this.names = names;
    this.texts = texts;
    this.hide();
  }

  /**
   * Frame a picture by the names of its classes, and tell of what the pointer is at.
   * @param {HTMLElement} cell
   * @param {number} place   among the pictures
   */
  frame(cell, place) {
    /** @type {HTMLElement} */
    const picture = cell.querySelector(".picture");
    const [down, across] = ["true", "given"].map((kind) => make("div", `classes ${kind}`));
    for (const side of [down, across]) {
      side.setAttribute("aria-hidden", "true");
      side.append(...this.names.map((name) => make("span", "", name)));
    }
    const short = this.names.every((name) => name.length <= 2);
    across.classList.toggle("upright", !short);
    picture.removeAttribute("title"); // it would cover the count
    picture.before(down);
    picture.after(across);
    picture.addEventListener("pointermove", (event) => this.point(event, picture, place));
    picture.addEventListener("pointerleave", () => this.hide());
  }

  /** Show names where a row has room for one. */
  fit() {
    const width = this.element.querySelector(".cell")?.clientWidth ?? 0;
    this.element.toggleAttribute("data-named", this.names.length > 0 && width / this.names.length >= LEAST);
  }

  /**
   * @param {PointerEvent} event
   * @param {HTMLElement} picture
   * @param {number} place
   */
  point({ clientX, clientY }, picture, place) {
    const box = picture.getBoundingClientRect();
    const count = this.names.length;
    /** @param {number} share */
    const at = (share) => Math.min(Math.max(Math.floor(share * count), 0), count - 1);
    this.at = { picture, place, actual: at((clientY - box.top) / box.height), given: at((clientX - box.left) / box.width) };
    this.show();
  }

  /** @param {import("./frames.js").Tensor | undefined} counts   (networks shown, true, predicted) */
  draw(counts) {
    this.counts = counts;
    if (this.at) this.show();
  }

  show() {
    const { picture, place, actual, given } = this.at;
    const size = this.names.length;
    if (this.counts?.shape[1] !== size || place >= this.counts.shape[0]) return;
    const start = (place * size + actual) * size;
    const row = this.counts.data.subarray(start, start + size);
    const sentence = actual === given ? this.texts.right : this.texts.taken;
    /** @type {Record<string, string | number>} */
    const words = { actual: this.names[actual], given: this.names[given], n: row[given], all: row.reduce((sum, n) => sum + n, 0) };
    write(this.tip, sentence.replace(/\{(\w+)\}/g, (_, word) => String(words[word])));
    if (this.tip.parentElement !== this.element) this.element.append(this.tip);
    const [box, grid] = [picture.getBoundingClientRect(), this.element.getBoundingClientRect()];
    const left = box.left - grid.left + (box.width - this.tip.offsetWidth) / 2;
    const right = grid.width - this.tip.offsetWidth;
    const top = box.top - grid.top + ((actual + 1) * box.height) / size + 4;
    const least = Math.min(top, grid.height - this.tip.offsetHeight);
    const covers = least < top; // no room under the row: above it
    const above = box.top - grid.top + (actual * box.height) / size - this.tip.offsetHeight - 4;
    Object.assign(this.tip.style, { left: `${Math.max(0, Math.min(left, right))}px`, top: `${covers ? above : top}px` });
  }

  hide() {
    this.at = undefined;
    this.tip.remove();
  }
}
