// @ts-check
/**
 * How one pixel of a feature map comes about, in numbers: products and their sums, or the largest or mean of a window.
 *
 * @typedef {Object} Part           what one of the maps that come in gives
 * @property {string} name
 * @property {(number | null)[]} window   null where a pooling window reaches beyond the edge
 * @property {Float32Array} [weights]     of a convolution
 * @property {number} sum
 *
 * @typedef {Object} Pixel
 * @property {Part[]} parts
 * @property {number} chosen        place of the part that is written out
 * @property {number} size          cells along each side of the window
 * @property {number[] | null} range   values that are black and white; null where values have a sign
 * @property {number} limit         the largest size of a value that comes in
 * @property {string} kind
 * @property {number} [bias]
 * @property {number} before        the pixel, before the activation
 * @property {number} after         the same, after it
 * @property {string} activation    its name
 */

import { Arithmetic } from "./arithmetic.js";
import { inkOn, make } from "./elements.js";
import { paint } from "./kernel_cells.js";

const MOST_TERMS = 16; // of a sum that are written one by one

/** Window times kernel of one map, cell by cell; then what all maps give, and the bias. */
export class ConvolvedPixel {
  /**
   * @param {HTMLElement} element
   * @param {Record<string, string>} texts
   * @param {(value: number, digits: number) => string} write
   * @param {{negative: string, positive: string}} colours
   */
  constructor(element, texts, write, colours) {
    this.texts = texts;
    this.write = write;
    this.look = { texts, colours, number: (/** @type {number} */ value) => write(value, 2) };
    this.arithmetic = new SignedArithmetic(make("div"));
    this.terms = make("p", "terms");
    element.replaceChildren(this.arithmetic.element, this.terms);
  }

  /** @param {Pixel} pixel */
  show({ parts, chosen, size, range, limit, bias, before, after, activation }) {
    const { name, window, weights } = parts[chosen];
    const { texts, write } = this;
    this.arithmetic.signed = range === null;
    const planes = [{ name: parts.length > 1 ? name : "", window, weights }];
    this.arithmetic.show({ planes, size, range: range ?? [-limit, limit], closing: "" }, this.look);
    const listed = parts.map((part, place) => ({ ...part, place })).sort((one, other) => Math.abs(other.sum) - Math.abs(one.sum));
    const rest = listed.splice(MOST_TERMS).reduce((all, { sum }) => ({ count: all.count + 1, sum: all.sum + sum }), { count: 0, sum: 0 });
    listed.sort((one, other) => one.place - other.place);
    const terms = listed.map(({ name, sum, place }) => ({ value: sum, name: parts.length > 1 ? name : "", marked: place === chosen }));
    if (rest.count) terms.push({ value: rest.sum, name: texts.rest.replace("{n}", String(rest.count)), marked: false });
    terms.push({ value: bias, name: texts.bias, marked: false });
    const written = terms.map(({ value, name, marked }, place) => term(`${signed(value, place, write)}${name && ` (${name})`}`, marked));
    /** @param {number} value */
    const number = (value) => write(value, 3);
    const answer = term(`= ${number(before)}`);
    const activated = term(`${activation}(${number(before)}) = ${number(after)}`);
    this.terms.replaceChildren(...written.flatMap((one) => [one, " "]), answer, make("br"), activated);
    this.calculated = parts.reduce((all, { sum }) => all + sum, bias);
  }
}

/** The window of a pooling layer with its largest value framed, or its mean. */
export class PooledPixel {
  /**
   * @param {HTMLElement} element
   * @param {Record<string, string>} texts
   * @param {(value: number, digits: number) => string} write
   * @param {import("./kernel_cells.js").Colours} colours
   */
  constructor(element, texts, write, colours) {
    this.texts = texts;
    this.write = write;
    this.colours = colours;
    this.cells = make("div", "cells window");
    this.terms = make("p", "terms");
    element.replaceChildren(this.cells, this.terms);
  }

  /** @param {Pixel} pixel */
  show({ parts: [{ window }], size, range, limit, kind, before }) {
    const { texts, write } = this;
    if (this.cells.children.length !== window.length) {
      this.cells.style.setProperty("--columns", String(size));
      this.cells.replaceChildren(...window.map(() => make("span")));
    }
    const known = window.filter((value) => value !== null);
    const isMax = kind === "max_pool2d";
    const best = isMax ? window.indexOf(Math.max(...known)) : -1;
    this.cells.querySelectorAll("span").forEach((cell, place) => {
      const value = window[place];
      cell.textContent = value === null ? "–" : write(value, 2);
      cell.classList.toggle("best", place === best);
      if (range) grey(cell, value ?? 0, range);
      else paint(cell, (value ?? 0) / limit, this.colours);
    });
    const sum = known.reduce((all, value) => all + value, 0);
    this.calculated = isMax ? Math.max(...known) : sum / window.length;
    const sentence = isMax ? texts.maximum : texts.mean.replace("{sum}", write(sum, 3)).replace("{count}", String(window.length));
    this.terms.textContent = sentence.replace("{value}", write(before, 3));
  }
}

/** Windows of feature maps have their colours: they may be below zero. */
class SignedArithmetic extends Arithmetic {
  signed = false;

  /**
   * @param {{sum: HTMLElement, cells: HTMLElement[][]}} row
   * @param {import("./arithmetic.js").Factors} factors
   * @param {import("./arithmetic.js").Pixel} pixel
   * @param {import("./arithmetic.js").Look} look
   */
  fill(row, factors, pixel, look) {
    const sum = super.fill(row, factors, pixel, look);
    if (this.signed) {
      row.cells[0].forEach((cell, place) => {
        cell.style.color = "";
        paint(cell, factors.window[place] / pixel.range[1], look.colours);
      });
    }
    return sum;
  }
}

/**
 * @param {HTMLElement} cell
 * @param {number} value
 * @param {number[]} range
 */
function grey(cell, value, [low, high]) {
  const level = Math.round((255 * Math.min(Math.max(value - low, 0), high - low)) / (high - low));
  cell.style.cssText = `background:rgb(${level},${level},${level});color:${inkOn(level, level, level)}`;
}

/**
 * Return a number as one term of a sum.
 * @param {number} value
 * @param {number} place
 * @param {(value: number, digits: number) => string} write
 */
function signed(value, place, write) {
  const size = write(Math.abs(value), 3);
  const isBelow = write(value, 3).startsWith("−");
  if (!place) return `${isBelow ? "−" : ""}${size}`;
  return `${isBelow ? "−" : "+"} ${size}`;
}

/** @param {string} text */
function term(text, marked = false) {
  return make(marked ? "b" : "span", "term", text);
}
