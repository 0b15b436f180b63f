/** What the network says of the sequence in hand: bars of probabilities, or numbers, with what is right. */

import { fill, largest, make, probabilities, shown, write } from "./memory_tape.js";

const MOST = 10; // bars; of an alphabet the most probable letters

export class Answer {
  constructor(element) {
    this.element = element;
    this.find = (name) => element.querySelector(name);
  }

  /**
   * @param {any} data      of the component
   * @param {any} tensors   of the newest frame
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

  drawBars({ texts, classes, generates }, tensors, at, percent) {
    const said = probabilities(tensors.seq_outputs, at, classes.length);
    const right = tensors.seq_targets.data[at];
    const best = largest(said);
    const order = said.map((_, place) => place);
    if (generates) order.sort((one, other) => said[other] - said[one]);
    const kept = order.slice(0, MOST);
    const list = this.find(".memory-bars");
    if (list.children.length !== kept.length) list.replaceChildren(...kept.map(bar));
    list.classList.toggle("many", kept.length > 5);
    kept.forEach((place, k) => {
      const [name, track, value, mark] = list.children[k].children;
      write(name, shown(classes[place]));
      track.firstChild.style.width = `${100 * said[place]}%`;
      write(value, percent(said[place]));
      const judged = place === right ? "✓" : place === best && Number.isFinite(right) ? "✗" : "";
      write(mark, judged);
      mark.setAttribute("aria-label", { "✓": texts.is_right, "✗": texts.is_wrong, "": "" }[judged]);
      list.children[k].classList.toggle("right", place === right);
      list.children[k].dataset.probability = said[place];
    });
    this.element.dataset.said = classes[best];
  }

  /** What is said of numbers, and whether they count as right. */
  numbers({ texts, forecast, tolerance }, tensors, at, number) {
    if (forecast) return fill(texts.forecast, { n: forecast });
    const [said, right] = [tensors.seq_outputs.data[at], tensors.seq_targets.data[at]];
    this.element.dataset.said = said;
    const parts = [fill(texts.number_said, { said: number(said) })];
    if (!Number.isFinite(right)) return parts[0];
    parts.push(fill(texts.number_right, { right: number(right) }));
    if (tolerance === null) return `${parts.join("; ")}.`;
    const good = Math.abs(said - right) < tolerance;
    parts.push(`${good ? "✓" : "✗"} ${fill(good ? texts.within : texts.outside, { tolerance: number(tolerance) })}`);
    return `${parts.join("; ")}.`;
  }
}

function bar() {
  const line = make("li");
  const track = make("div", "track");
  track.append(make("div", "bar"));
  line.append(make("span", "name"), track, make("span", "value"), make("span", "mark"));
  return line;
}
