// Evaluated in a page of the app by curves.py: draws made-up curves with painter.js on Plotly's figure, and with uPlot.
async ([scripts, selector, lines, banded]) => {
  const names = ["painter", "figure_layout", "connection"];
  const [painter, layouts, connection] = await Promise.all(names.map((name) => import(`${scripts}/${name}.js`)));
  const figure = document.querySelector(selector);
  const plot = figure.querySelector(".live-plot");
  const count = Array.from({ length: lines }, (_, k) => k);
  const binding = { attribute: "y", curve: true, above: "", row: null };
  const bindings = count.map((k) => ({ ...binding, trace: k, tensor: `line:${k}` }));
  if (banded) for (const k of count) {
    bindings.push({ ...binding, trace: lines + k, tensor: `low:${k}`, above: `high:${k}` });
  }

  // Curves that fall, as losses do, with noise.
  let seed = 1;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const made = (length) => {
    const epochs = Array.from({ length }, (_, epoch) => epoch);
    const curves = {};
    for (const k of count) {
      const line = epochs.map((epoch) => 0.1 + 0.03 * k + 0.4 * Math.exp((-4 * epoch) / length) + 0.01 * random());
      curves[`line:${k}`] = line;
      if (!banded) continue;
      curves[`low:${k}`] = line.map((value) => value * (0.8 + 0.02 * random()));
      curves[`high:${k}`] = line.map((value) => value * (1.2 + 0.02 * random()));
    }
    return { epochs, curves, tensors: {}, facts: {} };
  };
  const cut = ({ epochs, curves, ...rest }, length) => {
    const shorter = Object.entries(curves).map(([name, curve]) => [name, curve.slice(0, length)]);
    return { ...rest, epochs: epochs.slice(0, length), curves: Object.fromEntries(shorter) };
  };
  let whole, short, state;

  // Plotly's figure, as figure.js repaints and draws it; `most` is how many values it leaves of a curve.
  const { template, ...layout } = structuredClone(plot.layout);
  if (layout.yaxis.autorange) for (const name of ["range", "autorange"]) delete layout.yaxis[name];
  const data = { figure: { layout }, bindings, separators: layout.separators };
  const given = plot.data.map((trace) => ({ ...trace }));
  const line = (name, most) => connection.thin(state.curves[name] ?? [], state.epochs, most);
  const drawFully = (most) => {
    const traces = given.map((trace) => ({ ...trace }));
    for (const { trace, tensor, above } of bindings) {
      const curve = above ? painter.band(line(tensor, most), line(above, most)) : line(tensor, most);
      Object.assign(traces[trace], curve);
    }
    const next = layouts.layoutFor(data, state, template, 1, figure.clientWidth);
    Plotly.react(plot, traces, next, { displayModeBar: false, responsive: false });
  };
  const repaint = (most) => {
    for (const { trace, tensor, above } of bindings) {
      const { uid } = given[trace];
      if (above) painter.paintBand(plot, uid, line(tensor, most), line(above, most));
      else {
        const { x, y } = line(tensor, most);
        painter.paintLine(plot, uid, x, y);
      }
    }
    painter.emphasize(plot, given, null);
  };

  // uPlot's chart with the same looks: read from what Plotly has drawn of a line and of a band.
  state = made(100);
  drawFully();
  const fine = plot._fullLayout._size.w;
  const { font, margin, width, height, xaxis, title } = plot._fullLayout;
  const style = (k, part) => getComputedStyle(plot.querySelector(`.scatterlayer .trace${given[k].uid} ${part}`));
  const series = [{}, ...count.map((k) => {
    const { stroke, strokeDasharray } = style(k, "path.js-line");
    const dash = strokeDasharray === "none" ? [] : strokeDasharray.split(",").map(Number.parseFloat);
    return { stroke, width: 2.5, dash, points: { show: false } };
  })];
  const bands = [];
  if (banded) for (const k of count) {
    const { fill, fillOpacity } = style(lines + k, "path.js-fill");
    const shade = fill.replace("rgb(", "rgba(").replace(")", `, ${fillOpacity * given[lines + k].opacity})`);
    bands.push({ series: [series.length + 1, series.length], fill: shade });
    for (const edge of ["low", "high"]) series.push({ width: 0, label: edge, points: { show: false } });
  }
  const columns = () => [
    state.epochs,
    ...count.map((k) => state.curves[`line:${k}`]),
    ...(banded ? count.flatMap((k) => [state.curves[`low:${k}`], state.curves[`high:${k}`]]) : []),
  ];
  const ranges = {};
  const fit = () => {
    const next = layouts.layoutFor(data, state, template, 1, figure.clientWidth);
    ranges.x = next.xaxis.range;
    ranges.y = next.yaxis.range;
  };
  fit();
  let frozen = false;
  const text = `${font.size}px ${font.family}`;
  const axis = { font: text, labelFont: text, stroke: font.color, ticks: { show: false } };
  axis.grid = { stroke: xaxis.gridcolor, width: 1 };
  const holder = document.createElement("div");
  Object.assign(holder.style, { position: "absolute", inset: "0", background: "transparent" });
  const heading = document.createElement("div");
  heading.textContent = title.text;
  Object.assign(heading.style, { position: "absolute", left: `${margin.l}px`, top: "4px" });
  Object.assign(heading.style, { font: text, color: font.color });
  holder.append(heading);
  plot.parentElement.append(holder);
  const chart = new uPlot({
    width, height, series, bands,
    padding: [margin.t, margin.r, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: false, range: () => ranges.x },
      y: { auto: () => !frozen, range: (_, low, high) => ranges.y ?? [0, 1.05 * high] },
    },
    axes: [
      { ...axis, label: xaxis.title.text, labelSize: 20, size: margin.b - 20 },
      { ...axis, size: margin.l },
    ],
  }, columns(), holder);
  const drawChart = (within) => {
    frozen = within;
    if (!within) fit();
    chart.batch(() => chart.setData(columns()));
  };

  const other = document.querySelector("[data-testid=stMain]").appendChild(document.createElement("div"));
  Object.assign(other.style, { position: "absolute", right: "0", top: "0" });
  const ways = {
    nothing: { repaint() {}, full() {} },
    Plotly: { repaint, full: drawFully },
    "Plotly, thinner": { repaint: () => repaint(fine), full: () => drawFully(fine) },
    uPlot: { repaint: () => drawChart(true), full: () => drawChart(false) },
  };
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));
  const rest = async () => {
    for (let k = 0; k < 3; k += 1) await frame();
    await new Promise((resolve) => setTimeout(resolve, 20));
  };
  window.curves = {
    make(length) {
      whole = made(length);
      short = cut(whole, Math.round(0.7 * length));
    },
    /** Show one of the two alone, with axes that fit. */
    async begin([way, kind, repaints]) {
      const charted = way === "uPlot";
      plot.style.visibility = charted ? "hidden" : "";
      holder.style.visibility = charted ? "" : "hidden";
      state = whole;
      if (way !== "nothing") ways[way].full();
      if (kind === "repaint") state = cut(whole, whole.epochs.length - repaints);
      await rest();
    },
    /** Repaint once a frame: curves that grow by a value each time, or curves of two lengths in turn. */
    async turn([way, kind, repaints]) {
      const next = (k) => {
        other.textContent = k;
        const place = state.epochs.length;
        if (kind === "full") state = k % 2 ? whole : short;
        else {
          state.epochs.push(whole.epochs[place]);
          for (const [name, curve] of Object.entries(state.curves)) curve.push(whole.curves[name][place]);
        }
        ways[way][kind]();
      };
      for (let k = 0; k < repaints; k += 1) {
        await new Promise((resolve) => requestAnimationFrame(() => resolve(next(k))));
      }
      await rest();
    },
  };
}
