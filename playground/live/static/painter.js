// @ts-check
/**
 * Repaints the data of a Plotly figure without laying it out again: a heatmap's canvas (heatmaps.js), a line's path.
 *
 * A full Plotly.react of a boundary with its points and two curves costs 60 ms and more on a small machine; repainting
 * the same data costs a few. So a live figure repaints with every frame, and lets Plotly do its work (axes, hover,
 * points) a few times a second. Axes change only then, so what is painted here always fits them.
 *
 * @typedef {{data: ArrayLike<number>, shape: number[]}} Grid
 * @typedef {{x: number[], y: number[]}} Line
 * @typedef {[number, string][]} Scale   as Plotly has it: places from 0 to 1 with their colours
 *
 * @typedef {Object} Theme   of the page's light or dark shade
 * @property {import("./kernel_cells.js").Colours} colours
 * @property {Scale} scale
 */

/**
 * Draw a heatmap on a canvas, a pixel for each value.
 * @param {HTMLCanvasElement} canvas
 * @param {Grid} tensor                rows from bottom to top
 * @param {Uint32Array} colours        from {@link palette}
 * @param {number[]} limits            values of the first and the last colour
 */
export function drawHeatmap(canvas, { data, shape: [rows, columns] }, colours, [low, high]) {
  const pixels = new Uint32Array(rows * columns);
  const last = colours.length - 1;
  const scale = last / (high - low);
  for (let row = 0; row < rows; row += 1) {
    const start = (rows - 1 - row) * columns;
    for (let column = 0; column < columns; column += 1) {
      const place = Math.round((data[row * columns + column] - low) * scale);
      pixels[start + column] = colours[Math.min(Math.max(place, 0), last)];
    }
  }
  if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
  const image = new ImageData(new Uint8ClampedArray(pixels.buffer), columns, rows);
  canvas.getContext("2d", { willReadFrequently: true }).putImageData(image, 0, 0);
}

/**
 * Repaint one line of a figure, within the axes that Plotly drew last.
 * @param {any} plot                   the figure's element
 * @param {string} uid                 the trace's uid
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y
 */
export function paintLine(plot, uid, x, y) {
  const path = plot.querySelector(`.scatterlayer .trace${uid} path.js-line`);
  if (!path) return;
  const points = pixels(plot, x, y);
  if (points.length) path.setAttribute("d", `M${points.join("L")}`);
}

/**
 * Repaint a line with gaps, for which Plotly has a path each: the first takes all its pieces.
 * @param {any} plot                   the figure's element
 * @param {string} uid                 the trace's uid
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y        not a number at gaps
 */
export function paintPieces(plot, uid, x, y) {
  const [first, ...rest] = plot.querySelectorAll(`.scatterlayer .trace${uid} path.js-line`);
  if (!first) return;
  /** @type {number[][]} */
  const pieces = [[]];
  for (let i = 0; i < x.length; i += 1) {
    if (Number.isFinite(y[i])) pieces.at(-1).push(i);
    else pieces.push([]);
  }
  const drawn = pieces.map((places) => pixels(plot, places.map((i) => x[i]), places.map((i) => y[i])));
  const path = drawn.filter((points) => points.length > 1).map((points) => `M${points.join("L")}`);
  first.setAttribute("d", path.join("") || "M0,0");
  for (const other of rest) other.setAttribute("d", "M0,0");
}

/**
 * Return points as SVG has them, within the axes that Plotly drew last; those without a place are left out.
 * @param {any} plot                   the figure's element
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y
 */
function pixels(plot, x, y) {
  const { margin, width, height, xaxis, yaxis } = plot.layout;
  const across = place(xaxis, 0, width - margin.l - margin.r);
  const up = place(yaxis, height - margin.t - margin.b, 0);
  const points = [];
  for (let i = 0; i < x.length; i += 1) {
    const height_ = up(y[i]);
    if (Math.abs(height_) < 1e6) points.push(`${across(x[i]).toFixed(1)},${height_.toFixed(1)}`);
  }
  return points;
}

/**
 * Let the lines of the values that the person does not point at step back.
 * @param {HTMLElement} plot
 * @param {{uid: string, meta?: number}[]} traces   `meta` is the value of which a line is
 * @param {number | null} pointed
 */
export function emphasize(plot, traces, pointed) {
  for (const { uid, meta } of traces) {
    const trace = meta === undefined ? null : plot.querySelector(`.scatterlayer .trace${uid}`);
    const back = pointed !== null && meta !== pointed;
    if (trace && trace.classList.contains("stepped-back") !== back) trace.classList.toggle("stepped-back", back);
  }
}

/**
 * Repaint the area between two lines of a figure.
 * @param {any} plot                   the figure's element
 * @param {string} uid                 the trace's uid
 * @param {Line} below
 * @param {Line} above
 */
export function paintBand(plot, uid, below, above) {
  const path = plot.querySelector(`.scatterlayer .trace${uid} path.js-fill`);
  if (!path) return;
  const outline = band(below, above);
  const points = pixels(plot, outline.x, outline.y);
  path.setAttribute("d", points.length ? `M${points.join("L")}Z` : "M0,0");
}

/**
 * Return the outline of the area between two lines, which end where one of them has no number any more.
 * @param {Line} below
 * @param {Line} above
 */
export function band(below, above) {
  /** @param {Line} line */
  const known = ({ x, y }) => x.map((at, place) => [at, y[place]]).filter(([, value]) => Number.isFinite(value));
  const outline = [...known(below), ...known(above).reverse()];
  return { x: outline.map(([at]) => at), y: outline.map(([, value]) => value) };
}

/**
 * Return the function from values of an axis to pixels.
 * @param {{type: string, range: number[]}} axis   as Plotly has it
 * @param {number} from
 * @param {number} to
 * @returns {(value: number) => number}
 */
function place({ type, range: [first, last] }, from, to) {
  const scale = (to - from) / (last - first);
  return type === "log" ? (v) => from + (Math.log10(v) - first) * scale : (v) => from + (v - first) * scale;
}

/**
 * Return a colour scale as colours to look up, little-endian RGBA.
 * @param {Scale} scale   colours as #rrggbb, or #rrggbbaa where the ground shines through
 * @param {number} count
 */
export function palette(scale, count = 1024) {
  const colours = new Uint32Array(count);
  let stop = 0;
  for (let i = 0; i < count; i += 1) {
    const at = i / (count - 1);
    while (stop < scale.length - 2 && at > scale[stop + 1][0]) stop += 1;
    const [[low, from], [high, to]] = [scale[stop], scale[stop + 1]];
    const share = high > low ? Math.min(Math.max((at - low) / (high - low), 0), 1) : 1;
    const [r, g, b, a] = [1, 3, 5, 7].map((start) => {
      const [front, back] = [to, from].map((colour) => Number.parseInt(colour.slice(start, start + 2) || "ff", 16));
      return Math.round(share * front + (1 - share) * back);
    });
    colours[i] = (a << 24) | (b << 16) | (g << 8) | r;
  }
  return colours;
}

/**
 * Return an image whose first row is the top one as heatmaps have it: rows from bottom to top.
 * @param {import("./frames.js").Tensor} image
 */
export function upright({ data, shape: [rows, columns] }) {
  const turned = data.slice();
  for (let row = 0; row < rows; row += 1) {
    turned.set(data.subarray(row * columns, (row + 1) * columns), (rows - 1 - row) * columns);
  }
  return { data: turned, shape: [rows, columns] };
}
