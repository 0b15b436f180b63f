// @ts-check
/**
 * How sure an answer is: one network under many masks of its dropout, beside several networks without; points to drag.
 *
 * @typedef {{x: number[], y: number[]}} Numbers
 *
 * @typedef {Object} Data
 * @property {string} scripts
 * @property {{socket: string, token: string}} run
 * @property {number} reach      how far to both sides answers are asked for
 * @property {number} most       points
 * @property {Numbers} numbers
 * @property {Numbers} usual     the points to begin with
 * @property {Record<"light" | "dark", {colours: any}>} themes
 * @property {Record<string, string>} texts
 * @property {string} language
 *
 * @typedef {import("./connection.js").State} State
 */

const HIGH = 2;
const NEAR = 0.25; // so near to a point an answer counts as one at the points
/** @type {[number, number]} */
const UP = [-2.4, 2.4];

/** @extends {ConceptElement<Data>} */
class HowSure extends ConceptElement {
  modules = { ...COMMON, charting: "line_chart", handling: "plane_handles" };
  /** @type {typeof import("./line_chart.js")} */ charting;
  /** @type {typeof import("./plane_handles.js")} */ handling;
  /** @type {import("./plane_handles.js").PlaneHandles} */ handles;
  /** @type {{close: () => void} | null} */ watching = null;
  /** @type {State | null} */ state = null;
  token = "";
  shown = "";
  /** @type {(string | number)[][]} */ table = [];

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.svg = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (this.query(".dropped svg")));
    this.svg.onclick = (event) => event.target === this.svg && this.add(event);
    this.query(".gap").onclick = () => this.set({ ...this.data.usual });
  }

  /** @param {Data} data */
  prepare(data) {
    this.speak(data.texts.file);
    this.handles ??= new this.handling.PlaneHandles(
      this.svg,
      { move: (k, x, y) => this.move(k, x, y), held: () => this.drawSoon(), remove: (k) => this.remove(k) },
      [-HIGH, HIGH],
    );
    if (data.run.token !== this.token) {
      this.token = data.run.token;
      this.watching?.close();
      this.state = null;
      this.watching = this.connection.watch(data.run.socket, this.token, (state) => this.take(state));
    }
    this.drawSoon();
  }

  /** @param {State} state */
  take(state) {
    this.state = state;
    Object.assign(this.element.dataset, { status: state.status, epoch: state.facts.epoch ?? "0", generation: state.facts.generation ?? "0" });
    this.drawSoon();
  }

  /**
   * @param {number} k
   * @param {number} x
   * @param {number} y
   */
  move(k, x, y) {
    const [across, up] = this.within(x, y);
    const { x: xs, y: ys } = this.values.numbers;
    this.set({ x: xs.map((old, j) => (j === k ? across : old)), y: ys.map((old, j) => (j === k ? up : old)) });
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  within(x, y) {
    const { reach } = this.data;
    const round = (/** @type {number} */ value, /** @type {number} */ most) => this.numbers.roundedBehindMark(Math.min(Math.max(value, -most), most), 2);
    return [round(x, reach - 0.2), round(y, HIGH)];
  }

  /** @param {MouseEvent} event */
  add(event) {
    const { x: xs, y: ys } = this.values.numbers;
    if (xs.length >= this.data.most || !this.handles.plane) return;
    const [x, y] = this.within(...(/** @type {[number, number]} */ (this.handles.at(event))));
    this.handles.chosen = xs.length;
    this.set({ x: [...xs, x], y: [...ys, y] });
  }

  /** @param {number} k */
  remove(k) {
    const { x, y } = this.values.numbers;
    if (x.length <= 2) return;
    this.set({ x: x.filter((_, j) => j !== k), y: y.filter((_, j) => j !== k) });
  }

  draw() {
    if (!this.svg.clientWidth) return;
    const { tensors } = this.state ?? { tensors: {} };
    const { texts } = this.data;
    const { colours } = this.data.themes[this.shade];
    const plane = this.drawLines(".dropped canvas", tensors, "drop", colours.positive);
    this.drawLines(".group canvas", tensors, "group", colours.negative);
    this.drawPoints(".group canvas", plane);
    const { x, y } = this.values.numbers;
    const value = (/** @type {number} */ k) => `(${this.number.fixed(x[k], 2)}; ${this.number.fixed(y[k], 2)})`;
    const name = (/** @type {number} */ k) => texts.point.replace("{n}", this.number.whole(k + 1));
    this.handles.draw(x.map((each, k) => [each, y[k]]), plane, { ink: () => colours.text, chosen: colours.mark, size: 6, name, value });
    this.fill(tensors);
    this.count();
    Object.assign(this.element.dataset, { draws: this.drawn(), points: x.length });
  }

  count() {
    if (!this.state?.tensors.drop_mean) return;
    const moment = `${this.state.facts.generation} ${this.state.facts.version}`;
    if (moment !== this.shown) this.element.dataset.frames = String(Number(this.element.dataset.frames) + 1);
    this.shown = moment;
  }

  /**
   * Draw what networks give, their mean and twice their standard deviation to both sides.
   * @param {string} selector
   * @param {State["tensors"]} tensors
   * @param {"drop" | "group"} kind
   * @param {string} colour
   */
  drawLines(selector, tensors, kind, colour) {
    const { themes, reach } = this.data;
    const { colours } = themes[this.shade];
    const canvas = /** @type {HTMLCanvasElement} */ (this.query(selector));
    const { [`${kind}_lines`]: lines, [`${kind}_mean`]: mean, [`${kind}_spread`]: spread } = tensors;
    const x = this.places(mean?.data.length ?? 0);
    const curves = lines ? Array.from({ length: lines.shape[0] }, (_, k) => ({ x, y: [...lines.data.slice(k * x.length, (k + 1) * x.length)], colour: `color-mix(in srgb, ${colour} 45%, transparent)`, width: 1 })) : [];
    const middle = mean ? [{ x, y: [...mean.data], colour, width: 3 }] : [];
    const band = mean && {
      x,
      low: [...mean.data].map((value, k) => value - 2 * spread.data[k]),
      high: [...mean.data].map((value, k) => value + 2 * spread.data[k]),
      colour: `color-mix(in srgb, ${colour} 22%, transparent)`,
    };
    const look = { text: colours.text, grid: colours.border, font: this.font, scale: this.connection.typeScale() };
    return this.charting.drawLineChart(canvas, { curves: [...curves, ...middle], band, across: [-reach, reach], up: UP, number: this.number.short, look });
  }

  /** @param {number} count */
  places(count) {
    const { reach } = this.data;
    return Array.from({ length: count }, (_, k) => -reach + (2 * reach * k) / (count - 1));
  }

  /**
   * @param {string} selector
   * @param {ReturnType<typeof import("./line_chart.js").drawLineChart>} plane
   */
  drawPoints(selector, plane) {
    const { x, y } = this.values.numbers;
    const context = /** @type {HTMLCanvasElement} */ (this.query(selector)).getContext("2d");
    context.fillStyle = this.data.themes[this.shade].colours.text;
    x.forEach((each, k) => {
      context.beginPath();
      context.arc(plane.right(each), plane.top(y[k]), 5, 0, 2 * Math.PI);
      context.fill();
    });
  }

  /** @param {State["tensors"]} tensors */
  fill(tensors) {
    const { texts } = this.data;
    const { x } = this.values.numbers;
    const places = this.places(tensors.drop_mean?.data.length ?? 0);
    const [low, high] = [Math.min(...x), Math.max(...x)];
    const zones = [
      places.map((place) => x.some((each) => Math.abs(each - place) < NEAR)),
      places.map((place) => place > low && place < high && !x.some((each) => Math.abs(each - place) < NEAR)),
      places.map((place) => place < low - NEAR || place > high + NEAR),
    ];
    /** @type {(kind: "drop" | "group", zone: boolean[]) => number | ""} */
    const mean = (kind, zone) => {
      const chosen = [...(tensors[`${kind}_spread`]?.data ?? [])].filter((_, k) => zone[k]);
      return chosen.length ? chosen.reduce((sum, each) => sum + each, 0) / chosen.length : "";
    };
    const rows = [texts.at_points, texts.between, texts.outside].map((name, k) => [name, mean("drop", zones[k]), mean("group", zones[k])]);
    this.table = [[texts.where, texts.dropped, texts.group], ...rows];
    const [headings, ...lines] = this.table;
    this.fillTable(headings.map(String), lines.map(([name, ...cells]) => ({ head: [String(name)], cells: cells.map((cell) => (cell === "" ? "–" : this.number.tabular(Number(cell)))) })));
    this.queryAll(".verdict").forEach((verdict, k) => {
      const [at, between] = [Number(rows[0][k + 1]), Number(rows[1][k + 1])];
      this.elements.write(verdict, at > 0 && rows[1][k + 1] !== "" ? texts.wider.replace("{times}", this.number.significant(between / at, 2)) : "");
    });
    Object.assign(this.element.dataset, { drop: rows.map((row) => row[1]).join(), group: rows.map((row) => row[2]).join() });
  }

  lines() {
    return this.table;
  }

  close() {
    super.close();
    this.watching?.close();
  }
}

export default mount(HowSure, ".how-sure");
