// @ts-check
/**
 * Convolution in the browser: the arithmetic of playground/concepts/convolution.py, to which a test holds it.
 *
 * @typedef {Object} Plane          one number for each pixel, row by row
 * @property {Float64Array} data
 * @property {number} rows
 * @property {number} columns
 *
 * @typedef {Object} Sliding
 * @property {number} size          cells of the kernel along each side
 * @property {number} stride
 * @property {number} dilation
 * @property {"none" | "zero" | "reflect" | "replicate"} padding
 */

const GREY_WEIGHTS = [0.299, 0.587, 0.114];

/**
 * Return how many pixels the window covers along each side.
 * @param {Pick<Sliding, "size" | "dilation">} sliding
 */
export function reach({ size, dilation }) {
  return dilation * (size - 1) + 1;
}

/**
 * Return how many pixels the padding adds at each side.
 * @param {Sliding} sliding
 */
export function margin(sliding) {
  return sliding.padding === "none" ? 0 : Math.floor((reach(sliding) - 1) / 2);
}

/**
 * Return how many windows fit along a side of so many pixels; 0 where none does.
 * @param {number} length
 * @param {Sliding} sliding
 */
export function outputSize(length, sliding) {
  const added = margin(sliding);
  if (sliding.padding === "reflect" && added >= length) return 0; // there is not enough to reflect
  const room = length + 2 * added - sliding.dilation * (sliding.size - 1) - 1;
  return room < 0 ? 0 : Math.floor(room / sliding.stride) + 1;
}

/**
 * Return which pixel stands at a place that may lie beyond the edge; -1 for none.
 * @param {number} place
 * @param {number} length
 * @param {Sliding["padding"]} padding
 */
function source(place, length, padding) {
  if (place >= 0 && place < length) return place;
  if (padding === "replicate") return place < 0 ? 0 : length - 1;
  if (padding === "reflect") return place < 0 ? -place : 2 * (length - 1) - place;
  return -1;
}

/**
 * Return a plane with the margin that its padding adds.
 * @param {Plane} plane
 * @param {Sliding} sliding
 * @returns {Plane}
 */
export function padded(plane, sliding) {
  const added = margin(sliding);
  const [rows, columns] = [plane.rows + 2 * added, plane.columns + 2 * added];
  const data = new Float64Array(rows * columns);
  const across = Array.from({ length: columns }, (_, column) => source(column - added, plane.columns, sliding.padding));
  for (let row = 0; row < rows; row += 1) {
    const from = source(row - added, plane.rows, sliding.padding);
    if (from < 0) continue;
    for (let column = 0; column < columns; column += 1) {
      if (across[column] >= 0) data[row * columns + column] = plane.data[from * plane.columns + across[column]];
    }
  }
  return { data, rows, columns };
}

/**
 * Return the sum over all planes of their convolutions, K*I(i, j) = Σ K(n, m) I(i + n, j + m), or null where the kernel
 * does not fit.
 * @param {Plane[]} planes
 * @param {ArrayLike<number>[]} kernels   one for each plane
 * @param {Sliding} sliding
 * @returns {Plane | null}
 */
export function convolve(planes, kernels, sliding) {
  const [rows, columns] = [planes[0].rows, planes[0].columns].map((length) => outputSize(length, sliding));
  if (!rows || !columns) return null;
  const result = new Float64Array(rows * columns);
  planes.forEach((plane, k) => addConvolution(result, [rows, columns], padded(plane, sliding), kernels[k], sliding));
  return { data: result, rows, columns };
}

/**
 * Add one plane's convolution to a result: a pass over the picture for each cell of the kernel that is not zero.
 * @param {Float64Array} result
 * @param {number[]} shape   its rows and columns
 * @param {Plane} plane
 * @param {ArrayLike<number>} kernel
 * @param {Sliding} sliding
 */
function addConvolution(result, [rows, columns], { data, columns: width }, kernel, { size, stride, dilation }) {
  for (let cell = 0; cell < size * size; cell += 1) {
    const weight = kernel[cell];
    if (weight === 0) continue;
    const start = Math.floor(cell / size) * dilation * width + (cell % size) * dilation;
    for (let row = 0; row < rows; row += 1) {
      let from = start + row * stride * width;
      const to = row * columns;
      for (let column = 0; column < columns; column += 1, from += stride) result[to + column] += weight * data[from];
    }
  }
}

/**
 * Return what lies under the kernel's cells for one output pixel.
 * @param {Plane} plane
 * @param {Sliding} sliding
 * @param {number} row
 * @param {number} column
 * @returns {number[]}
 */
export function windowAt(plane, sliding, row, column) {
  const added = margin(sliding);
  const values = [];
  for (let n = 0; n < sliding.size; n += 1) {
    const from = source(row * sliding.stride + n * sliding.dilation - added, plane.rows, sliding.padding);
    for (let m = 0; m < sliding.size; m += 1) {
      const at = source(column * sliding.stride + m * sliding.dilation - added, plane.columns, sliding.padding);
      values.push(from < 0 || at < 0 ? 0 : plane.data[from * plane.columns + at]);
    }
  }
  return values;
}

/**
 * Return a signal's convolution f * g(x) = Σ f(t) g(x + t), where the whole kernel lies on the signal.
 * @param {ArrayLike<number>} signal
 * @param {ArrayLike<number>} kernel
 */
export function convolveSignal(signal, kernel) {
  const places = Array.from({ length: Math.max(signal.length - kernel.length + 1, 0) }, (_, x) => x);
  return places.map((x) => Array.from(kernel).reduce((sum, weight, t) => sum + weight * signal[x + t], 0));
}

/**
 * Return the brightness of planes red, green and blue, rounded to whole numbers.
 * @param {Plane[]} planes
 * @returns {Plane}
 */
export function grey([red, green, blue]) {
  const data = new Float64Array(red.data.length);
  const [r, g, b] = GREY_WEIGHTS;
  for (let i = 0; i < data.length; i += 1) {
    data[i] = Math.floor(r * red.data[i] + g * green.data[i] + b * blue.data[i] + 0.5);
  }
  return { data, rows: red.rows, columns: red.columns };
}
