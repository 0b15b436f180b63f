// @ts-check
/**
 * The address of the page that calculates a small network by hand, with its weights and a data point.
 *
 * @typedef {Object} ByHand   from Python (playground/ui/perceptron/by_hand.py)
 * @property {string | null} address   but for the numbers
 * @property {string} sentence
 * @property {number} limit            how large a number may be
 */

const DIGITS = 8; // behind the point; an address has no powers of ten

/**
 * Return the address, or nothing where the network has none or a number is too large for the page.
 * @param {ByHand} byHand
 * @param {import("./network_layout.js").Network} network
 * @param {import("./network_layout.js").Tensors} tensors   of a frame with a chosen data point
 */
export function addressByHand({ address, limit }, { inputs, layers, output }, tensors) {
  if (!address) return null;
  const sizes = [inputs.filter(({ on }) => on).length, ...layers.map(({ units }) => units), output.units];
  const x = [...tensors.trace.data.slice(0, sizes[0])];
  const [target] = tensors.trace_target.data;
  const y = output.units === 1 ? [target] : Array.from({ length: output.units }, (_, k) => Number(k === target));
  const numbers = { weights: parameters(sizes, tensors), x, y };
  if (!Object.values(numbers).flat().every((value) => Math.abs(value) <= limit)) return null;
  const parts = Object.entries(numbers).map(([name, values]) => `backprop_${name}=${values.map(written).join(",")}`);
  return [address, ...parts].join("&");
}

/**
 * Return each layer's weights and then its biases; frames have all weights and all biases.
 * @param {number[]} sizes
 * @param {import("./network_layout.js").Tensors} tensors
 */
function parameters(sizes, { links, biases }) {
  const found = [];
  let [link, bias] = [0, 0];
  for (let layer = 1; layer < sizes.length; layer += 1) {
    const count = sizes[layer] * sizes[layer - 1];
    found.push(...links.data.slice(link, link + count), ...biases.data.slice(bias, bias + sizes[layer]));
    [link, bias] = [link + count, bias + sizes[layer]];
  }
  return found;
}

/** @param {number} value */
function written(value) {
  return value.toFixed(DIGITS).replace(/\.?0+$/, "");
}
