// @ts-check
/**
 * The formal neuron as the lecture draws it (figure 3): inputs, weighted links, the sum, the activation, the answer.
 *
 * @typedef {import("./neuron.js").Shown} Shown
 * @typedef {{x: number, y: number}} Point
 * @typedef {ReturnType<typeof geometry>} Place   where its parts stand
 */

const SUBSCRIPT = ["₁", "₂"];
const CURVE_REACH = 6; // the small curve shows φ from -6 to 6

/**
 * Draw the neuron.
 * @param {SVGElement} svg
 * @param {Shown} shown
 * @param {{width: number, height: number}} size   in pixels
 */
export function drawNeuron(svg, shown, { width, height }) {
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const place = geometry(width, height, shown.scale);
  svg.innerHTML = [links(shown, place), inputs(shown, place), sum(shown, place), box(shown, place), answer(shown, place)].join("");
}

/**
 * @param {number} width
 * @param {number} height
 * @param {number} scale   of the page's type
 */
function geometry(width, height, scale) {
  const middle = height * 0.5;
  const radius = Math.min(25 * scale, width * 0.075);
  const side = width * 0.22;
  return {
    width,
    height,
    scale,
    radius,
    side,
    inputs: [0.17, 0.5, 0.83].map((share) => ({ x: radius + 4, y: height * share })),
    sum: { x: width * 0.47, y: middle },
    box: { x: width * 0.595, y: middle - side / 2 },
    answer: { x: width - radius - 4, y: middle },
  };
}

/**
 * @param {Shown} shown
 * @param {Place} place
 */
function links({ w, b, colours, number }, { inputs: from, sum: to, box: function_, side, answer: end, radius, scale }) {
  const weights = [...w, b];
  const names = [...SUBSCRIPT.map((digit) => `w${digit}`), "b"];
  const lines = weights.map((weight, k) => {
    const colour = weight < 0 ? colours.negative : colours.positive;
    return line(from[k], to, weight === 0 ? colours.faint : colour, 1.5 + 1.5 * Math.abs(weight));
  });
  const labels = weights.map((weight, k) => {
    const x = from[k].x + (to.x - from[k].x) * 0.47;
    const along = from[k].y + (to.y - from[k].y) * 0.47;
    const y = k === 1 ? along - 17 * scale : along; // along a level link the words would hide all of it
    return plate(x, y, `${names[k]} = ${number(weight, 1)}`, { colours, scale });
  });
  const middle = { x: function_.x, y: to.y };
  const wires = [line(to, middle, colours.border, 2), line({ x: function_.x + side, y: to.y }, { x: end.x - radius, y: to.y }, colours.border, 2)];
  return [...lines, ...wires, ...labels].join("");
}

/**
 * @param {Shown} shown
 * @param {Place} place
 */
function inputs({ x, colours, number }, { inputs: places, radius, scale }) {
  const names = [...SUBSCRIPT.map((digit) => `x${digit}`), "1"];
  return places
    .map((place, k) => {
      const value = k < 2 ? text(place.x, place.y + radius + 17 * scale, number(x[k], 1), { colours, scale, halo: true }) : "";
      return circle(place, radius, colours) + text(place.x, place.y + 5 * scale, names[k], { colours, scale, bold: true }) + value;
    })
    .join("");
}

/**
 * @param {Shown} shown
 * @param {Place} place
 */
function sum({ z, colours, number }, { sum: place, radius, scale }) {
  const mark = text(place.x, place.y + 8 * scale, "Σ", { colours, scale: scale * 1.5, bold: true });
  const value = text(place.x, place.y + radius + 22 * scale, `z = ${number(z, 2)}`, { colours, scale, halo: true });
  return circle(place, radius + 3, colours) + mark + value;
}

/**
 * The box of the activation: its curve, and where on it the present sum is.
 * @param {Shown} shown
 * @param {Place} place
 */
