// @ts-check
/**
 * A field for a number that is taken as it is written. What is none that is allowed is marked, and gives way to the number
 * that counts when the field is left.
 */

import { parsed } from "./kernel_cells.js";

export class NumberField {
  /**
   * @param {HTMLInputElement} input
   * @param {(value: number) => boolean} allowed
   * @param {(value: number) => void} take   called with each number that somebody has written
   */
  constructor(input, allowed, take) {
    this.input = input;
    this.value = 0;
    /** @type {(value: number) => string} */
    this.number = String;
    this.hint = "";
    input.oninput = () => {
      const value = parsed(input.value);
      const good = value !== null && allowed(value);
      this.mark(good);
      if (good) take(value);
    };
    input.onblur = () => {
      this.mark(true);
      input.value = this.number(this.value);
    };
    input.onkeydown = ({ key }) => {
      if (key === "Enter") input.select();
    };
  }

  /**
   * Show the number that counts; what is being written is left as it is.
   * @param {number} value
   * @param {(value: number) => string} number
   * @param {string} hint   what may be written, in words
   */
  show(value, number, hint) {
    this.value = value;
    this.number = number;
    this.hint = hint;
    if (!this.input.matches(":focus")) this.input.value = number(value);
  }

  /** @param {boolean} good */
  mark(good) {
    if (good) this.input.removeAttribute("aria-invalid");
    else this.input.setAttribute("aria-invalid", "true");
    this.input.title = good ? "" : this.hint;
  }
}
