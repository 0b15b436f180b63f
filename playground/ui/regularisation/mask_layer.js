// @ts-check
/**
 * A layer with its mask: what is dropped is crossed out. Beside it the answers under all masks, exactly, and what came of those
 * that were drawn.
 *
 * @typedef {Object} Numbers
 * @property {number[]} values
 * @property {number[]} weights   of the first answer, then of the second
 * @property {number[]} biases
 * @property {number} rate
 * @property {number} first       mask of the neurons, or of the first answer's weights
 * @property {number} second      with DropConnect that of the second answer's weights
 *
 * @typedef {Object} Data
 * @property {string} scripts
 * @property {"dropout" | "dropconnect"} kind
 * @property {boolean} inverted
 * @property {"none" | "keep" | "drop"} scaling
 * @property {"linear" | "relu" | "sigmoid"} phi
 * @property {Numbers} numbers
 * @property {Record<"light" | "dark", {colours: any}>} themes
 * @property {Record<string, string>} texts
 * @property {string} language
 *
 * @typedef {import("./dropout_math.js").MaskedLayer} MaskedLayer
 */

const LIMIT = 100;
const MANY = 100;
const MOST_DRAWN = 100_000;

/** @extends {ConceptElement<Data>} */
class MaskLayer extends ConceptElement {
  modules = { ...COMMON, math: "dropout_math", activating: "activation_functions", drawing: "mask_drawing", typing: "number_input", naming: "line_legend" };
  /** @type {typeof import("./dropout_math.js")} */ math;
  /** @type {typeof import("./activation_functions.js")} */ activating;
  /** @type {typeof import("./mask_drawing.js")} */ drawing;
  /** @type {typeof import("./number_input.js")} */ typing;
  /** @type {typeof import("./line_legend.js")} */ naming;
  /** @type {number[][]} the answers under masks that were drawn */ drawnAnswers = [];
  /** @type {(string | number)[][]} */ table = [];
  /** @type {HTMLInputElement[]} */ fields = [];
  of = "";

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.rate = /** @type {HTMLInputElement} */ (this.query(".rate"));
    this.rate.oninput = () => this.set({ rate: Number(this.rate.value) });
    this.query(".one").onclick = () => this.drawMasks(1);
    this.query(".hundred").onclick = () => this.drawMasks(MANY);
    this.query(".clear").onclick = () => {
      this.drawnAnswers = [];
      this.drawSoon();
    };
  }

  /** @param {Data} data */
  prepare(data) {
    this.speak(data.texts.file);
    this.buildFields();
    this.drawSoon();
  }

  /** @returns {MaskedLayer} */
  get layer() {
    const { values, weights, biases, rate } = this.values.numbers;
    const { kind, inverted } = this.data;
    return { values, weights: biases.map((_, unit) => weights.slice(unit * values.length, (unit + 1) * values.length)), biases, rate, kind, inverted };
  }

  /** The masks of both answers: one for both with dropout, one for each with DropConnect. */
  get masks() {
    const { first, second } = this.values.numbers;
    return this.data.kind === "dropout" ? [first, first] : [first, second];
  }

  /** Make fields for what is given, unless they are there. */
  buildFields() {
    const { values, biases } = this.values.numbers;
    const count = values.length;
    if (this.fields.length === count * (1 + biases.length) + biases.length) return;
    const { make } = this.elements;
    const grid = this.query(".given");
    grid.style.setProperty("--columns", String(count + 2));
    this.fields = [];
    /** @type {(name: "values" | "weights" | "biases", place: number, label: string) => HTMLInputElement} */
    const field = (name, place, label) => {
      const input = make("input");
      input.setAttribute("aria-label", label);
      const value = () => this.values.numbers[name][place];
      this.typing.takesNumbers(input, { value, write: (number) => this.written(number), take: (number) => this.take(name, place, number), limit: LIMIT, step: 0.1 });
      this.fields.push(input);
      return input;
    };
    const lines = [["h", ...values.map((_, k) => field("values", k, `h${this.small(k)}`)), ""]];
    for (const unit of [0, 1]) {
      const weights = values.map((_, k) => field("weights", unit * count + k, `w${this.small(unit)}${this.small(k)}`));
      lines.push([`w${this.small(unit)}`, ...weights, field("biases", unit, `b${this.small(unit)}`)]);
    }
    const headings = ["", ...values.map((_, k) => String(k + 1)), "b"];
    grid.replaceChildren(...[headings, ...lines].flat().map((cell) => (typeof cell === "string" ? make("span", "", cell) : cell)));
  }

  /** @param {number} place */
  small(place) {
    return "₁₂₃₄₅₆"[place];
  }

  /** @param {number} value */
  written(value) {
    return this.number.short(value);
  }

  /**
   * @param {"values" | "weights" | "biases"} name
   * @param {number} place
   * @param {number} number
   */
  take(name, place, number) {
    this.set({ [name]: this.values.numbers[name].map((old, k) => (k === place ? number : old)) });
  }

  /** @param {number} count */
  drawMasks(count) {
    const { rate } = this.values.numbers;
    const neurons = this.values.numbers.values.length;
    const mask = () => Array.from({ length: neurons }, (_, k) => (Math.random() >= rate ? 1 << k : 0)).reduce((sum, bit) => sum + bit, 0);
    let masks = [0, 0];
    for (let draw = 0; draw < count; draw += 1) {
      masks = [mask(), mask()];
      if (this.data.kind === "dropout") masks[1] = masks[0];
      if (this.drawnAnswers.length < MOST_DRAWN) this.drawnAnswers.push(masks.map((each, unit) => this.math.answerOf(this.layer, unit, each)));
    }
    this.set({ first: masks[0], second: masks[1] });
    this.drawSoon();
  }

  /**
   * Keep what was dropped, or drop what was kept.
   * @param {number} unit
   * @param {number} neuron
   */
  toggle(unit, neuron) {
    const name = unit && this.data.kind === "dropconnect" ? "second" : "first";
    this.set({ [name]: this.values.numbers[name] ^ (1 << neuron) });
  }

  draw() {
    const { texts, kind, inverted, scaling, phi } = this.data;
    if (!this.query("canvas").clientWidth) return;
    const { layer, masks } = this;
    const of = JSON.stringify([layer, kind, inverted]);
    if (of !== this.of) this.drawnAnswers = []; // they were another layer's
    this.of = of;
    const colours = { ...this.data.themes[this.shade].colours, ground: this.background };
    const look = { colours, font: this.font, scale: this.connection.typeScale(), number: this.number, texts };
    const now = masks.map((mask, unit) => this.math.answerOf(layer, unit, mask));
    const { mean, covariance } = this.math.moments(layer);
    const test = this.math.atTest(layer, scaling);
    const shown = { layer, masks, now, mean, covariance, test, drawn: this.drawnAnswers };
    this.drawing.drawNetwork(this.query(".network"), shown, look, (unit, neuron) => this.toggle(unit, neuron));
    this.drawing.drawDistribution(/** @type {HTMLCanvasElement} */ (this.query(".distribution")), shown, look);
    this.drawing.drawBoth(/** @type {HTMLCanvasElement} */ (this.query(".both")), shown, look);
    this.query(".legend").replaceChildren(...this.naming.legendEntries(this.drawing.linesOf(look, this.drawnAnswers.length > 0)));
    this.elements.write(this.query(".distribution-title"), texts.distribution.replace("{count}", this.number.whole(this.math.maskCount(layer))));
    this.elements.write(this.query(".now"), texts.now.replace("{first}", this.number.fixed(now[0], 2)).replace("{second}", this.number.fixed(now[1], 2)));
    this.rate.value = String(layer.rate);
    this.rate.setAttribute("aria-valuetext", this.number.short(layer.rate));
    this.elements.write(this.query(".tools label output"), this.number.short(layer.rate));
    const { value } = this.activating.ACTIVATIONS[phi];
    this.fill(shown, this.math.expectedActivation(layer, value), mean.map(value));
    const numbers = [...layer.values, ...this.values.numbers.weights.flatMap((weight, k) => [weight, ...((k + 1) % layer.values.length ? [] : [layer.biases[Math.floor(k / layer.values.length)]])])];
    this.fields.forEach((field, k) => {
      if (!field.matches(":focus")) field.value = this.written(numbers[k]);
    });
    Object.assign(this.element.dataset, { draws: this.drawn(), mean: mean.join(), covariance: covariance.flat().join(), now: now.join(), test: test.join(), masks: masks.join(), samples: this.drawnAnswers.length });
  }

  /**
   * @param {{mean: number[], covariance: number[][], test: number[], now: number[]}} shown
   * @param {number[]} expected   of φ(answer)
   * @param {number[]} ofMean     φ of the mean
   */
  fill({ mean, covariance, test, now }, expected, ofMean) {
    const { texts } = this.data;
    const drawn = this.drawnAnswers;
    /** @param {number} unit */
    const average = (unit) => (drawn.length ? drawn.reduce((sum, each) => sum + each[unit], 0) / drawn.length : "");
    /** @type {(one: number, other: number) => number | ""} */
    const together = (one, other) => {
      if (drawn.length < 2) return "";
      const [first, second] = [Number(average(one)), Number(average(other))];
      return drawn.reduce((sum, each) => sum + (each[one] - first) * (each[other] - second), 0) / (drawn.length - 1);
    };
    this.table = [
      [texts.quantity, texts.answer_1, texts.answer_2],
      [texts.mean, ...mean],
      [texts.test, ...test],
      [texts.variance, covariance[0][0], covariance[1][1]],
      [texts.covariance, covariance[0][1], covariance[1][0]],
      [texts.expected, ...expected],
      [texts.of_mean, ...ofMean],
      [texts.mask_now, ...now],
      [texts.drawn_mean.replace("{n}", this.number.whole(drawn.length)), average(0), average(1)],
      [texts.drawn_variance, together(0, 0), together(1, 1)],
      [texts.drawn_covariance, together(0, 1), together(1, 0)],
    ];
    const [headings, ...rows] = this.table;
    this.fillTable(headings.map(String), rows.map(([name, ...cells]) => ({ head: [String(name)], cells: cells.map((cell) => (cell === "" ? "–" : this.number.tabular(Number(cell)))) })));
  }

  lines() {
    return this.table;
  }
}

export default mount(MaskLayer, ".mask-layer");
