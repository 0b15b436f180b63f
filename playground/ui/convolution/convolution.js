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
 * @property {string} scripts, slot, language
 * @property {Numbers} numbers
 * @property {"grey" | "rgb" | "sum"} colour
 * @property {"clipped" | "absolute" | "signed"} shown
 * @property {boolean} walks      whether the output is computed one pixel after the other
 * @property {boolean} draws      whether the picture is drawn by hand
 * @property {string[]} hidden    settings that the page's link hides
 * @property {Record<string, string>} paddings, texts
 * @property {{light: any, dark: any}} looks
 */

const MODULES = [
  ...["connection", "held", "pictures", "convolved", "raster", "kernel_cells", "arithmetic", "walk"],
  ...["numbers", "painter", "sketch", "convolution_settings"],
];

class Convolution {
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
    const shade = this.modules.connection.isDark() ? "dark" : "light";
    this.colours = data.looks[shade].colours;
    this.palette = this.modules.painter.palette(data.looks[shade].scale);
    this.write(data);
    this.drawSoon();
  }

  /** Make the parts, once. */
  begin() {
    const { held, raster, kernel_cells, arithmetic, walk, pictures, sketch, convolution_settings: settings } = this.modules;
    this.held = new held.Held();
    [this.input, this.output] = ["input", "output"].map((name) => new raster.Raster(this.part(name)));
    this.output.listen({
      point: (at) => this.point(at),
      pick: (at) => this.pick(at),
      at: () => this.at(),
    });
    this.cells = new kernel_cells.KernelCells(this.part("cells"), (cells) => this.take({ cells }));
    this.settings = new settings.Settings(this.element, (changed) => this.take(changed));
    this.arithmetic = new arithmetic.Arithmetic(this.part("arithmetic"));
    this.walk = new walk.Walk(this.element.querySelector(".walk"), () => this.drawSoon());
    this.sketch = new sketch.Sketch(this.input, (picture) => pictures.put(this.data.slot, picture), (pixels) => this.tellDrawn(pixels));
    this.part("clear").onclick = () => this.sketch.clear();
    this.stop = pictures.watch(this.data.slot, (picture) => {
      this.picture = picture;
      this.brightness = null;
      if (this.data.draws) this.sketch.adopt(picture);
      this.drawSoon();
    });
  }

  /** Write the texts. */
  write({ texts, walks, draws }) {
    const { element } = this;
    element.setAttribute("aria-label", texts.alt);
    for (const part of element.querySelectorAll("[data-text]")) part.textContent = texts[part.dataset.text];
    for (const part of element.querySelectorAll("[data-label]")) {
      part.setAttribute("aria-label", texts[part.dataset.label]);
      part.title = texts[part.dataset.label];
    }
    if (draws) element.querySelector('[data-text="hint"]').textContent = texts.hint_draw;
    this.settings.write(this.data);
    element.querySelector(".walk").hidden = !walks;
    element.classList.toggle("walks", walks);
    Object.assign(element.querySelector("[data-shown]").dataset, { play: texts.play, pause: texts.pause });
    this.walk.tell();
    this.part("clear").hidden = !draws;
    this.sketch.enable(draws);
    if (draws && this.picture) this.sketch.adopt(this.picture);
    this.input.element.setAttribute("aria-label", texts.input_alt);
    this.output.element.setAttribute("aria-label", texts.output_alt);
  }

  take(changed) {
    if (this.held.take({ ...this.held.numbers, ...changed })) this.drawSoon();
  }

  point(at) {
    this.pointed = at;
    this.drawSoon();
  }

  pick([row, column]) {
    const share = (place, length) => Number(((place + 0.5) / length).toFixed(4));
    this.walk.pause();
    this.take({ at: [share(row, this.output.rows), share(column, this.output.columns)] });
  }

  /** Return the output pixel whose arithmetic is shown. */
  at() {
    const { rows, columns } = this.result[0];
    const clamp = (place, length) => Math.min(Math.max(Math.floor(place), 0), length - 1);
    if (this.pointed) return [clamp(this.pointed[0], rows), clamp(this.pointed[1], columns)];
    if (this.data.walks) return [Math.floor((this.walk.done - 1) / columns), (this.walk.done - 1) % columns];
    const [down, across] = this.held.numbers.at;
    return [clamp(down * rows, rows), clamp(across * columns, columns)];
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
    const { numbers } = this.held;
    const { texts } = this.data;
    this.cells.show(numbers.cells, Math.sqrt(numbers.cells.length), { texts, colours: this.colours, number: this.number });
    this.part("kernel_sum").textContent = `Σ = ${this.number(this.modules.convolution_settings.sumOf(numbers.cells))}`;
    this.settings.show(numbers, this.number);
    const planes = this.planes();
    const sliding = this.sliding();
    this.compute(planes, sliding);
    const fits = this.result[0] !== null;
    this.refuse(fits, planes[0], sliding);
    this.drawInput(planes, sliding, fits);
    if (fits) this.drawOutput(planes, sliding);
    this.draws += 1;
    Object.assign(this.element.dataset, { draws: this.draws, cells: numbers.cells.join(), fits });
  }

  /** Return the planes that are convolved. */
  planes() {
    if (this.data.colour !== "grey") return this.picture.planes;
    this.brightness ??= this.modules.convolved.grey(this.picture.planes);
    return [this.brightness];
  }

  sliding() {
    const { cells, stride, dilation, padding } = this.held.numbers;
    return { size: Math.sqrt(cells.length), stride, dilation, padding };
  }

  /** Convolve, unless it was done already: pointing changes nothing. */
  compute(planes, sliding) {
    const { cells, divisor, offset } = this.held.numbers;
    const known = JSON.stringify([sliding, cells, divisor, offset, this.data.colour, this.kernels()]);
    if (known === this.known && this.computed === this.picture) return;
    [this.known, this.computed] = [known, this.picture];
    const { convolve } = this.modules.convolved;
    const kernels = this.kernels();
    this.sums = this.data.colour === "sum" ? [convolve(planes, kernels, sliding)] : planes.map((plane) => convolve([plane], [cells], sliding));
    this.result = this.sums.map((sum) => sum && { ...sum, data: sum.data.map((value) => value / divisor + offset) });
    if (this.result[0]) this.walk.over(this.result[0].data.length);
  }

  /** Return the kernel of each plane. */
  kernels() {
    const { cells, weights } = this.held.numbers;
    return this.data.colour === "sum" ? weights.map((weight) => cells.map((cell) => weight * cell)) : [cells, cells, cells];
  }

  /** Say that the kernel does not fit. */
  refuse(fits, { rows, columns }, { size, dilation }) {
    const notice = this.element.querySelector(".refusal");
    notice.hidden = fits;
    this.output.element.hidden = !fits;
    this.part("arithmetic").hidden = !fits;
    if (fits) return;
    const said = this.data.texts.refusal.replaceAll("{k}", size).replace("{d}", dilation);
    notice.textContent = said.replace("{h}", rows).replace("{w}", columns);
    this.element.querySelector(".place").textContent = "";
    this.part("output_size").textContent = "";
  }

  drawInput(planes, sliding, fits) {
    const { convolved, raster } = this.modules;
    const shown = planes.map((plane) => convolved.padded(plane, sliding));
    const { rows, columns } = shown[0];
    const colours = shown.length === 1 ? raster.greys(shown[0].data) : raster.mixed(shown.map(({ data }) => data));
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

  drawOutput(planes, sliding) {
    const { rows, columns } = this.result[0];
    const done = this.data.walks ? this.walk.done : rows * columns;
    const colours = this.outputColours();
    if (done < colours.length) colours.fill(0, done);
    const number = this.result.length === 1 ? (place) => (place < done ? this.number(Math.round(this.result[0].data[place] * 100) / 100) : "") : null;
    this.output.show(colours, rows, columns, number);
    this.part("output_size").textContent = `${rows} × ${columns}`;
    const [row, column] = this.at();
    this.output.lay({ frames: [{ row, column, rows: 1, columns: 1 }] });
    this.explain(planes, sliding, row, column);
  }

  /** Return the colours of the output. */
  outputColours() {
    const { raster } = this.modules;
    const values = this.result.map(({ data }) => data);
    const shown = values.map((data) => data.map((value) => this.level(value)));
    return shown.length === 3 ? raster.mixed(shown) : raster.shades(values[0], this.data.shown, this.palette);
  }

  /** Return the grey level, from 0 to 255, that shows a value. */
  level(value) {
    const { shown } = this.data;
    if (shown === "signed" && this.result.length === 1) return value;
    const level = shown === "absolute" ? Math.abs(value) : shown === "signed" ? 127.5 + value / 2 : value;
    return Math.min(Math.max(Math.round(level), 0), 255);
  }

  /** Show how an output pixel comes about. */
  explain(planes, sliding, row, column) {
    const { texts, colour } = this.data;
    const { divisor, offset, cells } = this.held.numbers;
    const names = planes.length === 3 ? texts.planes.split(" ") : [""];
    const kernels = this.kernels();
    const factors = planes.map((plane, k) => ({ name: names[k], window: this.modules.convolved.windowAt(plane, sliding, row, column), weights: kernels[k] }));
    const values = this.result.map(({ data, columns }) => data[row * columns + column]);
    const closing = `${this.total(factors)}${this.closing(values, row, column)}`;
    const pixel = { planes: factors, size: Math.sqrt(cells.length), range: [0, 255], closing };
    const sum = this.arithmetic.show(pixel, { colours: this.colours, number: this.number, texts });
    const where = texts.place.replace("{row}", row + 1).replace("{column}", column + 1);
    this.element.querySelector(".place").textContent = where;
    Object.assign(this.element.dataset, { at: `${row},${column}`, sum, value: values.join(), divisor, offset, colour });
  }

  /** Say how the sums of several planes become one, where they do. */
  total(factors) {
    if (this.data.colour !== "sum") return "";
    const sums = factors.map((plane) => this.modules.arithmetic.products(plane).sum);
    const [first, ...others] = sums;
    const written = [this.number(first), ...others.map((value) => this.signed(value))].join(" ");
    return `${written} = ${this.number(sums.reduce((sum, value) => sum + value, 0))}  ·  `;
  }

  signed(value) {
    return `${value < 0 ? "−" : "+"} ${this.number(Math.abs(value))}`;
  }

  /** Say what becomes of the sums. */
  closing(values, row, column) {
    const { divisor, offset } = this.held.numbers;
    const sums = this.sums.map(({ data, columns }) => data[row * columns + column]);
    const each = values.map((value, k) => {
      const level = this.level(value);
      const shown = this.number(level) === this.number(value) ? "" : ` → ${this.data.texts.shown_as.replace("{level}", this.number(level))}`;
      return `${this.number(sums[k])} ÷ ${this.number(divisor)} ${this.signed(offset)} = ${this.number(value)}${shown}`;
    });
    return each.join("  ·  ");
  }

  tell(numbers) {
    this.trigger("moved", { numbers, at: Date.now() });
  }

  tellDrawn(pixels) {
    this.trigger("drawn", { pixels, at: Date.now() });
  }

  close() {
    this.closed = true;
    this.held?.close();
    this.walk?.close();
    this.stop?.();
    this.input?.close();
    this.output?.close();
  }
}

export default mount(Convolution, ".convolution");
