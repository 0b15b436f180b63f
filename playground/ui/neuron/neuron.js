// @ts-check
/**
 * The formal neuron h(x) = φ(w₁x₁ + w₂x₂ + b): sliders, the neuron as the lecture draws it, the half-plane, the surface.
 * Everything is drawn here, at the display's rate; the page hears of new numbers once a person rests.
 *
 * @typedef {Object} Data
 * @property {string} scripts                       address of this server's scripts
 * @property {Numbers} numbers                      what the page's controls say
 * @property {{label: string, symbol: string, shown: [number, number] | null}} activation   `shown`: its values, if bounded
 * @property {import("./sampled.js").Table} table   the activation
 * @property {{at: number[], name: string, target: number}[]} corners   the inputs of a gate
 * @property {{reach: number, limit: number, step: number}} ranges   of the plane; of weights and bias
 * @property {Record<"light" | "dark", import("./painter.js").Theme>} themes
 * @property {Record<string, string>} texts
 * @property {string} language
 *
 * @typedef {{w: number[], b: number, x: number[]}} Numbers
 * @typedef {import("./kernel_cells.js").Colours & {background: string}} Colours
 *
 * @typedef {Object} Shown  What there is to draw: the numbers, what follows from them, and how it looks.
 * @property {number[]} w
 * @property {number} b
 * @property {number[]} x
 * @property {number} z                                      w·x + b
 * @property {number} h                                      φ(z)
 * @property {number} slope                                  φ′(z)
 * @property {(z: number) => number} valueAt                 φ
 * @property {(x1: number, x2: number) => number} answerAt   h over the plane
 * @property {number} reach                                  the plane goes from -reach to reach
 * @property {number} step                                   of numbers that are dragged
 * @property {number[]} limits                               answers of the first and the last colour
 * @property {number[]} heights                              the vertical range of the surface
 * @property {Data["activation"]} activation
 * @property {(value: number) => number} pixelOf             the colour of an answer as a canvas has it
 * @property {(value: number) => string} colourOf            the same as style sheets have it
 * @property {{at: number[], name: string, target: number, right: boolean}[]} corners
 * @property {Colours} colours
 * @property {number} scale                                  of the page's type
 * @property {string} font
 * @property {(value: number, digits: number) => string} number
 */

