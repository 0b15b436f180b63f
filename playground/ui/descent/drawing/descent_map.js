// @ts-check
/**
 * A surface from above: bands of height with lines between them, minima as stars, saddles as crosses, and paths on it.
 * The ground is painted only when it changes; what moves is on a canvas of its own.
 *
 * @typedef {{x: number, y: number, height: number, kind: "minimum" | "saddle" | "maximum"}} Mark
 * @typedef {{text: string, background: string, low: number[], high: number[], star: string}} Look
 * @typedef {import("./formula_program.js").FormulaProgram | import("./table_program.js").TableProgram} Program
 */

import { cleared } from "./canvases.js";

const BANDS = 18;
/** @type {Record<string, string>} of each symbol its outline, about (0, 0) */
export const SYMBOLS = {
  circle: "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0Z",
  square: "M-5.5,-5.5h11v11h-11Z",
  diamond: "M0,-8L7,0L0,8L-7,0Z",
  up: "M0,-7.5L7.5,5.5H-7.5Z",
  down: "M0,7.5L7.5,-5.5H-7.5Z",
  cross: "M-2.5,-7h5v4.5h4.5v5h-4.5v4.5h-5v-4.5h-4.5v-5h4.5Z",
  pentagon: "M0,-7.5L7.1,-2.3L4.4,6.1H-4.4L-7.1,-2.3Z",
  star: "M0,-9L2.1,-2.9L8.6,-2.8L3.4,1.1L5.3,7.3L0,3.6L-5.3,7.3L-3.4,1.1L-8.6,-2.8L-2.1,-2.9Z",
};

export class DescentMap {
  width = 0;
  height = 0;
  painted = "";
  /** @type {number[]} */ domain;
  /** @type {HTMLCanvasElement} */ ground;
  /** @type {HTMLCanvasElement} */ paths;

  /** @param {HTMLElement} stage   with a canvas for the ground and one for what moves */
  constructor(stage) {
    this.stage = stage;
    [this.ground, this.paths] = stage.querySelectorAll("canvas");
  }

  /**
   * Take the surface; its picture has the shape of what it shows, within limits.
   * @param {number[]} domain   left, right, bottom, top
   * @param {number} most       pixels of its height, at most
   */
  fit(domain, most) {
    this.domain = domain;
    const [left, right, bottom, top] = domain;
    this.width = this.stage.clientWidth;
    const shape = Math.min(1.1, Math.max(0.55, (top - bottom) / (right - left)));
    this.height = Math.round(Math.min(most, this.width * shape));
    this.stage.style.height = `${this.height}px`;
  }

  /** @param {number} x */
  across(x) {
    const [left, right] = this.domain;
    return ((x - left) / (right - left)) * this.width;
  }

  /** @param {number} y */
  up(y) {
    const [, , bottom, top] = this.domain;
    return ((top - y) / (top - bottom)) * this.height;
  }

  /**
   * Return where on the surface an event is.
   * @param {MouseEvent} event
   */
  at({ clientX, clientY }) {
    const { left, top } = this.stage.getBoundingClientRect();
    const [x0, x1, y0, y1] = this.domain;
    return [x0 + ((clientX - left) / this.width) * (x1 - x0), y1 - ((clientY - top) / this.height) * (y1 - y0)];
  }

  /**
   * Paint heights, unless the same are there.
   * @param {Program} program
   * @param {Mark[]} marks
   * @param {Look} look
   * @param {string} which   tells surfaces apart
   * @param {number[][]} [trail]   a path on it, from its first place to where something is now
   */
  paintGround(program, marks, look, which, trail = []) {
    const painted = JSON.stringify([which, this.width, this.height, look, marks.length]);
    if (painted === this.painted) return;
    this.painted = painted;
    const [columns, rows] = [Math.ceil(this.width / program.cell), Math.ceil(this.height / program.cell)];
    const { x, y } = this.cells(columns, rows);
    const bands = bandsOf(program.over(x, y)[0], marks);
    const pixels = new Uint32Array(columns * rows);
    for (let place = 0; place < pixels.length; place += 1) {
      const band = bands[place];
      const isEdge = (place % columns && bands[place - 1] !== band) || (place >= columns && bands[place - columns] !== band);
      pixels[place] = colourOf(look, band / BANDS, isEdge ? 0.28 : 0);
    }
    this.put(pixels, columns, rows);
    this.paintTrail(trail, look);
    this.paintMarks(marks, look);
  }

  /**
   * @param {number[][]} trail
   * @param {Look} look
   */
  paintTrail(trail, look) {
    if (!trail.length) return;
    const context = this.ground.getContext("2d");
    const line = new Path2D();
    for (const [x, y] of trail) line.lineTo(clamped(this.across(x)), clamped(this.up(y)));
    stroke(context, line, look.background, 6);
    context.setLineDash([2, 4]);
    stroke(context, line, look.star, 3);
    context.setLineDash([]);
    const [x, y] = trail.at(-1);
    this.symbol(context, "circle", x, y, look.star, look.background);
  }

