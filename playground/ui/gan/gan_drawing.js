// @ts-check
/**
 * What lies over the discriminator's heatmap: data, generated points, their arrows, the generator's grid, the modes.
 *
 * @typedef {import("./frames.js").Tensor} Tensor
 *
 * @typedef {Object} Plane
 * @property {number} reach                          how far the plane goes to each side
 * @property {{centres: number[][], radius: number} | null} modes   of the data, with the circle that counts as near
 * @property {Record<string, string>} colours        data, generated, text, seam, mark
 * @property {{arrows: boolean, grid: boolean, data: boolean}} shown
 */

import { cleared } from "./canvases.js";

const [DATA, GENERATED] = [2.6, 3]; // pixels
const LONGEST = 0.55; // of an arrow, as a part of the plane's unit
const GENTLE = 0.5; // slopes that make half of it
const HEAD = 5; // pixels

/**
 * Draw all that is shown.
 * @param {HTMLCanvasElement} canvas
 * @param {Record<string, Tensor>} tensors
 * @param {Plane} plane
 */
export function drawOver(canvas, tensors, { reach, modes, colours, shown }) {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const context = cleared(canvas, width, height);
  const right = (/** @type {number} */ x) => ((x + reach) / (2 * reach)) * width;
  const top = (/** @type {number} */ y) => ((reach - y) / (2 * reach)) * height;
  const place = { right, top };
  if (shown.grid) drawGrid(context, tensors.noise_grid, place, colours.generated);
  if (shown.data) drawCircles(context, tensors.real, place, colours);
  drawDiamonds(context, tensors.generated, place, colours);
  if (shown.arrows) drawArrows(context, tensors.arrows, place, width / (2 * reach), colours);
  if (modes) drawModes(context, modes, tensors.mode_covered, place, width / (2 * reach), colours);
}

/** @typedef {{right: (x: number) => number, top: (y: number) => number}} Place */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Tensor | undefined} points
 * @param {Place} place
 * @param {Record<string, string>} colours
 */
function drawCircles(context, points, { right, top }, colours) {
  if (!points) return;
  Object.assign(context, { fillStyle: colours.data, strokeStyle: colours.seam, lineWidth: 0.8 });
  for (let k = 0; k < points.data.length; k += 2) {
    context.beginPath();
    context.arc(right(points.data[k]), top(points.data[k + 1]), DATA, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Tensor | undefined} points
 * @param {Place} place
 * @param {Record<string, string>} colours
 */
function drawDiamonds(context, points, { right, top }, colours) {
  if (!points) return;
  Object.assign(context, { fillStyle: colours.generated, strokeStyle: colours.seam, lineWidth: 0.8 });
  for (let k = 0; k < points.data.length; k += 2) diamond(context, right(points.data[k]), top(points.data[k + 1]));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 */
function diamond(context, x, y) {
  context.beginPath();
  context.moveTo(x, y - GENERATED - 1);
  context.lineTo(x + GENERATED + 1, y);
  context.lineTo(x, y + GENERATED + 1);
  context.lineTo(x - GENERATED - 1, y);
  context.closePath();
  context.fill();
  context.stroke();
}

/**
 * Draw where a square grid of noise goes: the smaller a cell became, the denser points of it lie.
 * @param {CanvasRenderingContext2D} context
 * @param {Tensor | undefined} grid
 * @param {Place} place
 * @param {string} colour
 */
function drawGrid(context, grid, { right, top }, colour) {
  if (!grid) return;
  const [rows, columns] = grid.shape;
  const at = (/** @type {number} */ row, /** @type {number} */ column) => {
    const k = 2 * (row * columns + column);
    return /** @type {[number, number]} */ ([right(grid.data[k]), top(grid.data[k + 1])]);
  };
  Object.assign(context, { strokeStyle: colour, fillStyle: colour, lineWidth: rows === 1 ? 2.5 : 1 });
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const corners = [at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column)];
      context.globalAlpha = Math.min(0.75, 25 / (area(corners) + 30));
      outline(context, corners);
      context.fill();
    }
  }
  context.globalAlpha = rows === 1 ? 1 : 0.8;
  for (let row = 0; row < rows; row += 1) line(context, Array.from({ length: columns }, (_, column) => at(row, column)));
  for (let column = 0; rows > 1 && column < columns; column += 1) line(context, Array.from({ length: rows }, (_, row) => at(row, column)));
  context.globalAlpha = 1;
}

