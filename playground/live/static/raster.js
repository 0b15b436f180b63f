// @ts-check
/**
 * A picture whose pixels one can point at: with the mouse, a finger, or the arrow keys.
 *
 * Where pixels are large enough, their numbers stand in them. Frames and marks lie over it at the screen's resolution.
 *
 * @typedef {import("./convolved.js").Plane} Plane
 *
 * @typedef {Object} Frame
 * @property {number} row
 * @property {number} column
 * @property {number} rows
 * @property {number} columns
 * @property {number} [dilation]  pixels from one cell to the next; cells are framed one by one where it is above 1
 *
 * @typedef {Object} Over
 * @property {Frame[]} [frames]
 * @property {Frame | null} [inside]   what is no padding
 * @property {number[][]} [marks]      pixels by row and column
 * @property {number} [lines]          after so many pixels stands one
 */

import { inkOn } from "./elements.js";

const TALLEST = 400; // pixels on the screen
const NUMBERS_FROM = 30; // pixels of a cell that holds a number
const SMALLEST_FRAME = 9;
const SAMPLE = 5000; // values that the ends of a colour scale are found with
/** A frame is yellow with a black seam: it shows on white, on black, on any grey, and to the colour-blind. */
const [MARK, SEAM, LINES] = ["#ffd21f", "#000000", "#3d9be0a0"];

export class Raster {
  /**
   * @param {HTMLElement} element
   * @param {{label?: string, tallest?: number}} [options]
   */
  constructor(element, { label, tallest = TALLEST } = {}) {
    this.element = element;
    this.tallest = tallest;
    element.classList.add("raster");
    this.canvas = document.createElement("canvas");
    this.overlay = document.createElement("canvas");
    this.rows = 0;
    this.columns = 0;
    /** @type {Uint32Array<ArrayBuffer>} */
    this.colours = new Uint32Array();
    /** @type {((place: number) => string) | null} */
    this.number = null;
    /** @type {Over | null} */
    this.over = null;
    element.replaceChildren(this.canvas, this.overlay);
    element.setAttribute("role", "img");
    if (label) element.setAttribute("aria-label", label);
    this.resizing = new ResizeObserver(() => this.drawOver());
    this.resizing.observe(element);
  }

  /**
   * Let people point: `point` is called with row and column, or with nothing when they leave; `pick` at a click.
   * @param {{point: (at: number[] | null) => void, pick?: (at: number[]) => void, at: () => number[]}} listener
   */
  listen({ point, pick, at }) {
    const { element } = this;
    Object.assign(element, { tabIndex: 0, role: "application" });
    element.onpointermove = (event) => point(this.cellAt(event));
    element.onpointerdown = (event) => {
      point(this.cellAt(event));
      pick?.(this.cellAt(event));
    };
    element.onpointerleave = (event) => event.pointerType === "mouse" && point(null);
    element.onkeydown = (event) => {
      const step = STEPS[event.key];
      if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const far = event.shiftKey ? 10 : 1;
      const [row, column] = at();
      const moved = [clamp(row + far * step[0], this.rows), clamp(column + far * step[1], this.columns)];
      point(moved);
      pick?.(moved);
    };
  }

  /**
   * Show colours.
   * @param {Uint32Array<ArrayBuffer>} colours   RGBA, little-endian, a pixel each
   * @param {number} rows
   * @param {number} columns
   * @param {((place: number) => string) | null} number  what stands in a pixel, if anything may
   */
  show(colours, rows, columns, number = null) {
    Object.assign(this, { colours, rows, columns, number });
    if (this.canvas.width !== columns || this.canvas.height !== rows) Object.assign(this.canvas, { width: columns, height: rows });
    const image = new ImageData(new Uint8ClampedArray(colours.buffer, colours.byteOffset, colours.byteLength), columns, rows);
    this.canvas.getContext("2d").putImageData(image, 0, 0);
    this.element.style.setProperty("--shape", String(columns / rows));
    this.element.style.maxWidth = `${Math.round((this.tallest * columns) / rows)}px`;
    this.drawOver();
  }

  /**
   * Lay frames and marks over the picture.
   * @param {Over} over
   */
  lay(over) {
    this.over = over;
    this.drawOver();
  }

