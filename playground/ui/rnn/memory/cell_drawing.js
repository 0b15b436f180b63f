// @ts-check
/**
 * A recurrent cell as the lecture draws it (figure 19), with the numbers of one of its units at one step: boxes coloured by
 * their values, a number at every wire, and below the formulas filled in.
 *
 * @typedef {Object} Part  What a gate is made of before its activation.
 * @property {number} x      from the input
 * @property {number} h      from the state before; of a GRU's n with its own bias, n = tanh(x + bias + r·h)
 * @property {number} bias
 *
 * @typedef {Object} Cell
 * @property {"rnn" | "lstm" | "gru"} kind
 * @property {number} step               from 1
 * @property {number} unit               which unit, from 1
 * @property {number} units              of how many
 * @property {Record<string, Part>} parts      of each gate: h (rnn); i, f, g, o (lstm); r, z, n (gru)
 * @property {Record<string, number>} gates    their values, by the same names
 * @property {{h: number, c?: number}} before  states of the step before, c of an LSTM only
 * @property {{h: number, c?: number}} after
 *
 * @typedef {Object} Look
 * @property {(value: number) => string} colour   of a value from -1 to 1, as style sheets have it (see `mixed`)
 * @property {(value: number) => string} [number]
 *
 * @typedef {import("./cell_formulas.js").Line} Line
 */

import { cellLines, FORMULAS, sumOf, typeset } from "./cell_formulas.js";
import { write } from "./elements.js";
import { fill } from "./memory_parts.js";
import { numbersIn } from "./numbers.js";

export { cellLines } from "./cell_formulas.js";

const [TIMES, ONE_MINUS] = ["×", "1−"];

/**
 * Return the colours of values from -1 to 1 as everywhere on the pages: orange below zero, blue above, and so pale that
 * words on them can be read.
 * @param {{negative: string, positive: string}} colours
 * @returns {(value: number) => string}
 */
export function mixed({ negative, positive }) {
  return (value) => {
    const share = Math.round(65 * Math.min(Math.abs(value), 1));
    return `color-mix(in srgb, ${value < 0 ? negative : positive} ${share}%, var(--st-background-color))`;
  };
}

/**
 * Draw a cell; where the container shows one of its kind already, only the numbers and colours change.
 * @param {HTMLElement} container
 * @param {Cell} cell
 * @param {Record<string, string>} texts   language; alt; scale; title and note, where {unit}, {units}
 *   and {step} are filled in
 * @param {Look} look
 */
export function drawCell(container, cell, texts, look) {
  const number = look.number ?? numbersIn(texts.language).short;
  const built = JSON.stringify([cell.kind, texts]);
  if (container.dataset.built !== built) build(container, cell.kind, texts);
  container.dataset.built = built;
  container.dataset.kind = cell.kind;
  for (const name of ["title", "note"]) write(container.querySelector(`.cell-${name}`), about(texts[name], cell));
  const shown = values(cell);
  /** @type {NodeListOf<SVGElement>} */
  const numbers = container.querySelectorAll("[data-value]");
  /** @type {NodeListOf<SVGElement>} */
  const coloured = container.querySelectorAll("[data-colour]");
  for (const element of numbers) {
    write(element, (element.dataset.label ?? "") + number(shown[element.dataset.value]));
  }
  for (const element of coloured) {
    element.style.fill = look.colour(shown[element.dataset.colour]);
  }
  writeLines(container.querySelector(".cell-lines"), cellLines(cell, number));
  /** @type {HTMLElement} */
  const scale = container.querySelector(".cell-scale i");
  scale.style.background = `linear-gradient(90deg, ${[-1, -0.5, 0, 0.5, 1].map((value) => look.colour(value)).join()})`;
}

/**
 * Fill in which unit of how many is shown, and at which step.
 * @param {string} text
 * @param {Cell} cell
 */
function about(text, cell) {
  const { unit, units, step } = cell;
  return fill(text, { unit, units, step });
}

