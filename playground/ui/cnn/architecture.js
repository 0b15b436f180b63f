// @ts-check
/**
 * A network to scale: blocks for images, bars for flat layers; and where its parameters and multiplications are.
 *
 * @typedef {Object} Layer
 * @property {string} name
 * @property {string} kind             input, conv2d, max_pool2d, avg_pool2d, flatten, dense, dropout
 * @property {number[]} shape          channels, height, width; or the number of values
 * @property {number} parameters
 * @property {number} multiplications
 *
 * @typedef {Object} Data
 * @property {string} scripts          address of this server's scripts
 * @property {Layer} input
 * @property {Layer[]} layers          the output layer last
 * @property {{light: Record<string, string>, dark: Record<string, string>}} colours   of each kind of layer
 * @property {Record<string, string>} texts
 * @property {string} language
 */

const TALLEST = 170; // pixels of the largest map and of the longest bar
const LARGEST_PIXEL = 8; // of a map's pixels, where images are small
const DEEPEST = 78; // pixels of the block with most maps
const THICKEST_MAP = 4;
const [ACROSS, UP] = [0.42, 0.28]; // where the width of a map goes, drawn obliquely
const BAR = 12;
const GAP = 10;
const NARROWEST = 70; // room for a shape written below
const SVG = "http://www.w3.org/2000/svg";

/** @extends {PageElement<Data>} */
class Architecture extends PageElement {
  modules = { numbers: "numbers" };
  /** @type {typeof import("./numbers.js")} */ numbers;
  built = "";

  /** @param {Data} data */
  prepare(data) {
    const shade = this.connection.isDark() ? "dark" : "light";
    const built = JSON.stringify([data, shade]);
    if (built === this.built) return;
    this.built = built;
    const colours = data.colours[shade];
    const blocks = drawing(data, colours);
    const lines = table(data, colours, this.numbers.numbersIn(data.language));
    const scale = make("p", "scale", data.texts.scale);
    const [drawn, listed] = [wrapped("div", "drawing", blocks.picture), wrapped("div", "table", lines.table)];
    reachable(drawn, "img", data.texts.alt);
    reachable(listed, "group", data.texts.table);
    this.element.replaceChildren(drawn, scale, listed);
    this.element.dataset.layers = String(data.layers.length);
    for (const [place, row] of lines.rows.entries()) mark(row, blocks.groups[place]);
  }
}

/**
 * Return the drawing, and the group of each layer that has a block.
 * @param {Data} data
 * @param {Record<string, string>} colours
 */
function drawing({ input, layers }, colours) {
  const drawn = [input, ...layers].filter(hasBlock);
  const size = sizes(drawn);
  const height = Math.max(...drawn.map((layer) => extent(layer, size).height));
  const picture = svg("svg", {});
  /** @type {SVGElement[]} */
  const groups = [];
  let x = GAP / 2;
  for (const layer of [input, ...layers]) {
    if (!hasBlock(layer)) {
      groups.push(note(layer, groups.at(-1)));
      continue;
    }
    const room = extent(layer, size);
    const slot = Math.max(room.width, NARROWEST);
    const group = svg("g", {});
    group.append(...solid(x + (slot - room.width) / 2, height, layer, size, colours[layer.kind]));
    group.append(label(x + slot / 2, height + 20, layer.name), label(x + slot / 2, height + 38, layer.shape.join("×")));
    group.dataset.middle = String(x + slot / 2);
    group.dataset.below = String(height + 56);
    picture.append(group);
    groups.push(group);
    x += slot + GAP;
  }
  const [width, tall] = [Math.ceil(x), Math.ceil(height + 66)];
  for (const [name, value] of Object.entries({ width, height: tall, viewBox: `0 0 ${width} ${tall}` })) {
    picture.setAttribute(name, String(value));
  }
  return { picture, groups: groups.slice(1) };
}

/**
 * What only acts while a network learns has no block of its own: its name is written below the layer before.
 * @param {Layer} layer
 */
function hasBlock({ kind }) {
  return kind !== "dropout" && kind !== "dropconnect";
}

/**
 * @param {Layer} layer
 * @param {SVGElement} group   of the layer before
 */
function note(layer, group) {
  group.append(label(Number(group.dataset.middle), Number(group.dataset.below), `+ ${layer.name}`));
  return group;
}

/**
 * Return how many pixels of the screen a pixel of a map, a map, and a value of a flat layer have.
 * @param {Layer[]} layers
 */
function sizes(layers) {
  const images = layers.filter(({ shape }) => shape.length === 3);
  const flat = layers.filter(({ shape }) => shape.length === 1);
  return {
    pixel: Math.min(TALLEST / Math.max(1, ...images.map(({ shape }) => Math.max(shape[1], shape[2]))), LARGEST_PIXEL),
    map: Math.min(DEEPEST / Math.max(1, ...images.map(({ shape }) => shape[0])), THICKEST_MAP),
    value: TALLEST / Math.max(1, ...flat.map(({ shape }) => shape[0])),
  };
}

