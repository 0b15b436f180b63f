// @ts-check
/**
 * A picture of each of many networks, growing together: its decision boundary, its confusion matrix, or what a GAN makes.
 *
 * @typedef {Object} Cell
 * @property {number} network   place of its curves among the networks
 * @property {string} name      what it is, for people who cannot see it
 * @property {string | null} link   where it can be looked at alone
 *
 * @typedef {Object} Row       a value that is compared
 * @property {string} label
 * @property {string} dash      how its lines are dashed, as SVG has it
 * @property {{light: string, dark: string}} colour
 * @property {Cell[]} cells     one for each seed shown
 *
 * @typedef {Object} Data
 * @property {Row[]} rows
 * @property {string[]} seeds         headings, where every seed is shown
 * @property {number} columns         pictures side by side
 * @property {"planes" | "confusions"} tensor   what is drawn, (networks shown, rows, columns) from 0 to 255
 * @property {[number, number, number][][]} points   for each seed shown x and y from 0 to 1, and the colour's place;
 *     nothing where nothing lies on the pictures
 * @property {string[]} pointColours
 * @property {Record<"light" | "dark", import("./painter.js").Scale>} scales
 * @property {string} curve      whose newest value is written under each picture
 * @property {string} lossCurve  the same, beside it
 * @property {string} alive      a curve that has no number any more once a network has diverged
 * @property {boolean} percent
 * @property {Generated | null} generated   what lies over pictures of GANs
 * @property {number} modes      how many modes their data have
 * @property {string} language
 * @property {string[]} names   of the classes, for confusion matrices
 * @property {Record<string, string>} texts
 *
 * @typedef {Object} Generated
 * @property {[number, number][]} rings   centres of modes, x and y from 0 to 1
 * @property {number} radius              of the rings, as a share of the picture
 * @property {[number, number][]} data    points of data without modes
 * @property {Record<"light" | "dark", [string, string]>} colours   of generated points and of data
 */

