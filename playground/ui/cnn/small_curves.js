// @ts-check
/**
 * Loss and accuracy so far, small, to have in sight while one looks at something else.
 */

import { numbersIn } from "./numbers.js";

const [WIDTH, HEIGHT] = [216, 44];
const FAINT = 0.35;

export class SmallCurves {
  built = "";
  /** @type {string | undefined} */ version;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
  }

  /**
   * @param {import("./maps.js").Data} data
   * @param {"light" | "dark"} shade
   */
  update({ texts, language, curves }, shade) {
    const { fixed, percent } = numbersIn(language);
    this.texts = texts;
    /** @type {Record<string, (value: number) => string>} */
    this.write = { loss: (value) => fixed(value, 3), accuracy: (value) => percent(value, 1) };
    this.colours = curves[shade];
    const built = JSON.stringify([texts, this.colours]);
    if (built !== this.built) this.build();
    this.built = built;
    this.version = undefined;
  }

  build() {
    this.parts = ["loss", "accuracy"].map((name) => {
      const [row, caption, canvas] = [document.createElement("div"), document.createElement("p"), document.createElement("canvas")];
      const values = ["train", "test"].map((part, place) => {
        const value = Object.assign(document.createElement("span"), { className: part, title: this.texts[part] });
        value.style.color = this.colours[place];
        return value;
      });
      caption.append(`${this.texts[name]} `, ...values);
      canvas.setAttribute("aria-hidden", "true");
      row.append(caption, canvas);
      return { name, values, canvas };
    });
    this.element.replaceChildren(...this.parts.map(({ canvas }) => canvas.parentElement));
  }

  /**
   * Draw the curves of a new frame: of batches faintly, and those of training and test.
   * @param {import("./connection.js").State} state
   */
  draw({ curves, epochs, tensors, facts: { version, generation } }) {
    const key = `${generation} ${version}`;
    if (key === this.version) return;
    this.version = key;
    for (const { name, values, canvas } of this.parts) {
      const batches = points(tensors.batch_epoch?.data ?? [], tensors[`batch_${name}`]?.data ?? []);
      const lines = ["train", "test"].map((part) => {
        const curve = curves[`${part}_${name}`] ?? [];
        return points(epochs.slice(0, curve.length), curve);
      });
      values.forEach((value, place) => {
        const last = lines[place].at(-1);
        const text = this.write[name](last?.[1]);
        if (value.textContent !== text) value.textContent = text;
      });
      this.paint(canvas, [batches, ...lines], name === "loss" ? null : [0, 1]);
    }
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {number[][][]} lines          of batches, training, test
   * @param {number[] | null} range
   */
  paint(canvas, lines, range) {
    const scale = window.devicePixelRatio || 1;
    Object.assign(canvas, { width: WIDTH * scale, height: HEIGHT * scale });
    const all = lines.flat();
    if (!all.length) return;
    const context = canvas.getContext("2d");
    context.setTransform(scale, 0, 0, scale, 0, 0);
    const right = all.reduce((most, [x]) => Math.max(most, x), 1e-9);
    const [low, high] = range ?? [0, all.reduce((most, [, y]) => Math.max(most, y), 1e-9)];
    /** @param {number[]} point */
    const at = ([x, y]) => [(x / right) * (WIDTH - 2) + 1, HEIGHT - 2 - ((y - low) / (high - low)) * (HEIGHT - 4)];
    lines.forEach((line, place) => {
      Object.assign(context, { lineWidth: place ? 2 : 1, globalAlpha: place ? 1 : FAINT });
      context.strokeStyle = this.colours[place === 2 ? 1 : 0];
      context.setLineDash(place === 2 ? [5, 3] : []);
      context.beginPath();
      for (const point of line) {
        const [x, y] = at(point);
        context.lineTo(x, y);
      }
      context.stroke();
    });
  }
}

/**
 * Return the places that have a number.
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y
 */
function points(x, y) {
  return Array.from(x, (at, place) => [at, y[place]]).filter(([, value]) => Number.isFinite(value));
}
