// @ts-check
/** Towers on a plane, as concepts/approximation/towers.py computes them, in the same order. */

import { sigmoid } from "./activation_functions.js";

const [OUTER, EDGE] = [10, 1.5];
export const CELLS = 100; // in each direction, over which errors are looked for

/** @type {Record<string, (x: number, y: number) => number>} */
export const SURFACES = {
  block: (x, y) => (Math.abs(x) < 1 / 3 && Math.abs(y) < 1 / 3 ? 1 : 0),
  cone: (x, y) => Math.max(0, 1 - Math.hypot(x, y)),
  hill: (x, y) => Math.exp(-4 * (x ** 2 + y ** 2)),
  waves: (x, y) => Math.sin(Math.PI * x) * Math.sin(Math.PI * y),
  saddle: (x, y) => x ** 2 - y ** 2,
};

/**
 * Return the middles of equal parts of [-1, 1].
 * @param {number} cells
 */
export function middles(cells) {
  return Array.from({ length: cells }, (_, k) => -1 + (2 * k + 1) / cells);
}

/**
 * Return how high a surface is in the middle of each square, rows from bottom to top.
 * @param {string} surface
 * @param {number} count   squares in each direction
 */
export function middleHeights(surface, count) {
  const at = middles(count);
  return at.map((y) => at.map((x) => SURFACES[surface](x, y)));
}

/**
 * Return the sum of towers over equal squares, at places x by y: rows from bottom to top, one after the other.
 * @param {number[][]} heights
 * @param {number} steepness
 * @param {number[]} x
 * @param {number[]} y
 */
export function towers(heights, steepness, x, y) {
  const [across, up] = [bumpsOf(heights.length, steepness, x), bumpsOf(heights.length, steepness, y)];
  const total = new Float64Array(x.length * y.length);
  heights.forEach((line, row) =>
    line.forEach((height, column) => {
      for (let j = 0; j < y.length; j += 1) {
        for (let k = 0; k < x.length; k += 1) {
          total[j * x.length + k] += height * sigmoid(OUTER * (up[row][j] + across[column][k] - EDGE));
        }
      }
    }),
  );
  return total;
}

/**
 * Return the sum of so many towers in each direction over all cells, the function there, and how far they are apart: the
 * largest error over the corners of the squares too, where none of four towers is on.
 * @param {string} surface
 * @param {number} count
 * @param {number} steepness
 */
export function foundOf(surface, count, steepness) {
  const [heights, at] = [middleHeights(surface, count), middles(CELLS)];
  const edges = Array.from({ length: count + 1 }, (_, k) => -1 + (2 * k) / count);
  const [sum, holes] = [towers(heights, steepness, at, at), towers(heights, steepness, edges, edges)];
  let [sup, squares] = [0, 0];
  const wanted = sum.map((_, k) => SURFACES[surface](at[k % CELLS], at[Math.floor(k / CELLS)]));
  for (let k = 0; k < sum.length; k += 1) {
    const error = Math.abs(sum[k] - wanted[k]);
    sup = Math.max(sup, error);
    squares += error * error;
  }
  holes.forEach((value, k) => {
    const height = SURFACES[surface](edges[k % edges.length], edges[Math.floor(k / edges.length)]);
    sup = Math.max(sup, Math.abs(value - height));
  });
  return { sum, wanted, sup, rms: Math.sqrt(squares / sum.length) };
}

/**
 * Return bumps side by side from -1 to 1, differences of two sigmoids, at some places.
 * @param {number} count
 * @param {number} steepness
 * @param {number[]} at
 */
export function bumpsOf(count, steepness, at) {
  /** @param {number} k */
  const step = (k) => at.map((place) => sigmoid(steepness * (place - (-1 + (2 * k) / count))));
  const steps = Array.from({ length: count + 1 }, (_, k) => step(k));
  return steps.slice(1).map((after, k) => after.map((value, j) => steps[k][j] - value));
}
