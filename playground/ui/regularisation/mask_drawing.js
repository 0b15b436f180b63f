// @ts-check
/**
 * A layer with its mask, and the answers under all masks, as pictures.
 *
 * @typedef {Object} Shown
 * @property {import("./dropout_math.js").MaskedLayer} layer
 * @property {number[]} masks        of both answers
 * @property {number[]} now          the answers under them
 * @property {number[]} mean
 * @property {number[][]} covariance
 * @property {number[]} test
 * @property {number[][]} drawn      answers under masks that were drawn
 *
 * @typedef {Object} Look
 * @property {Record<string, string>} colours
 * @property {string} font
 * @property {number} scale
 * @property {ReturnType<typeof import("./numbers.js").numbersIn>} number
 * @property {Record<string, string>} texts
 */

import { answerOf, maskCount, shareOf } from "./dropout_math.js";
import { drawLineChart } from "./line_chart.js";

const BINS = 40; // into which answers under drawn masks are put
const TEST_DASH = [7, 4];

/**
 * Draw neurons, answers and links; what is dropped is crossed out.
 * @param {SVGSVGElement} svg
 * @param {Shown} shown
 * @param {Look} look
 * @param {(unit: number, neuron: number) => void} toggle
 */
export function drawNetwork(svg, { layer, masks, now }, { colours: usual, number, texts, scale }, toggle) {
  /** @type {Record<string, string>} */
  const colours = { ...usual, type: String(14 * Math.min(scale, 1.3)) };
  const [width, height] = [svg.clientWidth, svg.clientHeight];
  const count = layer.values.length;
  const isConnect = layer.kind === "dropconnect";
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const [left, right] = [46, width - 60];
  /** @param {number} k */
  const input = (k) => ((k + 0.5) * height) / count;
  /** @param {number} unit */
  const output = (unit) => ((unit + 0.5) * height) / 2;
  const root = /** @type {Document | ShadowRoot} */ (svg.getRootNode());
  const focused = root.activeElement instanceof SVGElement ? root.activeElement.dataset.part : "";
  const parts = layer.values.flatMap((_, k) =>
    [0, 1].map((unit) => {
      const kept = (masks[unit] >> k) & 1;
      const weight = layer.weights[unit][k];
      const [y0, y1] = [input(k), output(unit)];
      const line = `<line x1="${left}" y1="${y0}" x2="${right}" y2="${y1}" stroke="${weight < 0 ? colours.negative : colours.positive}" stroke-width="${1 + Math.min(5, 2 * Math.sqrt(Math.abs(weight)))}" opacity="${kept ? 1 : 0.18}"/>`;
      if (!isConnect) return line;
      const at = 0.3 + 0.1 * unit;
      const [x, y] = [left + at * (right - left), y0 + at * (y1 - y0)];
      return line + handle(`${unit},${k}`, x, y, 8, kept, texts.link.replace("{n}", number.whole(k + 1)).replace("{unit}", number.whole(unit + 1)), colours, "");
    }),
  );
  const neurons = layer.values.map((value, k) => {
    const kept = isConnect || (masks[0] >> k) & 1;
    const label = texts.neuron.replace("{n}", number.whole(k + 1));
    if (isConnect) return circle(left, input(k), colours, number.short(value));
    return handle(`0,${k}`, left, input(k), 21, kept, label, colours, number.short(value));
  });
  const outputs = now.map((value, unit) => circle(right, output(unit), colours, number.fixed(value, 2), 27));
  svg.innerHTML = [...parts, ...neurons, ...outputs].join("");
  for (const part of /** @type {NodeListOf<SVGElement>} */ (svg.querySelectorAll("[data-part]"))) {
    const [unit, neuron] = part.dataset.part.split(",").map(Number);
    part.onclick = () => toggle(unit, neuron);
    part.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      toggle(unit, neuron);
    };
    if (focused && part.dataset.part === focused) part.focus();
  }
}

/** @type {(part: string, x: number, y: number, size: number, kept: number | boolean, label: string, colours: Record<string, string>, text: string) => string} */
function handle(part, x, y, size, kept, label, colours, text) {
  const cross = kept ? "" : `<path d="M${x - size},${y - size}L${x + size},${y + size}M${x - size},${y + size}L${x + size},${y - size}" stroke="${colours.text}" stroke-width="2.5" pointer-events="none"/>`;
  const ring = `<circle data-part="${part}" role="button" tabindex="0" aria-pressed="${!kept}" aria-label="${label}" cx="${x}" cy="${y}" r="${size}" fill="${colours.ground}" stroke="${colours.text}" stroke-width="2"/>`;
  return `<g opacity="${kept ? 1 : 0.6}">${ring}${words(x, y, text, colours)}${cross}</g>`;
}

/** @type {(x: number, y: number, colours: Record<string, string>, text: string, size?: number) => string} */
function circle(x, y, colours, text, size = 21) {
  return `<circle cx="${x}" cy="${y}" r="${size}" fill="${colours.ground}" stroke="${colours.text}" stroke-width="2"/>${words(x, y, text, colours)}`;
}

