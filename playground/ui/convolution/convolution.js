// @ts-check
/**
 * A picture, a kernel whose cells are edited, and what the convolution makes of the picture, computed here, so that
 * nothing that a person moves waits for the server. Under the pointer: the window, the products and their sum.
 *
 * @typedef {Object} Numbers      what a person holds; the page's address keeps it
 * @property {number[]} cells     the kernel, row by row
 * @property {number} divisor
 * @property {number} offset
 * @property {number} stride
 * @property {number} dilation
 * @property {"none" | "zero" | "reflect" | "replicate"} padding
 * @property {number[]} weights   of red, green and blue, where they are summed
 * @property {number[]} at        the output pixel that was clicked last, by shares of rows and columns
 *
 * @typedef {Object} Data
 * @property {string} scripts   address of this server's scripts
 * @property {string} slot       where the picture is
 * @property {string} language
 * @property {Numbers} numbers
 * @property {"grey" | "rgb" | "sum"} colour
 * @property {"clipped" | "absolute" | "signed"} shown
 * @property {boolean} walks      whether the output is computed one pixel after the other
 * @property {boolean} draws      whether the picture is drawn by hand
 * @property {string[]} hidden    settings that the page's link hides
 * @property {Record<string, string>} paddings   what each is called
 * @property {Record<string, string>} texts
 * @property {Record<"light" | "dark", import("./painter.js").Theme>} themes
 *
 * @typedef {import("./convolved.js").Plane} Plane
 * @typedef {import("./convolved.js").Sliding} Sliding
 */

/** @extends {PageElement<Data>} */
class Convolution extends PageElement {
  modules = {
    valuing: "component_values", pictures: "pictures", convolved: "convolved", raster: "raster", kernelCells: "kernel_cells",
    summing: "arithmetic", stepping: "stepper", sketching: "sketch", setting: "convolution_settings",
    resulting: "convolution_result", wording: "convolution_words", numbers: "numbers", painter: "painter",
  };
  /** @type {typeof import("./component_values.js")} */ valuing;
  /** @type {typeof import("./pictures.js")} */ pictures;
  /** @type {typeof import("./convolved.js")} */ convolved;
  /** @type {typeof import("./raster.js")} */ raster;
  /** @type {typeof import("./kernel_cells.js")} */ kernelCells;
  /** @type {typeof import("./arithmetic.js")} */ summing;
  /** @type {typeof import("./stepper.js")} */ stepping;
  /** @type {typeof import("./sketch.js")} */ sketching;
  /** @type {typeof import("./convolution_settings.js")} */ setting;
  /** @type {typeof import("./convolution_result.js")} */ resulting;
  /** @type {typeof import("./convolution_words.js")} */ wording;
  /** @type {typeof import("./numbers.js")} */ numbers;
  /** @type {typeof import("./painter.js")} */ painter;
  /** @type {import("./component_values.js").ComponentValues<Numbers>} */ values;
  /** @type {import("./pictures.js").Picture} */ picture;
  /** @type {number[] | null} */
  pointed = null;

  /** @param {string} name */
  part(name) {
    return this.query(`[data-part="${name}"]`);
  }

  /** @param {Data} data */
  prepare(data) {
    if (!this.values) this.begin();
    this.values.adopt(data.numbers);
    this.number = this.numbers.numbersIn(data.language).short;
    const shade = this.connection.isDark() ? "dark" : "light";
    this.colours = data.themes[shade].colours;
    this.palette = this.painter.palette(data.themes[shade].scale);
    this.write(data);
    this.drawSoon();
  }

