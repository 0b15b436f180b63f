// @ts-check
/**
 * Methods that descend on one surface from one start: their paths on the map, their heights against the steps, and the
 * step in hand with all its numbers. Everything is computed here, so that the start and the rates can be dragged.
 *
 * @typedef {Object} Racer
 * @property {string} name
 * @property {string} label
 * @property {Record<"light" | "dark", string>} colour
 * @property {number[]} dash
 * @property {string} symbol   one of SYMBOLS in descent_map.js
 * @property {number} place    of its rate among the rates
 *
 * @typedef {{start: number[], rates: number[], together: number, step: number}} Numbers   `step`: -1 is the last one
 *
 * @typedef {Object} Data
 * @property {string} scripts
 * @property {{which: string, domain: number[], program?: import("./formula_program.js").ProgramData, table?: import("./table_program.js").Table, marks: import("./descent_map.js").Mark[], lowest: number, trail?: number[][]}} surface
 * @property {Racer[]} methods
 * @property {Numbers} numbers
 * @property {import("./descent_methods.js").Options} options
 * @property {number} steps
 * @property {Record<"light" | "dark", import("./descent_map.js").Look & {grid: string}>} looks
 * @property {Record<string, string>} texts
 * @property {string} language
 */

const RATES = [-4, 0.5]; // powers of ten between which a learning rate is dragged

/** @extends {DescentElement<Data>} */
class Race extends DescentElement {
  modules = {
    ...COMMON,
    ...{ programs: "table_program" },
    ...{ descending: "descent_paths", mapping: "descent_map", charting: "descent_chart", rows: "race_rows" },
    handling: "start_handle", playing: "step_player",
  };
  /** @type {typeof import("./table_program.js")} */ programs;
  /** @type {typeof import("./descent_paths.js")} */ descending;
  /** @type {typeof import("./descent_map.js")} */ mapping;
  /** @type {typeof import("./descent_chart.js")} */ charting;
  /** @type {typeof import("./race_rows.js")} */ rows;
  /** @type {typeof import("./start_handle.js")} */ handling;
  /** @type {typeof import("./step_player.js")} */ playing;
  /** @type {import("./descent_map.js").DescentMap} */ map;
  /** @type {import("./start_handle.js").StartHandle} */ handle;
  /** @type {import("./step_player.js").StepPlayer} */ player;
  /** @type {import("./descent_chart.js").DescentChart} */ chart;
  /** @type {import("./race_rows.js").RaceRows} */ table;
  /** @type {import("./descent_paths.js").Path[]} */ paths = [];
  computed = "";
  chosen = "";

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.stage = this.query(".stage");
    this.query("details").ontoggle = () => this.drawSoon();
  }

  /** @param {Data} data */
  prepare(data) {
    this.speak(data.texts.race);
    this.map ??= new this.mapping.DescentMap(this.stage);
    this.handle ??= new this.handling.StartHandle(this.map, this.query(".start"), (start) => this.set({ start }));
    this.chart ??= new this.charting.DescentChart(/** @type {HTMLCanvasElement} */ (this.query(".chart canvas")), (step) => this.player.goTo(step));
    this.player ??= new this.playing.StepPlayer(this.query(".time"), (step) => this.set({ step }));
    this.table ??= new this.rows.RaceRows(this.element, {
      rate: (place, rate) => this.setRate(place, rate),
      choose: (name) => this.choose(name),
      together: (on) => this.set({ together: on ? 1 : 0 }),
    });
    this.program = this.programs.programOf(data.surface);
    this.computed = "";
    if (!data.methods.some(({ name }) => name === this.chosen)) this.chosen = data.methods[0].name;
    this.table.build(data.methods, this.shade, data.texts, RATES);
    this.drawSoon();
  }

  /**
   * @param {number} place
   * @param {number} rate
   */
  setRate(place, rate) {
    const { rates, together } = this.values.numbers;
    const racing = this.data.methods.filter(({ name }) => name !== "annealing").map((method) => method.place);
    const isOne = together && racing.includes(place);
    this.set({ rates: rates.map((old, k) => (k === place || (isOne && racing.includes(k)) ? rate : old)) });
  }

  /** @param {string} name */
  choose(name) {
    this.chosen = name;
    this.drawSoon();
  }

  get step() {
    const { step } = this.values.numbers;
    return step < 0 ? this.data.steps : Math.min(step, this.data.steps);
  }

  /** Compute the paths anew where something has changed that they depend on. */
  compute() {
    const { methods, steps, options } = this.data;
    const { start, rates } = this.values.numbers;
    const computed = JSON.stringify([start, rates]);
    if (computed === this.computed) return;
    this.computed = computed;
    this.paths = methods.map(({ name, place }) => this.descending.descend(this.program, name, start, rates[place], steps, options));
  }

  /** @returns {import("./race_rows.js").Shown} */
  shown() {
    const { methods, options, texts } = this.data;
    const { rates, together } = this.values.numbers;
    return { methods, paths: this.paths, step: this.step, rates, options, chosen: this.chosen, together: Boolean(together), number: this.number, texts };
  }

  draw() {
    const { surface, texts, methods, steps } = this.data;
    const { step } = this;
    if (!this.stage.clientWidth) return;
    this.compute();
    this.map.fit(surface.domain, 620);
    this.map.paintGround(this.program, surface.marks, this.look, surface.which, surface.trail);
    const lines = methods.map(({ colour, dash, symbol }) => ({ colour: colour[this.shade], dash, symbol, halo: this.look.background }));
    const context = this.map.begin();
    lines.forEach((line, k) => this.map.line(context, this.paths[k], step, line));
    lines.forEach(({ symbol, colour, halo }, k) => this.map.symbol(context, symbol, this.paths[k].x[step], this.paths[k].y[step], colour, halo));
    const lowest = Math.min(surface.lowest, ...this.paths.map(({ f }) => f.reduce((low, height) => (height < low ? height : low), Infinity)));
    const look = this.chartLook();
    this.chart.draw(lines.map((line, k) => ({ ...line, f: this.paths[k].f })), lowest, step, look, { across: texts.steps, up: texts.height });
    this.table.draw(this.shown(), this.query("details").hasAttribute("open"));
    this.handle.draw(this.values.numbers.start, this.number);
    this.player.draw(step, steps, texts, this.number.whole);
    const ends = Object.fromEntries(methods.map(({ name }, k) => [name, [this.paths[k].x[step], this.paths[k].y[step], this.paths[k].f[step]]]));
    Object.assign(this.element.dataset, { draws: this.drawn(), step, start: this.values.numbers.start.join(), here: JSON.stringify(ends), playing: this.player.isPlaying ? "1" : "" });
  }

  lines() {
    return this.table.lines(this.shown(), true);
  }

  close() {
    super.close();
    this.player?.close();
  }
}

export default mount(Race, ".race");
