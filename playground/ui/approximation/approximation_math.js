// @ts-check
/**
 * A hidden layer made by hand, as concepts/approximation/one_layer.py computes it, in the same order.
 *
 * @typedef {Object} OneLayer   F(x) = Σ v φ(d w (x - s))
 * @property {number[]} kinks        s of each neuron
 * @property {number[]} heights      v
 * @property {number[]} directions   d: 1, or -1 where a neuron is turned round
 * @property {number} steepness      w of all
 * @property {"threshold" | "sigmoid" | "tanh" | "relu"} phi
 *
 * @typedef {(x: number) => number} Target
 */

import { ACTIVATIONS } from "./activation_functions.js";

const CELLS = 2000;
const OUTSIDE = 0.05;
const BESIDE = 1e-9;
const DEPENDENT = 1e-8;
const INSIDE = 100;

/** @type {Record<string, Target>} */
const TARGETS = {
  sine: (x) => Math.sin(2 * Math.PI * x),
  absolute: Math.abs,
  jump: (x) => (x > 0 ? 1 : 0),
  exponential: Math.exp,
  cube: (x) => x ** 3,
  nielsen: (x) => {
    const t = (x + 1) / 2;
    return 0.2 + 0.4 * t ** 2 + 0.3 * t * Math.sin(15 * t) + 0.05 * Math.cos(50 * t);
  },
};

/** The 2,001 places from -1 to 1 where errors are looked for. */
export const PLACES = Float64Array.from({ length: CELLS + 1 }, (_, k) => -1 + (2 * k) / CELLS);

/**
 * Return a target by its name, or the function through heights at equally spaced places.
 * @param {string} name
 * @param {number[]} drawn
 * @returns {Target}
 */
export function targetOf(name, drawn) {
  if (name in TARGETS) return TARGETS[name];
  const last = drawn.length - 1;
  return (x) => {
    const at = Math.min(Math.max(((x + 1) / 2) * last, 0), last);
    const left = Math.min(Math.floor(at), last - 1);
    return drawn[left] + (at - left) * (drawn[left + 1] - drawn[left]);
  };
}

/**
 * Return what a neuron gives at a place, without its height.
 * @param {OneLayer} layer
 * @param {number} neuron
 * @param {number} x
 */
export function featureAt({ kinks, directions, steepness, phi }, neuron, x) {
  return ACTIVATIONS[phi].value(directions[neuron] * steepness * (x - kinks[neuron]));
}

/**
 * Return F at a place.
 * @param {OneLayer} layer
 * @param {number} x
 */
export function valueAt(layer, x) {
  let sum = 0;
  for (let k = 0; k < layer.kinks.length; k += 1) sum += featureAt(layer, k, x) * layer.heights[k];
  return sum;
}

/**
 * Return for equal parts of [-1, 1] the middle between the least and the largest value there.
 * @param {Target} target
 * @param {number} parts
 */
export function middleValues(target, parts) {
  return Array.from({ length: parts }, (_, part) => {
    const values = Array.from({ length: INSIDE + 1 }, (_, k) => target(-1 + (2 * (part + k / INSIDE)) / parts));
    return (Math.min(...values) + Math.max(...values)) / 2;
  });
}

/**
 * Return kinks, heights and directions of equal steps, each in the middle of what the target takes there.
 * @param {Target} target
 * @param {number} steps
 */
export function staircase(target, steps) {
  const middles = middleValues(target, steps);
  const kinks = middles.map((_, k) => (k ? -1 + (2 * k) / steps : -1 - OUTSIDE));
  return { kinks, heights: middles.map((middle, k) => middle - (k ? middles[k - 1] : 0)), directions: middles.map(() => 1) };
}

/**
 * Return kinks, heights and directions of bumps side by side, each a step up and the same step down.
 * @param {Target} target
 * @param {number} pairs
 */
