// @ts-check
/**
 * How a network diagram is drawn. No state of its own.
 *
 * @typedef {import("./network_layout.js").Layout} Layout
 * @typedef {import("./network_layout.js").Link} Link
 * @typedef {import("./network_layout.js").Neuron} Neuron
 * @typedef {import("./network_layout.js").Tensors} Tensors
 * @typedef {Record<"text" | "background" | "middle" | "border" | "faint" | "negative" | "positive", string>} Shade
 * @typedef {Shade & {font: string, scale: number}} Colours   with the type of the page
 *
 * @typedef {Object} Look
 * @property {Tensors} tensors
 * @property {Colours} colours
 * @property {string[]} outputs       names
 * @property {number | null} phase    of the dashes; null where they rest
 * @property {{neuron?: Neuron, link?: Link}[]} chosen
 * @property {(neuron: Neuron, x: number, y: number, size: number) => void} maps   draws the map of a neuron
 * @property {(neuron: Neuron) => string | undefined} show   returns what a neuron gave for the chosen data point
 */

import { biasBox, pointAt } from "./network_layout.js";

const LEVELS = 10; // widths of links that are told apart; links of one width are drawn in one go

/**
 * Let a canvas cover a layout at the screen's own resolution; return its context, scaled to CSS pixels.
 * @param {HTMLCanvasElement} canvas
 * @param {Layout} layout
 */
export function cover(canvas, { width, height }) {
  const scale = window.devicePixelRatio || 1;
  Object.assign(canvas, { width: width * scale, height: height * scale });
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  const context = canvas.getContext("2d");
  context.setTransform(scale, 0, 0, scale, 0, 0);
  return context;
}

/**
 * Draw the neurons, with what they name and show.
 * @param {CanvasRenderingContext2D} context  scaled to CSS pixels
 * @param {Layout} layout
 * @param {Look} look
 */
export function drawNeurons(context, layout, look) {
  context.clearRect(0, 0, layout.width, layout.height);
  for (const neuron of layout.neurons) drawNeuron(context, layout, neuron, look);
}

/**
 * Draw the links.
 * @param {CanvasRenderingContext2D} context  scaled to CSS pixels
 * @param {Layout} layout
 * @param {Look} look
 */