/**
 * Return every number that a drawing shows, by the name that its elements have.
 * @param {Cell} cell
 * @returns {Record<string, number>}
 */
function values(cell) {
  const { kind, parts, gates, before, after } = cell;
  /** @type {Record<string, number>} */
  const shown = { h: before.h, "h'": after.h };
  for (const symbol of Object.keys(parts)) shown[`gate ${symbol}`] = gates[symbol];
  for (const symbol of Object.keys(parts)) shown[`sum ${symbol}`] = sumOf(symbol, cell);
  for (const [symbol, part] of Object.entries(parts)) {
    for (const [name, value] of Object.entries(part)) shown[`${name} ${symbol}`] = value;
  }
  if (kind === "lstm") {
    Object.assign(shown, { c: before.c, "c'": after.c, "f c": gates.f * before.c, "i g": gates.i * gates.g, "tanh c": Math.tanh(after.c) });
  }
  if (kind === "gru") {
    Object.assign(shown, { "z h": gates.z * before.h, "1-z": 1 - gates.z, "1-z n": (1 - gates.z) * gates.n, "r h": gates.r * parts.n.h, "x+b n": parts.n.x + parts.n.bias });
  }
  return shown;
}

/**
 * @param {HTMLElement} container
 * @param {Cell["kind"]} kind
 * @param {Record<string, string>} texts
 */
function build(container, kind, texts) {
  container.classList.add("cell");
  const { width, height, marks } = DRAWINGS[kind]();
  const arrow =
    '<defs><marker id="cell-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0,0L8,4L0,8z"/></marker></defs>';
  container.innerHTML = `
    <p class="cell-title"></p>
    <div class="cell-stage" tabindex="0"><svg role="img" viewBox="0 0 ${width} ${height}" style="--least: ${width}px">${arrow}${marks.join("")}</svg></div>
    <p class="cell-scale"><span>−1</span><i></i><span>1</span><span class="cell-words"></span></p>
    <p class="cell-note"></p>
    <ol class="cell-lines"></ol>`;
  container.querySelector("svg").setAttribute("aria-label", texts.alt);
  container.querySelector(".cell-stage").setAttribute("aria-label", texts.alt);
  write(container.querySelector(".cell-words"), texts.scale);
  container.querySelector(".cell-lines").innerHTML = Object.entries(FORMULAS[kind])
    .map(([symbol, formula]) => `<li data-symbol="${symbol}"><span>${typeset(`${symbol}_t = ${formula}`)}</span> <span>= <span class="cell-filled"></span> = <b></b></span></li>`)
    .join("");
}

/**
 * Fill in the formulas; each line tells its value in full to whoever scripts the page.
 * @param {Element} list
 * @param {Line[]} lines
 */
function writeLines(list, lines) {
  for (const [place, line] of lines.entries()) {
    const item = /** @type {HTMLElement} */ (list.children[place]);
    item.dataset.exact = String(line.value);
    write(item.querySelector(".cell-filled"), line.filled);
    write(item.querySelector("b"), line.text.slice(line.text.lastIndexOf("= ") + 2));
  }
}

const GATE = { width: 68, height: 46 };

/* Pieces of drawings: each returns SVG. Elements with data-value are given a number, those with data-colour a colour. */

/** @type {(path: string, arrow?: boolean) => string} */
const wire = (path, arrow = true) => `<path class="wire" d="${path}" ${arrow ? 'marker-end="url(#cell-arrow)"' : ""}/>`;

/**
 * A number beside a wire, after some words.
 * @type {(x: number, y: number, value: string, anchor?: string, label?: string) => string}
 */
const note = (x, y, value, anchor = "middle", label = "") =>
  `<text class="note" x="${x}" y="${y}" text-anchor="${anchor}" data-value="${value}" data-label="${label}"></text>`;

