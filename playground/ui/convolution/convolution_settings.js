/**
 * The settings beside a kernel: divisor, offset, stride, dilation, padding, and the weights of red, green and blue.
 */

import { tidy } from "./kernel_cells.js";
import { NumberField } from "./number_field.js";

const SLIDERS = ["offset", "stride", "dilation"];
const LARGEST = 9999;

export class Settings {
  /**
   * @param {HTMLElement} element
   * @param {(changed: Partial<import("./convolution.js").Numbers>) => void} take   called with what somebody has changed
   */
  constructor(element, take) {
    this.element = element;
    const inRange = (value) => Math.abs(value) <= LARGEST;
    for (const name of SLIDERS) this.field(name).oninput = ({ target }) => take({ [name]: Number(target.value) });
    this.field("padding").onchange = ({ target }) => take({ padding: target.value });
    this.divisor = new NumberField(this.field("divisor"), (value) => value !== 0 && inRange(value), (divisor) => take({ divisor }));
    element.querySelector('[data-part="normalise"]').onclick = () => take({ divisor: sumOf(this.numbers.cells) || 1 });
    const takeWeight = (k) => (weight) => take({ weights: this.numbers.weights.with(k, weight) });
    this.weights = [...element.querySelectorAll(".planes input")].map((input, k) => new NumberField(input, inRange, takeWeight(k)));
  }

  field(name) {
    return this.element.querySelector(`[data-name="${name}"] :is(input, select)`);
  }

  /** Write the texts, and show what the page wants shown. */
  write({ texts, paddings, hidden, colour }) {
    for (const label of this.element.querySelectorAll(".settings [data-name]")) label.hidden = hidden.includes(label.dataset.name);
    this.element.querySelector(".planes").hidden = colour !== "sum";
    this.texts = texts;
    this.weights.forEach(({ input }, k) => input.setAttribute("aria-label", texts.weight_of.replace("{plane}", "RGB"[k])));
    const options = Object.entries(paddings).map(([value, text]) => Object.assign(document.createElement("option"), { value, textContent: text }));
    this.field("padding").replaceChildren(...options);
  }

  /** Show the numbers; what is being written is left as it is. */
  show(numbers, number) {
    this.numbers = numbers;
    for (const name of SLIDERS) {
      const input = this.field(name);
      if (Number(input.value) !== numbers[name]) input.value = numbers[name];
      input.parentElement.querySelector("output").textContent = number(numbers[name]);
    }
    this.field("padding").value = numbers.padding;
    this.divisor.show(numbers.divisor, number, this.texts.bad_divisor);
    this.weights.forEach((field, k) => field.show(numbers.weights[k], number, this.texts.bad_weight));
  }
}

/** Return the sum of a kernel's cells. */
export function sumOf(cells) {
  return tidy(cells.reduce((sum, value) => sum + value, 0));
}
