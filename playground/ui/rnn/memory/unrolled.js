// @ts-check
/**
 * A recurrent network unrolled in time over a sequence, as the lecture draws it (slide 54): the input below in green, the
 * state in the middle with the horizontal arrows that carry it on, the answer above.
 *
 * @typedef {import("./memory.js").Data} Data
 * @typedef {import("./memory_rows.js").Row} Row
 * @typedef {import("./memory_parts.js").Tensors} Tensors
 * @typedef {{unit: number, number: (value: number) => string, percent: (share: number) => string}} View
 */

import { arrows, layout } from "./memory_rows.js";
import { between, css, fill, largest, probabilities, shown, stepsOf, write } from "./memory_parts.js";

const LETTERS = 13; // width of a column from which on letters of 14 px fit
const REACH = 1.6; // of waves, where they do not go further

export class Unrolled {
  /** @param {HTMLElement} container */
  constructor(container) {
    this.container = container;
    /** @type {Record<string, SVGElement[]>} */
    this.cells = {};
    /** @type {(name: string) => SVGElement} */
    this.find = (name) => container.querySelector(`.${name}`);
  }

  /**
   * Draw everything that does not change with the numbers.
   * @param {Data} data
   * @param {Tensors} tensors   of the newest frame
   * @param {number} column     width of a time step
   * @param {import("./memory_parts.js").Theme} theme
   * @param {Uint32Array} states   palette
   */
  build(data, tensors, column, theme, states) {
    this.data = data;
    this.column = column;
    this.theme = theme;
    this.states = states;
    this.steps = stepsOf(tensors);
    const { rows, height } = layout(data, tensors);
    /** @type {Record<string, Row>} */
    this.rows = Object.fromEntries(rows.map((row) => [row.direction === undefined ? row.name : `direction ${row.direction}`, row]));
    const width = this.steps * column;
    this.container.innerHTML = `<svg role="presentation" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
      ${arrows(data, this.rows, { column, steps: this.steps })}${rows.map((row) => this.row(row)).join("")}</svg>`;
    this.cells = {};
    for (const name of ["target", "prediction", "mark", "input", "letter", "box", "bar", "marked"]) {
      /** @type {NodeListOf<SVGElement>} */
      const cells = this.container.querySelectorAll(`.${name}`);
      this.cells[name] = [...cells];
    }
    return { rows, height };
  }

  /** @param {number} step */
  centre(step) {
    return (step + 0.5) * this.column;
  }

  /** @param {Row} row */
  row(row) {
    const { name, y, height } = row;
    const columns = Array.from({ length: this.steps }, (_, step) => step);
    const middle = y + height / 2 + 5;
    /** @type {(kind: string, step: number) => string} */
    const text = (kind, step) => `<text class="${kind}" x="${this.centre(step)}" y="${middle}"></text>`;
    const width = this.steps * this.column;
    switch (name) {
      case "answer":
        return width < 240 ? `<text class="answer short" x="0" y="${middle}"></text>` : `<text class="answer" x="${width - 2}" y="${middle}"></text>`;
      case "target":
      case "prediction":
      case "mark":
        return this.column < LETTERS ? columns.map((step) => this.cell(name, step, row)).join("") : columns.map((step) => text(name, step)).join("");
      case "direction":
        return columns.map((step) => this.box(step, row)).join("");
      case "input":
        return columns.map((step) => this.cell("input", step, row)).join("") + (this.column < LETTERS ? "" : columns.map((step) => text("letter", step)).join(""));
      case "marker":
        return columns.map((step) => `<circle class="marked" cx="${this.centre(step)}" cy="${y + height / 2}" r="${Math.min(6, this.column * 0.45)}"/>`).join("");
      case "steps":
        return this.stepNumbers(row);
      case "numbers":
        return `${columns.map((step) => this.cell("input", step, row)).join("")}<path class="zero" d="M0,${y + height / 2}H${width}"/>${
          this.data.marked ? columns.map((step) => `<rect class="bar" x="${this.centre(step) - this.column * 0.3}" width="${this.column * 0.6}"/>`).join("") : '<path class="curve given"/>'
        }`;
      default:
        return `<path class="zero" d="M0,${y + height / 2}H${width}"/><path class="curve right"/><path class="curve prediction"/>`;
    }
  }

