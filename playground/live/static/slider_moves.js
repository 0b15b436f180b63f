// @ts-check
/**
 * Sliders that go to the network at once: Streamlit tells the page of one only when the hand has rested. The page follows,
 * and finds the network as it would have it (slider_moves.py).
 */

export class SliderMoves {
  /** @type {Set<string>} */
  controls = new Set();

  /** @param {(control: string, stop: number) => void} move */
  constructor(move) {
    this.move = move;
    this.observer = new MutationObserver((changes) => {
      for (const { target } of changes) this.see(/** @type {HTMLInputElement} */ (target));
    });
    this.observer.observe(document.body, { subtree: true, attributeFilter: ["value"] });
  }

  /** @param {string[]} controls   keys of the sliders that a run takes */
  follow(controls) {
    this.controls = new Set(controls);
  }

  /**
   * Take a slider's new place if a person has moved it: one that the page moves does not have the focus.
   * @param {HTMLInputElement} input
   */
  see(input) {
    if (input.type !== "range" || input !== document.activeElement) return;
    const element = input.closest("[class*=st-key-]");
    const control = element && [...element.classList].find((name) => name.startsWith(KEY)).slice(KEY.length);
    if (this.controls.has(control)) this.move(control, Number(input.getAttribute("value")));
  }

  close() {
    this.observer.disconnect();
  }
}

const KEY = "st-key-";
