// @ts-check
/**
 * The surface h over the plane, drawn on a plain canvas from back to front: no WebGL, which is slow without a graphics
 * card. Drag, or use the arrow keys, to turn it.
 *
 * @typedef {import("./neuron.js").Shown} Shown
 */

const CELLS = 28;
/** @type {Record<string, number[]>} */
const TURNS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const HEIGHT = 0.78; // of the box, in widths of the plane
const FLATTEST = 0.12;
const STEEPEST = 1.35;

export class Surface {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {() => void} redraw
   */
  constructor(canvas, redraw) {
    this.canvas = canvas;
    this.redraw = redraw;
    /** @type {number[] | null} */
    this.last = null; // where the pointer was
    this.turn = { around: -0.55, tilt: 0.55 };
    canvas.onpointerdown = (event) => {
      this.last = [event.clientX, event.clientY];
      canvas.setPointerCapture(event.pointerId);
    };
    canvas.onpointermove = (event) => this.drag(event);
    canvas.onpointerup = canvas.onpointercancel = () => (this.last = null);
    canvas.onkeydown = (event) => {
      const turn = TURNS[event.key];
      if (!turn) return;
      event.preventDefault();
      this.rotate(0.08 * turn[0], 0.06 * turn[1]);
    };
  }

  /** @param {PointerEvent} event */
  drag({ clientX, clientY }) {
    if (!this.last) return;
    this.rotate((clientX - this.last[0]) * 0.01, (clientY - this.last[1]) * 0.008);
    this.last = [clientX, clientY];
  }

  /**
   * @param {number} around
   * @param {number} tilt
   */
  rotate(around, tilt) {
    this.turn.around += around;
    this.turn.tilt = Math.min(Math.max(this.turn.tilt + tilt, FLATTEST), STEEPEST);
    this.canvas.dataset.turn = `${this.turn.around.toFixed(2)},${this.turn.tilt.toFixed(2)}`;
    this.redraw();
  }

  /** @param {Shown} shown  @param {{width: number, height: number}} size  in pixels of the page */
  draw(shown, { width, height }) {
    const ratio = window.devicePixelRatio || 1;
    Object.assign(this.canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    this.context = this.canvas.getContext("2d");
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.shown = shown;
    this.place = this.projection(width, height);
    this.drawFloor();
    this.drawMesh();
    this.drawPoint();
    this.drawScale();
    this.drawNames();
  }

  /**
   * Return the function from (x1, x2, height) to [across, down, depth]; the box stays inside the canvas.
   * @param {number} width
   * @param {number} height
   * @returns {(x1: number, x2: number, value: number) => number[]}
   */
  projection(width, height) {
    const { reach, heights: [low, high] } = this.shown;
    const { around, tilt } = this.turn;
    const [cos, sin] = [Math.cos(around), Math.sin(around)];
    const [rise, sink] = [Math.cos(tilt), Math.sin(tilt)];
    const diagonal = Math.SQRT2;
    const unit = Math.min((width - 56) / (2 * diagonal), (height - 44) / (2 * diagonal * sink + 2 * HEIGHT * rise));
    return (x1, x2, value) => {
      const [a, b] = [x1 / reach, x2 / reach];
      const [right, back] = [a * cos - b * sin, a * sin + b * cos];
      const up = (((value - low) / (high - low)) * 2 - 1) * HEIGHT;
      return [width / 2 + right * unit, height / 2 - back * sink * unit - up * rise * unit, back];
    };
  }

  drawFloor() {
    const { reach, heights: [low], colours } = this.shown;
    const corners = [[-reach, -reach], [reach, -reach], [reach, reach], [-reach, reach]].map(([x1, x2]) => this.place(x1, x2, low));
    this.polygon(corners, null, colours.border, 1);
  }

  /** Name the axes where they are in front: on the sides that are nearest. */
  drawNames() {
    const { reach, heights: [low] } = this.shown;
    /** @type {(one: number[], other: number[]) => number[]} */
    const nearer = (one, other) => (one[2] < other[2] ? one : other);
    const edge = 1.16 * reach;
    this.label(nearer(this.place(0, -edge, low), this.place(0, edge, low)), "x₁");
    this.label(nearer(this.place(-edge, 0, low), this.place(edge, 0, low)), "x₂");
  }

  /** Draw the cells of the mesh from back to front, each in the colour of its mean. */
  drawMesh() {
    const { reach, answerAt, colourOf, colours } = this.shown;
    const at = Array.from({ length: CELLS + 1 }, (_, k) => -reach + (2 * reach * k) / CELLS);
    const values = at.map((x2) => at.map((x1) => answerAt(x1, x2)));
    const corners = values.map((row, j) => row.map((value, i) => this.place(at[i], at[j], value)));
    const cells = [];
    for (let j = 0; j < CELLS; j += 1) {
      for (let i = 0; i < CELLS; i += 1) {
        const around = [corners[j][i], corners[j][i + 1], corners[j + 1][i + 1], corners[j + 1][i]];
        const mean = (values[j][i] + values[j][i + 1] + values[j + 1][i + 1] + values[j + 1][i]) / 4;
        cells.push({ around, mean, depth: around[0][2] + around[2][2] });
      }
    }
    cells.sort((a, b) => b.depth - a.depth);
    for (const { around, mean } of cells) this.polygon(around, colourOf(mean), colours.mesh, 0.6);
  }

  /** Mark x on the surface, with a stem down to the plane. */
  drawPoint() {
    const { x, h, heights: [low], colours } = this.shown;
    const [top, foot] = [this.place(x[0], x[1], h), this.place(x[0], x[1], low)];
    const { context } = this;
    context.setLineDash([4, 3]);
    this.polygon([top, foot], null, colours.text, 1.5);
    context.setLineDash([]);
    context.beginPath();
    context.arc(top[0], top[1], 6, 0, 2 * Math.PI);
    context.fillStyle = colours.mark;
    context.strokeStyle = colours.background;
    context.lineWidth = 2;
    context.fill();
    context.stroke();
  }

  /** Draw the vertical axis at the corner that is furthest to the left. */
  drawScale() {
    const { reach, heights: [low, high], colours, number } = this.shown;
    const corners = [[-reach, -reach], [reach, -reach], [reach, reach], [-reach, reach]];
    const left = corners.reduce((best, corner) => (this.place(corner[0], corner[1], low)[0] < this.place(best[0], best[1], low)[0] ? corner : best));
    const [bottom, top] = [this.place(left[0], left[1], low), this.place(left[0], left[1], high)];
    this.polygon([bottom, top], null, colours.text, 1.5);
    this.label([Math.max(top[0], 18), top[1] - 10], number(high, 2));
    this.label([Math.max(bottom[0], 18), bottom[1] + 20], number(low, 2));
  }

  /**
   * @param {number[][]} points
   * @param {string | null} fill
   * @param {string} stroke
   * @param {number} width
   */
  polygon(points, fill, stroke, width) {
    const { context } = this;
    context.beginPath();
    points.forEach(([x, y], k) => (k ? context.lineTo(x, y) : context.moveTo(x, y)));
    if (points.length > 2) context.closePath();
    if (fill) {
      context.fillStyle = fill;
      context.fill();
    }
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.stroke();
  }

  /**
   * @param {number[]} at
   * @param {string} words
   */
  label([x, y], words) {
    const { colours, scale, font } = this.shown;
    Object.assign(this.context, { font: `${15 * scale}px ${font}`, textAlign: "center", fillStyle: colours.text });
    this.context.fillText(words, x, y + 5);
  }
}