  /**
   * @param {string} kind
   * @param {number} step
   * @param {Row} row
   */
  cell(kind, step, { y, height }) {
    const inset = this.column < 8 ? 0 : 1;
    return `<rect class="${kind} cell-of" x="${step * this.column + inset}" y="${y}" width="${this.column - 2 * inset}" height="${height}" rx="${Math.min(5, this.column / 5)}"/>`;
  }

  /**
   * @param {number} step
   * @param {Row} row
   */
  box(step, { y, height, direction }) {
    const width = this.column * (this.column > 40 ? 0.5 : 0.62);
    return `<rect class="box" data-direction="${direction}" x="${this.centre(step) - width / 2}" y="${y}" width="${width}" height="${height}" rx="${Math.min(6, width / 4)}"/>`;
  }

  /** @param {Row} row */
  stepNumbers({ y }) {
    const every = [1, 2, 5, 10, 20, 50, 100, 200].find((it) => it * this.column >= 34) ?? 500;
    const numbers = Array.from({ length: this.steps }, (_, step) => step + 1).filter((number) => number === 1 || number % every === 0);
    const apart = numbers.filter((number) => number === 1 || (number - 1) * this.column >= 30);
    const narrow = this.column < 26;
    /** @param {number} number */
    const place = (number) => {
      if (narrow && number === 1) return `x="0" style="text-anchor: start"`;
      if (narrow && number === this.steps) return `x="${this.steps * this.column}" style="text-anchor: end"`;
      return `x="${this.centre(number - 1)}"`;
    };
    return apart.map((number) => `<text class="number" ${place(number)} y="${y + 17}">${number}</text>`).join("");
  }

  /**
   * Write a frame's numbers into the drawing.
   * @param {Tensors} tensors
   * @param {View} view
   */
  draw(tensors, view) {
    this.drawInputs(tensors);
    this.drawBoxes(tensors, view.unit);
    if (!this.data.each) this.drawAnswer(tensors, view);
    else if (this.data.classes.length) this.drawAnswers(tensors);
    else this.drawLines(tensors);
  }

  /** @param {Tensors} tensors */
  drawInputs(tensors) {
    const { input } = this.theme;
    const influence = tensors.influence?.data ?? new Float32Array();
    const most = influence.reduce((best, value) => Math.max(best, value), 0) || 1;
    const start = tensors.seq_start.data[0];
    this.cells.input.forEach((cell, step) => {
      const share = step < influence.length ? Math.round((32 * influence[step]) / most) / 32 : 0;
      change(cell, "fill", between(input.faint, input.full, share));
      change(cell, "data-share", share.toFixed(2));
      cell.classList.toggle("padding", step < start);
    });
    if (tensors.seq_symbols) {
      this.cells.letter.forEach((letter, step) => {
        write(letter, shown(this.data.symbols[tensors.seq_symbols.data[step]]));
        letter.classList.toggle("padding", step < start);
      });
    } else if (this.data.marked) this.drawBars(tensors.seq_numbers);
    else this.drawGiven(tensors.seq_numbers);
  }

  /** @param {import("./frames.js").Tensor} numbers */
  drawBars({ data }) {
    const { y, height } = this.rows.numbers;
    const middle = y + height / 2;
    this.cells.bar.forEach((bar, step) => {
      const value = data[2 * step];
      const size = (Math.abs(value) * height) / 2;
      change(bar, "y", value > 0 ? middle - size : middle);
      change(bar, "height", size);
      bar.classList.toggle("negative", value < 0);
    });
    this.cells.marked.forEach((mark, step) => mark.classList.toggle("on", data[2 * step + 1] > 0.5));
  }

  /**
   * The numbers of all steps as one line; several of a step lie side by side in its column.
   * @param {import("./frames.js").Tensor} numbers
   */
  drawGiven({ data, shape: [, features] }) {
    this.line("given", this.rows.numbers, data, features, reach(data, this.data.forecast ? 0.1 : REACH));
  }

