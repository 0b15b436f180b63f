// @ts-check
/** A derivative as slide 36 writes it: the whole product from the loss back to one number. */

/**
 * Return the factors from the loss back to a parameter, where only one path leads there; otherwise nothing.
 * @param {import("./notation.js").Notation} notation
 * @param {import("./steps.js").Given} given
 * @param {number} place   of the parameter among all
 * @returns {{symbol: string, value: number}[] | null}
 */
export function factorsOf(notation, { network, x, passes }, place) {
  const { sizes, depth } = notation;
  const layer = sizes.slice(1).findIndex((_, k) => place < notation.first(k + 2)) + 1;
  if (network.psi === "softmax" || sizes.slice(layer + 1).some((units) => units > 1)) return null;
  const within = place - notation.first(layer);
  const links = sizes[layer] * sizes[layer - 1];
  const unit = within < links ? Math.floor(within / sizes[layer - 1]) : within - links;
  const at = (/** @type {number} */ l) => (l === layer ? unit : 0);
  const answer = at(depth);
  const factors = [
    { symbol: notation.slopeOfLoss(notation.value(depth, answer)), value: passes.outputGradient[answer] },
    { symbol: notation.slope(depth, answer), value: passes.slopes[depth - 1][answer] },
  ];
  for (let l = depth; l > layer; l -= 1) {
    const weight = notation.weightPlace(l, at(l), at(l - 1));
    factors.push({ symbol: notation.weight(l, at(l), at(l - 1)), value: network.parameters[weight] });
    factors.push({ symbol: notation.slope(l - 1, at(l - 1)), value: passes.slopes[l - 2][at(l - 1)] });
  }
  if (within < links) {
    const input = within % sizes[layer - 1];
    factors.push({ symbol: notation.value(layer - 1, input), value: layer > 1 ? passes.activations[layer - 2][input] : x[input] });
  }
  return factors;
}

/**
 * Return what a cell of a derivative would disturb.
 * @param {string} id
 * @param {number} depth   of the network
 * @returns {import("./backpropagation_math.js").Cell | null}
 */
export function disturbedBy(id, depth) {
  const [kind, first, second] = id.split(":");
  if (kind === "g") return { kind: "parameter", layer: 0, place: Number(first) };
  if (kind === "d") return { kind: "pre_activation", layer: Number(first), place: Number(second) };
  if (kind === "b" && Number(first) <= depth) return { kind: "activation", layer: Number(first), place: Number(second) };
  return null;
}
