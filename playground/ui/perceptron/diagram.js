// @ts-check
/**
 * The network diagram: every neuron with its answer over the plane, links by weight, biases; what is dropped in the batch
 * at hand; a data point's way through. Hover to look, click to edit, plus and minus to change the network.
 *
 * What a person looks at goes to the worker (connection.js, `look`), a new weight too; what changes the network goes to
 * the page, whose controls change with it.
 */

/**
 * @typedef {Object} Data
 * @property {string} token     the run's
 * @property {string} socket    path of the WebSocket
 * @property {string} scripts   address of this server's scripts
 * @property {Network} network
 * @property {Record<string, boolean>} editable   which of layers, units and inputs may be changed here
 * @property {number} most          neurons of a layer that are shown
 * @property {number} most_layers
 * @property {number} most_units
 * @property {{light: Palettes, dark: Palettes}} palettes
 * @property {{light: any, dark: any}} colours
 * @property {string} language
 * @property {Record<string, string>} texts
 *
 * @typedef {{answers: [number, string][], classes: [number, string][][]}} Palettes
 * @typedef {import("./frames.js").Tensor} Tensor
 * @typedef {import("./network_drawing.js").Network} Network
 * @typedef {import("./network_drawing.js").Neuron} Neuron
 * @typedef {import("./network_drawing.js").Link} Link
 * @typedef {{neuron?: Neuron, link?: Link, bias?: boolean}} Part   what one can point at
 */

const DASH_PACE = 25; // ms a pixel

/** @extends {LiveElement<Data>} */
class Diagram extends LiveElement {
  modules = { painter: "painter", drawing: "network_drawing", handling: "network_handles", inspecting: "inspector" };
  /** @type {typeof import("./painter.js")} */
  painter;
  /** @type {typeof import("./network_drawing.js")} */
  drawing;
  /** @type {typeof import("./network_handles.js")} */
  handling;
  /** @type {typeof import("./inspector.js")} */
  inspecting;
  /** @type {import("./inspector.js").Inspector} */
  inspector;
  /** @type {Part | null} */
  pinned = null;
  /** @type {Part | null} */
  hovered = null;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    /** @type {HTMLElement} */
    this.stage = element.querySelector(".stage");
    this.canvas = element.querySelector("canvas");
    this.atlas = document.createElement("canvas");
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
    if (changed) {
      this.pinned = null;
      this.layout = null;
      this.inputMaps = data.network.inputs.map(({ map }) => map && bytes(map));
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
    this.palette = this.painter.palette(scales.answers, 256);
    this.classPalettes = scales.classes.map((scale) => this.painter.palette(scale, 256));
  }

  /**
   * Take a new state of the run.
   * @param {State} state
   */
  draw(state) {
    this.mark(state);
    const { shown } = state.tensors;
    if (!shown || !this.belongs(shown)) return;
    this.place(shown);
    if (!this.drawing.fits(this.layout, state.tensors)) return;
    this.drawMaps(state.tensors);
    this.paint();
    this.inspect();
    this.count(state);
    this.animate(state.status === "running");
  }

  /**
   * Return whether a frame is of the network that the page shows; the one before it may still be on its way.
   * @param {Tensor} shown   for each layer its first neuron shown, and how many
   */
  belongs({ data, shape }) {
    const { inputs, layers, output } = this.data.network;
    const sizes = [inputs.filter(({ on }) => on).length, ...layers.map(({ units }) => units), output.units];
    return shape[0] === sizes.length && sizes.every((size, layer) => data[2 * layer + 1] === Math.min(size, this.data.most));
  }

