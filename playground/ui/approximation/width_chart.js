// @ts-check
/**
 * Errors against the number of hidden neurons, of the best fits and of networks in training, and the fits at the number in hand.
 *
 * @typedef {Object} Series   of one activation
 * @property {string} name
 * @property {string} label
 * @property {Record<"light" | "dark", string>} colour
 * @property {number[][]} errors   of each width the median over seeds, the least and the most
 * @property {number[]} dash
 * @property {number | null} floor   that no width passes
 * @property {{weights: number[], kinks: number[], heights: number[]}[]} fits   of each width
 *
 * @typedef {Object} Data
 * @property {string} scripts
 * @property {string} target
 * @property {number[]} drawn
 * @property {"rms" | "sup"} error
 * @property {number[]} widths
 * @property {Series[]} series
 * @property {{socket: string, token: string, label: string} | null} run   networks in training, of all widths from 1 on
 * @property {{width: number, epsilon: number}} numbers
 * @property {Record<"light" | "dark", {colours: any}>} themes
 * @property {Record<string, string>} texts
 * @property {string} language
 *
 * @typedef {import("./connection.js").State} State
 */

const POINTS = 200;
const WIDEST = 64;
const FEWEST = 1e-12; // of what an axis shows

/** @extends {ConceptElement<Data>} */
class WidthChart extends ConceptElement {
  modules = { ...COMMON, math: "approximation_math", fitting: "hidden_functions", charting: "line_chart", logging: "log_chart", naming: "line_legend" };
  /** @type {typeof import("./approximation_math.js")} */ math;
  /** @type {typeof import("./hidden_functions.js")} */ fitting;
  /** @type {typeof import("./line_chart.js")} */ charting;
  /** @type {typeof import("./log_chart.js")} */ logging;
  /** @type {typeof import("./line_legend.js")} */ naming;
  /** @type {{close: () => void} | null} */ watching = null;
  /** @type {State | null} */ state = null;
  token = "";
  /** @type {(pixels: number) => number} */ placeAt;
  shown = "";

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.slider = /** @type {HTMLInputElement} */ (this.query(".width input"));
    this.slider.oninput = () => this.set({ width: Number(this.slider.value) + 1 });
    this.epsilon = /** @type {HTMLInputElement} */ (this.query(".epsilon"));
    this.epsilon.oninput = () => this.set({ epsilon: this.numbers.rounded(10 ** Number(this.epsilon.value), 2) });
    this.canvas = /** @type {HTMLCanvasElement} */ (this.query(".errors-by-width canvas"));
    this.canvas.onpointerdown = (event) => (this.canvas.setPointerCapture(event.pointerId), this.point(event));
    this.canvas.onpointermove = (event) => (event.pointerType === "mouse" || event.buttons) && this.point(event);
  }

  /** @param {Data} data */
  prepare(data) {
    this.speak(data.texts.file);
    const token = data.run?.token ?? "";
    if (token !== this.token) {
      this.token = token;
      this.watching?.close();
      this.state = null;
      if (data.run) this.element.dataset.frames = "0";
      else delete this.element.dataset.frames;
      this.watching = data.run && this.connection.watch(data.run.socket, token, (state) => this.take(state));
    }
    this.drawSoon();
  }

  /**
   * Take a new state of the networks in training.
   * @param {State} state
   */
  take(state) {
    this.state = state;
    Object.assign(this.element.dataset, { status: state.status, epoch: state.facts.epoch ?? "0", generation: state.facts.generation ?? "0" });
    this.drawSoon();
  }

  /** @param {PointerEvent} event */
  point({ clientX }) {
    if (!this.placeAt) return;
    const place = this.placeAt(clientX - this.canvas.getBoundingClientRect().left);
    this.set({ width: Math.min(Math.max(Math.round(2 ** place), 1), WIDEST) });
  }

  /** Return the errors of the networks in training: of each width the median, the least and the most. */
  get trained() {
    const tensor = this.state?.tensors[`width_${this.data.error}`];
    if (!tensor) return [];
    return Array.from({ length: tensor.shape[0] }, (_, k) => [...tensor.data.slice(3 * k, 3 * k + 3)]);
  }

  /**
   * Return the place of the best fits that are nearest to the width in hand.
   * @param {number} width
   */
  nearest(width) {
    const { widths } = this.data;
    return widths.reduce((best, each, k) => (Math.abs(each - width) <= Math.abs(widths[best] - width) ? k : best), 0);
  }

  draw() {
    if (!this.canvas.clientWidth) return;
    const { width, epsilon } = this.values.numbers;
    this.drawErrors(width, epsilon);
    this.drawFits(width);
    this.slider.value = String(width - 1);
    this.slider.setAttribute("aria-valuetext", this.number.whole(width));
    this.elements.write(this.query(".width output"), this.number.whole(width));
    if (Math.abs(Number(this.epsilon.value) - Math.log10(epsilon)) > 0.051) this.epsilon.value = String(Math.log10(epsilon));
    this.epsilon.setAttribute("aria-valuetext", this.number.significant(epsilon, 2));
    this.elements.write(this.query(".tools output"), this.number.significant(epsilon, 2));
    this.say(epsilon);
    this.fill();
    this.count();
    Object.assign(this.element.dataset, { draws: this.drawn(), width, epsilon });
  }

  /** Count the pictures of networks in training. */
  count() {
    if (!this.state?.tensors.fits) return;
    const moment = `${this.state.facts.generation} ${this.state.facts.version}`;
    if (moment !== this.shown) this.element.dataset.frames = String(Number(this.element.dataset.frames) + 1);
    this.shown = moment;
  }

  /**
   * @param {number} width
   * @param {number} epsilon
   */
  drawErrors(width, epsilon) {
    const { widths, series, texts, themes } = this.data;
    const { colours } = themes[this.shade];
    /** @param {number} value */
    const shown = (value) => Math.max(value, FEWEST);
    /** @type {(places: number[], errors: number[][]) => Pick<import("./log_chart.js").Curve, "points" | "band">} */
    const curve = (places, errors) => ({
      points: places.map((place, k) => /** @type {[number, number]} */ ([Math.log2(place), shown(errors[k][0])])),
      band: places.map((place, k) => /** @type {[number, number, number]} */ ([Math.log2(place), shown(errors[k][1]), shown(errors[k][2])])),
    });
    const all = series.map(({ colour, dash, errors }) => ({ ...curve(widths, errors), colour: colour[this.shade], dash, dots: true }));
    const floors = series.filter(({ floor }) => floor !== null && floor > FEWEST).map(({ colour, floor }) => ({ points: /** @type {[number, number][]} */ ([[0, floor], [6, floor]]), colour: colour[this.shade], dash: [3, 4] }));
    const { trained } = this;
    const learned = trained.length ? [{ ...curve(trained.map((_, k) => k + 1), trained), colour: colours.mark }] : [];
    const limit = { points: /** @type {[number, number][]} */ ([[0, epsilon], [6, epsilon]]), colour: colours.text, dash: [8, 5] };
    const logs = [...all, ...learned].flatMap(({ points }) => points.map(([, value]) => Math.log10(value))).filter(Number.isFinite);
    const powers = /** @type {[number, number]} */ ([Math.max(Math.floor(Math.min(...logs, -1)), -12), Math.min(Math.ceil(Math.max(...logs, 0)), 3)]);
    const ticks = [1, 2, 4, 8, 16, 32, 64].map((each) => ({ at: Math.log2(each), text: this.number.whole(each) }));
    this.placeAt = this.logging.drawLogChart(this.canvas, {
      ...{ curves: [...floors, limit, ...all, ...learned], across: [-0.15, 6.15], ticks, powers, mark: Math.log2(width) },
      ...{ words: { across: texts.neurons, up: texts[this.data.error] }, look: this.look },
    });
  }

  get look() {
    const { text, border } = this.data.themes[this.shade].colours;
    return { text, grid: border, font: this.font, scale: this.connection.typeScale() };
  }

  /** @param {number} width */
  drawFits(width) {
    const { series, widths, themes, texts, run } = this.data;
    const { colours } = themes[this.shade];
    const place = this.nearest(width);
    const target = this.math.targetOf(this.data.target, this.data.drawn);
    const x = Array.from({ length: POINTS + 1 }, (_, k) => -1 + (2 * k) / POINTS);
    const wanted = x.map(target);
    /** @type {import("./line_chart.js").Curve[]} */
    const curves = series.map(({ name, colour, dash, fits }) => ({ x, y: this.fitting.curveOf(name, fits[place], x), colour: colour[this.shade], dash }));
    const { fits } = this.state?.tensors ?? {};
    if (fits) {
      const [, count] = fits.shape;
      const y = [...fits.data.slice((width - 1) * count, width * count)];
      curves.push({ x: y.map((_, k) => -1 + (2 * k + 1) / count), y, colour: colours.mark });
    }
    const [low, high] = [Math.min(...wanted), Math.max(...wanted)];
    const room = 0.25 * Math.max(high - low, 0.2);
    this.charting.drawLineChart(/** @type {HTMLCanvasElement} */ (this.query(".fit canvas")), {
      curves: [...curves, { x, y: wanted, colour: colours.text, width: 2, dash: [6, 4] }],
      ...{ across: [-1, 1], up: [low - room, high + room], number: this.number.short, look: this.look },
    });
    this.elements.write(this.query(".fit-title"), texts.fit.replace("{n}", this.number.whole(widths[place])));
    const lines = series.map(({ label, colour, dash }) => ({ label, colour: colour[this.shade], dash }));
    const learned = run ? [{ label: run.label, colour: colours.mark }] : [];
    this.query(".legend").replaceChildren(...this.naming.legendEntries([...lines, ...learned, { label: texts.target, colour: colours.text, dash: [6, 4] }]));
  }

  /**
   * Say for which number of neurons each comes near enough.
   * @param {number} epsilon
   */
  say(epsilon) {
    const { series, widths, texts, run } = this.data;
    /** @type {(label: string, places: number[], errors: number[][], floor: number | null) => string} */
    const found = (label, places, errors, floor) => {
      const first = places.find((_, k) => errors[k][0] <= epsilon);
      if (first) return `${label}: ${this.number.whole(first)}`;
      return `${label}: ${floor !== null && floor > epsilon ? texts.never : texts.not_yet}`;
    };
    const parts = series.map(({ label, errors, floor }) => found(label, widths, errors, floor));
    const { trained } = this;
    if (run && trained.length) parts.push(found(run.label, trained.map((_, k) => k + 1), trained, null));
    this.elements.write(this.query(".found"), `${texts.smallest.replace("{epsilon}", this.number.significant(epsilon, 2))} ${parts.join("; ")}.`);
  }

  fill() {
    const [headings, ...rows] = this.lines();
    this.fillTable(headings.map(String), rows.map(([width, ...cells]) => ({ head: [this.number.whole(Number(width))], cells: cells.map((cell) => (cell === "" ? "–" : this.number.tabular(Number(cell)))) })));
  }

  lines() {
    const { series, widths, texts, run } = this.data;
    const { trained } = this;
    const learned = run && trained.length ? [run.label] : [];
    const rows = widths.map((width, k) => [width, ...series.map(({ errors }) => errors[k][0]), ...learned.map(() => trained[width - 1]?.[0] ?? "")]);
    return [[texts.neurons, ...series.map(({ label }) => label), ...learned], ...rows];
  }

  close() {
    super.close();
    this.watching?.close();
  }
}

export default mount(WidthChart, ".width-chart");
