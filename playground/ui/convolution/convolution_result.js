// @ts-check
/**
 * What a kernel makes of a picture, computed anew only where something has changed: pointing changes nothing.
 *
 * @typedef {import("./convolution.js").Data} Data
 * @typedef {import("./convolution.js").Numbers} Numbers
 * @typedef {import("./convolved.js").Plane} Plane
 * @typedef {import("./convolved.js").Sliding} Sliding
 * @typedef {import("./pictures.js").Picture} Picture
 */

import { convolve, grey } from "./convolved.js";
import { mixed, shades } from "./raster.js";

export class Result {
  known = "";
  /** @type {Plane[]} */ planes = []; // that are convolved
  /** @type {number[][]} */ kernels = []; // of each plane
  /** @type {(Plane | null)[]} */ sums = []; // nothing where the kernel does not fit
  /** @type {(Plane | null)[]} */ values = []; // after divisor and offset
  /** @type {Sliding} */ sliding;
  /** @type {Picture} */ picture;
  /** @type {Plane} */ brightness; // of the picture
  /** @type {Data["shown"]} */ shown;

  /**
   * Convolve, unless it was done already; return whether it was not.
   * @param {Picture} picture
   * @param {Numbers} numbers
   * @param {Data} data
   */
  update(picture, numbers, { colour, shown }) {
    const { cells, weights, stride, dilation, padding, divisor, offset } = numbers;
    this.shown = shown;
    const known = JSON.stringify([cells, weights, stride, dilation, padding, divisor, offset, colour]);
    if (known === this.known && picture === this.picture) return false;
    this.known = known;
    if (picture !== this.picture) this.brightness = grey(picture.planes);
    this.picture = picture;
    this.planes = colour === "grey" ? [this.brightness] : picture.planes;
    this.sliding = { size: Math.sqrt(cells.length), stride, dilation, padding };
    const sum = colour === "sum";
    this.kernels = sum ? weights.map((weight) => cells.map((cell) => weight * cell)) : this.planes.map(() => cells);
    this.sums = sum
      ? [convolve(this.planes, this.kernels, this.sliding)]
      : this.planes.map((plane) => convolve([plane], [cells], this.sliding));
    this.values = this.sums.map((plane) => plane && { ...plane, data: plane.data.map((value) => value / divisor + offset) });
    return true;
  }

  get fits() {
    return this.values[0] !== null;
  }

  /**
   * Return the colours of the output.
   * @param {Uint32Array} palette   for values with their signs
   */
  colours(palette) {
    const values = this.values.map(({ data }) => data);
    if (values.length === 3) return mixed(values.map((data) => data.map((value) => this.level(value))));
    return shades(values[0], this.shown, palette);
  }

  /**
   * Return the grey level, from 0 to 255, that shows a value.
   * @param {number} value
   */
  level(value) {
    if (this.shown === "signed" && this.values.length === 1) return value;
    const level = this.shown === "absolute" ? Math.abs(value) : this.shown === "signed" ? 127.5 + value / 2 : value;
    return Math.min(Math.max(Math.round(level), 0), 255);
  }
}
