// @ts-check
/**
 * What the lines of several figures are: a piece of each line, and words.
 *
 * @typedef {Object} Entry
 * @property {string} label
 * @property {string} dash   as Plotly has it
 * @property {number} width
 * @property {{light: string, dark: string}} colours
 *
 * @typedef {{scripts: string, entries: Entry[]}} Data
 */

const LENGTH = 40;
/** @type {Record<string, number[]>} */
const NAMED = { solid: [], dot: [1], dash: [3], longdash: [5], dashdot: [3, 1], longdashdot: [5, 1] }; // in widths, as Plotly
const SVG = "http://www.w3.org/2000/svg";

/** @extends {PageElement<Data>} */
class Legend extends PageElement {
  /** @param {Data} data */
  prepare(data) {
    const shade = this.connection.isDark() ? "dark" : "light";
    this.element.replaceChildren(...data.entries.map((entry) => item(entry, shade)));
  }
}

/**
 * @param {Entry} entry
 * @param {"light" | "dark"} shade
 */
function item({ label, dash, width, colours }, shade) {
  const line = document.createElementNS(SVG, "line");
  for (const [name, value] of Object.entries({ x1: 0, x2: LENGTH, y1: 6, y2: 6 })) line.setAttribute(name, String(value));
  line.setAttribute("stroke", colours[shade]);
  line.setAttribute("stroke-width", String(width));
  line.setAttribute("stroke-dasharray", lengths(dash, width).join(" "));
  const picture = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ width: LENGTH, height: 12, "aria-hidden": "true" })) picture.setAttribute(name, String(value));
  picture.append(line);
  const made = document.createElement("li");
  made.append(picture, label);
  return made;
}

/**
 * Return dashes and gaps in pixels; those with names grow with the line, but not below 3 pixels.
 * @param {string} dash
 * @param {number} width
 */
function lengths(dash, width) {
  const named = NAMED[dash];
  if (!named) return dash.split(/[ ,]+/).map((part) => Number.parseFloat(part));
  const unit = Math.max(width, 3);
  return named.flatMap((part) => [part * unit, (named.length > 1 ? 1 : Math.min(part, 3)) * unit]);
}

export default mount(Legend, ".legend");