/** @extends {PageElement<Data>} */
class Neuron extends PageElement {
  modules = {
    valuing: "component_values", numbers: "numbers", painter: "painter", sampled: "sampled", drawing: "neuron_drawing",
    mapping: "neuron_plane", surfacing: "neuron_surface",
  };
  /** @type {typeof import("./component_values.js")} */ valuing;
  /** @type {typeof import("./numbers.js")} */ numbers;
  /** @type {typeof import("./painter.js")} */ painter;
  /** @type {typeof import("./sampled.js")} */ sampled;
  /** @type {typeof import("./neuron_drawing.js")} */ drawing;
  /** @type {typeof import("./neuron_plane.js")} */ mapping;
  /** @type {typeof import("./neuron_surface.js")} */ surfacing;
  /** @type {import("./component_values.js").ComponentValues<Numbers>} */ values;
  /** @type {Uint32Array | undefined} */ cssOf;
  /** @type {import("./neuron_plane.js").Plane} */ plane;
  /** @type {import("./neuron_surface.js").Surface} */ surface;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.sliders = [...this.queryAll("[data-name]")].map((label) => ({
      name: label.dataset.name,
      input: label.querySelector("input"),
      output: label.querySelector("output"),
    }));
    for (const { name, input } of this.sliders) {
      input.oninput = () => this.slide(name, Number(input.value));
    }
    this.resizing = new ResizeObserver(() => this.drawSoon());
    this.resizing.observe(element);
  }

  /** @param {Data} data */
  prepare(data) {
    this.values ??= new this.valuing.ComponentValues((numbers) => this.trigger("moved", { ...numbers, at: Date.now() }));
    this.values.adopt(data.numbers);
    this.plane ??= new this.mapping.Plane(this.query(".stage"), (change) => this.set(change));
    this.surface ??= new this.surfacing.Surface(this.query(".surface canvas"), () => this.drawSoon());
    this.speak();
    this.look();
    this.drawSoon();
  }

  /** Say in the reader's language what everything is. */
  speak() {
    const { texts, language, ranges } = this.data;
    this.element.setAttribute("aria-label", texts.alt);
    for (const element of this.queryAll("[data-text]")) element.textContent = texts[element.dataset.text];
    for (const element of this.queryAll("[data-label]")) {
      element.setAttribute("aria-label", texts[element.dataset.label]);
    }
    for (const { name, input } of this.sliders) {
      Object.assign(input, { min: -ranges.limit, max: ranges.limit, step: ranges.step });
      input.setAttribute("aria-label", texts[name]);
    }
    for (const grip of this.queryAll("[data-grip]")) {
      const limit = grip.dataset.grip === "point" ? ranges.reach : ranges.limit;
      const isTip = grip.dataset.grip === "tip";
      grip.setAttribute("aria-valuemin", isTip ? "0" : String(-limit));
      grip.setAttribute("aria-valuemax", isTip ? (limit * Math.SQRT2).toFixed(1) : String(limit));
    }
    this.number = this.numbers.numbersIn(language).fixed;
  }

  /** Take the colours of the page's shade. */
  look() {
    const theme = this.data.themes[this.connection.isDark() ? "dark" : "light"];
    this.colours = { ...theme.colours, background: getComputedStyle(this.element).getPropertyValue("--st-background-color") };
    this.scale = this.connection.typeScale();
    this.font = getComputedStyle(this.element).fontFamily;
    this.palette = this.painter.palette(theme.scale, 256);
    const { text, background, mark } = this.colours;
    for (const [name, colour] of Object.entries({ text, background, mark })) this.element.style.setProperty(`--${name}`, colour);
    const stops = theme.scale.map(([at, colour]) => `${colour} ${100 * at}%`);
    this.query(".legend i").style.background = `linear-gradient(90deg, ${stops.join()})`;
  }

  /**
   * @param {string} name
   * @param {number} value
   */
  slide(name, value) {
    const { w } = this.values.numbers;
    if (name === "b") this.set({ b: value });
    else this.set({ w: name === "w1" ? [value, w[1]] : [w[0], value] });
  }

  /**
   * Take new numbers from the person, to the nearest step and within their ranges.
   * @param {Partial<Numbers>} change
   */
  set(change) {
    const { reach, limit, step } = this.data.ranges;
    const { w, b, x } = { ...this.values.numbers, ...change };
    /** @type {(value: number, most: number) => number} */
    const fit = (value, most) => this.valuing.stepped(value, most, step);
    const numbers = { w: w.map((one) => fit(one, limit)), b: fit(b, limit), x: x.map((one) => fit(one, reach)) };
    if (this.values.take(numbers)) this.drawSoon();
  }

  draw() {
    const panel = this.query(".stage").clientWidth;
    if (!panel) return;
    const shown = this.shown();
    const height = Math.max(panel, 300);
    /** @type {SVGSVGElement} */
    const svg = this.query(".drawing svg");
    svg.style.height = `${height}px`;
    this.query(".surface canvas").style.height = `${height}px`;
    this.drawing.drawNeuron(svg, shown, { width: svg.clientWidth, height });
    this.plane.draw(shown, panel);
    this.surface.draw(shown, { width: panel, height });
    this.write(shown);
    this.element.dataset.draws = String(this.drawn());
  }

  /** @returns {Shown} */
  shown() {
    const { data, palette, colours, scale, font, number } = this;
    const { w, b, x } = this.values.numbers;
    const { reach, step } = data.ranges;
    /** @param {number} z */
    const valueAt = (z) => this.sampled.valueAt(data.table, z);
    /** @type {Shown["answerAt"]} */
    const answerAt = (x1, x2) => valueAt(w[0] * x1 + w[1] * x2 + b);
    /** @param {number[]} at */
    const sum = ([x1, x2]) => tidy(w[0] * x1 + w[1] * x2 + b);
    const limits = data.activation.shown ?? balanced(extremes(answerAt, reach));
    /** @param {number} value */
    const colourPlace = (value) => Math.min(Math.max(Math.round((255 * (value - limits[0])) / (limits[1] - limits[0])), 0), 255);
    const css = this.css(palette);
    const z = sum(x);
    return {
      ...{ w, b, x, z, h: valueAt(z), slope: this.sampled.slopeAt(data.table, z), valueAt, answerAt },
      ...{ reach, step, colours, scale, font, number, limits, activation: data.activation },
      heights: data.activation.shown ?? stepped(extremes(answerAt, reach)),
      pixelOf: (value) => palette[colourPlace(value)],
      colourOf: (value) => css[colourPlace(value)],
      corners: data.corners.map((corner) => ({ ...corner, right: sum(corner.at) > 0 === (corner.target === 1) })),
    };
  }

  /**
   * Return the colours of a palette as style sheets have them.
   * @param {Uint32Array} palette
   */
  css(palette) {
    if (this.cssOf !== palette) {
      this.cssOf = palette;
      this.cssColours = Array.from(palette, (c) => `rgb(${c & 255},${(c >> 8) & 255},${(c >> 16) & 255})`);
    }
    return this.cssColours;
  }

  /**
   * Write the numbers: sliders, the formula with all of them, the scale, how many corners are right.
   * @param {Shown} shown
   */
  write({ w, b, x, z, h, slope, limits, corners, number, activation }) {
    /** @type {Record<string, number>} */
    const values = { w1: w[0], w2: w[1], b };
    for (const { name, input, output } of this.sliders) {
      const value = values[name];
      if (Number(input.value) !== value) input.value = String(value);
      input.setAttribute("aria-valuetext", number(value, 1));
      output.textContent = number(value, 1);
      this.element.dataset[name] = String(value);
    }
    Object.assign(this.element.dataset, { x1: x[0], x2: x[1], z: z.toFixed(4), h: h.toFixed(4), slope: slope.toFixed(4) });
    /** @param {number} value */
    const term = (value) => (value < 0 ? `(${number(value, 1)})` : number(value, 1));
    const products = w.map((weight, k) => `${term(weight)} × ${term(x[k])}`).join(" + ");
    const texts = this.data.texts;
    this.query(".formula").innerHTML =
      `<b>h(x)</b> = φ(w₁ x₁ + w₂ x₂ + b) = ${activation.symbol}(${products} ${b < 0 ? "−" : "+"} ${number(Math.abs(b), 1)})` +
      ` = ${activation.symbol}(${number(z, 2)}) = <b>${number(h, 3)}</b>, ${texts.slope} φ′(z) = ${number(slope, 3)}`;
    const [first, last] = this.queryAll(".legend span");
    [first.textContent, last.textContent] = limits.map((limit) => number(limit, Number.isInteger(limit) ? 0 : 1));
    const count = this.query(".count");
    const right = corners.filter((corner) => corner.right).length;
    count.hidden = corners.length === 0;
    const words = texts.right.replace("{right}", String(right)).replace("{all}", String(corners.length));
    if (count.textContent !== words) count.textContent = words;
    this.element.dataset.right = corners.length ? `${right}/${corners.length}` : "";
  }

  close() {
    super.close();
    this.values?.close();
    this.resizing.disconnect();
  }
}