  /** Make the parts, once. */
  begin() {
    const { raster, pictures } = this;
    this.values = new this.valuing.ComponentValues((numbers) => this.trigger("moved", { numbers, at: Date.now() }));
    this.result = new this.resulting.Result();
    this.input = new raster.Raster(this.part("input"));
    this.output = new raster.Raster(this.part("output"));
    this.output.listen({
      point: (at) => this.point(at),
      pick: (at) => this.pick(at),
      at: () => this.at(),
    });
    this.cells = new this.kernelCells.KernelCells(this.part("cells"), (cells) => this.take({ cells }));
    this.settings = new this.setting.Settings(this.element, (changed) => this.take(changed));
    this.arithmetic = new this.summing.Arithmetic(this.part("arithmetic"));
    this.stepper = new this.stepping.Stepper(this.query(".walk"), () => this.drawSoon());
    /** @type {(picture: import("./pictures.js").Picture) => void} */
    const show = (picture) => pictures.put(this.data.slot, picture);
    this.sketch = new this.sketching.Sketch(this.input, show, (pixels) => this.trigger("drawn", { pixels, at: Date.now() }));
    this.part("clear").onclick = () => this.sketch.clear();
    this.stop = pictures.watch(this.data.slot, (picture) => {
      this.picture = picture;
      if (this.data.draws) this.sketch.adopt(picture);
      this.drawSoon();
    });
  }

  /**
   * Write the texts.
   * @param {Data} data
   */
  write({ texts, walks, draws }) {
    const { element } = this;
    element.setAttribute("aria-label", texts.alt);
    for (const part of this.queryAll("[data-text]")) part.textContent = texts[part.dataset.text];
    for (const part of this.queryAll("[data-label]")) {
      part.setAttribute("aria-label", texts[part.dataset.label]);
      part.title = texts[part.dataset.label];
    }
    if (draws) this.query('[data-text="hint"]').textContent = texts.hint_draw;
    this.settings.write(this.data);
    this.query(".walk").hidden = !walks;
    element.classList.toggle("walks", walks);
    Object.assign(this.query("[data-shown]").dataset, { play: texts.play, pause: texts.pause });
    this.stepper.tell();
    this.part("clear").hidden = !draws;
    this.sketch.enable(draws);
    if (draws && this.picture) this.sketch.adopt(this.picture);
    this.input.element.setAttribute("aria-label", texts.input_alt);
    this.output.element.setAttribute("aria-label", texts.output_alt);
  }

  /** @param {Partial<Numbers>} changed */
  take(changed) {
    if (this.values.take({ ...this.values.numbers, ...changed })) this.drawSoon();
  }

  /** @param {number[] | null} at */
  point(at) {
    this.pointed = at;
    this.drawSoon();
  }

  /** @param {number[]} at */
  pick([row, column]) {
    /** @type {(place: number, length: number) => number} */
    const share = (place, length) => Number(((place + 0.5) / length).toFixed(4));
    this.stepper.pause();
    this.take({ at: [share(row, this.output.rows), share(column, this.output.columns)] });
  }

  /** Return the output pixel whose arithmetic is shown. */
  at() {
    const { rows, columns } = this.result.values[0];
    /** @type {(place: number, length: number) => number} */
    const clamp = (place, length) => Math.min(Math.max(Math.floor(place), 0), length - 1);
    if (this.pointed) return [clamp(this.pointed[0], rows), clamp(this.pointed[1], columns)];
    if (this.data.walks) return [Math.floor((this.stepper.done - 1) / columns), (this.stepper.done - 1) % columns];
    const [down, across] = this.values.numbers.at;
    return [clamp(down * rows, rows), clamp(across * columns, columns)];
  }

  draw() {
    if (!this.picture) return;
    const { numbers } = this.values;
    const { texts } = this.data;
    this.cells.show(numbers.cells, Math.sqrt(numbers.cells.length), { texts, colours: this.colours, number: this.number });
    this.part("kernel_sum").textContent = `Σ = ${this.number(this.setting.sumOf(numbers.cells))}`;
    this.settings.show(numbers, this.number);
    const isNew = this.result.update(this.picture, numbers, this.data);
    const { fits, planes, sliding, values } = this.result;
    if (isNew && fits) this.stepper.over(values[0].data.length);
    this.refuse(fits, planes[0], sliding);
    this.drawInput();
    if (fits) this.drawOutput();
    Object.assign(this.element.dataset, { draws: this.drawn(), cells: numbers.cells.join(), fits });
  }

