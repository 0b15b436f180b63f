// @ts-check
/**
 * One feature map enlarged: what comes in, and how the pixel under the pointer is computed from it.
 *
 * @typedef {import("./frames.js").Tensor} Tensor
 */

import { make } from "./elements.js";
import { ConvolvedPixel, PooledPixel } from "./enlarged_sums.js";
import { numbersIn } from "./numbers.js";
import { drawHeatmap, upright } from "./painter.js";
import { greys, Raster } from "./raster.js";

const TALLEST = 230; // pixels of the maps on the screen
const MOST_SMALL = 16; // maps that come in, up to which there is room to show them larger

export class Enlarged {
  built = "";
  lastKey = "";
  /** @type {string | undefined} */ key;
  /** @type {number[] | undefined} */ pixel;
  picked = false; // whether the person has chosen the map that comes in and is written out
  /** @type {{button: HTMLButtonElement, canvas: HTMLCanvasElement}[]} */ small = [];
  /** @type {Record<string, Raster>} */ rasters = {};

  /**
   * @param {HTMLElement} element
   * @param {() => void} close   called when the person has seen enough
   */
  constructor(element, close) {
    this.element = element;
    this.close = close;
    element.tabIndex = -1;
  }

  /**
   * @param {import("./maps.js").Data} data
   * @param {Uint32Array} palette
   * @param {"light" | "dark"} shade
   */
  update(data, palette, shade) {
    this.data = data;
    this.palette = palette;
    this.write = numbersIn(data.language).fixed;
    this.colours = data.themes[shade].colours;
    const built = JSON.stringify([data.layers, data.texts, shade]);
    if (built !== this.built) this.key = undefined;
    this.built = built;
  }

  /** Come into view, and into focus, as soon as the map that was asked for is there. */
  expect() {
    this.expected = true;
  }

  /**
   * @param {import("./connection.js").State} state
   * @param {HTMLElement[]} sections   of the layers; the map stands below its own
   */
  draw({ focus, tensors }, sections) {
    const at = tensors.chosen_at?.data;
    const shown = Boolean(focus.map && at && at[0] === focus.map[0] && at[1] === focus.map[1]);
    this.element.hidden = !shown;
    if (!shown) return;
    this.tensors = tensors;
    const key = `${at.join()} ${tensors.chosen_inputs.shape.join()} ${tensors.chosen_before.shape.join()}`;
    if (key !== this.key) this.build(at, key);
    const section = sections[at[0] - 1];
    if (this.element.parentElement !== section) section.append(this.element);
    this.paint();
    if (this.expected) this.reveal();
  }

  reveal() {
    this.expected = false;
    this.element.scrollIntoView({ block: "nearest" });
    this.element.focus({ preventScroll: true });
  }

  /**
   * @param {ArrayLike<number> & Iterable<number>} at   layer and channel
   * @param {string} key
   */
  build([number, channel], key) {
    const { texts, layers } = this.data;
    this.layer = layers[number - 1];
    this.isFirst = number === 1;
    if (key !== this.lastKey) {
      this.pixel = this.input = undefined;
      this.picked = false;
    }
    this.key = this.lastKey = key;
    const title = make("strong", "", texts.map.replace("{layer}", this.layer.title).replace("{n}", String(channel + 1)));
    const shut = make("button", "", texts.close);
    Object.assign(shut, { type: "button", onclick: () => this.close() });
    const header = make("header");
    header.append(title, shut);
    this.names = this.inputNames(channel);
    this.small = this.names.map((name, place) => this.choice(name, place));
    const small = make("div", `inputs${this.small.length > MOST_SMALL ? " many" : ""}`);
    small.append(...this.small.map(({ button }) => button));
    for (const raster of Object.values(this.rasters)) raster.close();
    this.rasters = Object.fromEntries(["window", "before", "after"].map((name) => [name, this.raster(name)]));
    const after = texts.activated.replace("{name}", this.layer.activation);
    /** @type {Record<string, string>} */
    const output = this.layer.kernels ? { before: texts.before, after } : { before: texts.pooled };
    const labels = { window: texts.window_alt, ...output };
    for (const [name, label] of Object.entries(labels)) this.rasters[name].element.setAttribute("aria-label", label);
    this.caption = make("figcaption");
    const maps = make("div", "maps");
    maps.append(captioned(this.caption, this.rasters.window.element));
    for (const [name, label] of Object.entries(output)) {
      maps.append(captioned(make("figcaption", "", label), this.rasters[name].element));
    }
    const sums = make("div", "sums");
    sums.setAttribute("role", "status");
    const Kind = this.layer.kernels ? ConvolvedPixel : PooledPixel;
    this.sums = new Kind(sums, texts, this.write, this.colours);
    const hint = make("p", "hint", texts.hint);
    const several = this.small.length > 1 ? [captioned(make("figcaption", "", texts.inputs), small)] : [];
    this.element.setAttribute("aria-label", title.textContent);
    this.element.replaceChildren(header, ...several, maps, hint, sums);
  }

