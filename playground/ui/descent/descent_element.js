// @ts-check
/**
 * What the components of the descent page have in common: words, colours, the choice of a CSV file's form. Python puts this
 * text behind page_element.js and before a component's own.
 *
 * @typedef {import("./descent_map.js").Look & {grid: string}} DescentLook
 */

/**
 * @template {{scripts: string, texts: Record<string, string>, language: string, looks: Record<"light" | "dark", DescentLook>}} Given
 * @extends {PageElement<Given>}
 */
class DescentElement extends PageElement {
  /** @type {typeof import("./component_values.js")} */ valuing;
  /** @type {typeof import("./numbers.js")} */ numbers;
  /** @type {typeof import("./csv.js")} */ csv;
  /** @type {ReturnType<typeof import("./numbers.js").numbersIn>} */ number;
  /** @type {"light" | "dark"} */ shade = "light";
  /** @type {DescentLook} */ look;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    this.resizing = new ResizeObserver(() => this.drawSoon());
    this.resizing.observe(element);
  }

  /**
   * Say in the reader's language what everything is, and take the colours of the page's shade.
   * @param {string} name   of the CSV file
   * @param {() => (string | number)[][]} lines   of it
   */
  speak(name, lines) {
    const { texts, language, looks } = this.data;
    this.element.setAttribute("aria-label", texts.alt);
    for (const part of this.queryAll("[data-text]")) part.textContent = texts[part.dataset.text];
    for (const part of this.queryAll("[data-label]")) part.setAttribute("aria-label", texts[part.dataset.label]);
    this.shade = this.connection.isDark() ? "dark" : "light";
    this.look = { ...looks[this.shade], background: getComputedStyle(this.element).getPropertyValue("--st-background-color") };
    for (const colour of /** @type {const} */ (["text", "background"])) {
      this.element.style.setProperty(`--${colour}`, this.look[colour]);
    }
    this.number = this.numbers.numbersIn(language);
    const files = this.query(".files");
    if (files.children.length < 2) files.prepend(this.csv.formChoice(language, texts));
    this.query(".csv").onclick = () => this.csv.save(`${name}.csv`, lines(), language);
  }

  /** Return how a chart looks. */
  chartLook() {
    return { ...this.look, font: getComputedStyle(this.element).fontFamily, scale: this.connection.typeScale() };
  }

  close() {
    super.close();
    this.resizing.disconnect();
  }
}
