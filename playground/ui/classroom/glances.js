// @ts-check
/**
 * Small pictures of networks, as probes/glance.py measures them, drawn cell by cell; the browser enlarges them.
 *
 * @typedef {import("./frames.js").Tensor} Tensor
 *
 * @typedef {Object} Looks     colours of one shade, as #rrggbb
 * @property {string[]} classes
 * @property {string[]} curves   training, test
 * @property {string} middle     where nothing is
 */

const CURVE_WIDTH = 240;
const CURVE_HEIGHT = 240;
const MARGIN = 12;

/**
 * Draw a glance.
 * @param {HTMLCanvasElement} canvas
 * @param {string} kind   plane, classes, confusion, gan or curves
 * @param {Tensor} picture
 * @param {Looks} looks
 */
export function drawGlance(canvas, kind, picture, looks) {
  const draw = { plane, classes, confusion, gan }[kind];
  if (draw) paint(canvas, draw(picture, looks), kind !== "confusion");
  else curves(canvas, picture, looks);
}

/** @typedef {{rows: number, columns: number, colours: number[][]}} Cells   red, green, blue of each, row by row */

/**
 * @param {Tensor} picture
 * @param {Looks} looks
 * @returns {Cells}
 */
function plane({ data, shape: [rows, columns] }, looks) {
  const ends = [levels(looks.classes[0]), levels(looks.classes[1])];
  const middle = levels(looks.middle);
  const colours = Array.from(data, (byte) => {
    const answer = (byte - 128) / 127;
    return mix(middle, ends[answer < 0 ? 0 : 1], Math.min(1, Math.abs(answer)));
  });
  return { rows, columns, colours };
}

/**
 * @param {Tensor} picture
 * @param {Looks} looks
 * @returns {Cells}
 */
function classes({ data, shape: [, rows, columns] }, looks) {
  const all = looks.classes.map(levels);
  const middle = levels(looks.middle);
  const cells = rows * columns;
  const colours = Array.from({ length: cells }, (_, cell) => {
    const share = 0.15 + (0.7 * data[cells + cell]) / 255;
    return mix(middle, all[data[cell] % all.length], share);
  });
  return { rows, columns, colours };
}

/**
 * @param {Tensor} picture
 * @param {Looks} looks
 * @returns {Cells}
 */
function confusion({ data, shape: [rows, columns] }, looks) {
  const middle = levels(looks.middle);
  const [right, wrong] = [levels(looks.classes[1]), levels(looks.classes[0])];
  const colours = Array.from(data, (byte, cell) => {
    const isRight = Math.floor(cell / columns) === cell % columns;
    return mix(middle, isRight ? right : wrong, byte / 255);
  });
  return { rows, columns, colours };
}

/**
 * What the discriminator says, and on it what the generator makes.
 * @param {Tensor} picture
 * @param {Looks} looks
 * @returns {Cells}
 */
function gan({ data, shape: [, rows, columns] }, looks) {
  const cells = rows * columns;
  const middle = levels(looks.middle);
  const [generated, real] = [levels(looks.classes[0]), levels(looks.classes[1])];
  const colours = Array.from({ length: cells }, (_, cell) => {
    const said = data[cells + cell] / 127.5 - 1;
    const field = mix(middle, said < 0 ? generated : real, 0.45 * Math.abs(said));
    return mix(field, generated, Math.sqrt(data[cell] / 255));
  });
  return { rows, columns, colours };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Cells} cells
 * @param {boolean} upwards   whether the first row is the lowest
 */
function paint(canvas, { rows, columns, colours }, upwards) {
  size(canvas, columns, rows);
  const context = canvas.getContext("2d");
  const image = context.createImageData(columns, rows);
  colours.forEach((colour, cell) => {
    const row = Math.floor(cell / columns);
    const place = 4 * ((upwards ? rows - 1 - row : row) * columns + (cell % columns));
    for (let part = 0; part < 3; part += 1) image.data[place + part] = colour[part];
    image.data[place + 3] = 255;
  });
  context.putImageData(image, 0, 0);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Tensor} picture   a row for each curve
 * @param {Looks} looks
 */
function curves(canvas, { data, shape: [rows, columns] }, looks) {
  size(canvas, CURVE_WIDTH, CURVE_HEIGHT);
  const context = canvas.getContext("2d");
  context.fillStyle = looks.middle;
  context.fillRect(0, 0, CURVE_WIDTH, CURVE_HEIGHT);
  const values = Array.from(data).filter(Number.isFinite);
  if (!values.length) return;
  const low = Math.min(0, ...values);
  const high = Math.max(low + 1e-12, ...values);
  context.lineWidth = 6;
  for (let row = 0; row < rows; row += 1) {
    context.strokeStyle = looks.curves[row % looks.curves.length];
    context.setLineDash(row ? [14, 8] : []);
    context.beginPath();
    for (let column = 0; column < columns; column += 1) {
      const x = MARGIN + ((CURVE_WIDTH - 2 * MARGIN) * column) / Math.max(1, columns - 1);
      const share = (data[row * columns + column] - low) / (high - low);
      context.lineTo(x, CURVE_HEIGHT - MARGIN - share * (CURVE_HEIGHT - 2 * MARGIN));
    }
    context.stroke();
  }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
function size(canvas, width, height) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** @param {string} colour   as #rrggbb */
function levels(colour) {
  return [1, 3, 5].map((place) => Number.parseInt(colour.slice(place, place + 2), 16));
}

/**
 * @param {number[]} one
 * @param {number[]} other
 * @param {number} share   of the other
 */
function mix(one, other, share) {
  return one.map((level, part) => Math.round(level + share * (other[part] - level)));
}
