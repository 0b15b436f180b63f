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
 * @property {string[]} hidden
 * @property {Record<string, string>} texts
 * @property {{light: any, dark: any}} looks
 */

const MODULES = ["connection", "held", "pictures", "convolved", "pooled", "raster", "short_numbers", "pooling_rows"];
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
    this.number = this.modules.short_numbers.shortWriter(data.language);
    this.percent = new Intl.NumberFormat(data.language, { style: "percent", maximumFractionDigits: 1 });
    this.colours = data.looks[this.modules.connection.isDark() ? "dark" : "light"].colours;
    this.element.style.setProperty("--mark", this.colours.mark);
    this.write(data);
    this.plane = null;
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
      this.plane = null;
      this.drawSoon();
    });
  }

  write({ texts, hidden }) {
    this.element.setAttribute("aria-label", texts.alt);
    for (const part of this.element.querySelectorAll("[data-text]")) part.textContent = texts[part.dataset.text];
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
    this.plane ??= this.source();
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

  /** Return the plane that is pooled: the picture in grey, or its convolution as it is shown, from 0 to 255. */
  source() {
    const { grey, convolve } = this.modules.convolved;
    const plane = grey(this.picture.planes);
    if (!this.data.convolved) return plane;
    const { cells, divisor, offset, stride, dilation, padding } = this.data.convolved;
    const sum = convolve([plane], [cells], { size: Math.sqrt(cells.length), stride, dilation, padding });
    if (!sum) return plane;
    const level = (value) => Math.min(Math.max(Math.round(value / divisor + offset), 0), 255);
    return { ...sum, data: sum.data.map(level) };
  }

  /** Pool, unless it was done already: pointing changes nothing. */
  compute(numbers) {
    const known = JSON.stringify(numbers);
    if (known === this.known && this.computed === this.plane) return;
    [this.known, this.computed] = [known, this.plane];
    const { window, stride, shift } = numbers;
    const { pooled } = this.modules;
    this.result = pooled.pool(this.plane, window, stride);
    const stages = { plane: this.plane, window, stride, texts: this.data.texts };
    this.repeated.show(pooled, stages);
    const shares = this.changes.show(pooled, { ...stages, shift, result: this.result, percent: this.percent, number: this.number });
    Object.assign(this.element.dataset, { changed: shares.join() });
  }

  refuse(fits, { window }) {
    const notice = this.element.querySelector(".refusal");
    notice.hidden = fits;
    this.element.querySelector(".explained").hidden = !fits;
    for (const kind of KINDS) this.rasters[kind].element.hidden = !fits;
    const { rows, columns } = this.plane;
    notice.textContent = this.data.texts.refusal.replaceAll("{k}", window).replace("{h}", rows).replace("{w}", columns);
    if (fits) return;
    this.rasters.input.show(this.modules.raster.greys(this.plane.data), rows, columns, (place) => this.number(this.plane.data[place]));
    this.rasters.input.lay({});
  }

  drawPictures({ window, stride }) {
    const { greys } = this.modules.raster;
    const { plane, rasters, result } = this;
    const [row, column] = this.at();
    rasters.input.show(greys(plane.data), plane.rows, plane.columns, (place) => this.number(plane.data[place]));
    const cell = rasters.input.element.clientWidth / plane.columns;
    const marks = stride * cell >= MARKS_FROM ? Array.from(result.places, (place) => this.rowAndColumn(place)) : [];
    const lines = stride === window && stride * cell >= MARKS_FROM ? stride : 0;
    const frame = { row: row * stride, column: column * stride, rows: window, columns: window };
    rasters.input.lay({ frames: [frame], marks, lines });
    this.part("input_size").textContent = `${plane.rows} × ${plane.columns}`;
    for (const kind of KINDS) {
      const { data, rows, columns } = result[kind];
      rasters[kind].show(greys(data), rows, columns, (place) => this.number(Math.round(data[place] * 10) / 10));
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
    this.around.show(this.modules.raster.greys(values), window, window, (place) => this.number(values[place]));
    const cell = row * result.max.columns + column;
    const [down, across] = this.rowAndColumn(result.places[cell]);
    this.around.lay({ marks: [[down - top, across - left]] });
    const [max, mean] = KINDS.map((kind) => result[kind].data[cell]);
    this.element.querySelector(".place").textContent = texts.place.replace("{row}", row + 1).replace("{column}", column + 1);
    this.part("closing").textContent = texts.closing
      .replace("{max}", this.number(max))
      .replace("{row}", down + 1)
      .replace("{column}", across + 1)
      .replace("{sum}", this.number(values.reduce((sum, value) => sum + value, 0)))
      .replace("{count}", values.length)
      .replace("{mean}", this.number(mean));
    Object.assign(this.element.dataset, { at: `${row},${column}`, max, mean, from: `${down},${across}` });
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
