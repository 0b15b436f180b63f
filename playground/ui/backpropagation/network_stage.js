// @ts-check
/**
 * A small network as cards of cells, one card for each unit, with a link for each weight: numbers that are given can be
 * changed, those that are computed are filled in step by step.
 *
 * @typedef {Object} Shown
 * @property {Map<string, number>} values     of all cells
 * @property {Set<string>} known              cells that have been computed
 * @property {Set<string>} now                those of the step in hand
 * @property {Set<string>} used               those it takes
 * @property {Set<string>} reused             and of them those that an earlier step has taken
 * @property {string} chosen
 * @property {"forth" | "back" | ""} flow     which way numbers go
 * @property {number} layer                   through the links into which layer
 * @property {(value: number) => string} write
 * @property {(value: number) => string} typed
 * @property {{positive: string, negative: string}} colours
 */

import { make } from "./elements.js";
import { chipPlaces } from "./link_labels.js";
import { Notation, range } from "./notation.js";
import { takesNumbers } from "./number_input.js";

const SPACE = "http://www.w3.org/2000/svg";
const LIMIT = 100;
const [INLINE, STACKED] = [30, 46]; // pixels of a link's numbers, beside or above each other
const ROOMY = 250; // pixels between two layers in which they are beside each other

/** @typedef {{from: HTMLElement, to: HTMLElement, layer: number, path: SVGPathElement, chip: HTMLElement, place: number}} Link */

export class NetworkStage {
  /** @type {Map<string, {element: HTMLElement, text: HTMLElement}>} */
  cells = new Map();
  /** @type {Map<string, HTMLInputElement>} */
  fields = new Map();
  /** @type {Link[]} */
  links = [];
  structure = "";
  placed = "";

  /**
   * @param {HTMLElement} element
   * @param {{take: (id: string, value: number) => void, choose: (id: string) => void, valueOf: (id: string) => number, write: (value: number) => string}} actions
   */
  constructor(element, actions) {
    this.element = element;
    this.actions = actions;
    element.onclick = ({ target }) => {
      const cell = /** @type {HTMLElement} */ (target).closest("button.cell");
      if (cell instanceof HTMLElement) actions.choose(cell.dataset.cell);
    };
  }

  /**
   * Put cards and links, unless they are there.
   * @param {number[]} sizes
   * @param {boolean} withSlopes   whether outputs have a slope of their own: those of a softmax have not
   * @param {Record<string, string>} texts
   */
  build(sizes, withSlopes, texts) {
    const structure = JSON.stringify([sizes, withSlopes, texts]);
    if (structure === this.structure) return;
    this.structure = structure;
    this.placed = "";
    this.notation = new Notation(sizes);
    this.texts = texts;
    this.cells.clear();
    this.fields.clear();
    this.svg = document.createElementNS(SPACE, "svg");
    this.svg.setAttribute("aria-hidden", "true");
    const columns = sizes.map((units, layer) => {
      const column = make("div", "column");
      column.append(...range(units).map((unit) => (layer ? this.unit(layer, unit, withSlopes) : this.input(unit))));
      return column;
    });
    this.columns = columns.map((column) => /** @type {HTMLElement[]} */ ([...column.children]));
    const last = make("div", "column");
    last.append(this.lossCard(sizes[sizes.length - 1]));
    this.element.style.setProperty("--wide", sizes.length > 3 ? "2" : "3");
    this.element.replaceChildren(this.svg, ...columns, last);
    this.toLoss = this.columns[this.columns.length - 1].map((card) => ({ card, path: this.svg.appendChild(document.createElementNS(SPACE, "path")) }));
    this.links = range(this.notation.depth).flatMap((k) => this.linksInto(k + 1));
  }

