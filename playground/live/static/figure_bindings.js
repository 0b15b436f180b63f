// @ts-check
/**
 * How the tensors of a run become parts of a figure.
 *
 * @typedef {import("./connection.js").State} State
 * @typedef {import("./figure.js").Binding} Binding
 */

import { plotly, thin } from "./frames.js";
import { band } from "./painter.js";

/**
 * Replace what is bound of a trace.
 * @param {any} trace   Plotly's
 * @param {Binding} binding
 * @param {State} state
 */
export function bind(trace, binding, state) {
  const { attribute, tensor, curve, above, row } = binding;
  const [lower, upper] = above ? edges(binding, state) : [];
  if (above) Object.assign(trace, band(lower, upper));
  else if (curve) Object.assign(trace, thin(state.curves[tensor] ?? [], state.epochs));
  else if (state.tensors[tensor]) {
    const whole = plotly(state.tensors[tensor]);
    trace[attribute] = row === null ? whole : whole[row];
  }
}

/**
 * Return the lower and the upper edge of an area.
 * @param {Binding} binding
 * @param {State} state
 */
export function edges({ tensor, above }, state) {
  return [tensor, above].map((name) => thin(state.curves[name] ?? [], state.epochs));
}
