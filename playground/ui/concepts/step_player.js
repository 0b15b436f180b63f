// @ts-check
/** Goes through the steps of a picture: a button, a slider, and the step in words. */

const SECONDS = 4; // that playing all of them takes, at most
const SMOOTH = 40; // steps a second that look like one movement

export class StepPlayer {
  started = 0;
  step = 0;
  steps = 1;

  /**
   * @param {HTMLElement} element   with a button, a slider and an output
   * @param {(step: number) => void} go   called with each step that is wanted; -1 is the last one
   * @param {number} [pace]   seconds that each step is to be seen, where there are few to read rather than many to watch
   */
  constructor(element, go, pace) {
    this.pace = pace;
    this.button = element.querySelector("button");
    this.slider = element.querySelector("input");
    this.output = element.querySelector("output");
    this.go = go;
    this.slider.oninput = () => this.goTo(Number(this.slider.value));
    this.button.onclick = () => this.play();
  }

  get isPlaying() {
    return this.started > 0;
  }

  /** @param {number} step */
  goTo(step) {
    this.started = 0;
    this.tell(step);
  }

  /** @param {number} step */
  tell(step) {
    this.go(step >= this.steps ? -1 : Math.max(step, 0));
  }

  /** Go on from the step in hand, from the first one if it is the last; a second press stops. */
  play() {
    if (this.isPlaying) {
      this.started = 0;
      this.tell(this.step);
      return;
    }
    const first = this.step >= this.steps ? 0 : this.step;
    const started = performance.now();
    const smooth = this.steps < SMOOTH ? SECONDS : Math.min(SECONDS, this.steps / SMOOTH);
    const seconds = this.pace ? this.pace * this.steps : smooth;
    this.started = started;
    const goOn = () => {
      if (this.started !== started) return;
      const step = first + Math.floor(((performance.now() - started) / 1000 / seconds) * this.steps);
      if (step >= this.steps) this.started = 0;
      this.tell(step);
      if (this.isPlaying) requestAnimationFrame(goOn);
    };
    goOn();
  }

  /**
   * @param {number} step    -1 is the last one
   * @param {number} steps
   * @param {Record<string, string>} texts
   * @param {(value: number) => string} number
   */
  draw(step, steps, texts, number) {
    this.steps = steps;
    this.step = step < 0 ? steps : Math.min(step, steps);
    this.slider.max = String(steps);
    this.slider.value = String(this.step);
    this.output.textContent = `${texts.step_word} ${number(this.step)} / ${number(steps)}`;
    this.button.textContent = this.isPlaying ? texts.pause : texts.play;
  }

  close() {
    this.started = 0;
  }
}
