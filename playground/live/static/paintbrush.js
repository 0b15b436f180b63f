// @ts-check
/**
 * Drawing data on a figure's plane with the mouse or a finger: a brush for each class, an eraser, undo, start afresh.
 *
 * While a stroke is drawn, its points are shown at once; when it ends, the page hears of it and they become data.
 *
 * @typedef {Object} Stroke
 * @property {"add" | "erase" | "replace" | "undo"} kind
 * @property {number[][]} [points]
 * @property {number} [radius]
 * @property {number} number   counts the strokes of one brush
 *
 * @typedef {Object} Brush     what the page gives to draw with
 * @property {string[]} colours   of the classes
 * @property {Record<string, string>} texts
 * @property {Record<string, number>} taken   how many strokes of each brush have become data
 *
 * Streamlit keeps only the last of several messages that come before the page runs again. So every message holds all
 * the strokes that the page has not confirmed yet, and they are sent until it has.
 */

const SPACING = 14; // pixels between two points of a stroke
const ERASER = 16; // pixels
const FEWEST = 4; // points that a new data set needs

export class Paintbrush {
  /**
   * @param {HTMLElement} element  of the figure
   * @param {(strokes: {brush: string, strokes: Stroke[], at: number}) => void} send
   */
  constructor(element, send) {
    this.send = send;
    this.name = Math.random().toString(36).slice(2);
    this.count = 0;
    /** @type {Stroke[]} */
    this.unconfirmed = [];
    /** @type {HTMLElement} */
    this.bar = element.querySelector(".live-brushes");
    /** @type {HTMLCanvasElement} */
    this.area = element.querySelector(".live-drawing");
    this.context = this.area.getContext("2d");
    this.tool = "look";
    /**
     * Points of a data set begun afresh, until there are enough.
     * @type {number[][] | null}
     */
    this.fresh = null;
    /**
     * Points on their way to the page.
     * @type {number[][] | null}
     */
    this.waiting = null;
    /**
     * Pixels of the stroke that is being drawn.
     * @type {number[][] | null}
     */
    this.stroke = null;
    this.area.onpointerdown = (event) => this.begin(event);
    this.area.onpointermove = (event) => this.stroke && this.move(event);
    this.area.onpointerup = () => this.end();
    this.area.onpointercancel = () => this.end();
  }

  /**
   * @param {Brush} data
   * @param {() => SVGElement | null} scatter   returns the layer of the figure with the old points
   */
  update(data, scatter) {
    this.data = data;
    const taken = data.taken[this.name] ?? 0;
    this.unconfirmed = this.unconfirmed.filter(({ number }) => number > taken);
    if (this.unconfirmed.length) setTimeout(() => this.resend(), 50);
    this.scatter = scatter;
    this.bar.hidden = false;
    const tools = [["look", "◎"], ...data.colours.map((_, k) => [String(k), "●"]), ["erase", "⌫"]];
    this.bar.replaceChildren(
      ...tools.map(([tool, sign]) => this.button(tool, sign, () => this.take(tool))),
      this.button("undo", "↶", () => this.onStroke({ kind: "undo" })),
      this.button("afresh", "✕", () => this.beginAfresh()),
    );
    this.take(this.tool);
  }

