// @ts-check
/** Losses of one answer and of two distributions, as concepts/losses.py computes them; everything in nats. */

/** @param {number[]} logits */
export function softmax(logits) {
  const largest = Math.max(...logits);
  const powers = logits.map((z) => Math.exp(z - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** @param {number[]} p */
export function entropy(p) {
  return p.reduce((sum, share) => (share > 0 ? sum - share * Math.log(share) : sum), 0);
}

/**
 * @param {number[]} p
 * @param {number[]} q
 */
export function crossEntropy(p, q) {
  return p.reduce((sum, share, k) => (share > 0 ? sum - share * Math.log(q[k]) : sum), 0);
}

/**
 * Return the terms p log(p/q) of the divergence, by class.
 * @param {number[]} p
 * @param {number[]} q
 */
export function divergenceTerms(p, q) {
  return p.map((share, k) => (share > 0 ? share * (Math.log(share) - Math.log(q[k])) : 0));
}

/**
 * @param {number[]} p
 * @param {number[]} q
 */
export function divergence(p, q) {
  return divergenceTerms(p, q).reduce((sum, term) => sum + term, 0);
}

/**
 * Return -log q of the true class, without overflow.
 * @param {number[]} logits
 * @param {number} truth
 */
export function crossEntropyOfLogits(logits, truth) {
  const largest = Math.max(...logits);
  const sum = logits.reduce((total, z) => total + Math.exp(z - largest), 0);
  return largest - logits[truth] + Math.log(sum);
}

/**
 * Return q - y, the slope of the cross-entropy.
 * @param {number[]} logits
 * @param {number} truth
 */
export function crossEntropyGradient(logits, truth) {
  return softmax(logits).map((share, k) => share - (k === truth ? 1 : 0));
}

/**
 * Return the squared error of the softmax.
 * @param {number[]} logits
 * @param {number} truth
 */
export function squaredErrorOfLogits(logits, truth) {
  return crossEntropyGradient(logits, truth).reduce((sum, difference) => sum + difference * difference, 0);
}

/**
 * Return 2 J (q - y), the slope of the squared error.
 * @param {number[]} logits
 * @param {number} truth
 */
export function squaredErrorGradient(logits, truth) {
  const q = softmax(logits);
  const difference = crossEntropyGradient(logits, truth);
  const mean = q.reduce((sum, share, k) => sum + share * difference[k], 0);
  return q.map((share, k) => 2 * share * (difference[k] - mean));
}

/**
 * Return after how many steps down a loss the right class leads; null if not after very many.
 * @param {number[]} logits
 * @param {number} truth
 * @param {(logits: number[], truth: number) => number[]} gradient
 * @param {number} [most]
 */
export function stepsUntilRight(logits, truth, gradient, most = 20_000) {
  let z = logits;
  for (let step = 0; step <= most; step += 1) {
    if (z.every((value, k) => k === truth || value < z[truth])) return step;
    const slopes = gradient(z, truth);
    z = z.map((value, k) => value - slopes[k]);
  }
  return null;
}

/**
 * Return the errors of a residual and their slopes: squared, absolute, Huber's.
 * @param {number} residual
 * @param {number} delta
 */
export function errorsOf(residual, delta) {
  const size = Math.abs(residual);
  const sign = Math.sign(residual);
  return {
    squared: [residual * residual, 2 * residual],
    absolute: [size, sign],
    huber: size <= delta ? [0.5 * residual * residual, residual] : [delta * (size - 0.5 * delta), sign * delta],
  };
}

/**
 * Return the constants whose errors from all points have the smallest sum.
 * @param {number[]} points
 * @param {number} delta
 */
export function bestConstants(points, delta) {
  const sorted = [...points].sort((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  let [low, high] = [sorted[0], sorted.at(-1)];
  for (let halving = 0; halving < 200; halving += 1) {
    const between = (low + high) / 2;
    const slope = points.reduce((sum, point) => sum + errorsOf(between - point, delta).huber[1], 0);
    if (slope > 0) high = between;
    else low = between;
  }
  return {
    squared: points.reduce((sum, point) => sum + point, 0) / points.length,
    absolute: (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2,
    huber: (low + high) / 2,
  };
}
