// @ts-check
/**
 * The methods of a race, each with its rate and how high it is; the step of the chosen one in words; all numbers as a table.
 *
 * @typedef {import("./descent_paths.js").Path} Path
 * @typedef {{name: string, label: string, colour: Record<string, string>, symbol: string, place: number}} Racer
 *
 * @typedef {Object} Shown
 * @property {Racer[]} methods
 * @property {Path[]} paths
 * @property {number} step
 * @property {number[]} rates
 * @property {import("./descent_methods.js").Options} options
 * @property {string} chosen
 * @property {boolean} together
 * @property {ReturnType<typeof import("./numbers.js").numbersIn>} number
 * @property {Record<string, string>} texts
 *
 * @typedef {{rate: (place: number, rate: number) => void, choose: (name: string) => void, together: (on: boolean) => void}} Listener
 */

import { powered } from "./canvases.js";
import { SYMBOLS } from "./descent_map.js";
import { linesOf } from "./descent_words.js";
import { make, write } from "./elements.js";
import { rounded } from "./numbers.js";
import { RateText } from "./rate_field.js";

const HEADINGS = ["x", "y", "f", "∂f/∂x", "∂f/∂y", "v₁, m₁", "v₂, m₂", "s₁", "s₂"];

export class RaceRows {
  built = "";
  /** @type {{button: HTMLButtonElement, slider: HTMLInputElement, typed: RateText, height: HTMLOutputElement}[]} */
  rows = [];

  /**
   * @param {HTMLElement} element   of the race
   * @param {Listener} listener
   */
  constructor(element, listener) {
    this.element = element;
    this.listener = listener;
    this.box = /** @type {HTMLInputElement} */ (element.querySelector(".together input"));
    this.box.onchange = () => listener.together(this.box.checked);
  }

  /**
   * Make a row for each method, unless they are there.
   * @param {Racer[]} methods
   * @param {string} shade
   * @param {Record<string, string>} texts
   * @param {number[]} powers   of ten between which a rate is dragged
   */
  build(methods, shade, texts, powers) {
    const built = JSON.stringify([methods, shade, texts]);
    if (built === this.built) return;
    this.built = built;
    this.rows = [];
    const lines = methods.map((method) => {
      const button = make("button");
      button.type = "button";
      const [width, height] = [20, 20];
      button.innerHTML = `<svg viewBox="-10 -10 ${width} ${height}" aria-hidden="true"><path d="${SYMBOLS[method.symbol]}" fill="${method.colour[shade]}"/></svg>`;
      button.append(make("span", "", method.label));
      button.onclick = () => this.listener.choose(method.name);
      const [slider, field] = [make("input"), make("input")];
      const name = method.name === "annealing" ? texts.size : texts.rate;
      Object.assign(slider, { type: "range", min: powers[0], max: powers[1], step: 0.02 });
      for (const input of [slider, field]) input.setAttribute("aria-label", `${name}, ${method.label}`);
      slider.oninput = () => this.listener.rate(method.place, rounded(10 ** Number(slider.value), 2));
      const typed = new RateText(field, (rate) => this.listener.rate(method.place, rate));
      const output = make("output");
      this.rows.push({ button, slider, typed, height: output });
      const line = make("div", "racer");
      line.append(button, slider, field, output);
      return line;
    });
    this.element.querySelector(".racers").replaceChildren(...lines);
  }

  /**
   * @param {Shown} shown
   * @param {boolean} withTable   whether the table is unfolded
   */
  draw(shown, withTable) {
    const { methods, paths, step, rates, chosen, number } = shown;
    this.rows.forEach(({ button, slider, typed, height }, k) => {
      const { name, place } = methods[k];
      button.setAttribute("aria-pressed", String(name === chosen));
      const power = Math.log10(rates[place]);
      if (Math.abs(Number(slider.value) - power) > 0.011) slider.value = String(power);
      slider.setAttribute("aria-valuetext", number.significant(rates[place], 3));
      typed.draw(rates[place], number);
      const f = paths[k].f[step];
      write(height, Number.isFinite(f) ? `f = ${powered(number.tabular(f))}` : shown.texts.gone);
    });
    this.box.checked = shown.together;
    this.drawLines(shown);
    if (withTable) this.drawTable(shown);
  }

  /** @param {Shown} shown */
  drawLines({ methods, paths, step, rates, options, chosen, number, texts }) {
    const k = Math.max(0, methods.findIndex(({ name }) => name === chosen));
    const shown = { method: methods[k].name, rate: rates[methods[k].place], options, path: paths[k], step };
    const lines = linesOf(shown, (value) => powered(number.tabular(value)), texts).map(({ formula, numbers }) => {
      const line = make("p");
      line.append(make("b", "", formula), numbers);
      return line;
    });
    this.element.querySelector(".lines").replaceChildren(...lines);
  }

  /** @param {Shown} shown */
  drawTable(shown) {
    const [headings, ...lines] = this.lines(shown, false);
    const [head, body] = [make("thead"), make("tbody")];
    head.append(row(headings.slice(1).map((text) => cell("th", String(text), "col"))));
    body.append(
      ...lines.map(([, first, ...rest]) => {
        const numbers = rest.map((value) => cell("td", value === "" ? "–" : shown.number.tabular(Number(value))));
        return row([cell("th", String(first), "row"), ...numbers]);
      }),
    );
    this.element.querySelector("table").replaceChildren(head, body);
  }

  /**
   * Return the numbers of the step in hand, or of all steps: a line of headings, then one for each method and step.
   * @param {Shown} shown
   * @param {boolean} all
   * @returns {(string | number)[][]}
   */
  lines({ methods, paths, step, texts }, all) {
    const lines = methods.flatMap(({ label }, k) => {
      const { x, y, f, g, v, s } = paths[k];
      const columns = [x, y, f, ...g, ...v, ...s];
      const steps = all ? Array.from(x, (_, each) => each) : [step];
      return steps.map((each) => [each, label, ...columns.map((column) => (Number.isFinite(column[each]) ? column[each] : ""))]);
    });
    return [[texts.step_word, texts.method, ...HEADINGS], ...lines];
  }
}

/** @param {HTMLElement[]} cells */
function row(cells) {
  const made = make("tr");
  made.append(...cells);
  return made;
}

/**
 * @param {"th" | "td"} tag
 * @param {string} text
 * @param {string} [scope]
 */
function cell(tag, text, scope) {
  const made = make(tag, "", text);
  if (scope) made.setAttribute("scope", scope);
  return made;
}
