// @ts-check
/**
 * How high each path is above the lowest point, against its steps, both on logarithmic axes.
 *
 * @typedef {{colour: string, dash: number[], symbol: string, f: Float64Array}} Curve
 * @typedef {{text: string, grid: string, background: string, font: string, scale: number}} Look
 */

import { cleared, superscript } from "./canvases.js";
import { SYMBOLS } from "./descent_map.js";

const LOWEST = 1e-16;
const EDGE = { left: 58, right: 22, top: 10, bottom: 40 };

export class DescentChart {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {(step: number) => void} go   called with the step under the pointer while it is pressed
   */
  constructor(canvas, go) {
    this.canvas = canvas;
    this.steps = 1;
    canvas.onpointerdown = (event) => {
      canvas.setPointerCapture(event.pointerId);
      go(this.stepAt(event));
    };
    canvas.onpointermove = (event) => {
      if (event.buttons) go(this.stepAt(event));
    };
  }

  /** @param {MouseEvent} event */
  stepAt({ clientX }) {
    const share = (clientX - this.canvas.getBoundingClientRect().left - EDGE.left) / (this.width - EDGE.left - EDGE.right);
    const step = Math.round((this.steps + 1) ** Math.min(Math.max(share, 0), 1) - 1);
    return Math.min(Math.max(step, 0), this.steps);
  }

  /** @param {number} step */
  across(step) {
    return EDGE.left + (Math.log(step + 1) / Math.log(this.steps + 1)) * (this.width - EDGE.left - EDGE.right);
  }

  /** @param {number} height   above the lowest */
  up(height) {
    const [low, high] = this.range;
    const share = (Math.log10(Math.max(height, LOWEST)) - low) / (high - low);
    return this.height - EDGE.bottom - Math.min(Math.max(share, 0), 1.02) * (this.height - EDGE.top - EDGE.bottom);
  }

  /**
   * @param {Curve[]} curves
   * @param {number} lowest   the height that is 0 here
   * @param {number} step     the step in hand
   * @param {Look} look
   * @param {{across: string, up: string}} words
   */
  draw(curves, lowest, step, look, words) {
    this.width = this.canvas.clientWidth;
    this.height = this.canvas.clientHeight;
    this.steps = Math.max(1, curves[0].f.length - 1);
    this.range = rangeOf(curves, lowest);
    const context = cleared(this.canvas, this.width, this.height);
    this.axes(context, look, words);
    const here = this.across(step);
    Object.assign(context, { strokeStyle: look.text, lineWidth: 1.5 });
    context.beginPath();
    context.moveTo(here, EDGE.top);
    context.lineTo(here, this.height - EDGE.bottom);
    context.stroke();
    for (const curve of curves) this.curve(context, curve, lowest);
    for (const { colour, symbol, f } of curves) this.symbol(context, symbol, here, this.up(f[step] - lowest), colour, look.background);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Look} look
   * @param {{across: string, up: string}} words
   */
  axes(context, look, words) {
    const size = 14 * look.scale;
    Object.assign(context, { font: `${size}px ${look.font}`, fillStyle: look.text, strokeStyle: look.grid, lineWidth: 1 });
    context.textAlign = "center";
    for (const step of [0, 1, 3, 10, 30, 100, 300, 1000, 3000].filter((each) => each <= this.steps)) {
      if (step > 0 && this.across(step) - this.across(0) < 14) continue;
      this.rule(context, this.across(step), EDGE.top, this.across(step), this.height - EDGE.bottom);
      context.fillText(String(step), this.across(step), this.height - EDGE.bottom + size + 3);
    }
    const [low, high] = this.range;
    const stride = Math.max(1, Math.ceil((high - low) / 6));
    context.textAlign = "right";
    for (let power = Math.ceil(low); power <= high; power += stride) {
      const y = this.up(10 ** power);
      this.rule(context, EDGE.left, y, this.width - EDGE.right, y);
      context.fillText(`10${superscript(power)}`, EDGE.left - 6, y + size / 3);
    }
    context.textAlign = "center";
    context.fillText(words.across, EDGE.left + (this.width - EDGE.left - EDGE.right) / 2, this.height - 4);
    context.save();
    context.translate(size, (this.height - EDGE.bottom) / 2);
    context.rotate(-Math.PI / 2);
    context.fillText(words.up, 0, 0);
    context.restore();
  }

  /** @type {(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number) => void} */
  rule(context, x0, y0, x1, y1) {
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
    context.stroke();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Curve} curve
   * @param {number} lowest
   */
  curve(context, { colour, dash, f }, lowest) {
    context.beginPath();
    for (let step = 0; step < f.length && Number.isFinite(f[step]); step += 1) {
      context.lineTo(this.across(step), this.up(f[step] - lowest));
    }
    context.setLineDash(dash);
    Object.assign(context, { strokeStyle: colour, lineWidth: 2, lineJoin: "round" });
    context.stroke();
    context.setLineDash([]);
  }

  /** @type {(context: CanvasRenderingContext2D, name: string, x: number, y: number, colour: string, halo: string) => void} */
  symbol(context, name, x, y, colour, halo) {
    if (!Number.isFinite(y)) return;
    context.save();
    context.translate(x, y);
    context.scale(0.8, 0.8);
    const outline = new Path2D(SYMBOLS[name]);
    Object.assign(context, { strokeStyle: halo, fillStyle: colour, lineWidth: 2.5 });
    context.stroke(outline);
    context.fill(outline);
    context.restore();
  }
}

/**
 * Return the powers of ten between which the curves are, in whole ones, so that the axis does not tremble.
 * @param {Curve[]} curves
 * @param {number} lowest
 */
function rangeOf(curves, lowest) {
  let [low, high] = [Infinity, -Infinity];
  for (const { f } of curves) {
    for (const height of f) {
      if (!Number.isFinite(height)) break;
      const power = Math.log10(Math.max(height - lowest, LOWEST));
      low = Math.min(low, power);
      high = Math.max(high, power);
    }
  }
  if (low > high) return [-1, 1];
  high = Math.min(Math.ceil(high + 1e-9), 12);
  return [Math.min(Math.floor(low), high - 1), high];
}
