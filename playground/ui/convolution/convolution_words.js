// @ts-check
/**
 * How a pixel of the output comes about, in words.
 *
 * @typedef {(value: number) => string} Write
 */

import { products } from "./arithmetic.js";

/**
 * Say how the sums of several planes become one.
 * @param {import("./arithmetic.js").Factors[]} planes
 * @param {Write} number
 */
export function totalWords(planes, number) {
  const sums = planes.map((plane) => products(plane).sum);
  const [first, ...others] = sums;
  const written = [number(first), ...others.map((value) => signed(value, number))].join(" ");
  return `${written} = ${number(sums.reduce((sum, value) => sum + value, 0))}  ·  `;
}

/**
 * Say what becomes of a sum: the value that comes out, and the grey level that shows it where that is another one.
 * @param {number} sum
 * @param {number} value
 * @param {number} level
 * @param {{divisor: number, offset: number}} numbers
 * @param {string} shown   how that level is told
 * @param {Write} number
 */
export function valueWords(sum, value, level, { divisor, offset }, shown, number) {
  const suffix = number(level) === number(value) ? "" : ` → ${shown.replace("{level}", number(level))}`;
  return `${number(sum)} ÷ ${number(divisor)} ${signed(offset, number)} = ${number(value)}${suffix}`;
}

/**
 * @param {number} value
 * @param {Write} number
 */
function signed(value, number) {
  return `${value < 0 ? "−" : "+"} ${number(Math.abs(value))}`;
}
