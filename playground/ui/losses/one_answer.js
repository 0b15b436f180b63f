// @ts-check
/**
 * One answer of a network: logits to drag, their softmax, both losses with their slopes, and the curve of what an answer costs.
 *
 * @typedef {{logits: number[], truth: number, temperature: number, shift: number}} Numbers
 *
 * @typedef {Object} Data
 * @property {string} scripts
 * @property {Numbers} numbers
 * @property {Record<"light" | "dark", {colours: any}>} themes
 * @property {Record<string, string>} texts
 * @property {string} language
 */

const LIMIT = 12;

/** @extends {LossesElement<Data>} */
class OneAnswer extends LossesElement {
  /** @type {Record<"logits" | "shares" | "slopes", import("./bars.js").Bars>} */ charts;
  /** @type {(string | number)[][]} */ table = [];

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.temperature = /** @type {HTMLInputElement} */ (this.query(".temperature"));
    this.shift = /** @type {HTMLInputElement} */ (this.query(".shift"));
    this.temperature.oninput = () => this.set({ temperature: this.numbers.rounded(10 ** Number(this.temperature.value), 2) });
    this.shift.oninput = () => this.set({ shift: Number(this.shift.value) });
    for (const button of this.queryAll(".step")) button.onclick = () => this.step(button.dataset.loss);
  }

  /** @param {Data} data */
  prepare(data) {
    super.prepare(data);
    this.charts ??= {
      logits: new this.bars.Bars(this.svgOf(".logits"), (k, value) => this.drag(k, value), (k) => this.set({ truth: k })),
      shares: new this.bars.Bars(this.svgOf(".shares"), undefined, (k) => this.set({ truth: k })),
      slopes: new this.bars.Bars(this.svgOf(".slopes")),
    };
  }

  /**
   * @param {number} k
   * @param {number} value
   */
  drag(k, value) {
    const { logits } = this.values.numbers;
    this.set({ logits: logits.map((/** @type {number} */ old, /** @type {number} */ j) => (j === k ? this.numbers.roundedBehindMark(value, 1) : old)) });
  }

  /**
   * Go one step down a loss, with a learning rate of 1.
   * @param {string} loss
   */
  step(loss) {
    const { logits, truth } = this.values.numbers;
    const slopes = this.gradients(logits, truth)[loss === "crossEntropy" ? 0 : 1];
    this.set({ logits: logits.map((/** @type {number} */ z, /** @type {number} */ k) => this.numbers.roundedBehindMark(Math.min(Math.max(z - slopes[k], -LIMIT), LIMIT), 6)) });
  }

  /**
   * @param {number[]} logits
   * @param {number} truth
   */
  gradients(logits, truth) {
    return [this.math.crossEntropyGradient(logits, truth), this.math.squaredErrorGradient(logits, truth)];
  }

  draw() {
    const { logits, truth, temperature, shift } = /** @type {Numbers} */ (this.values.numbers);
    const { texts } = this.data;
    const { positive, negative, text, border } = this.colours;
    if (!this.query(".logits").clientWidth) return;
    const scaled = logits.map((z) => (z + shift) / temperature);
    const q = this.math.softmax(scaled);
    const [ce, square] = this.gradients(scaled, truth);
    const labels = logits.map((_, k) => `${texts.class} ${k + 1}`.replace(/^(.*)$/, logits.length > 4 ? String(k + 1) : "$1"));
    const common = { labels, text, faint: border, marked: truth };
    const one = (/** @type {number[]} */ values) => values.map((value) => [value]);
    const powers = scaled.map((z) => `e^z = ${this.number.significant(Math.exp(z), 3)}`);
    this.charts.logits.draw({ ...common, values: one(logits), range: [-6, 6], colours: [positive], number: (value) => this.number.fixed(value, 1), name: texts.logits, step: 0.1 });
    this.charts.shares.draw({ ...common, values: one(q), range: [0, 1], colours: [positive], number: (value) => this.number.fixed(value, 3), name: texts.shares, below: logits.length > 4 ? undefined : powers });
    this.charts.slopes.draw({ ...common, values: ce.map((slope, k) => [slope, square[k]]), range: [-1.3, 1.3], colours: [positive, negative], number: (value) => this.number.fixed(value, logits.length > 4 ? 1 : 2), name: texts.slopes });
    const losses = [this.math.crossEntropyOfLogits(scaled, truth), this.math.squaredErrorOfLogits(scaled, truth)];
    this.drawCurve(q[truth], losses);
    const sizes = [ce[truth], square[truth]];
    const ways = [this.math.crossEntropyGradient, this.math.squaredErrorGradient].map((gradient) => this.math.stepsUntilRight(scaled, truth, gradient));
    this.table = [
      [texts.loss, texts.value, texts.slope, texts.steps],
      [texts.ce, losses[0], sizes[0], ways[0] ?? texts.never],
      [texts.square, losses[1], sizes[1], ways[1] ?? texts.never],
    ];
    this.fillLines(this.table);
    this.temperature.value = String(Math.log10(temperature));
    this.shift.value = String(shift);
    const [first, second] = this.queryAll("output");
    first.textContent = this.number.significant(temperature, 2);
    second.textContent = this.number.whole(shift);
    const share = this.number.fixed(q[truth], 4);
    this.elements.write(this.query(".formula"), `−log q = −log ${share} = ${this.number.fixed(losses[0], 4)},  Σ (q − y)² = ${this.number.fixed(losses[1], 4)},  log K = ${this.number.fixed(Math.log(logits.length), 4)}`);
    Object.assign(this.element.dataset, { draws: this.drawn(), logits: logits.join(), shares: q.join(), ce: ce.join(), square: square.join(), losses: losses.join(), truth });
  }

  /**
   * Draw what an answer costs that gives the true class the share q: -log q and (1 - q)², with the slopes there.
   * @param {number} q
   * @param {number[]} losses
   */
  drawCurve(q, losses) {
    const canvas = /** @type {HTMLCanvasElement} */ (this.query("canvas"));
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const context = this.canvases.cleared(canvas, width, height);
    const { text, positive, negative, border } = this.colours;
    const edge = { left: 34, right: 10, top: 12, bottom: 38 };
    const high = 5;
    /** @param {number} share */
    const across = (share) => edge.left + share * (width - edge.left - edge.right);
    /** @param {number} loss */
    const up = (loss) => height - edge.bottom - (Math.min(loss, high * 1.04) / high) * (height - edge.top - edge.bottom);
    Object.assign(context, { font: `14px ${getComputedStyle(this.element).fontFamily}`, fillStyle: text, strokeStyle: border, lineWidth: 1, textAlign: "center" });
    for (const share of [0, 0.5, 1]) context.fillText(this.number.short(share), across(share), height - edge.bottom + 18);
    context.fillText(this.data.texts.share_axis, across(0.5), height - 4);
    context.textAlign = "right";
    for (const loss of [0, 1, 2, 3, 4, 5]) {
      context.beginPath();
      context.moveTo(across(0), up(loss));
      context.lineTo(across(1), up(loss));
      context.stroke();
      context.fillText(String(loss), edge.left - 6, up(loss) + 5);
    }
    /** @type {[(share: number) => number, (share: number) => number, string, number[]][]} */
    const curves = [
      [(share) => (1 - share) ** 2, (share) => -2 * (1 - share), negative, [7, 4]],
      [(share) => -Math.log(share), (share) => -1 / share, positive, []],
    ];
    for (const [loss, slope, colour, dash] of curves) {
      Object.assign(context, { strokeStyle: colour, lineWidth: 3 });
      context.setLineDash(dash);
      context.beginPath();
      for (let k = 1; k <= 200; k += 1) context.lineTo(across(k / 200), up(loss(k / 200)));
      context.stroke();
      context.setLineDash([]);
      const length = 46 / Math.hypot(across(1) - across(0), slope(q) * (up(0) - up(1)));
      const ends = [-length, length].map((far) => [across(q + far), up(loss(q)) - slope(q) * far * (up(0) - up(1))]);
      Object.assign(context, { lineWidth: 1.5, strokeStyle: text });
      context.beginPath();
      context.moveTo(ends[0][0], ends[0][1]);
      context.lineTo(ends[1][0], ends[1][1]);
      context.stroke();
      context.beginPath();
      context.arc(across(q), up(loss(q)), 7, 0, 2 * Math.PI);
      context.fillStyle = colour;
      context.fill();
    }
    if (losses[0] > high) {
      Object.assign(context, { fillStyle: text, textAlign: "left" });
      context.fillText(`↑ ${this.number.fixed(losses[0], 2)}`, across(q) + 10, edge.top + 8);
    }
  }

  lines() {
    return this.table;
  }
}

export default mount(OneAnswer, ".one-answer");