/**
 * Return the sides of a layer's block: how deep, high and wide it is.
 * @param {Layer} layer
 * @param {ReturnType<typeof sizes>} size
 */
function sides({ shape }, { pixel, map, value }) {
  if (shape.length === 1) return { depth: BAR, high: Math.max(shape[0] * value, 3), wide: BAR };
  return { depth: Math.max(shape[0] * map, 2), high: shape[1] * pixel, wide: shape[2] * pixel };
}

/**
 * @param {Layer} layer
 * @param {ReturnType<typeof sizes>} size
 */
function extent(layer, size) {
  const { depth, high, wide } = sides(layer, size);
  return { width: depth + wide * ACROSS, height: high + wide * UP };
}

/**
 * Return the three faces that one sees of a block standing at x on the ground.
 * @param {number} x
 * @param {number} ground
 * @param {Layer} layer
 * @param {ReturnType<typeof sizes>} size
 * @param {string} colour
 */
function solid(x, ground, layer, size, colour) {
  const { depth, high, wide } = sides(layer, size);
  const [dx, dy] = [wide * ACROSS, -wide * UP];
  const [left, right, top] = [x, x + depth, ground - high];
  const faces = [
    { opacity: 0.45, points: [left, ground, right, ground, right, top, left, top] },
    { opacity: 0.25, points: [left, top, right, top, right + dx, top + dy, left + dx, top + dy] },
    { opacity: 0.75, points: [right, ground, right + dx, ground + dy, right + dx, top + dy, right, top] },
  ];
  return faces.map(({ opacity, points }) =>
    svg("polygon", { points: points.map((at) => at.toFixed(1)).join(" "), fill: colour, "fill-opacity": opacity, stroke: colour }),
  );
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} text
 */
function label(x, y, text) {
  const element = svg("text", { x, y });
  element.textContent = text;
  return element;
}

/**
 * Return the table of the layers, and its rows.
 * @param {Data} data
 * @param {Record<string, string>} colours
 * @param {ReturnType<typeof import("./numbers.js").numbersIn>} write
 */
function table({ layers, texts }, colours, write) {
  /** @type {("parameters" | "multiplications")[]} */
  const columns = ["parameters", "multiplications"];
  const totals = columns.map((column) => layers.reduce((sum, layer) => sum + layer[column], 0));
  const element = make("table");
  const head = make("tr");
  head.append(make("th", "", texts.layer), make("th", "number", texts.shape));
  for (const column of columns) {
    const heading = make("th", "wide", texts[column]);
    heading.colSpan = 3;
    head.append(heading);
  }
  const rows = layers.map((layer) => {
    const row = make("tr");
    row.append(make("th", "", layer.name), make("td", "number", layer.shape.join("×")));
    for (const [place, column] of columns.entries()) {
      const share = totals[place] ? layer[column] / totals[place] : 0;
      row.append(make("td", "number", layer[column] ? write.whole(layer[column]) : "–"));
      row.append(make("td", "share", layer[column] ? write.percent(share, 1, 0) : ""), bar(share, colours[layer.kind]));
    }
    return row;
  });
  const foot = make("tr");
  foot.append(make("th", "", texts.total), make("td"));
  for (const total of totals) foot.append(make("td", "number", write.whole(total)), make("td"), make("td"));
  element.append(wrapped("thead", "", head), wrapped("tbody", "", ...rows), wrapped("tfoot", "", foot));
  return { table: element, rows };
}

/**
 * @param {number} share
 * @param {string | undefined} colour
 */
function bar(share, colour) {
  const [cell, filled] = [make("td", "bar"), make("span")];
  filled.style.width = `${(100 * share).toFixed(2)}%`;
  filled.style.background = colour ?? "none";
  cell.append(filled);
  return cell;
}

/**
 * While somebody points at a layer, in the table or in the drawing, it stands out in both.
 * @param {Element} row
 * @param {Element} group
 */
function mark(row, group) {
  /** @param {boolean} on */
  const set = (on) => {
    row.classList.toggle("marked", on);
    group.classList.toggle("marked", on);
  };
  for (const element of [row, group]) {
    element.addEventListener("pointerenter", () => set(true));
    element.addEventListener("pointerleave", () => set(false));
  }
}

/**
 * Let the keyboard reach what is wider than a small screen, so that its arrows can move it.
 * @param {HTMLElement} element
 * @param {string} role
 * @param {string} name
 */
function reachable(element, role, name) {
  element.tabIndex = 0;
  element.setAttribute("role", role);
  element.setAttribute("aria-label", name);
}

/**
 * @param {"div" | "thead" | "tbody" | "tfoot"} tag
 * @param {string} name
 * @param {Element[]} inner
 */
function wrapped(tag, name, ...inner) {
  const element = make(tag, name);
  element.append(...inner);
  return element;
}

/**
 * @param {"svg" | "g" | "polygon" | "text"} tag
 * @param {Record<string, string | number>} attributes
 * @returns {SVGElement}
 */
function svg(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

export default mount(Architecture, ".architecture");
