// @ts-check
/**
 * The network diagram: every neuron with its answer over the plane, links by weight, biases; what is dropped in the batch
 * at hand; a data point's way through. Hover to look, click to edit, plus and minus to change the network.
 *
 * What a person looks at goes to the worker (connection.js, `look`), a new weight too; what changes the network goes to
 * the page, whose controls change with it.
 *
 * @typedef {Object} Data
 * @property {Network} network
 * @property {Record<string, boolean>} editable   which of layers, units and inputs may be changed here
 * @property {number} most          neurons of a layer that are shown
 * @property {number} most_layers
 * @property {number} most_units
 * @property {{light: Palettes, dark: Palettes}} palettes
 * @property {Record<"light" | "dark", import("./network_drawing.js").Shade>} colours
 * @property {import("./by_hand.js").ByHand} by_hand
 * @property {string} language
 * @property {Record<string, string>} texts
 *
 * @typedef {{predictions: import("./painter.js").Scale, classes: import("./painter.js").Scale[]}} Palettes
 * @typedef {import("./frames.js").Tensor} Tensor
 * @typedef {import("./network_layout.js").Network} Network
 * @typedef {import("./network_layout.js").Neuron} Neuron
 * @typedef {import("./network_parts.js").Part} Part
 * @typedef {Diagram} NetworkDiagram
 */

const DASH_PACE = 25; // ms a pixel
const LINKS_INTERVAL = 45; // ms between two drawings of the links: hundreds of curves with dashes are dear