/** Return a sum of tenths without what binary fractions add to it: on the line it is 0. */
const tidy = (/** @type {number} */ sum) => Math.round(sum * 1e9) / 1e9;

/**
 * Return the smallest and the largest answer over the plane: activations of one sum have them on its corners or between.
 * @param {Shown["answerAt"]} answerAt
 * @param {number} reach
 */
function extremes(answerAt, reach) {
  const places = Array.from({ length: 13 }, (_, k) => -reach + (k * reach) / 6);
  const activations = places.flatMap((x1) => places.map((x2) => answerAt(x1, x2)));
  return [Math.min(...activations), Math.max(...activations)];
}

const STEPS = [1, 1.5, 2, 3, 5, 7.5, 10, 15, 20, 30, 50, 75, 100];
const stepUp = (/** @type {number} */ size) => STEPS.find((step) => size <= step) ?? size;

/**
 * Return a scale with 0 in its middle.
 * @param {number[]} range
 */
function balanced([low, high]) {
  const limit = stepUp(Math.max(-low, high, 1));
  return [-limit, limit];
}

/**
 * Return a vertical range that holds 0 and both ends, in steps, so that it does not tremble.
 * @param {number[]} range
 */
function stepped([low, high]) {
  return [low < -0.3 ? -stepUp(-low) : Math.min(low, 0), stepUp(Math.max(high, 1))];
}

export default mount(Neuron, ".neuron");