/** @type {(x: number, y: number, formula: string, anchor?: string) => string} */
const letters = (x, y, formula, anchor = "middle") =>
  `<text class="name" x="${x}" y="${y}" text-anchor="${anchor}">${formula.replace(/_(?:\{([^}]*)\}|(.))/g, (_, long, short) => `<tspan class="below" dy="3">${long ?? short}</tspan>`)}</text>`;

/**
 * The box of a gate: what it applies, and its value; beside it its letter, below the sum that goes in.
 * @param {number} x
 * @param {number} y
 * @param {string} symbol
 * @param {string} applies
 * @param {"left" | "right" | null} side   of its letter; null where it has none
 */
function gate(x, y, symbol, applies, side = "left") {
  const [left, top] = [x - GATE.width / 2, y - GATE.height / 2];
  const box = `<rect class="box" x="${left}" y="${top}" width="${GATE.width}" height="${GATE.height}" rx="6" data-colour="gate ${symbol}"/>`;
  const words = `<text class="name" x="${x}" y="${y - 5}" text-anchor="middle">${applies}</text>`;
  const letter = side === "left" ? letters(left - 7, y - 9, `${symbol}_t`, "end") : letters(left + GATE.width + 7, y - 9, `${symbol}_t`, "start");
  return box + words + (side ? letter : "") + note(x, y + 16, `gate ${symbol}`) + note(x, y + 44, `sum ${symbol}`, "middle", "Σ ");
}

/**
 * A circle that multiplies or adds.
 * @type {(x: number, y: number, sign: string) => string}
 */
const operation = (x, y, sign) =>
  `<circle class="box" cx="${x}" cy="${y}" r="${sign === ONE_MINUS ? 17 : 14}"/><text class="sign" x="${x}" y="${y + 6}" text-anchor="middle">${sign}</text>`;

/**
 * A state where it comes in or goes out, with its name above.
 * @param {number} x
 * @param {number} y
 * @param {string} formula
 * @param {string} value
 */
function state(x, y, formula, value) {
  const box = `<rect class="box" x="${x - 38}" y="${y - 15}" width="76" height="30" rx="15" data-colour="${value}"/>`;
  return box + note(x, y + 5, value) + letters(x, y - 25, formula);
}

/** @type {(x: number, y: number) => string} */
const input = (x, y) => `<circle class="box" cx="${x}" cy="${y}" r="17"/>${letters(x, y + 4, "x_t")}`;

/** @type {(x: number, y: number, width: number, height: number) => string} */
const house = (x, y, width, height) => `<rect class="house" x="${x}" y="${y}" width="${width}" height="${height}" rx="18"/>`;

const DRAWINGS = { rnn: drawPlain, lstm: drawLstm, gru: drawGru };

function drawPlain() {
  const [line, sum, box] = [140, 300, 450];
  return {
    width: 700,
    height: 320,
    marks: [
      house(110, 30, 480, 210),
      wire(`M80,${line}H${sum - 15}`) + note(195, line - 9, "h h", "middle", "U h: "),
      wire(`M${sum},272V${line + 15}`) + note(sum + 10, 215, "x h", "start", "W x: "),
      wire(`M${sum},76V${line - 15}`) + letters(sum, 70, "b") + note(sum + 10, 100, "bias h", "start", "b: "),
      wire(`M${sum + 14},${line}H${box - GATE.width / 2}`),
      wire(`M${box + GATE.width / 2},${line}H620`),
      operation(sum, line, "+"),
      gate(box, line, "h", "tanh", null),
      state(42, line, "h_{t−1}", "h"),
      state(658, line, "h_t", "h'"),
      input(sum, 290),
    ],
  };
}

