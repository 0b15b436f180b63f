// @ts-check
/**
 * What the network says of the sequence in hand: bars of probabilities, or numbers, with what is right.
 *
 * @typedef {import("./memory.js").Data} Data
 * @typedef {import("./memory_parts.js").Tensors} Tensors
 */

import { fill, largest, make, probabilities, shown, write } from "./memory_parts.js";

const MOST = 10; // bars; of an alphabet the most probable letters

export class Answer {
  /** @type {ReturnType<typeof bar>[]} */
  bars = [];

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    /** @type {(name: string) => HTMLElement} */
    this.find = (name) => element.querySelector(name);
  }

  /**
   * @param {Data} data
   * @param {Tensors} tensors   of the newest frame
   * @param {number} step   the one looked at
   * @param {{number: (value: number) => string, percent: (share: number) => string}} view
   */
  draw(data, tensors, step, view) {
    const { texts, classes } = data;
    const at = data.each ? step : 0;
    const title = data.generates ? texts.next_letter : data.each ? texts.answer_at : texts.answer;
    write(this.find("h2"), fill(title, { step: step + 1 }));
    this.find(".memory-bars").hidden = !classes.length;
    this.find(".memory-number").hidden = classes.length > 0;
    if (classes.length) this.drawBars(data, tensors, at, view.percent);
    else write(this.find(".memory-number"), this.numbers(data, tensors, at, view.number));
  }

  /**
   * @param {Data} data
   * @param {Tensors} tensors
   * @param {number} at   which answer
   * @param {(share: number) => string} percent
   */
  drawBars({ texts, classes, generates }, tensors, at, percent) {
    const shares = probabilities(tensors.seq_outputs, at, classes.length);
    const right = tensors.seq_targets.data[at];
    const best = largest(shares);
    const order = shares.map((_, place) => place);
    if (generates) order.sort((one, other) => shares[other] - shares[one]);
    const places = order.slice(0, MOST);
    const list = this.find(".memory-bars");
    if (this.bars.length !== places.length) {
      this.bars = places.map(bar);
      list.replaceChildren(...this.bars.map(({ line }) => line));
    }
    list.classList.toggle("many", places.length > 5);
    places.forEach((place, k) => {
      const { line, name, filled, value, mark } = this.bars[k];
      write(name, shown(classes[place]));
      filled.style.width = `${100 * shares[place]}%`;
      write(value, percent(shares[place]));
      const judged = place === right ? "✓" : place === best && Number.isFinite(right) ? "✗" : "";
      write(mark, judged);
      mark.setAttribute("aria-label", { "✓": texts.is_right, "✗": texts.is_wrong, "": "" }[judged]);
      line.classList.toggle("right", place === right);
      line.dataset.probability = String(shares[place]);
    });
    this.element.dataset.prediction = classes[best];
  }

  /**
   * What is said of numbers, and whether they count as right.
   * @param {Data} data
   * @param {Tensors} tensors
   * @param {number} at
   * @param {(value: number) => string} number
   */
  numbers({ texts, forecast, tolerance }, tensors, at, number) {
    if (forecast) return fill(texts.forecast, { n: forecast });
    const [prediction, right] = [tensors.seq_outputs.data[at], tensors.seq_targets.data[at]];
    this.element.dataset.prediction = String(prediction);
    const parts = [fill(texts.number_prediction, { said: number(prediction) })];
    if (!Number.isFinite(right)) return parts[0];
    parts.push(fill(texts.number_right, { right: number(right) }));
    if (tolerance === null) return `${parts.join("; ")}.`;
    const good = Math.abs(prediction - right) < tolerance;
    parts.push(`${good ? "✓" : "✗"} ${fill(good ? texts.within : texts.outside, { tolerance: number(tolerance) })}`);
    return `${parts.join("; ")}.`;
  }
}

function bar() {
  const line = make("li");
  const [track, filled] = [make("div", "track"), make("div", "bar")];
  const [name, value, mark] = [make("span", "name"), make("span", "value"), make("span", "mark")];
  track.append(filled);
  line.append(name, track, value, mark);
  return { line, name, filled, value, mark };
}
