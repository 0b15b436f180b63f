// @ts-check
/**
 * Stochastic gradient descent with batches of several sizes on one exercise, a line by least squares: their paths on the
 * loss, the gradients of single points about the step in hand, the excess loss against gradients computed, the line.
 *
 * @typedef {{size: number, colour: Record<"light" | "dark", string>, symbol: string, dash: number[]}} Batch
 * @typedef {{start: number[], rate: number, step: number}} Numbers   `step`: gradients computed so far, -1 for all
 *
 * @typedef {Object} Data
 * @property {string} scripts
 * @property {import("./stochastic.js").Points} points
 * @property {{which: string, domain: number[], program: import("./formula_program.js").ProgramData, marks: import("./descent_map.js").Mark[], lowest: number}} surface
 * @property {number} bound   2/λmax
 * @property {Batch[]} batches
 * @property {Numbers} numbers
 * @property {{decay: number, replacement: boolean, seed: number}} sampling
 * @property {number} budget  gradients that each may compute
 * @property {Record<"light" | "dark", import("./descent_map.js").Look & {grid: string}>} looks
 * @property {Record<string, string>} texts
 * @property {string} language
 */

/** @type {[number, number]} */
const POWERS = [-3, 0.3];
const LONGEST = 70; // pixels of the longest arrow

/** @extends {DescentElement<Data>} */
class Noise extends DescentElement {
  modules = {
    ...COMMON,
    fields: "rate_field",
    canvases: "canvases",
    ...{ programs: "formula_program", handling: "start_handle" },
    ...{ mapping: "descent_map", charting: "descent_chart", playing: "step_player", drawing: "stochastic" },
  };
  /** @type {typeof import("./rate_field.js")} */ fields;
  /** @type {typeof import("./canvases.js")} */ canvases;
  /** @type {typeof import("./formula_program.js")} */ programs;
  /** @type {typeof import("./start_handle.js")} */ handling;
  /** @type {typeof import("./descent_map.js")} */ mapping;
  /** @type {typeof import("./descent_chart.js")} */ charting;
  /** @type {typeof import("./step_player.js")} */ playing;
  /** @type {typeof import("./stochastic.js")} */ drawing;
  /** @type {import("./descent_map.js").DescentMap} */ map;
  /** @type {import("./start_handle.js").StartHandle} */ handle;
  /** @type {import("./descent_chart.js").DescentChart} */ chart;
  /** @type {import("./step_player.js").StepPlayer} */ player;
  /** @type {import("./stochastic.js").Run[]} */ runs = [];
  /** @type {import("./rate_field.js").RateField} */ rateField;
  computed = "";
  chosen = 0;

  /** @param {Data} data */
  prepare(data) {
    this.speak(data.texts.noise);
    this.map ??= new this.mapping.DescentMap(this.query(".stage"));
    this.rateField ??= new this.fields.RateField(this.query(".rate"), POWERS, (rate) => this.set({ rate }));
    this.handle ??= new this.handling.StartHandle(this.map, this.query(".start"), (start) => this.set({ start }));
    this.chart ??= new this.charting.DescentChart(/** @type {HTMLCanvasElement} */ (this.query(".chart canvas")), (step) => this.player.goTo(step));
    this.player ??= new this.playing.StepPlayer(this.query(".time"), (step) => this.set({ step }));
    this.program = new this.programs.FormulaProgram(data.surface.program);
    this.computed = "";
    this.chosen = Math.min(this.chosen, data.batches.length - 1);
    this.drawSoon();
  }

  compute() {
    const { points, batches, sampling, budget } = this.data;
    const { start, rate } = this.values.numbers;
    const computed = JSON.stringify([start, rate]);
    if (computed === this.computed) return;
    this.computed = computed;
    this.runs = batches.map(({ size }) =>
      this.drawing.descendByBatches(points, { ...sampling, batch: size, rate }, Math.floor(budget / size), start),
    );
  }