function drawLstm() {
  const [top, bus, boxes, middle, last] = [90, 335, 250, 165, 197];
  const [f, i, g, o, out] = [205, 315, 425, 535, 640];
  const half = GATE.height / 2;
  return {
    width: 820,
    height: 420,
    marks: [
      house(110, 34, 600, 335),
      wire(`M80,${top}H${f - 15}`) + wire(`M${f + 14},${top}H${g - 15}`) + wire(`M${g + 14},${top}H740`),
      wire(`M80,${bus}H${o}V${boxes + half + 27}`, false) + wire(`M150,373V${bus}`, false),
      ...[f, i, g].map((x) => wire(`M${x},${bus}V${boxes + half + 27}`, false)),
      wire(`M${f},${boxes - half}V${top + 15}`),
      wire(`M${i},${boxes - half}V${middle}H${g - 15}`),
      wire(`M${g},${boxes - half}V${middle + 15}`) + wire(`M${g},${middle - 14}V${top + 15}`),
      wire(`M${out},${top}V114`) + wire(`M${out},144V${last - 15}`),
      wire(`M${o},${boxes - half}V${last}H${out - 15}`),
      wire(`M${out},${last + 14}V${bus}H740`),
      `<rect class="box" x="${out - 30}" y="114" width="60" height="30" rx="15" data-colour="tanh c"/><text class="name" x="${out}" y="134" text-anchor="middle">tanh</text>`,
      note(out + 9, 170, "tanh c", "start"),
      operation(f, top, TIMES) + operation(g, top, "+") + operation(g, middle, TIMES) + operation(out, last, TIMES),
      gate(f, boxes, "f", "σ") + gate(i, boxes, "i", "σ") + gate(g, boxes, "g", "tanh") + gate(o, boxes, "o", "σ"),
      note((f + g) / 2, top - 9, "f c", "middle", "f·c: "),
      note(g + 9, 134, "i g", "start", "i·g: "),
      state(42, top, "c_{t−1}", "c") + state(42, bus, "h_{t−1}", "h"),
      state(778, top, "c_t", "c'") + state(778, bus, "h_t", "h'"),
      input(150, 390),
    ],
  };
}

function drawGru() {
  const [top, bus, boxes, middle] = [90, 335, 245, 165];
  const [z, r, product, n] = [230, 365, 480, 590];
  const half = GATE.height / 2;
  return {
    width: 840,
    height: 425,
    marks: [
      house(110, 34, 620, 335),
      wire(`M80,${top}H${z - 15}`) + wire(`M${z + 14},${top}H${n - 15}`) + wire(`M${n + 14},${top}H760`),
      wire(`M140,${top}V${bus}H${n}V${boxes + half + 27}`, false) + wire(`M165,377V${bus}`, false),
      ...[z, r].map((x) => wire(`M${x},${bus}V${boxes + half + 27}`, false)),
      wire(`M${product},${bus}V${boxes + 15}`) + wire(`M${product + 14},${boxes}H${n - GATE.width / 2}`),
      wire(`M${r},${boxes - half}V195H${product}V${boxes - 15}`),
      wire(`M${z},${boxes - half}V${top + 15}`) + wire(`M${z},${middle}H${r - 19}`) + wire(`M${r + 17},${middle}H${n - 15}`),
      wire(`M${n},${boxes - half}V${middle + 15}`) + wire(`M${n},${middle - 14}V${top + 15}`),
      operation(z, top, TIMES) + operation(n, top, "+") + operation(n, middle, TIMES) + operation(r, middle, ONE_MINUS) + operation(product, boxes, TIMES),
      gate(z, boxes, "z", "σ") + gate(r, boxes, "r", "σ") + gate(n, boxes, "n", "tanh", "right"),
      note((z + n) / 2, top - 9, "z h", "middle", "z·h: "),
      note(r + 26, middle - 9, "1-z", "start"),
      note(n + 9, 132, "1-z n", "start", "(1−z)·n: "),
      note(product - 9, 317, "h n", "end", "U h: ") + note((product + n) / 2 - 12, boxes + 22, "r h"),
      note(n + 9, 317, "x+b n", "start", "W x + b: "),
      state(42, top, "h_{t−1}", "h") + state(798, top, "h_t", "h'"),
      input(165, 395),
    ],
  };
}