/** @extends {LiveElement<Data>} */
class Diagram extends LiveElement {
  modules = {
    painter: "painter", placing: "network_layout", mapping: "network_maps", drawing: "network_drawing",
    parts: "network_parts", tracing: "network_trace", handling: "network_handles", inspecting: "inspector",
  };
  /** @type {typeof import("./painter.js")} */ painter;
  /** @type {typeof import("./network_layout.js")} */ placing;
  /** @type {typeof import("./network_maps.js")} */ mapping;
  /** @type {typeof import("./network_drawing.js")} */ drawing;
  /** @type {typeof import("./network_parts.js")} */ parts;
  /** @type {typeof import("./network_trace.js")} */ tracing;
  /** @type {typeof import("./network_handles.js")} */ handling;
  /** @type {typeof import("./inspector.js")} */ inspecting;
  /** @type {import("./inspector.js").Inspector} */ inspector;
  /** @type {import("./network_maps.js").Atlas} */ atlas;
  /** @type {Part | null} */ pinned = null;
  /** @type {Part | null} */ hovered = null;
  hoveredKey = "";
  /** @type {number | undefined} */ moving;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    /** @type {HTMLElement} */
    this.stage = element.querySelector(".stage");
    /** @type {HTMLCanvasElement[]} */
    this.canvases = [element.querySelector(".neuron-picture"), element.querySelector(".link-picture")];
    this.still = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.width = element.clientWidth;
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(element);
    this.stage.onpointermove = (event) => event.pointerType === "mouse" && this.hover(event);
    this.stage.onpointerleave = () => this.point(null);
    this.stage.onclick = (event) => this.click(/** @type {PointerEvent} */ (event));
  }

  /** @param {Data} data */
  prepare(data) {
    const structure = JSON.stringify([data.network, data.texts]);
    const changed = structure !== this.structure;
    this.structure = structure;
    this.element.setAttribute("aria-label", data.texts.alt);
    this.element.querySelector(".neurons").setAttribute("aria-label", data.texts.neurons);
    this.inspector ??= new this.inspecting.Inspector(this.element.querySelector(".inspector"), {
      edit: (part, value) => this.edit(part, value),
      pin: (part) => this.pin(part, true),
      closeTrace: () => this.watching.look({ sample: null }),
    });
    this.inspector.speak(data.texts, data.language);
    this.choosePalette();
    this.atlas ??= new this.mapping.Atlas();
    if (changed) {
      this.pinned = null;
      this.layout = null;
      this.atlas.take(data.network.inputs);
    }
  }

  /**
   * Ask the page for another network.
   * @param {{kind: string, name?: string, layer?: number, by?: number}} change
   */
  change(change) {
    this.trigger("change", { ...change, at: Date.now() });
  }

  choosePalette() {
    const shade = this.connection.isDark() ? "dark" : "light";
    const scales = this.data.palettes[shade];
    this.colours = { ...this.data.colours[shade], font: getComputedStyle(this.element).fontFamily, scale: this.connection.typeScale() };
    this.palette = this.painter.palette(scales.predictions, 256);
    this.classPalettes = scales.classes.map((scale) => this.painter.palette(scale, 256));
  }

  /**
   * Take a new state of the run.
   * @param {State} state
   */
  draw(state) {
    this.mark(state);
    const { shown } = state.tensors;
    if (!shown || !this.placing.belongs(shown, this.data.network, this.data.most)) return;
    this.place(shown);
    if (!this.placing.fits(this.layout, state.tensors)) return;
    this.atlas.draw(state.tensors.maps, this.paletteOf(state.tensors.maps.shape[0]), this.palette);
    this.paint(false);
    this.inspect();
    this.count(state);
    this.animate(state.status === "running");
  }

  /** @param {Tensor} shown */
  place({ data, shape }) {
    const key = `${data.join()} ${this.width}`; // asking for the width at each frame would lay the page out again
    if (this.layout && key === this.placedFor) return;
    this.placedFor = key;
    const shown = Array.from({ length: shape[0] }, (_, layer) => [data[2 * layer], data[2 * layer + 1]]);
    this.shown = shown;
    this.layout = this.placing.place(this.width, this.data.network, shown);
    this.contexts = this.canvases.map((canvas) => this.drawing.cover(canvas, this.layout));
    this.linksAt = -Infinity;
    this.stage.classList.toggle("tight", this.layout.pitch < 84);
    this.hovered = this.parts.again(this.hovered, this.layout);
    this.pinned = this.parts.again(this.pinned, this.layout);
    this.handling.putNeurons(this, this.element.querySelector(".neurons"));
    this.handling.putLayerCount(this, this.element.querySelector(".layer-count"));
    this.handling.putHandles(this, this.element.querySelector(".handles"));
  }

  /**
   * Return the palette of each map of a frame: outputs have those of their classes.
   * @param {number} count   of maps
   * @returns {(place: number) => Uint32Array}
   */
  paletteOf(count) {
    const [unit, shown] = this.shown.at(-1);
    const first = count - shown;
    return (place) => (place < first ? this.palette : (this.classPalettes[unit + place - first] ?? this.palette));
  }

  /**
   * Paint the neurons, and the links when that is due.
   * @param {boolean} anew   whether links are due in any case
   */
  paint(anew = true) {
    if (!this.layout || !this.state?.tensors.links || !this.placing.fits(this.layout, this.state.tensors)) return;
    const [neurons, links] = this.contexts;
    const running = this.state.status === "running" && !this.still.matches;
    const look = {
      tensors: this.state.tensors,
      colours: this.colours,
      outputs: this.data.network.output.labels,
      phase: running ? performance.now() / DASH_PACE : null,
      chosen: [this.pinned, this.hovered].filter(Boolean),
      maps: this.atlas.paint.bind(this.atlas, neurons),
      show: this.traced.bind(this),
    };
    this.drawing.drawNeurons(neurons, this.layout, look);
    this.paintedAt = performance.now();
    if (!anew && this.state.status === "running" && this.paintedAt - this.linksAt < LINKS_INTERVAL) return;
    this.drawing.drawLinks(links, this.layout, look);
    this.linksAt = this.paintedAt;
  }

  /**
   * Return what a neuron gave for the chosen data point, as text; nothing where none is chosen.
   * @param {Neuron} neuron
   */
  traced(neuron) {
    const { tensors, focus } = this.state;
    if (!tensors.trace || focus.sample === null || !neuron.on) return undefined;
    const value = this.tracing.valueOf(neuron, tensors, this.shown, this.data.network);
    return value === undefined ? undefined : this.inspecting.number(value, this.data.language, 2);
  }

  /**
   * Keep the links moving between frames where these come slowly.
   * @param {boolean} running
   */
  animate(running) {
    if (running === Boolean(this.moving)) return;
    clearInterval(this.moving);
    this.moving = running ? setInterval(() => performance.now() - this.paintedAt > 70 && this.paint(), 80) : undefined;
  }

  /** @param {PointerEvent} event */
  hover(event) {
    if (this.layout) this.point(this.under(event, 6));
  }

  /**
   * @param {MouseEvent} event
   * @param {number} slack   pixels by which it may miss
   * @returns {Part | null}
   */
  under(event, slack) {
    const box = this.canvases[0].getBoundingClientRect();
    return this.placing.at(this.layout, event.clientX - box.left, event.clientY - box.top, slack);
  }

  /**
   * Take what the pointer, or the keyboard's focus, is on.
   * @param {Part | null} part
   */
  point(part) {
    const key = this.parts.describe(part);
    if (key === this.hoveredKey) return;
    this.hoveredKey = key;
    this.hovered = part;
    this.stage.style.cursor = part ? "pointer" : "";
    this.lookAt();
    this.paint();
    this.inspect();
  }

  /** @param {PointerEvent} event */
  click(event) {
    const target = /** @type {Partial<Element>} */ (event.target);
    if (!this.layout || target.closest?.("button")) return;
    const hovered = event.pointerType === "mouse" && this.hovered; // a click's place is rounded, a movement's is not
    const part = hovered || this.under(event, event.pointerType === "touch" ? 16 : 6);
    if (part?.neuron?.layer === 0) this.toggle(part.neuron);
    else this.pin(part);
  }

  /** @param {Neuron} neuron */
  toggle(neuron) {
    if (this.data.editable.features && this.data.network.toggles) this.change({ kind: "input", name: neuron.input.key });
    else this.pin({ neuron });
  }

  /**
   * Keep a part in view and let it be edited; the same one again lets it go.
   * @param {Part | null} part
   */
  pin(part, stays = false) {
    this.pinned = !stays && this.parts.describe(part) === this.parts.describe(this.pinned) ? null : part;
    this.lookAt();
    this.paint();
    this.inspect();
    if (this.pinned && !stays) this.inspector.focus();
  }

  /** Show the neuron in hand on the plane: at once from its small map, and in full as soon as the worker answers. */
  lookAt() {
    const neuron = (this.hovered ?? this.pinned)?.neuron ?? this.pinned?.neuron;
    const known = neuron?.on ? neuron : null;
    const preview = known && this.atlas.mapOf(known, this.state.tensors.maps);
    const name = known ? this.inspector.name(known, this.data.network) : "";
    this.watching.look({ neuron: known ? [known.layer, known.unit] : null }, preview, name);
    this.element.dataset.looked = known ? `${known.layer},${known.unit}` : "";
  }

  /**
   * @param {Part} part
   * @param {number} value
   */
  edit(part, value) {
    const neuron = part.link ? part.link.to : part.neuron;
    const message = { type: "edit", layer: neuron.layer, unit: neuron.unit, value };
    this.watching.tell(part.link ? { ...message, source: part.link.from.unit } : message);
  }

  inspect() {
    this.inspector.show(this.hovered ?? this.pinned, this.pinned, {
      state: this.state,
      network: this.data.network,
      layout: this.layout,
      shown: this.shown,
      byHand: this.data.by_hand,
    });
  }

  resize() {
    this.width = this.element.clientWidth;
    if (this.state && this.layout && this.state.tensors.shown) this.draw(this.state);
  }

  close() {
    super.close();
    clearInterval(this.moving);
    this.resizing.disconnect();
  }
}

export default mount(Diagram, ".diagram");
