// @ts-check
/**
 * What the components of the descent page have in common: their colours. Python puts this text behind concept_element.js and
 * before a component's own.
 *
 * @typedef {import("./descent_map.js").Look & {grid: string}} DescentLook
 */

/**
 * @template {{scripts: string, texts: Record<string, string>, language: string, numbers: any, looks: Record<"light" | "dark", DescentLook>}} Given
 * @extends {ConceptElement<Given>}
 */
class DescentElement extends ConceptElement {
  /** @type {DescentLook} */ look;

  /** @param {string} file */
  speak(file) {
    super.speak(file);
    this.look = { ...this.data.looks[this.shade], background: this.background };
    for (const colour of /** @type {const} */ (["text", "background"])) {
      this.element.style.setProperty(`--${colour}`, this.look[colour]);
    }
  }

  /** Return how a chart looks. */
  chartLook() {
    return { ...this.look, font: this.font, scale: this.connection.typeScale() };
  }
}
