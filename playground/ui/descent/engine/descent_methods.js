// @ts-check
/**
 * The methods that descend, for many points at once, as concepts/descent/methods.py has them, in the same order of
 * operations.
 *
 * @typedef {Object} Options
 * @property {number} momentum
 * @property {number} alpha
 * @property {number} beta1
 * @property {number} beta2
 * @property {number} temperature
 * @property {number} cooling
 * @property {number} seed
 */

/** @type {Record<string, number>} */
const EPSILON = { adagrad: 1e-10, rmsprop: 1e-8, adam: 1e-8 };

/** One method on its way. Of each point it remembers, by direction, a velocity (v or m) and squares (s). */
export class Stepper {
  count = 0;

  /**
   * @param {string} method
   * @param {number} rate
   * @param {Options} options
   * @param {number} points   how many there are
   */
  constructor(method, rate, options, points) {
    this.method = method;
    this.rate = rate;
    this.options = options;
    this.velocities = [new Float64Array(points), new Float64Array(points)];
    this.squares = [new Float64Array(points), new Float64Array(points)];
  }

  /**
   * Move all points one step.
   * @param {Float64Array[]} points      by direction
   * @param {Float64Array[]} gradients   there
   */
  step(points, gradients) {
    this.count += 1;
    for (const d of [0, 1]) this.move(points[d], gradients[d], this.velocities[d], this.squares[d]);
  }

  /**
   * @param {Float64Array} at
   * @param {Float64Array} g
   * @param {Float64Array} v
   * @param {Float64Array} s
   */
  move(at, g, v, s) {
    const { method, rate, options, count } = this;
    const { momentum, alpha, beta1, beta2 } = options;
    const epsilon = EPSILON[method];
    if (method === "gd") for (let k = 0; k < at.length; k += 1) at[k] -= rate * g[k];
    else if (method === "momentum") {
      for (let k = 0; k < at.length; k += 1) {
        v[k] = momentum * v[k] + g[k];
        at[k] -= rate * v[k];
      }
    } else if (method === "nesterov") {
      for (let k = 0; k < at.length; k += 1) {
        v[k] = momentum * v[k] + g[k];
        at[k] -= rate * (g[k] + momentum * v[k]);
      }
    } else if (method === "adagrad") {
      for (let k = 0; k < at.length; k += 1) {
        s[k] += g[k] * g[k];
        at[k] -= (rate * g[k]) / (Math.sqrt(s[k]) + epsilon);
      }
    } else if (method === "rmsprop") {
      for (let k = 0; k < at.length; k += 1) {
        s[k] = alpha * s[k] + (1 - alpha) * g[k] * g[k];
        at[k] -= (rate * g[k]) / (Math.sqrt(s[k]) + epsilon);
      }
    } else {
      const size = rate / (1 - beta1 ** count);
      const root = Math.sqrt(1 - beta2 ** count);
      for (let k = 0; k < at.length; k += 1) {
        v[k] += (g[k] - v[k]) * (1 - beta1);
        s[k] = beta2 * s[k] + (1 - beta2) * g[k] * g[k];
        at[k] -= size * (v[k] / (Math.sqrt(s[k]) / root + epsilon));
      }
    }
  }
}