  /**
   * Return the middles of cells, row after row from above.
   * @param {number} columns
   * @param {number} rows
   */
  cells(columns, rows) {
    const [left, right, bottom, top] = this.domain;
    const [x, y] = [new Float64Array(columns * rows), new Float64Array(columns * rows)];
    for (let place = 0; place < x.length; place += 1) {
      x[place] = left + (((place % columns) + 0.5) * (right - left)) / columns;
      y[place] = top - ((Math.floor(place / columns) + 0.5) * (top - bottom)) / rows;
    }
    return { x, y };
  }

  /**
   * Put pixels on the ground, stretched over it.
   * @param {Uint32Array} pixels
   * @param {number} columns
   * @param {number} rows
   */
  put(pixels, columns, rows) {
    const context = cleared(this.ground, this.width, this.height);
    const small = new OffscreenCanvas(columns, rows);
    small.getContext("2d").putImageData(new ImageData(new Uint8ClampedArray(/** @type {ArrayBuffer} */ (pixels.buffer)), columns, rows), 0, 0);
    context.imageSmoothingEnabled = columns * 2 >= this.width;
    context.drawImage(small, 0, 0, this.width, this.height);
  }

  /**
   * @param {Mark[]} marks
   * @param {Look} look
   */
  paintMarks(marks, look) {
    const context = this.ground.getContext("2d");
    const many = marks.length > 60;
    for (const { x, y, kind } of marks) {
      if (kind === "maximum" || (many && kind === "saddle")) continue;
      this.symbol(context, kind === "minimum" ? "star" : "cross", x, y, kind === "minimum" ? look.star : look.text, look.background, many ? 0.6 : kind === "saddle" ? 0.7 : 1);
    }
  }

  /** Return the context of what moves, with nothing on it. */
  begin() {
    return cleared(this.paths, this.width, this.height);
  }

  /**
   * Draw a path up to a step; what comes after it is faint.
   * @param {CanvasRenderingContext2D} context
   * @param {import("./descent_paths.js").Path} path
   * @param {number} step
   * @param {{colour: string, dash: number[], halo: string}} line
   */
  line(context, path, step, { colour, dash, halo }) {
    const rest = this.traced(path, step, path.x.length - 1);
    const gone = this.traced(path, 0, step);
    Object.assign(context, { lineJoin: "round", lineCap: "butt" });
    context.setLineDash([]);
    context.globalAlpha = 0.3;
    stroke(context, rest, colour, 1.5);
    context.globalAlpha = 0.75;
    stroke(context, gone, halo, 5);
    context.globalAlpha = 1;
    context.setLineDash(dash);
    stroke(context, gone, colour, 2.5);
    context.setLineDash([]);
  }

  /**
   * @param {import("./descent_paths.js").Path} path
   * @param {number} first
   * @param {number} last
   */
  traced({ x, y }, first, last) {
    const line = new Path2D();
    for (let step = first; step <= last && Number.isFinite(x[step] + y[step]); step += 1) {
      const [across, up] = [clamped(this.across(x[step])), clamped(this.up(y[step]))];
      if (step === first) line.moveTo(across, up);
      else line.lineTo(across, up);
    }
    return line;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {string} name   one of SYMBOLS
   * @param {number} x      on the surface
   * @param {number} y
   * @param {string} colour
   * @param {string} halo
   * @param {number} [size]
   */
  symbol(context, name, x, y, colour, halo, size = 1) {
    if (!Number.isFinite(x + y)) return;
    context.save();
    context.translate(clamped(this.across(x)), clamped(this.up(y)));
    context.scale(size, size);
    const outline = new Path2D(SYMBOLS[name]);
    Object.assign(context, { strokeStyle: halo, fillStyle: colour, lineWidth: 3, lineJoin: "round" });
    context.stroke(outline);
    context.fill(outline);
    context.restore();
  }
}

/**
 * Return in which band each height is: bands are narrow near the lowest and wide far above, by the logarithm.
 * @param {Float64Array} heights
 * @param {Mark[]} marks
 */
function bandsOf(heights, marks) {
  let [low, high] = [Math.min(...marks.map(({ height }) => height), Infinity), -Infinity];
  for (const height of heights) {
    if (height < low) low = height;
    if (height > high) high = height;
  }
  const least = (high - low) * 2e-4 || 1;
  const [first, last] = [Math.log(least), Math.log(high - low + least)];
  return Uint8Array.from(heights, (height) => Math.floor((BANDS - 1) * ((Math.log(height - low + least) - first) / (last - first)) + 0.5));
}

/**
 * Return a colour between the lowest's and the highest's as a canvas has it.
 * @param {Look} look
 * @param {number} share
 * @param {number} ink   how much of the text's colour is in it
 */
function colourOf({ low, high, text }, share, ink) {
  const letters = [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16));
  const [red, green, blue] = low.map((level, k) => Math.round((1 - ink) * (level + share * (high[k] - level)) + ink * letters[k]));
  return (255 << 24) | (blue << 16) | (green << 8) | red;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Path2D} line
 * @param {string} colour
 * @param {number} width
 */
function stroke(context, line, colour, width) {
  Object.assign(context, { strokeStyle: colour, lineWidth: width });
  context.stroke(line);
}

/**
 * A canvas draws nothing at coordinates beyond all measure.
 * @param {number} pixels
 */
function clamped(pixels) {
  return Math.min(Math.max(pixels, -1e4), 1e4);
}