  /**
   * Return a cell of a computed number.
   * @param {string} id
   * @param {string} symbol
   */
  cell(id, symbol) {
    const element = make("button", "cell");
    element.type = "button";
    element.dataset.cell = id;
    const text = make("span", "number");
    element.append(make("span", "symbol", symbol), text);
    this.cells.set(id, { element, text });
    return element;
  }

  /**
   * Return a number that is given.
   * @param {string} id
   * @param {string} symbol
   */
  field(id, symbol) {
    const element = make("label", "cell given");
    const field = make("input");
    takesNumbers(field, { value: () => this.actions.valueOf(id), write: this.actions.write, take: (value) => this.actions.take(id, value), limit: LIMIT, step: 0.1 });
    field.dataset.cell = id;
    field.setAttribute("aria-label", symbol);
    field.autocomplete = "off";
    element.append(make("span", "symbol", symbol), field);
    this.cells.set(id, { element, text: field });
    this.fields.set(id, field);
    return element;
  }

  /** @param {number} unit */
  input(unit) {
    const name = this.notation.value(0, unit);
    const card = make("div", "card input");
    card.append(this.field(`x:${unit}`, name), this.cell(`b:0:${unit}`, this.notation.slopeOfLoss(name)));
    return card;
  }

  /**
   * @param {number} layer
   * @param {number} unit
   * @param {boolean} withSlopes
   */
  unit(layer, unit, withSlopes) {
    const { notation } = this;
    const isLast = layer === notation.depth;
    const bias = notation.biasPlace(layer, unit);
    const value = notation.value(layer, unit);
    const rows = [
      [this.field(`p:${bias}`, notation.bias(layer, unit)), this.cell(`g:${bias}`, notation.slopeOfLoss(notation.bias(layer, unit)))],
      [this.cell(`a:${layer}:${unit}`, notation.sum(layer, unit)), this.cell(`h:${layer}:${unit}`, value)],
      [
        this.cell(`d:${layer}:${unit}`, notation.delta(layer, unit)),
        ...(isLast && !withSlopes ? [] : [this.cell(`s:${layer}:${unit}`, isLast ? "ψ′" : "φ′")]),
        this.cell(`b:${layer}:${unit}`, notation.slopeOfLoss(value)),
      ],
    ];
    const card = make("div", `card unit${isLast ? " output" : ""}`);
    card.append(
      ...rows.map((cells) => {
        const row = make("div", "row");
        row.append(...cells);
        return row;
      }),
    );
    return card;
  }

  /** @param {number} outputs */
  lossCard(outputs) {
    const card = make("div", "card loss");
    card.append(...range(outputs).map((k) => this.field(`y:${k}`, this.notation.target(k))), this.cell("L", "L"));
    return card;
  }

  /**
   * @param {number} layer
   * @returns {Link[]}
   */
  linksInto(layer) {
    const { notation, columns } = this;
    return columns[layer].flatMap((to, unit) =>
      columns[layer - 1].map((from, input) => {
        const place = notation.weightPlace(layer, unit, input);
        const name = notation.weight(layer, unit, input);
        const chip = make("div", "chip");
        chip.append(this.field(`p:${place}`, name), this.cell(`g:${place}`, notation.slopeOfLoss(name)));
        this.element.append(chip);
        const path = this.svg.appendChild(document.createElementNS(SPACE, "path"));
        pointsAt(chip, [path, from, to]);
        return { from, to, layer, path, chip, place };
      }),
    );
  }

