// @ts-check
/**
 * Pooling in the browser: the arithmetic of playground/concepts/pooling.py, to which a test holds it.
 *
 * @typedef {import("./convolved.js").Plane} Plane
 */

/**
 * Return how many windows fit along a side of so many pixels.
 * @param {number} length
 * @param {number} window
 * @param {number} stride
 */
export function pooledSize(length, window, stride) {
  return length < window ? 0 : Math.floor((length - window) / stride) + 1;
}

/**
 * Return the largest and the mean value of each window, where each largest one came from (a place in the data; of
 * several equal ones the first) and how many are as large, or null where no window fits.
 * @param {Plane} plane
 * @param {number} window   its side
 * @param {number} stride
 * @returns {{max: Plane, mean: Plane, places: Int32Array, equals: Int32Array} | null}
 */
export function pool(plane, window, stride) {
  const [rows, columns] = [plane.rows, plane.columns].map((length) => pooledSize(length, window, stride));
  if (!rows || !columns) return null;
  const [max, mean] = [new Float64Array(rows * columns), new Float64Array(rows * columns)];
  const [places, equals] = [new Int32Array(rows * columns), new Int32Array(rows * columns)];
  for (let cell = 0; cell < places.length; cell += 1) {
    const corner = Math.floor(cell / columns) * stride * plane.columns + (cell % columns) * stride;
    let [best, count, sum] = [corner, 0, 0];
    for (let n = 0; n < window; n += 1) {
      const from = corner + n * plane.columns;
      for (let at = from; at < from + window; at += 1) {
        sum += plane.data[at];
        if (plane.data[at] > plane.data[best]) [best, count] = [at, 0];
        if (plane.data[at] === plane.data[best]) count += 1;
      }
    }
    [max[cell], mean[cell], places[cell], equals[cell]] = [plane.data[best], sum / (window * window), best, count];
  }
  return { max: { data: max, rows, columns }, mean: { data: mean, rows, columns }, places, equals };
}

/**
 * Return a plane moved to the right; its first column fills what becomes free.
 * @param {Plane} plane
 * @param {number} by   pixels
 * @returns {Plane}
 */
export function shifted({ data, rows, columns }, by) {
  const moved = new Float64Array(data.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      moved[row * columns + column] = data[row * columns + Math.max(column - by, 0)];
    }
  }
  return { data: moved, rows, columns };
}

/**
 * Return by how much two planes differ.
 * @param {Plane} before
 * @param {Plane} after
 * @returns {Plane}
 */
export function difference(before, after) {
  return { ...before, data: Float64Array.from(before.data, (value, i) => Math.abs(after.data[i] - value)) };
}

/**
 * Return the share of values of a plane that are at least so large.
 * @param {Plane} plane
 * @param {number} least
 */
export function shareFrom({ data }, least) {
  return data.reduce((count, value) => count + (value >= least ? 1 : 0), 0) / data.length;
}
