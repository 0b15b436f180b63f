// @ts-check
/** A chain of layers of one neuron each, as concepts/layer_chain.py computes it, in the same order. */

import { ACTIVATIONS } from "./backpropagation_math.js";

/**
 * Return all numbers of h_l = φ(w_l h_{l-1} + b), from h_0 = x; lists of layers, `activations` and `gradients` (∂h_L/∂h_l)
 * from the input on.
 * @param {import("./backpropagation_math.js").Activation} phi
 * @param {number[]} weights
 * @param {number} bias
 * @param {number} x
 * @param {boolean} shortcut   whether each layer adds what it is given to what it gives
 */
export function layerChain(phi, weights, bias, x, shortcut) {
  const { value, slope } = ACTIVATIONS[phi];
  const added = shortcut ? 1 : 0;
  const activations = [x];
  const preActivations = weights.map((weight) => {
    const given = activations[activations.length - 1];
    const a = weight * given + bias;
    activations.push(value(a) + added * given);
    return a;
  });
  const slopes = preActivations.map(slope);
  const factors = weights.map((weight, layer) => weight * slopes[layer] + added);
  const gradients = [1];
  for (const factor of [...factors].reverse()) gradients.unshift(gradients[0] * factor);
  const weightGradients = weights.map((_, layer) => gradients[layer + 1] * slopes[layer] * activations[layer]);
  return { preActivations, activations, slopes, factors, gradients, weightGradients };
}
