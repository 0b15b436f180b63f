// @ts-check
/**
 * How components follow a run. Python puts this text behind page_element.js and before a component's own.
 *
 * @typedef {import("./connection.js").State} State
 *
 * @typedef {Object} Run    where the run is, which Python gives to each of them
 * @property {string} scripts     address of this server's scripts
 * @property {string} socket      path of the WebSocket
 * @property {string} token       the run's token
 */

const PATIENCE = 40; // ms for which a late drawing waits for the next picture

/**
 * A component that follows a run. Its own class says in `prepare(data)` what the page's settings change, once all scripts
 * are there and before anything is drawn with them, and in `draw(state)` how a state of the run looks (connection.js).
 * @template Given   what Python gives to the component besides
 * @extends {PageElement<Given & Run>}
 */
class LiveElement extends PageElement {
  /** Milliseconds between two drawings; where it is 0 every state is drawn. */
  interval = 0;
  drawnBeat = -1;
  drawnStatus = "";
  frames = 0;
  /** @type {State} */
  state;
  /** @type {ReturnType<typeof import("./connection.js").watch>} */
  watching;
  /** @type {number | undefined} */
  timer;
  /** @type {string} */
  version;
  /** @type {string} */
  generation;

  /** @param {Given & Run} data */
  accept(data) {
    const moved = data.token !== this.data?.token;
    super.accept(data); // not later: frames that come meanwhile are of what is prepared
    if (moved || !this.watching) {
      this.watching?.close();
      this.watching = this.connection.watch(data.socket, data.token, (state) => this.take(state));
    } else if (this.state) this.redraw();
  }

  /**
   * Take a new state of the run, and draw it as soon as the interval allows: with a picture that comes then, or alone.
   * Another status is seen at once. Elements of one interval draw together: the page is then painted once.
   * @param {State} state
   */
  take(state) {
    this.state = state;
    const due = (this.beat() + 1) * this.interval;
    if (!this.interval || this.beat() !== this.drawnBeat || state.status !== this.drawnStatus) this.drawNow();
    else this.timer ??= setTimeout(() => this.drawNow(), due + PATIENCE - performance.now());
  }

  /** Return which interval it is since the page was opened. */
  beat() {
    return Math.floor(performance.now() / this.interval);
  }

  /** Draw the newest state as the page's settings have it since they changed. */
  redraw() {
    this.drawNow();
  }

  drawNow() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.drawnBeat = this.beat();
    this.drawnStatus = this.state.status;
    const moving = this.drawnStatus === "running"; // then a layer of its own: the page is not painted with its pictures
    this.element.style.willChange = moving ? "transform" : "";
    this.draw(this.state);
  }

  /**
   * Say in the DOM how the run is.
   * @param {State} state
   */
  mark({ status, facts }) {
    Object.assign(this.element.dataset, { status, epoch: facts.epoch ?? "0", generation: facts.generation ?? "0" });
  }

  /**
   * Count the pictures drawn.
   * @param {State} state
   */
  count({ facts: { version, generation } }) {
    if (version !== this.version || generation !== this.generation) this.frames += 1;
    Object.assign(this, { version, generation });
    this.element.dataset.frames = String(this.frames);
  }

  close() {
    super.close();
    clearTimeout(this.timer);
    this.watching?.close();
  }
}