  /** @param {Tensors} tensors */
  drawLines(tensors) {
    const { seq_targets: targets, seq_outputs: outputs } = tensors;
    const limit = Math.max(reach(targets.data, REACH), reach(outputs.data, REACH));
    this.line("right", this.rows.lines, targets.data, 1, limit);
    this.line("prediction", this.rows.lines, outputs.data, 1, limit);
  }

  /**
   * @param {string} name
   * @param {Row} row
   * @param {Float32Array} values
   * @param {number} features   of a step
   * @param {number} limit      where the row ends
   */
  line(name, { y, height }, values, features, limit) {
    /** @type {string[]} */
    const points = [];
    values.forEach((value, place) => {
      if (!Number.isFinite(value)) return;
      const x = ((place + 0.5) / features) * this.column;
      points.push(`${x.toFixed(1)},${(y + height / 2 - (value / limit) * (height / 2 - 2)).toFixed(1)}`);
    });
    change(this.find(name), "d", points.length ? `M${points.join("L")}` : "");
  }

  /**
   * Colour the boxes of the direction looked at by one unit's state.
   * @param {Tensors} tensors
   * @param {number} unit
   */
  drawBoxes(tensors, unit) {
    const direction = tensors.memory_direction?.data[0];
    const states = tensors.memory_h;
    this.cells.box.forEach((box, place) => {
      const step = place % this.steps;
      const here = Number(box.dataset.direction) === direction;
      box.classList.toggle("here", here);
      const byte = here && states ? states.data[step * states.shape[1] + unit] : null;
      change(box, "fill", byte === null ? "var(--st-secondary-background-color)" : css(this.states[byte]));
    });
  }

  /** @param {Tensors} tensors */
  drawAnswers(tensors) {
    const { seq_targets: targets, seq_outputs: outputs } = tensors;
    for (let step = 0; step < this.steps; step += 1) {
      const prediction = largest(probabilities(outputs, step, this.data.classes.length));
      const target = targets.data[step];
      const known = Number.isFinite(target) && target >= 0;
      const right = known && prediction === target;
      const texts = { target: known ? this.data.classes[target] : "", prediction: this.data.classes[prediction], mark: known ? (right ? "✓" : "✗") : "" };
      for (const [name, text] of Object.entries(texts)) {
        const cell = this.cells[name][step];
        if (this.column >= LETTERS) write(cell, shown(text));
        cell.classList.toggle("is-wrong", known && !right);
        cell.classList.toggle("is-right", right);
      }
    }
  }

  /**
   * @param {Tensors} tensors
   * @param {View} view
   */
  drawAnswer(tensors, { number, percent }) {
    const { classes, texts, forecast } = this.data;
    const [cell, right] = [this.find("answer"), tensors.seq_targets.data[0]];
    if (forecast) return write(cell, fill(texts.forecast, { n: forecast }));
    if (!classes.length) return write(cell, this.numberSentence(tensors, number));
    const shares = probabilities(tensors.seq_outputs, 0, classes.length);
    const best = largest(shares);
    const mark = Number.isFinite(right) ? (best === right ? "✓ " : "✗ ") : "";
    cell.classList.toggle("is-wrong", mark === "✗ ");
    return write(cell, `${mark}${classes[best]} ${percent(shares[best])}`);
  }

  /**
   * The number said, and where one is right whether it counts as that.
   * @param {Tensors} tensors
   * @param {(value: number) => string} number
   */
  numberSentence({ seq_outputs: outputs, seq_targets: targets }, number) {
    const { texts, tolerance } = this.data;
    const [prediction, right] = [outputs.data[0], targets.data[0]];
    if (!Number.isFinite(right)) return number(prediction);
    const good = Math.abs(prediction - right) < tolerance;
    this.find("answer").classList.toggle("is-wrong", tolerance !== null && !good);
    const mark = tolerance === null ? "" : good ? "✓ " : "✗ ";
    return `${mark}${number(prediction)} (${fill(texts.number_right, { right: number(right) })})`;
  }
}

/**
 * Return how far values go, at least so far.
 * @param {Float32Array} values
 * @param {number} least
 */
function reach(values, least) {
  return values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), least);
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {string | number} value
 */
function change(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}
