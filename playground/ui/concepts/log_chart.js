// @ts-check
/**
 * Curves over a logarithmic axis upwards; across, the axis is as the caller says.
 *
 * @typedef {Object} Curve
 * @property {[number, number][]} points
 * @property {string} colour
 * @property {number[]} [dash]
 * @property {boolean} [dots]
 * @property {[number, number, number][]} [band]   place, least and most
 *
 * @typedef {Object} Look
 * @property {string} text
 * @property {string} grid
 * @property {string} font
 * @property {number} scale
 */

import { cleared, superscript } from "./canvases.js";

const EDGE = { left: 62, right: 16, top: 12, bottom: 42 };

/**
 * Draw curves; return which place is at so many pixels across.
 * @param {HTMLCanvasElement} canvas
 * @param {{curves: Curve[], across: [number, number], ticks: {at: number, text: string}[], powers: [number, number], mark?: number, words: {across: string, up: string}, look: Look}} chart
 *   `powers` are those of ten between which heights are shown; `mark` is a place across
 */
export function drawLogChart(canvas, { curves, across, ticks, powers, mark, words, look }) {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const context = cleared(canvas, width, height);
  const size = 14 * look.scale;
  const [low, high] = powers;
  /** @param {number} place */
  const right = (place) => EDGE.left + ((place - across[0]) / (across[1] - across[0])) * (width - EDGE.left - EDGE.right);
  /** @param {number} power */
  const up = (power) => height - EDGE.bottom - Math.min(Math.max((power - low) / (high - low), -0.02), 1.02) * (height - EDGE.top - EDGE.bottom);
  /** @type {(x0: number, y0: number, x1: number, y1: number) => void} */
  const rule = (x0, y0, x1, y1) => {
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
    context.stroke();
  };
  Object.assign(context, { font: `${size}px ${look.font}`, fillStyle: look.text, strokeStyle: look.grid, lineWidth: 1, textAlign: "center" });
  for (const { at, text } of ticks) context.fillText(text, right(at), height - EDGE.bottom + size + 3);
  context.fillText(words.across, EDGE.left + (width - EDGE.left - EDGE.right) / 2, height - 4);
  context.textAlign = "right";
  const stride = Math.max(1, Math.ceil((high - low) / 5));
  for (let power = Math.ceil(low / stride) * stride; power <= high; power += stride) {
    rule(EDGE.left, up(power), width - EDGE.right, up(power));
    context.fillText(power === 0 ? "1" : `10${superscript(power)}`, EDGE.left - 6, up(power) + size / 3);
  }
  context.save();
  context.translate(size, (height - EDGE.bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.fillText(words.up, 0, 0);
  context.restore();
  if (mark !== undefined) {
    Object.assign(context, { strokeStyle: look.text, lineWidth: 1.5 });
    rule(right(mark), EDGE.top, right(mark), height - EDGE.bottom);
  }
  for (const { band, colour } of curves) if (band) fillBand(context, band, colour, right, up);
  for (const { points, colour, dash, dots } of curves) {
    Object.assign(context, { strokeStyle: colour, fillStyle: colour, lineWidth: 2.5, lineJoin: "round" });
    const places = points.filter(([, value]) => value > 0).map(([place, value]) => [right(place), up(Math.log10(value))]);
    context.setLineDash(dash ?? []);
    context.beginPath();
    for (const [x, y] of places) context.lineTo(x, y);
    context.stroke();
    context.setLineDash([]);
    if (!dots) continue;
    for (const [x, y] of places) {
      context.beginPath();
      context.arc(x, y, 4, 0, 2 * Math.PI);
      context.fill();
    }
  }
  return (/** @type {number} */ pixels) => across[0] + ((pixels - EDGE.left) / (width - EDGE.left - EDGE.right)) * (across[1] - across[0]);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number, number][]} band
 * @param {string} colour
 * @param {(place: number) => number} right
 * @param {(power: number) => number} up
 */
function fillBand(context, band, colour, right, up) {
  const known = band.filter(([, low]) => low > 0);
  Object.assign(context, { fillStyle: colour, globalAlpha: 0.16 });
  context.beginPath();
  for (const [place, , high] of known) context.lineTo(right(place), up(Math.log10(high)));
  for (const [place, low] of [...known].reverse()) context.lineTo(right(place), up(Math.log10(low)));
  context.fill();
  context.globalAlpha = 1;
}
