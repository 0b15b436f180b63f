// @ts-check
/**
 * Max- and mean-pooling of the same picture, side by side: where each maximum came from, what repeated pooling leaves,
 * and what changes when the picture is shifted. Computed here, so that nothing waits for the server.
 *
 * @typedef {Object} Numbers
 * @property {number} window
 * @property {number} stride
 * @property {number} shift     pixels that the picture is moved to the right
 *
 * @typedef {Object} Data
 * @property {string} scripts   address of this server's scripts
 * @property {string} slot      where the picture is
 * @property {string} language
 * @property {Numbers} numbers
 * @property {import("./convolution.js").Numbers | null} convolved   what is done to the picture before
 * @property {"clipped" | "absolute" | "signed"} shown   how values beyond 0 to 255 look
 * @property {string[]} hidden
 * @property {Record<string, string>} texts
 * @property {Record<"light" | "dark", import("./painter.js").Theme>} themes
 *
 * @typedef {import("./convolved.js").Plane} Plane
 * @typedef {import("./raster.js").Raster} Raster
 */

/** @type {("max" | "mean")[]} */
const KINDS = ["max", "mean"];
const MARKS_FROM = 10; // pixels on the screen that a window needs for its maximum to be marked

/** @extends {PageElement<Data>} */
class Pooling extends PageElement {
  modules = {
    valuing: "component_values", pictures: "pictures", convolved: "convolved", pooled: "pooled", raster: "raster",
    numbers: "numbers", painter: "painter", listing: "pooling_rows",
  };
  /** @type {typeof import("./component_values.js")} */ valuing;
  /** @type {typeof import("./pictures.js")} */ pictures;
  /** @type {typeof import("./convolved.js")} */ convolved;
  /** @type {typeof import("./pooled.js")} */ pooled;
  /** @type {typeof import("./raster.js")} */ raster;
  /** @type {typeof import("./numbers.js")} */ numbers;
  /** @type {typeof import("./painter.js")} */ painter;
  /** @type {typeof import("./pooling_rows.js")} */ listing;
  /** @type {import("./component_values.js").ComponentValues<Numbers>} */ values;
  /** @type {Record<string, Raster>} */
  rasters = {};
  /**
   * The window, enlarged.
   * @type {Raster}
   */
  around;
  /** @type {import("./pictures.js").Picture} */ picture;
  /**
   * What is pooled; null where the kernel before does not fit, undefined before it is computed.
   * @type {Plane | null | undefined}
   */
  plane;
  /** @type {number[] | null} */
  pointed = null;
  known = "";

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.sliders = [...this.queryAll("label[data-name]")].map((label) => ({
      label,
      name: /** @type {keyof Numbers} */ (label.dataset.name),
      input: label.querySelector("input"),
      output: label.querySelector("output"),
    }));
  }

  /** @param {string} name */
  part(name) {
    return this.query(`[data-part="${name}"]`);
  }

  /** @param {Data} data */
  prepare(data) {
    if (!this.values) this.begin();
    this.values.adopt(data.numbers);
    const { short, percent } = this.numbers.numbersIn(data.language);
    this.number = short;
    /** @param {number} share */
    this.percent = (share) => percent(share, 1, 0);
    this.palette = this.painter.palette(data.themes[this.connection.isDark() ? "dark" : "light"].scale);
    this.write(data);
    this.anew();
    this.drawSoon();
  }

  begin() {
    const { raster, pictures, listing } = this;
    this.values = new this.valuing.ComponentValues((numbers) => this.trigger("moved", { numbers, at: Date.now() }));
    this.rasters = Object.fromEntries(["input", ...KINDS].map((name) => [name, new raster.Raster(this.part(name), { tallest: 340 })]));
    this.around = new raster.Raster(this.part("around"), { tallest: 190 });
    for (const kind of KINDS) {
      this.rasters[kind].listen({ point: (at) => this.point(at), pick: (at) => this.point(at, true), at: () => this.at() });
    }
    this.repeated = new listing.Repeated(this.part("repeated"));
    this.changes = new listing.Changes(this.part("changes"));
    for (const { name, input } of this.sliders) input.oninput = () => this.take(name, Number(input.value));
    this.stop = pictures.watch(this.data.slot, (picture) => {
      this.picture = picture;
      this.anew();
    });
  }

  /** Compute everything anew, from the picture on. */
  anew() {
    this.plane = undefined;
    this.drawSoon();
  }

  /** @param {Data} data */
  write({ texts, hidden, convolved }) {
    this.element.setAttribute("aria-label", texts.alt);
    for (const part of this.queryAll("[data-text]")) part.textContent = texts[part.dataset.text];
    if (convolved) this.query(".input b").textContent = texts.convolution;
    for (const { name, label } of this.sliders) label.hidden = hidden.includes(name);
    for (const [name, raster] of Object.entries(this.rasters)) raster.element.setAttribute("aria-label", texts[`${name}_alt`]);
    this.around.element.setAttribute("aria-label", texts.around);
  }

  /**
   * Take a number; where the windows lay side by side, they still do after another size was chosen.
   * @param {string} name
   * @param {number} value
   */
  take(name, value) {
    const before = this.values.numbers;
    const side = name === "window" && before.stride === before.window;
    if (this.values.take({ ...before, [name]: value, ...(side ? { stride: value } : {}) })) this.drawSoon();
  }

  /** @param {number[] | null} at */
  point(at, stays = false) {
    if (stays) this.pixel = at;
    this.pointed = at;
    this.drawSoon();
  }

  /** Return the output pixel that is explained. */
  at() {
    const { rows, columns } = this.result.max;
    const [row, column] = this.pointed ?? this.pixel ?? [Math.floor(rows * 0.4), Math.floor(columns * 0.4)];
    return [Math.min(row, rows - 1), Math.min(column, columns - 1)];
  }

  draw() {
    if (!this.picture) return;
    if (this.plane === undefined) {
      this.plane = this.source();
      this.end = this.plane && this.raster.scaleEnd(this.plane.data);
    }
    const { numbers } = this.values;
    for (const { name, input, output } of this.sliders) {
      if (Number(input.value) !== numbers[name]) input.value = String(numbers[name]);
      output.textContent = this.number(numbers[name]);
    }
    this.compute(numbers);
    const fits = this.result !== null;
    this.refuse(fits, numbers);
    if (fits) {
      this.drawPictures(numbers);
      this.explain(numbers);
    }
    Object.assign(this.element.dataset, { draws: this.drawn(), fits, ...numbers });
  }

  /** Return the plane that is pooled: the picture in grey, or its convolution; null where the kernel does not fit. */
  source() {
    const { grey, convolve } = this.convolved;
    const picture = grey(this.picture.planes);
    if (!this.data.convolved) return picture;
    const { cells, divisor, offset, stride, dilation, padding } = this.data.convolved;
    const sum = convolve([picture], [cells], { size: Math.sqrt(cells.length), stride, dilation, padding });
    return sum && { ...sum, data: sum.data.map((value) => value / divisor + offset) };
  }

  /**
   * Return values as colours; those of all pictures are on the scale of what is pooled.
   * @param {ArrayLike<number>} values
   */
  shade(values) {
    return this.raster.shades(values, this.data.shown, this.palette, this.end);
  }

  /**
   * Pool, unless it was done already: pointing changes nothing.
   * @param {Numbers} numbers
   */
  compute(numbers) {
    const known = JSON.stringify(numbers);
    if (known === this.known && this.computed === this.plane) return;
    this.known = known;
    this.computed = this.plane;
    const { window, stride, shift } = numbers;
    this.result = this.plane && this.pooled.pool(this.plane, window, stride);
    this.part("beyond").hidden = !this.plane;
    if (!this.plane) return;
    const { convolved } = this.data;
    const texts = convolved ? { ...this.data.texts, input: this.data.texts.convolution } : this.data.texts;
    const stages = { plane: this.plane, window, stride, texts, shade: (/** @type {ArrayLike<number>} */ values) => this.shade(values) };
    this.repeated.show(stages);
    const shares = this.changes.show({ ...stages, shift, result: this.result, percent: this.percent, number: this.number });
    Object.assign(this.element.dataset, { changed: shares.join() });
  }

  /**
   * @param {boolean} fits
   * @param {Numbers} numbers
   */
  refuse(fits, { window }) {
    const notice = this.query(".refusal");
    notice.hidden = fits;
    this.query(".explained").hidden = !fits;
    for (const kind of KINDS) this.rasters[kind].element.hidden = !fits;
    if (fits) return;
    const { texts, convolved } = this.data;
    const { data, rows, columns } = this.plane ?? this.convolved.grey(this.picture.planes);
    const sentence = this.plane
      ? texts.refusal.replaceAll("{k}", String(window))
      : texts.refusal_kernel.replaceAll("{k}", String(Math.sqrt(convolved.cells.length))).replace("{d}", String(convolved.dilation));
    notice.textContent = sentence.replace("{h}", String(rows)).replace("{w}", String(columns));
    const colours = this.plane ? this.shade(data) : this.raster.greys(data);
    this.rasters.input.show(colours, rows, columns, (place) => this.number(data[place]));
    this.rasters.input.lay({});
    this.part("input_size").textContent = `${rows} × ${columns}`;
    for (const kind of KINDS) this.part(`${kind}_size`).textContent = "";
  }

  /** @param {Numbers} numbers */
  drawPictures({ window, stride }) {
    const { plane, rasters, result } = this;
    const [row, column] = this.at();
    rasters.input.show(this.shade(plane.data), plane.rows, plane.columns, (place) => this.number(plane.data[place]));
    const cell = rasters.input.element.clientWidth / plane.columns;
    const single = result.places.filter((_, k) => result.equals[k] === 1);
    const places = stride * cell >= MARKS_FROM ? single : new Int32Array();
    const marks = Array.from(places, (place) => this.rowAndColumn(place));
    const lines = stride === window && stride * cell >= MARKS_FROM ? stride : 0;
    const frame = { row: row * stride, column: column * stride, rows: window, columns: window };
    rasters.input.lay({ frames: [frame], marks, lines });
    this.part("input_size").textContent = `${plane.rows} × ${plane.columns}`;
    for (const kind of KINDS) {
      const { data, rows, columns } = result[kind];
      rasters[kind].show(this.shade(data), rows, columns, (place) => this.number(Math.round(data[place] * 10) / 10));
      rasters[kind].lay({ frames: [{ row, column, rows: 1, columns: 1 }] });
      this.part(`${kind}_size`).textContent = `${rows} × ${columns}`;
    }
  }

  /** @param {number} place */
  rowAndColumn(place) {
    return [Math.floor(place / this.plane.columns), place % this.plane.columns];
  }

  /**
   * Show the window, enlarged, with its largest value marked, and both results.
   * @param {Numbers} numbers
   */
  explain({ window, stride }) {
    const { texts } = this.data;
    const { plane, result } = this;
    const [row, column] = this.at();
    const [top, left] = [row * stride, column * stride];
    const values = Array.from({ length: window * window }, (_, k) => plane.data[(top + Math.floor(k / window)) * plane.columns + left + (k % window)]);
    this.around.show(this.shade(values), window, window, (place) => this.number(values[place]));
    const cell = row * result.max.columns + column;
    const [down, across] = this.rowAndColumn(result.places[cell]);
    this.around.lay({ marks: [[down - top, across - left]] });
    const [max, mean] = KINDS.map((kind) => result[kind].data[cell]);
    this.query(".place").textContent = texts.place.replace("{row}", String(row + 1)).replace("{column}", String(column + 1));
    const equals = result.equals[cell];
    this.part("closing").textContent = (equals === 1 ? texts.closing : texts.closing_equal)
      .replace("{n}", String(equals))
      .replace("{max}", this.number(max))
      .replace("{row}", String(down + 1))
      .replace("{column}", String(across + 1))
      .replace("{sum}", this.number(values.reduce((sum, value) => sum + value, 0)))
      .replace("{count}", String(values.length))
      .replace("{mean}", this.number(mean));
    Object.assign(this.element.dataset, { at: `${row},${column}`, max, mean, equals, from: `${down},${across}` });
  }

  close() {
    super.close();
    this.values?.close();
    this.stop?.();
    for (const raster of Object.values(this.rasters)) raster.close();
    this.around?.close();
  }
}

export default mount(Pooling, ".pooling");