  /**
   * Return what people call the maps that come in: those of the group, or the planes of the image.
   * @param {number} channel
   */
  inputNames(channel) {
    const { texts } = this.data;
    const count = this.tensors.chosen_inputs.shape[0];
    const first = this.layer.kernels ? Math.floor(channel / this.layer.group) * count : channel;
    if (!this.isFirst) return Array.from({ length: count }, (_, place) => texts.input_map.replace("{n}", String(first + place + 1)));
    const planes = this.data.channels === 3 ? texts.planes.split(" ") : [texts.image];
    return planes.slice(first, first + count);
  }

  /**
   * Return a small map that comes in; a click shows its part of the sum.
   * @param {string} name
   * @param {number} place
   */
  choice(name, place) {
    const button = make("button");
    const canvas = make("canvas");
    Object.assign(button, { type: "button", title: name });
    button.setAttribute("aria-label", name);
    button.append(canvas);
    button.onclick = () => {
      this.input = place;
      this.picked = true;
      this.paint();
    };
    return { button, canvas };
  }

  /** @param {string} name */
  raster(name) {
    const raster = new Raster(make("div"), { tallest: TALLEST });
    if (name !== "window") raster.listen({ point: (at) => at && this.point(at), at: () => this.pixel });
    return raster;
  }

  /**
   * Take the pixel under the pointer.
   * @param {number[]} at
   */
  point(at) {
    this.pixel = at;
    if (!this.picked) this.input = undefined;
    this.paint();
  }

  paint() {
    const { chosen_inputs: inputs, chosen_before: before, chosen_after: after } = this.tensors;
    const [rows, columns] = before.shape;
    const [row, column] = this.pixel ?? [rows >> 1, columns >> 1];
    this.pixel = [Math.min(row, rows - 1), Math.min(column, columns - 1)];
    const parts = this.parts();
    this.input ??= parts.reduce((most, { sum }, place) => (Math.abs(sum) > Math.abs(parts[most].sum) ? place : most), 0);
    this.paintInputs(inputs);
    this.paintWindow(inputs, parts[this.input].window);
    for (const [name, tensor] of Object.entries({ before, after })) {
      const limit = largest(tensor.data);
      /** @param {number} place */
      const number = (place) => this.write(tensor.data[place], 2);
      this.rasters[name].show(this.coloured(tensor.data, limit), rows, columns, number);
      this.rasters[name].lay({ marks: [this.pixel] });
    }
    const at = this.pixel[0] * columns + this.pixel[1];
    const limit = largest(inputs.data);
    this.sums.show({
      parts,
      chosen: this.input,
      size: this.layer.window,
      range: this.isFirst ? [0, 1] : null,
      limit,
      kind: this.layer.kind,
      bias: this.tensors.chosen_bias?.data[0],
      before: before.data[at],
      after: after.data[at],
      activation: this.layer.activation,
    });
    Object.assign(this.element.dataset, { at: this.pixel.join(), input: this.input });
    this.element.dataset.calculated = this.sums.calculated.toPrecision(6);
    this.element.dataset.answered = before.data[at].toPrecision(6);
  }

