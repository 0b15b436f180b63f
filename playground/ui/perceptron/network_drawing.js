// @ts-check
/**
 * Where the parts of a network diagram stand, how they are drawn, and what lies under the pointer. No state of its own.
 *
 * @typedef {Object} Network   the structure, from Python (playground/ui/perceptron/diagram.py)
 * @property {Input[]} inputs
 * @property {{units: number, activation: string}[]} layers      hidden ones
 * @property {{units: number, labels: string[], classes: string[], activation: string}} output
 * @property {boolean} toggles   whether inputs are shown that are switched off
 *
 * @typedef {{key: string, label: string, on: boolean, map: string | null}} Input
 *
 * @typedef {Object} Neuron
 * @property {number} layer      0 holds the inputs
 * @property {number} unit       of an input its place among those that the network has, -1 where it is switched off
 * @property {number} x          of the centre, in pixels
 * @property {number} y
 * @property {boolean} on
 * @property {number} place      counts hidden and output neurons shown, -1 for inputs
 * @property {Input} [input]
 *
 * @typedef {{from: Neuron, to: Neuron, place: number}} Link
 * @typedef {ReturnType<typeof place>} Layout
 * @typedef {Record<string, import("./frames.js").Tensor>} Tensors
 *
 * @typedef {Object} Look
 * @property {Tensors} tensors
 * @property {any} colours
 * @property {string[]} outputs       names
 * @property {number | null} phase    of the dashes; null where they rest
 * @property {{neuron?: Neuron, link?: Link}[]} chosen
 * @property {(neuron: Neuron, x: number, y: number, size: number) => void} maps   draws the map of a neuron
 * @property {(neuron: Neuron) => string | undefined} show   returns what a neuron gave for the chosen data point
 */

const LEVELS = 10; // widths of links that are told apart; links of one width are drawn in one go
const HEADER = 62;
const FOOTER = 52; // where a layer is folded

/**
 * Place everything.
 * @param {number} width      pixels at hand
 * @param {Network} network
 * @param {number[][]} shown  first unit and count of each layer (the frame's `shown`)
 */
export function place(width, network, shown) {
  const table = network.inputs.some((input) => input.label.length > 6);
  const left = table ? 104 : 52;
  const right = network.output.units > 1 || table ? 64 : 44;
  const columns = shown.length;
  const counts = shown.map(([, count], layer) => (layer === 0 ? inputsShown(network, shown).length : count));
  const rows = Math.max(...counts);
  const wide = Math.max(width, left + right + (columns - 1) * 46);
  const pitch = (wide - left - right) / (columns - 1 || 1);
  const size = Math.round(Math.min(40, Math.max(22, pitch * 0.52)));
  const step = size + Math.max(6, Math.round(size * 0.16));
  const folded = shown.some(([, count], layer) => count < unitsOf(network, layer));
  const height = HEADER + rows * step + (folded ? FOOTER : 4);
  /** @type {Neuron[]} */
  const neurons = [];
  let count = 0;
  for (let layer = 0; layer < columns; layer += 1) {
    const inputs = layer === 0 ? inputsShown(network, shown) : null;
    const x = left + size / 2 + (layer * (wide - left - right - size)) / (columns - 1 || 1);
    for (let row = 0; row < counts[layer]; row += 1) {
      const y = HEADER + ((rows - counts[layer]) * step) / 2 + row * step + size / 2;
      const unit = inputs ? inputs[row].unit : shown[layer][0] + row;
      const on = inputs ? inputs[row].on : true;
      neurons.push({ layer, unit, x, y, on, place: layer === 0 ? -1 : count++, input: inputs?.[row] });
    }
  }
  return { width: wide, height, size, neurons, links: linksBetween(neurons, shown), columns, pitch, left, right };
}

/**
 * @param {Network} network
 * @param {number} layer
 */
function unitsOf({ inputs, layers, output }, layer) {
  if (layer === 0) return inputs.filter(({ on }) => on).length;
  return (layers[layer - 1] ?? output).units;
}

/**
 * Return the inputs that are drawn; `unit` is their place among those that the network has, -1 for those switched off.
 * @param {Network} network
 * @param {number[][]} shown
 */
