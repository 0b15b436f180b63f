// @ts-check
/**
 * Where each start ends: the map of basins of one method, coloured by the minimum that a start reaches and shaded by the
 * steps that it takes. It is computed here, coarse at first and then finer, while the learning rate moves.
 *
 * @typedef {{start: number[], rate: number}} Numbers
 * @typedef {import("./descent_map.js").Mark & {bound: number | null}} Minimum   `bound`: the rate above which it cannot stay
 *
 * @typedef {Object} Data
 * @property {string} scripts
 * @property {{which: string, domain: number[], program?: import("./formula_program.js").ProgramData, table?: import("./table_program.js").Table, marks: import("./descent_map.js").Mark[]}} surface
 * @property {Minimum[]} minima
 * @property {string} method
 * @property {Numbers} numbers
 * @property {import("./descent_methods.js").Options} options
 * @property {number} steps
 * @property {string[]} colours   of the minima, one after the other
 * @property {Record<"light" | "dark", import("./descent_map.js").Look & {grid: string}>} looks
 * @property {Record<string, string>} texts
 * @property {string} language
 */

const SIZES = [50, 100, 200]; // rows and columns, from coarse to fine
const SOON = 600; // ms in which the finest map is awaited: no other one comes between
const SLICE = 10; // ms of computing between two looks at what the person does
/** @type {[number, number]} */
const POWERS = [-4, 0];
const MOST_ROWS = 12;

