// @ts-check
/**
 * Two weights: the contours of a loss, the diamond or disc of the penalty that touches them, and the weights where both are least.
 *
 * @typedef {Object} Plane
 * @property {number[]} gram     three numbers: of the first weight, of both, of the second
 * @property {number[]} centre   where the loss alone is least
 * @property {number} l1
 * @property {number} l2
 */

import { drawLineChart } from "./line_chart.js";

const ROUNDS = 500;
const SIDES = 90;
const CONTOURS = [0.25, 1, 2.25, 4, 6.25]; // heights of the loss above its least
export const REACH = 3.2;

/**
 * Return the weights where the loss and the penalties are least: one after the other, each exactly.
 * @param {Plane} plane
 */
export function bestInPlane({ gram: [first, both, second], centre: [x, y], l1, l2 }) {
  const products = [first * x + both * y, both * x + second * y];
  const own = [first, second];
  const w = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const k of [0, 1]) {
      const pull = products[k] - both * w[1 - k];
      w[k] = (Math.sign(pull) * Math.max(Math.abs(pull) - l1, 0)) / (own[k] + l2);
    }
  }
  return w;
}

/**
 * Return the ellipse on which the loss is so much above its least.
 * @param {Plane} plane
 * @param {number} height
 */
function ellipse({ gram: [first, both, second], centre: [x, y] }, height) {
  const angles = Array.from({ length: SIDES + 1 }, (_, k) => (2 * Math.PI * k) / SIDES);
  const sizes = angles.map((angle) => {
    const [a, b] = [Math.cos(angle), Math.sin(angle)];
    return Math.sqrt((2 * height) / (first * a * a + 2 * both * a * b + second * b * b));
  });
  return { x: angles.map((angle, k) => x + sizes[k] * Math.cos(angle)), y: angles.map((angle, k) => y + sizes[k] * Math.sin(angle)) };
}

/**
 * Return the edge of the region in which the penalty is at most what it is at some weights.
 * @param {Plane} plane
 * @param {number[]} w
 */
function region({ l1, l2 }, w) {
  const size = l1 * (Math.abs(w[0]) + Math.abs(w[1])) + (l2 / 2) * (w[0] ** 2 + w[1] ** 2);
  const angles = Array.from({ length: 4 * SIDES + 1 }, (_, k) => (2 * Math.PI * k) / (4 * SIDES));
  const sizes = angles.map((angle) => {
    const linear = l1 * (Math.abs(Math.cos(angle)) + Math.abs(Math.sin(angle)));
    return l2 > 0 ? (-linear + Math.sqrt(linear ** 2 + 2 * l2 * size)) / l2 : size / linear;
  });
  return { x: angles.map((angle, k) => sizes[k] * Math.cos(angle)), y: angles.map((angle, k) => sizes[k] * Math.sin(angle)) };
}

/**
 * Draw all of it; return the best weights and where pixels are.
 * @param {HTMLCanvasElement} canvas
 * @param {Plane} plane
 * @param {{colours: Record<string, string>, font: string, scale: number, number: (value: number) => string}} look
 */
export function drawPlane(canvas, plane, { colours, font, scale, number }) {
  const best = bestInPlane(plane);
  const { l1, l2 } = plane;
  const hasPenalty = l1 > 0 || l2 > 0;
  const aside = (REACH * canvas.clientWidth) / canvas.clientHeight;
  const contours = CONTOURS.map((height) => ({ ...ellipse(plane, height), colour: colours.positive, width: 1.5 }));
  const edge = hasPenalty ? [{ ...region(plane, best), colour: colours.negative, width: 3 }] : [];
  const axes = [
    { x: [-aside, aside], y: [0, 0], colour: colours.text, width: 1 },
    { x: [0, 0], y: [-REACH, REACH], colour: colours.text, width: 1 },
  ];
  const at = drawLineChart(canvas, {
    curves: [...axes, ...contours, ...edge],
    ...{ across: [-aside, aside], up: [-REACH, REACH], number, look: { text: colours.text, grid: "transparent", font, scale } },
  });
  const context = canvas.getContext("2d");
  const marks = [
    { point: plane.centre, colour: colours.positive, size: 8 },
    { point: best, colour: colours.mark, size: 9 },
  ];
  for (const { point, colour, size } of marks) {
    context.beginPath();
    context.arc(at.right(point[0]), at.top(point[1]), size, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
  }
  return { best, at };
}
