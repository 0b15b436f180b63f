// @ts-check
/**
 * The sequence in hand and the choices beside it: which sequence, an own text, which direction, which pictures.
 *
 * @typedef {import("./memory.js").Data} Data
 * @typedef {import("./memory.js").Direction} Direction
 * @typedef {import("./memory_maps.js").Picture} Picture
 * @typedef {import("./memory_rows.js").Row} Row
 * @typedef {import("./memory_parts.js").Tensors} Tensors
 */

import { colourBar, heightOf } from "./memory_maps.js";
import { button, fill, make, shown, write } from "./memory_parts.js";

const KINDS = {
  one_to_many: [[0], [0, 1, 2]],
  many_to_one: [[0, 1, 2], [2]],
  many_to_many: [[0, 1, 2], [0, 1, 2]],
};

/**
 * How many letters of a text an alphabet with a symbol for rare letters, □, does not have.
 * @param {string} text
 * @param {string[]} symbols
 */
export function unknownLetters(text, symbols) {
  return symbols.includes("□") ? [...text.normalize("NFC")].filter((letter) => !symbols.includes(letter)).length : 0;
}

export class SequencePicker {
  /**
   * Which test sequence is in hand.
   * @type {number | undefined}
   */
  place;

  /**
   * @param {HTMLElement} element
   * @param {(focus: Partial<import("./connection.js").Focus>) => void} look
   * @param {(place: number) => void} go   to another test sequence
   */
  constructor(element, look, go) {
    this.look = look;
    this.go = go;
    /** @type {(name: string) => HTMLElement} */
    this.find = (name) => element.querySelector(`.memory-${name}`);
  }

  /** @param {Data} data */
  build(data) {
    const before = this.data?.name;
    this.data = data;
    if (before && before !== data.name) this.forget();
    const { texts } = data;
    write(this.find("question"), texts.question);
    this.which = make("span", "memory-which");
    this.which.setAttribute("role", "status");
    this.find("tools").replaceChildren(button("◀", texts.previous, () => this.move(-1)), button("▶", texts.next, () => this.move(1)), this.which);
    this.buildTyping();
    this.buildShapes();
    this.buildLegend();
    write(this.find("hint"), texts.hint);
  }

  /** Other data: what was typed, and which sequence was in hand, mean nothing any more. */
  forget() {
    this.find("typing").querySelector("input").value = "";
    this.look({ sequence: 0, text: null, step: null });
  }

  buildTyping() {
    const { texts, typing } = this.data;
    const form = this.find("typing");
    form.hidden = !typing;
    const input = form.querySelector("input");
    write(form.querySelector("span"), texts.type);
    input.maxLength = typing;
    input.oninput = () => this.look({ text: input.value || null, step: null });
    form.onsubmit = (event) => event.preventDefault();
    const clear = form.querySelector("button");
    write(clear, texts.clear);
    clear.onclick = () => {
      input.value = "";
      this.look({ text: null, step: null });
    };
  }

  /** @param {number} by */
  move(by) {
    const { tests, origins } = this.data;
    this.find("typing").querySelector("input").value = "";
    const now = this.place ?? 0;
    const [k, count] = origins ? [origins.places.findLastIndex((place) => place <= now), origins.places.length] : [now, tests];
    const next = (k + by + count) % count;
    this.place = origins ? origins.places[next] : next; // the frame that says so comes later
    this.go(this.place);
  }

  /** The three kinds of problems of slide 54, the present one marked. */
  buildShapes() {
    const { texts, shape } = this.data;
    write(this.find("shapes").querySelector("figcaption"), texts.shapes);
    const drawings = Object.entries(KINDS).map(([name, [inputs, outputs]]) => {
      const here = name === shape;
      const figure = make("div", here ? "here" : "");
      figure.innerHTML = drawing(inputs, outputs);
      figure.append(make("span", "", texts[name]), make("b", "", here ? `▲ ${texts.here}` : ""));
      return figure;
    });
    this.find("kinds").replaceChildren(...drawings);
  }

