// @ts-check
/**
 * The heatmaps of a live figure, each on a canvas below Plotly's drawing, which shows through. An image inside Plotly's
 * own SVG would have all points, lines and axes over it painted again with every picture.
 *
 * @typedef {import("./painter.js").Grid} Grid
 *
 * @typedef {Object} Box   where an axis lies in the figure, and what it shows
 * @property {number} _offset   pixels from the left or the top
 * @property {number} _length   pixels
 * @property {number[]} range
 *
 * @typedef {Object} Heatmap
 * @property {any} trace              Plotly's
 * @property {HTMLElement} clip       covers what its axes show
 * @property {HTMLCanvasElement} canvas
 * @property {{x: Box, y: Box}} [axes]
 */

import { drawHeatmap } from "./painter.js";

export class Heatmaps {
  /** @param {HTMLElement} element   into which the canvases go */
  constructor(element) {
    this.element = element;
    /** @type {Map<number, Heatmap>} */
    this.maps = new Map();
  }

  /**
   * Make a canvas for each heatmap of a figure.
   * @param {any[]} traces   Plotly's, all of them
   */
  take(traces) {
    const wanted = [...traces.entries()].filter(([, { type }]) => type === "heatmap");
    if (wanted.map(([place]) => place).join() !== [...this.maps.keys()].join()) {
      this.maps = new Map(wanted.map(([place, trace]) => [place, { trace, ...made() }]));
      this.element.replaceChildren(...[...this.maps.values()].map(({ clip }) => clip));
    }
    for (const [place, trace] of wanted) {
      const map = this.maps.get(place);
      map.trace = trace;
      map.canvas.style.imageRendering = trace.zsmooth ? "auto" : "pixelated";
    }
  }

  /**
   * Lay the canvases where Plotly has, or will have, the axes.
   * @param {any} layout   Plotly's full layout, or what is known of it; without their axes heatmaps are not seen
   */
  lay(layout) {
    for (const map of this.maps.values()) {
      const [x, y] = [layout[nameOf(map.trace.xaxis ?? "x")], layout[nameOf(map.trace.yaxis ?? "y")]];
      if (!x || !y) continue;
      const box = { left: x._offset, top: y._offset, width: x._length, height: y._length };
      for (const [side, length] of Object.entries(box)) map.clip.style.setProperty(side, `${length}px`);
      map.axes = { x, y };
      fit(map);
    }
  }

  /**
   * Paint what tensors are bound to.
   * @param {import("./figure.js").Binding[]} bindings
   * @param {Record<string, Grid>} tensors
   * @param {Uint32Array} colours
   */
  repaint(bindings, tensors, colours) {
    for (const { attribute, trace: place, tensor } of bindings) {
      const map = attribute === "z" && tensors[tensor] && this.maps.get(place);
      if (map) this.paint(place, tensors[tensor], colours, [map.trace.zmin, map.trace.zmax]);
    }
  }

  /**
   * Paint a heatmap.
   * @param {number} place            of its trace in the figure
   * @param {Grid} tensor             rows from bottom to top
   * @param {Uint32Array} colours     from `palette` of painter.js
   * @param {number[]} limits         values of the first and the last colour
   */
  paint(place, tensor, colours, limits) {
    const map = this.maps.get(place);
    const { width, height } = map.canvas;
    drawHeatmap(map.canvas, tensor, colours, limits);
    if (map.axes && (width !== map.canvas.width || height !== map.canvas.height)) fit(map);
  }
}

/** Return an empty canvas and what cuts it off where its axes end. */
function made() {
  const clip = Object.assign(document.createElement("div"), { className: "live-heatmap" });
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  clip.append(canvas);
  return { clip, canvas };
}

/**
 * Let a canvas cover its cells, of which the axes may show a part only.
 * @param {Heatmap} map
 */
function fit({ canvas, axes: { x, y }, trace: { x0 = 0, dx = 1, y0 = 0, dy = 1 } }) {
  const [across, up] = [x, y].map(({ _length, range: [first, last] }) => _length / (last - first));
  const [left, top] = [x0 - dx / 2, y0 + (canvas.height - 0.5) * dy];
  const box = {
    left: (left - x.range[0]) * across,
    top: (y.range[1] - top) * up,
    width: canvas.width * dx * across,
    height: canvas.height * dy * up,
  };
  for (const [side, length] of Object.entries(box)) canvas.style.setProperty(side, `${length}px`);
}

/**
 * Return an axis' name in a layout: `xaxis2` of `x2`.
 * @param {string} axis   as a trace has it
 */
const nameOf = (axis) => `${axis[0]}axis${axis.slice(1)}`;