  drawOver() {
    const [width, height] = [this.element.clientWidth, this.element.clientHeight];
    if (!width || !this.rows) return;
    const scale = window.devicePixelRatio || 1;
    Object.assign(this.overlay, { width: Math.round(width * scale), height: Math.round(height * scale) });
    const context = this.overlay.getContext("2d");
    context.setTransform(scale, 0, 0, scale, 0, 0);
    const cell = width / this.columns;
    if (this.number && cell >= NUMBERS_FROM) this.drawNumbers(context, cell);
    if (!this.over) return;
    const { frames = [], inside, marks = [], lines } = this.over;
    if (lines) this.drawLines(context, cell, lines);
    if (inside) this.drawInside(context, cell, inside);
    for (const [row, column] of marks) drawMark(context, cell, row, column);
    for (const frame of frames) drawFrame(context, cell, frame);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} cell   pixels of the screen
   */
  drawNumbers(context, cell) {
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (let place = 0; place < this.rows * this.columns; place += 1) {
      const text = this.number(place);
      if (!text) continue;
      context.font = `${Math.max(14, Math.min(18, (1.75 * cell) / Math.max(text.length, 3)))}px ${FONT}`;
      const colour = this.colours[place];
      context.fillStyle = inkOn(colour & 255, (colour >> 8) & 255, (colour >> 16) & 255);
      const [row, column] = [Math.floor(place / this.columns), place % this.columns];
      context.fillText(text, (column + 0.5) * cell, (row + 0.53) * cell, cell - 2);
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} cell
   * @param {number} every
   */
  drawLines(context, cell, every) {
    context.strokeStyle = LINES;
    context.lineWidth = 1.5;
    context.beginPath();
    for (let row = every; row < this.rows; row += every) {
      context.moveTo(0, row * cell);
      context.lineTo(this.columns * cell, row * cell);
    }
    for (let column = every; column < this.columns; column += every) {
      context.moveTo(column * cell, 0);
      context.lineTo(column * cell, this.rows * cell);
    }
    context.stroke();
  }

  /**
   * Draw the edge between picture and padding.
   * @param {CanvasRenderingContext2D} context
   * @param {number} cell
   * @param {Frame} frame
   */
  drawInside(context, cell, { row, column, rows, columns }) {
    context.setLineDash([5, 4]);
    for (const [strokeStyle, lineWidth] of [["#ffffff", 3], [SEAM, 1.5]]) {
      Object.assign(context, { strokeStyle, lineWidth });
      context.strokeRect(column * cell, row * cell, columns * cell, rows * cell);
    }
    context.setLineDash([]);
  }

  /**
   * Return the pixel under the pointer, as row and column.
   * @param {MouseEvent} event
   */
  cellAt(event) {
    const [row, column] = this.placeAt(event);
    return [clamp(Math.floor(row), this.rows), clamp(Math.floor(column), this.columns)];
  }

  /**
   * Return the place under the pointer in pixels of the picture, with fractions.
   * @param {MouseEvent} event
   */
  placeAt(event) {
    const box = this.element.getBoundingClientRect();
    return [((event.clientY - box.top) / box.height) * this.rows, ((event.clientX - box.left) / box.width) * this.columns];
  }

  close() {
    this.resizing.disconnect();
  }
}

/** @type {Record<string, number[]>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const FONT = '"Source Sans", "Source Sans Pro", sans-serif';

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} cell
 * @param {Frame} frame
 */
function drawFrame(context, cell, { row, column, rows, columns, dilation = 1 }) {
  const grown = Math.max(0, SMALLEST_FRAME - columns * cell) / 2;
  const [x, y, width, height] = [column * cell - grown, row * cell - grown, columns * cell + 2 * grown, rows * cell + 2 * grown];
  for (const [strokeStyle, lineWidth] of [[SEAM, 5], [MARK, 2.5]]) {
    Object.assign(context, { strokeStyle, lineWidth });
    context.strokeRect(x, y, width, height);
  }
  if (dilation === 1 || dilation * cell < 5) return;
  context.lineWidth = 1.5;
  for (let n = 0; n < rows; n += dilation) {
    for (let m = 0; m < columns; m += dilation) context.strokeRect((column + m) * cell, (row + n) * cell, cell, cell);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} cell
 * @param {number} row
 * @param {number} column
 */
function drawMark(context, cell, row, column) {
  context.beginPath();
  context.arc((column + 0.5) * cell, (row + 0.5) * cell, Math.max(cell * 0.42, 2.2), 0, 2 * Math.PI);
  for (const { strokeStyle, width } of [{ strokeStyle: SEAM, width: 4.5 }, { strokeStyle: MARK, width: 2.5 }]) {
    Object.assign(context, { strokeStyle, lineWidth: cell < 8 ? width / 2 : width });
    context.stroke();
  }
}

/**
 * @param {number} place
 * @param {number} length
 */
function clamp(place, length) {
  return Math.min(Math.max(place, 0), length - 1);
}

/**
 * Return grey levels as colours; what is below 0 or above 255 is clipped.
 * @param {ArrayLike<number>} values
 */
export function greys(values) {
  return Uint32Array.from(values, (value) => {
    const level = level8(value);
    return (255 << 24) | (level << 16) | (level << 8) | level;
  });
}

/**
 * Return red, green and blue as colours.
 * @param {ArrayLike<number>[]} planes
 */
export function mixed([red, green, blue]) {
  return Uint32Array.from(red, (value, i) => (255 << 24) | (level8(blue[i]) << 16) | (level8(green[i]) << 8) | level8(value));
}

/** @param {number} value */
function level8(value) {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value);
}

/**
 * Return values as colours: in grey, clipped to 0 to 255 or without their sign, or with their sign, in colour.
 * @param {ArrayLike<number>} values
 * @param {"clipped" | "absolute" | "signed"} shown
 * @param {Uint32Array} palette
 * @param {number} [end]   the value at the palette's end
 */
export function shades(values, shown, palette, end = scaleEnd(values)) {
  if (shown !== "signed") return greys(shown === "absolute" ? Float64Array.from(values, Math.abs) : values);
  const last = palette.length - 1;
  return Uint32Array.from(values, (value) => palette[Math.round(Math.min(Math.max((value / end + 1) / 2, 0), 1) * last)]);
}

/**
 * Return where a scale with its middle at 0 ends: all but a few values stay within, since a handful of strong edges
 * would leave everything else pale.
 * @param {ArrayLike<number>} values
 */
export function scaleEnd(values) {
  const every = Math.max(1, Math.floor(values.length / SAMPLE));
  const sizes = Float64Array.from(values, Math.abs).filter((_, place) => place % every === 0).sort();
  return Math.max(sizes[Math.floor(0.985 * (sizes.length - 1))], 1);
}
