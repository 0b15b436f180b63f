// @ts-check
/** The start of a descent on its map: it goes where somebody clicks or drags, and by the arrow keys. */

import { rounded } from "./numbers.js";

/** @type {Record<string, number[]>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class StartHandle {
  /** @type {number[]} */ start;

  /**
   * @param {import("./descent_map.js").DescentMap} map
   * @param {HTMLElement} handle
   * @param {(start: number[]) => void} put   called with where somebody wants it
   */
  constructor(map, handle, put) {
    this.map = map;
    this.handle = handle;
    this.tell = put;
    const { stage } = map;
    stage.onpointerdown = (event) => {
      stage.setPointerCapture(event.pointerId);
      handle.focus({ preventScroll: true });
      this.put(map.at(event));
    };
    stage.onpointermove = (event) => {
      if (event.buttons && stage.hasPointerCapture(event.pointerId)) this.put(map.at(event));
    };
    handle.onkeydown = (event) => this.press(event);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const [left, right] = this.map.domain;
    const far = ((right - left) / 200) * (event.shiftKey ? 10 : 1);
    this.put(this.start.map((at, d) => at + far * move[d]));
  }

  /**
   * Want it there, within the picture.
   * @param {number[]} at
   */
  put(at) {
    const { domain } = this.map;
    this.start = at.map((value, d) => rounded(Math.min(Math.max(value, domain[2 * d]), domain[2 * d + 1]), 4));
    this.tell(this.start); // the next key may come before the next picture
  }

  /**
   * @param {number[]} start
   * @param {ReturnType<typeof import("./numbers.js").numbersIn>} number
   */
  draw(start, number) {
    this.start = start;
    const { handle, map } = this;
    const [x, y] = start;
    Object.assign(handle.style, { left: `${map.across(x)}px`, top: `${map.up(y)}px` });
    const [left, right] = map.domain;
    for (const [name, value] of Object.entries({ min: left, max: right, now: x })) handle.setAttribute(`aria-value${name}`, String(value));
    handle.setAttribute("aria-valuetext", `x = ${number.significant(x, 3)}, y = ${number.significant(y, 3)}`);
  }
}
