/**
 * Convolution in one dimension, as on slide 43: a signal, a kernel whose cells are edited, and the window under the
 * pointer with its products.
 *
 * @typedef {Object} Numbers
 * @property {number[]} cells   f(-r) to f(r)
 * @property {number} divisor
 * @property {number} at        place of the window's middle
 *
 * @typedef {Object} Data
 * @property {string} scripts, language
 * @property {number[]} signal
 * @property {Numbers} numbers
 * @property {number} longest   cells that a kernel may have
 * @property {Record<string, string>} texts
 * @property {{light: any, dark: any}} looks
 */

const MODULES = ["connection", "held", "convolved", "kernel_cells", "number_field", "numbers"];
const LARGEST = 9999; // what a sum may be divided by
const EDGE = { left: 40, right: 12, top: 14, bottom: 30 };

class Signal {
  constructor(element) {
    this.element = element;
    this.draws = 0;
    this.svg = element.querySelector("svg");
    this.part = (name) => element.querySelector(`[data-part="${name}"]`);
    this.resizing = new ResizeObserver(() => this.drawSoon());
    this.resizing.observe(this.svg);
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
    this.colours = data.looks[this.modules.connection.isDark() ? "dark" : "light"].colours;
    this.scale = this.modules.connection.typeScale();
    this.write(data);
    this.drawSoon();
  }

  begin() {
    const { held, kernel_cells, number_field } = this.modules;
    this.held = new held.Held();
    this.cells = new kernel_cells.KernelCells(this.part("cells"), (cells) => this.take({ cells }));
    const allowed = (value) => value !== 0 && Math.abs(value) <= LARGEST;
    this.divisor = new number_field.NumberField(this.element.querySelector("label input"), allowed, (divisor) => this.take({ divisor }));
    this.part("longer").onclick = () => this.resize(1);
    this.part("shorter").onclick = () => this.resize(-1);
    this.svg.onpointermove = (event) => this.point(this.placeAt(event));
    this.svg.onpointerleave = () => this.point(null);
    this.svg.onpointerdown = (event) => this.take({ at: this.placeAt(event) });
    this.svg.onkeydown = (event) => this.press(event);
  }

  write({ texts }) {
    this.element.setAttribute("aria-label", texts.alt);
    this.svg.setAttribute("aria-label", texts.chart);
    for (const part of this.element.querySelectorAll("[data-text]")) part.textContent = texts[part.dataset.text];
    this.divisor.input.setAttribute("aria-label", texts.divisor);
    this.part("longer").setAttribute("aria-label", texts.longer);
    this.part("shorter").setAttribute("aria-label", texts.shorter);
    this.element.style.setProperty("--given", this.colours.border);
    this.element.style.setProperty("--made", this.colours.positive);
  }

  /** Add a cell at each end of the kernel, or take one away. */
  resize(by) {
    const { cells } = this.held.numbers;
    const changed = by > 0 ? [0, ...cells, 0] : cells.slice(1, -1);
    if (changed.length && changed.length <= this.data.longest) this.take({ cells: changed });
  }

  take(changed) {
    if (this.held.take({ ...this.held.numbers, ...changed })) this.drawSoon();
  }

  /** Look at a place for a moment; a click stays there, and the page hears of it. */
  point(place) {
    this.pointed = place;
    this.drawSoon();
  }

  placeAt(event) {
    const box = this.svg.getBoundingClientRect();
    const share = (event.clientX - box.left - EDGE.left) / (box.width - EDGE.left - EDGE.right);
    return this.inside(Math.round(share * (this.data.signal.length - 1)));
  }

  press(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const from = this.pointed ?? this.held.numbers.at;
    this.pointed = null;
    this.take({ at: this.inside(from + step * (event.shiftKey ? 10 : 1)) });
  }

  /** Return the nearest place where the whole kernel lies on the signal. */
  inside(place) {
    const radius = (this.held.numbers.cells.length - 1) / 2;
    return Math.min(Math.max(place, radius), this.data.signal.length - 1 - radius);
  }

