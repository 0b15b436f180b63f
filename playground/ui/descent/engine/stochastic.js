// @ts-check
/**
 * Stochastic gradient descent on a line by least squares, as concepts/descent/stochastic.py goes it.
 *
 * @typedef {{x: number[], y: number[]}} Points
 * @typedef {{batch: number, rate: number, decay: number, replacement: boolean, seed: number}} Sampling
 * @typedef {{w: Float64Array, b: Float64Array, loss: Float64Array, drawn: number[][], gradients: number[][]}} Run
 *   slope, intercept and loss after each step; of each step which points were drawn, and their mean gradient
 */

import { RandomNumbers } from "./random_numbers.js";

/**
 * Return the run of so many steps.
 * @param {Points} points
 * @param {Sampling} sampling
 * @param {number} steps
 * @param {number[]} start
 * @returns {Run}
 */
export function descendByBatches(points, sampling, steps, start) {
  const draws = new Draws(points.x.length, sampling);
  const [w, b, loss] = [0, 1, 2].map(() => new Float64Array(steps + 1));
  /** @type {number[][]} */ const drawn = [];
  /** @type {number[][]} */ const gradients = [];
  [w[0], b[0]] = start;
  for (let step = 0; step < steps; step += 1) {
    const rate = sampling.decay ? sampling.rate / (1 + step / sampling.decay) : sampling.rate;
    const places = draws.next();
    let [byW, byB] = [0, 0];
    for (const place of places) {
      const [alongW, alongB] = gradientAt(points, place, w[step], b[step]);
      byW += alongW;
      byB += alongB;
    }
    w[step + 1] = w[step] - (rate * byW) / sampling.batch;
    b[step + 1] = b[step] - (rate * byB) / sampling.batch;
    drawn.push(places);
    gradients.push([byW / sampling.batch, byB / sampling.batch]);
  }
  for (let step = 0; step <= steps; step += 1) loss[step] = lossAt(points, w[step], b[step]);
  return { w, b, loss, drawn, gradients };
}

/**
 * Return the gradient of one point's squared error.
 * @param {Points} points
 * @param {number} place
 * @param {number} w
 * @param {number} b
 */
export function gradientAt({ x, y }, place, w, b) {
  const error = w * x[place] + b - y[place];
  return [2 * error * x[place], 2 * error];
}

/**
 * Return the mean squared error.
 * @param {Points} points
 * @param {number} w
 * @param {number} b
 */
export function lossAt({ x, y }, w, b) {
  let sum = 0;
  for (let place = 0; place < x.length; place += 1) sum += (y[place] - w * x[place] - b) ** 2;
  return sum / x.length;
}

/**
 * Return the mean gradient of all points, and how far that of M points is from it, squared, on average.
 * @param {Points} points
 * @param {number} w
 * @param {number} b
 * @param {{batch: number, replacement: boolean}} sampling
 */
export function spreadAt(points, w, b, { batch, replacement }) {
  const count = points.x.length;
  const all = points.x.map((_, place) => gradientAt(points, place, w, b));
  const mean = [0, 1].map((d) => all.reduce((sum, gradient) => sum + gradient[d], 0) / count);
  const spread = all.reduce((sum, [byW, byB]) => sum + (byW - mean[0]) ** 2 + (byB - mean[1]) ** 2, 0) / count;
  return { mean, variance: (spread / batch) * (replacement ? 1 : (count - batch) / (count - 1)) };
}

/** Draws the points of one step after the other. */
class Draws {
  /**
   * @param {number} count
   * @param {Sampling} sampling
   */
  constructor(count, { batch, replacement, seed }) {
    this.count = count;
    this.batch = batch;
    this.replacement = replacement;
    this.random = new RandomNumbers(seed);
    /** @type {number[]} */
    this.waiting = [];
  }

  next() {
    if (this.batch === this.count) return Array.from({ length: this.count }, (_, place) => place);
    return Array.from({ length: this.batch }, () => (this.replacement ? this.random.below(this.count) : this.oneOfThoseLeft()));
  }

  /** Return a point that has not had its turn in this epoch. */
  oneOfThoseLeft() {
    if (!this.waiting.length) this.waiting = Array.from({ length: this.count }, (_, place) => place);
    const place = this.random.below(this.waiting.length);
    const chosen = this.waiting[place];
    this.waiting[place] = this.waiting.at(-1);
    this.waiting.pop();
    return chosen;
  }
}
