// @ts-check
/**
 * The way of a method down a surface, step by step, as concepts/descent/paths.py goes it.
 *
 * @typedef {Object} Path   Of every step, the start included; not finite where it has left all numbers.
 * @property {Float64Array} x
 * @property {Float64Array} y
 * @property {Float64Array} f           the height
 * @property {Float64Array[]} g         the slope, by direction
 * @property {Float64Array[]} v         the velocity (v or m) after the step that led there, by direction
 * @property {Float64Array[]} s         the squares, likewise
 *
 * @typedef {import("./descent_methods.js").Options} Options
 * @typedef {import("./descent_map.js").Program} FormulaProgram
 */

import { Stepper } from "./descent_methods.js";
import { RandomNumbers } from "./random_numbers.js";

/**
 * Return the way of a method.
 * @param {FormulaProgram} program   f and its slopes
 * @param {string} method
 * @param {number[]} start
 * @param {number} rate   of annealing the size of its steps
 * @param {number} steps
 * @param {Options} options
 * @returns {Path}
 */
export function descend(program, method, start, rate, steps, options) {
  const path = emptyPath(steps + 1);
  if (method === "annealing") anneal(program, path, start, rate, options);
  else roll(program, path, new Stepper(method, rate, options, 1), start);
  return path;
}

/**
 * @param {number} length
 * @returns {Path}
 */
function emptyPath(length) {
  const make = () => new Float64Array(length);
  return { x: make(), y: make(), f: make(), g: [make(), make()], v: [make(), make()], s: [make(), make()] };
}

/**
 * @param {FormulaProgram} program
 * @param {Path} path
 * @param {Stepper} stepper
 * @param {number[]} start
 */
function roll(program, path, stepper, start) {
  const point = start.map((at) => Float64Array.of(at));
  const gradient = [new Float64Array(1), new Float64Array(1)];
  for (let step = 0; step < path.x.length; step += 1) {
    if (step > 0) stepper.step(point, gradient);
    note(program, path, step, point[0][0], point[1][0]);
    for (const d of [0, 1]) {
      gradient[d][0] = path.g[d][step];
      path.v[d][step] = stepper.velocities[d][0];
      path.s[d][step] = stepper.squares[d][0];
    }
  }
}

/**
 * @param {FormulaProgram} program
 * @param {Path} path
 * @param {number} step
 * @param {number} x
 * @param {number} y
 */
function note(program, path, step, x, y) {
  const [f, byX, byY] = program.at(x, y);
  path.x[step] = x;
  path.y[step] = y;
  path.f[step] = f;
  path.g[0][step] = byX;
  path.g[1][step] = byY;
}

/**
 * Simulated annealing, as concepts/descent/annealing.py has it.
 * @param {FormulaProgram} program
 * @param {Path} path
 * @param {number[]} start
 * @param {number} size
 * @param {Options} options
 */
function anneal(program, path, start, size, { temperature, cooling, seed }) {
  const random = new RandomNumbers(seed);
  /** @type {(x: number, y: number) => number} */
  const heightAt = (x, y) => {
    const [height] = program.at(x, y);
    return Number.isFinite(height) ? height : Infinity;
  };
  let [x, y] = start;
  let height = heightAt(x, y);
  let warmth = temperature;
  note(program, path, 0, x, y);
  for (let step = 1; step < path.x.length; step += 1) {
    const [across, up] = random.normalPair();
    const there = heightAt(x + size * across, y + size * up);
    const isTaken = warmth > 0 ? random.uniform() < Math.exp(Math.min(0, (height - there) / warmth)) : there < height;
    if (isTaken) {
      x += size * across;
      y += size * up;
      height = there;
    }
    note(program, path, step, x, y);
    warmth *= cooling;
  }
}
