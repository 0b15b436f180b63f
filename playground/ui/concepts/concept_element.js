// @ts-check
/**
 * What the components of the pages of concepts have in common: numbers that a person holds, words, a table, a CSV file. Python
 * puts this text behind page_element.js and before a component's own.
 */

/** The scripts that all of them need: a component adds its own in `modules`. */
const COMMON = { valuing: "component_values", numbers: "numbers", csv: "csv", elements: "elements" };

/**
 * @template {{scripts: string, texts: Record<string, string>, language: string, numbers: any}} Given
 * @extends {PageElement<Given>}
 */
class ConceptElement extends PageElement {
  /** @type {typeof import("./component_values.js")} */ valuing;
  /** @type {typeof import("./numbers.js")} */ numbers;
  /** @type {typeof import("./csv.js")} */ csv;
  /** @type {typeof import("./elements.js")} */ elements;
  /** @type {import("./component_values.js").ComponentValues<Given["numbers"]>} */ values;
  /** @type {ReturnType<typeof import("./numbers.js").numbersIn>} */ number;
  /** @type {"light" | "dark"} */ shade = "light";

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.resizing = new ResizeObserver(() => this.drawSoon());
    this.resizing.observe(element);
  }

  /**
   * Take the page's numbers, unless the person is further, and say in the reader's language what everything is.
   * @param {string} file   name of the CSV file
   */
  speak(file) {
    const { texts, language, numbers } = this.data;
    this.values ??= new this.valuing.ComponentValues((held) => this.trigger("moved", { numbers: held, at: Date.now() }));
    this.values.adopt(numbers);
    this.element.setAttribute("aria-label", texts.alt);
    for (const part of this.queryAll("[data-text]")) part.textContent = texts[part.dataset.text];
    for (const part of this.queryAll("[data-label]")) part.setAttribute("aria-label", texts[part.dataset.label]);
    this.shade = this.connection.isDark() ? "dark" : "light";
    this.number = this.numbers.numbersIn(language);
    const files = this.query(".files");
    if (files.children.length < 2) files.prepend(this.csv.formChoice(language, texts));
    this.query(".csv").onclick = () => this.csv.save(`${file}.csv`, this.lines(), language);
  }

  get background() {
    return getComputedStyle(this.element).getPropertyValue("--st-background-color");
  }

  get font() {
    return getComputedStyle(this.element).fontFamily;
  }

  /**
   * Change some of the numbers that the person holds.
   * @param {Partial<Given["numbers"]>} change
   */
  set(change) {
    if (this.values.take({ ...this.values.numbers, ...change })) this.changed();
  }

  /** Show that numbers have changed. */
  changed() {
    this.drawSoon();
  }

  /**
   * Return the lines of the CSV file.
   * @returns {(string | number)[][]}
   */
  lines() {
    return [];
  }

  /**
   * Fill the table.
   * @param {string[]} headings
   * @param {{head: (string | Node)[], cells: string[]}[]} rows
   */
  fillTable(headings, rows) {
    const { make } = this.elements;
    const [head, body, line] = [make("thead"), make("tbody"), make("tr")];
    line.append(...headings.map((text) => Object.assign(make("th", "", text), { scope: "col" })));
    head.append(line);
    for (const { head: name, cells } of rows) {
      const [row, first] = [make("tr"), Object.assign(make("th"), { scope: "row" })];
      first.append(...name);
      row.append(first, ...cells.map((text) => make("td", "", text)));
      body.append(row);
    }
    this.query("table").replaceChildren(head, body);
  }

  close() {
    super.close();
    this.values?.close();
    this.resizing.disconnect();
  }
}