  /** Return for each map that comes in what lies under the window, its weights and what it gives to the sum. */
  parts() {
    const { chosen_inputs: inputs, chosen_kernel: kernel } = this.tensors;
    const [, height, width] = inputs.shape;
    const side = this.layer.window;
    const [top, left] = this.corner();
    return this.names.map((name, channel) => {
      /** @type {(number | null)[]} */
      const window = [];
      for (let y = top; y < top + side; y += 1) {
        for (let x = left; x < left + side; x += 1) {
          const inside = y >= 0 && y < height && x >= 0 && x < width;
          window.push(inside ? inputs.data[(channel * height + y) * width + x] : kernel ? 0 : null);
        }
      }
      const weights = kernel?.data.subarray(channel * side * side, (channel + 1) * side * side);
      const sum = weights ? window.reduce((all, value, place) => all + value * weights[place], 0) : 0;
      return { name, window, weights, sum };
    });
  }

  /** Return the window's upper left corner in the map that comes in. */
  corner() {
    return this.pixel.map((place) => place * this.layer.stride - this.layer.padding);
  }

  /** @param {Tensor} inputs */
  paintInputs({ data, shape: [, rows, columns] }) {
    if (this.small.length < 2) return;
    const size = rows * columns;
    const limit = largest(data);
    this.small.forEach(({ button, canvas }, place) => {
      const map = { data: data.subarray(place * size, (place + 1) * size), shape: [rows, columns] };
      drawHeatmap(canvas, upright(map), this.palette, [-limit, limit]);
      button.setAttribute("aria-pressed", String(place === this.input));
    });
  }

  /**
   * Draw the chosen map that comes in, within its padding, and on it the window, with the pixel that a maximum takes.
   * @param {Tensor} inputs
   * @param {(number | null)[]} values   under the window
   */
  paintWindow({ data, shape: [, rows, columns] }, values) {
    const { padding, window, kind } = this.layer;
    const [high, wide] = [rows + 2 * padding, columns + 2 * padding];
    const whole = new Float64Array(high * wide);
    const start = this.input * rows * columns;
    for (let row = 0; row < rows; row += 1) {
      const line = data.subarray(start + row * columns, start + (row + 1) * columns);
      whole.set(line, (row + padding) * wide + padding);
    }
    const colours = this.isFirst ? greys(whole.map((value) => 255 * value)) : this.coloured(whole, largest(data));
    this.rasters.window.show(colours, high, wide, (place) => this.write(whole[place], 2));
    const [row, column] = this.corner();
    const inside = padding ? { row: padding, column: padding, rows, columns } : null;
    const best = kind === "max_pool2d" ? values.indexOf(Math.max(...values.filter((value) => value !== null))) : -1;
    this.rasters.window.lay({
      frames: [{ row: row + padding, column: column + padding, rows: window, columns: window }],
      inside,
      marks: best < 0 ? [] : [[row + padding + Math.floor(best / window), column + padding + (best % window)]],
    });
    const title = this.small.length > 1 || !this.isFirst ? this.names[this.input] : this.data.texts.image;
    if (this.caption.textContent !== title) this.caption.textContent = title;
  }

  /**
   * Return values as colours: blue where positive, orange where negative.
   * @param {ArrayLike<number>} values
   * @param {number} limit
   */
  coloured(values, limit) {
    const last = this.palette.length - 1;
    return Uint32Array.from(values, (value) => this.palette[Math.round(((value / limit + 1) / 2) * last)]);
  }
}

/** @param {Float32Array} values */
function largest(values) {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
}

/**
 * @param {HTMLElement} caption
 * @param {HTMLElement} element
 */
function captioned(caption, element) {
  const figure = make("figure");
  figure.append(caption, element);
  return figure;
}
