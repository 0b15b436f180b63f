// @ts-check
/**
 * Backpropagation through a small network, as concepts/backpropagation.py computes it, in the same order.
 *
 * @typedef {Exclude<import("./activation_functions.js").ActivationName, "threshold">} Activation
 *
 * @typedef {Object} SmallNetwork
 * @property {number[]} sizes        of the inputs, the hidden layers, the outputs
 * @property {number[]} parameters   of each layer its weights, row by row, and then its biases
 * @property {Activation} phi
 * @property {Activation | "softmax"} psi
 * @property {"squared" | "cross_entropy"} loss
 *
 * @typedef {{weights: number[][], biases: number[]}} Layer
 *
 * @typedef {Object} Cell   a number that can be disturbed: of a parameter, `layer` is 0 and `place` its place among all
 * @property {"parameter" | "pre_activation" | "activation"} kind
 * @property {number} layer
 * @property {number} place
 *
 * @typedef {Object} Passes   lists have an entry for each layer, from the first on
 * @property {number[][]} preActivations
 * @property {number[][]} activations   the last is the answer f
 * @property {number} loss
 * @property {number[]} outputGradient  ∂L/∂f
 * @property {number[][]} slopes        φ'(a), last ψ'(a), or of a softmax f
 * @property {number[][]} deltas        ∂L/∂a
 * @property {number[][]} below         ∂L/∂h of what each layer is given, first ∂L/∂x
 * @property {number[]} gradient        ∂L/∂θ
 */

import { ACTIVATIONS } from "./activation_functions.js";

export { ACTIVATIONS };

/**
 * Return a network's layers.
 * @param {SmallNetwork} network
 * @returns {Layer[]}
 */
export function layersOf({ sizes, parameters }) {
  let at = 0;
  return sizes.slice(1).map((units, layer) => {
    const inputs = sizes[layer];
    const weights = Array.from({ length: units }, (_, unit) => parameters.slice(at + unit * inputs, at + (unit + 1) * inputs));
    at += units * inputs;
    const biases = parameters.slice(at, at + units);
    at += units;
    return { weights, biases };
  });
}

/**
 * Return all numbers of a pass forwards and one back.
 * @param {SmallNetwork} network
 * @param {number[]} x
 * @param {number[]} y
 * @returns {Passes}
 */
export function passes(network, x, y) {
  const layers = layersOf(network);
  const { preActivations, activations } = forward(network, layers, x);
  const f = activations[activations.length - 1];
  const last = preActivations[layers.length - 1];
  const slopes = preActivations.slice(0, -1).map((sums) => sums.map(ACTIVATIONS[network.phi].slope));
  slopes.push(network.psi === "softmax" ? f : last.map(ACTIVATIONS[network.psi].slope));
  const outputGradient = gradientOfOutputs(network, f, y);
  const deltas = [deltaOfOutputs(network, f, y, outputGradient, slopes[layers.length - 1])];
  /** @type {number[][]} */
  const below = [];
  /** @type {number[][]} */
  const gradients = [];
  for (let place = layers.length - 1; place >= 0; place -= 1) {
    const given = place ? activations[place - 1] : x;
    const [delta] = deltas;
    gradients.unshift([...delta.flatMap((each) => given.map((h) => each * h)), ...delta]);
    below.unshift(given.map((_, input) => sum(delta.map((each, unit) => layers[place].weights[unit][input] * each))));
    if (place) deltas.unshift(below[0].map((each, unit) => each * slopes[place - 1][unit]));
  }
  const loss = lossOf(network, x, y);
  return { preActivations, activations, loss, outputGradient, slopes, deltas, below, gradient: gradients.flat() };
}

/**
 * Return the loss of an example, where one number is larger by so much.
 * @param {SmallNetwork} network
 * @param {number[]} x
 * @param {number[]} y
 * @param {Cell} [cell]
 * @param {number} [by]
 */
export function lossOf(network, x, y, cell, by = 0) {
  if (cell?.kind === "parameter") {
    const parameters = network.parameters.map((parameter, place) => (place === cell.place ? parameter + by : parameter));
    return lossOf({ ...network, parameters }, x, y);
  }
  const { preActivations, activations } = forward(network, layersOf(network), x, cell, by);
  const [a, f] = [preActivations[preActivations.length - 1], activations[activations.length - 1]];
  if (network.loss === "squared") return sum(f.map((each, k) => (each - y[k]) ** 2));
  if (cell?.kind === "activation" && cell.layer === network.sizes.length - 1) return crossEntropyOfShares(network, f, y);
  if (network.psi === "softmax") {
    const largest = Math.max(...a);
    const whole = largest + Math.log(sum(a.map((each) => Math.exp(each - largest))));
    return sum(y) * whole - sum(a.map((each, k) => each * y[k]));
  }
  return sum(a.map((each, k) => Math.max(each, 0) + Math.log1p(Math.exp(-Math.abs(each))) - y[k] * each));
}

