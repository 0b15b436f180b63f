// @ts-check
/**
 * Penalties: two weights with their diamond or disc, the paths of ten coefficients, and what is kept of each eigendirection.
 *
 * @typedef {{strength: number, centre: number[], stops: number}} Numbers   `strength` is λ, `stops` is how many steps of descent are taken
 *
 * @typedef {Object} Data
 * @property {string} scripts
 * @property {"l1" | "l2" | "both"} kind
 * @property {number[]} gram        of the two weights: of the first, of both, of the second
 * @property {string[]} names       of the coefficients
 * @property {number[]} lambdas
 * @property {number[][]} path      the coefficients under each of them
 * @property {number[]} eigenvalues the largest first
 * @property {number} rate          of the descent that is stopped early
 * @property {Numbers} numbers
 * @property {Record<"light" | "dark", {colours: any}>} themes
 * @property {Record<"light" | "dark", string[]>} inks   of the coefficients, over and over
 * @property {Record<string, string>} texts
 * @property {string} language
 */

const STEP = 0.1; // of the arrow keys
const DASHES = [[], [9, 4], [2, 3]];

/** @extends {ConceptElement<Data>} */
class Penalties extends ConceptElement {
  modules = { ...COMMON, planing: "penalty_plane", charting: "line_chart", naming: "line_legend", canvases: "canvases" };
  /** @type {typeof import("./penalty_plane.js")} */ planing;
  /** @type {typeof import("./line_chart.js")} */ charting;
  /** @type {typeof import("./line_legend.js")} */ naming;
  /** @type {typeof import("./canvases.js")} */ canvases;
  /** @type {ReturnType<typeof import("./line_chart.js").drawLineChart> | null} */ at = null;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.lambda = /** @type {HTMLInputElement} */ (this.query(".lambda"));
    this.stops = /** @type {HTMLInputElement} */ (this.query(".stops"));
    this.lambda.oninput = () => this.set({ strength: this.numbers.rounded(10 ** Number(this.lambda.value), 3) });
    this.stops.oninput = () => this.set({ stops: Math.round(10 ** Number(this.stops.value)) });
    this.canvas = /** @type {HTMLCanvasElement} */ (this.query(".plane canvas"));
    this.canvas.onpointerdown = (event) => (this.canvas.setPointerCapture(event.pointerId), this.drag(event));
    this.canvas.onpointermove = (event) => event.buttons && this.drag(event);
    this.canvas.onkeydown = (event) => this.press(event);
  }

  /** @param {Data} data */
  prepare(data) {
    this.speak(data.texts.file);
    Object.assign(this.lambda, { min: Math.log10(data.lambdas[0]), max: Math.log10(data.lambdas[data.lambdas.length - 1]) });
    this.drawSoon();
  }

  /** @param {PointerEvent} event */
  drag({ clientX, clientY }) {
    if (!this.at) return;
    const { left, top } = this.canvas.getBoundingClientRect();
    this.move([this.at.across(clientX - left), this.at.up(clientY - top)]);
  }

  /** @param {number[]} centre */
  move(centre) {
    this.set({ centre: centre.map((each) => this.numbers.roundedBehindMark(Math.min(Math.max(each, -3), 3), 2)) });
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    /** @type {Record<string, number[]>} */
    const ways = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    const times = event.shiftKey ? 5 : 1;
    this.move(this.values.numbers.centre.map((each, k) => each + times * way[k]));
  }

  get strengths() {
    const { strength: lambda } = this.values.numbers;
    return { l1: { l1: lambda, l2: 0 }, l2: { l1: 0, l2: lambda }, both: { l1: lambda / 2, l2: lambda / 2 } }[this.data.kind];
  }

  /** The place of the penalty in hand among those of the path. */
  get place() {
    const { strength: lambda } = this.values.numbers;
    const { lambdas } = this.data;
    return lambdas.reduce((best, each, k) => (Math.abs(Math.log(each / lambda)) < Math.abs(Math.log(lambdas[best] / lambda)) ? k : best), 0);
  }

  draw() {
    if (!this.canvas.clientWidth) return;
    const { texts, gram, themes } = this.data;
    const { strength: lambda, centre, stops } = this.values.numbers;
    const { colours } = themes[this.shade];
    const look = { colours, font: this.font, scale: this.connection.typeScale(), number: this.number.short };
    const { best, at } = this.planing.drawPlane(this.canvas, { gram, centre, ...this.strengths }, look);
    this.at = at;
    const written = `(${best.map((each) => this.number.fixed(each, 2)).join("; ")})`;
    this.canvas.setAttribute("aria-valuetext", `(${centre.map((each) => this.number.fixed(each, 2)).join("; ")})`);
    this.canvas.setAttribute("aria-valuenow", String(centre[0]));
    this.elements.write(this.query(".verdict"), texts.best.replace("{w}", written));
    this.drawPath(colours);
    this.drawKept(colours);
    const outputs = this.queryAll(".tools output");
    const shown = [this.number.significant(lambda, 3), this.number.whole(stops)];
    [this.lambda, this.stops].forEach((slider, k) => {
      const value = Math.log10([lambda, stops][k]);
      if (Math.abs(Number(slider.value) - value) > 0.03) slider.value = String(value);
      slider.setAttribute("aria-valuetext", shown[k]);
      outputs[k].textContent = shown[k];
    });
    this.fill();
    const weights = this.data.path[this.place];
    Object.assign(this.element.dataset, { draws: this.drawn(), lambda, best: best.join(), zeros: weights.filter((each) => each === 0).length, centre: centre.join() });
  }

  /** @param {Record<string, string>} colours */
  look(colours) {
    return { text: colours.text, grid: colours.border, font: this.font, scale: this.connection.typeScale() };
  }

  /** @param {Record<string, string>} colours */
  drawPath(colours) {
    const { names, lambdas, path, inks, texts } = this.data;
    const { strength: lambda } = this.values.numbers;
    const logs = lambdas.map(Math.log10);
    const ink = inks[this.shade];
    const curves = names.map((_, k) => ({ x: logs, y: path.map((weights) => weights[k]), colour: ink[k % ink.length], width: 2.2, dash: DASHES[Math.floor(k / ink.length)] }));
    const all = path.flat();
    const [low, high] = [Math.min(...all, 0), Math.max(...all, 0)];
    const room = 0.06 * (high - low);
    const mark = { x: [Math.log10(lambda), Math.log10(lambda)], y: [low - room, high + room], colour: colours.text, width: 1.5 };
    const powers = (/** @type {number} */ power) => (Number.isInteger(power) ? this.power(power) : "");
    this.charting.drawLineChart(/** @type {HTMLCanvasElement} */ (this.query(".path canvas")), {
      curves: [...curves, mark],
      ...{ across: [logs[0], logs[logs.length - 1]], up: [low - room, high + room], number: this.number.short, look: this.look(colours) },
      acrossNumber: powers,
    });
    this.query(".names").replaceChildren(...this.naming.legendEntries(names.map((label, k) => ({ label, colour: curves[k].colour, dash: curves[k].dash }))));
    const zeros = path[this.place].filter((weight) => weight === 0).length;
    this.elements.write(this.query(".zeros"), texts.zeros.replace("{zeros}", this.number.whole(zeros)).replace("{all}", this.number.whole(names.length)));
  }

  /** @param {number} power */
  power(power) {
    return power === 0 ? "1" : `10${this.canvases.superscript(power)}`;
  }

  /** @param {Record<string, string>} colours */
  drawKept(colours) {
    const { eigenvalues, rate, texts } = this.data;
    const { strength: lambda, stops } = this.values.numbers;
    const x = eigenvalues.map((_, k) => k + 1);
    const curves = [
      { x, y: eigenvalues.map((s) => s / (s + lambda)), colour: colours.negative, width: 3 },
      { x, y: eigenvalues.map((s) => 1 - (1 - rate * s) ** stops), colour: colours.positive, width: 3, dash: [8, 4] },
    ];
    const up = /** @type {[number, number]} */ ([0, 1.05]);
    this.charting.drawLineChart(/** @type {HTMLCanvasElement} */ (this.query(".kept canvas")), { curves, across: [0.7, x.length + 0.3], up, number: this.number.short, look: this.look(colours) });
    this.query(".directions").replaceChildren(...this.naming.legendEntries([{ label: texts.by_l2, colour: colours.negative }, { label: texts.by_stopping, colour: colours.positive, dash: [8, 4] }]));
  }

  fill() {
    const [headings, ...rows] = this.lines();
    this.fillTable(headings.map(String), rows.map(([name, ...cells]) => ({ head: [String(name)], cells: cells.map((cell, k) => (k === 1 ? this.number.whole(Number(cell)) : this.number.tabular(Number(cell)))) })));
  }

  lines() {
    const { names, path, eigenvalues, rate, texts } = this.data;
    const { strength: lambda, stops } = this.values.numbers;
    const weights = path[this.place];
    const rows = names.map((name, k) => [name, weights[k], k + 1, eigenvalues[k], eigenvalues[k] / (eigenvalues[k] + lambda), 1 - (1 - rate * eigenvalues[k]) ** stops]);
    return [[texts.coefficient, texts.value, texts.direction, texts.eigenvalue, texts.by_l2, texts.by_stopping], ...rows];
  }
}

export default mount(Penalties, ".penalties");
