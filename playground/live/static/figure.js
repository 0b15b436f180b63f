// @ts-check
/**
 * A live figure: a Plotly figure made in Python, whose arrays are replaced by a run's tensors as they come.
 *
 * @typedef {Object} Binding  "this tensor is that trace's attribute"
 * @property {number} trace
 * @property {string} attribute
 * @property {string} tensor
 * @property {boolean} curve   whether the tensor is a curve over epochs; it then sets x too
 * @property {string} above    of an area between two curves the name of the upper one; the tensor is the lower one
 * @property {number | null} row   which row of the tensor is meant; all of it where there is none
 *
 * @typedef {Object} Data
 * @property {{data: any[], layout: any}} figure
 * @property {Binding[]} bindings
 * @property {{light: any, dark: any}} templates
 * @property {string} language
 * @property {string} separators  decimal mark and thousands mark
 * @property {Record<string, string>} texts
 * @property {Record<"light" | "dark", import("./painter.js").Scale>} diverging   scale from negative over nothing to positive
 * @property {import("./paintbrush.js").Brush | null} [brush]   where the page takes drawings
 *
 * @typedef {import("./painter.js").Line} Line
 */

const FULL_INTERVAL = 400; // ms between two full drawings while training
const CURVES_INTERVAL = 90; // ms between two drawings of curves: nobody sees more, and long lines are dear to paint