  /**
   * Say that the kernel does not fit.
   * @param {boolean} fits
   * @param {Plane} plane
   * @param {Sliding} sliding
   */
  refuse(fits, { rows, columns }, { size, dilation }) {
    const notice = this.query(".refusal");
    notice.hidden = fits;
    this.output.element.hidden = !fits;
    this.part("arithmetic").hidden = !fits;
    if (fits) return;
    const sentence = this.data.texts.refusal.replaceAll("{k}", String(size)).replace("{d}", String(dilation));
    notice.textContent = sentence.replace("{h}", String(rows)).replace("{w}", String(columns));
    this.query(".place").textContent = "";
    this.part("output_size").textContent = "";
  }

  drawInput() {
    const { convolved, raster } = this;
    const { planes, sliding, fits } = this.result;
    const shown = planes.map((plane) => convolved.padded(plane, sliding));
    const { rows, columns } = shown[0];
    const colours = shown.length === 1 ? raster.greys(shown[0].data) : raster.mixed(shown.map(({ data }) => data));
    /** @type {((place: number) => string) | null} */
    const number = shown.length === 1 ? (place) => this.number(shown[0].data[place]) : null;
    this.input.show(colours, rows, columns, number);
    const [height, width, added] = [planes[0].rows, planes[0].columns, convolved.margin(sliding)];
    this.part("input_size").textContent = `${height} × ${width}${added ? ` + 2 · ${added}` : ""}`;
    const inside = added ? { row: added, column: added, rows: height, columns: width } : null;
    const reach = convolved.reach(sliding);
    const [row, column] = fits ? this.at().map((place) => place * sliding.stride) : [0, 0];
    const frames = fits ? [{ row, column, rows: reach, columns: reach, dilation: sliding.dilation }] : [];
    this.input.lay({ frames, inside });
  }

  drawOutput() {
    const { values } = this.result;
    const [{ data, rows, columns }] = values;
    const done = this.data.walks ? this.stepper.done : rows * columns;
    const colours = this.result.colours(this.palette);
    if (done < colours.length) colours.fill(0, done);
    /** @type {(place: number) => string} */
    const number = (place) => (place < done ? this.number(Math.round(data[place] * 100) / 100) : "");
    this.output.show(colours, rows, columns, values.length === 1 ? number : null);
    this.part("output_size").textContent = `${rows} × ${columns}`;
    const [row, column] = this.at();
    this.output.lay({ frames: [{ row, column, rows: 1, columns: 1 }] });
    this.explain(row, column);
  }

  /**
   * Show how an output pixel comes about.
   * @param {number} row
   * @param {number} column
   */
  explain(row, column) {
    const { planes, sliding, kernels } = this.result;
    const { texts, colour } = this.data;
    const { divisor, offset, cells } = this.values.numbers;
    const names = planes.length === 3 ? texts.planes.split(" ") : [""];
    const factors = planes.map((plane, k) => ({ name: names[k], window: this.convolved.windowAt(plane, sliding, row, column), weights: kernels[k] }));
    /** @param {Plane} plane */
    const here = ({ data, columns }) => data[row * columns + column];
    const values = this.result.values.map(here);
    const total = colour === "sum" ? this.wording.totalWords(factors, this.number) : "";
    const closing = `${total}${this.closing(this.result.sums.map(here), values)}`;
    const pixel = { planes: factors, size: Math.sqrt(cells.length), range: [0, 255], closing };
    const sum = this.arithmetic.show(pixel, { colours: this.colours, number: this.number, texts });
    const where = texts.place.replace("{row}", String(row + 1)).replace("{column}", String(column + 1));
    this.query(".place").textContent = where;
    Object.assign(this.element.dataset, { at: `${row},${column}`, sum, value: values.join(), divisor, offset, colour });
  }

  /**
   * Say what becomes of the sums.
   * @param {number[]} sums
   * @param {number[]} values
   */
  closing(sums, values) {
    const { numbers } = this.values;
    const { number, wording, result } = this;
    const { shown_as: shown } = this.data.texts;
    const sentences = sums.map((sum, k) => wording.valueWords(sum, values[k], result.level(values[k]), numbers, shown, number));
    return sentences.join("  ·  ");
  }

  close() {
    super.close();
    this.values?.close();
    this.stepper?.close();
    this.stop?.();
    this.input?.close();
    this.output?.close();
  }
}

export default mount(Convolution, ".convolution");
