// @ts-check
/**
 * Convolution in one dimension, as on slide 43: a signal, a kernel whose cells are edited, and the window under the
 * pointer with its products.
 *
 * @typedef {Object} Numbers
 * @property {number[]} cells   f(-r) to f(r)
 * @property {number} divisor
 * @property {number} at        place of the window's middle
 *
 * @typedef {Object} Data
 * @property {string} scripts   address of this server's scripts
 * @property {string} language
 * @property {number[]} signal
 * @property {Numbers} numbers
 * @property {number} longest   cells that a kernel may have
 * @property {Record<string, string>} texts
 * @property {Record<"light" | "dark", import("./painter.js").Theme>} themes
 */

const LARGEST = 9999; // what a sum may be divided by
const EDGE = { left: 40, right: 12, top: 14, bottom: 30 };

/** @extends {PageElement<Data>} */
class Signal extends PageElement {
  modules = {
    valuing: "component_values", convolved: "convolved", kernelCells: "kernel_cells", numberField: "number_field",
    numbers: "numbers",
  };
  /** @type {typeof import("./component_values.js")} */ valuing;
  /** @type {typeof import("./convolved.js")} */ convolved;
  /** @type {typeof import("./kernel_cells.js")} */ kernelCells;
  /** @type {typeof import("./number_field.js")} */ numberField;
  /** @type {typeof import("./numbers.js")} */ numbers;
  /** @type {import("./component_values.js").ComponentValues<Numbers>} */ values;
  /** @type {import("./kernel_cells.js").KernelCells} */ cells;
  /** @type {import("./number_field.js").NumberField} */ divisor;
  /**
   * Where the pointer is.
   * @type {number | null}
   */
  pointed = null;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.svg = element.querySelector("svg");
    this.longer = this.button("longer", 1);
    this.shorter = this.button("shorter", -1);
    this.resizing = new ResizeObserver(() => this.drawSoon());
    this.resizing.observe(this.svg);
  }

  /** @param {Data} data */
  prepare(data) {
    if (!this.values) this.begin();
    this.values.adopt(data.numbers);
    this.number = this.numbers.numbersIn(data.language).short;
    const background = getComputedStyle(this.element).getPropertyValue("--st-background-color");
    this.colours = { ...data.themes[this.connection.isDark() ? "dark" : "light"].colours, background };
    this.scale = this.connection.typeScale();
    this.write(data);
    this.drawSoon();
  }

  begin() {
    this.values = new this.valuing.ComponentValues((numbers) => this.trigger("moved", { numbers, at: Date.now() }));
    this.cells = new this.kernelCells.KernelCells(this.query('[data-part="cells"]'), (cells) => this.take({ cells }));
    /** @param {number} value */
    const allowed = (value) => value !== 0 && Math.abs(value) <= LARGEST;
    this.divisor = new this.numberField.NumberField(this.query("label input"), allowed, (divisor) => this.take({ divisor }));
    this.svg.onpointermove = (event) => this.point(this.placeAt(event));
    this.svg.onpointerleave = () => this.point(null);
    this.svg.onpointerdown = (event) => this.take({ at: this.placeAt(event) });
    this.svg.onkeydown = (event) => this.press(event);
  }

  /**
   * Return the button that adds cells, or takes some away.
   * @param {string} name
   * @param {number} by
   */
  button(name, by) {
    /** @type {HTMLButtonElement} */
    const button = this.query(`[data-part="${name}"]`);
    button.onclick = () => this.resize(by);
    return button;
  }

  /** @param {Data} data */
  write({ texts }) {
    this.element.setAttribute("aria-label", texts.alt);
    this.svg.setAttribute("aria-label", texts.chart);
    for (const part of this.queryAll("[data-text]")) part.textContent = texts[part.dataset.text];
    this.divisor.input.setAttribute("aria-label", texts.divisor);
    this.longer.setAttribute("aria-label", texts.longer);
    this.shorter.setAttribute("aria-label", texts.shorter);
    this.element.style.setProperty("--given", this.colours.border);
    this.element.style.setProperty("--made", this.colours.positive);
  }

  /**
   * Add a cell at each end of the kernel, or take one away.
   * @param {number} by
   */
  resize(by) {
    const { cells } = this.values.numbers;
    const changed = by > 0 ? [0, ...cells, 0] : cells.slice(1, -1);
    if (changed.length && changed.length <= this.data.longest) this.take({ cells: changed });
  }

  /** @param {Partial<Numbers>} changed */
  take(changed) {
    if (this.values.take({ ...this.values.numbers, ...changed })) this.drawSoon();
  }

  /**
   * Look at a place for a moment; a click stays there, and the page hears of it.
   * @param {number | null} place
   */
  point(place) {
    this.pointed = place;
    this.drawSoon();
  }

  /** @param {PointerEvent} event */
  placeAt(event) {
    const box = this.svg.getBoundingClientRect();
    const share = (event.clientX - box.left - EDGE.left) / (box.width - EDGE.left - EDGE.right);
    return this.inside(Math.round(share * (this.data.signal.length - 1)));
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const from = this.pointed ?? this.values.numbers.at;
    this.pointed = null;
    this.take({ at: this.inside(from + step * (event.shiftKey ? 10 : 1)) });
  }

  /**
   * Return the nearest place where the whole kernel lies on the signal.
   * @param {number} place
   */
  inside(place) {
    const radius = (this.values.numbers.cells.length - 1) / 2;
    return Math.min(Math.max(place, radius), this.data.signal.length - 1 - radius);
  }

  draw() {
    const { cells, divisor } = this.values.numbers;
    const { texts, signal } = this.data;
    this.cells.show(cells, cells.length, { texts, colours: this.colours, number: this.number });
    this.divisor.show(divisor, this.number, texts.bad_divisor);
    this.shorter.disabled = cells.length <= 1;
    this.longer.disabled = cells.length >= this.data.longest;
    const result = this.convolved.convolveSignal(signal, cells).map((sum) => sum / divisor);
    const at = this.inside(this.pointed ?? this.values.numbers.at);
    this.chart(signal, result, at);
    this.explain(signal, result, at);
    Object.assign(this.element.dataset, { draws: this.drawn(), at, result: result.map((value) => value.toFixed(9)).join() });
  }

  /**
   * @param {number[]} signal
   * @param {number[]} result
   * @param {number} at
   */
  chart(signal, result, at) {
    const [width, height] = [this.svg.clientWidth, this.svg.clientHeight];
    if (!width) return;
    const { cells } = this.values.numbers;
    const radius = (cells.length - 1) / 2;
    const [low, high] = [Math.min(...signal, ...result, -0.5), Math.max(...signal, ...result, 0.5)];
    /** @param {number} x */
    const across = (x) => EDGE.left + (x / (signal.length - 1)) * (width - EDGE.left - EDGE.right);
    /** @param {number} y */
    const up = (y) => EDGE.top + ((high - y) / (high - low)) * (height - EDGE.top - EDGE.bottom);
    const step = across(1) - across(0);
    const { text, border, faint, positive, mark, background } = this.colours;
    /** @type {(values: number[], start: number) => string} */
    const line = (values, start) => values.map((y, x) => `${across(x + start).toFixed(1)},${up(y).toFixed(1)}`).join(" ");
    /** @type {(x: number, y: number, label: string | number, anchor: string) => string} */
    const words = (x, y, label, anchor) => `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${14 * this.scale}" fill="${text}">${label}</text>`;
    const ticks = Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, k) => Math.ceil(low) + k);
    const dots = signal.map((y, x) => {
      const under = Math.abs(x - at) <= radius;
      return `<circle cx="${across(x).toFixed(1)}" cy="${up(y).toFixed(1)}" r="${under ? 5.5 : 3.5}" fill="${under ? mark : border}"/>`;
    });
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.innerHTML = [
      ...ticks.map((y) => `<path d="M${EDGE.left},${up(y)}H${width - EDGE.right}" stroke="${faint}"/>${words(EDGE.left - 8, up(y) + 5, this.number(y), "end")}`),
      ...[0, 10, 20, 30, 40, 50].filter((x) => x < signal.length).map((x) => words(across(x), height - 8, x, "middle")),
      `<rect x="${across(at - radius) - step / 2}" y="${EDGE.top}" width="${step * cells.length}" height="${height - EDGE.top - EDGE.bottom}" fill="${mark}" fill-opacity="0.13" stroke="${mark}" stroke-width="2"/>`,
      `<polyline points="${line(signal, 0)}" fill="none" stroke="${border}" stroke-width="1"/>`,
      ...dots,
      `<polyline points="${line(result, radius)}" fill="none" stroke="${positive}" stroke-width="3.5"/>`,
      `<circle cx="${across(at)}" cy="${up(result[at - radius])}" r="8" fill="${positive}" stroke="${background}" stroke-width="2.5"/>`,
    ].join("");
  }

  /**
   * Write the sum of products out.
   * @param {number[]} signal
   * @param {number[]} result
   * @param {number} at
   */
  explain(signal, result, at) {
    const { cells, divisor } = this.values.numbers;
    const radius = (cells.length - 1) / 2;
    /** @param {number} value */
    const bracketed = (value) => (value < 0 ? `(${this.number(value)})` : this.number(value));
    const products = cells.map((cell, t) => `${bracketed(cell)} · ${bracketed(signal[at - radius + t])}`);
    const sum = `(${products.join(" + ")}) ÷ ${bracketed(divisor)} = ${this.number(result[at - radius])}`;
    this.query(".place").textContent = `f*g(${at}) = ${sum}`;
    this.element.dataset.value = String(result[at - radius]);
  }

  close() {
    super.close();
    this.values?.close();
    this.resizing.disconnect();
  }
}

export default mount(Signal, ".signal");
