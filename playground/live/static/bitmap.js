// @ts-check
/**
 * Pictures as the addresses of bitmap files (BMP, a byte for each cell and 256 colours): nothing is compressed, so that
 * one takes a tenth of a canvas's PNG, and rows go from bottom to top, as they do in tensors.
 *
 * @typedef {import("./painter.js").Grid} Grid
 */

const HEADER = 54;
const COLOURS = 256;
const START = HEADER + 4 * COLOURS;

/**
 * Files that are used again, by their colours: most of one never changes.
 * @type {WeakMap<Uint32Array, {file: Uint8Array, rows: number, columns: number}>}
 */
const files = new WeakMap();

/**
 * Return the address of a picture.
 * @param {Grid} grid             rows from bottom to top
 * @param {Uint32Array} colours   to look up, little-endian RGBA, none of which lets the ground shine through
 * @param {number[]} limits       values of the first and the last colour
 */
export function bitmap({ data, shape: [rows, columns] }, colours, [low, high]) {
  let made = files.get(colours);
  if (!made || made.rows !== rows || made.columns !== columns) {
    made = { file: empty(rows, columns, colours), rows, columns };
    files.set(colours, made);
  }
  const { file } = made;
  const width = stride(columns);
  const scale = (COLOURS - 1) / (high - low);
  for (let row = 0; row < rows; row += 1) {
    const [from, to] = [row * columns, START + row * width];
    for (let column = 0; column < columns; column += 1) {
      const place = (data[from + column] - low) * scale + 0.5;
      file[to + column] = place > 255 ? 255 : place < 0 ? 0 : place;
    }
  }
  return `data:image/bmp;base64,${base64(file)}`;
}

/**
 * Return a file whose cells are all of the first colour.
 * @param {number} rows
 * @param {number} columns
 * @param {Uint32Array} colours
 */
function empty(rows, columns, colours) {
  const file = new Uint8Array(START + rows * stride(columns));
  const view = new DataView(file.buffer);
  view.setUint16(0, 0x4d42, true); // "BM"
  view.setUint32(2, file.length, true);
  view.setUint32(10, START, true);
  view.setUint32(14, 40, true); // length of what follows
  view.setInt32(18, columns, true);
  view.setInt32(22, rows, true);
  view.setUint16(26, 1, true); // plane
  view.setUint16(28, 8, true); // bits
  view.setUint32(46, COLOURS, true);
  for (let k = 0; k < COLOURS; k += 1) {
    const colour = colours[Math.round((k * (colours.length - 1)) / (COLOURS - 1))];
    const [red, green, blue] = [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
    view.setUint32(HEADER + 4 * k, blue | (green << 8) | (red << 16), true);
  }
  return file;
}

/**
 * Return how many bytes a row takes: files have a multiple of four.
 * @param {number} columns
 */
const stride = (columns) => (columns + 3) & ~3;

/** @param {Uint8Array} file */
function base64(file) {
  let text = "";
  for (let start = 0; start < file.length; start += 8192) {
    text += String.fromCharCode(...file.subarray(start, start + 8192));
  }
  return btoa(text);
}
