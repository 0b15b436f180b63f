// @ts-check
/**
 * What the components of the losses page have in common: colours, and tables of numbers. Python puts this text behind
 * concept_element.js and before a component's own.
 */

/**
 * @template {{scripts: string, texts: Record<string, string>, language: string, themes: Record<"light" | "dark", {colours: any}>, numbers: any}} Given
 * @extends {ConceptElement<Given>}
 */
class LossesElement extends ConceptElement {
  modules = { ...COMMON, bars: "bars", math: "losses_math", canvases: "canvases" };
  /** @type {typeof import("./bars.js")} */ bars;
  /** @type {typeof import("./losses_math.js")} */ math;
  /** @type {typeof import("./canvases.js")} */ canvases;

  /** @param {Given} data */
  prepare(data) {
    this.speak(data.texts.file);
    this.colours = { ...data.themes[this.shade].colours, background: this.background };
    this.drawSoon();
  }

  /**
   * Return a drawing.
   * @param {string} selector
   * @returns {SVGSVGElement}
   */
  svgOf(selector) {
    return this.query(selector);
  }

  /**
   * Fill the table with lines, the first of which are headings.
   * @param {(string | number)[][]} lines
   */
  fillLines([headings, ...lines]) {
    const rows = lines.map(([name, ...cells]) => ({ head: [String(name)], cells: cells.map((cell) => (typeof cell === "number" ? this.tabular(cell) : cell)) }));
    this.fillTable(headings.map(String), rows);
  }

  /** @param {number} value */
  tabular(value) {
    return Number.isInteger(value) && Math.abs(value) < 1e6 ? this.number.whole(value) : this.number.tabular(value);
  }
}
