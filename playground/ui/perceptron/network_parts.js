// @ts-check
/**
 * What one can point at in a network diagram.
 *
 * @typedef {import("./network_layout.js").Layout} Layout
 * @typedef {import("./network_layout.js").Link} Link
 * @typedef {import("./network_layout.js").Neuron} Neuron
 * @typedef {{neuron?: Neuron, link?: Link, bias?: boolean}} Part
 */

/**
 * Return the same part in a new layout.
 * @param {Part | null} part
 * @param {Layout} layout
 * @returns {Part | null}
 */
export function again(part, layout) {
  if (!part) return null;
  /** @type {(a: Neuron, b: Neuron) => boolean} */
  const same = (a, b) => a.layer === b.layer && a.unit === b.unit;
  if (part.link) {
    const link = layout.links.find(({ from, to }) => same(from, part.link.from) && same(to, part.link.to));
    return link ? { link } : null;
  }
  const neuron = layout.neurons.find((one) => same(one, part.neuron) && one.input?.key === part.neuron.input?.key);
  return neuron ? { ...part, neuron } : null;
}

/**
 * Return a text that is the same for the same part of the network.
 * @param {Part | null} part
 */
export function describe(part) {
  if (!part) return "";
  /** @type {(neuron: Neuron) => string} */
  const name = ({ layer, unit, input }) => `${layer}/${input?.key ?? unit}`;
  return part.link ? `${name(part.link.from)}-${name(part.link.to)}` : `${name(part.neuron)}${part.bias ? "b" : ""}`;
}