export function bumps(target, pairs) {
  const middles = middleValues(target, pairs);
  /** @param {number} k */
  const edge = (k) => -1 + (2 * k) / pairs + (k === 0 ? -OUTSIDE : 0) + (k === pairs ? OUTSIDE : 0);
  return {
    kinks: middles.flatMap((_, k) => [edge(k), edge(k + 1)]),
    heights: middles.flatMap((middle) => [middle, -middle]),
    directions: middles.flatMap(() => [1, 1]),
  };
}

/**
 * Return the heights of least squares over all places: by Gram and Schmidt, twice; a neuron that adds nothing to those before
 * it gets the height 0.
 * @param {OneLayer} layer
 * @param {Target} target
 */
export function bestHeights(layer, target) {
  const count = layer.kinks.length;
  const left = Float64Array.from(PLACES, target);
  /** @type {Float64Array[]} */
  const basis = [];
  const upper = Array.from({ length: count }, () => new Float64Array(count));
  const shares = new Float64Array(count);
  const kept = Array.from({ length: count }, () => false);
  for (let k = 0; k < count; k += 1) {
    const column = Float64Array.from(PLACES, (x) => featureAt(layer, k, x));
    const size = Math.sqrt(product(column, column));
    for (let round = 0; round < 2; round += 1) {
      for (let j = 0; j < k; j += 1) {
        const share = product(basis[j], column);
        upper[j][k] += share;
        add(column, basis[j], -share);
      }
    }
    const own = Math.sqrt(product(column, column));
    kept[k] = own > DEPENDENT * size;
    basis.push(kept[k] ? column.map((value) => value / own) : new Float64Array(PLACES.length));
    if (!kept[k]) continue;
    upper[k][k] = own;
    shares[k] = product(basis[k], left);
    add(left, basis[k], -shares[k]);
  }
  const heights = Array.from({ length: count }, () => 0);
  for (let k = count - 1; k >= 0; k -= 1) {
    if (!kept[k]) continue;
    let rest = shares[k];
    for (let j = k + 1; j < count; j += 1) rest -= upper[k][j] * heights[j];
    heights[k] = rest / upper[k][k];
  }
  return heights;
}

/**
 * @param {Float64Array} one
 * @param {Float64Array} other
 */
function product(one, other) {
  let sum = 0;
  for (let k = 0; k < one.length; k += 1) sum += one[k] * other[k];
  return sum;
}

/**
 * @param {Float64Array} to
 * @param {Float64Array} values
 * @param {number} times
 */
function add(to, values, times) {
  for (let k = 0; k < to.length; k += 1) to[k] += times * values[k];
}

/**
 * Return the largest difference and √(½ ∫ (F - f)²), and F and the target at all places.
 * @param {OneLayer} layer
 * @param {Target} target
 */
export function errorsOf(layer, target) {
  const values = Float64Array.from(PLACES, (x) => valueAt(layer, x));
  const wanted = Float64Array.from(PLACES, target);
  let [sup, sum] = [0, 0];
  for (let k = 0; k < values.length; k += 1) {
    const error = Math.abs(values[k] - wanted[k]);
    sup = Math.max(sup, error);
    sum += error * error;
  }
  for (const kink of layer.kinks) {
    for (const x of [kink - BESIDE, kink, kink + BESIDE]) {
      if (Math.abs(x) <= 1) sup = Math.max(sup, Math.abs(valueAt(layer, x) - target(x)));
    }
  }
  return { sup, rms: Math.sqrt(sum / values.length), values, wanted };
}

/**
 * Return ω(distance): how far two of the target's values can be apart whose places are so near.
 * @param {ArrayLike<number>} values   at all places
 * @param {number} distance
 */
export function modulusOf(values, distance) {
  const cells = Math.min(Math.ceil((distance * CELLS) / 2 - 1e-9), CELLS);
  let most = 0;
  for (let k = 0; k + cells < values.length; k += 1) {
    let [low, high] = [Infinity, -Infinity];
    for (let j = k; j <= k + cells; j += 1) [low, high] = [Math.min(low, values[j]), Math.max(high, values[j])];
    most = Math.max(most, high - low);
  }
  return most;
}
