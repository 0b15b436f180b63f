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
 * @property {string} scripts, slot, language
 * @property {Numbers} numbers
 * @property {import("./convolution.js").Numbers | null} convolved   what is done to the picture before
 * @property {"clipped" | "absolute" | "signed"} shown   how values beyond 0 to 255 look
 * @property {string[]} hidden
 * @property {Record<string, string>} texts
 * @property {{light: any, dark: any}} looks
 */

const MODULES = [
  ...["connection", "held", "pictures", "convolved", "pooled", "raster", "numbers", "painter", "pooling_rows"],
];
const KINDS = ["max", "mean"];
const MARKS_FROM = 10; // pixels on the screen that a window needs for its maximum to be marked

class Pooling {
  constructor(element) {
    this.element = element;
    this.draws = 0;
    this.part = (name) => element.querySelector(`[data-part="${name}"]`);
  }

  /** @param {Data} data */
  async update(data) {
    this.data = data;
    const scripts = new URL(data.scripts, location.origin).href;
    const loaded = await Promise.all(MODULES.map((name) => import(`${scripts}/${name}.js`)));
    if (this.closed) return;
    this.modules ??= Object.fromEntries(MODULES.map((name, k) => [name, loaded[k]]));
    this.held ?? this.begin();
    this.held.tell = (numbers) => this.tell(numbers);
    this.held.adopt(data.numbers);
    this.number = this.modules.numbers.numbersIn(data.language).short;
    this.percent = (share) => this.modules.numbers.numbersIn(data.language).percent(share, 1, 0);
    this.palette = this.modules.painter.palette(data.looks[this.modules.connection.isDark() ? "dark" : "light"].scale);
    this.write(data);
    this.anew();
    this.drawSoon();
  }

