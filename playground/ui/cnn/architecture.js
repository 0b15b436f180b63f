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

export default async function ({ data, parentElement }) {
  const element = parentElement.querySelector(".architecture");
  const load = (name) => import(new URL(`${data.scripts}/${name}.js`, location.origin).href);
  const [{ isDark }, { numbersIn }] = await Promise.all(["connection", "numbers"].map(load));
  const built = JSON.stringify([data, isDark()]);
  if (built === element.built) return;
  element.built = built;
  const colours = data.colours[isDark() ? "dark" : "light"];
  const blocks = drawing(data, colours);
  const lines = table(data, colours, numbersIn(data.language));
  const scale = make("p", "scale", data.texts.scale);
  const [drawn, listed] = [wrapped("drawing", blocks.picture), wrapped("table", lines.table)];
  reachable(drawn, "img", data.texts.alt);
  reachable(listed, "group", data.texts.table);
  element.replaceChildren(drawn, scale, listed);
  element.dataset.layers = data.layers.length;
  for (const [place, row] of lines.rows.entries()) mark(row, blocks.groups[place]);
}

/** Return the drawing, and the group of each layer that has a block. */
function drawing({ input, layers, texts }, colours) {
  const drawn = [input, ...layers].filter(hasBlock);
  const size = sizes(drawn);
  const height = Math.max(...drawn.map((layer) => extent(layer, size).height));
  const picture = svg("svg", {});
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
    group.dataset.middle = x + slot / 2;
    group.dataset.below = height + 56;
    picture.append(group);
    groups.push(group);
    x += slot + GAP;
  }
  const [width, tall] = [Math.ceil(x), Math.ceil(height + 66)];
  for (const [name, value] of Object.entries({ width, height: tall, viewBox: `0 0 ${width} ${tall}` })) {
    picture.setAttribute(name, value);
  }
  return { picture, groups: groups.slice(1) };
}

/** What only acts while a network learns has no block of its own: its name is written below the layer before. */
function hasBlock({ kind }) {
  return kind !== "dropout" && kind !== "dropconnect";
}

function note(layer, group) {
  group.append(label(Number(group.dataset.middle), Number(group.dataset.below), `+ ${layer.name}`));
  return group;
}

/** Return how many pixels of the screen a pixel of a map, a map, and a value of a flat layer have. */
function sizes(layers) {
  const images = layers.filter(({ shape }) => shape.length === 3);
  const flat = layers.filter(({ shape }) => shape.length === 1);
  return {
    pixel: Math.min(TALLEST / Math.max(1, ...images.map(({ shape }) => Math.max(shape[1], shape[2]))), LARGEST_PIXEL),
    map: Math.min(DEEPEST / Math.max(1, ...images.map(({ shape }) => shape[0])), THICKEST_MAP),
    value: TALLEST / Math.max(1, ...flat.map(({ shape }) => shape[0])),
  };
}

/** Return the sides of a layer's block: how deep, high and wide it is. */
function sides({ shape }, { pixel, map, value }) {
  if (shape.length === 1) return { depth: BAR, high: Math.max(shape[0] * value, 3), wide: BAR };
  return { depth: Math.max(shape[0] * map, 2), high: shape[1] * pixel, wide: shape[2] * pixel };
}

function extent(layer, size) {
  const { depth, high, wide } = sides(layer, size);
  return { width: depth + wide * ACROSS, height: high + wide * UP };
}

/** Return the three faces that one sees of a block standing at x on the ground. */
function solid(x, ground, layer, size, colour) {
  const { depth, high, wide } = sides(layer, size);
  const [dx, dy] = [wide * ACROSS, -wide * UP];
  const [left, right, top] = [x, x + depth, ground - high];
  const faces = [
    [0.45, [left, ground, right, ground, right, top, left, top]],
    [0.25, [left, top, right, top, right + dx, top + dy, left + dx, top + dy]],
    [0.75, [right, ground, right + dx, ground + dy, right + dx, top + dy, right, top]],
  ];
  return faces.map(([opacity, points]) =>
    svg("polygon", { points: points.map((at) => at.toFixed(1)).join(" "), fill: colour, "fill-opacity": opacity, stroke: colour }),
  );
}

function label(x, y, text) {
  const element = svg("text", { x, y });
  element.textContent = text;
  return element;
}

/** Return the table of the layers, and its rows. */
function table({ layers, texts }, colours, write) {
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
  element.append(wrapped("", head, "thead"), wrapped("", rows, "tbody"), wrapped("", foot, "tfoot"));
  return { table: element, rows };
}

function bar(share, colour) {
  const [cell, filled] = [make("td", "bar"), make("span")];
  filled.style.width = `${(100 * share).toFixed(2)}%`;
  filled.style.background = colour ?? "none";
  cell.append(filled);
  return cell;
}

/** While somebody points at a layer, in the table or in the drawing, it stands out in both. */
function mark(row, group) {
  const set = (on) => {
    row.classList.toggle("marked", on);
    group.classList.toggle("marked", on);
  };
  for (const element of [row, group]) {
    element.addEventListener("pointerenter", () => set(true));
    element.addEventListener("pointerleave", () => set(false));
  }
}

/** Let the keyboard reach what is wider than a small screen, so that its arrows can move it. */
function reachable(element, role, name) {
  element.tabIndex = 0;
  element.setAttribute("role", role);
  element.setAttribute("aria-label", name);
}

function wrapped(name, inner, tag = "div") {
  const element = make(tag, name);
  element.append(...[inner].flat());
  return element;
}

function svg(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