function inputsShown(network, shown) {
  let unit = -1;
  const inputs = network.inputs.map((input) => ({ ...input, unit: input.on ? (unit += 1) : -1 }));
  if (network.toggles) return inputs;
  const [first, count] = shown[0];
  return inputs.filter((input) => input.unit >= first && input.unit < first + count);
}

/**
 * Return the links in the frames' order: layer by layer, each neuron's from all those before it.
 * @param {Neuron[]} neurons
 * @param {number[][]} shown
 */
function linksBetween(neurons, shown) {
  /** @type {Link[]} */
  const links = [];
  for (let layer = 1; layer < shown.length; layer += 1) {
    const before = neurons.filter((neuron) => neuron.layer === layer - 1 && neuron.on);
    for (const to of neurons.filter((neuron) => neuron.layer === layer)) {
      for (const from of before) links.push({ from, to, place: links.length });
    }
  }
  return links;
}

/**
 * Return whether a frame's tensors belong to a placed network.
 * @param {Layout} layout
 * @param {Tensors} tensors
 */
export function fits(layout, tensors) {
  return (
    tensors.links?.data.length === layout.links.length &&
    tensors.biases.data.length === layout.neurons.filter((neuron) => neuron.layer > 0).length
  );
}

/**
 * Draw the whole diagram.
 * @param {CanvasRenderingContext2D} context  scaled to CSS pixels
 * @param {Layout} layout
 * @param {Look} look
 */
export function draw(context, layout, look) {
  context.clearRect(0, 0, layout.width, layout.height);
  drawLinks(context, layout, look);
  for (const neuron of layout.neurons) drawNeuron(context, layout, neuron, look);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Layout} layout
 * @param {Look} look
 */
function drawLinks(context, layout, { tensors, colours, phase, chosen }) {
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
 * @param {any} colours
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
 * @param {any} colours
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
 * @param {Layout} layout
 * @param {Neuron} neuron
 */
function biasBox({ size }, neuron) {
  const box = 9;
  return { x: neuron.x - size / 2 - box + 2, y: neuron.y + size / 2 - box + 2, size: box };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {any} colours
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
 * @param {any} colours
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
 * Return the point of a link's curve at t, from 0 to 1.
 * @param {Pick<Link, "from" | "to">} link
 * @param {number} t
 * @param {number} size   of a neuron
 */
function pointAt({ from, to }, t, size) {
  const [x1, x2, u] = [from.x + size / 2, to.x - size / 2, 1 - t];
  const x = u ** 3 * x1 + (3 * u * t * (x1 + x2)) / 2 + t ** 3 * x2;
  return [x, u * u * (u + 3 * t) * from.y + t * t * (t + 3 * u) * to.y];
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

/**
 * Return what lies at a place: a bias, a neuron, or the nearest link.
 * @param {Layout} layout
 * @param {number} x
 * @param {number} y
 * @param {number} slack  pixels that a link may be missed by: more for a finger
 */
export function at(layout, x, y, slack) {
  for (const neuron of layout.neurons) {
    const box = biasBox(layout, neuron);
    const near = slack > 8 ? 5 : 2;
    const inBias = x > box.x - near && x < box.x + box.size + near && y > box.y - near && y < box.y + box.size + near;
    if (neuron.layer > 0 && inBias) return { neuron, bias: true };
    const reach = layout.size / 2;
    if (Math.abs(x - neuron.x) <= reach && Math.abs(y - neuron.y) <= reach) return { neuron };
  }
  /** @type {Link | null} */
  let nearest = null;
  let best = slack;
  for (const link of layout.links) {
    const distance = Math.abs(heightAt(link, x, layout.size) - y);
    if (distance < best) [nearest, best] = [link, distance];
  }
  return nearest && { link: nearest };
}

/**
 * Return how high a link runs at x, NaN beside it: x(t) of the curve is turned round by bisection.
 * @param {Link} link
 * @param {number} x
 * @param {number} size   of a neuron
 */
function heightAt({ from, to }, x, size) {
  const [x1, x2] = [from.x + size / 2, to.x - size / 2];
  if (x < x1 || x > x2) return Number.NaN;
  let [low, high] = [0, 1];
  for (let i = 0; i < 12; i += 1) {
    const t = (low + high) / 2;
    if (pointAt({ from, to }, t, size)[0] < x) low = t;
    else high = t;
  }
  return pointAt({ from, to }, (low + high) / 2, size)[1];
}
