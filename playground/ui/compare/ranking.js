// @ts-check
/**
 * The table of a comparison, best value first, and its numbers as CSV files.
 *
 * @typedef {Object} Data
 * @property {Row[]} rows
 * @property {string[][]} experiments   for each value the seed numbers of its networks
 * @property {string} axis       what is compared
 * @property {string[]} columns  headings
 * @property {boolean} single    whether there is one network of each value
 * @property {boolean} percent   whether the score is an accuracy, of which more is better, or a loss
 * @property {boolean} ordered    whether the best comes first; else the values come as they are
 * @property {boolean} percentBeside   whether the number beside it is a share
 * @property {string[]} curves   names of the curves of each network
 * @property {Record<string, string>} headings  of the files' columns, by their names
 * @property {Record<string, number>} summary   for each column of the summary's file that of the standings
 * @property {string} language
 * @property {Record<string, string>} texts
 *
 * @typedef {{label: string, value: string, dash: string, colour: {light: string, dark: string}}} Row
 * @typedef {Row & {numbers: Float32Array}} Ranked
 */

const SHORT = 6; // headings where there is no third number
const RANGE = 3; // of the headings; one network has no range
const [MEAN, SPREAD, LOW, HIGH, TRAIN, TEST_LOSS, , DIVERGED] = [0, 1, 2, 3, 4, 5, 6, 7];

