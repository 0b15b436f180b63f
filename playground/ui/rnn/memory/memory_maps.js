// @ts-check
/**
 * Pictures of states and gates over time: a row for each unit, a column for each step; blue and orange, or purple.
 *
 * @typedef {import("./memory_parts.js").Tensors} Tensors
 *
 * @typedef {Object} Picture    what a picture shows
 * @property {string} symbol
 * @property {string} title
 * @property {boolean} gate     whether its values go from 0 to 1
 * @property {boolean} shown    whether it is shown unless somebody chooses
 *
 * @typedef {Picture & {canvas: HTMLCanvasElement, holder: HTMLElement, line: HTMLElement}} Drawn
 */

import { css, make } from "./memory_parts.js";

const [LEAST, MOST, ROW] = [86, 150, 8];

/** Return the height of a picture of so many units, in pixels. */
export const heightOf = (/** @type {number} */ units) => Math.min(Math.max(ROW * units, LEAST), MOST);

export class Maps {
  /** @param {HTMLElement} container */
  constructor(container) {
    this.container = container;
    /** @type {Drawn[]} */
    this.drawn = [];
  }

  /**
   * @param {Picture[]} maps   those that are shown
   * @param {number} units
   * @param {number} width     in pixels
   * @param {{states: Uint32Array, gates: Uint32Array}} palettes
   * @param {(title: string) => string} alt
   */
  build(maps, units, width, palettes, alt) {
    this.palettes = palettes;
    this.drawn = maps.map((map) => {
      const canvas = make("canvas");
      canvas.dataset.symbol = map.symbol;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${heightOf(units)}px`;
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", alt(map.title));
      const line = make("div", "memory-unit");
      const holder = make("div", "memory-map");
      holder.append(canvas, line);
      return { ...map, canvas, holder, line };
    });
    this.container.replaceChildren(...this.drawn.map(({ holder }) => holder));
  }

  /**
   * @param {Tensors} tensors
   * @param {number} unit
   */
  draw(tensors, unit) {
    for (const { symbol, gate, canvas, line } of this.drawn) {
      const tensor = tensors[`memory_${symbol}`];
      if (!tensor) continue;
      paint(canvas, tensor, this.palettes[gate ? "gates" : "states"]);
      const units = tensor.shape[1];
      line.style.top = `${(100 * unit) / units}%`;
      line.style.height = `${100 / units}%`;
    }
  }
}

/**
 * Return what a byte of a picture stands for.
 * @param {Tensors} tensors
 * @param {string} symbol
 * @param {number} step
 * @param {number} unit
 */
export function valueOf(tensors, symbol, step, unit) {
  const { data, shape } = tensors[`memory_${symbol}`];
  const byte = data[step * shape[1] + unit];
  if ("fiorz".includes(symbol)) return byte / 255;
  return ((byte - 128) / 127) * (symbol === "c" ? tensors.memory_scale.data[0] : 1);
}

/**
 * Draw steps from left to right and units from top to bottom, a pixel for each.
 * @param {HTMLCanvasElement} canvas
 * @param {import("./frames.js").Tensor} tensor
 * @param {Uint32Array} colours
 */
function paint(canvas, { data, shape: [steps, units] }, colours) {
  const pixels = new Uint32Array(steps * units);
  for (let step = 0; step < steps; step += 1) {
    for (let unit = 0; unit < units; unit += 1) pixels[unit * steps + step] = colours[data[step * units + unit]];
  }
  if (canvas.width !== steps) canvas.width = steps;
  if (canvas.height !== units) canvas.height = units;
  canvas.getContext("2d", { willReadFrequently: true }).putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), steps, units), 0, 0);
}

/**
 * Return a colour bar with its numbers.
 * @param {boolean} gate
 * @param {Uint32Array} colours
 */
export function colourBar(gate, colours) {
  const bar = make("span", "memory-bar");
  const strip = make("i");
  strip.style.background = `linear-gradient(90deg, ${Array.from({ length: 9 }, (_, k) => css(colours[Math.round((k * (colours.length - 1)) / 8)])).join()})`;
  bar.append(make("span", "low", gate ? "0" : "−1"), strip, make("span", "high", "1"));
  return bar;
}
