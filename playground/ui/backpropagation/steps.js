// @ts-check
/**
 * The steps of a pass forwards and one back: which numbers each computes, from which others, by which formula.
 *
 * @typedef {Object} Entry   a number that is computed
 * @property {string} id        names its cell
 * @property {string} symbol
 * @property {string} formula   in symbols
 * @property {string} numbers   the same with the numbers put in
 * @property {number} value
 * @property {string[]} uses    cells whose numbers it takes
 *
 * @typedef {"sum" | "value" | "loss" | "answer" | "delta" | "gradient" | "below" | "update"} StepKind
 *
 * @typedef {Object} Step
 * @property {StepKind} kind
 * @property {number} layer
 * @property {Entry[]} entries
 * @property {Set<string>} used     cells whose numbers it takes
 * @property {Set<string>} reused   those of them that an earlier step has taken already
 *
 * @typedef {Object} Given
 * @property {import("./backpropagation_math.js").SmallNetwork} network
 * @property {number[]} x
 * @property {number[]} y
 * @property {number} rate
 * @property {import("./backpropagation_math.js").Passes} passes
 * @property {(value: number) => string} write
 */

import { Notation, range } from "./notation.js";

const FUNCTIONS = { sigmoid: "σ", tanh: "tanh", relu: "ReLU", linear: "", softmax: "softmax" };

/**
 * Return all steps in their order.
 * @param {Given} given
 * @returns {Step[]}
 */
export function stepsOf(given) {
  const maker = new StepMaker(given);
  const { depth } = maker.notation;
  const layers = range(depth).map((k) => k + 1);
  /** @type {[StepKind, number, Entry[]][]} */
  const kinds = [
    ...layers.flatMap((layer) => /** @type {[StepKind, number, Entry[]][]} */ ([["sum", layer, maker.sums(layer)], ["value", layer, maker.values(layer)]])),
    ["loss", depth, [maker.loss()]],
    ["answer", depth, maker.answers()],
    ...[...layers].reverse().flatMap((layer) => /** @type {[StepKind, number, Entry[]][]} */ ([["delta", layer, maker.deltas(layer)], ["gradient", layer, maker.gradients(layer)], ["below", layer - 1, maker.below(layer)]])),
    ["update", 0, maker.updates()],
  ];
  /** @type {Set<string>} */
  const before = new Set();
  return kinds.map(([kind, layer, entries]) => {
    const own = new Set(entries.map(({ id }) => id));
    const used = new Set(entries.flatMap(({ uses }) => uses).filter((id) => !own.has(id)));
    const reused = new Set([...used].filter((id) => before.has(id)));
    for (const id of used) before.add(id);
    return { kind, layer, entries, used, reused };
  });
}

class StepMaker {
  /** @param {Given} given */
  constructor({ network, x, y, rate, passes, write }) {
    this.network = network;
    this.x = x;
    this.y = y;
    this.rate = rate;
    this.passes = passes;
    this.notation = new Notation(network.sizes);
    /** @param {number} value */
    this.write = (value) => (value < 0 ? `(${write(value)})` : write(value));
    this.plain = write;
    this.last = this.notation.depth;
  }

  /** @param {number} layer */
  given(layer) {
    return layer ? this.passes.activations[layer - 1] : this.x;
  }

  /** @type {(layer: number, unit: number) => string} */
  valueCell(layer, unit) {
    return layer ? `h:${layer}:${unit}` : `x:${unit}`;
  }

  /** @param {number} layer */
  units(layer) {
    return range(this.network.sizes[layer]);
  }

  /**
   * @param {number} layer
   * @returns {Entry[]}
   */
  sums(layer) {
    const { notation, network } = this;
    return this.units(layer).map((unit) => {
      const bias = notation.biasPlace(layer, unit);
      const inputs = this.units(layer - 1).map((input) => ({ input, place: notation.weightPlace(layer, unit, input) }));
      const symbols = inputs.map(({ input }) => `${notation.weight(layer, unit, input)}·${notation.value(layer - 1, input)}`);
      const numbers = inputs.map(({ input, place }) => `${this.write(network.parameters[place])}·${this.write(this.given(layer - 1)[input])}`);
      return {
        id: `a:${layer}:${unit}`,
        symbol: notation.sum(layer, unit),
        formula: [...symbols, notation.bias(layer, unit)].join(" + "),
        numbers: [...numbers, this.write(network.parameters[bias])].join(" + "),
        value: this.passes.preActivations[layer - 1][unit],
        uses: [...inputs.flatMap(({ input, place }) => [`p:${place}`, this.valueCell(layer - 1, input)]), `p:${bias}`],
      };
    });
  }

