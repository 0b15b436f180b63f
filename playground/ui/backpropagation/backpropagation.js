// @ts-check
/**
 * Backpropagation through a small network, step by step: every number in a cell, its formula, a difference beside it.
 *
 * @typedef {{weights: number[], x: number[], y: number[], rate: number, epsilon: number, step: number, blank: number}} Numbers
 *   `epsilon` is a power of ten; `step` is -1 for the last one
 *
 * @typedef {Object} Data
 * @property {string} scripts
 * @property {number[]} sizes
 * @property {import("./backpropagation_math.js").Activation} phi
 * @property {import("./backpropagation_math.js").Activation | "softmax"} psi
 * @property {"squared" | "cross_entropy"} loss
 * @property {{forward: number, backward: number, separate: number, passes: number}} counts   multiplications
 * @property {Numbers} numbers
 * @property {Record<"light" | "dark", {colours: any}>} themes
 * @property {Record<string, string>} texts
 * @property {string} language
 *
 * @typedef {import("./steps.js").Step} Step
 * @typedef {import("./steps.js").Entry} Entry
 */

const PACE = 1.4; // seconds a step
const LIMIT = 100;

/** @extends {ConceptElement<Data>} */
class Backpropagation extends ConceptElement {
  modules = {
    ...COMMON,
    ...{ math: "backpropagation_math", naming: "notation", stepping: "steps", tracing: "chain_rule", staging: "network_stage" },
    ...{ playing: "step_player", canvases: "canvases", fields: "rate_field", charting: "log_chart", sheets: "exercise_sheet", checking: "gradient_check" },
  };
  /** @type {typeof import("./backpropagation_math.js")} */ math;
  /** @type {typeof import("./notation.js")} */ naming;
  /** @type {typeof import("./steps.js")} */ stepping;
  /** @type {typeof import("./chain_rule.js")} */ tracing;
  /** @type {typeof import("./network_stage.js")} */ staging;
  /** @type {typeof import("./step_player.js")} */ playing;
  /** @type {typeof import("./canvases.js")} */ canvases;
  /** @type {typeof import("./rate_field.js")} */ fields;
  /** @type {typeof import("./exercise_sheet.js")} */ sheets;
  /** @type {typeof import("./gradient_check.js")} */ checking;
  /** @type {import("./network_stage.js").NetworkStage} */ stage;
  /** @type {import("./step_player.js").StepPlayer} */ player;
  /** @type {import("./rate_field.js").RateField} */ rateField;
  /** @type {import("./gradient_check.js").GradientCheck} */ check;
  chosen = "";

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    /** @type {Record<string, (step: number, steps: number) => number>} */
    const moves = { first: () => 0, back: (step) => step - 1, next: (step) => step + 1, all: (_, steps) => steps };
    for (const [name, move] of Object.entries(moves)) {
      this.query(`.${name}`).onclick = () => this.player.goTo(move(this.step, this.steps.length));
    }
    this.hides = /** @type {HTMLInputElement} */ (this.query(".hide input"));
    this.hides.onchange = () => this.set({ blank: this.hides.checked ? 1 : 0 });
    this.query(".apply").onclick = () => this.apply();
    for (const name of /** @type {const} */ (["exercise", "solution"])) this.query(`.${name}`).onclick = () => this.print(name);
  }

  /** @param {Data} data */
  prepare(data) {
    const { texts, sizes, psi } = data;
    this.speak(texts.file);
    this.stage ??= new this.staging.NetworkStage(this.query(".stage"), {
      take: (id, value) => this.take(id, value),
      choose: (id) => this.choose(id),
      valueOf: (id) => this.cells.get(id),
      write: (value) => this.typed(value),
    });
    this.player ??= new this.playing.StepPlayer(this.query(".time"), (step) => this.set({ step }), PACE);
    this.rateField ??= new this.fields.RateField(this.query(".rate"), [-3, 1], (rate) => this.set({ rate }));
    this.check ??= new this.checking.GradientCheck(this.query(".beside"), (epsilon) => this.set({ epsilon }));
    this.query(".curve").ontoggle = () => this.drawSoon();
    this.notation = new this.naming.Notation(sizes);
    this.stage.build(sizes, psi !== "softmax", texts);
    this.compute();
    if (!this.cells.has(this.chosen)) this.chosen = "";
    this.drawSoon();
  }

  changed() {
    this.compute();
    super.changed();
  }

  /** Compute all numbers from those that are given. */
  compute() {
    const { sizes, phi, psi, loss } = this.data;
    const { weights, x, y, rate } = this.values.numbers;
    const network = { sizes, phi, psi, loss, parameters: weights };
    const passes = this.math.passes(network, x, y);
    this.given = { network, x, y, rate, passes, write: (/** @type {number} */ value) => this.short(value) };
    this.steps = this.stepping.stepsOf(this.given);
    const givens = [...weights.map((value, k) => [`p:${k}`, value]), ...x.map((value, k) => [`x:${k}`, value]), ...y.map((value, k) => [`y:${k}`, value])];
    this.cells = new Map(/** @type {[string, number][]} */ ([...givens, ...this.steps.flatMap(({ entries }) => entries.map(({ id, value }) => [id, value]))]));
  }

  get step() {
    const { step } = this.values.numbers;
    return step < 0 ? this.steps.length : Math.min(step, this.steps.length);
  }

  /**
   * Return a number as people read it: as it was typed, if it has three digits behind the mark at most, or with four.
   * @param {number} value
   */
  short(value) {
    return Math.abs(value - this.numbers.roundedBehindMark(value, 3)) < 1e-12 ? this.number.short(value) : this.number.measured(value, 4);
  }

  /**
   * Return a number as a field has it.
   * @param {number} value
   */
  typed(value) {
    return this.short(value);
  }

  /**
   * Take a number that somebody has put into the network.
   * @param {string} id
   * @param {number} value
   */
  take(id, value) {
    const { weights, x, y } = this.values.numbers;
    const [kind, place] = id.split(":");
    /** @param {number[]} old */
    const replaced = (old) => old.map((each, k) => (k === Number(place) ? value : each));
    if (kind === "p") this.set({ weights: replaced(weights) });
    else if (kind === "x") this.set({ x: replaced(x) });
    else this.set({ y: this.data.loss === "cross_entropy" ? replaced(y).map((each) => Math.min(Math.max(each, 0), 1)) : replaced(y) });
  }

  /** @param {string} id */
  choose(id) {
    this.chosen = id === this.chosen ? "" : id;
    this.drawSoon();
  }

  /** Go one step down the gradient. */
  apply() {
    const weights = this.stepped().map((value) => Math.min(Math.max(this.numbers.roundedBehindMark(value, 10), -LIMIT), LIMIT));
    this.set({ weights });
  }

  stepped() {
    const { weights, rate } = this.values.numbers;
    return weights.map((/** @type {number} */ value, /** @type {number} */ k) => value - rate * this.given.passes.gradient[k]);
  }

  /** @param {"exercise" | "solution"} kind */
  print(kind) {
    this.sheets.print(this.element, kind, { ...this.given, steps: this.steps, notation: this.notation, texts: this.data.texts, language: this.data.language, title: (/** @type {Step} */ step) => this.titleOf(step) });
  }

  draw() {
    const { texts, themes } = this.data;
    const { rate, epsilon, step: wanted, blank } = this.values.numbers;
    if (!this.element.clientWidth) return;
    const { step } = this;
    const now = step > 0 ? this.steps[step - 1] : undefined;
    const shown = blank ? [] : this.steps.slice(0, step);
    const { colours } = themes[this.shade];
    const none = /** @type {Set<string>} */ (new Set());
    this.stage.place();
    this.stage.fill({
      ...{ values: this.cells, colours, chosen: this.chosen, write: (value) => this.short(value), typed: (value) => this.typed(value) },
      known: new Set(shown.flatMap(({ entries }) => entries.map(({ id }) => id))),
      now: new Set(now?.entries.map(({ id }) => id)),
      used: now?.used ?? none,
      reused: now?.reused ?? none,
      flow: now?.kind === "sum" ? "forth" : now?.kind === "below" || now?.kind === "gradient" ? "back" : "",
      layer: now?.kind === "below" ? now.layer + 1 : (now?.layer ?? 0),
    });
    this.player.draw(wanted, this.steps.length, texts, this.number.whole);
    for (const [name, off] of /** @type {[string, boolean][]} */ ([["first", step === 0], ["back", step === 0], ["next", step === this.steps.length], ["all", wanted < 0]])) /** @type {HTMLButtonElement} */ (this.query(`.${name}`)).disabled = off;
    this.hides.checked = Boolean(blank);
    this.element.classList.toggle("blank", Boolean(blank));
    this.explain(now);
    this.rateField.draw(rate, this.number);
    const after = this.math.lossOf({ ...this.given.network, parameters: this.stepped() }, this.given.x, this.given.y);
    this.elements.write(this.query(".after"), blank ? "" : texts.after.replace("{before}", this.number.measured(this.given.passes.loss, 4)).replace("{after}", this.number.measured(after, 4)));
    this.check.draw(this.given, epsilon, { texts, number: this.number, look: { text: colours.text, grid: colours.border, font: this.font, scale: this.connection.typeScale() }, colours });
    this.drawCounts();
    this.rows = this.check.rows(this.given, this.notation, epsilon);
    this.fillTable([texts.quantity, texts.value, texts.gradient, texts.difference, texts.off, texts.stepped], blank ? [] : this.rows.map(({ name, value, gradient, difference, after: next }) => ({ head: [name], cells: [this.number.measured(value, 6), this.number.measured(gradient, 6), this.number.measured(difference, 6), this.canvases.powered(this.number.write(Math.abs(difference - gradient), { notation: "scientific", maximumFractionDigits: 1 })), next === null ? "" : this.number.measured(next, 6)] })));
    Object.assign(this.element.dataset, { draws: this.drawn(), step, loss: this.given.passes.loss, after, gradient: this.given.passes.gradient.join(), weights: this.given.network.parameters.join() });
  }

  /**
   * Say which numbers the step in hand computes, and how; and of the chosen one all that there is to say.
   * @param {Step | undefined} step
   */
  explain(step) {
    const { texts } = this.data;
    const { blank } = this.values.numbers;
    const { make, write } = this.elements;
    write(this.query(".title"), step ? this.titleOf(step) : texts.start);
    const lines = (step?.entries ?? []).map(({ symbol, formula, numbers, value }) => {
      const line = make("p");
      line.append(make("b", "", symbol), ` = ${formula}`, ...(blank ? [] : [` = ${numbers} = `, make("b", "", this.short(value))]));
      return line;
    });
    this.query(".formulas").replaceChildren(...lines);
    const entry = this.steps.flatMap(({ entries }) => entries).find(({ id }) => id === this.chosen);
    this.query(".about").replaceChildren(...(entry && !blank ? this.linesOf(entry).map((text) => make("p", "", text)) : []));
  }

  /**
   * Return what there is to say of a number: its formula, the whole product of slide 36, the difference.
   * @param {Entry} entry
   */
  linesOf({ id, symbol, formula, numbers, value }) {
    const { texts } = this.data;
    const lines = [`${symbol} = ${formula} = ${numbers} = ${this.number.measured(value, 6)}`];
    const factors = id.startsWith("g:") ? this.tracing.factorsOf(this.notation, this.given, Number(id.slice(2))) : null;
    if (factors) lines.push(`${texts.product} ${factors.map((factor) => factor.symbol).join(" · ")} = ${factors.map((factor) => (factor.value < 0 ? `(${this.short(factor.value)})` : this.short(factor.value))).join(" · ")}`);
    const cell = this.tracing.disturbedBy(id, this.notation.depth);
    if (cell) {
      const { above, below, slope } = this.math.difference(this.given.network, this.given.x, this.given.y, cell, 10 ** this.values.numbers.epsilon);
      lines.push(`${texts.difference}: (L(+ε) − L(−ε))/2ε = (${this.number.fixed(above, 10)} − ${this.number.fixed(below, 10)})/2ε = ${this.number.measured(slope, 6)}`);
    }
    return lines;
  }

  /** @param {Step} step */
  titleOf({ kind, layer }) {
    const { texts } = this.data;
    const name = kind === "delta" && layer === this.notation.depth ? "delta_outputs" : kind === "below" && layer === 0 ? "below_inputs" : kind === "value" && layer === this.notation.depth ? "value_outputs" : kind;
    return texts[`title_${name}`].replace("{layer}", String(layer));
  }

  drawCounts() {
    const { counts, texts } = this.data;
    const { make, write } = this.elements;
    const differences = counts.passes * counts.forward;
    const rows = /** @type {[string, number][]} */ ([[texts.forward, counts.forward], [texts.backward, counts.backward], [texts.separate, counts.separate], [texts.differences.replace("{passes}", this.number.whole(counts.passes)), differences]]);
    const most = Math.max(...rows.map(([, count]) => count));
    this.query(".bars").replaceChildren(
      ...rows.map(([name, count]) => {
        const [row, bar] = [make("div", "count"), make("i")];
        bar.style.width = `${(100 * count) / most}%`;
        const track = make("span", "track");
        track.append(bar);
        row.append(make("span", "", name), track, make("b", "", this.number.whole(count)));
        return row;
      }),
    );
    write(this.query(".saving"), texts.saving.replace("{saved}", this.number.whole(counts.separate - counts.backward)).replace("{passes}", this.number.whole(counts.passes)));
  }

  lines() {
    const { texts } = this.data;
    const lines = this.rows.map(({ name, value, gradient, difference, after }) => [name, value, gradient, difference, after ?? ""]);
    return [[texts.quantity, texts.value, texts.gradient, texts.difference, texts.stepped], ...lines];
  }

  close() {
    super.close();
    this.player?.close();
  }
}

export default mount(Backpropagation, ".backpropagation.network");
