// @ts-check
/**
 * What components have in common: how Streamlit mounts them, and how they load this server's scripts. Python puts this
 * text before a component's own (`source` in live/files.py): a component reaches the browser as one text, which can
 * import nothing before it is told where the server's scripts are.
 */

/**
 * Return what Streamlit calls each time that the page's script has run.
 * @param {new (element: HTMLElement) => PageElement<any>} Kind   made once for each place on the page
 * @param {string} selector   its element in the component's document
 */
function mount(Kind, selector) {
  /** @type {WeakMap<HTMLElement, PageElement<any>>} */
  const mounted = new WeakMap();
  /** @param {{data: any, parentElement: HTMLElement, setTriggerValue: (name: string, value: any) => void}} given */
  return ({ data, parentElement, setTriggerValue }) => {
    let component = mounted.get(parentElement);
    /** @type {HTMLElement} */
    const element = parentElement.querySelector(selector);
    if (!component) {
      component = new Kind(element);
      mounted.set(parentElement, component);
    }
    component.trigger = setTriggerValue;
    // Until it has drawn it has its room, but neither words nor numbers: its buttons would be nameless.
    component.update(data).then(async () => {
      if (!component.data) return; // newer data came while scripts loaded: what takes these shows it
      await component.settled();
      element.style.removeProperty("visibility");
    });
    return () => {
      mounted.delete(parentElement);
      component.close();
    };
  };
}

/**
 * A component. Its own class says in `prepare(data)` what the page's settings change, once all scripts are there.
 * @template {{scripts: string}} Given   what Python gives to the component
 */
class PageElement {
  /**
   * Scripts of this server that the component needs besides connection.js, by the fields in which it has them.
   * @type {Record<string, string>}
   */
  modules = {};
  /** @type {typeof import("./connection.js")} */ connection;
  /** @type {Given} */
  data;
  /**
   * Tells the page of something.
   * @type {(name: string, value: any) => void}
   */
  trigger;
  closed = false;
  scheduled = false;
  draws = 0;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
  }

  /** @param {Given} data */
  async update(data) {
    this.newest = data;
    if (!this.connection) await this.load(data.scripts);
    if (this.closed || data !== this.newest) return; // what came meanwhile is newer
    this.accept(data);
  }

  /** @param {string} path   address of this server's scripts */
  async load(path) {
    const scripts = new URL(path, location.origin).href;
    const needed = Object.entries({ connection: "connection", ...this.modules });
    /** @param {[string, string]} entry */
    const load = async ([name, script]) => [name, await import(`${scripts}/${script}.js`)];
    Object.assign(this, Object.fromEntries(await Promise.all(needed.map(load))));
  }

  /** @param {Given} data */
  accept(data) {
    this.data = data;
    this.prepare(data);
  }

  /** @param {Given} _data */
  prepare(_data) {}

  /** Draw in the browser's next frame, however often that is asked for until then. */
  drawSoon() {
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      if (!this.closed && this.data) this.draw();
    });
  }

  /** Wait for the picture that has been asked for, if one has. */
  async settled() {
    if (this.scheduled) await new Promise(requestAnimationFrame); // asked for later, it comes after the picture
  }

  /**
   * Return a part of the component.
   * @template {Element} [Kind=HTMLElement]
   * @param {string} selector
   * @returns {Kind}
   */
  query(selector) {
    return this.element.querySelector(selector);
  }

  /**
   * Return all parts that a selector finds.
   * @template {Element} [Kind=HTMLElement]
   * @param {string} selector
   * @returns {NodeListOf<Kind>}
   */
  queryAll(selector) {
    return this.element.querySelectorAll(selector);
  }

  /** @param {any} [_state]   of the run that a component follows */
  draw(_state) {}

  /** Count a picture; return how many there are. */
  drawn() {
    this.draws += 1;
    return this.draws;
  }

  close() {
    this.closed = true;
  }
}