  /**
   * @param {number} layer
   * @returns {Entry[]}
   */
  values(layer) {
    const { notation, network } = this;
    const kind = layer === this.last ? network.psi : network.phi;
    const sums = this.passes.preActivations[layer - 1];
    return this.units(layer).map((unit) => {
      const isSoftmax = kind === "softmax";
      const arguments_ = isSoftmax ? sums.map(this.plain).join("; ") : this.plain(sums[unit]);
      const name = FUNCTIONS[kind];
      return {
        id: `h:${layer}:${unit}`,
        symbol: notation.value(layer, unit),
        formula: isSoftmax ? `exp ${notation.sum(layer, unit)} / Σ exp a${"⁰¹²³"[layer]}` : `${layer === this.last ? "ψ" : "φ"}(${notation.sum(layer, unit)})`,
        numbers: name ? `${name}(${arguments_})` : arguments_,
        value: this.passes.activations[layer - 1][unit],
        uses: isSoftmax ? sums.map((_, k) => `a:${layer}:${k}`) : [`a:${layer}:${unit}`],
      };
    });
  }

  /** @returns {Entry} */
  loss() {
    const { notation, network, y } = this;
    const f = this.given(this.last);
    const terms = f.map((value, k) => {
      const [answer, target] = [notation.value(this.last, k), notation.target(k)];
      const [given, wanted] = [this.plain(value), this.write(y[k])];
      if (network.loss === "squared") return [`(${answer} − ${target})²`, `(${given} − ${wanted})²`];
      const first = [`−${target} log ${answer}`, `−${wanted}·log ${given}`];
      if (network.psi === "softmax") return first;
      return [`${first[0]} − (1 − ${target}) log(1 − ${answer})`, `${first[1]} − (1 − ${wanted})·log(1 − ${given})`];
    });
    const [formula, numbers] = [0, 1].map((k) => terms.map((term) => term[k]).join(" + "));
    const uses = f.flatMap((_, k) => [`h:${this.last}:${k}`, `y:${k}`]);
    return { id: "L", symbol: "L", formula, numbers, value: this.passes.loss, uses };
  }

  /** @returns {Entry[]} */
  answers() {
    const { notation, network, y } = this;
    return this.given(this.last).map((value, k) => {
      const [f, target, given, wanted] = [notation.value(this.last, k), notation.target(k), this.plain(value), this.write(y[k])];
      const [formula, numbers] = {
        squared: [`2(${f} − ${target})`, `2·(${given} − ${wanted})`],
        cross_entropy: network.psi === "softmax" ? [`−${target}/${f}`, `−${wanted}/${given}`] : [`(${f} − ${target})/(${f}(1 − ${f}))`, `(${given} − ${wanted})/(${given}·(1 − ${given}))`],
      }[network.loss];
      const uses = [`h:${this.last}:${k}`, `y:${k}`];
      return { id: `b:${this.last}:${k}`, symbol: notation.slopeOfLoss(f), formula, numbers, value: this.passes.outputGradient[k], uses };
    });
  }

  /**
   * @param {number} layer
   * @returns {Entry[]}
   */
  deltas(layer) {
    return this.units(layer).flatMap((unit) => (layer === this.last && this.network.psi === "softmax" ? [this.softmaxDelta(unit)] : [this.slope(layer, unit), this.delta(layer, unit)]));
  }

  /**
   * @param {number} layer
   * @param {number} unit
   * @returns {Entry}
   */
  slope(layer, unit) {
    const { notation, network, passes } = this;
    const kind = /** @type {import("./backpropagation_math.js").Activation} */ (layer === this.last ? network.psi : network.phi);
    const [h, a] = [notation.value(layer, unit), notation.sum(layer, unit)];
    const value = passes.activations[layer - 1][unit];
    const sum = this.plain(passes.preActivations[layer - 1][unit]);
    const [formula, numbers] = {
      sigmoid: [`${h}(1 − ${h})`, `${this.write(value)}·(1 − ${this.write(value)})`],
      tanh: [`1 − ${h}²`, `1 − ${this.write(value)}²`],
      relu: [`[${a} > 0]`, `[${sum} > 0]`],
      linear: ["1", "1"],
    }[kind];
    /** @type {Record<string, string[]>} */
    const uses = { sigmoid: [`h:${layer}:${unit}`], tanh: [`h:${layer}:${unit}`], relu: [`a:${layer}:${unit}`], linear: [] };
    return { id: `s:${layer}:${unit}`, symbol: notation.slope(layer, unit), formula, numbers, value: passes.slopes[layer - 1][unit], uses: uses[kind] };
  }

