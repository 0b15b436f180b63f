// @ts-check
/**
 * Shows the lecture's map, which Python writes, and goes to the slide that the address names: the browser looked for it
 * before Streamlit had drawn anything.
 * @param {{data: {html: string}, parentElement: HTMLElement}} given
 */
export default function ({ data, parentElement }) {
  /** @type {HTMLElement} */
  const map = parentElement.querySelector(".lecture");
  const arrive = () => {
    for (const place of map.querySelectorAll(".arrived")) place.classList.remove("arrived");
    /** @type {HTMLElement} */
    const place = location.hash.length > 1 && map.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`);
    if (!place) return;
    place.classList.add("arrived");
    place.scrollIntoView();
    place.focus({ preventScroll: true }); // the keyboard goes on from there
  };
  if (written.get(map) !== data.html) {
    const first = !written.has(map);
    map.innerHTML = data.html;
    written.set(map, data.html);
    map.dataset.draws = String(Number(map.dataset.draws) + 1);
    if (first) arrive();
  }
  window.addEventListener("hashchange", arrive);
  return () => window.removeEventListener("hashchange", arrive);
}

/**
 * What each map shows: a run of the page's script that changes nothing leaves it, and the reader, where they are.
 * @type {WeakMap<HTMLElement, string>}
 */
const written = new WeakMap();