  buildLegend() {
    const { texts } = this.data;
    const bar = make("span", "memory-bar");
    bar.append(make("span", "low", texts.little), make("i", "influence"), make("span", "high", texts.most));
    this.unitSentence = make("span");
    const padding = this.data.padded ? [make("span", "memory-padding", texts.padded)] : [];
    this.find("legend").replaceChildren(make("span", "", texts.legend), bar, ...padding, this.unitSentence);
  }

  /**
   * Say which sequence is in hand.
   * @param {Data} data
   * @param {Tensors} tensors
   * @param {import("./connection.js").Focus} focus
   * @param {number} unit
   * @param {(value: number) => string} number
   */
  draw(data, tensors, focus, unit, number) {
    const { texts, classes, tests } = data;
    const place = tensors.seq_place.data[0];
    if (place >= 0) this.place = place;
    const right = tensors.seq_targets.data[0];
    const known = !data.each && classes.length && Number.isFinite(right);
    const which = fill(texts.which, { n: place + 1, all: tests }) + (known ? ` · ${fill(texts.class, { name: classes[right] })}` : "");
    write(this.which, place < 0 ? texts.typed : which);
    const symbols = data.symbols.slice(0, 12).map(shown).join(" ");
    const unknown = place < 0 ? unknownLetters(focus.text ?? "", data.symbols) : 0;
    const strange = unknown ? fill(texts.unknown, { n: unknown }) : "";
    write(this.find("warning"), focus.text && place >= 0 ? fill(texts.unreadable, { symbols }) : strange);
    this.find("typing").querySelector("button").hidden = place >= 0;
    this.scale(tensors.memory_scale, number);
    write(this.unitSentence, tensors.memory_h ? this.unitWords(tensors, unit) : "");
  }

  /**
   * Say which unit the boxes show, and where there are too many that not all have a row.
   * @param {Tensors} tensors
   * @param {number} unit
   */
  unitWords({ memory_h: states, memory_direction: direction }, unit) {
    const { texts, directions } = this.data;
    const [n, { units }] = [states.shape[1], directions[direction.data[0]]];
    const sentence = fill(texts.box_colour, { unit: unit + 1 });
    return n < units ? `${sentence}. ${fill(texts.first_units, { n, units })}` : sentence;
  }

  /**
   * Say how far an LSTM's cells go: not only to 1.
   * @param {import("./frames.js").Tensor | undefined} scale
   * @param {(value: number) => string} number
   */
  scale(scale, number) {
    if (!scale || !this.cellBar) return;
    write(this.cellBar.querySelector(".low"), number(-scale.data[0]));
    write(this.cellBar.querySelector(".high"), number(scale.data[0]));
  }

  /**
   * Write beside the rows what they are.
   * @param {HTMLElement} element
   * @param {{rows: Row[], height: number}} laid
   * @param {number | undefined} direction   the one looked at
   * @param {Picture[]} maps             those shown
   * @param {{units: number, palettes: {states: Uint32Array, gates: Uint32Array}}} look
   */
  heads(element, { rows, height }, direction, maps, { units, palettes }) {
    const made = rows.map((row) => {
      const head = make("div", `head ${row.name}${row.direction === direction && row.name === "direction" ? " here" : ""}`);
      head.append(...this.headOf(row));
      head.style.top = `${row.y}px`;
      head.style.height = `${row.height}px`;
      return head;
    });
    let top = height;
    for (const map of maps) {
      const head = make("div", "head map");
      head.append(make("span", "", map.title), colourBar(map.gate, palettes[map.gate ? "gates" : "states"]));
      head.style.top = `${top}px`;
      head.style.height = `${heightOf(units)}px`;
      head.dataset.symbol = map.symbol;
      top += heightOf(units) + 8;
      made.push(head);
    }
    this.cellBar = made.find(({ dataset }) => dataset.symbol === "c");
    element.style.height = `${top}px`;
    element.replaceChildren(...made);
  }

