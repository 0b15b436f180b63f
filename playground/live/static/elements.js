/** Small pieces of a page. A component has this text before its own (`source` in figure.py); modules import it. */

/** Return a new element with a class and a text. */
export function make(tag, name = "", text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  return element;
}

/** Change a text only where it is another one: what is selected in it stays so. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