  /** @param {Tensor} shown */
  place({ data, shape }) {
    const key = `${data.join()} ${this.width}`; // asking for the width at each frame would lay the page out again
    if (this.layout && key === this.placedFor) return;
    this.placedFor = key;
    const shown = Array.from({ length: shape[0] }, (_, layer) => [data[2 * layer], data[2 * layer + 1]]);
    this.shown = shown;
    this.layout = this.drawing.place(this.width, this.data.network, shown);
    const scale = window.devicePixelRatio || 1;
    Object.assign(this.canvas, { width: this.layout.width * scale, height: this.layout.height * scale });
    Object.assign(this.canvas.style, { width: `${this.layout.width}px`, height: `${this.layout.height}px` });
    this.context = this.canvas.getContext("2d");
    this.context.setTransform(scale, 0, 0, scale, 0, 0);
    this.stage.classList.toggle("tight", this.layout.pitch < 84);
    this.hovered = this.again(this.hovered);
    this.pinned = this.again(this.pinned);
    this.handling.putNeurons(this, this.element.querySelector(".neurons"));
    this.handling.putLayerCount(this, this.element.querySelector(".layer-count"));
    this.handling.putHandles(this, this.element.querySelector(".handles"));
  }

  /**
   * Return the same part in a new layout.
   * @param {Part | null} part
   * @returns {Part | null}
   */
  again(part) {
    if (!part) return null;
    /** @type {(a: Neuron, b: Neuron) => boolean} */
    const same = (a, b) => a.layer === b.layer && a.unit === b.unit;
    if (part.link) {
      const link = this.layout.links.find(({ from, to }) => same(from, part.link.from) && same(to, part.link.to));
      return link ? { link } : null;
    }
    const neuron = this.layout.neurons.find((one) => same(one, part.neuron) && one.input?.key === part.neuron.input?.key);
    return neuron ? { ...part, neuron } : null;
  }

  /**
   * Draw all maps into one image: the neurons' from the frame, the inputs' that never change below them.
   * @param {Record<string, Tensor>} tensors
   */
  drawMaps(tensors) {
    const [count, cells] = tensors.maps.shape;
    const pixels = new Uint32Array((count + this.inputMaps.length) * cells * cells);
    const outputs = this.layout.neurons.filter(({ layer }) => layer === this.layout.columns - 1);
    const first = count - outputs.length;
    for (let place = 0; place < count; place += 1) {
      const unit = this.shown.at(-1)[0] + place - first;
      const palette = place < first ? this.palette : (this.classPalettes[unit] ?? this.palette);
      this.fill(pixels, place, cells, tensors.maps.data.subarray(place * cells * cells), palette);
    }
    this.inputMaps.forEach((map, place) => map && this.fill(pixels, count + place, cells, map, this.palette));
    Object.assign(this.atlas, { width: cells, height: pixels.length / cells });
    const image = new ImageData(new Uint8ClampedArray(pixels.buffer), cells, pixels.length / cells);
    this.atlas.getContext("2d", { willReadFrequently: true }).putImageData(image, 0, 0);
    this.cells = cells;
    this.mapCount = count;
  }

  /**
   * @param {Uint32Array} pixels
   * @param {number} place   of the map in the image
   * @param {number} cells   along each of its sides
   * @param {ArrayLike<number>} values   from 0 to 255
   * @param {Uint32Array} palette
   */
  fill(pixels, place, cells, values, palette) {
    const start = place * cells * cells;
    for (let row = 0; row < cells; row += 1) {
      const from = (cells - 1 - row) * cells;
      for (let column = 0; column < cells; column += 1) pixels[start + row * cells + column] = palette[values[from + column]];
    }
  }

  paint() {
    if (!this.layout || !this.state?.tensors.links || !this.drawing.fits(this.layout, this.state.tensors)) return;
    const running = this.state.status === "running" && !this.still.matches;
    /** @param {Neuron} neuron */
    const place = (neuron) => (neuron.layer ? neuron.place : this.mapCount + this.inputPlace(neuron));
    this.drawing.draw(this.context, this.layout, {
      tensors: this.state.tensors,
      colours: this.colours,
      outputs: this.data.network.output.labels,
      phase: running ? performance.now() / DASH_PACE : null,
      chosen: [this.pinned, this.hovered].filter(Boolean),
      maps: (neuron, x, y, size) => {
        this.context.drawImage(this.atlas, 0, place(neuron) * this.cells, this.cells, this.cells, x, y, size, size);
      },
      show: (neuron) => this.traced(neuron),
    });
    this.paintedAt = performance.now();
  }

