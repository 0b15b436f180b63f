// @ts-check
/**
 * Shows the lecture's map, which Python writes, and goes to the slide that the address names: the browser looked for it
 * before Streamlit had drawn anything.
 * @param {{data: {html: string}, parentElement: HTMLElement}} given
 */
export default function ({ data, parentElement }) {
  /** @type {HTMLElement} */
  const map = parentElement.querySelector(".lecture");
  const follow = () => arrive(map, location.hash);
  if (written.get(map) !== data.html) {
    const first = !written.has(map);
    map.innerHTML = data.html;
    written.set(map, data.html);
    map.dataset.draws = String(Number(map.dataset.draws) + 1);
    const begins = hashOfVisit();
    if (first) arrive(map, location.hash || begins);
  }
  window.addEventListener("hashchange", follow);
  return () => window.removeEventListener("hashchange", follow);
}

/**
 * What each map shows: a run of the page's script that changes nothing leaves it, and the reader, where they are.
 * @type {WeakMap<HTMLElement, string>}
 */
const written = new WeakMap();
let begun = false;

/** Return once the place that the visit began with: Streamlit takes it out of the address where it writes a language. */
function hashOfVisit() {
  if (begun) return ""; // somebody who comes back by the menu asks for none
  begun = true;
  return new URL(performance.getEntriesByType("navigation")[0].name).hash;
}

/**
 * Go to a place on the map, mark it, and let the keyboard go on from there.
 * @param {HTMLElement} map
 * @param {string} hash   of an address, which may name no place
 */
function arrive(map, hash) {
  for (const place of map.querySelectorAll(".arrived")) place.classList.remove("arrived");
  if (hash.length < 2) return;
  /** @type {HTMLElement} */
  const place = map.querySelector(`[id="${CSS.escape(hash.slice(1))}"]`);
  if (!place) return;
  place.classList.add("arrived");
  place.scrollIntoView();
  place.focus({ preventScroll: true });
}
