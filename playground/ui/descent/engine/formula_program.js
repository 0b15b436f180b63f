// @ts-check
/**
 * A formula as a list of instructions, computed in the order in which concepts/formulas/program.py computes them: at one
 * point, or at very many at once. Nothing of it is a script: an instruction is a name of the lists below.
 *
 * @typedef {{instructions: [string, number, number][], results: number[]}} ProgramData
 */

/** @type {Record<string, (a: number, b: number) => number>} */
const OF_TWO = { "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b, "/": (a, b) => a / b };
/** @type {Record<string, (a: number) => number>} */
const OF_ONE = {
  ...{ sin: Math.sin, cos: Math.cos, tanh: Math.tanh, exp: Math.exp },
  ...{ log: Math.log, sqrt: Math.sqrt, abs: Math.abs, sign: Math.sign },
};

export class FormulaProgram {
  cell = 1; // pixels of the page for each height on a map

  /** @param {ProgramData} data */
  constructor({ instructions, results }) {
    this.instructions = instructions;
    this.results = results;
    this.values = new Float64Array(instructions.length);
    this.needed = neededBy(instructions, results);
    /** @type {Float64Array[]} */
    this.columns = [];
  }

  /**
   * Return f and its slopes at a point.
   * @param {number} x
   * @param {number} y
   */
  at(x, y) {
    const { instructions, values } = this;
    for (let place = 0; place < instructions.length; place += 1) {
      const [name, first, second] = instructions[place];
      if (name === "x") values[place] = x;
      else if (name === "y") values[place] = y;
      else if (name === "number") values[place] = first;
      else if (name === "power") values[place] = values[first] ** second;
      else if (name in OF_TWO) values[place] = OF_TWO[name](values[first], values[second]);
      else values[place] = OF_ONE[name](values[first]);
    }
    return this.results.map((place) => values[place]);
  }

  /**
   * Return f and its slopes at many points; the arrays are written anew with each call.
   * @param {Float64Array} x
   * @param {Float64Array} y
   * @param {0 | 1} since   1 where f itself is not needed; what stands there then says nothing
   */
  over(x, y, since = 0) {
    const { instructions } = this;
    if (this.columns[0]?.length !== x.length) this.columns = instructions.map(([name, number]) => new Float64Array(x.length).fill(name === "number" ? number : 0));
    const { columns } = this;
    instructions.forEach(([name, first, second], place) => {
      if (name === "number" || this.needed[place] < since) return;
      if (name === "x" || name === "y") columns[place] = name === "x" ? x : y;
      else if (name === "power") raise(columns[place], columns[first], second);
      else if (name in OF_TWO) combine(name, columns[place], columns[first], columns[second]);
      else apply(OF_ONE[name], columns[place], columns[first]);
    });
    return this.results.map((place) => columns[place]);
  }
}

/**
 * Return of each instruction the last result that needs it: 0 of what only f needs.
 * @param {ProgramData["instructions"]} instructions
 * @param {number[]} results
 */
function neededBy(instructions, results) {
  const needed = new Uint8Array(instructions.length);
  results.forEach((place, result) => (needed[place] = Math.max(needed[place], result)));
  for (let place = instructions.length - 1; place >= 0; place -= 1) {
    const [name, first, second] = instructions[place];
    const given = name in OF_TWO ? [first, second] : name in OF_ONE || name === "power" ? [first] : [];
    for (const each of given) needed[each] = Math.max(needed[each], needed[place]);
  }
  return needed;
}

/**
 * Each sign has a loop of its own: a function called for each number would take many times as long.
 * @param {string} sign
 * @param {Float64Array} into
 * @param {Float64Array} left
 * @param {Float64Array} right
 */
function combine(sign, into, left, right) {
  const count = into.length;
  if (sign === "+") for (let k = 0; k < count; k += 1) into[k] = left[k] + right[k];
  else if (sign === "-") for (let k = 0; k < count; k += 1) into[k] = left[k] - right[k];
  else if (sign === "*") for (let k = 0; k < count; k += 1) into[k] = left[k] * right[k];
  else for (let k = 0; k < count; k += 1) into[k] = left[k] / right[k];
}

/**
 * @param {(a: number) => number} of
 * @param {Float64Array} into
 * @param {Float64Array} from
 */
function apply(of, into, from) {
  for (let k = 0; k < into.length; k += 1) into[k] = of(from[k]);
}

/**
 * @param {Float64Array} into
 * @param {Float64Array} from
 * @param {number} exponent
 */
function raise(into, from, exponent) {
  for (let k = 0; k < into.length; k += 1) into[k] = from[k] ** exponent;
}
