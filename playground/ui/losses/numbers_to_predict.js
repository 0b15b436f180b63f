// @ts-check
/**
 * Losses of numbers: what a residual costs, squared, absolute and by Huber, and where each puts the best constant on points
 * that can be dragged.
 *
 * @typedef {{points: number[], residual: number, delta: number}} Numbers
 * @typedef {"squared" | "absolute" | "huber"} Kind
 *
 * @typedef {Object} Data
 * @property {string} scripts
 * @property {Numbers} numbers
 * @property {Record<"light" | "dark", {colours: any}>} themes
 * @property {Record<string, string>} texts
 * @property {string} language
 */

const REACH = [-2, 12];
/** @type {Kind[]} */
const KINDS = ["squared", "absolute", "huber"];
/** @type {Record<Kind, number[]>} */
const DASHES = { squared: [], absolute: [8, 4], huber: [2, 4] };
const SPACE = "http://www.w3.org/2000/svg";

/** @extends {LossesElement<Data>} */
class NumbersToPredict extends LossesElement {
  /** @type {(string | number)[][]} */ table = [];
  /** @type {Record<Kind, string>} */ inks;
  held = -1;
  /** @type {SVGCircleElement[]} */
  circles = [];

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (this.queryAll(".tools input"));
    for (const [k, name] of ["residual", "delta"].entries()) inputs[k].oninput = () => this.set({ [name]: Number(inputs[k].value) });
    this.inputs = inputs;
    this.svg = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (this.query(".points svg")));
    this.lower = this.svg.appendChild(document.createElementNS(SPACE, "g"));
    this.svg.onpointermove = (event) => this.held >= 0 && this.drag(this.held, this.at(event));
    this.svg.onpointerup = this.svg.onpointercancel = () => (this.held = -1);
  }

  /** @param {MouseEvent} event */
  at({ clientX }) {
    const { left, width } = this.svg.getBoundingClientRect();
    return REACH[0] + ((clientX - left) / width) * (REACH[1] - REACH[0]);
  }

  /** @param {number} value */
  across(value) {
    return ((value - REACH[0]) / (REACH[1] - REACH[0])) * this.svg.clientWidth;
  }

  /**
   * @param {number} k
   * @param {number} value
   */
  drag(k, value) {
    const fit = this.numbers.roundedBehindMark(Math.min(Math.max(value, REACH[0]), REACH[1]), 1);
    this.set({ points: this.values.numbers.points.map((/** @type {number} */ old, /** @type {number} */ j) => (j === k ? fit : old)) });
  }

  draw() {
    const { points, residual, delta } = /** @type {Numbers} */ (this.values.numbers);
    const { texts } = this.data;
    if (!this.svg.clientWidth) return;
    this.inks = { squared: this.colours.negative, absolute: this.colours.positive, huber: this.colours.mark };
    const errors = this.math.errorsOf(residual, delta);
    const best = this.math.bestConstants(points, delta);
    this.drawErrors(residual, delta);
    this.drawPoints(points, best);
    this.drawTotals(points, delta, best);
    [residual, delta].forEach((value, k) => {
      this.inputs[k].value = String(value);
      this.queryAll(".tools output")[k].textContent = this.number.short(value);
    });
    this.table = [[texts.loss, texts.value, texts.slope, texts.best], ...KINDS.map((kind) => [texts[kind], errors[kind][0], errors[kind][1], best[kind]])];
    this.fillLines(this.table);
    Object.assign(this.element.dataset, { draws: this.drawn(), points: points.join(), residual, best: KINDS.map((kind) => best[kind]).join(), errors: KINDS.map((kind) => errors[kind][0]).join() });
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {[number, number]} horizontal
   * @param {number} high
   * @param {string} label
   */
  plane(canvas, horizontal, high, label) {
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const context = this.canvases.cleared(canvas, width, height);
    const [low, far] = horizontal;
    const bottom = height - 34;
    /** @param {number} value */
    const across = (value) => ((value - low) / (far - low)) * width;
    /** @param {number} value */
    const up = (value) => bottom - (Math.min(value, 1.05 * high) / high) * (bottom - 10);
    const { text, border } = this.colours;
    Object.assign(context, { font: `14px ${getComputedStyle(this.element).fontFamily}`, fillStyle: text, strokeStyle: border, lineWidth: 1, textAlign: "center" });
    for (let value = Math.ceil(low); value <= far; value += 2) if (value > low && value < far) context.fillText(this.number.short(value), across(value), bottom + 17);
    context.beginPath();
    context.moveTo(0, bottom);
    context.lineTo(width, bottom);
    context.stroke();
    context.fillText(label, width / 2, height - 2);
    return { context, across, up };
  }

  /**
   * @param {number} residual
   * @param {number} delta
   */
  drawErrors(residual, delta) {
    const canvas = /** @type {HTMLCanvasElement} */ (this.query("canvas"));
    const { context, across, up } = this.plane(canvas, [-5, 5], 12, this.data.texts.residual);
    for (const kind of KINDS) {
      this.trace(context, kind, (k) => across(-5 + k / 20), (k) => up(this.math.errorsOf(-5 + k / 20, delta)[kind][0]), 200);
      context.beginPath();
      context.arc(across(residual), up(this.math.errorsOf(residual, delta)[kind][0]), 7, 0, 2 * Math.PI);
      context.fillStyle = this.inks[kind];
      context.fill();
    }
  }

  /** @type {(context: CanvasRenderingContext2D, kind: Kind, x: (k: number) => number, y: (k: number) => number, count: number) => void} */
  trace(context, kind, x, y, count) {
    Object.assign(context, { strokeStyle: this.inks[kind], lineWidth: 3 });
    context.setLineDash(DASHES[kind]);
    context.beginPath();
    for (let k = 0; k <= count; k += 1) context.lineTo(x(k), y(k));
    context.stroke();
    context.setLineDash([]);
  }

  /**
   * @param {number[]} points
   * @param {Record<Kind, number>} best
   */
  drawPoints(points, best) {
    const { svg } = this;
    const { text } = this.colours;
    const [width, height] = [svg.clientWidth, svg.clientHeight];
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const line = 60;
    this.lower.innerHTML = [
      `<path d="M0,${line}H${width}" stroke="${text}"/>`,
      ...KINDS.map((kind, k) => {
        const x = this.across(best[kind]);
        const label = `${this.data.texts[`short_${kind}`]} ${this.number.fixed(best[kind], 2)}`;
        const anchor = x > width * 0.7 ? "end" : "start";
        return `<path d="M${x},${line - 14}V${line + 18 + 22 * k}" stroke="${this.inks[kind]}" stroke-width="3"/><text x="${x + (anchor === "end" ? -6 : 6)}" y="${line + 34 + 22 * k}" font-size="15" text-anchor="${anchor}" fill="${text}">${label}</text>`;
      }),
    ].join("");
    if (this.circles.length !== points.length) {
      for (const circle of this.circles) circle.remove();
      this.circles = points.map((_, k) => this.circle(k));
    }
    points.forEach((value, k) => {
      const circle = this.circles[k];
      const twins = points.slice(0, k).filter((other) => Math.abs(other - value) < 0.15).length;
      const facts = { cx: this.across(value), cy: line - 14 - 20 * twins, fill: text, "aria-valuenow": value, "aria-valuetext": this.number.short(value), "aria-label": `${this.data.texts.point} ${k + 1}` };
      for (const [name, fact] of Object.entries(facts)) circle.setAttribute(name, String(fact));
    });
  }

  /** @param {number} k */
  circle(k) {
    const circle = this.svg.appendChild(document.createElementNS(SPACE, "circle"));
    const facts = { r: 9, role: "slider", tabindex: 0, "aria-valuemin": REACH[0], "aria-valuemax": REACH[1] };
    for (const [name, fact] of Object.entries(facts)) circle.setAttribute(name, String(fact));
    circle.style.cursor = "ew-resize";
    circle.onpointerdown = (event) => {
      this.held = k;
      this.svg.setPointerCapture(event.pointerId);
      circle.focus();
    };
    circle.onkeydown = (event) => {
      const move = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      if (!move) return;
      event.preventDefault();
      this.drag(k, this.values.numbers.points[k] + 0.1 * move * (event.shiftKey ? 10 : 1));
    };
    return circle;
  }

  /**
   * Draw the mean error of each constant, as a share of the largest.
   * @param {number[]} points
   * @param {number} delta
   * @param {Record<Kind, number>} best
   */
  drawTotals(points, delta, best) {
    const canvas = /** @type {HTMLCanvasElement} */ (this.query(".points canvas"));
    const { context, across, up } = this.plane(canvas, /** @type {[number, number]} */ (REACH), 1.05, this.data.texts.constant);
    for (const kind of KINDS) {
      /** @param {number} c */
      const total = (c) => points.reduce((sum, point) => sum + this.math.errorsOf(c - point, delta)[kind][0], 0);
      const most = Math.max(total(REACH[0]), total(REACH[1]));
      /** @param {number} k */
      const place = (k) => REACH[0] + (k / 140) * (REACH[1] - REACH[0]);
      this.trace(context, kind, (k) => across(place(k)), (k) => up(total(place(k)) / most), 140);
      context.beginPath();
      context.arc(across(best[kind]), up(total(best[kind]) / most), 7, 0, 2 * Math.PI);
      context.fillStyle = this.inks[kind];
      context.fill();
    }
  }

  lines() {
    return this.table;
  }
}

export default mount(NumbersToPredict, ".numbers-to-predict");
