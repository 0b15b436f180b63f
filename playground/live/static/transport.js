// @ts-check
/**
 * The transport: play, pause, step, reset, and what the run has reached. Its buttons speak to the worker directly;
 * only "new seed" changes the experiment, and so goes through the page.
 */

const RENEWALS = 20; // times that the page is asked for a run instead of one that the server no longer keeps
/** @type {Record<string, string>} */
const KEYS = { " ": "play", k: "play", s: "step", e: "step_epoch", 0: "reset", n: "seed" };

/**
 * @typedef {Object} Data
 * @property {boolean} accuracies   whether the task is measured by them
 * @property {boolean} losses       whether it is measured by losses: a GAN is not
 * @property {{light: string[], dark: string[]}} colours   of training and test
 * @property {string} language
 * @property {Record<string, string>} texts
 * @property {string[]} sliders     keys of those that the network follows at once
 */

/** @extends {LiveElement<Data>} */
class Transport extends LiveElement {
  interval = 90; // nobody reads faster
  modules = { numbers: "numbers", sliders: "slider_moves" };
  /** @type {typeof import("./numbers.js")} */ numbers;
  /** @type {typeof import("./slider_moves.js")} */ sliders;
  /** @type {import("./slider_moves.js").SliderMoves} */ moves;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    /** @type {Record<string, HTMLButtonElement>} */
    this.buttons = Object.fromEntries([...element.querySelectorAll("button")].map((b) => [b.dataset.action, b]));
    for (const [action, button] of Object.entries(this.buttons)) button.onclick = () => this.act(action);
    /** @type {HTMLInputElement} */
    this.timeline = element.querySelector(".timeline input");
    this.timeline.oninput = () => this.scrub(Number(this.timeline.value));
    /** @type {HTMLSelectElement} */
    this.devices = element.querySelector(".devices");
    this.devices.onchange = () => this.trigger("device", this.devices.value);
    /** @type {HTMLElement} */
    this.why = element.querySelector(".why");
    /** @param {KeyboardEvent} event */
    this.onKey = (event) => this.key(event);
    document.addEventListener("keydown", this.onKey);
  }

  /** @param {Data} data */
  prepare(data) {
    this.write = this.numbers.numbersIn(data.language);
    this.moves ??= new this.sliders.SliderMoves((control, stop) => this.watching.tell({ type: "move", control, stop }));
    this.moves.follow(data.sliders);
    for (const [action, button] of Object.entries(this.buttons)) {
      if (action !== "play") label(button, data.texts[action], data.texts[`${action}_key`]);
    }
    /** @type {NodeListOf<HTMLElement>} */
    const terms = this.element.querySelectorAll("[data-text]");
    for (const term of terms) term.textContent = data.texts[term.dataset.text];
    const [train, test] = data.colours[this.connection.isDark() ? "dark" : "light"];
    this.element.style.setProperty("--train-colour", train);
    this.element.style.setProperty("--test-colour", test);
  }

  newSeed() {
    this.trigger("seed", true);
  }

  newRun() {
    this.trigger("ended", true);
  }

  /** @param {string} action */
  act(action) {
    if (action === "seed") this.newSeed();
    else if (action === "play" && this.state?.status === "running") this.watching.send("pause");
    else this.watching?.send(action);
  }

  /**
   * Go to a checkpoint; the last place is now.
   * @param {number} place
   */
  scrub(place) {
    this.watching?.tell(place === Number(this.timeline.max) ? { type: "scrub" } : { type: "scrub", place });
  }

  /**
   * Show the checkpoints as places of a slider, and at which the network stands.
   * @param {State} state
   */
  drawTimeline({ facts }) {
    const epochs = facts.checkpoints ? facts.checkpoints.split(",").map(Number) : [];
    this.element.classList.toggle("many", facts.networks !== undefined); // many networks keep no checkpoints
    this.timeline.disabled = epochs.length < 2; // it keeps its place, so that nothing jumps at the first epoch
    this.timeline.max = String(epochs.length);
    this.timeline.setAttribute("aria-label", this.data.texts.timeline);
    this.timeline.title = this.data.texts.timeline;
    const place = facts.past ? epochs.indexOf(Number(facts.epoch)) : epochs.length;
    const root = /** @type {Document | ShadowRoot} */ (this.timeline.getRootNode());
    if (root.activeElement !== this.timeline || !facts.past) this.timeline.value = String(place);
    const text = facts.past ? this.write.whole(Number(facts.epoch)) : this.data.texts.now;
    this.timeline.setAttribute("aria-valuetext", text);
    const output = this.element.querySelector(".timeline output");
    if (output.textContent !== text) output.textContent = text;
  }

  /**
   * Where the machine has a graphics card, offer the choice, and say what was taken by itself and why.
   * @param {Record<string, string>} facts
   */
  drawDevices({ devices, device_asked: asked, device_taken: taken }) {
    const { texts } = this.data;
    const names = devices ? ["auto", ...devices.split(",")] : [];
    this.devices.hidden = !names.length;
    const reason = asked === "auto" ? texts[taken === "cpu" ? "small" : "large"] : "";
    this.why.hidden = !reason;
    if (this.why.textContent !== reason) this.why.textContent = reason;
    const offered = [...this.devices.options].map(({ value, text }) => `${value} ${text}`).join();
    if (offered !== names.map((name) => `${name} ${texts[name]}`).join()) {
      this.devices.replaceChildren(...names.map((name) => new Option(texts[name], name)));
    }
    this.devices.setAttribute("aria-label", texts.devices);
    const root = /** @type {Document | ShadowRoot} */ (this.devices.getRootNode());
    if (root.activeElement !== this.devices) this.devices.value = asked ?? "";
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const action = KEYS[event.key];
    const at = /** @type {Partial<Element>} */ (event.composedPath()[0]);
    const typing = at.closest?.("input, textarea, select, [contenteditable], [role=slider], [role=dialog]");
    const pressing = event.key === " " && at.closest?.("button, summary, a, [role=button], [role=tab]");
    if (!action || typing || pressing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    event.preventDefault();
    this.act(action);
  }

  /** @param {State} state */
  draw(state) {
    const { facts, status, reason } = state;
    const { texts } = this.data;
    const { whole, percent, measured } = this.write;
    /** @param {number} value */
    const number = (value) => measured(value, 3, 1e-3);
    this.mark(state);
    const running = status === "running";
    this.buttons.play.classList.toggle("running", running);
    label(this.buttons.play, running ? texts.pause : texts.play, texts.play_key);
    const offline = status === "disconnected" || status === "connecting" || (status === "lost" && reason === "ended");
    for (const button of Object.values(this.buttons)) button.disabled = offline;
    for (const action of ["play", "step", "step_epoch"]) this.buttons[action].disabled ||= status === "diverged";
    this.set("epoch", whole(Number(facts.epoch ?? 0)));
    const batch = Number(facts.step ?? 0) % Number(facts.batches ?? 1);
    this.set("batch", `${batch}/${facts.batches ?? "-"}`);
    for (const part of ["train", "test"]) {
      this.set(`${part}_loss`, number(fact(facts[`${part}_loss`])));
      this.set(`${part}_accuracy`, percent(fact(facts[`${part}_accuracy`]), 1, 0));
    }
    this.element.classList.toggle("no-loss", !this.data.losses);
    this.element.classList.toggle("no-accuracy", !this.data.accuracies && !facts.train_accuracy);
    this.metric("test_mape", facts, (value) => percent(value / 100, 2, 0));
    this.metric("test_bits_per_character", facts, number);
    this.metric("modes_covered", facts, (value) => `${whole(value)}/${whole(Number(facts.modes))}`);
    this.metric("share_within_3_sigma", facts, (value) => percent(value, 1, 0));
    for (const name of ["value", "on_real", "on_generated"]) this.metric(name, facts, (value) => measured(value, 3, 1e-3));
    this.drawTimeline(state);
    this.drawDevices(facts);
    const speed = running ? ` · ${whole(Number(facts.samples_per_second))} ${texts.samples_per_second}` : "";
    const networks = facts.networks ? ` · ${texts.networks.replace("{n}", facts.networks)}` : "";
    this.set("device", facts.device ? `${facts.device}${networks}${speed}` : "");
    const past = facts.past && texts.past.replace("{epoch}", whole(Number(facts.epoch))).replace("{newest}", whole(Number(facts.newest)));
    const some = Number(facts.diverged ?? 0) && texts.some_diverged.replace("{n}", facts.diverged).replace("{all}", facts.networks);
    this.say(texts[`${status}_${reason}`] ?? texts[status] ?? (past || some || ""), status);
    this.renew(status === "lost" && reason === "ended");
  }

  /**
   * Where the server forgot the session (it was started anew, or the connection was away for long), run the page again.
   * @param {boolean} ended
   */
  renew(ended) {
    clearInterval(this.renewing);
    if (!ended) return;
    let left = RENEWALS; // Streamlit drops what it is told before it is connected again itself
    this.renewing = setInterval(() => (left-- > 0 ? this.newRun() : clearInterval(this.renewing)), 1500);
  }

  /**
   * What only some tasks are measured by; it takes no room where it is not.
   * @param {string} name
   * @param {Record<string, string>} facts
   * @param {(value: number) => string} write
   */
  metric(name, facts, write) {
    this.set(name, write(fact(facts[name])));
    this.element.querySelector(`[data-value=${name}]`).parentElement.hidden = facts[name] === undefined;
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  set(name, text) {
    const element = this.element.querySelector(`[data-value=${name}]`);
    if (element.textContent !== text) element.textContent = text;
  }

  /**
   * Show a message; screen readers hear it when it changes, not at every frame.
   * @param {string} text
   * @param {string} status
   */
  say(text, status) {
    /** @type {HTMLElement} */
    const message = this.element.querySelector(".message");
    if (message.textContent !== text) message.textContent = text;
    message.hidden = !text;
    message.classList.toggle("serious", status === "diverged" || status === "lost");
  }

  close() {
    super.close();
    this.moves?.close();
    clearInterval(this.renewing);
    document.removeEventListener("keydown", this.onKey);
  }
}

/**
 * @param {HTMLElement} button
 * @param {string} text
 * @param {string} [key]
 */
function label(button, text, key) {
  button.setAttribute("aria-label", text);
  button.title = key ? `${text} (${key})` : text;
}

/**
 * Return a measured number from the facts; a network without accuracies has none.
 * @param {string | undefined} text
 */
function fact(text) {
  return text === undefined ? undefined : Number(text.replace("inf", "Infinity"));
}

export default mount(Transport, ".transport");
