// @ts-check
/**
 * Where the parts of a network diagram stand, and what lies under the pointer.
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
 */

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
 * Return whether a frame is of a network; that of the one before may still be on its way.
 * @param {import("./frames.js").Tensor} shown   for each layer its first neuron shown, and how many
 * @param {Network} network
 * @param {number} most     neurons of a layer that are shown
 */
export function belongs({ data, shape }, { inputs, layers, output }, most) {
  const sizes = [inputs.filter(({ on }) => on).length, ...layers.map(({ units }) => units), output.units];
  return shape[0] === sizes.length && sizes.every((size, layer) => data[2 * layer + 1] === Math.min(size, most));
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
 * Return the square that shows a neuron's bias.
 * @param {Layout} layout
 * @param {Neuron} neuron
 */
export function biasBox({ size }, neuron) {
  const box = 9;
  return { x: neuron.x - size / 2 - box + 2, y: neuron.y + size / 2 - box + 2, size: box };
}

/**
 * Return the point of a link's curve at t, from 0 to 1.
 * @param {Pick<Link, "from" | "to">} link
 * @param {number} t
 * @param {number} size   of a neuron
 */
export function pointAt({ from, to }, t, size) {
  const [x1, x2, u] = [from.x + size / 2, to.x - size / 2, 1 - t];
  const x = u ** 3 * x1 + (3 * u * t * (x1 + x2)) / 2 + t ** 3 * x2;
  return [x, u * u * (u + 3 * t) * from.y + t * t * (t + 3 * u) * to.y];
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
