// @ts-check
/**
 * What the components of the losses page have in common. Python puts this text behind page_element.js and before a
 * component's own.
 *
 * @typedef {import("./kernel_cells.js").Colours & {curve: string}} LossColours
 */

/**
 * @template {{scripts: string, texts: Record<string, string>, language: string, themes: Record<"light" | "dark", {colours: any}>, numbers: any}} Given
 * @extends {PageElement<Given>}
 */
class LossesElement extends PageElement {
  modules = { valuing: "component_values", numbers: "numbers", csv: "csv", bars: "bars", math: "losses_math", elements: "elements", canvases: "descent_map" };
  /** @type {typeof import("./component_values.js")} */ valuing;
  /** @type {typeof import("./numbers.js")} */ numbers;
  /** @type {typeof import("./csv.js")} */ csv;
  /** @type {typeof import("./bars.js")} */ bars;
  /** @type {typeof import("./losses_math.js")} */ math;
  /** @type {typeof import("./elements.js")} */ elements;
  /** @type {typeof import("./descent_map.js")} */ canvases;
  /** @type {ReturnType<typeof import("./numbers.js").numbersIn>} */ number;
  /** @type {import("./component_values.js").ComponentValues<any>} */ values;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.resizing = new ResizeObserver(() => this.drawSoon());
    this.resizing.observe(element);
  }

  /** @param {Given} data */
  prepare(data) {
    this.values ??= new this.valuing.ComponentValues((numbers) => this.trigger("moved", { numbers, at: Date.now() }));
    this.values.adopt(data.numbers);
    const { texts, language, themes } = data;
    this.element.setAttribute("aria-label", texts.alt);
    for (const part of this.queryAll("[data-text]")) part.textContent = texts[part.dataset.text];
    for (const part of this.queryAll("[data-label]")) part.setAttribute("aria-label", texts[part.dataset.label]);
    const background = getComputedStyle(this.element).getPropertyValue("--st-background-color");
    this.colours = { ...themes[this.connection.isDark() ? "dark" : "light"].colours, background };
    this.number = this.numbers.numbersIn(language);
    const files = this.query(".files");
    if (files.children.length < 2) files.prepend(this.csv.formChoice(language, texts));
    this.query(".csv").onclick = () => this.csv.save(`${texts.file}.csv`, this.lines(), language);
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

  /** @param {any} change */
  set(change) {
    if (this.values.take({ ...this.values.numbers, ...change })) this.drawSoon();
  }

  /** @returns {(string | number)[][]} */
  lines() {
    return [];
  }

  /**
   * Fill the table with lines, the first of which are headings.
   * @param {(string | number)[][]} lines
   */
  fillTable(lines) {
    const { make } = this.elements;
    const rows = lines.map((cells, row) => {
      const line = make("tr");
      line.append(
        ...cells.map((cell, column) => {
          const isHead = row === 0 || column === 0;
          const made = make(isHead ? "th" : "td", "", typeof cell === "number" ? this.tabular(cell) : cell);
          if (isHead) made.setAttribute("scope", row === 0 ? "col" : "row");
          return made;
        }),
      );
      return line;
    });
    const [head, body] = [make("thead"), make("tbody")];
    head.append(rows[0]);
    body.append(...rows.slice(1));
    this.query("table").replaceChildren(head, body);
  }

  /** @param {number} value */
  tabular(value) {
    return Number.isInteger(value) && Math.abs(value) < 1e6 ? this.number.whole(value) : this.number.tabular(value);
  }

  close() {
    super.close();
    this.values?.close();
    this.resizing.disconnect();
  }
}