  begin() {
    const { held, raster, pictures, pooling_rows: rows } = this.modules;
    this.held = new held.Held();
    this.rasters = Object.fromEntries(["input", ...KINDS].map((name) => [name, new raster.Raster(this.part(name), { tallest: 340 })]));
    this.around = new raster.Raster(this.part("around"), { tallest: 190 });
    for (const kind of KINDS) {
      this.rasters[kind].listen({ point: (at) => this.point(at), pick: (at) => this.point(at, true), at: () => this.at() });
    }
    this.repeated = new rows.Repeated(this.part("repeated"), raster);
    this.changes = new rows.Changes(this.part("changes"), raster);
    for (const label of this.element.querySelectorAll("label[data-name]")) {
      label.querySelector("input").oninput = ({ target }) => this.take(label.dataset.name, Number(target.value));
    }
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

  write({ texts, hidden, convolved }) {
    this.element.setAttribute("aria-label", texts.alt);
    for (const part of this.element.querySelectorAll("[data-text]")) part.textContent = texts[part.dataset.text];
    if (convolved) this.element.querySelector(".input b").textContent = texts.convolution;
    for (const label of this.element.querySelectorAll("label[data-name]")) label.hidden = hidden.includes(label.dataset.name);
    for (const [name, raster] of Object.entries(this.rasters)) raster.element.setAttribute("aria-label", texts[`${name}_alt`]);
    this.around.element.setAttribute("aria-label", texts.around);
  }

  /** Take a number; where the windows lay side by side, they still do after another size was chosen. */
  take(name, value) {
    const before = this.held.numbers;
    const side = name === "window" && before.stride === before.window;
    if (this.held.take({ ...before, [name]: value, ...(side ? { stride: value } : {}) })) this.drawSoon();
  }

  point(at, stays = false) {
    if (stays) this.kept = at;
    this.pointed = at;
    this.drawSoon();
  }

  /** Return the output pixel that is explained. */
  at() {
    const { rows, columns } = this.result.max;
    const [row, column] = this.pointed ?? this.kept ?? [Math.floor(rows * 0.4), Math.floor(columns * 0.4)];
    return [Math.min(row, rows - 1), Math.min(column, columns - 1)];
  }

  drawSoon() {
    if (this.scheduled || !this.held?.numbers) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      if (!this.closed && this.picture) this.draw();
    });
  }

  draw() {
    if (this.plane === undefined) {
      this.plane = this.source();
      this.end = this.plane && this.modules.raster.scaleEnd(this.plane.data);
    }
    const { numbers } = this.held;
    for (const label of this.element.querySelectorAll("label[data-name]")) {
      const input = label.querySelector("input");
      if (Number(input.value) !== numbers[label.dataset.name]) input.value = numbers[label.dataset.name];
      label.querySelector("output").textContent = this.number(numbers[label.dataset.name]);
    }
    this.compute(numbers);
    const fits = this.result !== null;
    this.refuse(fits, numbers);
    if (fits) {
      this.drawPictures(numbers);
      this.explain(numbers);
    }
    this.draws += 1;
    Object.assign(this.element.dataset, { draws: this.draws, fits, ...numbers });
  }

  /** Return the plane that is pooled: the picture in grey, or its convolution; null where the kernel does not fit. */
  source() {
    const { grey, convolve } = this.modules.convolved;
    const picture = grey(this.picture.planes);
    if (!this.data.convolved) return picture;
    const { cells, divisor, offset, stride, dilation, padding } = this.data.convolved;
    const sum = convolve([picture], [cells], { size: Math.sqrt(cells.length), stride, dilation, padding });
    return sum && { ...sum, data: sum.data.map((value) => value / divisor + offset) };
  }

  /** Return values as colours; those of all pictures are on the scale of what is pooled. */
  shade(values) {
    return this.modules.raster.shades(values, this.data.shown, this.palette, this.end);
  }

  /** Pool, unless it was done already: pointing changes nothing. */
  compute(numbers) {
    const known = JSON.stringify(numbers);
    if (known === this.known && this.computed === this.plane) return;
    [this.known, this.computed] = [known, this.plane];
    const { window, stride, shift } = numbers;
    const { pooled } = this.modules;
    this.result = this.plane && pooled.pool(this.plane, window, stride);
    this.part("beyond").hidden = !this.plane;
    if (!this.plane) return;
    const { convolved } = this.data;
    const texts = convolved ? { ...this.data.texts, input: this.data.texts.convolution } : this.data.texts;
    const stages = { plane: this.plane, window, stride, texts, shade: (values) => this.shade(values) };
    this.repeated.show(pooled, stages);
    const shares = this.changes.show(pooled, { ...stages, shift, result: this.result, percent: this.percent, number: this.number });
    Object.assign(this.element.dataset, { changed: shares.join() });
  }

  refuse(fits, { window }) {
    const notice = this.element.querySelector(".refusal");
    notice.hidden = fits;
    this.element.querySelector(".explained").hidden = !fits;
    for (const kind of KINDS) this.rasters[kind].element.hidden = !fits;
    if (fits) return;
    const { texts, convolved } = this.data;
    const { data, rows, columns } = this.plane ?? this.modules.convolved.grey(this.picture.planes);
    const said = this.plane
      ? texts.refusal.replaceAll("{k}", window)
      : texts.refusal_kernel.replaceAll("{k}", Math.sqrt(convolved.cells.length)).replace("{d}", convolved.dilation);
    notice.textContent = said.replace("{h}", rows).replace("{w}", columns);
    const colours = this.plane ? this.shade(data) : this.modules.raster.greys(data);
    this.rasters.input.show(colours, rows, columns, (place) => this.number(data[place]));
    this.rasters.input.lay({});
    this.part("input_size").textContent = `${rows} × ${columns}`;
    for (const kind of KINDS) this.part(`${kind}_size`).textContent = "";
  }

  drawPictures({ window, stride }) {
    const { plane, rasters, result } = this;
    const [row, column] = this.at();
    rasters.input.show(this.shade(plane.data), plane.rows, plane.columns, (place) => this.number(plane.data[place]));
    const cell = rasters.input.element.clientWidth / plane.columns;
    const places = stride * cell >= MARKS_FROM ? result.places.filter((_, k) => result.equals[k] === 1) : [];
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

  rowAndColumn(place) {
    return [Math.floor(place / this.plane.columns), place % this.plane.columns];
  }

  /** Show the window, enlarged, with its largest value marked, and both results. */
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
    this.element.querySelector(".place").textContent = texts.place.replace("{row}", row + 1).replace("{column}", column + 1);
    const equals = result.equals[cell];
    this.part("closing").textContent = (equals === 1 ? texts.closing : texts.closing_equal)
      .replace("{n}", equals)
      .replace("{max}", this.number(max))
      .replace("{row}", down + 1)
      .replace("{column}", across + 1)
      .replace("{sum}", this.number(values.reduce((sum, value) => sum + value, 0)))
      .replace("{count}", values.length)
      .replace("{mean}", this.number(mean));
    Object.assign(this.element.dataset, { at: `${row},${column}`, max, mean, equals, from: `${down},${across}` });
  }

  tell(numbers) {
    this.trigger("moved", { numbers, at: Date.now() });
  }

  close() {
    this.closed = true;
    this.held?.close();
    this.stop?.();
    for (const raster of Object.values(this.rasters ?? {})) raster.close();
    this.around?.close();
  }
}

export default mount(Pooling, ".pooling");
