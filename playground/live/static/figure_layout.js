// @ts-check
/**
 * The layout of a figure as a run goes on: axes that grow with the curves, margins that hold larger type.
 *
 * @typedef {import("./connection.js").State} State
 * @typedef {import("./figure.js").Data} Data
 */

/**
 * Return a template with the type of the page.
 * @param {any} template
 * @param {HTMLElement} element
 * @param {number} scale   of the page's type
 */
export function templateFor(template, element, scale) {
  const made = structuredClone(template);
  made.layout.font.family = getComputedStyle(element).fontFamily;
  for (const { font } of [made.layout, made.layout.title]) font.size *= scale;
  return made;
}

/**
 * Return the colours that the figure's own heatmap names, or else the template.
 * @param {Data["figure"]} figure
 * @param {any} template
 */
export function colorscale(figure, template) {
  const own = figure.data.find((trace) => trace.type === "heatmap" && trace.colorscale);
  return (own ?? template.data.heatmap[0]).colorscale;
}

/**
 * Return the layout for a state of a run.
 * @param {Data} data
 * @param {State} state
 * @param {any} template   of the page's shade
 * @param {number} scale   of the page's type
 * @param {number} width   pixels at hand
 */
export function layoutFor(data, state, template, scale, width) {
  const layout = structuredClone(data.figure.layout);
  layout.template = template;
  layout.separators = data.separators;
  layout.margin = margins(layout.margin, scale);
  layout.height *= scale;
  layout.width = width;
  if (layout.meta?.square) layout.height = width - horizontal(layout.margin) + vertical(layout.margin);
  raise(layout, data, state);
  grow(layout, data, state);
  markPast(layout, data, state);
  return layout;
}

/**
 * Return where Plotly will have the axes of a figure with one plane; nothing where that is not known.
 * @param {any} layout   of the figure
 * @param {number} scale   of the page's type
 * @param {number} width   pixels at hand
 */
export function axesToCome({ margin, height, meta, xaxis, yaxis }, scale, width) {
  if (!xaxis?.range || !yaxis?.range) return {}; // Plotly chooses, or the figure is in space
  const { l, r, t, b } = margins(margin, scale);
  const across = width - l - r;
  const up = meta?.square ? across : height * scale - t - b;
  return {
    xaxis: { _offset: l, _length: across, range: xaxis.range },
    yaxis: { _offset: t, _length: up, range: yaxis.range },
  };
}

/**
 * Return, as text, what the axes of a figure are to show: while it stays the same, Plotly need not draw them anew.
 * Where Plotly itself chooses the values' axis, it leaves room, a twentieth of their range and more.
 * @param {Data} data
 * @param {State} state
 */
export function ranges(data, state) {
  const { meta, yaxis = {} } = data.figure.layout;
  /** @type {any} */
  const layout = { meta, xaxis: {}, yaxis: structuredClone(yaxis) };
  if (!yaxis.range) layout.yaxis.range = ends(data, state).map((value) => Math.round(20 * Math.log10(value)));
  raise(layout, data, state);
  grow(layout, data, state);
  return JSON.stringify([layout.xaxis.range, layout.yaxis.range]);
}

/**
 * Return the least and the greatest value of all curves that is above nothing.
 * @param {Data} data
 * @param {State} state
 */
function ends(data, state) {
  let [low, high] = [Infinity, 0];
  for (const { curve, tensor } of data.bindings) {
    for (const value of (curve && state.curves[tensor]) || []) {
      if (value > high) high = value;
      if (value > 0 && value < low) low = value;
    }
  }
  return [low, high];
}

/**
 * Let the axis of values reach to the highest curve, but not beyond a cap: what explodes leaves the picture.
 * @param {any} layout
 * @param {Data} data
 * @param {State} state
 */
function raise(layout, data, state) {
  const cap = layout.meta?.cap;
  if (!cap) return;
  const lines = data.bindings.filter(({ curve, above }) => curve && !above).map(({ tensor }) => state.curves[tensor] ?? []);
  const most = lines.flat().reduce((high, value) => (value > high ? value : high), 0);
  /** @type {(value: number) => number} */
  const scale = layout.yaxis.type === "log" ? Math.log10 : (value) => value;
  layout.yaxis.range[1] = Math.max(layout.yaxis.range[1], scale(Math.min(cap, 1.1 * most || cap)));
}

/**
 * Leave room on the epoch axis, so that it grows in steps and not with every frame.
 * @param {any} layout
 * @param {Data} data
 * @param {State} state
 */
function grow(layout, data, state) {
  if (!data.bindings.some(({ curve }) => curve)) return;
  const epochs = Math.max(state.epochs.at(-1) ?? 0, 10);
  const step = 10 ** Math.floor(Math.log10(epochs)) / 2;
  layout.xaxis.range = [0, Math.ceil((epochs * 1.02) / step) * step];
}

/**
 * Where a moment of the past is shown, say on the curves which.
 * @param {any} layout
 * @param {Data} data
 * @param {State} state
 */
function markPast(layout, data, { facts }) {
  if (!facts.past || !data.bindings.some(({ curve }) => curve)) return;
  const line = { color: layout.template.layout.font.color, width: 2, dash: "dot" };
  layout.shapes = [{ type: "line", x0: facts.epoch, x1: facts.epoch, yref: "paper", y0: 0, y1: 1, line }];
}

/**
 * Return margins that hold larger type.
 * @param {{l: number, r: number, t: number, b: number}} margin
 * @param {number} scale
 */
export function margins({ l, r, t, b }, scale) {
  return { l: l * scale, r, t: t * scale, b: b * scale };
}

/**
 * Return a trace whose colour bar keeps clear of a larger axis title.
 * @param {any} trace
 * @param {number} scale
 */
export function enlarged(trace, scale) {
  const { colorbar } = trace;
  return colorbar?.ypad && scale !== 1 ? { ...trace, colorbar: { ...colorbar, ypad: colorbar.ypad * scale } } : trace;
}

/** @param {{l: number, r: number}} margin */
const horizontal = ({ l, r }) => l + r;
/** @param {{t: number, b: number}} margin */
const vertical = ({ t, b }) => t + b;
