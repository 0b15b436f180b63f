// @ts-check
/**
 * Activations with their slopes, as playground/activations.py has them.
 *
 * @typedef {"sigmoid" | "tanh" | "relu" | "linear" | "threshold"} ActivationName
 */

/** @param {number} a */
export const sigmoid = (a) => (a >= 0 ? 1 / (1 + Math.exp(-a)) : Math.exp(a) / (1 + Math.exp(a)));

/** @type {Record<ActivationName, {value: (a: number) => number, slope: (a: number) => number}>} */
export const ACTIVATIONS = {
  sigmoid: { value: sigmoid, slope: (a) => sigmoid(a) * (1 - sigmoid(a)) },
  tanh: { value: Math.tanh, slope: (a) => 1 - Math.tanh(a) ** 2 },
  relu: { value: (a) => Math.max(a, 0), slope: (a) => (a > 0 ? 1 : 0) },
  linear: { value: (a) => a, slope: () => 1 },
  threshold: { value: (a) => (a > 0 ? 1 : 0), slope: () => 0 },
};
