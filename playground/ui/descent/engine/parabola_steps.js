// @ts-check
/**
 * Steps on a parabola, where a method is linear: concepts/descent/step_size.py says where from.
 *
 * @typedef {"gd" | "momentum" | "nesterov"} Linear
 * @typedef {"converges" | "swings" | "diverges"} Verdict
 */

const START = 1;

/**
 * Return where the ball is after each step, from 1 on f(x) = λx²/2.
 * @param {Linear} method
 * @param {number} rate
 * @param {number} curvature
 * @param {number} momentum
 * @param {number} steps
 */
export function stepsOn(method, rate, curvature, momentum, steps) {
  const way = new Float64Array(steps + 1);
  way[0] = START;
  let v = 0;
  for (let step = 0; step < steps; step += 1) {
    const g = curvature * way[step];
    v = method === "gd" ? g : momentum * v + g;
    way[step + 1] = way[step] - rate * (method === "nesterov" ? g + momentum * v : v);
  }
  return way;
}

/**
 * Return by what a step multiplies the distance in the long run.
 * @param {Linear} method
 * @param {number} rate
 * @param {number} curvature
 * @param {number} momentum
 */
export function shrinkage(method, rate, curvature, momentum) {
  if (method === "gd") return Math.abs(1 - rate * curvature);
  const ahead = method === "nesterov" ? rate * (1 + momentum) : rate;
  const trace = 1 - ahead * curvature + momentum;
  const determinant = method === "nesterov" ? momentum * (1 - rate * curvature) : momentum;
  const inside = trace * trace - 4 * determinant;
  if (inside < 0) return Math.sqrt(determinant); // two complex eigenvalues of one size
  return Math.max(Math.abs(trace + Math.sqrt(inside)), Math.abs(trace - Math.sqrt(inside))) / 2;
}

/**
 * Return the rate above which a method leaves the minimum.
 * @param {Linear} method
 * @param {number} curvature
 * @param {number} momentum
 */
export function largestStableRate(method, curvature, momentum) {
  if (method === "gd") return 2 / curvature;
  return (2 * (1 + momentum)) / curvature / (method === "momentum" ? 1 : 1 + 2 * momentum);
}

/**
 * Return how many steps halve the distance.
 * @param {number} factor
 */
export function halvingSteps(factor) {
  if (factor >= 1) return Infinity;
  return factor === 0 ? 0 : Math.log(0.5) / Math.log(factor);
}

/**
 * Return what becomes of the ball.
 * @param {number} factor
 * @returns {Verdict}
 */
export function verdict(factor) {
  if (Math.abs(factor - 1) < 1e-9) return "swings";
  return factor < 1 ? "converges" : "diverges";
}
