// @ts-check
/**
 * What lies over the tape: the step that is looked at, and what is below the pointer, in words.
 *
 * @typedef {import("./memory.js").Data} Data
 * @typedef {import("./memory_parts.js").Tensors} Tensors
 * @typedef {(value: number) => string} Write
 * @typedef {{step: number, symbol?: string, unit?: number}} Place   a step, and in a picture also a unit
 */

import { valueOf } from "./memory_maps.js";
import { fill, inputWords, stepsOf, write } from "./memory_parts.js";

/**
 * Return which step, and of a picture which unit, lies below the pointer.
 * @param {MouseEvent} event
 * @param {HTMLElement} tape
 * @param {number} column   width of a step
 * @returns {Place}
 */
export function placeAt(event, tape, column) {
  const step = Math.floor((event.clientX - tape.getBoundingClientRect().left) / column);
  const target = /** @type {Partial<Element>} */ (event.target);
  const canvas = target.closest?.(".memory-map")?.querySelector("canvas");
  if (!canvas) return { step };
  const rows = canvas.getBoundingClientRect();
  const unit = Math.floor(((event.clientY - rows.top) / rows.height) * canvas.height);
  return { step, symbol: canvas.dataset.symbol, unit: Math.min(Math.max(unit, 0), canvas.height - 1) };
}

/**
 * Say what lies at a place.
 * @param {HTMLElement} tip
 * @param {Place} place
 * @param {Tensors} tensors
 * @param {Data} data
 * @param {Write} number
 */
export function sayPlace(tip, { step, symbol, unit }, tensors, data, number) {
  const { texts } = data;
  const values = { steps: stepsOf(tensors), step: step + 1, input: inputLabel(tensors, data, step, number) };
  const known = symbol && tensors[`memory_${symbol}`];
  const value = known && { ...values, unit: unit + 1, symbol, value: number(valueOf(tensors, symbol, step, unit)) };
  write(tip, known ? fill(texts.value, value) : fill(texts.stage, values));
}

/**
 * Lay a tip beside the pointer, within what is seen of the tape.
 * @param {HTMLElement} tip
 * @param {MouseEvent} event
 * @param {HTMLElement} tape
 * @param {HTMLElement} scroll
 */
export function layTip(tip, event, tape, scroll) {
  tip.hidden = false;
  const box = tape.getBoundingClientRect();
  const most = scroll.scrollLeft + scroll.clientWidth - tip.offsetWidth - 4;
  tip.style.left = `${Math.max(Math.min(event.clientX - box.left + 14, most), scroll.scrollLeft)}px`;
  tip.style.top = `${Math.max(event.clientY - box.top - 40, 0)}px`;
}

/**
 * Mark a step.
 * @param {HTMLElement} mark
 * @param {number} step
 * @param {number} steps    how many there are
 * @param {number} column   width of a step
 * @param {boolean} each    whether each step has an answer
 */
export function markStep(mark, step, steps, column, each) {
  mark.hidden = false;
  const width = Math.max(column, 5); // narrower it would not be seen
  mark.style.left = `${Math.min(Math.max((step + 0.5) * column - width / 2, 0), Math.max(steps * column - width, 0))}px`;
  mark.style.width = `${width}px`;
  mark.style.top = each ? "0" : "30px"; // it would cross the answer out
}

/**
 * Say to screen readers which step is looked at: the tape is a slider over them.
 * @param {HTMLElement} scroll
 * @param {number} step
 * @param {Tensors} tensors
 * @param {Data} data
 * @param {Write} number
 */
export function sayStep(scroll, step, tensors, data, number) {
  const [{ texts }, steps] = [data, stepsOf(tensors)];
  // not before: without a sequence there is nothing to slide over
  Object.assign(scroll, { tabIndex: 0, role: "slider", ariaOrientation: "horizontal" });
  const attributes = { "aria-valuemin": 1, "aria-valuemax": steps, "aria-valuenow": step + 1, "aria-label": texts.strip };
  for (const [name, value] of Object.entries(attributes)) scroll.setAttribute(name, String(value));
  const input = inputLabel(tensors, data, step, number);
  scroll.setAttribute("aria-valuetext", fill(texts.stage, { step: step + 1, steps, input }));
}

/**
 * @param {Tensors} tensors
 * @param {Data} data
 * @param {number} step
 * @param {Write} number
 */
function inputLabel(tensors, data, step, number) {
  return fill(data.texts.input_is, { input: inputWords(tensors, data, step, number) });
}
