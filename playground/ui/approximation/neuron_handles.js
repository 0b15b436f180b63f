// @ts-check
/** Handles of hidden neurons: each at its kink, as high as its height; moved by the hand and by the arrow keys. */

const SPACE = "http://www.w3.org/2000/svg";
const [ASIDE, UP] = [0.02, 0.05]; // an arrow key's way
const FAR = 5; // times as far with the shift key

/** @typedef {{right: (x: number) => number, top: (y: number) => number, across: (pixels: number) => number, up: (pixels: number) => number}} Plane */

/**
 * Return a neuron's colour: neighbours have different ones.
 * @param {number} k
 * @param {Record<string, string>} colours
 */
export function ink(k, { negative, positive, mark }) {
  return [negative, positive, mark][k % 3];
}

export class NeuronHandles {
  held = -1;
  chosen = 0;
  /** @type {SVGCircleElement[]} */
  circles = [];

  /**
   * @param {SVGSVGElement} svg   over the picture
   * @param {{move: (k: number, kink: number, height: number) => void, held: (isHeld: boolean) => void, remove: (k: number) => void, turn: () => void}} actions
   */
  constructor(svg, actions) {
    this.svg = svg;
    this.actions = actions;
    svg.onpointermove = (event) => this.held >= 0 && this.follow(event);
    svg.onpointerup = svg.onpointercancel = () => this.release();
  }

  get isHeld() {
    return this.held >= 0;
  }

  release() {
    this.held = -1;
    this.actions.held(false);
  }

  /** @param {PointerEvent} event */
  follow({ clientX, clientY }) {
    const { left, top } = this.svg.getBoundingClientRect();
    this.actions.move(this.held, this.plane.across(clientX - left), this.plane.up(clientY - top));
  }

  /**
   * @param {import("./approximation_math.js").OneLayer} layer
   * @param {Plane} plane
   * @param {{colours: Record<string, string>, name: (k: number) => string, value: (k: number) => string}} look
   */
  draw({ kinks, heights, directions }, plane, { colours, name, value }) {
    this.plane = plane;
    const [width, height] = [this.svg.clientWidth, this.svg.clientHeight];
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    while (this.circles.length > kinks.length) this.circles.pop().remove();
    while (this.circles.length < kinks.length) this.circles.push(this.circle(this.circles.length));
    this.circles.forEach((circle, k) => {
      const facts = {
        ...{ cx: plane.right(kinks[k]), cy: plane.top(heights[k]), r: k === this.chosen ? 10 : 8 },
        ...{ fill: ink(k, colours), stroke: k === this.chosen ? colours.text : "none", "stroke-width": 2 },
        ...{ "aria-label": name(k), "aria-valuetext": value(k), "aria-valuenow": heights[k], "data-direction": directions[k] },
      };
      for (const [fact, given] of Object.entries(facts)) circle.setAttribute(fact, String(given));
      this.now = { kinks: [...kinks], heights: [...heights] };
    });
  }

  /** @param {number} k */
  circle(k) {
    const circle = this.svg.appendChild(document.createElementNS(SPACE, "circle"));
    const facts = { role: "slider", tabindex: 0, "aria-valuemin": -40, "aria-valuemax": 40 };
    for (const [name, fact] of Object.entries(facts)) circle.setAttribute(name, String(fact));
    circle.onpointerdown = (event) => {
      this.held = this.chosen = k;
      this.svg.setPointerCapture(event.pointerId);
      circle.focus();
      this.actions.held(true);
    };
    circle.onfocus = () => {
      this.chosen = k;
      if (!this.isHeld) this.actions.held(false);
    };
    circle.ondblclick = () => this.actions.turn();
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
    if (event.key === "Enter") this.actions.turn();
    if (!(event.key in ways)) return;
    event.preventDefault();
    const times = event.shiftKey ? FAR : 1;
    const [aside, up] = ways[event.key];
    const { kinks, heights } = this.now; // the next key may come before the next picture
    kinks[k] += aside * times;
    heights[k] += up * times;
    this.actions.move(k, kinks[k], heights[k]);
  }
}
