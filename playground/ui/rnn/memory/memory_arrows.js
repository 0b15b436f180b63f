// @ts-check
/**
 * The arrows of a network unrolled in time, as SVG.
 *
 * @typedef {{column: number, steps: number}} Grid   width of a time step in pixels, and how many there are
 * @typedef {{y: number, height: number}} Row
 */

/** @type {(step: number, grid: Grid) => number} */
const centre = (step, { column }) => (step + 0.5) * column;

/**
 * The arrows that carry a direction's state on, to the right or to the left.
 * @param {{row: Row, backwards: boolean}} direction
 * @param {Grid} grid
 */
export function carrying({ row, backwards }, grid) {
  const { column, steps } = grid;
  const y = row.y + row.height / 2;
  const size = Math.min(5, Math.max(2.5, column * 0.22));
  const every = Math.ceil(9 / column); // in narrow columns not every arrow has its head
  const heads = [];
  for (let step = 1; step < steps; step += every) {
    const [tip, back] = backwards ? [step * column - size, 2 * size] : [step * column + size, -2 * size];
    heads.push(`<path class="head" d="M${tip},${y}l${back},${-size}v${2 * size}z"/>`);
  }
  return `<path class="wire" d="M${centre(0, grid)},${y}H${centre(steps - 1, grid)}"/>${heads.join("")}`;
}

/**
 * Arrows from below to above, at each step or at the last one only.
 * @param {number} from
 * @param {number} to
 * @param {boolean} each
 * @param {Grid} grid
 */
export function upwards(from, to, each, grid) {
  const size = Math.min(4.5, grid.column * 0.25);
  const steps = each ? Array.from({ length: grid.steps }, (_, step) => step) : [grid.steps - 1];
  /** @param {number} x */
  const arrow = (x) =>
    `<path class="wire" d="M${x},${from}V${to + size}"/><path class="head" d="M${x},${to + 1}l${size},${1.6 * size}h${-2 * size}z"/>`;
  return steps.map((step) => arrow(centre(step, grid))).join("");
}

/**
 * What reads backwards has its last state at the first step: a line from there to the answer.
 * @param {Row} row
 * @param {Row} answer
 * @param {Grid} grid
 */
export function fromTheBeginning(row, answer, grid) {
  const y = answer.y + answer.height + 9;
  return `<path class="wire" d="M${centre(0, grid)},${row.y}V${y}H${centre(grid.steps - 1, grid)}"/>`;
}
