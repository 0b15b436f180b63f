// @ts-check
/** Small pieces of a page. A component has this text before its own (`source` in live/files.py); modules import it. */

/**
 * Return a new element with a class and a text.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [name]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, name = "", text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  return element;
}

/**
 * Return which of black and white is read better on a colour, of levels from 0 to 255: at least 4.5 to 1 (WCAG 2.2).
 * @param {number} red
 * @param {number} green
 * @param {number} blue
 */
export function inkOn(red, green, blue) {
  /** @param {number} level */
  const light = (level) => (level <= 10 ? level / 255 / 12.92 : ((level / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue) > 0.179 ? "#000" : "#fff";
}

/**
 * Change a text only where it is another one: what is selected in it stays so.
 * @param {Element} element
 * @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Return whether the page's background is dark. */
export function isDark() {
  const colour = getComputedStyle(document.querySelector(".stApp") ?? document.body).backgroundColor;
  const [red, green, blue] = colour.match(/\d+(\.\d+)?/g).map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}

/** Return how much larger than usual the page's type is: 1, or more for projection. */
export function typeScale() {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
}

/**
 * Fill the places of a sentence. What people have written stays as they wrote it, also where it has places itself.
 * @param {string} sentence
 * @param {Record<string, string | number>} values   by the names of the places
 */
export function phrase(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
}
