// @ts-check
/**
 * The settings beside a kernel: divisor, offset, stride, dilation, padding, and the weights of red, green and blue.
 *
 * @typedef {import("./convolution.js").Numbers} Numbers
 */

import { tidy } from "./kernel_cells.js";
import { NumberField } from "./number_field.js";

/** @type {("offset" | "stride" | "dilation")[]} */
const SLIDERS = ["offset", "stride", "dilation"];
const LARGEST = 9999;

export class Settings {
  /** @type {Record<string, string>} */
  texts;
  /** @type {Numbers} */
  numbers;

  /**
   * @param {HTMLElement} element
   * @param {(changed: Partial<Numbers>) => void} take   called with what somebody has changed
   */
  constructor(element, take) {
    this.element = element;
    /** @param {number} value */
    const inRange = (value) => Math.abs(value) <= LARGEST;
    this.sliders = SLIDERS.map((name) => ({ name, ...this.slider(name, (value) => take({ [name]: value })) }));
    /** @type {HTMLSelectElement} */
    this.padding = element.querySelector('[data-name="padding"] select');
    this.padding.onchange = () => take({ padding: /** @type {Numbers["padding"]} */ (this.padding.value) });
    this.divisor = new NumberField(element.querySelector('[data-name="divisor"] input'), (value) => value !== 0 && inRange(value), (divisor) => take({ divisor }));
    /** @type {HTMLButtonElement} */
    const normalise = element.querySelector('[data-part="normalise"]');
    normalise.onclick = () => take({ divisor: sumOf(this.numbers.cells) || 1 });
    /** @type {(k: number) => (weight: number) => void} */
    const takeWeight = (k) => (weight) => take({ weights: this.numbers.weights.with(k, weight) });
    /** @type {NodeListOf<HTMLInputElement>} */
    const weights = element.querySelectorAll(".planes input");
    this.weights = [...weights].map((input, k) => new NumberField(input, inRange, takeWeight(k)));
  }

  /**
   * @param {string} name
   * @param {(value: number) => void} take
   */
  slider(name, take) {
    const label = this.element.querySelector(`[data-name="${name}"]`);
    const [input, output] = [label.querySelector("input"), label.querySelector("output")];
    input.oninput = () => take(Number(input.value));
    return { input, output };
  }

  /**
   * Write the texts, and show what the page wants shown.
   * @param {import("./convolution.js").Data} data
   */
  write({ texts, paddings, hidden, colour }) {
    /** @type {NodeListOf<HTMLElement>} */
    const labels = this.element.querySelectorAll(".settings [data-name]");
    for (const label of labels) label.hidden = hidden.includes(label.dataset.name);
    /** @type {HTMLElement} */
    const planes = this.element.querySelector(".planes");
    planes.hidden = colour !== "sum";
    this.texts = texts;
    this.weights.forEach(({ input }, k) => input.setAttribute("aria-label", texts.weight_of.replace("{plane}", "RGB"[k])));
    const options = Object.entries(paddings).map(([value, text]) => Object.assign(document.createElement("option"), { value, textContent: text }));
    this.padding.replaceChildren(...options);
  }

  /**
   * Show the numbers; what is being written is left as it is.
   * @param {Numbers} numbers
   * @param {(value: number) => string} number
   */
  show(numbers, number) {
    this.numbers = numbers;
    for (const { name, input, output } of this.sliders) {
      if (Number(input.value) !== numbers[name]) input.value = String(numbers[name]);
      output.textContent = number(numbers[name]);
    }
    this.padding.value = numbers.padding;
    this.divisor.show(numbers.divisor, number, this.texts.bad_divisor);
    this.weights.forEach((field, k) => field.show(numbers.weights[k], number, this.texts.bad_weight));
  }
}

/**
 * Return the sum of a kernel's cells.
 * @param {number[]} cells
 */
export function sumOf(cells) {
  return tidy(cells.reduce((sum, value) => sum + value, 0));
}