/** @extends {DescentElement<Data>} */
class Basins extends DescentElement {
  modules = {
    ...COMMON,
    fields: "rate_field",
    ...{ programs: "table_program", handling: "start_handle" },
    ...{ descending: "descent_paths", mapping: "descent_map", searching: "basin_search" },
  };
  /** @type {typeof import("./rate_field.js")} */ fields;
  /** @type {typeof import("./table_program.js")} */ programs;
  /** @type {typeof import("./start_handle.js")} */ handling;
  /** @type {typeof import("./descent_paths.js")} */ descending;
  /** @type {typeof import("./descent_map.js")} */ mapping;
  /** @type {typeof import("./basin_search.js")} */ searching;
  /** @type {import("./descent_map.js").DescentMap} */ map;
  /** @type {import("./start_handle.js").StartHandle} */ handle;
  /** @type {import("./basin_search.js").BasinSearch} */ search;
  /** @type {import("./basin_search.js").BasinSearch | null} what is on the screen */ found = null;
  computed = "";
  spent = 0; // ms for the map in hand
  /** @type {import("./rate_field.js").RateField} */ rateField;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.channel = new MessageChannel(); // as soon as the browser can, where timers wait at least four milliseconds
    this.channel.port1.onmessage = () => this.goOn();
  }

  /** @param {Data} data */
  prepare(data) {
    this.speak(data.texts.basins);
    this.map ??= new this.mapping.DescentMap(this.query(".stage"));
    this.rateField ??= new this.fields.RateField(this.query(".rate"), POWERS, (rate) => this.set({ rate }));
    this.handle ??= new this.handling.StartHandle(this.map, this.query(".start"), (start) => this.set({ start }));
    this.program = this.programs.programOf(data.surface);
    this.begin();
  }

  changed() {
    this.begin();
  }

  /** Search anew, from the coarsest grid on, if something has changed that the basins depend on. */
  begin() {
    const { surface, minima, method, steps, options } = this.data;
    const { rate } = this.values.numbers;
    const computed = JSON.stringify([surface.which, method, rate, steps, options]);
    if (computed !== this.computed) {
      this.computed = computed;
      this.what = { program: this.program, minima, domain: surface.domain, method, rate, steps, options };
      this.search = new this.searching.BasinSearch(this.what, SIZES[0]);
      this.spent = 0;
      this.element.dataset.size = "";
      this.channel.port2.postMessage(null);
    }
    this.drawSoon();
  }

  /** Search for a moment; then let the browser do what waits. */
  goOn() {
    if (this.closed || this.search.isDone) return;
    const since = performance.now();
    const rows = Math.max(1, Math.round(1000 / this.search.size));
    while (!this.search.isDone && performance.now() < since + SLICE) this.search.go(rows);
    this.spent += performance.now() - since;
    if (this.search.isDone) {
      this.found = this.search;
      const next = this.nextSize();
      if (next) this.search = new this.searching.BasinSearch(this.what, next);
      this.spent = 0;
      this.drawSoon();
    }
    this.channel.port2.postMessage(null);
  }

  /** Return how fine the next map is: the finest one if that is soon there. */
  nextSize() {
    const finest = SIZES.at(-1);
    const isSoon = this.spent * (finest / this.search.size) ** 2 < SOON;
    return isSoon && this.search.size < finest ? finest : SIZES[SIZES.indexOf(this.search.size) + 1];
  }

  draw() {
    const { surface, texts, method, steps, options } = this.data;
    const { start, rate } = this.values.numbers;
    if (!this.query(".stage").clientWidth) return;
    this.map.fit(surface.domain, 620);
    if (this.found && this.found !== this.painted?.found) this.paint();
    else if (this.painted && this.painted.width !== this.map.width) this.paint();
    const path = this.descending.descend(this.program, method, start, rate, steps, options);
    const context = this.map.begin();
    const line = { colour: this.look.text, dash: /** @type {number[]} */ ([]), halo: this.look.background };
    this.map.line(context, path, steps, line);
    this.map.symbol(context, "circle", path.x[steps], path.y[steps], line.colour, line.halo);
    this.handle.draw(start, this.number);
    this.rateField.draw(rate, this.number);
    const end = [path.x[steps], path.y[steps]];
    const place = this.found ? this.found.at(end[0], end[1]) : -1;
    const said = Number.isFinite(end[0] + end[1]) ? `(${end.map((at) => this.number.fixed(at, 3)).join("; ")})` : texts.gone;
    this.elements.write(this.query(".fate"), `${texts.from} (${start.map((at) => this.number.fixed(at, 2)).join("; ")}): ${said}${place < 0 ? `, ${texts.no_minimum}` : ""}`);
    Object.assign(this.element.dataset, { draws: this.drawn(), rate, start: start.join(), end: end.join() });
  }

  /** Paint what is found, with the minima on it, and count it. */
  paint() {
    const { size, minima, steps } = this.found;
    const most = Math.log(1 + this.data.steps);
    const colours = this.data.colours.map(levels);
    const nowhere = this.look.high;
    const ground = this.look.low;
    const pixels = new Uint32Array(size * size);
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        const place = (size - 1 - row) * size + column;
        const colour = minima[place] < 0 ? nowhere : colours[colourOf(minima[place], colours.length)];
        const share = minima[place] < 0 ? 1 : 0.92 - 0.72 * (Math.log(1 + steps[place]) / most);
        const [red, green, blue] = colour.map((level, k) => Math.round(ground[k] + share * (level - ground[k])));
        pixels[row * size + column] = (255 << 24) | (blue << 16) | (green << 8) | red;
      }
    }
    this.map.put(pixels, size, size);
    this.map.paintMarks(this.data.surface.marks, { ...this.look, star: this.look.text });
    this.painted = { found: this.found, width: this.map.width };
    this.counts = count(minima, this.data.minima.length);
    this.fill();
    Object.assign(this.element.dataset, { size, counts: this.counts.join() });
  }

  /** Fill the table: of each minimum where it is, how many starts end there, and which rates can stay. */
  fill() {
    const { texts, minima, colours } = this.data;
    const [headings, ...lines] = this.lines();
    const { make } = this.elements;
    const rows = lines.slice(0, MOST_ROWS).map(([x, y, f, share, bound], k) => {
      const mark = make("i");
      mark.style.background = k < minima.length ? colours[colourOf(k, colours.length)] : `rgb(${this.look.high.join()})`;
      const cells = [y, f].map((value) => (typeof value === "number" ? this.number.fixed(value, 2) : ""));
      const stays = typeof bound === "number" ? this.number.significant(bound, 3) : "";
      return { head: [mark, typeof x === "number" ? this.number.fixed(x, 2) : x], cells: [...cells, this.number.percent(Number(share), 1), stays] };
    });
    this.fillTable(headings.map(String), rows);
    const note = this.query(".note");
    note.hidden = lines.length <= MOST_ROWS;
    this.elements.write(note, texts.note);
  }

  /** Return the table: a line of headings, one for each minimum, one for the starts that end at none. */
  lines() {
    const { texts, minima } = this.data;
    const all = this.counts.reduce((sum, each) => sum + each, 0);
    /** @type {(string | number)[][]} */
    const lines = minima.map(({ x, y, height, bound }, k) => [x, y, height, this.counts[k] / all, bound ?? ""]);
    return [["x", "y", "f", texts.share, texts.bound], ...lines, [texts.nowhere, "", "", this.counts.at(-1) / all, ""]];
  }

  close() {
    super.close();
    this.channel.port1.close();
  }
}

/**
 * Return which colour a minimum has: the lowest one's no other has.
 * @param {number} place
 * @param {number} colours
 */
function colourOf(place, colours) {
  return place < colours ? place : 1 + ((place - 1) % (colours - 1));
}

/** @param {string} colour   hexadecimal */
function levels(colour) {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/**
 * Return how many starts end at each minimum, and at last how many at none.
 * @param {Int16Array} ends
 * @param {number} minima
 */
function count(ends, minima) {
  const counts = Array.from({ length: minima + 1 }, () => 0);
  for (const place of ends) counts[place < 0 ? minima : place] += 1;
  return counts;
}

export default mount(Basins, ".basins");
