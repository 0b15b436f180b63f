// @ts-check
/**
 * A surface that is known at the points of a grid: between them cubic convolution of the logarithms says how high it is,
 * as in concepts/descent/table_surface.py. It stands where a formula stands.
 *
 * @typedef {{rows: number, columns: number, heights: number[]}} Table   logarithms; rows from bottom to top, one more on
 *   each side
 */

import { FormulaProgram } from "./formula_program.js";

/** What each of four points gives between the second and the third: the numbers before 1, t, t² and t³. */
const WEIGHTS = [
  [0, -0.5, 1, -0.5],
  [1, 0, -2.5, 1.5],
  [0, 0.5, 2, -1.5],
  [0, 0, -0.5, 0.5],
];

/**
 * Return what computes a surface.
 * @param {{program?: import("./formula_program.js").ProgramData, table?: Table, domain: number[]}} surface
 * @returns {FormulaProgram | TableProgram}
 */
export function programOf({ program, table, domain }) {
  return table ? new TableProgram(table, domain) : new FormulaProgram(program);
}

export class TableProgram {
  cell = 2; // pixels of the page for each height: there is less to see than on a formula's map

  /**
   * @param {Table} table
   * @param {number[]} domain
   */
  constructor(table, domain) {
    this.rows = table.rows;
    this.columns = table.columns;
    this.cubics = cubicsOf(table);
    const [left, right, bottom, top] = domain;
    this.left = left;
    this.bottom = bottom;
    this.wide = (right - left) / (table.columns - 1); // of a cell
    this.high = (top - bottom) / (table.rows - 1);
  }

  /**
   * Return f and its slopes at a point; beyond the grid none is a number.
   * @param {number} x
   * @param {number} y
   */
  at(x, y) {
    const results = [0, 1, 2].map(() => new Float64Array(1));
    this.place(x, y, results, 0);
    return results.map(([value]) => value);
  }

  /**
   * Return f and its slopes at many points.
   * @param {Float64Array} x
   * @param {Float64Array} y
   */
  over(x, y) {
    const results = [0, 1, 2].map(() => new Float64Array(x.length));
    for (let place = 0; place < x.length; place += 1) this.place(x[place], y[place], results, place);
    return results;
  }

  /**
   * Write f and its slopes at a point to a place of the results.
   * @param {number} x
   * @param {number} y
   * @param {Float64Array[]} results
   * @param {number} place
   */
  place(x, y, [heights, slopesX, slopesY], place) {
    const { columns, rows, cubics, left, bottom, wide, high } = this;
    const [across, up] = [(x - left) / wide, (y - bottom) / high];
    let [f, byX, byY] = [NaN, NaN, NaN];
    if (across >= 0 && across <= columns - 1 && up >= 0 && up <= rows - 1) {
      const column = Math.min(Math.floor(across), columns - 2);
      const row = Math.min(Math.floor(up), rows - 2);
      const [t, u] = [across - column, up - row];
      let logarithm = 0;
      [byX, byY] = [0, 0];
      const first = 16 * (row * (columns - 1) + column);
      for (let at = first + 12; at >= first; at -= 4) {
        const line = ((cubics[at + 3] * t + cubics[at + 2]) * t + cubics[at + 1]) * t + cubics[at];
        const slope = (3 * cubics[at + 3] * t + 2 * cubics[at + 2]) * t + cubics[at + 1];
        byY = byY * u + logarithm;
        logarithm = logarithm * u + line;
        byX = byX * u + slope;
      }
      byX /= wide;
      byY /= high;
      f = Math.exp(logarithm);
    }
    heights[place] = f;
    slopesX[place] = f * byX;
    slopesY[place] = f * byY;
  }
}

/**
 * Return of each cell the cubic in both directions: the number before t^k u^j at place 4 j + k of its sixteen.
 * @param {Table} table
 */
function cubicsOf({ rows, columns, heights }) {
  const cubics = new Float64Array(16 * (rows - 1) * (columns - 1));
  for (let row = 0; row < rows - 1; row += 1) {
    for (let column = 0; column < columns - 1; column += 1) {
      const lines = WEIGHTS.map((_, above) => {
        const first = (row + above) * (columns + 2) + column;
        return combined(WEIGHTS.map((_, aside) => heights[first + aside]));
      });
      const first = 16 * (row * (columns - 1) + column);
      for (let k = 0; k < 4; k += 1) combined(lines.map((line) => line[k])).forEach((number, j) => (cubics[first + 4 * j + k] = number));
    }
  }
  return cubics;
}

/**
 * Return the cubic between the second and the third of four heights, its lowest power first.
 * @param {number[]} heights
 */
function combined(heights) {
  return [0, 1, 2, 3].map((power) => heights.reduce((sum, height, place) => sum + height * WEIGHTS[place][power], 0));
}
