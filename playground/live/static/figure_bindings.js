// @ts-check
/**
 * How the tensors of a run become parts of a figure.
 *
 * @typedef {import("./connection.js").State} State
 * @typedef {import("./figure.js").Binding} Binding
 */

import { plotly, thin } from "./frames.js";
import { band, paintBand, paintLine, paintPieces } from "./painter.js";

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
 * Repaint what is bound of a trace, if it is a curve or a line whose places stay while its heights move.
 * @param {any} plot    the figure's element
 * @param {any} trace   Plotly's
 * @param {Binding} binding
 * @param {State} state
 */
export function repaint(plot, trace, binding, state) {
  const { attribute, tensor, curve, above, row } = binding;
  if (above) {
    const [lower, upper] = edges(binding, state);
    paintBand(plot, trace.uid, lower, upper);
  } else if (curve) {
    const { x, y } = thin(state.curves[tensor] ?? [], state.epochs);
    paintLine(plot, trace.uid, x, y);
  } else if (attribute === "y" && row === null && trace.x?.length && trace.mode === "lines" && state.tensors[tensor]) {
    paintPieces(plot, trace.uid, trace.x, state.tensors[tensor].data);
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

/**
 * Return whether each picture shows all of a binding, without Plotly.
 * @param {Binding} binding
 * @param {{type: string}} trace   Plotly's
 */
export function isRepainted({ curve, attribute }, { type }) {
  return curve || (attribute === "z" && type === "heatmap");
}

/**
 * Return whether two tensors hold the same numbers.
 * @param {import("./frames.js").Tensor | undefined} one
 * @param {import("./frames.js").Tensor | undefined} other
 */
export function alike(one, other) {
  if (!one || !other) return one === other;
  if (one.shape.join() !== other.shape.join()) return false;
  return one.data.every((/** @type {number} */ value, /** @type {number} */ place) => Object.is(value, other.data[place]));
}