export function drawLinks(context, layout, { tensors, colours, phase, chosen }) {
  context.clearRect(0, 0, layout.width, layout.height);
  const weights = tensors.links.data;
  const cut = tensors.dropped_links?.data;
  const silent = silentUnits(layout, tensors);
  /** @type {Map<string, Path2D>} */
  const bundles = new Map();
  const crosses = new Path2D();
  for (const link of layout.links) {
    const weight = weights[link.place];
    const off = cut?.[link.place] || silent.has(link.from) || silent.has(link.to);
    const level = Math.min(Math.ceil(Math.abs(weight) * 2.5), LEVELS);
    const key = off ? "off" : `${weight < 0 ? "-" : "+"}${level}`;
    if (!bundles.has(key)) bundles.set(key, new Path2D());
    trace(bundles.get(key), link, layout.size);
    if (!cut?.[link.place]) continue;
    const [x, y] = pointAt(link, 0.75, layout.size);
    cross(crosses, x, y, 3.5);
  }
  context.lineCap = "butt";
  for (const [key, path] of bundles) {
    const level = Number(key.slice(1)) || 0;
    context.strokeStyle = key === "off" ? colours.faint : key[0] === "-" ? colours.negative : colours.positive;
    context.globalAlpha = key === "off" ? 0.5 : 0.15 + 0.85 * Math.min(level / 4, 1);
    context.lineWidth = key === "off" ? 1 : 0.6 + 0.4 * level;
    context.setLineDash(key === "off" ? [2, 5] : phase === null ? [] : [9, 2]);
    context.lineDashOffset = -(phase ?? 0);
    context.stroke(path);
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
  context.lineWidth = 1.5;
  context.strokeStyle = colours.text;
  context.stroke(crosses);
  for (const { link } of chosen) if (link) drawChosenLink(context, layout, link, colours);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Layout} layout
 * @param {Link} link
 * @param {Colours} colours
 */
function drawChosenLink(context, layout, link, colours) {
  const path = new Path2D();
  trace(path, link, layout.size);
  context.lineWidth = 3;
  context.strokeStyle = colours.text;
  context.stroke(path);
}

/**
 * Return the neurons that the last batch's first sample went without.
 * @param {Layout} layout
 * @param {Tensors} tensors
 */
function silentUnits(layout, tensors) {
  const shares = tensors.dropped_units?.data;
  return new Set(shares ? layout.neurons.filter(({ place }) => place >= 0 && shares[place] < 0) : []);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Layout} layout
 * @param {Neuron} neuron
 * @param {Look} look
 */
function drawNeuron(context, layout, neuron, { tensors, maps, colours, chosen, show, outputs }) {
  const { size } = layout;
  const [x, y] = [neuron.x - size / 2, neuron.y - size / 2];
  const silent = neuron.place >= 0 && tensors.dropped_units?.data[neuron.place] < 0;
  context.fillStyle = colours.middle;
  context.fillRect(x, y, size, size);
  context.globalAlpha = neuron.on && !silent ? 1 : 0.3;
  context.imageSmoothingEnabled = true;
  maps(neuron, x, y, size);
  const isChosen = chosen.some((part) => part.neuron === neuron);
  context.lineWidth = isChosen ? 3 : 1.2;
  context.strokeStyle = isChosen ? colours.text : colours.border;
  context.strokeRect(x, y, size, size);
  context.globalAlpha = 1;
  if (silent) {
    const path = new Path2D();
    cross(path, neuron.x, neuron.y, size / 2);
    context.lineWidth = 2.5;
    context.strokeStyle = colours.text;
    context.stroke(path);
  }
  if (neuron.layer === 0) label(context, neuron.input.label, x - 6, neuron.y, colours, "right", layout.left - 12);
  else drawBias(context, layout, neuron, tensors.biases.data[neuron.place], colours);
  if (neuron.layer === layout.columns - 1) {
    label(context, outputs[neuron.unit] ?? "", neuron.x + size / 2 + 6, neuron.y, colours, "left", layout.right - 8);
  }
  const value = show(neuron);
  if (value !== undefined) badge(context, value, neuron.x, y + size - 8, colours);
}

/**
 * Draw the bias: a small square at the neuron's lower left, as strong in colour as the bias.
 * @param {CanvasRenderingContext2D} context
 * @param {Layout} layout
 * @param {Neuron} neuron
 * @param {number} bias
 * @param {Colours} colours
 */
function drawBias(context, layout, neuron, bias, colours) {
  const { x, y, size } = biasBox(layout, neuron);
  context.fillStyle = colours.middle;
  context.fillRect(x, y, size, size);
  context.globalAlpha = Math.min(0.15 + Math.abs(bias), 1);
  context.fillStyle = bias < 0 ? colours.negative : colours.positive;
  context.fillRect(x, y, size, size);
  context.globalAlpha = 1;
  context.lineWidth = 1;
  context.strokeStyle = colours.border;
  context.strokeRect(x, y, size, size);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {Colours} colours
 */
function badge(context, text, x, y, colours) {
  const height = 12 * colours.scale;
  context.font = `600 ${height}px ${colours.font}`;
  const width = context.measureText(text).width + 6;
  context.fillStyle = colours.background;
  context.globalAlpha = 0.88;
  context.fillRect(x - width / 2, y - height / 3, width, height * 1.25);
  context.globalAlpha = 1;
  write(context, text, x, y + height / 3, colours.text, "center");
}

/**
 * Write a name, shortened to the pixels at hand.
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {Colours} colours
 * @param {CanvasTextAlign} align
 * @param {number} most   pixels
 */
function label(context, text, x, y, colours, align, most) {
  context.font = `${Math.min(14 * colours.scale, 18)}px ${colours.font}`;
  let shown = text;
  while (shown.length > 2 && context.measureText(shown).width > most) shown = `${shown.slice(0, -2).trimEnd()}…`;
  write(context, shown, x, y, colours.text, align);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {string} colour
 * @param {CanvasTextAlign} align
 */
function write(context, text, x, y, colour, align) {
  context.fillStyle = colour;
  context.textAlign = align;
  context.textBaseline = "middle";
  context.fillText(text, x, y);
}

/**
 * Add a link's curve to a path: it leaves and arrives level, as in TensorFlow Playground.
 * @param {Path2D} path
 * @param {Link} link
 * @param {number} size   of a neuron
 */
function trace(path, { from, to }, size) {
  const [x1, x2] = [from.x + size / 2, to.x - size / 2];
  const middle = (x1 + x2) / 2;
  path.moveTo(x1, from.y);
  path.bezierCurveTo(middle, from.y, middle, to.y, x2, to.y);
}

/**
 * @param {Path2D} path
 * @param {number} x
 * @param {number} y
 * @param {number} reach
 */
function cross(path, x, y, reach) {
  path.moveTo(x - reach, y - reach);
  path.lineTo(x + reach, y + reach);
  path.moveTo(x - reach, y + reach);
  path.lineTo(x + reach, y - reach);
}
