// @ts-check
/**
 * Derivatives beside differences: how far each is off, and how that depends on ε.
 *
 * @typedef {{name: string, value: number, gradient: number, difference: number, after: number | null}} Row
 */

import { difference, largestError } from "./backpropagation_math.js";
import { powered, superscript } from "./canvases.js";
import { drawLogChart } from "./log_chart.js";
import { range } from "./notation.js";

const POWERS = Array.from({ length: 23 }, (_, k) => -12 + k / 2);

export class GradientCheck {
  /**
   * @param {HTMLElement} element   with a slider of ε and a folded canvas
   * @param {(power: number) => void} take
   */
  constructor(element, take) {
    this.slider = /** @type {HTMLInputElement} */ (element.querySelector(".epsilon input"));
    this.output = element.querySelector(".epsilon output");
    this.error = element.querySelector(".error");
    this.curve = /** @type {HTMLDetailsElement} */ (element.querySelector(".curve"));
    this.canvas = /** @type {HTMLCanvasElement} */ (element.querySelector(".curve canvas"));
    this.slider.oninput = () => take(Number(this.slider.value));
  }

  /**
   * @param {import("./steps.js").Given} given
   * @param {number} power   of ten, ε
   * @param {{texts: Record<string, string>, number: ReturnType<typeof import("./numbers.js").numbersIn>, look: import("./log_chart.js").Look, colours: {positive: string}}} words
   */
  draw({ network, x, y, passes }, power, { texts, number, look, colours }) {
    const written = `10${superscript(number.short(power))}`;
    this.slider.value = String(power);
    this.slider.setAttribute("aria-label", texts.epsilon);
    this.slider.setAttribute("aria-valuetext", written);
    this.output.textContent = `ε = ${written}`;
    /** @param {number} each */
    const errorAt = (each) => largestError(network, x, y, passes.gradient, 10 ** each);
    const largest = powered(number.write(errorAt(power), { notation: "scientific", maximumFractionDigits: 1 }));
    this.error.textContent = texts.largest.replace("{error}", largest);
    if (!this.curve.open) return;
    const points = /** @type {[number, number][]} */ (POWERS.map((each) => [each, errorAt(each)]));
    const heights = points.map(([, error]) => Math.log10(error)).filter(Number.isFinite);
    const powers = /** @type {[number, number]} */ ([Math.floor(Math.min(...heights, -1)), Math.ceil(Math.max(...heights, 0))]);
    const ticks = [-12, -9, -6, -3, -1].map((at) => ({ at, text: `10${superscript(at)}` }));
    drawLogChart(this.canvas, { curves: [{ points, colour: colours.positive, dots: true }], across: [-12.3, -0.7], ticks, powers, mark: power, words: { across: "ε", up: texts.error_axis }, look });
  }

  /**
   * Return each number that the loss depends on, with its derivative and the difference.
   * @param {import("./steps.js").Given} given
   * @param {import("./notation.js").Notation} notation
   * @param {number} power
   * @returns {Row[]}
   */
  rows({ network, x, y, rate, passes }, notation, power) {
    const epsilon = 10 ** power;
    /** @param {import("./backpropagation_math.js").Cell} cell */
    const slope = (cell) => difference(network, x, y, cell, epsilon).slope;
    const parameters = notation.parameters.map((name, place) => {
      const [value, gradient] = [network.parameters[place], passes.gradient[place]];
      return { name, value, gradient, difference: slope({ kind: "parameter", layer: 0, place }), after: value - rate * gradient };
    });
    const layers = range(notation.depth + 1);
    /** @type {(kind: "pre_activation" | "activation", layer: number, values: number[], gradients: number[]) => Row[]} */
    const rowsOf = (kind, layer, values, gradients) =>
      values.map((value, place) => {
        const name = kind === "activation" ? notation.value(layer, place) : notation.sum(layer, place);
        return /** @type {Row} */ ({ name, value, gradient: gradients[place], difference: slope({ kind, layer, place }), after: null });
      });
    const others = layers.flatMap((layer) => {
      const sums = layer ? rowsOf("pre_activation", layer, passes.preActivations[layer - 1], passes.deltas[layer - 1]) : [];
      const gradients = layer < notation.depth ? passes.below[layer] : passes.outputGradient;
      return [...sums, ...rowsOf("activation", layer, layer ? passes.activations[layer - 1] : x, gradients)];
    });
    return [...parameters, ...others];
  }
}
