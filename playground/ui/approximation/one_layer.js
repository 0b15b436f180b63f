// @ts-check
/**
 * A hidden layer made by hand: the target with its band and the layer over it, below each neuron's own curve with a handle at its
 * kink, as high as its height.
 *
 * @typedef {Object} Numbers
 * @property {number[]} kinks
 * @property {number[]} heights
 * @property {number[]} directions
 * @property {number} steepness
 * @property {number} epsilon      half the width of the band
 * @property {number[]} drawn      heights of the target that somebody draws
 *
 * @typedef {Object} Data
 * @property {string} scripts
 * @property {string} target       its name, or "drawn"
 * @property {import("./approximation_math.js").OneLayer["phi"]} phi
 * @property {Numbers} numbers
 * @property {number} most         neurons
 * @property {Record<"light" | "dark", {colours: any}>} themes
 * @property {Record<string, string>} texts
 * @property {string} language
 */

const [REACH, HIGHEST] = [1.1, 40]; // of kinks, of heights
const EVERY = 5; // of the places where errors are looked for, how many go to one place of a curve

/** @extends {ConceptElement<Data>} */
class OneLayer extends ConceptElement {
  modules = { ...COMMON, math: "approximation_math", charting: "line_chart", handling: "plane_handles" };
  /** @type {typeof import("./approximation_math.js")} */ math;
  /** @type {typeof import("./line_chart.js")} */ charting;
  /** @type {typeof import("./plane_handles.js")} */ handling;
  /** @type {import("./plane_handles.js").PlaneHandles} */ handles;
  /** @type {{low: number, high: number} | null} the range of heights, which stays while a handle is held */ range = null;
  /** @type {number[] | null} where a pen is, in the target's terms */ pen = null;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    for (const name of ["epsilon", "steepness"]) {
      const slider = /** @type {HTMLInputElement} */ (this.query(`.${name}`));
      slider.oninput = () => this.set({ [name]: this.numbers.rounded(10 ** Number(slider.value), 2) });
    }
    /** @type {[string, () => void][]} */
    const actions = [
      ["fewer", () => this.remove(this.chosen)],
      ["more", () => this.more()],
      ["turn", () => this.turn()],
      ["staircase", () => this.put(this.math.staircase(this.target, this.count))],
      ["bumps", () => this.put(this.math.bumps(this.target, Math.max(1, Math.floor(this.count / 2))))],
      ["best", () => this.set({ heights: this.math.bestHeights(this.layer, this.target).map((height) => this.within(height)) })],
    ];
    for (const [name, act] of actions) /** @type {HTMLButtonElement} */ (this.query(`.${name}`)).onclick = act;
    this.canvas = /** @type {HTMLCanvasElement} */ (this.query(".whole canvas"));
    this.canvas.onpointerdown = (event) => this.beginDrawing(event);
    this.canvas.onpointermove = (event) => this.pen && this.drawTo(event);
    this.canvas.onpointerup = this.canvas.onpointercancel = () => (this.pen = null);
  }

  /** @param {Data} data */
  prepare(data) {
    this.speak(data.texts.file);
    this.handles ??= new this.handling.PlaneHandles(this.query(".stage svg"), {
      move: (k, kink, height) => this.move(k, kink, height),
      held: (isHeld) => {
        if (!isHeld) this.range = null;
        this.drawSoon();
      },
      remove: (k) => this.remove(k),
      turn: () => this.turn(),
    }, [-HIGHEST, HIGHEST]);
    this.query(".whole").classList.toggle("draws", data.target === "drawn");
    this.drawSoon();
  }

  get layer() {
    const { kinks, heights, directions, steepness } = this.values.numbers;
    return { kinks, heights, directions, steepness, phi: this.data.phi };
  }

  get target() {
    return this.math.targetOf(this.data.target, this.values.numbers.drawn);
  }

  get count() {
    return this.values.numbers.kinks.length;
  }

  get chosen() {
    return Math.min(this.handles.chosen, this.count - 1);
  }

  /** @param {number} height */
  within(height) {
    return this.numbers.rounded(Math.min(Math.max(height, -HIGHEST), HIGHEST), 10);
  }

  /** @param {{kinks: number[], heights: number[], directions: number[]}} layer */
  put({ kinks, heights, directions }) {
    this.set({ kinks: kinks.map((kink) => this.numbers.roundedBehindMark(kink, 8)), heights: heights.map((height) => this.within(height)), directions });
  }

  /**
   * @param {number} k
   * @param {number} kink
   * @param {number} height
   */
  move(k, kink, height) {
    const { kinks, heights } = this.values.numbers;
    const place = this.numbers.roundedBehindMark(Math.min(Math.max(kink, -REACH), REACH), 2);
    const high = this.numbers.roundedBehindMark(Math.min(Math.max(height, -HIGHEST), HIGHEST), 2);
    this.set({ kinks: kinks.map((old, j) => (j === k ? place : old)), heights: heights.map((old, j) => (j === k ? high : old)) });
  }

  /** Add a neuron where the layer is furthest from the target, as high as is missing there. */
  more() {
    if (this.count >= this.data.most) return;
    const { kinks, heights, directions } = this.values.numbers;
    const { values, wanted } = this.math.errorsOf(this.layer, this.target);
    let worst = 0;
    for (let k = 0; k < values.length; k += 1) if (Math.abs(wanted[k] - values[k]) > Math.abs(wanted[worst] - values[worst])) worst = k;
    const kink = this.numbers.roundedBehindMark(this.math.PLACES[worst], 2);
    const height = this.numbers.roundedBehindMark((wanted[worst] - values[worst]) / 2, 2);
    this.set({ kinks: [...kinks, kink], heights: [...heights, height || 0.1], directions: [...directions, 1] });
    this.handles.chosen = this.count - 1;
  }

  /** @param {number} k */
  remove(k) {
    if (this.count <= 1) return;
    const { kinks, heights, directions } = this.values.numbers;
    /** @type {(values: number[]) => number[]} */
    const without = (values) => values.filter((_, j) => j !== k);
    this.set({ kinks: without(kinks), heights: without(heights), directions: without(directions) });
  }

  /** Turn the neuron in hand round: it is on to the left of its kink then. */
  turn() {
    const { directions } = this.values.numbers;
    this.set({ directions: directions.map((direction, k) => (k === this.chosen ? -direction : direction)) });
  }

  /** @param {PointerEvent} event */
  beginDrawing(event) {
    if (this.data.target !== "drawn") return;
    this.canvas.setPointerCapture(event.pointerId);
    this.pen = this.penAt(event);
    this.drawTo(event);
  }

  /** @param {PointerEvent} event */
  penAt({ clientX, clientY }) {
    const { left, top } = this.canvas.getBoundingClientRect();
    return [this.plane.across(clientX - left), this.plane.up(clientY - top)];
  }

  /** @param {PointerEvent} event */
  drawTo(event) {
    const [x0, y0] = this.pen;
    const [x1, y1] = this.penAt(event);
    this.pen = [x1, y1];
    const { drawn } = this.values.numbers;
    const last = drawn.length - 1;
    /** @param {number} x */
    const place = (x) => Math.min(Math.max(Math.round(((x + 1) / 2) * last), 0), last);
    const [from, to] = [place(Math.min(x0, x1)), place(Math.max(x0, x1))];
    /** @param {number} k */
    const height = (k) => (from === to ? y1 : y0 + ((y1 - y0) * (k - place(x0))) / (place(x1) - place(x0)));
    this.set({ drawn: drawn.map((old, k) => (k < from || k > to ? old : this.numbers.roundedBehindMark(Math.min(Math.max(height(k), -2), 2), 2))) });
  }

  draw() {
    const { numbers } = this.values;
    if (!this.canvas.clientWidth) return;
    const found = this.math.errorsOf(this.layer, this.target);
    const bound = this.math.modulusOf(found.wanted, 1 / this.count);
    this.drawWhole(found);
    this.drawParts();
    this.say(found, bound);
    ["epsilon", "steepness"].forEach((name, k) => {
      const slider = /** @type {HTMLInputElement} */ (this.query(`.${name}`));
      const value = numbers[/** @type {"epsilon" | "steepness"} */ (name)];
      if (Math.abs(Number(slider.value) - Math.log10(value)) > 0.026) slider.value = String(Math.log10(value));
      const text = this.number.significant(value, 2);
      slider.setAttribute("aria-valuetext", text);
      this.queryAll(".tools output")[k].textContent = text;
    });
    Object.assign(this.element.dataset, { draws: this.drawn(), sup: found.sup, rms: found.rms, bound, kinks: numbers.kinks.join(), heights: numbers.heights.join(), directions: numbers.directions.join() });
  }

  get colours() {
    return this.data.themes[this.shade].colours;
  }

  get look() {
    const { text, border } = this.colours;
    return { text, grid: border, font: this.font, scale: this.connection.typeScale() };
  }

  /** @param {ReturnType<typeof import("./approximation_math.js").errorsOf>} found */
  drawWhole({ values, wanted }) {
    const { epsilon } = this.values.numbers;
    const { negative, positive } = this.colours;
    const some = (/** @type {Float64Array} */ all) => all.filter((_, k) => k % EVERY === 0);
    const [x, target] = [some(this.math.PLACES), some(wanted)];
    const isDrawn = this.data.target === "drawn";
    const low = isDrawn ? -1.6 : Math.min(...target) - 0.4;
    const high = isDrawn ? 1.6 : Math.max(...target) + 0.4;
    this.plane = this.charting.drawLineChart(this.canvas, {
      curves: [
        { x, y: target, colour: positive, width: 2, dash: [6, 4] },
        { x: this.math.PLACES, y: values, colour: negative, width: 3 },
      ],
      band: { x, low: target.map((value) => value - epsilon), high: target.map((value) => value + epsilon), colour: `color-mix(in srgb, ${positive} 22%, transparent)` },
      across: [-REACH, REACH],
      up: [low, high],
      number: this.number.short,
      look: this.look,
    });
  }

  drawParts() {
    const { kinks, heights } = this.values.numbers;
    const { layer, charting } = this;
    const most = Math.min(Math.max(1, ...heights.map((height) => 1.2 * Math.abs(height))), HIGHEST * 1.2);
    this.range ??= { low: -most, high: most };
    const { low, high } = this.range;
    const places = this.math.PLACES.filter((_, k) => k % EVERY === 0);
    const x = [...kinks.filter((kink) => Math.abs(kink) < 1), ...places].sort((one, other) => one - other);
    const curves = kinks.map((_, k) => ({
      x,
      y: x.map((place) => heights[k] * this.math.featureAt(layer, k, place)),
      colour: ink(k, this.colours),
      width: k === this.chosen ? 3 : 1.5,
    }));
    const canvas = /** @type {HTMLCanvasElement} */ (this.query(".stage canvas"));
    const plane = charting.drawLineChart(canvas, { curves, across: [-REACH, REACH], up: [low, high], number: this.number.short, look: this.look });
    const name = (/** @type {number} */ k) => this.data.texts.handle.replace("{n}", this.number.whole(k + 1));
    const value = (/** @type {number} */ k) => this.data.texts.handle_value.replace("{kink}", this.number.fixed(kinks[k], 2)).replace("{height}", this.number.fixed(heights[k], 2));
    const spots = kinks.map((kink, k) => [kink, heights[k]]);
    this.handles.draw(spots, plane, { ink: (k) => ink(k, this.colours), chosen: this.colours.text, name, value });
    if (!this.handles.isHeld) this.range = null;
  }

  /**
   * @param {{sup: number, rms: number}} found
   * @param {number} bound
   */
  say({ sup, rms }, bound) {
    const { texts } = this.data;
    const { epsilon, kinks, heights, directions, steepness } = this.values.numbers;
    const isInside = sup <= epsilon * (1 + 1e-9);
    this.elements.write(this.query(".verdict"), (isInside ? texts.inside : texts.outside).replace("{epsilon}", this.number.significant(epsilon, 2)));
    const written = [texts.sup, sup, texts.rms, rms, texts.bound.replaceAll("{n}", this.number.whole(this.count)), bound];
    const { make } = this.elements;
    const list = this.query(".errors");
    while (list.children.length < written.length) list.append(make(list.children.length % 2 ? "dd" : "dt"));
    written.forEach((each, k) => this.elements.write(list.children[k], typeof each === "number" ? this.number.tabular(each) : each));
    this.elements.write(this.query(".count output"), texts.count.replace("{n}", this.number.whole(this.count)));
    /** @type {HTMLButtonElement} */ (this.query(".fewer")).disabled = this.count <= 1;
    /** @type {HTMLButtonElement} */ (this.query(".more")).disabled = this.count >= this.data.most;
    this.table = kinks.map((kink, k) => [k + 1, kink, heights[k], directions[k] * steepness, -directions[k] * steepness * kink || 0]);
    this.fillTable(this.headings, this.table.map(([neuron, ...cells]) => ({ head: [this.number.whole(neuron)], cells: cells.map((cell) => this.number.tabular(cell)) })));
  }

  get headings() {
    const { texts } = this.data;
    return [texts.neuron, texts.kink, texts.height, "w", "b"];
  }

  lines() {
    return [this.headings, ...this.table];
  }
}

/**
 * Return a neuron's colour: neighbours have different ones.
 * @param {number} k
 * @param {Record<string, string>} colours
 */
function ink(k, { negative, positive, mark }) {
  return [negative, positive, mark][k % 3];
}

export default mount(OneLayer, ".one-layer");
