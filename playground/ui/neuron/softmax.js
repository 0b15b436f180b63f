// @ts-check
/**
 * Softmax of two logits beside the sigmoid of their difference: the bars are computed as softmax, the curve comes from
 * Python's table of the sigmoid, and a dashed line carries the height of the bar of class 1 over to it.
 *
 * @typedef {Object} Data
 * @property {string} scripts       address of this server's scripts
 * @property {number[]} logits      what the page knows them to be
 * @property {{limit: number, step: number}} ranges
 * @property {import("./sampled.js").Table} table   the sigmoid
 * @property {Record<"light" | "dark", import("./painter.js").Theme>} themes
 * @property {Record<string, string>} texts
 * @property {string} language
 */

const HEIGHT = 240;
const EDGE = { left: 44, right: 16, top: 14, bottom: 46 };

/** @extends {PageElement<Data>} */
class TwoClasses extends PageElement {
  modules = { valuing: "component_values", sampled: "sampled", numbers: "numbers" };
  /** @type {typeof import("./component_values.js")} */ valuing;
  /** @type {typeof import("./sampled.js")} */ sampled;
  /** @type {typeof import("./numbers.js")} */ numbers;
  /** @type {import("./component_values.js").ComponentValues<number[]>} */ values;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.sliders = [...this.queryAll("[data-name]")].map((label) => ({
      input: label.querySelector("input"),
      output: label.querySelector("output"),
    }));
    this.sliders.forEach(({ input }, k) => (input.oninput = () => this.slide(k, Number(input.value))));
    this.resizing = new ResizeObserver(() => this.drawSoon());
    this.resizing.observe(element);
  }

  /** @param {Data} data */
  prepare(data) {
    this.values ??= new this.valuing.ComponentValues((logits) => this.trigger("moved", { logits, at: Date.now() }));
    this.values.adopt(data.logits);
    const { texts, ranges } = data;
    this.number = this.numbers.numbersIn(data.language).fixed;
    this.element.setAttribute("aria-label", texts.alt);
    this.query("svg").setAttribute("aria-label", texts.curve);
    this.sliders.forEach(({ input }, k) => {
      Object.assign(input, { min: -ranges.limit, max: ranges.limit, step: ranges.step });
      input.setAttribute("aria-label", texts[`logit${k}`]);
    });
    const background = getComputedStyle(this.element).getPropertyValue("--st-background-color");
    this.colours = { ...data.themes[this.connection.isDark() ? "dark" : "light"].colours, background };
    this.scale = this.connection.typeScale();
    this.drawSoon();
  }

  /**
   * @param {number} k       which logit
   * @param {number} value
   */
  slide(k, value) {
    const logits = [...this.values.numbers];
    logits[k] = this.valuing.stepped(value, this.data.ranges.limit, this.data.ranges.step);
    if (this.values.take(logits)) this.drawSoon();
  }

  draw() {
    const logits = this.values.numbers;
    const shares = softmax(logits);
    this.drawBars(logits, shares);
    this.drawCurve(logits[1] - logits[0], shares[1]);
    Object.assign(this.element.dataset, { draws: this.drawn(), logits: logits.join(), shares: shares.map((p) => p.toFixed(6)).join() });
  }

  /**
   * @param {number[]} logits
   * @param {number[]} shares
   */
  drawBars(logits, shares) {
    const { negative, positive } = this.colours;
    this.sliders.forEach(({ input, output }, k) => {
      if (Number(input.value) !== logits[k]) input.value = String(logits[k]);
      output.textContent = this.number(logits[k], 1);
    });
    this.queryAll(".bars p").forEach((row, k) => {
      Object.assign(row.querySelector("b").style, { width: `${100 * shares[k]}%`, background: [negative, positive][k] });
      row.querySelector("output").textContent = this.number(shares[k], 4);
    });
    const label = shares.map((share, k) => `P(${k}) = ${this.number(share, 4)}`).join(", ");
    this.query(".bars").setAttribute("aria-label", label);
  }

  /**
   * Draw the sigmoid, and on it the difference of the logits.
   * @param {number} difference
   * @param {number} share
   */
  drawCurve(difference, share) {
    const svg = this.query("svg");
    const [width, reach] = [svg.clientWidth, 2 * this.data.ranges.limit];
    if (!width) return;
    svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    /** @param {number} z */
    const across = (z) => EDGE.left + ((z + reach) / (2 * reach)) * (width - EDGE.left - EDGE.right);
    /** @param {number} p */
    const up = (p) => HEIGHT - EDGE.bottom - p * (HEIGHT - EDGE.top - EDGE.bottom);
    const { text, border, curve, positive, background } = this.colours;
    const places = Array.from({ length: 121 }, (_, k) => -reach + (k * reach) / 60);
    const points = places.map((z) => `${across(z).toFixed(1)},${up(this.sampled.valueAt(this.data.table, z)).toFixed(1)}`);
    const value = this.sampled.valueAt(this.data.table, difference);
    this.element.dataset.sigmoid = value.toFixed(6);
    /** @type {(x: number, y: number, label: string, anchor?: string) => string} */
    const words = (x, y, label, anchor = "middle") =>
      `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${15 * this.scale}" fill="${text}">${label}</text>`;
    const ticks = [0, 0.5, 1].map((p) => words(EDGE.left - 8, up(p) + 5, this.number(p, 1), "end"));
    const numbers = [-reach, 0, reach].map((z) => words(across(z), up(0) + 20, this.number(z, 0), z < 0 ? "start" : z > 0 ? "end" : "middle"));
    const side = difference > 0 ? "end" : "start";
    const equation = `σ(${this.number(difference, 1)}) = ${this.number(value, 4)}`;
    svg.innerHTML = [
      `<path d="M${across(-reach)},${up(0)}H${across(reach)}M${across(0)},${up(0)}V${up(1)}" stroke="${border}" fill="none"/>`,
      `<path d="M${across(-reach)},${up(share)}H${across(difference)}V${up(0)}" stroke="${positive}" stroke-width="2" stroke-dasharray="6 4" fill="none"/>`,
      `<polyline points="${points.join(" ")}" fill="none" stroke="${curve}" stroke-width="3"/>`,
      `<circle cx="${across(difference)}" cy="${up(value)}" r="8" fill="${positive}" stroke="${background}" stroke-width="2"/>`,
      ...ticks,
      ...numbers,
      words(across(0), HEIGHT - 4, this.data.texts.difference),
      words(across(difference) + (difference > 0 ? -14 : 14), up(value) + (value > 0.5 ? 22 : -14), equation, side),
    ].join("");
  }

  close() {
    super.close();
    this.values?.close();
    this.resizing.disconnect();
  }
}

/**
 * Return the softmax of logits; the largest is taken from all, so that no power overflows.
 * @param {number[]} logits
 */
function softmax(logits) {
  const largest = Math.max(...logits);
  const powers = logits.map((z) => Math.exp(z - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

export default mount(TwoClasses, ".two-classes");
