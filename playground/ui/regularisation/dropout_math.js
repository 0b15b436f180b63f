// @ts-check
/**
 * Dropout and DropConnect over all masks, as concepts/regularisation/dropout.py computes them, in the same order.
 *
 * @typedef {Object} MaskedLayer
 * @property {number[]} values      h
 * @property {number[][]} weights   a row for each answer
 * @property {number[]} biases
 * @property {number} rate          p
 * @property {"dropout" | "dropconnect"} kind
 * @property {boolean} inverted
 */

/**
 * Return what is kept is multiplied with while training.
 * @param {MaskedLayer} layer
 */
export function factorOf({ rate, inverted }) {
  return inverted ? 1 / (1 - rate) : 1;
}

/**
 * Return an answer under a mask, whose bit k says whether neuron k is kept.
 * @param {MaskedLayer} layer
 * @param {number} unit
 * @param {number} mask
 */
export function answerOf(layer, unit, mask) {
  const { values, weights, biases } = layer;
  let sum = 0;
  for (let k = 0; k < values.length; k += 1) if ((mask >> k) & 1) sum += weights[unit][k] * values[k];
  return factorOf(layer) * sum + biases[unit];
}

/**
 * Return how probable a mask is.
 * @param {MaskedLayer} layer
 * @param {number} mask
 */
export function shareOf({ values, rate }, mask) {
  let share = 1;
  for (let k = 0; k < values.length; k += 1) share *= (mask >> k) & 1 ? 1 - rate : rate;
  return share;
}

/** @param {MaskedLayer} layer */
export function maskCount({ values }) {
  return 2 ** values.length;
}

/**
 * Return mean and covariance of the answers, by adding up over all masks.
 * @param {MaskedLayer} layer
 */
export function moments(layer) {
  const units = layer.biases.map((_, unit) => unit);
  const masks = Array.from({ length: maskCount(layer) }, (_, mask) => mask);
  const mean = units.map((unit) => masks.reduce((sum, mask) => sum + shareOf(layer, mask) * answerOf(layer, unit, mask), 0));
  const covariance = units.map((one) =>
    units.map((other) => {
      if (one !== other && layer.kind === "dropconnect") return 0;
      return masks.reduce((sum, mask) => sum + shareOf(layer, mask) * (answerOf(layer, one, mask) - mean[one]) * (answerOf(layer, other, mask) - mean[other]), 0);
    }),
  );
  return { mean, covariance };
}

/**
 * Return the answers at test time.
 * @param {MaskedLayer} layer
 * @param {"none" | "keep" | "drop"} scaling
 */
export function atTest({ values, weights, biases, rate }, scaling) {
  const factor = { none: 1, keep: 1 - rate, drop: rate }[scaling];
  return biases.map((bias, unit) => factor * weights[unit].reduce((sum, weight, k) => sum + weight * values[k], 0) + bias);
}

/**
 * Return the mean of φ(answer) over all masks.
 * @param {MaskedLayer} layer
 * @param {(a: number) => number} phi
 */
export function expectedActivation(layer, phi) {
  const masks = Array.from({ length: maskCount(layer) }, (_, mask) => mask);
  return layer.biases.map((_, unit) => masks.reduce((sum, mask) => sum + shareOf(layer, mask) * phi(answerOf(layer, unit, mask)), 0));
}
