/**
 * What components have in common: how Streamlit mounts them, and how they follow a run. Python puts this text before a
 * component's own (`source` in figure.py): a component reaches the browser as one text, which can import nothing before
 * it is told where the server's scripts are.
 */

/**
 * Return what Streamlit calls each time that the page's script has run.
 * @param {new (element: HTMLElement) => {update: (data: any) => any, close: () => void}} Kind   made once for each
 *     place on the page; it finds as `trigger` how to tell the page of something
 * @param {string} selector   its element in the component's document
 */
function mount(Kind, selector) {
  const mounted = new WeakMap();
  return ({ data, parentElement, setTriggerValue }) => {
    let component = mounted.get(parentElement);
    const element = parentElement.querySelector(selector);
    if (!component) {
      component = new Kind(element);
      mounted.set(parentElement, component);
    }
    component.trigger = setTriggerValue;
    const ready = component.update(data); // until then it has its room, but no words: its buttons would be nameless
    Promise.resolve(ready).then(() => element.style.removeProperty("visibility"));
    return () => {
      mounted.delete(parentElement);
      component.close();
    };
  };
}

/**
 * A component that follows a run. Its own class says in `prepare(data)` what the page's settings change, once all scripts
 * are there and before anything is drawn with them, and in `draw(state)` how a state of the run looks (connection.js).
 */
class LiveElement {
  /** Scripts of this server that the component needs besides connection.js, by the names under which it has them. */
  modules = {};
  /** Milliseconds between two drawings; where it is 0 every state is drawn. */
  interval = 0;
  drawnAt = -Infinity;
  frames = 0;

  constructor(element) {
    this.element = element;
  }

  /** @param {any} data   token, socket and scripts say how to reach the run; the rest is the component's own */
  async update(data) {
    this.wanted = data;
    if (!this.connection) await this.load(data.scripts);
    if (this.closed || data !== this.wanted) return; // what came meanwhile is newer
    const moved = data.token !== this.data?.token;
    this.data = data; // not before: frames that come meanwhile are of what is prepared
    this.prepare(data);
    if (moved || !this.watching) {
      this.watching?.close();
      this.watching = this.connection.watch(data.socket, data.token, (state) => this.take(state));
    } else if (this.state) this.redraw();
  }

  async load(path) {
    const scripts = new URL(path, location.origin).href;
    const needed = Object.entries({ connection: "connection", ...this.modules });
    const load = async ([name, script]) => [name, await import(`${scripts}/${script}.js`)];
    Object.assign(this, Object.fromEntries(await Promise.all(needed.map(load))));
  }

  /** Take a new state of the run, and draw it as soon as the interval allows. */
  take(state) {
    this.state = state;
    if (!this.interval) this.draw(state);
    else this.timer ??= setTimeout(() => this.redraw(), Math.max(0, this.drawnAt + this.interval - performance.now()));
  }

  /** Draw the newest state now. */
  redraw() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.drawnAt = performance.now();
    this.draw(this.state);
  }

  /** Say in the DOM how the run is. */
  mark({ status, facts }) {
    Object.assign(this.element.dataset, { status, epoch: facts.epoch ?? "0", generation: facts.generation ?? "0" });
  }

  /** Count the pictures drawn. */
  count({ facts: { version, generation } }) {
    if (version !== this.version || generation !== this.generation) this.frames += 1;
    Object.assign(this, { version, generation });
    this.element.dataset.frames = this.frames;
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.watching?.close();
  }
}