function box({ z, h, valueAt, activation, colours }, { box: corner, side, scale }) {
  const values = Array.from({ length: 97 }, (_, k) => valueAt(-CURVE_REACH + k / 8));
  const [low, high] = [Math.min(...values, 0), Math.max(...values, activation.shown ? 0 : 1)];
  /** @param {number} at */
  const across = (at) => corner.x + 6 + ((at + CURVE_REACH) / (2 * CURVE_REACH)) * (side - 12);
  /** @param {number} value */
  const up = (value) => corner.y + side - 8 - ((value - low) / (high - low || 1)) * (side - 16);
  const points = values.map((value, k) => `${across(-CURVE_REACH + k / 8).toFixed(1)},${up(value).toFixed(1)}`);
  const inside = Math.min(Math.max(z, -CURVE_REACH), CURVE_REACH);
  const height = Math.min(Math.max(h, low), high);
  const frame = `<rect x="${corner.x}" y="${corner.y}" width="${side}" height="${side}" rx="8" fill="${colours.background}" stroke="${colours.border}" stroke-width="2"/>`;
  const axes = line({ x: across(0), y: corner.y + 4 }, { x: across(0), y: corner.y + side - 4 }, colours.faint, 1) + line({ x: corner.x + 4, y: up(0) }, { x: corner.x + side - 4, y: up(0) }, colours.faint, 1);
  const curve = `<polyline points="${points.join(" ")}" fill="none" stroke="${colours.curve}" stroke-width="2.5"/>`;
  const dot = `<circle cx="${across(inside)}" cy="${up(height)}" r="6" fill="${colours.mark}" stroke="${colours.background}" stroke-width="2"/>`;
  const middle = corner.x + side / 2;
  const name = text(middle, corner.y + side + 19 * scale, activation.label, { colours, scale, halo: true });
  return frame + axes + curve + dot + text(middle, corner.y - 8 * scale, "φ", { colours, scale: scale * 1.2, bold: true }) + name;
}

/**
 * @param {Shown} shown
 * @param {Place} place
 */
function answer({ h, colours, number, colourOf }, { answer: place, radius, scale }) {
  const filled = { ...colours, background: colourOf(h) };
  const name = text(place.x, place.y - radius - 9 * scale, "h(x)", { colours, scale, bold: true });
  const value = text(place.x, place.y + radius + 19 * scale, number(h, 2), { colours, scale: scale * 1.1, bold: true });
  return circle(place, radius, filled) + name + value;
}

/** @type {(from: Point, to: Point, colour: string, width: number) => string} */
const line = (from, to, colour, width) =>
  `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" stroke="${colour}" stroke-width="${width}"/>`;

/** @type {(centre: Point, radius: number, colours: {background: string, border: string}) => string} */
const circle = ({ x, y }, radius, { background, border }) =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="${background}" stroke="${border}" stroke-width="2"/>`;

/**
 * Return words on a ground of their own, to be read over a link.
 * @param {number} x
 * @param {number} y
 * @param {string} words
 * @param {{colours: Shown["colours"], scale: number}} look
 */
function plate(x, y, words, { colours, scale }) {
  const [width, height] = [(7.6 * words.length + 4) * scale, 21 * scale];
  const ground = `<rect x="${x - width / 2}" y="${y - height / 2}" width="${width}" height="${height}" rx="4" fill="${colours.background}"/>`;
  return ground + text(x, y + 5 * scale, words, { colours, scale });
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} words
 * @param {{colours: Shown["colours"], scale: number, bold?: boolean, halo?: boolean}} look
 */
function text(x, y, words, { colours, scale, bold = false, halo = false }) {
  const around = halo ? `paint-order="stroke" stroke="${colours.background}" stroke-width="5" stroke-linejoin="round"` : "";
  const weight = bold ? 600 : 400;
  return `<text x="${x}" y="${y}" text-anchor="middle" font-size="${15 * scale}" font-weight="${weight}" fill="${colours.text}" ${around}>${words}</text>`;
}