/**
 * Return the area of a polygon.
 * @param {[number, number][]} corners
 */
function area(corners) {
  let twice = 0;
  corners.forEach(([x, y], k) => {
    const [nextX, nextY] = corners[(k + 1) % corners.length];
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) / 2;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number][]} places
 */
function outline(context, places) {
  context.beginPath();
  for (const [x, y] of places) context.lineTo(x, y);
  context.closePath();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number][]} places
 */
function line(context, places) {
  context.beginPath();
  for (const [x, y] of places) context.lineTo(x, y);
  context.stroke();
}

/**
 * Draw arrows as long as a slope is steep, up to a longest one.
 * @param {CanvasRenderingContext2D} context
 * @param {Tensor | undefined} arrows
 * @param {Place} place
 * @param {number} unit   pixels
 * @param {Record<string, string>} colours
 */
function drawArrows(context, arrows, { right, top }, unit, colours) {
  if (!arrows) return;
  for (let k = 0; k < arrows.data.length; k += 4) {
    const [x, y, across, up] = [0, 1, 2, 3].map((part) => arrows.data[k + part]);
    const slope = Math.hypot(across, up);
    if (!(slope > 0)) continue;
    const length = (LONGEST * unit * slope) / (slope + GENTLE);
    const [dx, dy] = [(across / slope) * length, (-up / slope) * length];
    const [from, to] = [
      [right(x), top(y)],
      [right(x) + dx, top(y) + dy],
    ];
    for (const [strokeStyle, lineWidth] of /** @type {[string, number][]} */ ([
      [colours.seam, 4],
      [colours.text, 1.8],
    ])) {
      Object.assign(context, { strokeStyle, lineWidth, lineCap: "round" });
      context.beginPath();
      context.moveTo(from[0], from[1]);
      context.lineTo(to[0], to[1]);
      const angle = Math.atan2(dy, dx);
      for (const side of [-0.5, 0.5]) {
        context.moveTo(to[0], to[1]);
        context.lineTo(to[0] - HEAD * Math.cos(angle + side), to[1] - HEAD * Math.sin(angle + side));
      }
      context.stroke();
    }
  }
}

/**
 * Draw the circle of each mode: whole where enough points lie in it, dashed elsewhere.
 * @param {CanvasRenderingContext2D} context
 * @param {{centres: number[][], radius: number}} modes
 * @param {Tensor | undefined} covered
 * @param {Place} place
 * @param {number} unit   pixels
 * @param {Record<string, string>} colours
 */
function drawModes(context, { centres, radius }, covered, { right, top }, unit, colours) {
  centres.forEach(([x, y], k) => {
    const isLit = covered?.data[k] === 1;
    for (const [strokeStyle, lineWidth] of /** @type {[string, number][]} */ ([
      [colours.seam, isLit ? 5 : 3],
      [isLit ? colours.lamp : colours.text, isLit ? 2.5 : 1.2],
    ])) {
      Object.assign(context, { strokeStyle, lineWidth });
      context.setLineDash(isLit ? [] : [4, 4]);
      context.beginPath();
      context.arc(right(x), top(y), radius * unit, 0, 2 * Math.PI);
      context.stroke();
    }
  });
  context.setLineDash([]);
}

/**
 * Draw one sign of the legend.
 * @param {HTMLCanvasElement} canvas
 * @param {"data" | "generated" | "arrow"} kind
 * @param {Record<string, string>} colours
 */
export function drawSign(canvas, kind, colours) {
  const [width, height] = [canvas.clientWidth || 29, canvas.clientHeight || 16];
  const context = cleared(canvas, width, height);
  const place = { right: () => width / 2, top: () => height / 2 };
  const point = { data: new Float32Array([0, 0]), shape: [1, 2] };
  if (kind === "data") drawCircles(context, point, place, colours);
  else if (kind === "generated") drawDiamonds(context, point, place, colours);
  else {
    const start = { right: () => 4, top: () => height / 2 };
    drawArrows(context, { data: new Float32Array([0, 0, 9, 0]), shape: [1, 4] }, start, 36, colours);
  }
}
