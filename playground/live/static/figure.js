/**
 * A live figure: a Plotly figure made in Python, whose arrays are replaced by a run's tensors as they come.
 *
 * @typedef {Object} Binding  "this tensor is that trace's attribute"
 * @property {number} trace
 * @property {string} attribute
 * @property {string} tensor
 * @property {boolean} curve   whether the tensor is a curve over epochs; it then sets x too
 *
 * @typedef {Object} Data
 * @property {string} scripts     address of this server's scripts
 * @property {string} socket      path of the WebSocket
 * @property {string} token       the run's token
 * @property {{data: any[], layout: any}} figure
 * @property {Binding[]} bindings
 * @property {{light: any, dark: any}} templates
 * @property {Record<string, string>} texts
 */

const mounted = new WeakMap();

export default function ({ data, parentElement }) {
  let figure = mounted.get(parentElement);
  if (!figure) {
    figure = new LiveFigure(parentElement.querySelector(".live-figure"));
    mounted.set(parentElement, figure);
  }
  figure.update(data);
  return () => {
    mounted.delete(parentElement);
    figure.close();
  };
}

class LiveFigure {
  constructor(element) {
    this.element = element;
    this.plot = element.querySelector(".live-plot");
    this.notice = element.querySelector(".live-notice");
    this.frames = 0;
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(element);
  }

  /** @param {Data} data */
  async update(data) {
    const changed = JSON.stringify(data.figure) !== this.source;
    const moved = data.token !== this.data?.token;
    this.source = JSON.stringify(data.figure);
    this.data = data;
    this.element.setAttribute("aria-label", data.texts.alt);
    this.plot.style.height = `${data.figure.layout.height}px`;
    this.connection ??= await import(new URL(`${data.scripts}/connection.js`, location.origin).href);
    this.plotly ??= await this.connection.loadPlotly(data.scripts);
    if (this.closed) return;
    this.template = isDark(this.element) ? data.templates.dark : data.templates.light;
    if (changed) this.traces = data.figure.data;
    if (moved) {
      this.watching?.close();
      this.watching = this.connection.watch(data.socket, data.token, (state) => this.draw(state));
    } else {
      this.draw(this.state);
    }
  }

  /** Replace the bound arrays and let Plotly draw what changed. Zoom and hover stay (layout.uirevision). */
  draw(state) {
    this.state = state;
    this.show(state);
    const traces = this.traces.map((trace) => ({ ...trace }));
    for (const binding of this.data.bindings) this.bind(traces[binding.trace], binding, state);
    const layout = { ...this.data.figure.layout, template: this.template, width: this.element.clientWidth };
    this.plotly.react(this.plot, traces, layout, { displaylogo: false, responsive: false, ...this.data.config });
    if (state.facts.version !== this.version || state.facts.generation !== this.generation) {
      this.version = state.facts.version;
      this.generation = state.facts.generation;
      this.frames += 1;
    }
    this.element.dataset.frames = this.frames;
  }

  bind(trace, { attribute, tensor, curve }, state) {
    if (curve) {
      const thinned = this.connection.thin(state.curves[tensor] ?? []);
      trace.x = thinned.x;
      trace.y = thinned.y;
    } else if (state.tensors[tensor]) {
      trace[attribute] = this.connection.plotly(state.tensors[tensor]);
    }
  }

  /** Say in the DOM, and over the figure where it matters, how the run is. */
  show(state) {
    this.element.dataset.status = state.status;
    this.element.dataset.epoch = state.facts.epoch ?? "0";
    this.element.dataset.generation = state.facts.generation ?? "0";
    this.notice.textContent = this.data.texts[`${state.status}_${state.reason}`] ?? this.data.texts[state.status] ?? "";
  }

  resize() {
    if (this.plot.layout && this.plot.layout.width !== this.element.clientWidth) this.draw(this.state);
  }

  close() {
    this.closed = true;
    this.resizing.disconnect();
    this.watching?.close();
    if (this.plotly) this.plotly.purge(this.plot);
  }
}

/** Return whether the page's background is dark. */
function isDark(element) {
  const colour = getComputedStyle(element.closest(".stApp") ?? document.body).backgroundColor;
  const [red, green, blue] = colour.match(/\d+(\.\d+)?/g).map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
