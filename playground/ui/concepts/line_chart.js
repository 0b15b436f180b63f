// @ts-check
/**
 * Curves over two linear axes.
 *
 * @typedef {Object} Curve
 * @property {ArrayLike<number>} x
 * @property {ArrayLike<number>} y
 * @property {string} colour
 * @property {number} [width]    pixels
 * @property {number[]} [dash]
 *
 * @typedef {{x: ArrayLike<number>, low: ArrayLike<number>, high: ArrayLike<number>, colour: string}} Band
 *
 * @typedef {Object} Look
 * @property {string} text
 * @property {string} grid
 * @property {string} font
 * @property {number} scale
 */

import { cleared } from "./canvases.js";

const EDGE = { left: 48, right: 10, top: 10, bottom: 26 };
const FEWEST = 3; // marks on an axis

/**
 * Draw curves.
 * @param {HTMLCanvasElement} canvas
 * @param {{curves: Curve[], band?: Band, across: [number, number], up: [number, number], number: (value: number) => string, acrossNumber?: (value: number) => string, look: Look}} chart
 *   `acrossNumber` writes what is across, where it is written in another way
 * @returns where a place across and a height are, in pixels, and back
 */
export function drawLineChart(canvas, { curves, band, across, up, number, acrossNumber, look }) {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const context = cleared(canvas, width, height);
  const size = 14 * look.scale;
  const bottom = EDGE.bottom * look.scale;
  const [wide, high] = [width - EDGE.left - EDGE.right, height - bottom - EDGE.top];
  /** @param {number} x */
  const right = (x) => EDGE.left + ((x - across[0]) / (across[1] - across[0])) * wide;
  /** @param {number} y */
  const top = (y) => EDGE.top + ((up[1] - y) / (up[1] - up[0])) * high;
  Object.assign(context, { font: `${size}px ${look.font}`, fillStyle: look.text, strokeStyle: look.grid, lineWidth: 1, textAlign: "center" });
  for (const at of marks(across)) context.fillText((acrossNumber ?? number)(at), right(at), height - 4);
  context.textAlign = "right";
  for (const at of marks(up)) {
    context.beginPath();
    context.moveTo(EDGE.left, top(at));
    context.lineTo(width - EDGE.right, top(at));
    context.stroke();
    context.fillText(number(at), EDGE.left - 6, top(at) + size / 3);
  }
  context.save();
  context.beginPath();
  context.rect(EDGE.left, EDGE.top, wide, high);
  context.clip();
  if (band) fillBand(context, band, right, top);
  for (const { x, y, colour, width: thickness, dash } of curves) {
    Object.assign(context, { strokeStyle: colour, lineWidth: thickness ?? 2.5, lineJoin: "round" });
    context.setLineDash(dash ?? []);
    context.beginPath();
    for (let k = 0; k < x.length; k += 1) context.lineTo(right(x[k]), top(y[k]));
    context.stroke();
  }
  context.restore();
  return {
    right,
    top,
    /** @param {number} pixels */
    across: (pixels) => across[0] + ((pixels - EDGE.left) / wide) * (across[1] - across[0]),
    /** @param {number} pixels */
    up: (pixels) => up[1] - ((pixels - EDGE.top) / high) * (up[1] - up[0]),
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Band} band
 * @param {(x: number) => number} right
 * @param {(y: number) => number} top
 */
function fillBand(context, { x, low, high, colour }, right, top) {
  context.fillStyle = colour;
  context.beginPath();
  for (let k = 0; k < x.length; k += 1) context.lineTo(right(x[k]), top(high[k]));
  for (let k = x.length - 1; k >= 0; k -= 1) context.lineTo(right(x[k]), top(low[k]));
  context.fill();
}

/**
 * Return round numbers within a range, three to seven of them.
 * @param {[number, number]} range
 */
export function marks([low, high]) {
  const power = 10 ** Math.floor(Math.log10((high - low) / FEWEST));
  const step = [5, 2, 1].map((times) => times * power).find((each) => (high - low) / each >= FEWEST) ?? power;
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, k) => Number(((first + k) * step).toFixed(10)));
}
