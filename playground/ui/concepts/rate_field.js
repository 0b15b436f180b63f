// @ts-check
/** A rate to slide over powers of ten, or to type, with the decimal mark of the reader or a point. */

import { rounded } from "./numbers.js";

export class RateField {
  /**
   * @param {HTMLElement} element   with a slider and a field for text
   * @param {[number, number]} powers   the slider's ends
   * @param {(rate: number) => void} take   called with what somebody wants
   * @param {number} [most]
   */
  constructor(element, powers, take, most = 10) {
    this.slider = /** @type {HTMLInputElement} */ (element.querySelector("[type=range]"));
    this.field = /** @type {HTMLInputElement} */ (element.querySelector("[type=text]"));
    Object.assign(this.slider, { min: powers[0], max: powers[1], step: 0.01 });
    this.slider.oninput = () => take(rounded(10 ** Number(this.slider.value), 2));
    this.field.onchange = () => {
      const rate = Number(this.field.value.trim().replace(",", ".") || NaN);
      if (rate > 0 && rate <= most) take(rate);
      else this.field.value = this.shown;
    };
  }

  /**
   * @param {number} rate
   * @param {ReturnType<typeof import("./numbers.js").numbersIn>} number
   */
  draw(rate, number) {
    this.shown = String(rate).replace(".", number.mark);
    if (Math.abs(Number(this.slider.value) - Math.log10(rate)) > 0.006) this.slider.value = String(Math.log10(rate));
    this.slider.setAttribute("aria-valuetext", number.significant(rate, 3));
    if (!this.field.matches(":focus")) this.field.value = this.shown;
  }
}
