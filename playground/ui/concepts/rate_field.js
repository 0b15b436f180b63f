// @ts-check
/** A rate to slide over powers of ten, or to type, with the decimal mark of the reader or a point. */

import { rounded } from "./numbers.js";

/** A rate to type; what is none is put back. */
export class RateText {
  shown = "";

  /**
   * @param {HTMLInputElement} field   for text
   * @param {(rate: number) => void} take   called with what somebody wants
   * @param {number} [most]
   */
  constructor(field, take, most = 10) {
    this.field = field;
    Object.assign(field, { type: "text", inputMode: "decimal", size: 6 });
    field.onchange = () => {
      const rate = Number(field.value.trim().replace(",", ".") || NaN);
      if (rate > 0 && rate <= most) take(rate);
      else field.value = this.shown;
    };
  }

  /**
   * @param {number} rate
   * @param {ReturnType<typeof import("./numbers.js").numbersIn>} number
   */
  draw(rate, number) {
    this.shown = String(rate).replace(".", number.mark);
    if (!this.field.matches(":focus")) this.field.value = this.shown;
  }
}

/** A slider and a field of one rate. */
export class RateField {
  /**
   * @param {HTMLElement} element   with a slider and a field for text
   * @param {[number, number]} powers   the slider's ends
   * @param {(rate: number) => void} take   called with what somebody wants
   * @param {number} [most]
   */
  constructor(element, powers, take, most = 10) {
    this.slider = /** @type {HTMLInputElement} */ (element.querySelector("[type=range]"));
    this.text = new RateText(element.querySelector("[type=text]"), take, most);
    Object.assign(this.slider, { min: powers[0], max: powers[1], step: 0.01 });
    this.slider.oninput = () => take(rounded(10 ** Number(this.slider.value), 2));
  }

  /**
   * @param {number} rate
   * @param {ReturnType<typeof import("./numbers.js").numbersIn>} number
   */
  draw(rate, number) {
    if (Math.abs(Number(this.slider.value) - Math.log10(rate)) > 0.006) this.slider.value = String(Math.log10(rate));
    this.slider.setAttribute("aria-valuetext", number.significant(rate, 3));
    this.text.draw(rate, number);
  }
}
