// @ts-check
/**
 * Towers over equal squares of a plane: the function that they come near, their sum, and a cut through both.
 *
 * @typedef {Object} Data
 * @property {string} scripts
 * @property {string} surface
 * @property {{count: number, steepness: number, height: number}} numbers   `height` is where the cut runs
 * @property {Record<"light" | "dark", {colours: any, scale: import("./painter.js").Scale}>} themes
 * @property {Record<string, string>} texts
 * @property {string} language
 */

const MOST = 10;
const REST = 150; // ms without a change until the table is computed, which takes as long as ten pictures

/** @extends {ConceptElement<Data>} */
class TowerField extends ConceptElement {
  modules = { ...COMMON, math: "tower_math", charting: "line_chart", painter: "painter", canvases: "canvases" };
  /** @type {typeof import("./tower_math.js")} */ math;
  /** @type {typeof import("./line_chart.js")} */ charting;
  /** @type {typeof import("./painter.js")} */ painter;
  /** @type {typeof import("./canvases.js")} */ canvases;
  /** @type {number[][]} */ table = [];
  computed = "";
  /** @type {number | undefined} */
  filling;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    /** @type {HTMLInputElement[]} */
    this.sliders = [...this.element.querySelectorAll(".tools input")].map((input) => /** @type {HTMLInputElement} */ (input));
    const [count, steepness, height] = this.sliders;
    count.oninput = () => this.set({ count: Number(count.value) });
    steepness.oninput = () => this.set({ steepness: this.numbers.rounded(10 ** Number(steepness.value), 2) });
    height.oninput = () => this.set({ height: Number(height.value) });
    for (const name of ["surface", "towers"]) {
      const canvas = /** @type {HTMLCanvasElement} */ (this.query(`canvas.${name}`));
      canvas.onpointerdown = (event) => (canvas.setPointerCapture(event.pointerId), this.cutAt(canvas, event));
      canvas.onpointermove = (event) => event.buttons && this.cutAt(canvas, event);
    }
  }

  /** @param {Data} data */
  prepare(data) {
    this.speak(data.texts.file);
    this.palette = this.painter.palette(data.themes[this.shade].scale, 256);
    this.drawSoon();
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {PointerEvent} event
   */
  cutAt(canvas, { clientY }) {
    const { top, height } = canvas.getBoundingClientRect();
    const at = 1 - (2 * (clientY - top)) / height;
    this.set({ height: this.numbers.roundedBehindMark(Math.min(Math.max(at, -0.98), 0.98), 2) });
  }

  draw() {
    const { count, steepness, height } = this.values.numbers;
    if (!this.query("canvas").clientWidth) return;
    const found = this.math.foundOf(this.data.surface, count, steepness);
    this.paint("surface", found.wanted, height);
    this.paint("towers", found.sum, height);
    this.drawCut(count, steepness, height);
    this.say(found, count);
    const shown = [String(count), String(Math.log10(steepness)), String(height)];
    const written = [this.number.whole(count), this.number.significant(steepness, 2), this.number.fixed(height, 2)];
    this.sliders.forEach((slider, k) => {
      if (Math.abs(Number(slider.value) - Number(shown[k])) > 0.026) slider.value = shown[k];
      slider.setAttribute("aria-valuetext", written[k]);
      this.queryAll(".tools output")[k].textContent = written[k];
    });
    this.fillSoon(steepness);
    Object.assign(this.element.dataset, { draws: this.drawn(), count, steepness, sup: found.sup, rms: found.rms });
  }

  /**
   * @param {string} name
   * @param {Float64Array} values   from -1 to 1, rows from bottom to top
   * @param {number} height
   */
  paint(name, values, height) {
    const canvas = /** @type {HTMLCanvasElement} */ (this.query(`canvas.${name}`));
    const [wide, high] = [canvas.clientWidth, canvas.clientHeight];
    const { CELLS } = this.math;
    const small = Object.assign(document.createElement("canvas"), { width: CELLS, height: CELLS });
    const image = new ImageData(CELLS, CELLS);
    const pixels = new Uint32Array(image.data.buffer);
    for (let row = 0; row < CELLS; row += 1) {
      for (let column = 0; column < CELLS; column += 1) {
        const share = Math.min(Math.max((values[(CELLS - 1 - row) * CELLS + column] + 1) / 2, 0), 1);
        pixels[row * CELLS + column] = this.palette[Math.round(share * 255)];
      }
    }
    small.getContext("2d").putImageData(image, 0, 0);
    const context = this.canvases.cleared(canvas, wide, high);
    context.imageSmoothingEnabled = false;
    context.drawImage(small, 0, 0, wide, high);
    Object.assign(context, { strokeStyle: this.data.themes[this.shade].colours.text, lineWidth: 2 });
    context.setLineDash([6, 4]);
    context.beginPath();
    context.moveTo(0, ((1 - height) / 2) * high);
    context.lineTo(wide, ((1 - height) / 2) * high);
    context.stroke();
  }

  /**
   * @param {number} count
   * @param {number} steepness
   * @param {number} height
   */
  drawCut(count, steepness, height) {
    const { surface, themes } = this.data;
    const { colours } = themes[this.shade];
    const x = this.math.middles(4 * this.math.CELLS);
    const y = this.math.towers(this.math.middleHeights(surface, count), steepness, x, [height]);
    const wanted = x.map((at) => this.math.SURFACES[surface](at, height));
    this.charting.drawLineChart(/** @type {HTMLCanvasElement} */ (this.query("canvas.cut")), {
      curves: [
        { x, y: wanted, colour: colours.positive, width: 2, dash: [6, 4] },
        { x, y, colour: colours.negative, width: 3 },
      ],
      ...{ across: [-1, 1], up: [-1.15, 1.15], number: this.number.short },
      look: { text: colours.text, grid: colours.border, font: this.font, scale: this.connection.typeScale() },
    });
  }

  /**
   * @param {{sup: number, rms: number}} found
   * @param {number} count
   */
  say({ sup, rms }, count) {
    const { texts } = this.data;
    const written = [texts.rms, this.number.tabular(rms), texts.sup, this.number.tabular(sup), texts.first, this.number.whole(2 * (count + 1)), texts.second, this.number.whole(count ** 2)];
    const list = this.query(".errors");
    while (list.children.length < written.length) list.append(this.elements.make(list.children.length % 2 ? "dd" : "dt"));
    written.forEach((text, k) => this.elements.write(list.children[k], text));
  }

  /**
   * Fill the table with every number of towers once the hand rests, unless it is of this function and steepness already.
   * @param {number} steepness
   */
  fillSoon(steepness) {
    const computed = `${this.data.surface} ${steepness} ${this.data.language}`;
    if (computed === this.computed) return;
    this.computed = computed;
    clearTimeout(this.filling);
    this.filling = setTimeout(() => this.fill(), REST);
  }

  fill() {
    const { steepness } = this.values.numbers;
    this.table = Array.from({ length: MOST }, (_, k) => {
      const { sup, rms } = this.math.foundOf(this.data.surface, k + 1, steepness);
      return [k + 1, rms, sup, 2 * (k + 2), (k + 1) ** 2];
    });
    this.fillTable(this.headings, this.table.map(([count, rms, sup, first, second]) => ({ head: [this.number.whole(count)], cells: [this.number.tabular(rms), this.number.tabular(sup), this.number.whole(first), this.number.whole(second)] })));
  }

  get headings() {
    const { texts } = this.data;
    return [texts.count, texts.rms, texts.sup, texts.first, texts.second];
  }

  lines() {
    this.fill();
    return [this.headings, ...this.table];
  }

  close() {
    super.close();
    clearTimeout(this.filling);
  }
}

export default mount(TowerField, ".tower-field");