/**
 * Return both losses of a central difference, L(+ε) and L(-ε), and the difference.
 * @param {SmallNetwork} network
 * @param {number[]} x
 * @param {number[]} y
 * @param {Cell} cell
 * @param {number} epsilon
 */
export function difference(network, x, y, cell, epsilon) {
  const [above, below] = [1, -1].map((side) => lossOf(network, x, y, cell, side * epsilon));
  return { above, below, slope: (above - below) / (2 * epsilon) };
}

/**
 * Return the largest relative error of central differences over all parameters that the loss depends on.
 * @param {SmallNetwork} network
 * @param {number[]} x
 * @param {number[]} y
 * @param {number[]} gradient
 * @param {number} epsilon
 */
export function largestError(network, x, y, gradient, epsilon) {
  const errors = gradient.map((slope, place) => {
    const found = difference(network, x, y, { kind: "parameter", layer: 0, place }, epsilon).slope;
    return slope ? Math.abs(found / slope - 1) : 0;
  });
  return Math.max(...errors);
}

/**
 * @param {SmallNetwork} network
 * @param {Layer[]} layers
 * @param {number[]} x
 * @param {Cell} [cell]
 * @param {number} [by]
 */
function forward({ sizes, phi, psi }, layers, x, cell, by = 0) {
  /** @type {(values: number[], kind: string, layer: number) => number[]} */
  const disturbed = (values, kind, layer) =>
    cell?.kind === kind && cell.layer === layer ? values.map((value, place) => (place === cell.place ? value + by : value)) : values;
  let h = disturbed(x, "activation", 0);
  /** @type {number[][]} */
  const preActivations = [];
  /** @type {number[][]} */
  const activations = [];
  layers.forEach(({ weights, biases }, place) => {
    const sums = weights.map((row, unit) => sum(row.map((weight, input) => weight * h[input])) + biases[unit]);
    const a = disturbed(sums, "pre_activation", place + 1);
    const isLast = place === sizes.length - 2;
    const values = isLast && psi === "softmax" ? softmax(a) : a.map(ACTIVATIONS[isLast ? /** @type {Activation} */ (psi) : phi].value);
    h = disturbed(values, "activation", place + 1);
    preActivations.push(a);
    activations.push(h);
  });
  return { preActivations, activations };
}

/** @param {number[]} a */
function softmax(a) {
  const largest = Math.max(...a);
  const powers = a.map((each) => Math.exp(each - largest));
  const whole = sum(powers);
  return powers.map((power) => power / whole);
}

/** @type {(network: SmallNetwork, f: number[], y: number[]) => number[]} */
function gradientOfOutputs({ psi, loss }, f, y) {
  if (loss === "squared") return f.map((each, k) => 2 * (each - y[k]));
  return f.map((each, k) => (psi === "softmax" ? -y[k] / each : (each - y[k]) / (each * (1 - each))) || 0);
}

/**
 * Return ∂L/∂a of the outputs; of a cross-entropy the product is written out, or it would be 0 times infinity.
 * @type {(network: SmallNetwork, f: number[], y: number[], gradient: number[], slope: number[]) => number[]}
 */
function deltaOfOutputs({ psi, loss }, f, y, gradient, slope) {
  if (loss === "cross_entropy") return f.map((each, k) => (psi === "softmax" ? each * sum(y) - y[k] : each - y[k]));
  if (psi !== "softmax") return gradient.map((each, k) => each * slope[k]);
  const mean = sum(f.map((each, k) => each * gradient[k]));
  return f.map((each, k) => each * (gradient[k] - mean));
}

/** @type {(network: SmallNetwork, f: number[], y: number[]) => number} */
function crossEntropyOfShares({ psi }, f, y) {
  /** @type {(target: number, share: number) => number} */
  const term = (target, share) => (target ? -target * Math.log(share) : 0);
  const terms = f.map((each, k) => term(y[k], each) + (psi === "softmax" ? 0 : term(1 - y[k], 1 - each)));
  return sum(terms);
}

/** @param {number[]} terms */
function sum(terms) {
  return terms.reduce((whole, term) => whole + term, 0);
}
