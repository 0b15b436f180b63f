// @ts-check
/**
 * One WebSocket for each run, shared by all the figures of a page, and what every figure needs: frames read from
 * safetensors bytes, curves that grow, credits, reconnecting.
 *
 * @typedef {Object} State  What is known of a run; the same object is passed to every subscriber.
 * @property {Record<string, string>} facts       metadata of the newest frame: epoch, step, status, device...
 * @property {Record<string, Tensor>} tensors     the newest frame
 * @property {number[]} epochs                    the epochs at which the curves have values: all, or of very many some
 * @property {Record<string, number[]>} curves    whole curves; of a tensor with a column for each network, or value
 *                                                compared, "name:0", "name:1"...
 * @property {string} status                      idle, running, paused, diverged, lost, disconnected, connecting
 * @property {string} reason                      why it is lost: worker, limit, memory, ended, refused
 * @property {Focus} focus                        what the person looks at
 * @property {Tensor | null} [preview]           a coarse map of that neuron, -1 to 1
 * @property {string} [looked]                   its name in words
 * @property {number | null} pointed             which of the values compared the person points at
 *
 * @typedef {import("./frames.js").Tensor} Tensor
 * @typedef {import("./focus.js").Focus} Focus
 *
 * @typedef {(state: State) => void} Draw
 */

import { NO_FOCUS } from "./focus.js";
import { FrameReader, grow } from "./frames.js";
import { announceFirstFrame } from "./plotting.js";

export { plotly, thin } from "./frames.js";
export { isDark, typeScale } from "./elements.js";
export { firstFrame, firstTurn, isBusy, leavesTurn, loadPlotly, takesTurn, tookTurn } from "./plotting.js";

/** @type {Map<string, Channel>} */
const channels = new Map();
const RETRY_DELAYS = [300, 600, 1200, 2500, 5000];
const UNKNOWN_RUN = 4404;
const REFUSED = [4400, 1009]; // the server takes no such message, or none so long
const MOST_REFUSALS = 3;

/**
 * Watch a run.
 * @param {string} path   path of the WebSocket on this server
 * @param {string} token  the run's token
 * @param {Draw} draw     called once for each new frame or change of status
 */
export function watch(path, token, draw) {
  let channel = channels.get(token);
  if (!channel) {
    channel = new Channel(path, token);
    channels.set(token, channel);
  }
  channel.subscribers.add(draw);
  draw(channel.state);
  return {
    /** @param {string} type   of a button of the transport */
    send: (type) => channel.press(type),
    /** @param {{type: string, [part: string]: any}} message */
    tell: (message) => channel.send(message),
    /** @type {Channel["look"]} */
    look: (focus, preview, name) => channel.look(focus, preview, name),
    /** @type {Channel["point"]} */
    point: (value) => channel.point(value),
    close: () => channel.leave(draw),
  };
}

class Channel {
  attempts = 0;
  refusals = 0;
  closed = false;
  scheduled = false;
  owesCredit = false;
  announced = false;
  received = 0;
  taken = 0;
  frames = new FrameReader();
  /** @type {Set<Draw>} */
  subscribers = new Set();
  /** @type {State} */
  state = {
    ...{ facts: {}, tensors: {}, epochs: [], curves: {}, status: "connecting", reason: "" },
    ...{ pointed: null, focus: NO_FOCUS },
  };

  /**
   * @param {string} path
   * @param {string} token
   */
  constructor(path, token) {
    this.path = path;
    this.token = token;
    this.connect();
  }

  connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${this.path}`);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.send({ type: "hello", token: this.token });
      this.sendFocus();
      this.ready();
    };
    socket.onmessage = (event) => {
      this.attempts = 0;
      if (typeof event.data === "string") this.hear(JSON.parse(event.data));
      else this.receive(event.data);
    };
    socket.onclose = (event) => this.retry(event.code);
  }

  /** A worker that has just come knows nothing of what the person looks at. */
  sendFocus() {
    if (JSON.stringify(this.state.focus) !== JSON.stringify(NO_FOCUS)) this.send({ type: "look", ...this.state.focus });
  }

  /**
   * Look at something else: the worker's next frames follow, and what is here already is drawn at once.
   * @param {Partial<Focus>} focus
   * @param {Tensor | null} [preview]   of the neuron
   * @param {string} [name]             its name in words
   */
  look(focus, preview, name) {
    const whole = { ...this.state.focus, ...focus };
    if (preview !== undefined) Object.assign(this.state, { preview, looked: name });
    if (JSON.stringify(whole) === JSON.stringify(this.state.focus)) return;
    this.state.focus = whole;
    this.send({ type: "look", ...whole });
    this.drawSoon();
  }

  /**
   * Say which of the values compared the person points at; all pictures of this page follow, the worker need not know.
   * @param {number | null} value
   */
  point(value) {
    if (value === this.state.pointed) return;
    this.state.pointed = value;
    this.drawSoon();
  }

  /**
   * A button of the transport: it also ends the silence after messages were refused.
   * @param {string} type
   */
  press(type) {
    if (this.state.reason === "refused") {
      this.refusals = 0;
      this.change("connecting", "");
      this.connect();
    } else this.send({ type });
  }

  /**
   * After a lost connection: say so, and try again, more and more patiently. What was refused is not said again with
   * what the person looks at, and a page that is refused again and again goes silent until somebody presses a button.
   * @param {number} code   with which the connection was closed
   */
  retry(code) {
    if (this.closed) return;
    if (REFUSED.includes(code)) {
      this.refusals += 1;
      this.state.focus = NO_FOCUS;
    }
    if (code === UNKNOWN_RUN || this.refusals >= MOST_REFUSALS) {
      this.fall("lost", code === UNKNOWN_RUN ? "ended" : "refused");
      return;
    }
    this.fall("disconnected", "");
    const delay = RETRY_DELAYS[Math.min(this.attempts, RETRY_DELAYS.length - 1)];
    this.attempts += 1;
    this.timer = setTimeout(() => this.connect(), delay);
  }

  /**
   * Read a frame and take it, unless a later one has been taken: small ones take a moment. One that relies on a frame
   * that is not here is asked for anew.
   * @param {ArrayBuffer} buffer
   */
  async receive(buffer) {
    this.received += 1;
    const place = this.received;
    const frame = await this.frames.read(buffer);
    if (place < this.taken) return;
    if (!frame) {
      this.ready(false);
      return;
    }
    this.taken = place;
    this.take(frame);
  }

  /** @param {{status: string, reason?: string}} message */
  hear(message) {
    if (message.status === "lost") this.fall("lost", message.reason);
    if (message.status === "started") {
      this.sendFocus();
      this.ready();
    }
  }

  /**
   * Say that nothing comes any more. A frame that came before and is still being read comes too late: it would say that
   * the run goes on.
   * @param {string} status
   * @param {string} reason
   */
  fall(status, reason) {
    this.taken = this.received + 1;
    this.change(status, reason);
  }

  /**
   * @param {string} status
   * @param {string} reason
   */
  change(status, reason) {
    this.state.status = status;
    this.state.reason = reason;
    this.drawSoon();
  }

  /**
   * Take a frame: keep it, and draw it at the browser's next chance.
   * @param {{facts: Record<string, string>, tensors: Record<string, Tensor>}} frame
   */
  take({ facts, tensors }) {
    const { state } = this;
    const isNew = facts.generation !== state.facts.generation;
    if (isNew) Object.assign(state, { epochs: [], curves: {} });
    grow(state, facts.curves.split(","), tensors, Number(facts.since));
    state.facts = facts;
    state.tensors = tensors;
    state.status = facts.status;
    state.reason = "";
    if (isNew) this.draw();
    this.drawSoon(true);
  }

  draw() {
    for (const draw of this.subscribers) draw(this.state);
    if (!this.announced && this.state.facts.version) requestAnimationFrame(() => setTimeout(announceFirstFrame));
  }

  /**
   * Draw once in the next animation frame. A frame gives a credit as it comes, or, while one before it waits to be drawn,
   * once that is: a hidden tab draws nothing, gives none, and so pauses its run. The first one is drawn before: its credit
   * lets the page's script send the controls (sidebar.py).
   */
  drawSoon(credit = false) {
    if (credit && !this.scheduled && this.announced) this.ready();
    else this.owesCredit ||= credit;
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      if (this.owesCredit) this.ready();
      this.owesCredit = false;
      this.draw();
      this.announced ||= Boolean(this.state.facts.version); // asking with every frame would lay the page out twice
    });
  }

  /** Ask for the next frame: one is on its way, never more. A worker that does not know what is here sends all of it. */
  ready(isKnown = this.state.status !== "disconnected") {
    const { facts, epochs } = this.state;
    this.send({
      type: "ready",
      generation: Number(facts.generation ?? 0),
      since: (epochs.at(-1) ?? -1) + 1,
      shown: isKnown ? Number(facts.version ?? -1) : -1,
    });
  }

  /** @param {{type: string, [part: string]: any}} message */
  send(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  /** @param {Draw} draw */
  leave(draw) {
    this.subscribers.delete(draw);
    // A page that is drawn anew unmounts and mounts its figures; the connection survives that.
    setTimeout(() => {
      if (this.subscribers.size > 0 || this.closed) return;
      this.closed = true;
      clearTimeout(this.timer);
      channels.delete(this.token);
      this.socket.close();
    }, 500);
  }
}