  draw() {
    const { surface, texts, batches, budget, bound } = this.data;
    const { start, rate, step: wanted } = this.values.numbers;
    if (!this.query(".stage").clientWidth) return;
    this.compute();
    const step = wanted < 0 ? budget : Math.min(wanted, budget);
    this.map.fit(surface.domain, 620);
    this.map.paintGround(this.program, surface.marks, this.look, surface.which);
    const context = this.map.begin();
    const lines = batches.map(({ colour, dash, symbol }) => ({ colour: colour[this.shade], dash, symbol, halo: this.look.background }));
    const here = batches.map(({ size }) => Math.floor(step / size));
    const paths = this.runs.map(({ w, b }) => /** @type {import("./descent_paths.js").Path} */ (/** @type {unknown} */ ({ x: w, y: b })));
    paths.forEach((path, k) => this.map.line(context, path, here[k], lines[k]));
    this.arrows(context, here[this.chosen]);
    paths.forEach(({ x, y }, k) => this.map.symbol(context, lines[k].symbol, x[here[k]], y[here[k]], lines[k].colour, lines[k].halo));
    this.handle.draw(start, this.number);
    this.drawChart(lines, step);
    this.drawLine(here[this.chosen]);
    this.player.draw(wanted, budget, texts, this.number.whole);
    this.rateField.draw(rate, this.number);
    this.elements.write(this.query(".bound"), `${texts.bound}: 2/λ = ${this.number.significant(bound, 4)}${rate > bound ? ` · ${texts.diverges}` : ""}`);
    this.fill(here);
    const ends = batches.map((_, k) => [paths[k].x[here[k]], paths[k].y[here[k]], this.runs[k].loss[here[k]] - surface.lowest]);
    Object.assign(this.element.dataset, { draws: this.drawn(), step, rate, here: JSON.stringify(ends) });
  }

  /**
   * @param {{colour: string, dash: number[], symbol: string}[]} lines
   * @param {number} step
   */
  drawChart(lines, step) {
    const { batches, budget, texts, surface } = this.data;
    const look = this.chartLook();
    const curves = lines.map((line, k) => {
      const { loss } = this.runs[k];
      return { ...line, f: Float64Array.from({ length: budget + 1 }, (_, count) => loss[Math.floor(count / batches[k].size)]) };
    });
    this.chart.draw(curves, surface.lowest, step, look, { across: texts.evaluations, up: texts.excess });
  }

