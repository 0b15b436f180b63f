// @ts-check
/**
 * The rows of a network unrolled in time, from the answer down to the input, and the arrows between them.
 *
 * @typedef {Object} Row  A row of the drawing.
 * @property {string} name     target, prediction, mark, answer, lines, direction, input, numbers, marker, steps
 * @property {number} y
 * @property {number} height
 * @property {number} [direction]  which direction, of a row of boxes
 *
 * @typedef {import("./memory.js").Data} Data
 * @typedef {import("./memory_parts.js").Tensors} Tensors
 */

import { carrying, fromTheBeginning, upwards } from "./memory_arrows.js";

const GAP = 20;

/**
 * Return the rows of a drawing from top to bottom, and its height.
 * @param {Data} data
 * @param {Tensors} tensors
 */
export function layout(data, tensors) {
  /** @type {Row[]} */
  const rows = [];
  let y = 4;
  /** @type {(name: string, height: number, more?: Partial<Row>) => void} */
  const add = (name, height, more = {}) => {
    rows.push({ name, y, height, ...more });
    y += height;
  };
  if (!data.each) add("answer", 28);
  else if (data.classes.length) for (const [name, height] of Object.entries({ target: 22, prediction: 22, mark: 18 })) add(name, height);
  else add("lines", 92);
  const directions = data.directions.map((direction, place) => ({ ...direction, place }));
  for (const [k, direction] of directions.reverse().entries()) {
    y += k && direction.layer === directions[k - 1].layer ? 5 : GAP;
    add("direction", data.directions.length > 4 ? 20 : 28, { direction: direction.place });
  }
  y += GAP;
  if (tensors.seq_symbols) add("input", 28);
  else if (data.marked) for (const [name, height] of Object.entries({ numbers: 64, marker: 18 })) add(name, height);
  else add("numbers", 92);
  add("steps", 22);
  return { rows, height: y };
}

/**
 * Return all arrows: of the states, from the input up, and to the answers.
 * @param {Data} data
 * @param {Record<string, Row>} rows
 * @param {import("./memory_arrows.js").Grid} grid
 */
export function arrows(data, rows, grid) {
  const directions = data.directions.map((direction, place) => ({ ...direction, row: rows[`direction ${place}`] }));
  const top = rows.mark ?? rows.prediction ?? rows.answer ?? rows.lines;
  const input = rows.input ?? rows.numbers;
  const marks = directions.map((direction) => carrying(direction, grid));
  const floors = [...new Set(directions.map(({ layer }) => layer))].map((layer) => directions.filter((it) => it.layer === layer));
  floors.forEach((floor, k) => {
    const below = k ? floors[k - 1].at(-1).row.y : input.y;
    marks.unshift(upwards(below, floor.at(-1).row.y + floor.at(-1).row.height, true, grid));
  });
  const from = floors.length ? floors.at(-1).at(-1).row.y : input.y;
  const each = floors.length ? floors.at(-1)[0].each : data.each;
  marks.unshift(upwards(from, top.y + top.height, each, grid));
  const back = floors.at(-1)?.find(({ backwards }) => backwards);
  if (back && !each) marks.unshift(fromTheBeginning(back.row, top, grid));
  return `<g class="links">${marks.join("")}</g>`;
}
