// @ts-check
/**
 * One unit of a recurrent cell at the step that is looked at: what it does in words, drawn, and in formulas.
 *
 * @typedef {import("./cell_drawing.js").Cell} Cell
 * @typedef {import("./memory.js").Data} Data
 * @typedef {import("./memory.js").Direction} Direction
 * @typedef {import("./memory_parts.js").Tensors} Tensors
 *
 * @typedef {Object} View   how numbers look
 * @property {(value: number) => string} number
 * @property {(share: number) => string} percent
 * @property {import("./kernel_cells.js").Colours} colours
 */

import { drawCell, mixed } from "./cell_drawing.js";
import { button, fill, write } from "./memory_parts.js";

const GATES = { rnn: "h", lstm: "ifgo", gru: "rzn" }; // in the order in which frames have them

/**
 * Return the numbers of one unit as the drawing takes them.
 * @param {Tensors} tensors
 * @param {Direction} direction
 * @param {number} unit   from 0
 * @returns {Cell}
 */
export function cellOf(tensors, { kind, units }, unit) {
  const { cell_parts: parts, cell_gates: gates } = tensors;
  const sent = gates.shape[1];
  const names = [...GATES[kind]];
  /** @type {(gate: number, which: number) => number} */
  const part = (gate, which) => parts.data[(3 * gate + which) * sent + unit];
  /** @type {(tensor: import("./frames.js").Tensor) => Cell["before"]} */
  const states = ({ data }) => ({ h: data[unit], ...(kind === "lstm" ? { c: data[sent + unit] } : {}) });
  return {
    kind,
    step: tensors.cell_step.data[0] + 1,
    unit: unit + 1,
    units,
    parts: Object.fromEntries(names.map((name, k) => [name, { x: part(k, 0), h: part(k, 1), bias: part(k, 2) }])),
    gates: Object.fromEntries(names.map((name, k) => [name, gates.data[k * sent + unit]])),
    before: states(tensors.cell_before),
    after: states(tensors.cell_after),
  };
}

/**
 * Return the numbers that the sentence on a cell names.
 * @param {Cell} cell
 * @param {View["number"]} number
 * @param {View["percent"]} percent
 */
function sentenceNumbers({ kind, parts, gates, before, after }, number, percent) {
  const shares = Object.fromEntries(["f", "i", "o", "z"].filter((name) => name in gates).map((name) => [name, percent(gates[name])]));
  const numbers = { g: gates.g, n: gates.n, h0: before.h, c0: before.c, c: after.c, h: after.h };
  if (kind === "rnn") Object.assign(numbers, { x: parts.h.x, u: parts.h.h, b: parts.h.bias, sum: parts.h.x + parts.h.h + parts.h.bias });
  const written = Object.entries(numbers).filter(([, value]) => value !== undefined).map(([name, value]) => [name, number(value)]);
  return { ...Object.fromEntries(written), ...shares, ...(kind === "gru" ? { z1: percent(1 - gates.z) } : {}) };
}

export class CellPanel {
  /**
   * @param {HTMLElement} element
   * @param {(name: string) => void} act   previous_unit, next_unit, previous_step, next_step, close
   */
  constructor(element, act) {
    this.element = element;
    this.act = act;
    /** @type {(name: string) => HTMLElement} */
    this.find = (name) => element.querySelector(name);
  }

  /** @param {Data} data */
  build({ texts }) {
    write(this.find("h2"), texts.cell);
    const signs = { previous_step: "◀", next_step: "▶", previous_unit: "▲", next_unit: "▼", close: "✕" };
    this.find(".memory-steps").replaceChildren(...Object.entries(signs).map(([name, sign]) => labelled(name, sign, texts, this.act)));
  }

  /**
   * @param {Tensors} tensors
   * @param {Direction} direction
   * @param {number} unit
   * @param {Data} data
   * @param {View} view
   */
  draw(tensors, direction, unit, data, { number, percent, colours }) {
    const cell = cellOf(tensors, direction, unit);
    const words = data.cells[direction.kind];
    write(this.find(".memory-sentence"), fill(words.sentence, sentenceNumbers(cell, number, percent)));
    drawCell(this.find(".memory-drawing"), cell, words, { colour: mixed(colours), number });
    Object.assign(this.element.dataset, { step: cell.step, unit: cell.unit, kind: cell.kind, before: JSON.stringify(cell.before), parts: JSON.stringify(cell.parts) });
  }
}

/**
 * A button that says in words what its sign means.
 * @param {string} name
 * @param {string} sign
 * @param {Record<string, string>} texts
 * @param {(name: string) => void} act
 */
function labelled(name, sign, texts, act) {
  return button(name === "close" ? sign : `${sign} ${texts[name]}`, texts[name], () => act(name));
}