  /**
   * Return what a neuron gave for the chosen data point, as text; nothing where none is chosen.
   * @param {Neuron} neuron
   */
  traced(neuron) {
    const trace = this.state.tensors.trace?.data;
    if (!trace || this.state.gaze.sample === null || !neuron.on) return undefined;
    const value = neuron.layer === this.layout.columns - 1 ? this.answer(neuron.unit) : trace[this.tracePlace(neuron)];
    return value === undefined ? undefined : this.inspecting.number(value, this.data.language, 2);
  }

  /**
   * Return what an output means: its probability, or the number.
   * @param {number} unit
   */
  answer(unit) {
    const answers = this.state.tensors.trace_answer.data;
    return answers[this.data.network.output.units === 1 ? answers.length - 1 : unit];
  }

  /** @param {Neuron} neuron */
  tracePlace(neuron) {
    return neuron.layer === 0 ? neuron.unit - this.shown[0][0] : this.shown[0][1] + neuron.place;
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
    const box = this.canvas.getBoundingClientRect();
    return this.drawing.at(this.layout, event.clientX - box.left, event.clientY - box.top, slack);
  }

  /**
   * Take what the pointer, or the keyboard's focus, is on.
   * @param {Part | null} part
   */
  point(part) {
    const key = describe(part);
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
  pin(part, kept = false) {
    this.pinned = !kept && describe(part) === describe(this.pinned) ? null : part;
    this.lookAt();
    this.paint();
    this.inspect();
    if (this.pinned && !kept) this.inspector.focus();
  }

  /** Show the neuron in hand on the plane: at once from its small map, and in full as soon as the worker answers. */
  lookAt() {
    const neuron = (this.hovered ?? this.pinned)?.neuron ?? this.pinned?.neuron;
    const known = neuron?.on ? neuron : null;
    const preview = known && (neuron.layer ? this.smallMap(this.state.tensors.maps.data, neuron.place) : this.inputMap(neuron));
    const name = known ? this.inspector.name(known, this.data.network) : "";
    this.watching.look({ neuron: known ? [known.layer, known.unit] : null }, preview ?? null, name);
    this.element.dataset.looked = known ? `${known.layer},${known.unit}` : "";
  }

  /**
   * @param {Uint8Array | Float32Array} maps   of bytes
   * @param {number} place
   */
  smallMap(maps, place) {
    const size = this.cells * this.cells;
    const values = Float32Array.from(maps.subarray(place * size, (place + 1) * size), (value) => value / 127.5 - 1);
    return { data: values, shape: [this.cells, this.cells] };
  }

  /** @param {Neuron} neuron */
  inputMap(neuron) {
    const map = this.inputMaps[this.inputPlace(neuron)];
    return map && this.smallMap(map, 0);
  }

  /** @param {Neuron} neuron */
  inputPlace(neuron) {
    return this.data.network.inputs.findIndex(({ key }) => key === neuron.input.key);
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
      tracePlace: (neuron) => this.tracePlace(neuron),
      answer: (unit) => this.answer(unit),
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

/**
 * Return a text that is the same for the same part of the network.
 * @param {Part | null} part
 */
function describe(part) {
  if (!part) return "";
  /** @type {(neuron: Neuron) => string} */
  const name = ({ layer, unit, input }) => `${layer}/${input?.key ?? unit}`;
  return part.link ? `${name(part.link.from)}-${name(part.link.to)}` : `${name(part.neuron)}${part.bias ? "b" : ""}`;
}

/** @param {string} text   in base64 */
function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

export default mount(Diagram, ".diagram");