  /** @param {Row} row */
  headOf({ name, direction }) {
    const { texts, directions, each } = this.data;
    /** @type {(kind: string, label: string) => HTMLElement} */
    const line = (kind, label) => {
      const made = make("span", "line-of", label);
      made.append(make("i", `sample ${kind}`));
      return made;
    };
    if (name === "direction") {
      const { kind, layer, backwards } = directions[direction];
      return [make("span", "", `${layer} · ${kind.toUpperCase()} ${backwards ? "←" : "→"}`)];
    }
    /** @type {Record<string, string>} */
    const words = { target: texts.right, prediction: texts.prediction, answer: texts.prediction, input: texts.input, numbers: texts.input, marker: texts.marked };
    if (name === "lines" && each) return [line("prediction", texts.prediction), line("right", texts.right)];
    return [make("span", "", words[name] ?? "")];
  }

  /**
   * Offer the directions and the pictures.
   * @param {Direction | undefined} direction
   * @param {Picture[]} shownMaps
   * @param {{direction: (place: number) => void, pick: (symbol: string) => void}} act
   * @param {number | undefined} place   of the direction
   */
  choices(direction, shownMaps, act, place) {
    const { data } = this;
    const { texts, directions } = data;
    const group = this.find("directions");
    group.hidden = directions.length < 2;
    group.setAttribute("aria-label", texts.direction);
    group.replaceChildren(
      ...directions.map(({ kind, layer, backwards }, k) => {
        const both = directions.filter((it) => it.layer === layer).length > 1;
        const name = fill(texts.direction_one, { layer, kind: kind.toUpperCase() }) + (both ? ` ${backwards ? `← ${texts.backwards}` : `→ ${texts.forwards}`}` : "");
        const made = button(name, name, () => act.direction(k));
        made.setAttribute("role", "radio");
        made.setAttribute("aria-checked", String(k === place));
        return made;
      }),
    );
    const picks = this.find("picks");
    picks.hidden = !direction;
    picks.setAttribute("aria-label", texts.maps);
    const offered = direction ? data.maps[direction.kind] : [];
    picks.replaceChildren(
      ...offered.map(({ symbol, title }) => {
        const made = button(title, title, () => act.pick(symbol));
        made.dataset.symbol = symbol;
        made.setAttribute("aria-pressed", String(shownMaps.some((map) => map.symbol === symbol)));
        return made;
      }),
    );
  }
}

/**
 * A small network unrolled over three steps, with inputs and outputs at some.
 * @param {number[]} inputs
 * @param {number[]} outputs
 */
function drawing(inputs, outputs) {
  const [columns, top, middle, bottom] = [[16, 46, 76], 4, 33, 62];
  /** @type {(kind: string, x: number, y: number) => string} */
  const box = (kind, x, y) => `<rect class="${kind}" x="${x - 9}" y="${y}" width="18" height="18" rx="4"/>`;
  /** @type {(x: number, y: number) => string} */
  const up = (x, y) => `<path d="M${x},${y}v-5" class="wire"/><path class="head" d="M${x},${y - 10}l4,6h-8z"/>`;
  /** @param {number} x */
  const on = (x) => `<path d="M${x + 9},${middle + 9}h6" class="wire"/><path class="head" d="M${x + 21},${middle + 9}l-6,-4v8z"/>`;
  const marks = [
    ...columns.map((x) => box("state", x, middle)),
    ...columns.slice(0, 2).map(on),
    ...inputs.map((k) => box("given", columns[k], bottom) + up(columns[k], bottom)),
    ...outputs.map((k) => box("answered", columns[k], top) + up(columns[k], middle)),
  ];
  return `<svg viewBox="0 0 92 84" aria-hidden="true">${marks.join("")}</svg>`;
}