  /** Put links and their numbers where cards are, if these have moved. */
  place() {
    const { element, columns } = this;
    const key = `${element.clientWidth} ${this.structure.length} ${getComputedStyle(element).fontSize}`;
    if (key === this.placed || !element.clientWidth) return;
    this.placed = key;
    const scale = Number.parseFloat(getComputedStyle(element).fontSize) / 16;
    element.style.minHeight = "";
    const room = columns[1][0].offsetLeft - columns[0][0].offsetLeft - columns[0][0].offsetWidth;
    const isStacked = room < ROOMY * scale;
    element.classList.toggle("stacked", isStacked);
    const pitch = (isStacked ? STACKED : INLINE) * scale;
    element.style.minHeight = `${Math.max(...columns.slice(1).map((cards, k) => least(columns[k].length, cards.length) * pitch))}px`;
    for (const layer of range(this.notation.depth).map((k) => k + 1)) this.placeLinks(layer, pitch);
    const loss = /** @type {HTMLElement} */ (element.querySelector(".card.loss"));
    for (const { card, path } of this.toLoss) path.setAttribute("d", line(edges(card, loss)));
    this.svg.setAttribute("viewBox", `0 0 ${element.scrollWidth} ${element.offsetHeight}`);
    Object.assign(this.svg.style, { width: `${element.scrollWidth}px`, height: `${element.offsetHeight}px` });
  }

  /**
   * @param {number} layer
   * @param {number} pitch
   */
  placeLinks(layer, pitch) {
    const links = this.links.filter((link) => link.layer === layer);
    const ends = links.map(({ from, to }) => edges(from, to));
    const places = chipPlaces(ends, pitch, links[0].chip.offsetWidth);
    links.forEach(({ path, chip }, k) => {
      path.setAttribute("d", line(ends[k]));
      Object.assign(chip.style, { left: `${places[k].x}px`, top: `${places[k].y}px` });
    });
  }

  /** @param {Shown} shown */
  fill({ values, known, now, used, reused, chosen, flow, layer, write, typed, colours }) {
    for (const [id, { element, text }] of this.cells) {
      const value = values.get(id);
      const field = this.fields.get(id);
      if (field) {
        if (!field.matches(":focus")) field.value = typed(value);
      } else {
        const shown = known.has(id) ? write(value) : "";
        if (text.textContent !== shown) text.textContent = shown;
        element.setAttribute("aria-pressed", String(id === chosen));
      }
      const state = [now.has(id) && "now", used.has(id) && "used", reused.has(id) && "reused", !field && !known.has(id) && "ahead", id === chosen && "chosen"];
      const kind = element.className.split(" ").slice(0, field ? 2 : 1);
      const name = [...kind, ...state.filter(Boolean)].join(" ");
      if (element.className !== name) element.className = name;
    }
    for (const link of this.links) {
      const weight = values.get(`p:${link.place}`);
      const width = 1 + Math.min(5, 2.2 * Math.sqrt(Math.abs(weight)));
      Object.assign(link.path.style, { stroke: weight < 0 ? colours.negative : colours.positive, strokeWidth: `${width}px` });
      link.path.setAttribute("class", flow && link.layer === layer ? `flow ${flow}` : "");
    }
  }
}

/**
 * Mark elements while a link's numbers are pointed at, or have the focus: where many links meet, which is it?
 * @param {HTMLElement} chip
 * @param {Element[]} elements
 */
function pointsAt(chip, elements) {
  const mark = () => elements.forEach((element) => element.toggleAttribute("data-pointed", chip.matches(":hover, :focus-within")));
  for (const event of ["pointerenter", "pointerleave", "focusin", "focusout"]) chip.addEventListener(event, mark);
}

/**
 * Return how many lines of numbers must fit above each other so that no two links' numbers meet.
 * @param {number} sources
 * @param {number} targets
 */
function least(sources, targets) {
  return Math.max(sources, targets) * (Math.min(sources, targets) > 1 ? Math.max(sources, targets) + 1 : 1);
}

/**
 * @param {HTMLElement} from
 * @param {HTMLElement} to
 */
function edges(from, to) {
  return [from.offsetLeft + from.offsetWidth, from.offsetTop + from.offsetHeight / 2, to.offsetLeft, to.offsetTop + to.offsetHeight / 2];
}

/** @param {number[]} ends */
function line([x0, y0, x1, y1]) {
  return `M${x0},${y0}L${x1},${y1}`;
}