/** @extends {LiveElement<Data>} */
class Ranking extends LiveElement {
  interval = 400; // nobody reads faster
  modules = { csv: "csv", numbers: "numbers" };
  /** @type {typeof import("./csv.js")} */ csv;
  /** @type {typeof import("./numbers.js")} */ numbers;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.table = element.querySelector("table");
  }

  /** @param {Data} data */
  prepare(data) {
    const { percent, significant } = this.numbers.numbersIn(data.language);
    /** @param {number} value */
    this.loss = (value) => significant(value, 3, 3);
    /** @type {(value: number) => string} */
    this.score = data.percent ? (value) => percent(value, 1) : this.loss;
    this.element.querySelector(".scroll").setAttribute("aria-label", data.texts.alt);
    this.element.querySelector(".note").textContent = data.texts.note;
    this.offerFiles();
    /** @type {"light" | "dark"} */
    this.shade = this.connection.isDark() ? "dark" : "light";
  }

  offerFiles() {
    const files = { summary: () => this.summary(), results: () => this.results(), curves: () => this.curves() };
    const buttons = Object.entries(files).map(([name, lines]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = this.data.texts[name];
      button.onclick = () => this.csv.save(`${name}.csv`, lines(), this.data.language);
      return button;
    });
    const choice = this.csv.formChoice(this.data.language, this.data.texts);
    this.element.querySelector(".files").replaceChildren(...buttons, choice);
  }

  /** @param {State} state */
  draw({ tensors: { standings } }) {
    const rows = standings?.shape[0] === this.data.rows.length ? this.ranked(standings) : [];
    const some = rows.some(({ numbers }) => numbers[DIVERGED]);
    /** @type {(text: string, column: number) => string} */
    const heading = (text, column) => {
      if (column !== RANGE) return `<th scope="col">${escape(text)}</th>`;
      return this.data.single ? "" : `<th scope="colgroup" colspan="2">${escape(text)}</th>`; // a picture and numbers
    };
    const head = tag("tr", this.data.columns.slice(0, some ? undefined : -1).map(heading).join(""));
    this.table.innerHTML = `<thead>${head}</thead><tbody>${rows.map((row, place) => this.row(row, place, some)).join("")}</tbody>`;
    for (const [place, line] of [...this.table.tBodies[0].rows].entries()) {
      line.onpointerenter = () => this.watching.point(this.data.rows.findIndex(({ value }) => value === rows[place].value));
      line.onpointerleave = () => this.watching.point(null);
    }
    this.element.dataset.order = rows.map(({ value }) => value).join();
    for (const button of this.element.querySelectorAll("button")) button.disabled = !rows.length;
  }

  /**
   * Return the rows with their numbers, the best mean first; those without one last.
   * @param {import("./frames.js").Tensor} standings
   * @returns {Ranked[]}
   */
  ranked({ data, shape: [, columns] }) {
    const rows = this.data.rows.map((row, place) => ({ ...row, numbers: data.subarray(place * columns, (place + 1) * columns) }));
    /** @param {Ranked} row */
    const worth = ({ numbers }) => (Number.isNaN(numbers[MEAN]) ? -Infinity : (this.data.percent ? 1 : -1) * numbers[MEAN]);
    /** @type {(first: Ranked, second: Ranked) => number} */
    const better = (first, second) => worth(second) - worth(first) || first.numbers[TEST_LOSS] - second.numbers[TEST_LOSS] || 0;
    return this.data.ordered ? rows.sort(better) : rows;
  }

  /**
   * @param {Ranked} row
   * @param {number} place
   * @param {boolean} someDiverged
   */
  row({ label, dash, colour, numbers }, place, someDiverged) {
    const shown = colour[this.shade];
    const line = `<line x1="0" y1="5" x2="36" y2="5" stroke="${shown}" stroke-width="4" stroke-dasharray="${dash}"/>`;
    /** @param {number} value */
    const score = (value) => (Number.isNaN(value) ? "–" : escape(this.score(value)));
    /** @param {number} value */
    const loss = (value) => (Number.isFinite(value) ? escape(this.loss(value)) : "–");
    const beside = this.data.percentBeside ? score : loss;
    const name = `<svg class="line" viewBox="0 0 36 10" aria-hidden="true">${line}</svg>${escape(label)}`;
    if (Number.isNaN(numbers[MEAN])) {
      return tag("tr", `<td>${place + 1}</td><td>${name}</td><td colspan="9">${escape(this.data.texts.diverged)}</td>`);
    }
    const cells = [
      `${place + 1}`,
      name,
      `<b>${score(numbers[MEAN])}</b>${this.data.single ? "" : ` ± ${score(numbers[SPREAD])}`}`,
      ...(this.data.single ? [] : [this.range(numbers, shown), `${score(numbers[LOW])} – ${score(numbers[HIGH])}`]),
      beside(numbers[TRAIN]),
      ...(this.data.columns.length > SHORT ? [loss(numbers[TEST_LOSS])] : []),
      ...(someDiverged ? [`${numbers[DIVERGED]}`] : []),
    ];
    return tag("tr", cells.map((cell) => `<td>${cell}</td>`).join(""));
  }

  /**
   * Return a picture of mean and range, from the lowest to the highest of all networks.
   * @param {Float32Array} numbers
   * @param {string} colour
   */
  range(numbers, colour) {
    if (Number.isNaN(numbers[MEAN])) return "";
    const { data, shape } = this.state.tensors.standings;
    const highs = Array.from({ length: shape[0] }, (_, row) => data[row * shape[1] + HIGH]).filter(Number.isFinite);
    const lows = Array.from({ length: shape[0] }, (_, row) => data[row * shape[1] + LOW]).filter(Number.isFinite);
    const [least, most] = [Math.min(...lows), Math.max(...highs)];
    /** @param {number} value */
    const at = (value) => 6 + (108 * (value - least)) / (most - least || 1);
    const bar = `<line x1="${at(numbers[LOW])}" x2="${at(numbers[HIGH])}" y1="8" y2="8" stroke="${colour}" stroke-width="5" stroke-opacity="0.5"/>`;
    const dot = `<circle cx="${at(numbers[MEAN])}" cy="8" r="4" fill="${colour}"/>`;
    return `<svg class="range" viewBox="0 0 120 16" aria-hidden="true"><line class="track" x1="2" x2="118" y1="8" y2="8"/>${bar}${dot}</svg>`;
  }

  /** Return a line for each value, as the table has them, the best first. */
  summary() {
    const [names, columns] = [Object.keys(this.data.summary), Object.values(this.data.summary)];
    const { epoch = "0" } = this.state.facts;
    const lines = this.ranked(this.state.tensors.standings).map(({ value, numbers }) => {
      const networks = this.data.experiments[0].length - numbers[DIVERGED];
      return [value, epoch, networks, ...columns.map((column) => this.csv.written(numbers[column]))];
    });
    return [this.headings([this.data.axis, "epoch", "networks", ...names]), ...lines];
  }

  /**
   * Return the headings of a file's columns, in the reader's language.
   * @param {string[]} names
   */
  headings(names) {
    return names.map((name) => this.data.headings[name] ?? name);
  }

  /** Return a line for each network with its newest numbers. */
  results() {
    return this.lines((curve) => [curve.length - 1]);
  }

  /** Return a line for each network and epoch. */
  curves() {
    return this.lines((curve) => curve.map((_, place) => place));
  }

  /** @param {(curve: number[]) => number[]} places   which values of a curve */
  lines(places) {
    const { rows, experiments, axis, curves } = this.data;
    const each = experiments[0].length;
    /** @type {(string | number)[][]} */
    const table = [this.headings([axis, "seed", "epoch", ...curves])];
    rows.forEach(({ value }, place) => {
      experiments[place].forEach((seed, k) => {
        const own = curves.map((name) => this.state.curves[`${name}_networks:${place * each + k}`] ?? []);
        for (const at of places(own[0])) {
          table.push([value, seed, this.state.epochs[at], ...own.map((curve) => this.csv.written(curve[at]))]);
        }
      });
    });
    return table;
  }
}

/** @type {(name: string, inside: string) => string} */
const tag = (name, inside) => `<${name}>${inside}</${name}>`;
/** @param {string} text */
const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export default mount(Ranking, ".ranking");
