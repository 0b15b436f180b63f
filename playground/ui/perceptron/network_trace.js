// @ts-check
/** The way of a data point through a network: what each neuron gave for it. */

/**
 * Return what a neuron gave: of an output what it means, its probability or the number.
 * @param {import("./network_layout.js").Neuron} neuron
 * @param {import("./network_layout.js").Tensors} tensors   of a frame with a chosen data point
 * @param {number[][]} shown   first unit and count of each layer
 * @param {import("./network_layout.js").Network} network
 * @returns {number | undefined}
 */
export function valueOf(neuron, { trace, trace_answer: answer }, shown, network) {
  if (neuron.layer > network.layers.length) {
    return answer.data[network.output.units === 1 ? answer.data.length - 1 : neuron.unit];
  }
  return trace.data[neuron.layer === 0 ? neuron.unit - shown[0][0] : shown[0][1] + neuron.place];
}
