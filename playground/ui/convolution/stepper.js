// @ts-check
/**
 * A walk over the pixels of an output, one after the other: play, pause, one step, one back, reset, and how fast.
 */

const FEWEST_MS = 40;

export class Stepper {
  /**
   * @param {HTMLElement} element   with buttons [data-do] and a slider
   * @param {() => void} moved      called when `done`, the number of pixels computed, has changed
   */
  constructor(element, moved) {
    this.element = element;
    this.moved = moved;
    this.done = 1;
    this.total = 1;
    /** @type {NodeListOf<HTMLElement>} */
    const buttons = element.querySelectorAll("[data-do]");
    for (const button of buttons) button.onclick = () => this.act(button.dataset.do);
    /** @type {NodeListOf<HTMLElement>} */
    this.toggles = element.querySelectorAll("[data-shown]");
    this.pace = element.querySelector("input");
    this.pace.oninput = () => this.timer && this.run();
  }

  /** @param {string} name   of a button */
  act(name) {
    if (name === "toggle") this.toggle();
    else if (name === "back") this.back();
    else if (name === "step") this.step();
    else if (name === "reset") this.reset();
  }

  /**
   * Walk over so many pixels; another number of them starts again.
   * @param {number} total
   */
  over(total) {
    if (total === this.total) return;
    this.total = total;
    this.done = Math.min(1, total);
    this.pause();
  }

  toggle() {
    if (this.timer) this.pause();
    else this.play();
  }

  play() {
    if (this.done >= this.total) this.done = 0;
    this.run();
    this.step(true);
  }

  run() {
    clearInterval(this.timer);
    this.timer = setInterval(() => this.step(true), Math.max(1000 / 2 ** Number(this.pace.value), FEWEST_MS));
    this.tell();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    this.tell();
  }

  step(playing = false) {
    if (playing !== true) this.pause();
    this.go(this.done + 1);
  }

  back() {
    this.pause();
    this.go(this.done - 1);
  }

  reset() {
    this.pause();
    this.go(1);
  }

  /** @param {number} done */
  go(done) {
    this.done = Math.min(Math.max(done, 1), this.total);
    if (this.done >= this.total && this.timer) this.pause();
    this.tell();
    this.moved();
  }

  tell() {
    const playing = Boolean(this.timer);
    this.element.dataset.status = playing ? "running" : "paused";
    this.element.dataset.done = String(this.done);
    for (const button of this.toggles) {
      const label = button.dataset[playing ? "pause" : "play"];
      button.textContent = playing ? "❚❚" : "▶";
      button.setAttribute("aria-label", label);
      button.title = label;
    }
    this.element.querySelector("output").textContent = `${this.done} / ${this.total}`;
  }

  close() {
    clearInterval(this.timer);
  }
}
