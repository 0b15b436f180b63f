// @ts-check
/**
 * A recurrent network's memory while it learns: unrolled in time over the sequence in hand, its states and gates as
 * pictures over the same steps, and one of its cells with formulas and numbers.
 * @typedef {Object} Data
 * @property {string} name         of the data
 * @property {"many_to_one" | "many_to_many"} shape
 * @property {boolean} each        whether an answer is asked for at each step
 * @property {string[]} classes    what answers are called; nothing where they are numbers
 * @property {number | null} tolerance
 * @property {number} forecast     values that are forecast, 0 of other data
 * @property {string[]} symbols    what each symbol is
 * @property {boolean} padded      whether short sequences are filled up in front
 * @property {boolean} marked      whether a step is a number and whether it is marked
 * @property {boolean} begins      whether its first step is what matters: of a long sequence that one is seen at first
 * @property {boolean} generates   whether it learns to write
 * @property {number} typing       letters that may be typed; 0 where steps are numbers
 * @property {number} tests        test sequences
 * @property {{places: number[], chosen: number} | null} origins   test sequences among which the page has its own choice
 * @property {Direction[]} directions
 * @property {Record<string, import("./memory_maps.js").Picture[]>} maps   by kind of cell
 * @property {Record<string, Record<string, string>>} cells   words of their drawings
 * @property {Record<"light" | "dark", import("./memory_parts.js").Theme>} themes
 * @property {string} language
 * @property {Record<string, string>} texts
 *
 * @typedef {{kind: "rnn" | "lstm" | "gru", units: number, layer: number, each: boolean, backwards: boolean}} Direction
 * @typedef {import("./memory_parts.js").Tensors} Tensors
 */

const [WIDEST, LETTER, NUMBER] = [64, 13.5, 6]; // of columns: at most, at least where letters are read, or numbers
const REST = 250; // ms without another step from sequence to sequence

