// @ts-check
/**
 * The answers of all neurons over the plane as small maps in one image: those of the newest frame, and below them those of
 * the inputs, which never change.
 *
 * @typedef {import("./network_layout.js").Neuron} Neuron
 * @typedef {import("./frames.js").Tensor} Tensor
 */

export class Atlas {
  image = document.createElement("canvas");
  cells = 0; // along each side of a map
  count = 0; // maps of the frame
  /** @type {string[]} */
  keys = [];
  /** @type {(Uint8Array | null)[]} */
  inputs = [];

  /** @param {{key: string, map: string | null}[]} inputs   maps in base64 */
  take(inputs) {
    this.keys = inputs.map(({ key }) => key);
    this.inputs = inputs.map(({ map }) => map && bytes(map));
  }

  /**
   * Draw all maps.
   * @param {Tensor} maps   of the frame, values from 0 to 255
   * @param {(place: number) => Uint32Array} paletteOf   of each of them
   * @param {Uint32Array} palette   of the inputs
   */
  draw({ data, shape: [count, cells] }, paletteOf, palette) {
    const pixels = new Uint32Array((count + this.inputs.length) * cells * cells);
    for (let place = 0; place < count; place += 1) {
      fill(pixels, place, cells, data.subarray(place * cells * cells), paletteOf(place));
    }
    this.inputs.forEach((map, place) => map && fill(pixels, count + place, cells, map, palette));
    Object.assign(this.image, { width: cells, height: pixels.length / cells });
    const image = new ImageData(new Uint8ClampedArray(pixels.buffer), cells, pixels.length / cells);
    this.image.getContext("2d", { willReadFrequently: true }).putImageData(image, 0, 0);
    this.cells = cells;
    this.count = count;
  }

  /**
   * Paint a neuron's map.
   * @param {CanvasRenderingContext2D} context
   * @param {Neuron} neuron
   * @param {number} x
   * @param {number} y
   * @param {number} size
   */
  paint(context, neuron, x, y, size) {
    const { cells } = this;
    const place = neuron.layer ? neuron.place : this.count + this.placeOf(neuron);
    context.drawImage(this.image, 0, place * cells, cells, cells, x, y, size, size);
  }

  /**
   * Return a neuron's map with values from -1 to 1.
   * @param {Neuron} neuron
   * @param {Tensor} maps   of the frame
   * @returns {Tensor | null}
   */
  mapOf(neuron, maps) {
    const own = neuron.layer ? null : this.inputs[this.placeOf(neuron)];
    if (!neuron.layer && !own) return null;
    const [bytes, place] = own ? [own, 0] : [maps.data, neuron.place];
    const size = this.cells * this.cells;
    const values = Float32Array.from(bytes.subarray(place * size, (place + 1) * size), (value) => value / 127.5 - 1);
    return { data: values, shape: [this.cells, this.cells] };
  }

  /** @param {Neuron} neuron   an input */
  placeOf(neuron) {
    return this.keys.indexOf(neuron.input.key);
  }
}

/**
 * @param {Uint32Array} pixels
 * @param {number} place   of the map in the image
 * @param {number} cells   along each of its sides
 * @param {ArrayLike<number>} values
 * @param {Uint32Array} palette
 */
function fill(pixels, place, cells, values, palette) {
  const start = place * cells * cells;
  for (let row = 0; row < cells; row += 1) {
    const from = (cells - 1 - row) * cells;
    for (let column = 0; column < cells; column += 1) pixels[start + row * cells + column] = palette[values[from + column]];
  }
}

/** @param {string} text   in base64 */
function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
