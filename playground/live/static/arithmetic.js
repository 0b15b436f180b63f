// @ts-check
/**
 * The arithmetic of one pixel: what lies under the window, times the kernel, cell by cell, and the sum of the products.
 *
 * It takes plain arrays, so that any page can show it: for a picture, or for a feature map of a trained network.
 *
 * @typedef {Object} Factors
 * @property {string} name            of the plane; empty where there is one only
 * @property {ArrayLike<number>} window
 * @property {ArrayLike<number>} weights
 *
 * @typedef {Object} Pixel
 * @property {Factors[]} planes
 * @property {number} size            cells along each side
 * @property {number[]} range         of the window's values, from black to white
 * @property {string} closing         what becomes of the sum, in words
 *
 * @typedef {Object} Look
 * @property {import("./kernel_cells.js").Signs} colours
 * @property {(value: number) => string} number
 * @property {Record<string, string>} texts   window, weights, products, sum
 */

import { inkOn, make, write } from "./elements.js";
import { paint } from "./kernel_cells.js";

/**
 * Return the products of a window and a kernel, and their sum.
 * @param {{window: ArrayLike<number>, weights: ArrayLike<number>}} factors
 */
export function products({ window, weights }) {
  const each = Array.from(window, (value, place) => value * weights[place]);
  return { each, sum: each.reduce((sum, product) => sum + product, 0) };
}

export class Arithmetic {
  built = "";

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    element.classList.add("arithmetic");
  }

  /**
   * @param {Pixel} pixel
   * @param {Look} look
   */
  show(pixel, look) {
    const built = JSON.stringify([pixel.size, pixel.planes.map(({ name }) => name), look.texts]);
    if (built !== this.built) this.build(pixel, look.texts);
    this.built = built;
    const total = pixel.planes.reduce((sum, factors, place) => sum + this.fill(this.rows[place], factors, pixel, look), 0);
    this.closing.textContent = pixel.closing;
    this.element.dataset.sum = String(total);
    return total;
  }

  /**
   * @param {Pixel} pixel
   * @param {Record<string, string>} texts
   */
  build({ planes, size }, texts) {
    this.rows = planes.map(({ name }) => {
      const row = make("div", "factors");
      const grids = ["window", "weights", "products"].map((kind) => this.grid(kind, size, texts[kind], name));
      const sum = make("output");
      row.append(grids[0].figure, make("b", "sign", "×"), grids[1].figure, make("b", "sign", "="), grids[2].figure);
      row.append(make("b", "sign", "Σ ="), sum);
      return { row, sum, cells: grids.map(({ cells }) => cells) };
    });
    this.closing = make("p", "closing");
    this.element.replaceChildren(...this.rows.map(({ row }) => row), this.closing);
  }

  /**
   * @param {string} kind      window, weights, products
   * @param {number} size
   * @param {string} caption
   * @param {string} name      of the plane
   */
  grid(kind, size, caption, name) {
    const figure = make("figure");
    const grid = make("div", `cells ${kind}`);
    grid.style.setProperty("--columns", String(size));
    const cells = Array.from({ length: size * size }, () => make("span"));
    grid.append(...cells);
    figure.append(make("figcaption", "", name ? `${caption} (${name})` : caption), grid);
    return { figure, cells };
  }

  /**
   * Write one plane's numbers; return the sum of its products.
   * @param {{sum: HTMLElement, cells: HTMLElement[][]}} row
   * @param {Factors} factors
   * @param {Pixel} pixel
   * @param {Look} look
   */
  fill({ sum: output, cells: [window, weights, product] }, factors, { range: [low, high] }, { colours, number }) {
    const { each, sum } = products(factors);
    const [heaviest, largest] = [factors.weights, each].map((values) => Math.max(...Array.from(values, Math.abs), 1e-9));
    each.forEach((value, place) => {
      const share = Math.min(Math.max((factors.window[place] - low) / (high - low), 0), 1);
      const level = Math.round(255 * share);
      window[place].style.cssText = `background:rgb(${level},${level},${level});color:${inkOn(level, level, level)}`;
      write(window[place], number(factors.window[place]));
      write(weights[place], number(factors.weights[place]));
      paint(weights[place], factors.weights[place] / heaviest, colours);
      write(product[place], number(value));
      paint(product[place], value / largest, colours);
    });
    output.textContent = number(sum);
    return sum;
  }
}
