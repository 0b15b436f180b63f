// @ts-check
/**
 * The plane of a neuron with two inputs: its answers as colours, the line where the sum is 0, the weight vector. The
 * tip of the vector, the line and the point x can be dragged, and moved with the arrow keys.
 *
 * @typedef {import("./neuron.js").Shown} Shown
 */

/** @type {Record<string, number[]>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const CELL = 2; // pixels of the page for each value computed

export class Plane {
  /**
   * @param {HTMLElement} element
   * @param {(change: Partial<import("./neuron.js").Numbers>) => void} change   called with what is wanted: w, b or x
   */
  constructor(element, change) {
    this.canvas = element.querySelector("canvas");
    this.svg = element.querySelector("svg");
    this.change = change;
    /** @type {NodeListOf<SVGElement>} */
    const parts = this.svg.querySelectorAll("[data-part]");
    /** @type {Record<string, SVGElement>} */
    this.parts = Object.fromEntries([...parts].map((part) => [part.dataset.part, part]));
    this.svg.onpointerdown = (event) => this.grab(event);
    this.svg.onpointermove = (event) => this.drag(event);
    this.svg.onpointerup = this.svg.onpointercancel = () => this.release();
    this.svg.onclick = (event) => this.put(event);
    this.svg.onkeydown = (event) => this.press(event);
  }

  /** @param {Shown} shown  @param {number} size  pixels of a side */
  draw(shown, size) {
    this.shown = shown;
    this.size = size;
    this.paintAnswers();
    this.svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
    this.drawAxes();
    this.drawLine();
    this.drawArrow();
    this.drawPoint();
    this.drawCorners();
  }

  paintAnswers() {
    const { shown } = this;
    const count = Math.round(this.size / CELL);
    const step = (2 * shown.reach) / count;
    const pixels = new Uint32Array(count * count);
    for (let row = 0; row < count; row += 1) {
      const x2 = shown.reach - (row + 0.5) * step;
      for (let column = 0; column < count; column += 1) {
        pixels[row * count + column] = shown.pixelOf(shown.answerAt(-shown.reach + (column + 0.5) * step, x2));
      }
    }
    Object.assign(this.canvas, { width: count, height: count });
    const image = new ImageData(new Uint8ClampedArray(pixels.buffer), count, count);
    this.canvas.getContext("2d").putImageData(image, 0, 0);
  }

  drawAxes() {
    const { shown, parts, size } = this;
    const middle = size / 2;
    /** @param {number} value */
    const tick = (value) => `M${this.across(value)},${middle - 4}v8M${middle - 4},${this.up(value)}h8`;
    const ticks = [-4, -2, 2, 4].map(tick).join("");
    parts.axes.setAttribute("d", `M0,${middle}H${size}M${middle},0V${size}${ticks}`);
    /** @type {(x: number, y: number, text: string, anchor: string) => string} */
    const words = (x, y, text, anchor) => `<text x="${x}" y="${y}" text-anchor="${anchor}">${text}</text>`;
    const numbers = [-4, 4].map((value) => words(this.across(value), middle + 19 * shown.scale, shown.number(value, 0), "middle") + words(middle - 8, this.up(value) + 5, shown.number(value, 0), "end"));
    parts.ticks.innerHTML = [...numbers, words(size - 6, middle - 8, "x₁", "end"), words(middle + 8, 16 * shown.scale, "x₂", "start")].join("");
  }

  /** Draw the line where the sum is 0, and mark the side where it is positive. */
  drawLine() {
    const { w, b, reach } = this.shown;
    const side = halfPlane(w, b, reach);
    const points = side.map(([x1, x2]) => `${this.across(x1)},${this.up(x2)}`);
    this.parts.positive.setAttribute("points", points.join(" "));
    const line = lineThrough(w, b, reach);
    for (const part of [this.parts.line, this.parts.line_halo, this.parts.line_grip]) {
      part.toggleAttribute("hidden", !line);
      if (!line) continue;
      const [[x1, y1], [x2, y2]] = line.map(([across, up]) => [this.across(across), this.up(up)]);
      for (const [name, value] of Object.entries({ x1, y1, x2, y2 })) part.setAttribute(name, String(value));
    }
    this.say("line_grip", b, `b = ${this.shown.number(b, 1)}`);
  }

  drawArrow() {
    const { w, number } = this.shown;
    const [x, y, x0, y0] = [this.across(w[0]), this.up(w[1]), this.across(0), this.up(0)];
    const length = Math.hypot(x - x0, y - y0);
    const [dx, dy] = length > 0 ? [(x - x0) / length, (y - y0) / length] : [1, 0];
    const head = Math.min(14, length);
    const base = [x - dx * head, y - dy * head];
    const wing = head * 0.55;
    const tip = `${x},${y} ${base[0] - dy * wing},${base[1] + dx * wing} ${base[0] + dy * wing},${base[1] - dx * wing}`;
    this.parts.arrow.setAttribute("d", `M${x0},${y0}L${base.join()}`);
    this.parts.arrow_halo.setAttribute("d", `M${x0},${y0}L${base.join()}`);
    this.parts.head.setAttribute("points", tip);
    for (const part of [this.parts.tip, this.parts.tip_grip]) this.move(part, w);
    this.say("tip_grip", Math.hypot(...w), `w₁ = ${number(w[0], 1)}, w₂ = ${number(w[1], 1)}`);
  }

  drawPoint() {
    const { x, number } = this.shown;
    this.parts.point.setAttribute("transform", `translate(${this.across(x[0])},${this.up(x[1])})`);
    this.move(this.parts.point_grip, x);
    this.say("point_grip", x[0], `x₁ = ${number(x[0], 1)}, x₂ = ${number(x[1], 1)}`);
  }

  /** Draw the inputs of a gate: classes by colour and symbol, a cross over each on the wrong side. */
  drawCorners() {
    const { corners, colours, scale } = this.shown;
    this.parts.corners.innerHTML = corners
      .map(({ at, name, target, right }) => {
        const [x, y] = [this.across(at[0]), this.up(at[1])];
        const fill = target ? colours.positive : colours.negative;
        const shape = target
          ? `<rect x="${x - 9}" y="${y - 9}" width="18" height="18" fill="${fill}"/>`
          : `<circle cx="${x}" cy="${y}" r="10" fill="${fill}"/>`;
        const cross = right ? "" : `<path d="M${x - 16},${y - 16}l32,32m0,-32l-32,32" class="wrong"/>`;
        const below = at[1] < 0 ? y + 31 * scale : y - 19;
        return `${shape}${cross}<text x="${x}" y="${below}" text-anchor="middle">${name}</text>`;
      })
      .join("");
  }

  /**
   * @param {string} part
   * @param {number} value
   * @param {string} text
   */
  say(part, value, text) {
    this.parts[part].setAttribute("aria-valuenow", value.toFixed(1));
    this.parts[part].setAttribute("aria-valuetext", text);
  }

  /**
   * @param {SVGElement} part
   * @param {number[]} at
   */
  move(part, [x1, x2]) {
    part.setAttribute("cx", String(this.across(x1)));
    part.setAttribute("cy", String(this.up(x2)));
  }

  /** @param {number} x1 */
  across(x1) {
    return ((x1 + this.shown.reach) / (2 * this.shown.reach)) * this.size;
  }

  /** @param {number} x2 */
  up(x2) {
    return ((this.shown.reach - x2) / (2 * this.shown.reach)) * this.size;
  }

  /**
   * Return where on the plane an event is.
   * @param {MouseEvent} event
   */
  at({ clientX, clientY }) {
    const { left, top, width } = this.svg.getBoundingClientRect();
    const { reach } = this.shown;
    return [((clientX - left) / width) * 2 * reach - reach, reach - ((clientY - top) / width) * 2 * reach];
  }

  /**
   * Take hold of what is under the pointer; it keeps its distance from it.
   * @param {PointerEvent} event
   */
  grab(event) {
    const grip = gripOf(event);
    this.wasHeld = false;
    if (!grip) return;
    const [x1, x2] = this.at(event);
    const { w, b, x } = this.shown;
    const held = grip === "tip" ? w : grip === "point" ? x : [0, 0];
    const offset = grip === "line" ? b + w[0] * x1 + w[1] * x2 : 0;
    this.gripped = { grip, from: [held[0] - x1, held[1] - x2], offset };
    this.svg.setPointerCapture(event.pointerId);
    this.svg.classList.add("dragging");
  }

  /** @param {PointerEvent} event */
  drag(event) {
    if (!this.gripped) return;
    const [x1, x2] = this.at(event);
    const { grip, from, offset } = this.gripped;
    const { w } = this.shown;
    if (grip === "line") this.change({ b: offset - w[0] * x1 - w[1] * x2 });
    else this.change({ [grip === "tip" ? "w" : "x"]: [x1 + from[0], x2 + from[1]] });
  }

  release() {
    this.wasHeld = Boolean(this.gripped);
    this.gripped = null;
    this.svg.classList.remove("dragging");
  }

  /**
   * A click beside everything puts the point there.
   * @param {MouseEvent} event
   */
  put(event) {
    if (!this.wasHeld) this.change({ x: this.at(event) });
    this.wasHeld = false;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const grip = gripOf(event);
    const move = MOVES[event.key];
    if (!grip || !move) return;
    event.preventDefault();
    const { w, b, x, step } = this.shown;
    const far = event.shiftKey ? 10 * step : step;
    if (grip === "line") this.change({ b: b + far * (move[0] + move[1]) });
    else {
      const held = grip === "tip" ? w : x;
      this.change({ [grip === "tip" ? "w" : "x"]: [held[0] + far * move[0], held[1] + far * move[1]] });
    }
  }
}

