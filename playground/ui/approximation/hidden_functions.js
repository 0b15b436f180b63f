// @ts-check
/** What the hidden neurons of best fits compute, as concepts/approximation/best_fits.py has it. */

import { ACTIVATIONS } from "./activation_functions.js";

/** @type {Record<string, (a: number) => number>} */
const HIDDEN = {
  ...Object.fromEntries(Object.entries(ACTIVATIONS).map(([name, { value }]) => [name, value])),
  identity: (a) => a,
  square: (a) => a * a,
  cube: (a) => a ** 3,
};

/**
 * Return the curve F(x) = Σ v φ(w (x - s)).
 * @param {string} activation
 * @param {{weights: number[], kinks: number[], heights: number[]}} fit
 * @param {number[]} x
 */
export function curveOf(activation, { weights, kinks, heights }, x) {
  const phi = HIDDEN[activation];
  return x.map((at) => weights.reduce((sum, weight, k) => sum + heights[k] * phi(weight * (at - kinks[k])), 0));
}
