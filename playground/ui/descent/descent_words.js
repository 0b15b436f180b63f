// @ts-check
/**
 * One step of a method in words: its formula, then the same with the numbers of the step.
 *
 * @typedef {import("./descent_paths.js").Path} Path
 * @typedef {import("./descent_methods.js").Options} Options
 * @typedef {{method: string, rate: number, options: Options, path: Path, step: number}} Shown
 */

/** @type {Record<string, string[]>} */
const FORMULAS = {
  gd: ["θ ← θ − γ g"],
  momentum: ["v ← μ v + g", "θ ← θ − γ v"],
  nesterov: ["v ← μ v + g", "θ ← θ − γ (g + μ v)"],
  adagrad: ["s ← s + g²", "θ ← θ − γ g / (√s + ε)"],
  rmsprop: ["s ← α s + (1 − α) g²", "θ ← θ − γ g / (√s + ε)"],
  adam: ["m ← β₁ m + (1 − β₁) g", "s ← β₂ s + (1 − β₂) g²", "θ ← θ − γ m̂ / (√ŝ + ε),  m̂ = m / (1 − β₁ᵏ),  ŝ = s / (1 − β₂ᵏ)"],
  annealing: ["θ′ = θ + σ ξ", "θ ← θ′ if u < e^(−(f(θ′) − f(θ)) / T)", "T ← c T"],
};

/**
 * Return the lines of a step, each a formula and the same with numbers; at the start only the formulas.
 * @param {Shown} shown
 * @param {(value: number) => string} number
 * @param {Record<string, string>} texts
 * @returns {{formula: string, numbers: string}[]}
 */
export function linesOf(shown, number, texts) {
  const formulas = FORMULAS[shown.method].map((formula) => formula.replace(" if ", ` ${texts.if} `));
  const numbers = shown.step > 0 ? numbersOf(shown, number, texts) : [];
  return formulas.map((formula, k) => ({ formula, numbers: numbers[k] ?? "" }));
}

/**
 * @param {Shown} shown
 * @param {(value: number) => string} number
 * @param {Record<string, string>} texts
 * @returns {string[]}
 */
function numbersOf({ method, rate, options, path, step }, number, texts) {
  /** @type {(values: {[step: number]: number}[], at: number) => string} */
  const pair = (values, at) => `(${number(values[0][at])}, ${number(values[1][at])})`;
  const points = [path.x, path.y];
  const before = step - 1;
  const [g, v, v0] = [pair(path.g, before), pair(path.v, step), pair(path.v, before)];
  const [s, s0] = [pair(path.s, step), pair(path.s, before)];
  const [from, to] = [pair(points, before), pair(points, step)];
  const { momentum, alpha, beta1, beta2, temperature, cooling } = options;
  const γ = number(rate);
  const velocity = `v = ${number(momentum)} · ${v0} + ${g} = ${v}`;
  const scaled = `θ = ${from} − ${γ} · ${g} / √${s} = ${to}`;
  if (method === "gd") return [`θ = ${from} − ${γ} · ${g} = ${to}`];
  if (method === "momentum") return [velocity, `θ = ${from} − ${γ} · ${v} = ${to}`];
  if (method === "nesterov") return [velocity, `θ = ${from} − ${γ} · (${g} + ${number(momentum)} · ${v}) = ${to}`];
  if (method === "adagrad") return [`s = ${s0} + ${g}² = ${s}`, scaled];
  if (method === "rmsprop") return [`s = ${number(alpha)} · ${s0} + ${number(1 - alpha)} · ${g}² = ${s}`, scaled];
  if (method === "adam") {
    /** @type {(values: Float64Array[], beta: number) => string} */
    const corrected = (values, beta) => pair(values.map((each) => ({ [step]: each[step] / (1 - beta ** step) })), step);
    return [
      `m = ${number(beta1)} · ${v0} + ${number(1 - beta1)} · ${g} = ${v}`,
      `s = ${number(beta2)} · ${s0} + ${number(1 - beta2)} · ${g}² = ${s}`,
      `θ = ${from} − ${γ} · ${corrected(path.v, beta1)} / √${corrected(path.s, beta2)} = ${to}`,
    ];
  }
  const moved = path.x[step] !== path.x[before] || path.y[step] !== path.y[before];
  return ["", moved ? `θ = ${from} → ${to}` : `${texts.refused}: θ = ${from}`, `T = ${number(temperature * cooling ** before)}`];
}