  /**
   * Draw, from where the chosen run is, the step that each point alone would take, that of its batch and that of all.
   * @param {CanvasRenderingContext2D} context
   * @param {number} step
   */
  arrows(context, step) {
    const { points } = this.data;
    const { w, b, gradients } = this.runs[this.chosen];
    const at = [w[step], b[step]];
    if (!Number.isFinite(at[0] + at[1])) return;
    const all = points.x.map((_, place) => this.drawing.gradientAt(points, place, at[0], at[1]));
    const { mean } = this.drawing.spreadAt(points, at[0], at[1], { batch: 1, replacement: true });
    const perUnit = [this.map.across(1) - this.map.across(0), this.map.up(1) - this.map.up(0)];
    /** @param {number[]} gradient */
    const onScreen = (gradient) => gradient.map((slope, d) => -slope * perUnit[d]);
    const longest = Math.max(...all.map((gradient) => Math.hypot(...onScreen(gradient))), 1e-12);
    const [x, y] = [this.map.across(at[0]), this.map.up(at[1])];
    /** @type {(gradient: number[], colour: string, width: number, dash?: number[]) => void} */
    const arrow = (gradient, colour, width, dash = []) => {
      const [dx, dy] = onScreen(gradient).map((length) => (length * LONGEST) / longest);
      Object.assign(context, { strokeStyle: colour, lineWidth: width });
      context.setLineDash(dash);
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x + dx, y + dy);
      context.stroke();
      context.setLineDash([]);
    };
    context.globalAlpha = 0.35;
    for (const gradient of all) arrow(gradient, this.look.text, 1);
    context.globalAlpha = 1;
    const colour = this.data.batches[this.chosen].colour[this.shade];
    if (gradients[step]) arrow(gradients[step], colour, 4);
    arrow(mean, this.look.text, 2.5, [5, 4]);
  }

  /**
   * Draw the points, those of the next step larger, and the line in hand.
   * @param {number} step
   */
  drawLine(step) {
    const { points } = this.data;
    const canvas = /** @type {HTMLCanvasElement} */ (this.query(".line canvas"));
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const context = this.canvases.cleared(canvas, width, height);
    const colour = this.data.batches[this.chosen].colour[this.shade];
    const { w, b, drawn } = this.runs[this.chosen];
    const [low, high] = [Math.min(...points.y) - 0.3, Math.max(...points.y) + 0.3];
    /** @param {number} x */
    const across = (x) => ((x + 1.05) / 2.1) * width;
    /** @param {number} y */
    const up = (y) => height - ((y - low) / (high - low)) * height;
    const next = new Set(drawn[step] ?? []);
    points.x.forEach((x, place) => {
      const isDrawn = next.has(place);
      context.beginPath();
      context.arc(across(x), up(points.y[place]), isDrawn ? 6 : 3, 0, 2 * Math.PI);
      Object.assign(context, { fillStyle: isDrawn ? colour : this.look.text, globalAlpha: isDrawn ? 1 : 0.55 });
      context.fill();
    });
    Object.assign(context, { globalAlpha: 1, strokeStyle: colour, lineWidth: 3 });
    context.beginPath();
    context.moveTo(across(-1.05), up(-1.05 * w[step] + b[step]));
    context.lineTo(across(1.05), up(1.05 * w[step] + b[step]));
    context.stroke();
  }

  /**
   * Fill the table: of each size of batch how far it is, and how far its gradients are from that of all.
   * @param {number[]} here   the step in hand of each
   */
  fill(here) {
    const { batches, texts, points, sampling, surface } = this.data;
    const { make } = this.elements;
    const headings = [texts.batch, texts.step_word, texts.epochs, "w", "b", texts.excess, texts.off, texts.expected];
    const rows = batches.map(({ size, colour, symbol }, k) => {
      const { w, b, loss, gradients } = this.runs[k];
      const step = here[k];
      const { mean, variance } = this.drawing.spreadAt(points, w[step], b[step], { batch: size, replacement: sampling.replacement });
      const gradient = gradients[step];
      const off = gradient ? (gradient[0] - mean[0]) ** 2 + (gradient[1] - mean[1]) ** 2 : NaN;
      const button = make("button");
      Object.assign(button, { type: "button", onclick: () => this.choose(k) });
      button.setAttribute("aria-pressed", String(k === this.chosen));
      button.innerHTML = `<svg viewBox="-10 -10 20 20" aria-hidden="true"><path d="${this.mapping.SYMBOLS[symbol]}" fill="${colour[this.shade]}"/></svg>`;
      button.append(`M = ${size}`);
      const values = [this.number.fixed((step * size) / points.x.length, 2), ...[w[step], b[step]].map((value) => this.number.fixed(value, 4)), ...[loss[step] - surface.lowest, off, variance].map((value) => this.number.tabular(value))];
      return { head: [button], cells: [this.number.whole(step), ...values] };
    });
    const focused = this.query("tbody :focus") !== null;
    this.fillTable(headings, rows);
    if (focused) /** @type {HTMLElement} */ (this.queryAll("tbody button")[this.chosen]).focus();
  }

  /** @param {number} place */
  choose(place) {
    this.chosen = place;
    this.drawSoon();
  }

  /** Return every step of every run, for a file. */
  lines() {
    const { batches, texts, surface } = this.data;
    /** @type {(string | number)[][]} */
    const lines = batches.flatMap(({ size }, k) => {
      const { w, b, loss } = this.runs[k];
      return Array.from(w, (_, step) => [size, step, step * size, w[step], b[step], loss[step] - surface.lowest]);
    });
    return [[texts.batch, texts.step_word, texts.evaluations, "w", "b", texts.excess], ...lines];
  }

  close() {
    super.close();
    this.player?.close();
  }
}

export default mount(Noise, ".noise");