/**
 * Return which handle an event is on: tip, line or point.
 * @param {Event} event
 * @returns {string | undefined}
 */
function gripOf(event) {
  /** @type {SVGElement | null} */
  const grip = /** @type {Element} */ (event.target).closest("[data-grip]");
  return grip?.dataset.grip;
}

/**
 * Return the corners of the part of the square where w·x + b > 0 (Sutherland and Hodgman 1974).
 * @param {number[]} w
 * @param {number} b
 * @param {number} reach   half of the square's side
 * @returns {number[][]}
 */
export function halfPlane([w1, w2], b, reach) {
  const square = [[-reach, -reach], [reach, -reach], [reach, reach], [-reach, reach]];
  /** @param {number[]} at */
  const sum = ([x1, x2]) => w1 * x1 + w2 * x2 + b;
  return square.flatMap((from, k) => {
    const to = square[(k + 1) % 4];
    const [first, last] = [sum(from), sum(to)];
    const corners = first > 0 ? [from] : [];
    if (first > 0 === last > 0) return corners;
    const share = first / (first - last);
    return [...corners, [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]];
  });
}

/**
 * Return the two ends of the line w·x + b = 0, beyond the square; nothing where it does not cross it.
 * @param {number[]} w
 * @param {number} b
 * @param {number} reach
 */
export function lineThrough([w1, w2], b, reach) {
  const length = Math.hypot(w1, w2);
  if (length === 0 || Math.abs(b) > reach * (Math.abs(w1) + Math.abs(w2))) return null;
  const foot = [(-b * w1) / length ** 2, (-b * w2) / length ** 2];
  const far = 3 * reach;
  return [-far, far].map((along) => [foot[0] - (w2 / length) * along, foot[1] + (w1 / length) * along]);
}