/** @type {(x: number, y: number, text: string, colours: Record<string, string>) => string} */
function words(x, y, text, { text: ink, type }) {
  return `<text x="${x}" y="${y + 5}" text-anchor="middle" font-size="${type}" fill="${ink}" pointer-events="none">${text}</text>`;
}

/**
 * Draw how probable each answer of the first neuron is, its mean and the answer at test time, and the share of each in those
 * that were drawn.
 * @param {HTMLCanvasElement} canvas
 * @param {Shown} shown
 * @param {Look} look
 */
export function drawDistribution(canvas, { layer, now, mean, covariance, test, drawn }, { colours, font, scale, number }) {
  /** @type {Map<number, number>} */
  const stems = new Map();
  for (let mask = 0; mask < maskCount(layer); mask += 1) {
    const answer = Number(answerOf(layer, 0, mask).toFixed(9));
    stems.set(answer, (stems.get(answer) ?? 0) + shareOf(layer, mask));
  }
  const answers = [...stems.keys(), test[0], mean[0]];
  const [low, high] = [Math.min(...answers), Math.max(...answers)];
  const room = 0.08 * (high - low) + 0.2;
  const across = /** @type {[number, number]} */ ([low - room, high + room]);
  const bins = binned(drawn.map(([first]) => first), across);
  const most = 1.12 * Math.max(...stems.values(), ...bins.map(([, share]) => share));
  const spread = Math.sqrt(covariance[0][0]);
  const curves = [...stems].map(([answer, share]) => stem(answer, 0, share, colours.positive, 4));
  const sampled = bins.map(([answer, share]) => stem(answer, 0, share, colours.faint, (0.8 * canvas.clientWidth) / BINS));
  const marks = [
    stem(mean[0], 0, most, colours.text, 2.5),
    { ...stem(test[0], 0, most, colours.negative, 3), dash: TEST_DASH },
    { x: [mean[0] - spread, mean[0] + spread], y: [0.96 * most, 0.96 * most], colour: colours.text, width: 1.5 },
    stem(now[0], 0, 0.04 * most, colours.mark, 10),
  ];
  const look = { text: colours.text, grid: colours.border, font, scale };
  drawLineChart(canvas, { curves: [...sampled, ...curves, ...marks], across, up: [0, most], number: number.short, look });
}

/** @type {(x: number, from: number, to: number, colour: string, width: number) => import("./line_chart.js").Curve} */
function stem(x, from, to, colour, width) {
  return { x: [x, x], y: [from, to], colour, width };
}

/**
 * Return for each of equal parts its middle and the share of the values in it.
 * @param {number[]} values
 * @param {[number, number]} range
 * @returns {[number, number][]}
 */
function binned(values, [low, high]) {
  const counts = Array.from({ length: BINS }, () => 0);
  for (const value of values) counts[Math.min(BINS - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * BINS)))] += 1;
  return counts.map((count, k) => /** @type {[number, number]} */ ([low + ((k + 0.5) * (high - low)) / BINS, count / values.length])).filter(([, share]) => share > 0);
}

/**
 * Draw both answers under all masks: with dropout they share their mask, with DropConnect each has its own.
 * @param {HTMLCanvasElement} canvas
 * @param {Shown} shown
 * @param {Look} look
 */
export function drawBoth(canvas, { layer, now, mean }, { colours, font, scale, number }) {
  const masks = Array.from({ length: maskCount(layer) }, (_, mask) => mask);
  const pairs = layer.kind === "dropout" ? masks.map((mask) => [mask, mask]) : masks.flatMap((one) => masks.map((other) => [one, other]));
  const points = pairs.map(([one, other]) => ({
    at: [answerOf(layer, 0, one), answerOf(layer, 1, other)],
    share: shareOf(layer, one) * (layer.kind === "dropout" ? 1 : shareOf(layer, other)),
  }));
  /** @type {(unit: number) => [number, number]} */
  const range = (unit) => {
    const values = points.map(({ at }) => at[unit]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const room = 0.08 * (high - low) + 0.2;
    return [low - room, high + room];
  };
  const look = { text: colours.text, grid: colours.border, font, scale };
  const plane = drawLineChart(canvas, { curves: [], across: range(0), up: range(1), number: number.short, look });
  const context = canvas.getContext("2d");
  const most = Math.max(...points.map(({ share }) => share));
  /** @type {(at: number[], size: number, colour: string) => void} */
  const dot = ([x, y], size, colour) => {
    context.beginPath();
    context.arc(plane.right(x), plane.top(y), size, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
  };
  for (const { at, share } of points) dot(at, 1.5 + 6 * Math.sqrt(share / most), colours.positive);
  dot(mean, 6, colours.text);
  dot(now, 6, colours.mark);
}

/**
 * Return what the lines of the distribution are.
 * @param {Look} look
 * @param {boolean} hasDrawn
 */
export function linesOf({ colours, texts }, hasDrawn) {
  return [
    { label: texts.legend_masks, colour: colours.positive },
    { label: texts.legend_mean, colour: colours.text },
    { label: texts.legend_test, colour: colours.negative, dash: TEST_DASH },
    { label: texts.legend_now, colour: colours.mark },
    ...(hasDrawn ? [{ label: texts.legend_drawn, colour: colours.faint }] : []),
  ];
}
