// @ts-check
/**
 * Handles at places of a plane, moved by the hand and by the arrow keys.
 *
 * @typedef {{right: (x: number) => number, top: (y: number) => number, across: (pixels: number) => number, up: (pixels: number) => number}} Plane
 *
 * @typedef {Object} Actions
 * @property {(k: number, x: number, y: number) => void} move
 * @property {(isHeld: boolean) => void} held
 * @property {(k: number) => void} remove
 * @property {(k: number) => void} [turn]   by the Enter key, and by two clicks
 *
 * @typedef {Object} Look
 * @property {(k: number) => string} ink
 * @property {string} chosen                  colour of the ring of the one in hand
 * @property {number} [size]                  pixels
 * @property {(k: number) => string} name
 * @property {(k: number) => string} value
 */

const SPACE = "http://www.w3.org/2000/svg";
const [ASIDE, UP] = [0.02, 0.05]; // an arrow key's way
const FAR = 5; // times as far with the shift key

export class PlaneHandles {
  held = -1;
  chosen = 0;
  /** @type {SVGCircleElement[]} */
  circles = [];
  /** @type {number[][]} */
  now = [];

  /**
   * @param {SVGSVGElement} svg   over the picture
   * @param {Actions} actions
   * @param {[number, number]} range   of heights
   */
  constructor(svg, actions, range) {
    this.svg = svg;
    this.actions = actions;
    this.range = range;
    svg.onpointermove = (event) => this.held >= 0 && this.follow(event);
    svg.onpointerup = svg.onpointercancel = () => this.release();
  }

  get isHeld() {
    return this.held >= 0;
  }

  release() {
    if (!this.isHeld) return;
    this.held = -1;
    this.actions.held(false);
  }

  /** @param {PointerEvent} event */
  follow(event) {
    const [x, y] = this.at(event);
    this.actions.move(this.held, x, y);
  }

  /**
   * Return the place under a pointer.
   * @param {MouseEvent} event
   */
  at({ clientX, clientY }) {
    const { left, top } = this.svg.getBoundingClientRect();
    return [this.plane.across(clientX - left), this.plane.up(clientY - top)];
  }

  /**
   * @param {number[][]} places   x and y of each
   * @param {Plane} plane
   * @param {Look} look
   */
  draw(places, plane, { ink, chosen, size = 8, name, value }) {
    this.plane = plane;
    this.now = places.map((place) => [...place]);
    this.svg.setAttribute("viewBox", `0 0 ${this.svg.clientWidth} ${this.svg.clientHeight}`);
    while (this.circles.length > places.length) this.circles.pop().remove();
    while (this.circles.length < places.length) this.circles.push(this.circle(this.circles.length));
    this.circles.forEach((circle, k) => {
      const [x, y] = places[k];
      const isChosen = k === this.chosen;
      const facts = {
        ...{ cx: plane.right(x), cy: plane.top(y), r: isChosen ? size + 2 : size },
        ...{ fill: ink(k), stroke: isChosen ? chosen : "none", "stroke-width": 2 },
        ...{ "aria-label": name(k), "aria-valuetext": value(k), "aria-valuenow": y },
      };
      for (const [fact, given] of Object.entries(facts)) circle.setAttribute(fact, String(given));
    });
  }

  /** @param {number} k */
  circle(k) {
    const circle = this.svg.appendChild(document.createElementNS(SPACE, "circle"));
    const facts = { role: "slider", tabindex: 0, "aria-valuemin": this.range[0], "aria-valuemax": this.range[1] };
    for (const [name, fact] of Object.entries(facts)) circle.setAttribute(name, String(fact));
    circle.onpointerdown = (event) => {
      event.stopPropagation();
      this.held = this.chosen = k;
      this.svg.setPointerCapture(event.pointerId);
      circle.focus();
      this.actions.held(true);
    };
    circle.onfocus = () => {
      this.chosen = k;
      if (!this.isHeld) this.actions.held(false);
    };
    circle.ondblclick = () => this.actions.turn?.(k);
    circle.onkeydown = (event) => this.press(event, k);
    return circle;
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} k
   */
  press(event, k) {
    /** @type {Record<string, [number, number]>} */
    const ways = { ArrowLeft: [-ASIDE, 0], ArrowRight: [ASIDE, 0], ArrowUp: [0, UP], ArrowDown: [0, -UP] };
    if (event.key === "Delete") this.actions.remove(k);
    if (event.key === "Enter") this.actions.turn?.(k);
    if (!(event.key in ways)) return;
    event.preventDefault();
    const times = event.shiftKey ? FAR : 1;
    const [aside, up] = ways[event.key];
    this.now[k] = [this.now[k][0] + aside * times, this.now[k][1] + up * times]; // the next key may come before the next picture
    this.actions.move(k, ...(/** @type {[number, number]} */ (this.now[k])));
  }
}