/** @extends {LiveElement<Data>} */
class Grid extends LiveElement {
  modules = { painter: "painter", numbers: "numbers" };
  /** @type {typeof import("./painter.js")} */ painter;
  /** @type {typeof import("./numbers.js")} */ numbers;
  built = "";

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.marks = new ConfusionMarks(element);
    this.resizing = new ResizeObserver(() => this.fit());
    this.resizing.observe(element);
  }

  /** @param {Data} data */
  prepare(data) {
    /** @type {"light" | "dark"} */
    this.shade = this.connection.isDark() ? "dark" : "light";
    this.palette = this.painter.palette(data.scales[this.shade]);
    this.write = this.numbers.numbersIn(data.language);
    this.marks.prepare(data);
    this.made = data.generated && new GeneratedPoints(data.generated, this.shade);
    const { rows, seeds, columns, tensor, points, names, texts, generated } = data;
    const built = JSON.stringify([rows, seeds, columns, tensor, points, names, texts, generated, this.shade]);
    if (built !== this.built) this.build(data);
    this.built = built;
  }

  /** @param {Data} data */
  build({ rows, seeds, columns, tensor, texts, generated }) {
    const every = seeds.length > 0;
    this.element.className = `live-grid ${every ? "all" : "one"} ${tensor}${generated ? " gans" : ""}`;
    this.element.style.setProperty("--columns", String(columns));
    this.element.setAttribute("aria-label", texts.alt);
    this.cells = rows.flatMap((row) => row.cells.map((cell, seed) => this.cell(cell, seed)));
    const parts = every ? [make("div", "seed", texts.seed), ...seeds.map((text) => make("div", "seed", text))] : [];
    let place = 0;
    for (const [value, row] of rows.entries()) {
      const name = this.name(row);
      this.follow(name, value);
      if (every) parts.push(name);
      for (let seed = 0; seed < row.cells.length; seed += 1, place += 1) {
        this.follow(this.cells[place].element, value);
        if (!every) this.cells[place].element.prepend(name);
        parts.push(this.cells[place].element);
      }
    }
    if (tensor === "confusions") this.cells.forEach(({ element }, cell) => this.marks.frame(element, cell));
    this.element.replaceChildren(...parts);
    this.fit();
  }

  /** Fit what is drawn to the size that the pictures have now. */
  fit() {
    this.drawPoints();
    this.drawGenerated(this.state);
    if (this.data) this.marks.fit();
  }

  /**
   * While the person is at an element, the lines of its value stand out.
   * @param {HTMLElement} element
   * @param {number} value
   */
  follow(element, value) {
    for (const event of ["pointerenter", "focusin"]) element.addEventListener(event, () => this.watching?.point(value));
    for (const event of ["pointerleave", "focusout"]) element.addEventListener(event, () => this.watching?.point(null));
  }

  /**
   * Return the name of a value with a piece of its line.
   * @param {Row} row
   */
  name({ label, colour, dash }) {
    const name = make("div", "name");
    const line = `<svg viewBox="0 0 36 10" aria-hidden="true"><line x1="0" y1="5" x2="36" y2="5" stroke-width="4"/></svg>`;
    name.innerHTML = line;
    const drawn = name.querySelector("line");
    drawn.setAttribute("stroke", colour[this.shade]);
    drawn.setAttribute("stroke-dasharray", dash);
    name.append(make("span", "", label));
    name.title = label;
    return name;
  }

  /**
   * @param {Cell} cell
   * @param {number} seed   counted from 0
   */
  cell({ network, name, link }, seed) {
    const picture = make(link ? "a" : "div", "picture");
    if (link) Object.assign(picture, { href: link, target: "_blank", title: this.data.texts.open });
    picture.setAttribute("aria-label", link ? `${name}. ${this.data.texts.open}` : name);
    if (!link) picture.setAttribute("role", "img");
    const [surface, points, notice] = [make("canvas"), make("canvas"), make("em")];
    picture.append(surface, points, notice);
    const score = make("div", "score");
    const [first, second] = [make("span"), make("span")];
    first.title = this.data.texts.score;
    second.title = this.data.texts.loss;
    score.append(first, second);
    const element = make("div", "cell");
    element.append(picture, score);
    return { network, seed, element, surface, points, notice, first, second };
  }

  /** Draw the data over each picture, at the size that it has now. */
  drawPoints() {
    for (const { points, seed } of this.cells ?? []) {
      const size = Math.round(points.clientWidth * devicePixelRatio);
      if (!size) continue;
      points.width = points.height = size;
      const context = points.getContext("2d");
      const radius = Math.max(size / 90, 1.2);
      context.lineWidth = Math.max(radius / 5, 0.4);
      context.strokeStyle = "#ffffffb0";
      for (const [x, y, k] of this.data.points[seed] ?? []) {
        context.fillStyle = this.data.pointColours[k];
        mark(context, x * size, (1 - y) * size, radius, k);
        context.fill();
        context.stroke();
      }
    }
  }

  /**
   * Draw what generators make, at the size that their pictures have now.
   * @param {State | undefined} state
   */
  drawGenerated(state) {
    const points = state?.tensors.generated;
    if (!this.made || points?.shape[0] !== this.cells?.length) return;
    const each = 2 * points.shape[1];
    this.cells.forEach((cell, place) => this.made.draw(cell.points, points.data.subarray(place * each, (place + 1) * each)));
  }

  /** @param {State} state */
  draw(state) {
    this.element.dataset.pointed = String(state.pointed ?? "");
    this.mark(state);
    const pictures = state.tensors[this.data.tensor];
    if (!pictures || pictures.shape[0] !== this.cells.length) return; // the frame is of another choice of networks
    const [, rows, columns] = pictures.shape;
    const { curve, lossCurve, alive, percent, modes, generated, texts } = this.data;
    this.cells.forEach((cell, place) => {
      const data = pictures.data.subarray(place * rows * columns, (place + 1) * rows * columns);
      this.painter.drawHeatmap(cell.surface, { data, shape: [rows, columns] }, this.palette, [0, 255]);
      const [value, loss] = [curve, lossCurve].map((name) => state.curves[`${name}_networks:${cell.network}`]?.at(-1));
      const newest = state.curves[`${alive}_networks:${cell.network}`]?.at(-1);
      const gone = Number.isNaN(newest) || newest === Infinity; // one that diverged has no numbers from then on
      write(cell.notice, gone ? texts.diverged : "");
      write(cell.first, gone ? "–" : modes ? `${this.write.significant(value ?? 0, 3)}/${modes}` : this.show(value, percent));
      write(cell.second, gone || !(percent || generated) ? "" : this.show(loss, modes > 0));
    });
    this.drawGenerated(state);
    this.marks.draw(state.tensors.confusion_counts);
    this.count(state);
  }

  /**
   * @param {number | undefined} value
   * @param {boolean} percent
   */
  show(value, percent) {
    if (value === undefined || !Number.isFinite(value)) return "–";
    return percent ? this.write.percent(value, 1) : this.write.significant(value, 3, 3);
  }

  close() {
    super.close();
    this.resizing.disconnect();
  }
}

/**
 * Trace a point: a circle, or for the second class a square, so that they differ by shape too.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {number} k
 */
function mark(context, x, y, radius, k) {
  context.beginPath();
  if (k === 1) context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
  else if (k === 2) {
    context.moveTo(x, y - 1.3 * radius);
    for (const [right, up] of [[1.3, 0], [0, 1.3], [-1.3, 0]]) context.lineTo(x + right * radius, y + up * radius);
    context.closePath();
  } else context.arc(x, y, radius, 0, 2 * Math.PI);
}

export default mount(Grid, ".live-grid");
