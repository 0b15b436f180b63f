// @ts-check
/**
 * A network for images at work: the image in hand, what every layer makes of it, and what the network says.
 *
 * @typedef {Object} Layer
 * @property {number} number      place in the list, from 1
 * @property {string} title
 * @property {string} kind
 * @property {string} facts       shape and parameters in words
 * @property {boolean} kernels    whether it has kernels
 * @property {number} window      of a convolution or a pooling layer, its side
 * @property {number} stride
 * @property {number} padding
 * @property {number} group       filters of a convolution that see the same maps
 * @property {string} activation  its name in words
 *
 * @typedef {Object} Data
 * @property {Layer[]} layers
 * @property {string[]} classes
 * @property {number} side       of an image, in pixels
 * @property {number} channels
 * @property {boolean} centred    whether drawings are placed as MNIST's digits are
 * @property {number} tests       test images
 * @property {string} brought     an image of the person's own, in base64; empty where there is none
 * @property {string} why         what a map of reasons says of a class, with {name}; empty where none is asked for
 * @property {Record<"light" | "dark", import("./painter.js").Theme>} themes    colours, and a scale from negative over nothing to positive
 * @property {{light: string[], dark: string[]}} curves   colours of training and test
 * @property {string} language
 * @property {Record<string, string>} texts
 */

/** @extends {LiveElement<Data>} */
class LiveMaps extends LiveElement {
  modules = { painter: "painter", picking: "image_picker", layering: "layer_row", enlarging: "enlarged" };
  /** @type {typeof import("./painter.js")} */ painter;
  /** @type {typeof import("./image_picker.js")} */ picking;
  /** @type {typeof import("./layer_row.js")} */ layering;
  /** @type {typeof import("./enlarged.js")} */ enlarging;
  /** @type {import("./image_picker.js").ImagePicker} */ picker;
  /** @type {import("./enlarged.js").Enlarged} */ enlarged;
  /** @type {import("./layer_row.js").LayerRow[]} */
  rows = [];
  built = "";

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.when = "after";
    /** @type {(name: string) => any} */
    this.find = (name) => element.querySelector(`.${name}`);
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.state?.focus.map) this.shut();
    });
  }

  /** @param {Data & Run} data */
  async update(data) {
    await super.update(data);
    if (data === this.data) this.picker.bring(data);
  }

  /** @param {Data} data */
  prepare(data) {
    /** @type {"light" | "dark"} */
    this.shade = this.connection.isDark() ? "dark" : "light";
    this.palette = this.painter.palette(data.themes[this.shade].scale);
    this.picker ??= new this.picking.ImagePicker(this.find, (focus) => this.watching?.look(focus));
    this.picker.update(data, this.shade);
    this.enlarged ??= new this.enlarging.Enlarged(this.find("enlarged"), () => this.shut());
    this.enlarged.update(data, this.palette, this.shade);
    const built = JSON.stringify([data.layers, data.texts]);
    if (built !== this.built) this.build();
    this.built = built;
  }

  build() {
    const { texts, layers } = this.data;
    this.element.setAttribute("aria-label", texts.alt);
    this.find("choice").replaceChildren(...["after", "before"].map((when) => this.option(when, texts[when])));
    for (const row of this.rows) row.close();
    const redraw = () => this.state && this.draw(this.state);
    this.rows = layers.map(
      (layer) => new this.layering.LayerRow(layer, texts, (number, channel) => this.enlarge(number, channel), redraw),
    );
    this.find("layers").replaceChildren(...this.rows.map(({ section }) => section));
    this.choose(this.when);
  }

  /**
   * @param {string} when
   * @param {string} text
   */
  option(when, text) {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.setAttribute("role", "radio");
    made.dataset.when = when;
    made.onclick = () => this.choose(when);
    return made;
  }

  /**
   * Show maps before or after the activations.
   * @param {string} when
   */
  choose(when) {
    this.when = when;
    for (const one of this.find("choice").children) one.setAttribute("aria-checked", String(one.dataset.when === when));
    if (this.state) this.draw(this.state);
  }

  /**
   * Show what makes a map; of the one that is shown, no more.
   * @param {number} number   of the layer
   * @param {number} channel
   */
  enlarge(number, channel) {
    const { map } = this.state.focus;
    if (map?.[0] === number && map[1] === channel) {
      this.shut();
      return;
    }
    this.enlarged.expect();
    this.watching.look({ map: [number, channel] });
  }

  shut() {
    const [number, channel] = this.state.focus.map;
    this.watching.look({ map: null });
    this.rows[number - 1]?.focus(channel);
  }

  /** @param {State} state */
  draw(state) {
    this.mark(state);
    if (!state.tensors.image) return;
    this.element.dataset.prediction = this.picker.draw(state);
    const which = this.when === "before" ? 0 : 1;
    for (const row of this.rows) row.draw(state.tensors, which, this.palette, state.focus.map);
    this.enlarged.draw(state, this.rows.map(({ section }) => section));
    this.count(state);
  }

  close() {
    super.close();
    for (const row of this.rows) row.close();
  }
}

export default mount(LiveMaps, ".live-maps");