  drawSoon() {
    if (this.scheduled || !this.held?.numbers) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      if (!this.closed) this.draw();
    });
  }

  draw() {
    const { cells, divisor } = this.held.numbers;
    const { texts, signal } = this.data;
    this.cells.show(cells, cells.length, { texts, colours: this.colours, number: this.number });
    this.divisor.show(divisor, this.number, texts.bad_divisor);
    this.part("shorter").disabled = cells.length <= 1;
    this.part("longer").disabled = cells.length >= this.data.longest;
    const result = this.modules.convolved.convolveSignal(signal, cells).map((sum) => sum / divisor);
    const at = this.inside(this.pointed ?? this.held.numbers.at);
    this.chart(signal, result, at);
    this.explain(signal, result, at);
    this.draws += 1;
    Object.assign(this.element.dataset, { draws: this.draws, at, result: result.map((value) => value.toFixed(9)).join() });
  }

  chart(signal, result, at) {
    const [width, height] = [this.svg.clientWidth, this.svg.clientHeight];
    if (!width) return;
    const { cells } = this.held.numbers;
    const radius = (cells.length - 1) / 2;
    const [low, high] = [Math.min(...signal, ...result, -0.5), Math.max(...signal, ...result, 0.5)];
    const across = (x) => EDGE.left + (x / (signal.length - 1)) * (width - EDGE.left - EDGE.right);
    const up = (y) => EDGE.top + ((high - y) / (high - low)) * (height - EDGE.top - EDGE.bottom);
    const step = across(1) - across(0);
    const { text, border, faint, positive, mark, background } = this.colours;
    const line = (values, start) => values.map((y, x) => `${across(x + start).toFixed(1)},${up(y).toFixed(1)}`).join(" ");
    const words = (x, y, said, anchor) => `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${14 * this.scale}" fill="${text}">${said}</text>`;
    const ticks = Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, k) => Math.ceil(low) + k);
    const dots = signal.map((y, x) => {
      const under = Math.abs(x - at) <= radius;
      return `<circle cx="${across(x).toFixed(1)}" cy="${up(y).toFixed(1)}" r="${under ? 5.5 : 3.5}" fill="${under ? mark : border}"/>`;
    });
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.innerHTML = [
      ...ticks.map((y) => `<path d="M${EDGE.left},${up(y)}H${width - EDGE.right}" stroke="${faint}"/>${words(EDGE.left - 8, up(y) + 5, this.number(y), "end")}`),
      ...[0, 10, 20, 30, 40, 50].filter((x) => x < signal.length).map((x) => words(across(x), height - 8, x, "middle")),
      `<rect x="${across(at - radius) - step / 2}" y="${EDGE.top}" width="${step * cells.length}" height="${height - EDGE.top - EDGE.bottom}" fill="${mark}" fill-opacity="0.13" stroke="${mark}" stroke-width="2"/>`,
      `<polyline points="${line(signal, 0)}" fill="none" stroke="${border}" stroke-width="1"/>`,
      ...dots,
      `<polyline points="${line(result, radius)}" fill="none" stroke="${positive}" stroke-width="3.5"/>`,
      `<circle cx="${across(at)}" cy="${up(result[at - radius])}" r="8" fill="${positive}" stroke="${background}" stroke-width="2.5"/>`,
    ].join("");
  }

  /** Write the sum of products out. */
  explain(signal, result, at) {
    const { cells, divisor } = this.held.numbers;
    const radius = (cells.length - 1) / 2;
    const bracketed = (value) => (value < 0 ? `(${this.number(value)})` : this.number(value));
    const products = cells.map((cell, t) => `${bracketed(cell)} · ${bracketed(signal[at - radius + t])}`);
    const sum = `(${products.join(" + ")}) ÷ ${bracketed(divisor)} = ${this.number(result[at - radius])}`;
    this.element.querySelector(".place").textContent = `f*g(${at}) = ${sum}`;
    this.element.dataset.value = result[at - radius];
  }

  tell(numbers) {
    this.trigger("moved", { numbers, at: Date.now() });
  }

  close() {
    this.closed = true;
    this.held?.close();
    this.resizing.disconnect();
  }
}

export default mount(Signal, ".signal");
