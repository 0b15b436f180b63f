// @ts-check
/**
 * How large a step may be: a ball on two parabolas, the flattest and the steepest direction of a bowl, with one learning
 * rate for both. A gauge shows the rates at which each becomes best, swings for ever and diverges.
 *
 * @typedef {{rate: number, flat: number, steep: number, momentum: number, step: number}} Numbers
 *
 * @typedef {Object} Data
 * @property {string} scripts
 * @property {Numbers} numbers
 * @property {"gd" | "momentum" | "nesterov"} method
 * @property {number} steps
 * @property {Record<"light" | "dark", string[]>} colours   of the two directions
 * @property {Record<"light" | "dark", import("./descent_map.js").Look & {grid: string}>} looks
 * @property {Record<string, string>} texts
 * @property {string} language
 */

/** @extends {DescentElement<Data>} */
class StepSize extends DescentElement {
  modules = {
    ...COMMON,
    canvases: "canvases",
    fields: "rate_field",
    ...{ mapping: "descent_map", charting: "descent_chart" },
    ...{ playing: "step_player", stepping: "parabola_steps" },
  };
  /** @type {typeof import("./canvases.js")} */ canvases;
  /** @type {typeof import("./rate_field.js")} */ fields;
  /** @type {typeof import("./descent_map.js")} */ mapping;
  /** @type {typeof import("./descent_chart.js")} */ charting;
  /** @type {typeof import("./step_player.js")} */ playing;
  /** @type {typeof import("./parabola_steps.js")} */ stepping;
  /** @type {import("./descent_chart.js").DescentChart} */ chart;
  /** @type {import("./step_player.js").StepPlayer} */ player;
  /** @type {import("./rate_field.js").RateText} */ typed;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.gauge = /** @type {HTMLInputElement} */ (this.query(".track input"));
    this.gauge.oninput = () => this.set({ rate: this.numbers.rounded(Number(this.gauge.value) * this.reach(), 3) || 1e-4 });
    this.sliders = [...this.queryAll("[data-name]")].map((label) => ({
      label,
      name: /** @type {"flat" | "steep" | "momentum"} */ (label.dataset.name),
      input: label.querySelector("input"),
      output: label.querySelector("output"),
    }));
    for (const { name, input } of this.sliders) {
      if (name !== "momentum") Object.assign(input, { min: 0, max: 2 });
      input.oninput = () => this.slide(name, Number(input.value));
    }
  }

  /**
   * @param {"flat" | "steep" | "momentum"} name
   * @param {number} value   of curvatures the power of ten
   */
  slide(name, value) {
    const { flat, steep } = this.values.numbers;
    if (name === "momentum") this.set({ momentum: value });
    else {
      const curvature = this.numbers.rounded(10 ** value, 2);
      this.set(name === "flat" ? { flat: curvature, steep: Math.max(curvature, steep) } : { steep: curvature, flat: Math.min(curvature, flat) });
    }
  }

  /** @param {Data} data */
  prepare(data) {
    this.speak(data.texts.step_size);
    this.chart ??= new this.charting.DescentChart(/** @type {HTMLCanvasElement} */ (this.query(".chart canvas")), (step) => this.player.goTo(step));
    this.typed ??= new this.fields.RateText(/** @type {HTMLInputElement} */ (this.query(".gauge [type=text]")), (rate) => this.set({ rate }));
    this.player ??= new this.playing.StepPlayer(this.query(".time"), (step) => this.set({ step }));
    for (const { label, name, input } of this.sliders) {
      input.setAttribute("aria-label", data.texts[name]);
      label.hidden = name === "momentum" && data.method === "gd";
    }
    this.element.style.setProperty("--warn", data.colours[this.shade][1]);
    this.drawSoon();
  }

  /** Return the rate at the right end of the gauge. */
  reach() {
    const { steep, momentum } = this.values.numbers;
    return 1.25 * this.stepping.largestStableRate(this.data.method, steep, momentum);
  }

  draw() {
    const { method, steps, texts, colours } = this.data;
    const { rate, flat, steep, momentum, step: wanted } = this.values.numbers;
    if (!this.element.clientWidth) return;
    const step = wanted < 0 ? steps : Math.min(wanted, steps);
    const ways = [flat, steep].map((curvature) => this.stepping.stepsOn(method, rate, curvature, momentum, steps));
    const factors = [flat, steep].map((curvature) => this.stepping.shrinkage(method, rate, curvature, momentum));
    this.drawGauge();
    this.drawParabolas(ways, step);
    const look = this.chartLook();
    const curves = ways.map((way, k) => ({
      ...{ colour: colours[this.shade][k], dash: k ? [7, 4] : [], symbol: k ? "square" : "circle" },
      f: way.map((x) => 0.5 * [flat, steep][k] * x * x),
    }));
    this.chart.draw(curves, 0, step, look, { across: texts.steps, up: "f" });
    this.player.draw(wanted, steps, texts, this.number.whole);
    this.fill(ways, factors, step);
    const verdict = this.stepping.verdict(Math.max(...factors));
    this.elements.write(this.query(".verdict"), `γ = ${this.number.significant(rate, 4)}: ${texts[verdict]}`);
    const ends = ways.map((way) => way[step]);
    Object.assign(this.element.dataset, { draws: this.drawn(), rate, step, factors: factors.join(), ends: ends.join(), verdict });
  }

  drawGauge() {
    const { method, texts } = this.data;
    const { rate, flat, steep, momentum } = this.values.numbers;
    const reach = this.reach();
    this.gauge.value = String(Math.min(1, rate / reach));
    this.gauge.setAttribute("aria-valuetext", this.number.significant(rate, 3));
    this.typed.draw(rate, this.number);
    for (const { name, input, output } of this.sliders) {
      const value = this.values.numbers[name];
      const at = name === "momentum" ? value : Math.log10(value);
      if (Math.abs(Number(input.value) - at) > 0.006) input.value = String(at);
      input.setAttribute("aria-valuetext", this.number.significant(value, 3));
      output.textContent = this.number.significant(value, 3);
    }
    const bound = this.stepping.largestStableRate(method, steep, momentum);
    const marks = [{ at: bound, text: `${texts.bound} ${this.number.significant(bound, 3)}`, name: "last" }];
    if (method === "gd") {
      marks.push({ at: 1 / steep, text: `1/λ₂ ${this.number.significant(1 / steep, 3)}`, name: "minor" });
      const best = 2 / (flat + steep);
      if (best < 0.95 * bound) marks.push({ at: best, text: `${texts.best} ${this.number.significant(best, 3)}`, name: "minor" });
    }
    this.query(".marks").replaceChildren(
      ...marks.map(({ at, text, name }) => {
        const mark = this.elements.make("i", name);
        mark.style.left = `${(100 * at) / reach}%`;
        mark.append(this.elements.make("span", "", text));
        return mark;
      }),
    );
  }

  /**
   * Draw both parabolas with the ball's way on them up to a step.
   * @param {Float64Array[]} ways
   * @param {number} step
   */
  drawParabolas(ways, step) {
    const { colours, texts } = this.data;
    const { flat, steep } = this.values.numbers;
    const canvas = /** @type {HTMLCanvasElement} */ (this.query(".parabolas canvas"));
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const context = this.canvases.cleared(canvas, width, height);
    const size = 15 * this.connection.typeScale();
    Object.assign(context, { font: `${size}px ${getComputedStyle(this.element).fontFamily}`, textAlign: "center" });
    ways.forEach((way, k) => {
      const curvature = [flat, steep][k];
      const far = Math.min(3, Math.max(1.25, ...way.slice(0, step + 1).map((x) => (Number.isFinite(x) ? 1.1 * Math.abs(x) : 3))));
      const [left, half] = [k * (width / 2), width / 4 - 14];
      const high = 0.5 * curvature * far * far;
      /** @param {number} x */
      const across = (x) => left + width / 4 + Math.max(-1.02, Math.min(1.02, x / far)) * half;
      /** @param {number} x */
      const up = (x) => height - 30 - Math.min(1.02, (0.5 * curvature * x * x) / high) * (height - 70);
      Object.assign(context, { strokeStyle: this.look.text, lineWidth: 2, fillStyle: this.look.text });
      context.beginPath();
      for (let at = -far; at <= far + 1e-9; at += far / 50) context.lineTo(across(at), up(at));
      context.stroke();
      context.fillText(`${k ? texts.steep_word : texts.flat_word}, λ = ${this.number.significant(curvature, 3)}`, left + width / 4, size + 4);
      const colour = colours[this.shade][k];
      Object.assign(context, { strokeStyle: colour, lineWidth: 1.5, fillStyle: colour });
      context.beginPath();
      for (let each = 0; each <= step && Number.isFinite(way[each]); each += 1) context.lineTo(across(way[each]), up(way[each]));
      context.stroke();
      for (let each = 0; each <= step && Number.isFinite(way[each]); each += 1) {
        context.beginPath();
        context.arc(across(way[each]), up(way[each]), each === step ? 9 : 3.5, 0, 2 * Math.PI);
        context.fill();
      }
    });
  }

  /**
   * @param {Float64Array[]} ways
   * @param {number[]} factors
   * @param {number} step
   */
  fill(ways, factors, step) {
    const { texts } = this.data;
    const { flat, steep } = this.values.numbers;
    const headings = [texts.direction, texts.factor, texts.halving, "x", texts.what];
    const rows = [flat, steep].map((curvature, k) => {
      const halving = this.stepping.halvingSteps(factors[k]);
      const cells = [this.number.fixed(factors[k], 4), this.number.fixed(halving, 1), this.number.tabular(ways[k][step]), texts[`short_${this.stepping.verdict(factors[k])}`]];
      return { head: [`λ = ${this.number.significant(curvature, 3)}`], cells };
    });
    this.fillTable(headings, rows);
  }

  /** Return every step in both directions, for a file. */
  lines() {
    const { method, steps, texts } = this.data;
    const { rate, flat, steep, momentum } = this.values.numbers;
    const ways = [flat, steep].map((curvature) => this.stepping.stepsOn(method, rate, curvature, momentum, steps));
    /** @type {(string | number)[][]} */
    const lines = Array.from(ways[0], (x, step) => [step, x, ways[1][step]]);
    return [[texts.step_word, `x, λ = ${flat}`, `x, λ = ${steep}`], ...lines];
  }

  close() {
    super.close();
    this.player?.close();
  }
}

export default mount(StepSize, ".step-size");
