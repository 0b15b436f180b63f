// @ts-check
/**
 * Where each start ends, as concepts/descent/basins.py has it: a grid of starts, some rows at a time.
 *
 * @typedef {{x: number, y: number}} Minimum
 * @typedef {Object} Search
 * @property {import("./descent_map.js").Program} program
 * @property {Minimum[]} minima
 * @property {number[]} domain
 * @property {string} method
 * @property {number} rate
 * @property {number} steps
 * @property {import("./descent_methods.js").Options} options
 */

import { Stepper } from "./descent_methods.js";

export const NOWHERE = -1;
const NEAR = 0.02; // of the picture's width: so near is arrived
const STAYS = 20; // steps, up to half of all, that it has to be there at the end: what only flies past has not arrived
const SIDE = 160; // cells of the table in which a minimum nearby is looked up
const LOOK = 16; // steps between two looks whether all have come to rest
const REST = 1e-10; // of the picture's width: so little movement in a step is rest

/** The fate of each start of a grid; rows from bottom to top. */
export class BasinSearch {
  /**
   * @param {Search} search
   * @param {number} size   rows, and columns
   */
  constructor(search, size) {
    /** @type {Float64Array[] | null} */
    this.looked = null;
    this.search = search;
    this.size = size;
    this.minima = new Int16Array(size * size).fill(NOWHERE);
    this.steps = new Uint16Array(size * size);
    const [left, right, bottom, top] = search.domain;
    this.near = NEAR * (right - left);
    this.least = this.near * this.near;
    this.left = left;
    this.bottom = bottom;
    this.across = SIDE / (right - left);
    this.up = SIDE / (top - bottom);
    this.xs = Float64Array.from(search.minima, ({ x }) => x); // this is the innermost loop: eight million times a map
    this.ys = Float64Array.from(search.minima, ({ y }) => y);
    this.nearby = this.table();
    this.row = 0;
  }

  get isDone() {
    return this.row >= this.size;
  }

  /**
   * Find the fate of the next rows' starts.
   * @param {number} rows
   */
  go(rows) {
    this.looked = null;
    const last = Math.min(this.row + rows, this.size);
    const first = this.row * this.size;
    const count = last * this.size - first;
    const { program, method, rate, steps, options, domain } = this.search;
    const [left, right, bottom, top] = domain;
    const [x, y] = [new Float64Array(count), new Float64Array(count)];
    for (let k = 0; k < count; k += 1) {
      x[k] = left + ((((first + k) % this.size) + 0.5) * (right - left)) / this.size;
      y[k] = bottom + ((Math.floor((first + k) / this.size) + 0.5) * (top - bottom)) / this.size;
    }
    const stepper = new Stepper(method, rate, options, count);
    const here = new Int16Array(count).fill(NOWHERE);
    const arrived = new Uint16Array(count);
    for (let step = 0; step <= steps; step += 1) {
      this.mark(x, y, step, here, arrived);
      if (step === steps || (step % LOOK === 0 && step > 0 && this.isAtRest(x, y, here))) break;
      const [, byX, byY] = program.over(x, y, 1);
      stepper.step([x, y], [byX, byY]);
    }
    const least = Math.min(STAYS, Math.floor(steps / 2));
    for (let k = 0; k < count; k += 1) {
      const stays = here[k] !== NOWHERE && steps - arrived[k] >= least;
      this.minima[first + k] = stays ? here[k] : NOWHERE;
      this.steps[first + k] = stays ? arrived[k] : steps;
    }
    this.row = last;
  }

  /**
   * Note at which minimum each point is, and since when.
   * @param {Float64Array} x
   * @param {Float64Array} y
   * @param {number} step
   * @param {Int16Array} here
   * @param {Uint16Array} arrived
   */
  mark(x, y, step, here, arrived) {
    for (let k = 0; k < x.length; k += 1) {
      const place = this.at(x[k], y[k]);
      if (place === here[k]) continue;
      here[k] = place;
      arrived[k] = step;
    }
  }

  /**
   * Return which minimum a point is at.
   * @param {number} x
   * @param {number} y
   */
  at(x, y) {
    const { left, bottom, across, up, nearby, xs, ys } = this;
    const [column, row] = [(x - left) * across + 1, (y - bottom) * up + 1];
    if (!(column >= 0 && row >= 0 && column < SIDE + 2 && row < SIDE + 2)) return NOWHERE;
    const places = nearby[(row | 0) * (SIDE + 2) + (column | 0)];
    for (let k = 0; k < places.length; k += 1) {
      const [aside, above] = [x - xs[places[k]], y - ys[places[k]]];
      if (aside * aside + above * above < this.least) return places[k];
    }
    return NOWHERE;
  }

  /** Return of each cell of a table over the picture, and a little more, which minima are near. */
  table() {
    const { domain, minima } = this.search;
    const [left, right, bottom, top] = domain;
    const [wide, high] = [(right - left) / SIDE, (top - bottom) / SIDE];
    const cells = Array.from({ length: (SIDE + 2) ** 2 }, () => /** @type {number[]} */ ([]));
    minima.forEach(({ x, y }, place) => {
      const columns = [x - this.near, x + this.near].map((at) => Math.floor((at - left) / wide) + 1);
      const rows = [y - this.near, y + this.near].map((at) => Math.floor((at - bottom) / high) + 1);
      for (let row = Math.max(rows[0], 0); row <= Math.min(rows[1], SIDE + 1); row += 1) {
        for (let column = Math.max(columns[0], 0); column <= Math.min(columns[1], SIDE + 1); column += 1) {
          cells[row * (SIDE + 2) + column].unshift(place);
        }
      }
    });
    return cells;
  }

  /**
   * Return whether nothing moves any more: all points have arrived, or have left all numbers.
   * @param {Float64Array} x
   * @param {Float64Array} y
   * @param {Int16Array} here
   */
  isAtRest(x, y, here) {
    const least = REST * (this.search.domain[1] - this.search.domain[0]);
    const before = this.looked;
    this.looked = [x.slice(), y.slice()];
    if (before?.[0].length !== x.length) return false;
    for (let k = 0; k < x.length; k += 1) {
      if (Number.isNaN(x[k] + y[k])) continue;
      if (here[k] === NOWHERE || !(Math.abs(x[k] - before[0][k]) + Math.abs(y[k] - before[1][k]) < least)) return false;
    }
    return true;
  }
}
