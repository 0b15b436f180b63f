// @ts-check
/**
 * What the pieces of the memory component share: elements, colours, and the numbers of a frame at one step.
 *
 * @typedef {import("./frames.js").Tensor} Tensor
 * @typedef {Record<string, Tensor>} Tensors
 *
 * @typedef {Object} Theme
 * @property {import("./kernel_cells.js").Colours} colours
 * @property {{faint: string, full: string, line: string}} input   by influence; of lines
 * @property {{prediction: string, right: string}} curves
 * @property {import("./painter.js").Scale} states
 * @property {import("./painter.js").Scale} gates
 */

import { make } from "./elements.js";

export { make, write } from "./elements.js";

const GATES = { rnn: 1, lstm: 4, gru: 3 }; // of each kind of cell

/**
 * Return a button with a symbol and an accessible name.
 * @param {string} text
 * @param {string} label
 * @param {() => void} act
 */
export function button(text, label, act) {
  const made = make("button", "", text);
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.title = label;
  made.onclick = act;
  return made;
}

/**
 * Fill in the places of a text: {name}.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/**
 * Return a colour of a palette (little-endian RGBA) as style sheets have it.
 * @param {number} colour
 */
export function css(colour) {
  return `rgb(${colour & 255} ${(colour >> 8) & 255} ${(colour >> 16) & 255})`;
}

/**
 * Return the colour between two, #rrggbb each.
 * @param {string} from
 * @param {string} to
 * @param {number} share
 */
export function between(from, to, share) {
  const parts = [1, 3, 5].map((start) => {
    const [low, high] = [from, to].map((colour) => Number.parseInt(colour.slice(start, start + 2), 16));
    return Math.round(low + (high - low) * share);
  });
  return `rgb(${parts.join(" ")})`;
}

/**
 * Return how many time steps the sequence in hand has.
 * @param {Tensors} tensors
 */
export function stepsOf(tensors) {
  return (tensors.seq_symbols ?? tensors.seq_numbers).shape[0];
}

/**
 * Return whether a frame is one of this experiment: while the page changes, one of the experiment before may still come.
 * @param {Tensors} tensors
 * @param {import("./memory.js").Data} data
 */
export function fits(tensors, { directions, symbols, each }) {
  if (!tensors.seq_outputs || Boolean(tensors.seq_symbols) !== symbols.length > 0) return false;
  const direction = directions[tensors.memory_direction?.data[0]];
  if (directions.length && !direction) return false;
  if (direction && tensors.cell_gates.shape[0] !== GATES[direction.kind]) return false;
  if (tensors.seq_symbols?.data.some((symbol) => symbol >= symbols.length)) return false;
  return !each || tensors.seq_outputs.shape[0] === stepsOf(tensors);
}

/**
 * Return how a symbol is shown: a blank would not be seen.
 * @param {string | undefined} symbol
 */
export function shown(symbol) {
  return symbol === " " ? "␣" : (symbol ?? "");
}

/**
 * Return probabilities of all classes at an answer, also where the network gives that of the second one only.
 * @param {Tensor} outputs
 * @param {number} answer
 * @param {number} classes
 */
export function probabilities({ data, shape: [, count] }, answer, classes) {
  const shares = Array.from(data.subarray(answer * count, (answer + 1) * count));
  return count === 1 && classes === 2 ? [1 - shares[0], shares[0]] : shares;
}

/**
 * Return the place of the largest number.
 * @param {number[]} numbers
 */
export function largest(numbers) {
  return numbers.reduce((best, value, place) => (value > numbers[best] ? place : best), 0);
}

/**
 * Return the symbol or the numbers of a step in words.
 * @param {Tensors} tensors
 * @param {import("./memory.js").Data} data
 * @param {number} step
 * @param {(value: number) => string} number
 */
export function inputWords(tensors, data, step, number) {
  if (tensors.seq_symbols) {
    const symbol = tensors.seq_symbols.data[step];
    return step < tensors.seq_start.data[0] ? data.texts.padding : `“${shown(data.symbols[symbol])}”`;
  }
  const [, features] = tensors.seq_numbers.shape;
  const values = Array.from(tensors.seq_numbers.data.subarray(step * features, (step + 1) * features));
  if (data.marked) return number(values[0]) + (values[1] > 0.5 ? ` (${data.texts.marked})` : "");
  return values.length > 6 ? `${values.slice(0, 6).map(number).join("; ")}; …` : values.map(number).join("; ");
}
