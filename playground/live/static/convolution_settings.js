/**
 * The settings beside a kernel: divisor, offset, stride, dilation, padding, and the weights of red, green and blue.
 */

import { parsed, tidy } from "./kernel_cells.js";

const SLIDERS = ["offset", "stride", "dilation"];
const LARGEST = 9999;

export class Settings {
  /**
   * @param {HTMLElement} element
   * @param {(changed: Partial<import("./convolution.js").Numbers>) => void} take   called with what somebody has changed
   */
  constructor(element, take) {
    this.element = element;
    this.take = take;
    this.weights = [...element.querySelectorAll(".planes input")];
    for (const name of SLIDERS) this.field(name).oninput = ({ target }) => take({ [name]: Number(target.value) });
    this.field("padding").onchange = ({ target }) => take({ padding: target.value });
    this.field("divisor").oninput = ({ target }) => this.takeText(target, (divisor) => divisor !== 0 && { divisor });
    element.querySelector('[data-part="normalise"]').onclick = () => take({ divisor: sumOf(this.numbers.cells) || 1 });
    this.weights.forEach((input, k) => {
      input.oninput = () => this.takeText(input, (weight) => ({ weights: this.numbers.weights.with(k, weight) }));
    });
  }

  field(name) {
    return this.element.querySelector(`[data-name="${name}"] :is(input, select)`);
  }

  /** Take a number that was written, or mark the field if it is none. */
  takeText(input, change) {
    const value = read(input.value);
    const changed = value !== null && change(value);
    if (!changed) {
      input.setAttribute("aria-invalid", "true");
      return;
    }
    input.removeAttribute("aria-invalid");
    this.take(changed);
  }

  /** Write the texts, and show what the page wants shown. */
  write({ texts, paddings, hidden, colour }) {
    for (const label of this.element.querySelectorAll(".settings [data-name]")) label.hidden = hidden.includes(label.dataset.name);
    this.element.querySelector(".planes").hidden = colour !== "sum";
    this.weights.forEach((input, k) => input.setAttribute("aria-label", texts.weight_of.replace("{plane}", "RGB"[k])));
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
    const written = [[this.field("divisor"), numbers.divisor], ...this.weights.map((input, k) => [input, numbers.weights[k]])];
    for (const [input, value] of written) if (read(input.value) !== value && !input.matches(":focus")) input.value = number(value);
  }
}

/** Return the sum of a kernel's cells. */
export function sumOf(cells) {
  return tidy(cells.reduce((sum, value) => sum + value, 0));
}

function read(text) {
  const value = parsed(text);
  return value === null || Math.abs(value) > LARGEST ? null : value;
}
