// @ts-check
/**
 * A surface that is known at the points of a grid: between them cubic convolution of the logarithms says how high it is,
 * as in concepts/descent/table_surface.py. It stands where a formula stands.
 *
 * @typedef {{rows: number, columns: number, heights: number[]}} Table   logarithms; rows from bottom to top, one more on
 *   each side
 */

import { FormulaProgram } from "./formula_program.js";

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
  /** @type {Float64Array} */ byColumn;
  /** @type {Float64Array} */ columnSlopes;
  /** @type {Float64Array} */ byRow;
  /** @type {Float64Array} */ rowSlopes;

  /**
   * @param {Table} table
   * @param {number[]} domain
   */
  constructor({ rows, columns, heights }, domain) {
    this.rows = rows;
    this.columns = columns;
    this.heights = Float64Array.from(heights);
    this.domain = domain;
    [this.byColumn, this.columnSlopes, this.byRow, this.rowSlopes] = [0, 1, 2, 3].map(() => new Float64Array(4));
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
    const [left, right, bottom, top] = this.domain;
    const { columns, rows, byColumn, columnSlopes, byRow, rowSlopes } = this;
    const [wide, high] = [(right - left) / (columns - 1), (top - bottom) / (rows - 1)];
    const [across, up] = [(x - left) / wide, (y - bottom) / high];
    let [f, byX, byY] = [NaN, NaN, NaN];
    if (across >= 0 && across <= columns - 1 && up >= 0 && up <= rows - 1) {
      const column = Math.min(Math.floor(across), columns - 2);
      const row = Math.min(Math.floor(up), rows - 2);
      weigh(across - column, byColumn, columnSlopes);
      weigh(up - row, byRow, rowSlopes);
      let logarithm = 0;
      [byX, byY] = [0, 0];
      for (let j = 0; j < 4; j += 1) {
        for (let k = 0; k < 4; k += 1) {
          const value = this.heights[(row + j) * (columns + 2) + column + k];
          logarithm += value * byRow[j] * byColumn[k];
          byX += (value * byRow[j] * columnSlopes[k]) / wide;
          byY += (value * rowSlopes[j] * byColumn[k]) / high;
        }
      }
      f = Math.exp(logarithm);
    }
    heights[place] = f;
    slopesX[place] = f * byX;
    slopesY[place] = f * byY;
  }
}

/**
 * Write the weights of the four points about a place between the second and the third, and their slopes.
 * @param {number} t
 * @param {Float64Array} weights
 * @param {Float64Array} slopes
 */
function weigh(t, weights, slopes) {
  weights[0] = ((-0.5 * t + 1) * t - 0.5) * t;
  weights[1] = (1.5 * t - 2.5) * t * t + 1;
  weights[2] = ((-1.5 * t + 2) * t + 0.5) * t;
  weights[3] = (0.5 * t - 0.5) * t * t;
  slopes[0] = (-1.5 * t + 2) * t - 0.5;
  slopes[1] = (4.5 * t - 5) * t;
  slopes[2] = (-4.5 * t + 4) * t + 0.5;
  slopes[3] = (1.5 * t - 1) * t;
}