  /**
   * @param {string} tool
   * @param {string} sign
   * @param {() => void} act
   */
  button(tool, sign, act) {
    const { texts, colours } = this.data;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign, onclick: act });
    const name = texts[tool] ?? texts.brush.replace("{k}", tool);
    button.setAttribute("aria-label", name);
    button.title = name;
    button.dataset.tool = tool;
    const colour = colours[Number(tool)]; // of a class; none of the other tools
    if (colour) button.style.color = colour;
    return button;
  }

  /** @param {Omit<Stroke, "number">} stroke */
  onStroke(stroke) {
    this.count += 1;
    this.unconfirmed.push({ ...stroke, number: this.count });
    this.resend();
  }

  resend() {
    if (this.unconfirmed.length) this.send({ brush: this.name, strokes: this.unconfirmed, at: Date.now() });
  }

  /** @param {string} tool   look, erase, or a class by its number */
  take(tool) {
    this.tool = tool;
    for (const button of this.bar.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.tool === tool));
    }
    this.area.hidden = tool === "look" && !this.fresh;
    this.area.style.pointerEvents = tool === "look" ? "none" : "auto";
  }

  /** Begin a new data set: the old points are hidden, and go when there are enough new ones. */
  beginAfresh() {
    this.fresh = [];
    if (this.tool === "look" || this.tool === "erase") this.take("0");
    this.take(this.tool);
    this.hideOld(true);
    this.paint();
  }

  /** @param {boolean} hidden */
  hideOld(hidden) {
    const layer = this.scatter();
    if (layer) layer.style.visibility = hidden ? "hidden" : "";
  }

  /**
   * Lie over the plane.
   * @param {{left: number, top: number, width: number, height: number}} box   in pixels
   * @param {{x: number[], y: number[]}} ranges   of the axes
   */
  place(box, ranges) {
    this.box = box;
    this.ranges = ranges;
    const scale = window.devicePixelRatio || 1;
    Object.assign(this.area.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, height: `${box.height}px` });
    Object.assign(this.area, { width: box.width * scale, height: box.height * scale });
    this.context.setTransform(scale, 0, 0, scale, 0, 0);
    if (this.fresh) this.hideOld(true);
    this.paint();
  }

  /** @param {PointerEvent} event */
  begin(event) {
    this.area.setPointerCapture(event.pointerId);
    this.stroke = [];
    this.move(event);
  }

  /**
   * Follow the pointer; a busy browser tells several of its places at once.
   * @param {PointerEvent} event
   */
  move(event) {
    const several = event.getCoalescedEvents?.() ?? [];
    for (const one of several.length ? several : [event]) this.through(one);
    this.paint();
  }

  /** @param {PointerEvent} event */
  through(event) {
    const bounds = this.area.getBoundingClientRect();
    const [x, y] = [event.clientX - bounds.left, event.clientY - bounds.top];
    if (x < 0 || y < 0 || x > this.box.width || y > this.box.height) return;
    const last = this.stroke.at(-1);
    if (last && Math.hypot(x - last[0], y - last[1]) < (this.tool === "erase" ? ERASER / 2 : SPACING)) return;
    this.stroke.push([x, y]);
  }

  end() {
    const pixels = this.stroke;
    this.stroke = null;
    if (!pixels?.length) return;
    const places = pixels.map(([x, y]) => this.values(x, y));
    if (this.tool === "erase") this.erase(places);
    else this.add(places.map((place) => [...place, Number(this.tool)]));
  }

  /** @param {number[][]} points   each with its class behind its place */
  add(points) {
    if (!this.fresh) {
      this.waiting = [...(this.waiting ?? []), ...points];
      this.onStroke({ kind: "add", points });
      return;
    }
    this.fresh.push(...points);
    this.paint();
    if (this.fresh.length < FEWEST) return;
    this.waiting = this.fresh;
    this.onStroke({ kind: "replace", points: this.fresh });
    this.fresh = null;
  }

  /** @param {number[][]} places */
  erase(places) {
    const radius = (ERASER / this.box.width) * (this.ranges.x[1] - this.ranges.x[0]);
    /** @param {number[]} point */
    const near = ([x, y]) => places.some(([a, b]) => Math.hypot(a - x, b - y) < radius);
    if (this.fresh) this.fresh = this.fresh.filter((point) => !near(point));
    else this.onStroke({ kind: "erase", points: places, radius });
    this.paint();
  }

  /** The data have come: what was shown in advance is now in the figure. */
  arrived() {
    if (!this.unconfirmed.length) this.waiting = null;
    if (!this.fresh) this.hideOld(false);
    this.paint();
  }

  /**
   * Return the place on the plane of a pixel.
   * @param {number} x
   * @param {number} y
   */
  values(x, y) {
    /** @type {(range: number[], share: number) => number} */
    const at = ([low, high], share) => Math.round((low + share * (high - low)) * 1000) / 1000;
    return [at(this.ranges.x, x / this.box.width), at(this.ranges.y, 1 - y / this.box.height)];
  }

  /**
   * Return the pixel of a place on the plane.
   * @param {number[]} place
   */
  pixels([x, y]) {
    /** @type {(range: number[], value: number) => number} */
    const share = ([low, high], value) => (value - low) / (high - low);
    return [share(this.ranges.x, x) * this.box.width, (1 - share(this.ranges.y, y)) * this.box.height];
  }

  paint() {
    if (!this.box) return;
    this.context.clearRect(0, 0, this.box.width, this.box.height);
    for (const point of [...(this.waiting ?? []), ...(this.fresh ?? [])]) this.dot(this.pixels(point), this.data.colours[point[2]]);
    if (!this.stroke) return;
    const erasing = this.tool === "erase";
    for (const pixel of this.stroke) this.dot(pixel, erasing ? "#88888866" : this.data.colours[Number(this.tool)], erasing ? ERASER : 5);
  }

  /**
   * @param {number[]} pixel
   * @param {string} colour
   */
  dot([x, y], colour, radius = 5) {
    this.context.beginPath();
    this.context.arc(x, y, radius, 0, 2 * Math.PI);
    this.context.fillStyle = colour;
    this.context.fill();
    this.context.strokeStyle = "#ffffff";
    this.context.stroke();
  }
}
