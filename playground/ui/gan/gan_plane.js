// @ts-check
/**
 * The plane of a GAN: what the discriminator says as a heatmap, data and generated points, arrows, the generator's grid,
 * the modes as lamps; steps of either network; points to draw.
 *
 * @typedef {{x: number[], y: number[]}} Numbers
 *
 * @typedef {Object} Data
 * @property {number} reach
 * @property {{centres: number[][], radius: number} | null} modes
 * @property {{arrows: boolean, grid: boolean, data: boolean, best: boolean}} shown
 * @property {boolean} isCritic        whether D gives no probabilities
 * @property {string} frozen           the network that rests, or none
 * @property {Numbers | null} drawn    points to draw, where the data are drawn
 * @property {number} most             of them
 * @property {Record<"light" | "dark", {colours: Record<string, string>, scale: [number, string][]}>} themes
 * @property {Record<string, string>} texts
 * @property {string} language
 */

const MANY = 12; // lamps that stand closer
const APART = 0.12; // between points of a stroke

/** @extends {LiveElement<Data>} */
class GanPlane extends LiveElement {
  modules = {
    ...{ numbers: "numbers", painting: "painter", drawing: "gan_drawing", handling: "plane_handles" },
    ...{ valuing: "component_values", elements: "elements" },
  };
  /** @type {typeof import("./numbers.js")} */ numbers;
  /** @type {typeof import("./painter.js")} */ painting;
  /** @type {typeof import("./gan_drawing.js")} */ drawing;
  /** @type {typeof import("./plane_handles.js")} */ handling;
  /** @type {typeof import("./component_values.js")} */ valuing;
  /** @type {typeof import("./elements.js")} */ elements;
  /** @type {import("./component_values.js").ComponentValues<Numbers>} */ values;
  /** @type {import("./plane_handles.js").PlaneHandles} */ handles;
  /** @type {number[] | null} */ last = null;
  strokes = false;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.svg = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (this.query(".plane svg")));
    this.heat = /** @type {HTMLCanvasElement} */ (this.query(".heat"));
    this.over = /** @type {HTMLCanvasElement} */ (this.query(".over"));
    for (const button of this.queryAll("[data-action]")) button.onclick = () => this.watching?.send(button.dataset.action);
    this.query(".clear").onclick = () => this.set(this.values.numbers.x.slice(-1), this.values.numbers.y.slice(-1));
    this.resizing = new ResizeObserver(() => this.state && this.data && this.draw(this.state));
    this.resizing.observe(element);
  }

  /** @param {Data} data */
  prepare(data) {
    const { texts } = data;
    this.write = this.numbers.numbersIn(data.language);
    this.shade = this.elements.isDark() ? /** @type {const} */ ("dark") : /** @type {const} */ ("light");
    const { scale } = data.themes[this.shade];
    this.colours = this.painting.palette(scale);
    this.element.setAttribute("aria-label", texts.alt);
    for (const part of this.queryAll("[data-text]")) this.elements.write(part, texts[part.dataset.text]);
    for (const part of this.queryAll("[data-label]")) part.setAttribute("aria-label", texts[part.dataset.label]);
    this.prepareLegend();
    this.prepareLamps();
    this.prepareDrawing();
  }

  prepareLegend() {
    const { texts, themes, shown } = this.data;
    /** @type {["data" | "generated" | "arrow", boolean][]} */
    const signs = [["data", shown.data], ["generated", true], ["arrow", shown.arrows]];
    const entries = signs.filter(([, isShown]) => isShown).map(([kind]) => {
      const [entry, canvas] = [this.elements.make("li"), this.elements.make("canvas")];
      canvas.setAttribute("aria-hidden", "true");
      entry.append(canvas, texts[`legend_${kind}`]);
      return { kind, entry, canvas };
    });
    this.query(".legend").replaceChildren(...entries.map(({ entry }) => entry));
    for (const { kind, canvas } of entries) this.drawing.drawSign(canvas, kind, themes[this.shade].colours);
  }

  prepareLamps() {
    const { modes } = this.data;
    this.query(".lamps-row").hidden = !modes;
    const lamps = this.query(".lamps");
    lamps.classList.toggle("many", (modes?.centres.length ?? 0) > MANY);
    if (lamps.children.length !== (modes?.centres.length ?? 0)) {
      lamps.replaceChildren(...(modes?.centres ?? []).map(() => this.elements.make("li", "", "0")));
    }
  }

  prepareDrawing() {
    const { drawn } = this.data;
    this.query(".plane").classList.toggle("draws", Boolean(drawn));
    this.query(".drawing").hidden = !drawn;
    if (!drawn) {
      this.svg.onpointerdown = null;
      this.svg.replaceChildren();
      this.handles = undefined;
      this.values?.close();
      this.values = undefined;
      return;
    }
    this.values ??= new this.valuing.ComponentValues((numbers) => this.trigger("moved", { numbers, at: Date.now() }));
    this.values.adopt(drawn);
    this.handles ??= this.makeHandles();
  }

  makeHandles() {
    const { reach } = this.data;
    const handles = new this.handling.PlaneHandles(
      this.svg,
      { move: (k, x, y) => this.move(k, x, y), held: () => this.drawNow(), remove: (k) => this.remove(k) },
      [-reach, reach],
    );
    const [follow, release] = [this.svg.onpointermove, this.svg.onpointerup];
    this.svg.onpointerdown = (event) => this.beginStroke(event);
    this.svg.onpointermove = (event) => (this.strokes ? this.stroke(event) : follow.call(this.svg, event));
    this.svg.onpointerup = this.svg.onpointercancel = (event) => {
      this.strokes = false;
      release.call(this.svg, event);
    };
    return handles;
  }

  /** @param {PointerEvent} event */
  beginStroke(event) {
    this.strokes = true;
    this.last = null;
    this.svg.setPointerCapture(event.pointerId);
    this.stroke(event);
  }

  /**
   * Add a point where the hand is, unless the one before is near.
   * @param {PointerEvent} event
   */
  stroke(event) {
    if (!this.handles.plane) return;
    const [x, y] = this.within(...(/** @type {[number, number]} */ (this.handles.at(event))));
    if (this.last && Math.hypot(x - this.last[0], y - this.last[1]) < APART) return;
    this.last = [x, y];
    const { x: xs, y: ys } = this.values.numbers;
    if (xs.length < this.data.most) this.set([...xs, x], [...ys, y]);
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  within(x, y) {
    const { reach } = this.data;
    return [x, y].map((value) => this.numbers.roundedBehindMark(Math.min(Math.max(value, -reach), reach), 2));
  }

  /**
   * @param {number} k
   * @param {number} x
   * @param {number} y
   */
  move(k, x, y) {
    const [across, up] = this.within(x, y);
    const { x: xs, y: ys } = this.values.numbers;
    this.set(xs.map((old, j) => (j === k ? across : old)), ys.map((old, j) => (j === k ? up : old)));
  }

  /** @param {number} k */
  remove(k) {
    const { x, y } = this.values.numbers;
    if (x.length > 1) this.set(x.filter((_, j) => j !== k), y.filter((_, j) => j !== k));
  }

  /**
   * @param {number[]} x
   * @param {number[]} y
   */
  set(x, y) {
    if (this.values.take({ x, y }) && this.state) this.draw(this.state);
  }

  /** @param {State} state */
  draw(state) {
    this.mark(state);
    const { facts, tensors, status } = state;
    for (const button of this.queryAll("button[data-action]")) {
      const player = button.dataset.action.replace("step_", "");
      /** @type {HTMLButtonElement} */ (button).disabled = this.data.frozen === player || !["idle", "running", "paused"].includes(status);
    }
    if (!tensors.discriminator || !this.over.clientWidth) return;
    const { shown, modes, reach, themes } = this.data;
    const map = (shown.best && tensors.best) || tensors.discriminator;
    this.painting.drawHeatmap(this.heat, map, this.colours, [0, 1]);
    this.drawing.drawOver(this.over, tensors, { reach, modes, colours: themes[this.shade].colours, shown });
    this.drawLamps(facts, tensors);
    this.drawBest(tensors);
    if (this.values) this.drawHandles();
    this.count(state);
  }

  /**
   * @param {Record<string, string>} facts
   * @param {State["tensors"]} tensors
   */
  drawLamps(facts, tensors) {
    const { mode_counts: counts, mode_covered: covered } = tensors;
    if (!counts) return;
    const { texts } = this.data;
    [...this.query(".lamps").children].forEach((lamp, k) => {
      const isLit = covered.data[k] === 1;
      this.elements.write(lamp, this.write.whole(counts.data[k]));
      if (lamp.classList.contains("lit") !== isLit) lamp.classList.toggle("lit", isLit);
      lamp.setAttribute("title", (isLit ? texts.lit : texts.dark).replace("{n}", String(k + 1)));
    });
    Object.assign(this.element.dataset, { modes: facts.modes_covered ?? "", share: facts.share_within_3_sigma ?? "" });
  }

  /**
   * Say how near the discriminator is to the best one, where that is known.
   * @param {State["tensors"]} tensors
   */
  drawBest({ best_error: error, best_value: value }) {
    const line = this.query(".best");
    line.hidden = !error;
    if (!error) return;
    const [distance, most] = [error.data[0], value.data[0]].map((each) => this.write.fixed(each, 3));
    this.elements.write(line, this.data.texts.best.replace("{error}", distance).replace("{value}", most));
    this.element.dataset.bestError = String(error.data[0]);
  }

  drawHandles() {
    const { reach, texts, themes } = this.data;
    const { colours } = themes[this.shade];
    const size = this.svg.clientWidth;
    const plane = {
      right: (/** @type {number} */ x) => ((x + reach) / (2 * reach)) * size,
      top: (/** @type {number} */ y) => ((reach - y) / (2 * reach)) * size,
      across: (/** @type {number} */ pixels) => (pixels / size) * 2 * reach - reach,
      up: (/** @type {number} */ pixels) => reach - (pixels / size) * 2 * reach,
    };
    const { x, y } = this.values.numbers;
    const value = (/** @type {number} */ k) => `(${this.write.fixed(x[k], 2)}; ${this.write.fixed(y[k], 2)})`;
    const name = (/** @type {number} */ k) => texts.point.replace("{n}", this.write.whole(k + 1));
    this.handles.draw(x.map((each, k) => [each, y[k]]), plane, { ink: () => colours.text, chosen: colours.mark, size: 5, name, value });
    this.element.dataset.points = String(x.length);
  }

  close() {
    super.close();
    this.values?.close();
    this.resizing.disconnect();
  }
}

export default mount(GanPlane, ".gan");
