// @ts-check
/**
 * A network on paper: an exercise with blanks, or its solution, printed by the browser.
 *
 * @typedef {import("./steps.js").Given & {steps: import("./steps.js").Step[], notation: import("./notation.js").Notation, texts: Record<string, string>, language: string, title: (step: import("./steps.js").Step) => string}} Sheet
 */

import { make } from "./elements.js";
import { chipPlaces } from "./link_labels.js";
import { range } from "./notation.js";

const [WIDTH, RADIUS] = [760, 24];
const STYLE = `
  body { font: 12pt/1.5 system-ui, sans-serif; margin: 14mm; color: #000; background: #fff; }
  h1 { font-size: 16pt; margin: 0 0 4mm; }
  h2 { font-size: 12pt; margin: 5mm 0 1mm; break-after: avoid; }
  p { margin: 0.5mm 0; break-inside: avoid; }
  svg { width: 100%; max-height: 105mm; }
  .blank { display: inline-block; min-width: 62mm; border-bottom: 1px solid #000; height: 1.3em; }
`;

/**
 * Print a sheet; it stays in the page, unseen, until the next one.
 * @param {HTMLElement} element
 * @param {"exercise" | "solution"} kind
 * @param {Sheet} sheet
 */
export function print(element, kind, sheet) {
  element.querySelector("iframe")?.remove();
  const frame = make("iframe", "sheet");
  frame.title = sheet.texts[kind];
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  frame.srcdoc = documentOf(kind, sheet);
  frame.onload = () => frame.contentWindow.print();
  element.append(frame);
}

/**
 * Return the sheet as a document.
 * @param {"exercise" | "solution"} kind
 * @param {Sheet} sheet
 */
export function documentOf(kind, sheet) {
  const { steps, texts, language, title, write } = sheet;
  const isSolved = kind === "solution";
  const tasks = steps.map((step, k) => {
    const lines = step.entries.map(({ symbol, formula, numbers, value }) => {
      const isTerm = formula !== numbers;
      return `<p>${text(symbol)} = ${isSolved ? `${text(formula)} = ${isTerm ? `${text(numbers)} = ` : ""}<b>${text(write(value))}</b>` : '<span class="blank"></span>'}</p>`;
    });
    return `<h2>${k + 1}. ${text(title(step))}</h2>${lines.join("")}`;
  });
  const heading = text(texts[`${kind}_heading`]);
  return `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8"><title>${heading}</title><style>${STYLE}</style></head><body><h1>${heading}</h1>${picture(sheet)}<p>${text(givenLine(sheet))}</p>${tasks.join("")}</body></html>`;
}

/** @param {Sheet} sheet */
function givenLine({ network, x, y, rate, notation, texts, write }) {
  const inputs = x.map((value, k) => `${notation.value(0, k)} = ${write(value)}`);
  const targets = y.map((value, k) => `${notation.target(k)} = ${write(value)}`);
  const biases = network.sizes.slice(1).flatMap((units, k) => range(units).map((unit) => `${notation.bias(k + 1, unit)} = ${write(network.parameters[notation.biasPlace(k + 1, unit)])}`));
  const functions = [`φ = ${texts[`name_${network.phi}`]}`, `ψ = ${texts[`name_${network.psi}`]}`, `L = ${texts[`formula_${network.loss}_${network.psi === "softmax" ? "softmax" : "plain"}`]}`, `γ = ${write(rate)}`];
  return texts.given_numbers.replace("{numbers}", [...inputs, ...targets, ...biases, ...functions].join("; "));
}

/**
 * Return the network as a drawing, its weights at its links.
 * @param {Sheet} sheet
 */
function picture({ network, notation, write }) {
  const { sizes } = network;
  const height = 90 * Math.max(...sizes, 2);
  /** @type {(layer: number, unit: number) => [number, number]} */
  const at = (layer, unit) => [50 + (layer * (WIDTH - 100)) / (sizes.length - 1), ((unit + 0.5) * height) / sizes[layer]];
  const links = sizes.slice(1).map((units, k) => {
    const ends = range(units).flatMap((unit) => range(sizes[k]).map((input) => ({ unit, input, ends: [...at(k, input), ...at(k + 1, unit)] })));
    const places = chipPlaces(ends.map((each) => each.ends), 20, 110);
    const lines = ends.map(({ ends: [x0, y0, x1, y1] }) => `<path d="M${x0},${y0}L${x1},${y1}" stroke="#888"/>`);
    const labels = ends.map(({ unit, input }, place) => {
      const { x, y } = places[place];
      const label = `${notation.weight(k + 1, unit, input)} = ${write(network.parameters[notation.weightPlace(k + 1, unit, input)])}`;
      return `<text x="${x}" y="${y + 5}" text-anchor="middle" stroke="#fff" stroke-width="5" paint-order="stroke">${text(label)}</text>`;
    });
    return [...lines, ...labels].join("");
  });
  const units = sizes.flatMap((count, layer) =>
    range(count).map((unit) => {
      const [x, y] = at(layer, unit);
      return `<circle cx="${x}" cy="${y}" r="${RADIUS}" fill="#fff" stroke="#000"/><text x="${x}" y="${y + 5}" text-anchor="middle">${text(notation.value(layer, unit))}</text>`;
    }),
  );
  return `<svg viewBox="0 0 ${WIDTH} ${height}" font-size="15" role="img">${links.join("")}${units.join("")}</svg>`;
}

/** @param {string} words */
function text(words) {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
