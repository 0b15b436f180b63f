// @ts-check
/**
 * What the numbers of a small network are called: as on slides 35 and 36, w, b, v and β, with u and c for a layer between.
 * The first index is that of the unit a link leads to; an index that could only be 1 is left out.
 */

const LETTERS = [
  { weights: ["w", "v"], biases: ["b", "β"] },
  { weights: ["w", "u", "v"], biases: ["b", "c", "β"] },
];

/** @param {number} index */
const below = (index) => String(index).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]);
/** @param {number} index */
const above = (index) => "⁰¹²³⁴"[index];

export class Notation {
  /** @param {number[]} sizes */
  constructor(sizes) {
    this.sizes = sizes;
    this.depth = sizes.length - 1;
    this.letters = LETTERS[this.depth - 2];
  }

  /**
   * @param {number} layer
   * @param {number} unit
   */
  index(layer, unit) {
    return this.sizes[layer] > 1 ? below(unit + 1) : "";
  }

  /** @type {(layer: number, unit: number) => string} */
  sum(layer, unit) {
    return `a${above(layer)}${this.index(layer, unit)}`;
  }

  /**
   * What a unit gives: an input, a hidden unit's value, an answer.
   * @type {(layer: number, unit: number) => string}
   */
  value(layer, unit) {
    const index = this.index(layer, unit);
    if (layer === 0) return `x${index}`;
    if (layer === this.depth) return `f${index}`;
    return `h${this.depth > 2 ? above(layer) : ""}${index}`;
  }

  /** @param {number} unit */
  target(unit) {
    return `y${this.index(this.depth, unit)}`;
  }

  /** @type {(layer: number, unit: number) => string} */
  delta(layer, unit) {
    return `δ${above(layer)}${this.index(layer, unit)}`;
  }

  /** @type {(layer: number, unit: number) => string} */
  slope(layer, unit) {
    return `${layer === this.depth ? "ψ" : "φ"}′(${this.sum(layer, unit)})`;
  }

  /** @type {(layer: number, unit: number, input: number) => string} */
  weight(layer, unit, input) {
    return `${this.letters.weights[layer - 1]}${this.index(layer, unit)}${this.index(layer - 1, input)}`;
  }

  /** @type {(layer: number, unit: number) => string} */
  bias(layer, unit) {
    return `${this.letters.biases[layer - 1]}${this.index(layer, unit)}`;
  }

  /** @param {string} of */
  slopeOfLoss(of) {
    return `∂L/∂${of}`;
  }

  /**
   * Return a weight's place among the parameters.
   * @type {(layer: number, unit: number, input: number) => number}
   */
  weightPlace(layer, unit, input) {
    return this.first(layer) + unit * this.sizes[layer - 1] + input;
  }

  /** @type {(layer: number, unit: number) => number} */
  biasPlace(layer, unit) {
    return this.first(layer) + this.sizes[layer] * this.sizes[layer - 1] + unit;
  }

  /** @param {number} layer */
  first(layer) {
    let place = 0;
    for (let k = 1; k < layer; k += 1) place += this.sizes[k] * (this.sizes[k - 1] + 1);
    return place;
  }

  /**
   * Return the names of all parameters in their order.
   * @returns {string[]}
   */
  get parameters() {
    return this.sizes.slice(1).flatMap((units, k) => {
      const weights = range(units).flatMap((unit) => range(this.sizes[k]).map((input) => this.weight(k + 1, unit, input)));
      return [...weights, ...range(units).map((unit) => this.bias(k + 1, unit))];
    });
  }
}

/**
 * Return the whole numbers below one.
 * @param {number} count
 */
export function range(count) {
  return Array.from({ length: count }, (_, k) => k);
}
