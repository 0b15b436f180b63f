// @ts-check
/**
 * Two distributions to drag, and one bar under them: the entropy of p, the divergence of q from it, both together the
 * cross-entropy.
 *
 * @typedef {{p: number[], q: number[], bits: number}} Numbers
 *
 * @typedef {Object} Data
 * @property {string} scripts
 * @property {Numbers} numbers
 * @property {Record<"light" | "dark", {colours: any}>} themes
 * @property {Record<string, string>} texts
 * @property {string} language
 */

const RATE = 0.5;
const ARRIVED = 1e-5;

/** @extends {LossesElement<Data>} */
class TwoDistributions extends LossesElement {
  /** @type {Record<"p" | "q" | "terms", import("./bars.js").Bars>} */ charts;
  /** @type {(string | number)[][]} */ table = [];
  descending = 0;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.query(".swap").onclick = () => this.set({ p: this.values.numbers.q, q: this.values.numbers.p });
    this.query(".descend").onclick = () => this.descend();
    this.bitsBox = /** @type {HTMLInputElement} */ (this.query(".bits"));
    this.bitsBox.onchange = () => this.set({ bits: this.bitsBox.checked ? 1 : 0 });
  }

  /** @param {Data} data */
  prepare(data) {
    super.prepare(data);
    this.charts ??= {
      p: new this.bars.Bars(this.svgOf(".p"), (k, value) => this.drag("p", k, value)),
      q: new this.bars.Bars(this.svgOf(".q"), (k, value) => this.drag("q", k, value)),
      terms: new this.bars.Bars(this.svgOf(".terms")),
    };
  }

  /**
   * Give a class a share; the others keep their proportions.
   * @param {"p" | "q"} name
   * @param {number} k
   * @param {number} value
   */
  drag(name, k, value) {
    this.descending = 0;
    this.set({ [name]: withShare(this.values.numbers[name], k, this.numbers.roundedBehindMark(value, 3)) });
  }

  /** Let q go down the cross-entropy by its logits, step by step, until it is p; a second press stops. */
  descend() {
    const started = this.descending ? 0 : performance.now();
    this.descending = started;
    const go = () => {
      if (!started || this.descending !== started || this.closed) return;
      const { p, q } = this.values.numbers;
      const logits = q.map((/** @type {number} */ share) => Math.log(Math.max(share, 1e-12)));
      const now = this.math.softmax(logits);
      const next = this.math.softmax(logits.map((/** @type {number} */ z, /** @type {number} */ k) => z - RATE * (now[k] - p[k])));
      if (this.math.divergence(p, next) < ARRIVED) this.descending = 0;
      this.set({ q: next });
      requestAnimationFrame(go);
    };
    go();
    this.drawSoon();
  }

  draw() {
    const { p, q, bits } = /** @type {Numbers} */ (this.values.numbers);
    const { texts } = this.data;
    const { positive, negative, text, border } = this.colours;
    if (!this.query(".p").clientWidth) return;
    const unit = bits ? Math.LN2 : 1;
    const terms = this.math.divergenceTerms(p, q).map((term) => term / unit);
    const [h, kl, ce, back] = [this.math.entropy(p), this.math.divergence(p, q), this.math.crossEntropy(p, q), this.math.divergence(q, p)].map((value) => value / unit);
    const labels = p.map((_, k) => String(k + 1));
    const common = { labels, text, faint: border };
    const one = (/** @type {number[]} */ values) => values.map((value) => [value]);
    const share = (/** @type {number} */ value) => this.number.fixed(value, p.length > 5 ? 2 : 3);
    this.charts.p.draw({ ...common, values: one(p), range: [0, 1], colours: [positive], number: share, name: "p", step: 0.01 });
    this.charts.q.draw({ ...common, values: one(q), range: [0, 1], colours: [negative], number: share, name: "q", step: 0.01 });
    const far = Math.min(Math.max(0.5, ...terms.filter(Number.isFinite).map(Math.abs)), 4);
    this.charts.terms.draw({ ...common, values: one(terms), range: [-far, far], colours: [this.colours.mark], number: (value) => this.number.fixed(value, 2), name: texts.terms });
    this.drawStack(h, kl, ce);
    this.bitsBox.checked = Boolean(bits);
    this.query(".descend").textContent = this.descending ? texts.stop : texts.descend;
    const name = bits ? texts.in_bits : texts.in_nats;
    const number = (/** @type {number} */ value) => this.number.fixed(value, 6);
    this.elements.write(this.query(".formula"), `H(p, q) = H(p) + KL(p‖q) = ${number(h)} + ${number(kl)} = ${number(ce)} ${name}`);
    this.table = [
      [texts.quantity, texts.value],
      ["H(p)", h],
      ["KL(p‖q)", kl],
      ["H(p, q)", ce],
      ["KL(q‖p)", back],
    ];
    this.fillLines(this.table);
    Object.assign(this.element.dataset, { draws: this.drawn(), p: p.join(), q: q.join(), entropy: h, divergence: kl, cross: ce, back, descending: this.descending ? "1" : "" });
  }

  /**
   * @param {number} h
   * @param {number} kl
   * @param {number} ce
   */
  drawStack(h, kl, ce) {
    const svg = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (this.query(".stack svg")));
    const [width, height] = [svg.clientWidth, svg.clientHeight];
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const { positive, negative, text } = this.colours;
    const most = Math.max(3, Math.ceil(Math.min(ce, 12)) + 0.5);
    const scale = (width - 60) / most;
    const [first, rest] = [h * scale, Math.min(kl, most - h) * scale];
    const isOpen = !Number.isFinite(kl) || ce > most;
    const end = 4 + first + rest;
    const tip = isOpen ? `<path d="M${end},14l26,20l-26,20Z" fill="${negative}"/>` : "";
    /** @type {(x: number, label: string, anchor: string) => string} */
    const words = (x, label, anchor) => `<text x="${x}" y="82" font-size="15" text-anchor="${anchor}" fill="${text}">${label}</text>`;
    svg.innerHTML = [
      `<rect x="4" y="14" width="${first}" height="40" fill="${positive}" data-part="entropy" data-value="${h}"/>`,
      `<rect x="${4 + first}" y="14" width="${rest}" height="40" fill="${negative}" data-part="divergence" data-value="${kl}"/>`,
      tip,
      words(4, `H(p) = ${this.number.fixed(h, 3)}`, "start"),
      words(Math.max(end, 260), `+ KL(p‖q) = ${this.number.fixed(kl, 3)}  →  H(p, q) = ${this.number.fixed(ce, 3)}`, end > width * 0.6 ? "end" : "start"),
    ].join("");
  }

  lines() {
    return this.table;
  }

  close() {
    super.close();
    this.descending = 0;
  }
}

/**
 * Return a distribution in which a class has a share, and the others keep their proportions.
 * @param {number[]} shares
 * @param {number} k
 * @param {number} share
 */
function withShare(shares, k, share) {
  const rest = shares.reduce((sum, other, j) => (j === k ? sum : sum + other), 0);
  const others = shares.length - 1;
  return shares.map((other, j) => {
    if (j === k) return share;
    return rest > 1e-9 ? (other / rest) * (1 - share) : (1 - share) / others;
  });
}

export default mount(TwoDistributions, ".two-distributions");
