// @ts-check
/**
 * A chain of layers of one neuron each: the weights as bars to drag, the factor of each layer, and the gradient on its way
 * back.
 *
 * @typedef {{weights: number[], bias: number, x: number, shortcut: number}} Numbers
 *
 * @typedef {Object} Data
 * @property {string} scripts
 * @property {import("./backpropagation_math.js").Activation} phi
 * @property {string} name       of the activation
 * @property {number} steepest   its largest slope
 * @property {Numbers} numbers
 * @property {Record<"light" | "dark", {colours: any}>} themes
 * @property {Record<string, string>} texts
 * @property {string} language
 */

/** @extends {ConceptElement<Data>} */
class Chain extends ConceptElement {
  modules = { ...COMMON, bars: "bars", chaining: "layer_chain", charting: "log_chart", canvases: "canvases" };
  /** @type {typeof import("./bars.js")} */ bars;
  /** @type {typeof import("./layer_chain.js")} */ chaining;
  /** @type {typeof import("./log_chart.js")} */ charting;
  /** @type {typeof import("./canvases.js")} */ canvases;
  /** @type {Record<"weights" | "factors", import("./bars.js").Bars>} */ charts;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    /** @type {Record<string, HTMLInputElement>} */
    this.inputs = Object.fromEntries(["every", "bias", "x", "shortcut"].map((name) => [name, this.query(`.${name}`)]));
    this.inputs.every.oninput = () => this.set({ weights: this.values.numbers.weights.map(() => Number(this.inputs.every.value)) });
    for (const name of ["bias", "x"]) this.inputs[name].oninput = () => this.set({ [name]: Number(this.inputs[name].value) });
    this.inputs.shortcut.onchange = () => this.set({ shortcut: this.inputs.shortcut.checked ? 1 : 0 });
  }

  /** @param {Data} data */
  prepare(data) {
    this.speak(data.texts.file);
    this.charts ??= {
      weights: new this.bars.Bars(/** @type {SVGSVGElement} */ (this.query(".weights")), (k, value) => this.drag(k, value)),
      factors: new this.bars.Bars(/** @type {SVGSVGElement} */ (this.query(".factors"))),
    };
    this.drawSoon();
  }

  /**
   * @param {number} layer
   * @param {number} value
   */
  drag(layer, value) {
    const weight = this.numbers.roundedBehindMark(value, 1);
    this.set({ weights: this.values.numbers.weights.map((old, k) => (k === layer ? weight : old)) });
  }

  compute() {
    const { weights, bias, x, shortcut } = this.values.numbers;
    return this.chaining.layerChain(this.data.phi, weights, bias, x, Boolean(shortcut));
  }

  draw() {
    const { texts, themes } = this.data;
    const { weights, bias, x, shortcut } = this.values.numbers;
    if (!this.query(".weights").clientWidth) return;
    const chain = this.compute();
    const { colours } = themes[this.shade];
    const { positive, negative, text, border } = colours;
    const labels = weights.map((_, k) => String(k + 1));
    const common = { labels, text, faint: border };
    const one = (/** @type {number[]} */ values) => values.map((value) => [value]);
    const reach = Math.max(2, ...weights.map(Math.abs));
    this.charts.weights.draw({ ...common, values: one(weights), range: [-reach, reach], colours: [positive], number: (value) => this.number.fixed(value, 1), name: texts.weights, step: 0.1 });
    const most = Math.min(8, Math.max(1.2, ...chain.factors.map((factor) => Math.abs(factor))));
    this.charts.factors.draw({ ...common, values: one(chain.factors), range: [Math.min(0, -most * Number(chain.factors.some((factor) => factor < 0))), most], colours: [negative], number: (value) => this.number.significant(value, 2), name: texts.factors });
    this.elements.write(this.query(".factors-title"), shortcut ? texts.factors_shortcut : texts.factors);
    this.drawGradients(chain, colours);
    const shown = { every: weights.every((weight) => weight === weights[0]) ? weights[0] : NaN, bias, x };
    const outputs = this.queryAll("output");
    Object.entries(shown).forEach(([name, value], k) => {
      if (Number.isFinite(value)) this.inputs[name].value = String(value);
      outputs[k].textContent = this.number.fixed(value, 1);
    });
    this.inputs.shortcut.checked = Boolean(shortcut);
    const [product] = chain.gradients;
    const factors = chain.factors.length > 4 ? [...chain.factors.slice(0, 2), NaN, ...chain.factors.slice(-1)] : chain.factors;
    const written = factors.map((factor) => (Number.isNaN(factor) ? "…" : this.number.measured(factor, 4)));
    this.elements.write(this.query(".product"), `${texts.product.replace("{product}", `${written.join(" · ")} = ${this.tabular(product)}`)}${product ? "" : `. ${texts.zero}`}`);
    this.fillTable(this.headings, this.linesOf(chain).map(([layer, ...values]) => ({ head: [this.number.whole(layer)], cells: values.map((value) => this.tabular(value)) })));
    Object.assign(this.element.dataset, { draws: this.drawn(), weights: weights.join(), product, factors: chain.factors.join() });
  }

  /** @param {number} value */
  tabular(value) {
    return this.canvases.powered(this.number.tabular(value));
  }

  /**
   * @param {ReturnType<Chain["compute"]>} chain
   * @param {Record<string, string>} colours
   */
  drawGradients({ gradients }, colours) {
    const { texts, steepest } = this.data;
    const { weights, shortcut } = this.values.numbers;
    const last = weights.length;
    const most = [1];
    for (const weight of [...weights].reverse()) most.unshift(most[0] * (Math.abs(weight) * steepest + (shortcut ? 1 : 0)));
    const logs = [...gradients, ...most].map((value) => Math.log10(Math.abs(value))).filter(Number.isFinite);
    const powers = /** @type {[number, number]} */ ([Math.max(Math.floor(Math.min(...logs, -1)), -30), Math.min(Math.ceil(Math.max(...logs, 1)), 30)]);
    const points = (/** @type {number[]} */ values) => values.map((value, k) => /** @type {[number, number]} */ ([k, Math.abs(value)]));
    const stride = last > 10 ? 2 : 1;
    const ticks = gradients.map((_, at) => ({ at, text: at === 0 ? "x" : at === last ? "f" : String(at) })).filter(({ at }) => at % stride === 0 || at === last);
    const look = { text: colours.text, grid: colours.border, font: this.font, scale: this.connection.typeScale() };
    const curves = [
      { points: points(most), colour: colours.text, dash: [5, 5] },
      { points: points(gradients), colour: colours.positive, dots: true },
    ];
    this.charting.drawLogChart(/** @type {HTMLCanvasElement} */ (this.query(".gradients canvas")), { curves, across: [-0.3, last + 0.3], ticks, powers, words: { across: texts.layer, up: texts.gradient_axis }, look });
  }

  get headings() {
    const { texts } = this.data;
    return [texts.layer, "w", texts.sum, texts.given, texts.factor, texts.reaches, texts.of_weight];
  }

  /** @param {ReturnType<Chain["compute"]>} chain */
  linesOf({ preActivations, activations, factors, gradients, weightGradients }) {
    return this.values.numbers.weights.map((weight, k) => [k + 1, weight, preActivations[k], activations[k + 1], factors[k], gradients[k + 1], weightGradients[k]]);
  }

  lines() {
    return [this.headings, ...this.linesOf(this.compute())];
  }
}

export default mount(Chain, ".backpropagation.chain");