/** @extends {LiveElement<Data>} */
class LiveFigure extends LiveElement {
  modules = {
    painter: "painter", layouts: "figure_layout", binder: "figure_bindings", brushes: "paintbrush",
    heatmaps: "heatmaps", numbers: "numbers",
  };
  /** @type {typeof import("./painter.js")} */ painter;
  /** @type {typeof import("./figure_layout.js")} */ layouts;
  /** @type {typeof import("./figure_bindings.js")} */ binder;
  /** @type {typeof import("./paintbrush.js")} */ brushes;
  /** @type {typeof import("./heatmaps.js")} */ heatmaps;
  /** @type {typeof import("./numbers.js")} */ numbers;
  /** @type {import("./heatmaps.js").Heatmaps} */ maps;
  /** @type {import("./paintbrush.js").Paintbrush} */ brush;
  /** @type {Promise<void>} */
  plotlyComing;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    /** @type {any} */
    this.plot = element.querySelector(".live-plot"); // to which Plotly adds
    this.looked = element.querySelector(".live-looked");
    this.notice = element.querySelector(".live-notice");
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(element);
    this.plot.onpointerdown = () => (this.dragging = true);
    this.onPointerUp = () => (this.dragging = false);
    window.addEventListener("pointerup", this.onPointerUp);
    window.addEventListener("pointercancel", this.onPointerUp);
  }

  /** @param {Data & Run} data */
  prepare(data) {
    const source = JSON.stringify([data.figure, data.templates]);
    const changed = source !== this.source;
    this.source = source;
    this.nameIt(data);
    this.write = this.numbers.numbersIn(data.language);
    this.offerBrush(changed);
    const shade = this.connection.isDark() ? "dark" : "light";
    const template = this.layouts.templateFor(data.templates[shade], this.element, this.connection.typeScale());
    const themed = JSON.stringify(template) !== JSON.stringify(this.template);
    this.changed = changed || themed;
    this.interval = data.bindings.every(({ curve }) => curve) ? CURVES_INTERVAL : 0;
    if (this.changed) {
      this.template = template;
      this.scale = this.connection.typeScale();
      this.traces = this.data.figure.data.map((trace, place) => ({ ...this.layouts.enlarged(trace, this.scale), uid: `live${place}` }));
      this.maps ??= new this.heatmaps.Heatmaps(this.element.querySelector(".live-heatmaps"));
      this.maps.take(this.traces);
      this.palette = this.painter.palette(this.layouts.colorscale(data.figure, template));
      this.diverging = this.painter.palette(data.diverging[shade]);
    }
    this.plotlyComing ??= this.loadPlotly(data.scripts);
  }

  redraw() {
    if (this.plotly && this.changed) this.drawFully(this.state);
  }

  /**
   * Say what is seen. An image has nothing inside that could be pressed: beside brushes it is the stage alone.
   * @param {Data} data
   */
  nameIt({ texts, brush }) {
    const stage = this.element.querySelector(".live-stage");
    this.element.setAttribute("role", brush ? "group" : "img");
    if (brush) stage.setAttribute("role", "img");
    else stage.removeAttribute("role");
    for (const named of brush ? [this.element, stage] : [this.element]) named.setAttribute("aria-label", texts.alt);
  }

  /**
   * Let the person draw on the plane where the page takes drawings.
   * @param {boolean} changed
   */
  offerBrush(changed) {
    /** @type {NodeListOf<HTMLElement>} */
    const [bar, area] = this.element.querySelectorAll(".live-brushes, .live-drawing");
    bar.hidden = !this.data.brush;
    if (!this.data.brush) {
      area.hidden = true;
      return;
    }
    this.brush ??= new this.brushes.Paintbrush(this.element, (strokes) => this.trigger("drawn", strokes));
    this.brush.update(this.data.brush, () => this.plot.querySelector(".scatterlayer"));
    this.drawingArrived ||= changed;
  }

  /**
   * Lay the drawing area over the plane as Plotly has just drawn it.
   * @param {any} layout   Plotly's
   */
  placeBrush({ margin: { l, r, t, b }, width, height, xaxis, yaxis }) {
    if (!this.data.brush) return;
    const box = { left: l, top: t, width: width - l - r, height: height - t - b };
    this.brush.place(box, { x: xaxis.range, y: yaxis.range });
    if (this.drawingArrived) this.brush.arrived();
    this.drawingArrived = false;
  }

  /** Load plotly.js, which keeps the browser busy for half a second: not before there is a first picture to look at. */
  async loadPlotly(/** @type {string} */ scripts) {
    await this.connection.firstFrame();
    this.plotly = await this.connection.loadPlotly(scripts, this.data.figure.data);
    await this.connection.firstTurn();
    if (this.closed) return;
    this.drawFully(this.state);
    for (const moved of ["plotly_relayouting", "plotly_afterplot"]) this.plot.on(moved, () => this.layMaps());
    this.plot.on("plotly_click", this.choosePoint.bind(this));
  }

  /**
   * Show a new state: repaint what changes with every frame, and draw fully when that is due.
   * @param {State} state
   */
  draw(state) {
    this.show(state);
    if (!this.plotly) {
      this.preview(state);
      return this.count(state);
    }
    const running = state.status === "running";
    const busy = this.dragging || this.connection.isBusy();
    const due = !(performance.now() - this.fullAt < FULL_INTERVAL);
    if (state.facts.generation !== this.generation) {
      this.repaint(state); // a new network is seen at once, its axes follow
      this.drawFullyLater();
    } else if (running && !this.later && !busy && due && this.isBehind(state) && this.connection.takesTurn(this, this.fullAt)) {
      this.drawFully(state);
    } else {
      this.repaint(state);
      if (!running && moment(state) !== this.fullMoment) this.drawFullyLater(); // edits and looks come many at a time
    }
    this.painter.emphasize(this.plot, this.traces, state.pointed);
    this.count(state);
  }

  /**
   * Until plotly.js has loaded, show the heatmaps alone, where the figure will have them.
   * @param {State} state
   */
  preview(state) {
    this.maps.lay(this.layouts.axesToCome(this.data.figure.layout, this.scale, this.element.clientWidth));
    this.repaintMaps(state);
  }

  /** Lay the heatmaps where Plotly has just drawn, or moved, the axes. */
  layMaps() {
    this.maps.lay(this.plot._fullLayout);
  }

  /**
   * Return whether Plotly's last drawing is no longer enough: curves have outgrown their axes, somebody points at the
   * figure and is told values, or something has changed that only Plotly draws.
   * @param {State} state
   */
  isBehind(state) {
    const left = this.data.bindings.filter((binding) => !this.binder.isRepainted(binding, this.traces[binding.trace]));
    const changed = left.some(({ tensor }) => !this.binder.alike(this.drawnTensors?.[tensor], state.tensors[tensor]));
    const behind = changed || this.element.matches(":hover") || this.layouts.ranges(this.data, state) !== this.ranges;
    if (!behind) this.fullAt = performance.now(); // asked again after another interval
    return behind;
  }

  drawFullyLater() {
    clearTimeout(this.later);
    this.later = setTimeout(() => this.drawFully(this.state), 350);
  }

  /**
   * Repaint the heatmaps and curves that tensors are bound to.
   * @param {State} state
   */
  repaint(state) {
    this.repaintMaps(state);
    for (const binding of this.data.bindings) this.binder.repaint(this.plot, this.traces[binding.trace], binding, state);
  }

  /**
   * Repaint the heatmaps.
   * @param {State} state
   */
  repaintMaps(state) {
    if (this.paintLooked(state)) return;
    this.maps.repaint(this.data.bindings, state.tensors, this.palette);
  }

  /**
   * Paint the answer of the neuron that the person looks at over the heatmap: coarse at first, then what the worker sent.
   * @param {State} state
   */
  paintLooked(state) {
    const { neuron } = state.focus;
    this.element.dataset.looked = neuron?.join() ?? "";
    const heatmap = this.data.bindings.find(({ attribute, tensor }) => attribute === "z" && tensor === "boundary");
    const { looked, looked_at: at, looked_scale: scale } = state.tensors;
    const current = looked && neuron && at.data[0] === neuron[0] && at.data[1] === neuron[1];
    const range = current ? ` (±${this.write.precise(scale.data[0], 2)})` : "";
    const name = heatmap && neuron && state.looked ? `${state.looked}${range}` : "";
    if (this.looked.textContent !== name) this.looked.textContent = name;
    if (!heatmap || !neuron || !(current || state.preview)) return false;
    const limit = current ? scale.data[0] : 1;
    this.maps.paint(heatmap.trace, current ? looked : state.preview, this.diverging, [-limit, limit]);
    return true;
  }

  /**
   * Replace the bound arrays and let Plotly draw everything. Zoom and hover stay (layout.uirevision).
   * @param {State} state
   */
  drawFully(state) {
    const start = performance.now();
    clearTimeout(this.later);
    this.later = undefined;
    this.fullMoment = moment(state);
    const traces = this.traces.map((trace) => ({ ...trace }));
    for (const binding of this.data.bindings) this.binder.bind(traces[binding.trace], binding, state);
    this.ranges = this.layouts.ranges(this.data, state);
    this.drawnTensors = state.tensors;
    const layout = this.layouts.layoutFor(this.data, state, this.template, this.scale, this.element.clientWidth);
    this.plot.style.height = `${layout.height}px`;
    this.plotly.react(this.plot, traces, layout, { displayModeBar: false, responsive: false });
    this.layMaps();
    this.repaintMaps(state);
    this.placeBrush(this.plot.layout);
    this.fullAt = performance.now();
    this.connection.tookTurn(this.fullAt - start);
  }

  /**
   * Follow a data point through the network, or let it go: its place in the data set comes with the point.
   * @param {{points: {customdata: any}[]}} event   Plotly's
   */
  choosePoint({ points }) {
    const sample = points.find(({ customdata }) => Number.isInteger(customdata))?.customdata;
    if (sample !== undefined) this.watching.look({ sample: sample === this.state.focus.sample ? null : sample });
  }

  /**
   * Say in the DOM, and over the figure where it matters, how the run is.
   * @param {State} state
   */
  show(state) {
    this.mark(state);
    const text = this.data.texts[`${state.status}_${state.reason}`] ?? this.data.texts[state.status] ?? "";
    if (this.notice.textContent !== text) this.notice.textContent = text;
  }

  resize() {
    if (this.state && this.plot.layout && this.plot.layout.width !== this.element.clientWidth) this.drawFully(this.state);
  }

  close() {
    super.close();
    clearTimeout(this.later);
    this.resizing.disconnect();
    window.removeEventListener("pointerup", this.onPointerUp);
    window.removeEventListener("pointercancel", this.onPointerUp);
    this.connection?.leavesTurn(this);
    if (this.plotly) this.plotly.purge(this.plot);
  }
}

/**
 * Return what tells one picture from another.
 * @param {State} state
 */
const moment = ({ facts }) => `${facts.generation}/${facts.version}`;

export default mount(LiveFigure, ".live-figure");