  /**
   * @param {number} layer
   * @param {number} unit
   * @returns {Entry}
   */
  delta(layer, unit) {
    const { notation, network, passes, y } = this;
    const isLast = layer === this.last;
    const above = isLast ? passes.outputGradient : passes.below[layer];
    const cancels = isLast && network.loss === "cross_entropy";
    const h = notation.value(layer, unit);
    const short = cancels ? [` = ${h} − ${notation.target(unit)}`, ` = ${this.plain(passes.activations[layer - 1][unit])} − ${this.write(y[unit])}`] : ["", ""];
    return {
      id: `d:${layer}:${unit}`,
      symbol: notation.delta(layer, unit),
      formula: `${notation.slopeOfLoss(h)} · ${notation.slope(layer, unit)}${short[0]}`,
      numbers: `${this.write(above[unit])}·${this.write(passes.slopes[layer - 1][unit])}${short[1]}`,
      value: passes.deltas[layer - 1][unit],
      uses: [`b:${layer}:${unit}`, `s:${layer}:${unit}`],
    };
  }

  /**
   * @param {number} unit
   * @returns {Entry}
   */
  softmaxDelta(unit) {
    const { notation, network, passes, last, y } = this;
    const [f, g] = [notation.value(last, unit), notation.slopeOfLoss(notation.value(last, unit))];
    const value = passes.activations[last - 1];
    const mean = value.map((each, k) => `${this.write(each)}·${this.write(passes.outputGradient[k])}`).join(" + ");
    const cancels = network.loss === "cross_entropy";
    return {
      id: `d:${last}:${unit}`,
      symbol: notation.delta(last, unit),
      formula: cancels ? `Σ ∂L/∂f · ∂f/∂${notation.sum(last, unit)} = ${f}·Σ y − ${notation.target(unit)}` : `${f}(${g} − Σ f · ∂L/∂f)`,
      numbers: cancels ? `${this.write(value[unit])}·${this.write(y.reduce((whole, each) => whole + each, 0))} − ${this.write(y[unit])}` : `${this.write(value[unit])}·(${this.plain(passes.outputGradient[unit])} − (${mean}))`,
      value: passes.deltas[last - 1][unit],
      uses: value.flatMap((_, k) => [`h:${last}:${k}`, `b:${last}:${k}`]),
    };
  }

  /**
   * @param {number} layer
   * @returns {Entry[]}
   */
  gradients(layer) {
    const { notation, passes } = this;
    return this.units(layer).flatMap((unit) => {
      const [name, delta] = [notation.delta(layer, unit), passes.deltas[layer - 1][unit]];
      const weights = this.units(layer - 1).map((input) => {
        const place = notation.weightPlace(layer, unit, input);
        return {
          id: `g:${place}`,
          symbol: notation.slopeOfLoss(notation.weight(layer, unit, input)),
          formula: `${name} · ${notation.value(layer - 1, input)}`,
          numbers: `${this.write(delta)}·${this.write(this.given(layer - 1)[input])}`,
          value: passes.gradient[place],
          uses: [`d:${layer}:${unit}`, this.valueCell(layer - 1, input)],
        };
      });
      const place = notation.biasPlace(layer, unit);
      const symbol = notation.slopeOfLoss(notation.bias(layer, unit));
      return [...weights, { id: `g:${place}`, symbol, formula: name, numbers: this.plain(delta), value: passes.gradient[place], uses: [`d:${layer}:${unit}`] }];
    });
  }

  /**
   * @param {number} layer
   * @returns {Entry[]}
   */
  below(layer) {
    const { notation, passes, network } = this;
    return this.units(layer - 1).map((input) => {
      const links = this.units(layer).map((unit) => ({ unit, place: notation.weightPlace(layer, unit, input) }));
      return {
        id: `b:${layer - 1}:${input}`,
        symbol: notation.slopeOfLoss(notation.value(layer - 1, input)),
        formula: links.map(({ unit }) => `${notation.weight(layer, unit, input)}·${notation.delta(layer, unit)}`).join(" + "),
        numbers: links.map(({ unit, place }) => `${this.write(network.parameters[place])}·${this.write(passes.deltas[layer - 1][unit])}`).join(" + "),
        value: passes.below[layer - 1][input],
        uses: links.flatMap(({ unit, place }) => [`p:${place}`, `d:${layer}:${unit}`]),
      };
    });
  }

  /** @returns {Entry[]} */
  updates() {
    const { network, passes, rate } = this;
    return this.notation.parameters.map((symbol, place) => ({
      id: `n:${place}`,
      symbol,
      formula: `${symbol} − γ · ∂L/∂${symbol}`,
      numbers: `${this.write(network.parameters[place])} − ${this.write(rate)}·${this.write(passes.gradient[place])}`,
      value: network.parameters[place] - rate * passes.gradient[place],
      uses: [`p:${place}`, `g:${place}`],
    }));
  }
}
