// @ts-check
/**
 * The formulas of recurrent cells, with letters and with numbers.
 *
 * @typedef {import("./cell_drawing.js").Cell} Cell
 * @typedef {{symbol: string, formula: string, filled: string, text: string, value: number}} Line
 */

import { numbersIn } from "./numbers.js";

export const FORMULAS = {
  rnn: { h: "tanh(W x_t + U h_{t−1} + b)" },
  lstm: {
    f: "σ(W_f x_t + U_f h_{t−1} + b_f)",
    i: "σ(W_i x_t + U_i h_{t−1} + b_i)",
    g: "tanh(W_g x_t + U_g h_{t−1} + b_g)",
    c: "f_t · c_{t−1} + i_t · g_t",
    o: "σ(W_o x_t + U_o h_{t−1} + b_o)",
    h: "o_t · tanh(c_t)",
  },
  gru: {
    r: "σ(W_r x_t + U_r h_{t−1} + b_r)",
    z: "σ(W_z x_t + U_z h_{t−1} + b_z)",
    n: "tanh(W_n x_t + b_n + r_t · (U_n h_{t−1} + b′_n))",
    h: "(1 − z_t) · n_t + z_t · h_{t−1}",
  },
};

/**
 * Return the formulas of a cell with its numbers filled in, in the order in which they are computed. `text` is the whole
 * line, `value` the number that the network itself computed, unrounded.
 * @param {Cell} cell
 * @param {(value: number) => string} [number]
 * @returns {Line[]}
 */
export function cellLines(cell, number = numbersIn("en").short) {
  return Object.entries(FORMULAS[cell.kind]).map(([symbol, formula]) => {
    const value = symbol in cell.parts ? cell.gates[symbol] : cell.after[symbol === "c" ? "c" : "h"];
    const filled = fill(symbol, cell, number);
    return { symbol, formula, filled, text: `${symbol}_t = ${filled} = ${number(value)}`, value };
  });
}

/**
 * Return the right side of a gate's or a state's formula with numbers instead of letters.
 * @param {string} symbol
 * @param {Cell} cell
 * @param {(value: number) => string} number
 */
function fill(symbol, { kind, parts, gates, before, after }, number) {
  /** @param {number} value */
  const factor = (value) => (number(value).startsWith("−") ? `(${number(value)})` : number(value));
  /** @param {number[]} terms */
  const sum = (...terms) => terms.map(number).reduce((text, term) => text + (term.startsWith("−") ? ` − ${term.slice(1)}` : ` + ${term}`));
  const part = parts[symbol];
  if (symbol === "n") return `tanh(${sum(part.x, part.bias)} + ${number(gates.r)} · ${factor(part.h)})`;
  if (part) return `${isSigmoid(kind, symbol) ? "σ" : "tanh"}(${sum(part.x, part.h, part.bias)})`;
  if (symbol === "c") return `${number(gates.f)} · ${factor(before.c)} + ${number(gates.i)} · ${factor(gates.g)}`;
  if (kind === "lstm") return `${number(gates.o)} · tanh(${number(after.c)})`;
  return `(1 − ${number(gates.z)}) · ${factor(gates.n)} + ${number(gates.z)} · ${factor(before.h)}`;
}

/** @type {(kind: string, symbol: string) => boolean} */
const isSigmoid = (kind, symbol) => kind !== "rnn" && symbol !== "g" && symbol !== "n";

/**
 * Return what a gate's activation is applied to.
 * @param {string} symbol
 * @param {Cell} cell
 */
export function sumOf(symbol, { parts, gates }) {
  const { x, h, bias } = parts[symbol];
  return x + bias + (symbol === "n" ? gates.r * h : h);
}

/**
 * Return a formula whose `_t` and `_{t−1}` are subscripts.
 * @param {string} formula
 */
export function typeset(formula) {
  return formula.replace(/_(?:\{([^}]*)\}|(.))/g, (_, long, short) => `<sub>${long ?? short}</sub>`);
}
