// @ts-check
/**
 * Says when it is worth while for the server to look at the run of a challenge. It says no more than that: whether the
 * goal is met the server asks the run's own worker.
 *
 * @typedef {Object} Goal   as the page has it
 * @property {string} metric
 * @property {number} bound
 * @property {boolean} most       whether the bound is the most that counts
 * @property {number} since       the first epoch that counts
 * @property {number | null} within   the last one
 */

const PAUSE = 1000; // ms between two looks, at least
const LATEST = 5000; // ms after which a network that has changed is looked at, whatever it has reached

/** @extends {LiveElement<{goal: Goal}>} */
class ChallengeWatch extends LiveElement {
  interval = 250;
  looks = 0;
  lookedAt = -LATEST;
  /** What was known when the server was last asked to look: which network, what it did, what it had reached. */
  told = "";
  toldVersion = "";
  /** @type {number | undefined} */
  later;

  /** @param {State} state */
  draw(state) {
    const { facts, status } = state;
    if (facts.generation === undefined) return;
    const news = [facts.generation, status, this.reached(state), this.isLate(state)].join();
    if (news !== this.told) this.lookAfter(PAUSE, news);
    else if (facts.version !== this.toldVersion) this.lookAfter(LATEST, news);
  }

  /**
   * Look as soon as so long a time has passed since the last look.
   * @param {number} pause
   * @param {string} news
   */
  lookAfter(pause, news) {
    clearTimeout(this.later);
    const due = this.lookedAt + pause - performance.now();
    this.later = setTimeout(() => this.look(news), Math.max(due, 0));
  }

  /** @param {string} news */
  look(news) {
    if (this.closed) return;
    this.told = news;
    this.toldVersion = this.state.facts.version;
    this.lookedAt = performance.now();
    this.looks += 1;
    this.trigger("look", this.looks);
  }

  /**
   * Return whether the curve says that the goal is met, as far as the browser has it.
   * @param {State} state
   */
  reached({ curves, epochs }) {
    const { metric, bound, most, since, within } = this.data.goal;
    /** @param {number} value @param {number} k */
    const meets = (value, k) =>
      epochs[k] >= since && epochs[k] <= (within ?? Infinity) && (most ? value <= bound : value >= bound);
    return curves[metric]?.some(meets) ?? false;
  }

  /** @param {State} state */
  isLate({ facts }) {
    return Number(facts.epoch) > (this.data.goal.within ?? Infinity);
  }

  close() {
    super.close();
    clearTimeout(this.later);
  }
}

export default mount(ChallengeWatch, ".challenge-watch");