/** @extends {LiveElement<Data>} */
class LiveMemory extends LiveElement {
  modules = {
    painter: "painter", numbers: "numbers", parts: "memory_parts", unrolling: "unrolled", picturing: "memory_maps",
    answering: "memory_answer", explaining: "memory_cell", marking: "memory_marks", picking: "sequence_picker",
  };
  /** @type {typeof import("./painter.js")} */ painter;
  /** @type {typeof import("./numbers.js")} */ numbers;
  /** @type {typeof import("./memory_parts.js")} */ parts;
  /** @type {typeof import("./unrolled.js")} */ unrolling;
  /** @type {typeof import("./memory_maps.js")} */ picturing;
  /** @type {typeof import("./memory_answer.js")} */ answering;
  /** @type {typeof import("./memory_cell.js")} */ explaining;
  /** @type {typeof import("./memory_marks.js")} */ marking;
  /** @type {typeof import("./sequence_picker.js")} */ picking;
  /** @type {import("./unrolled.js").Unrolled} */ unrolled;
  /** @type {import("./memory_maps.js").Maps} */ maps;
  /** @type {import("./memory_answer.js").Answer} */ answer;
  /** @type {import("./sequence_picker.js").SequencePicker} */ picker;
  /** @type {import("./memory_cell.js").CellPanel} */ panel;
  /** @type {ResizeObserver} */ sizes;
  unit = 0;
  prepared = "";
  /** @type {string | undefined} */ built;
  open = false; // whether the cell is shown
  whole = false; // whether all steps are, however narrow
  /** @type {Record<string, boolean>} */ picked = {}; // pictures that somebody has chosen, or put away

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    /** @type {(name: string) => HTMLElement} */
    this.find = (name) => element.querySelector(`.memory-${name}`);
  }

  /** @param {Data & Run} data */
  async update(data) {
    await super.update(data);
    this.follow();
  }

  /** Take the test sequence in hand that the page has chosen, unless somebody is just going on to another one. */
  follow() {
    const chosen = this.data?.origins?.chosen;
    if (this.closed || chosen === undefined || this.going || this.state?.focus.sequence === chosen) return;
    this.look({ sequence: chosen });
  }

  /**
   * Somebody goes to another test sequence: the page hears of it when they rest.
   * @param {number} place
   */
  go(place) {
    this.look({ sequence: place, text: null });
    if (!this.data.origins) return;
    clearTimeout(this.going);
    this.going = setTimeout(() => {
      this.going = undefined;
      this.trigger("sequence", place);
    }, REST);
  }

  /** @param {Data} data */
  prepare(data) {
    const { element, find } = this;
    const shade = this.connection.isDark() ? "dark" : "light";
    const built = JSON.stringify([data, shade]);
    if (built === this.prepared) return;
    this.prepared = built;
    this.theme = data.themes[shade];
    this.element.style.setProperty("--input", this.theme.input.line);
    this.element.style.setProperty("--prediction", this.theme.curves.prediction);
    this.element.style.setProperty("--right", this.theme.curves.right);
    const { palette } = this.painter;
    this.palettes = { states: palette(this.theme.states, 256), gates: palette(this.theme.gates, 256) };
    const write = this.numbers.numbersIn(data.language);
    this.view = { number: write.short, percent: write.percent, colours: this.theme.colours };
    /** @param {number} value */
    this.short = (value) => write.fixed(value, 1, 0);
    this.unrolled ??= new this.unrolling.Unrolled(find("strip"));
    this.maps ??= new this.picturing.Maps(find("maps"));
    this.answer ??= new this.answering.Answer(find("answer"));
    this.picker ??= new this.picking.SequencePicker(element, (focus) => this.look(focus), (place) => this.go(place));
    this.panel ??= new this.explaining.CellPanel(find("cell"), (name) => this.act(name));
    this.picker.build(data);
    this.panel.build(data);
    this.element.setAttribute("aria-label", data.texts.alt);
    this.built = undefined;
    this.listen();
  }

  /** @param {Partial<import("./connection.js").Focus>} focus */
  look(focus) {
    this.watching?.look(focus);
  }

  get direction() {
    return this.data.directions[this.tensors.memory_direction?.data[0]];
  }

  /** The step looked at, by default the last. */
  get step() {
    const last = this.parts.stepsOf(this.tensors) - 1;
    return Math.min(this.tensors.cell_step?.data[0] ?? this.state.focus.step ?? last, last);
  }

  /** @param {State} state */
  draw(state) {
    this.mark(state);
    if (!this.parts.fits(state.tensors, this.data)) return;
    this.tensors = state.tensors;
    const direction = this.direction;
    this.unit = Math.min(this.unit, (this.tensors.memory_h?.shape[1] ?? 1) - 1);
    this.build(direction);
    this.unrolled.draw(this.tensors, { ...this.view, unit: this.unit });
    this.maps.draw(this.tensors, this.unit);
    this.answer.draw(this.data, this.tensors, this.step, this.view);
    this.picker.draw(this.data, this.tensors, state.focus, this.unit, this.short);
    this.drawMark();
    const cellShown = this.open && direction !== undefined;
    this.find("cell").hidden = !cellShown;
    this.find("hint").hidden = cellShown || !direction;
    if (cellShown) this.panel.draw(this.tensors, direction, this.unit, this.data, this.view);
    this.count(state);
  }

  /**
   * Lay everything out anew where the number of steps, the direction, the width or the choice of pictures differs.
   * @param {Direction | undefined} direction
   */
  build(direction) {
    const { data, parts, tensors } = this;
    const steps = parts.stepsOf(tensors);
    const least = tensors.seq_symbols ? LETTER : NUMBER;
    this.width ??= this.find("scroll").clientWidth; // asked for with every frame it would cost a layout
    const share = this.width / steps;
    const column = Math.min(this.whole || share >= least ? share : least, WIDEST);
    const shown = direction ? data.maps[direction.kind].filter((map) => this.picked[map.symbol] ?? map.shown) : [];
    const units = tensors.memory_h?.shape[1] ?? 0;
    const place = tensors.memory_direction?.data[0];
    const built = JSON.stringify([steps, column, place, units, shown.map(({ symbol }) => symbol), this.whole, this.prepared.length]);
    if (built === this.built) return;
    this.built = built;
    this.column = column;
    this.find("tape").style.width = `${steps * column}px`;
    this.laid = this.unrolled.build(data, tensors, column, this.theme, this.palettes.states);
    const alt = (/** @type {string} */ title) => parts.fill(data.texts.map_alt, { title, units, steps });
    this.maps.build(shown, units, steps * column, this.palettes, alt);
    this.picker.heads(this.find("heads"), this.laid, place, shown, { units, palettes: this.palettes });
    this.picker.choices(direction, shown, { direction: (k) => this.look({ direction: k }), pick: (symbol) => this.pick(symbol) }, place);
    const fit = this.find("fit");
    fit.hidden = share >= least;
    parts.write(fit, data.texts.fit);
    fit.setAttribute("aria-pressed", String(this.whole));
    this.scrollTo(data.begins ? (this.state.focus.step ?? 0) : this.step);
  }

  /** @param {string} symbol */
  pick(symbol) {
    const now = this.data.maps[this.direction.kind].find((map) => map.symbol === symbol);
    this.picked[symbol] = !(this.picked[symbol] ?? now.shown);
    this.draw(this.state);
  }

  listen() {
    const [scroll, tape] = [this.find("scroll"), this.find("tape")];
    tape.onclick = (event) => this.click(event);
    tape.onpointermove = (event) => this.point(event);
    tape.onpointerleave = () => (this.find("tip").hidden = true);
    scroll.onkeydown = (event) => this.press(event);
    this.find("fit").onclick = () => {
      this.whole = !this.whole;
      this.draw(this.state);
    };
    this.sizes ??= new ResizeObserver(() => {
      this.width = undefined;
      if (this.tensors) this.draw(this.state);
    });
    this.sizes.observe(scroll);
  }

  /** @param {MouseEvent} event */
  click(event) {
    const { step, unit } = this.marking.placeAt(event, this.find("tape"), this.column);
    if (unit !== undefined) this.unit = unit;
    this.choose(step, true);
  }

  /**
   * Look at a step; the next frame brings its numbers.
   * @param {number} step
   */
  choose(step, open = this.open) {
    const opens = open && !this.open;
    this.open = open;
    const last = this.parts.stepsOf(this.tensors) - 1;
    const goal = Math.min(Math.max(step, 0), last);
    this.look({ step: goal });
    this.scrollTo(goal);
    this.draw(this.state);
    if (opens) this.find("cell").scrollIntoView({ block: "nearest", behavior: "smooth" });
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const now = this.state?.focus.step ?? this.step;
    const last = this.parts.stepsOf(this.tensors) - 1;
    /** @type {Record<string, number>} */
    const steps = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: last, PageUp: now - 10, PageDown: now + 10 };
    if (event.key in steps) this.choose(steps[event.key]);
    else if (event.key === "Enter") this.choose(now, true);
    else if (event.key === "Escape") this.act("close");
    else if (event.key === "ArrowUp") this.act("previous_unit");
    else if (event.key === "ArrowDown") this.act("next_unit");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {string} name   of a button of the panel */
  act(name) {
    const units = this.tensors.memory_h?.shape[1] ?? 1;
    const move = { previous_unit: -1, next_unit: 1 }[name];
    if (move) this.unit = (this.unit + move + units) % units;
    if (name === "close") this.open = false;
    if (name.endsWith("step")) this.choose((this.state.focus.step ?? this.step) + (name === "next_step" ? 1 : -1));
    else this.draw(this.state);
  }

  /**
   * Say what lies below the pointer.
   * @param {MouseEvent} event
   */
  point(event) {
    const { marking, tensors } = this;
    if (!tensors) return;
    const [tape, tip] = [this.find("tape"), this.find("tip")];
    const place = marking.placeAt(event, tape, this.column);
    if (place.step < 0 || place.step >= this.parts.stepsOf(tensors)) return;
    marking.sayPlace(tip, place, tensors, this.data, this.view.number);
    marking.layTip(tip, event, tape, this.find("scroll"));
  }

  drawMark() {
    const { marking, tensors, data, step } = this;
    const steps = this.parts.stepsOf(tensors);
    marking.markStep(this.find("mark"), step, steps, this.column, data.each);
    marking.sayStep(this.find("scroll"), step, tensors, data, this.view.number);
    Object.assign(this.element.dataset, { step, steps, unit: this.unit + 1, direction: tensors.memory_direction?.data[0] ?? "", sequence: tensors.seq_place.data[0] });
  }

  /** @param {number} step */
  scrollTo(step) {
    const scroll = this.find("scroll");
    const [left, right] = [step * this.column, (step + 1) * this.column];
    if (left < scroll.scrollLeft) scroll.scrollLeft = left - 40;
    if (right > scroll.scrollLeft + scroll.clientWidth) scroll.scrollLeft = right - scroll.clientWidth + 40;
  }

  close() {
    super.close();
    clearTimeout(this.going);
    this.sizes?.disconnect();
  }
}

export default mount(LiveMemory, ".live-memory");
