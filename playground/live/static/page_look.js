// @ts-check
/** How the page looks: what its reader and Streamlit have chosen. */

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
