// @ts-check
/**
 * When Plotly may draw: its script, which is loaded once, takes half a second, a whole figure tens of milliseconds. All
 * figures of a page share this module.
 */

let touchedAt = -Infinity;
for (const event of ["keydown", "pointerdown", "pointerup"]) {
  window.addEventListener(event, () => (touchedAt = performance.now()), { capture: true, passive: true });
}

/** Return whether somebody has just used a control: the browser is then left to lay out the changed page. */
export function isBusy() {
  return performance.now() - touchedAt < 500;
}

const FULL_SHARE = 0.35; // of the time may go into drawing whole figures, all of them together
/**
 * Figures that want to be drawn as a whole, with when they last were.
 * @type {Map<object, number>}
 */
const asking = new Map();
let freeAt = 0;

/**
 * Return whether it is a figure's turn to be drawn as a whole: the one that waits longest goes first, and however many
 * there are, most of the time is left for repainting and for the person.
 * @param {object} figure
 * @param {number | undefined} drawnAt   when it last was
 */
export function takesTurn(figure, drawnAt) {
  asking.set(figure, drawnAt ?? -Infinity);
  if (performance.now() < freeAt) return false;
  for (const [other, at] of asking) if (at < asking.get(figure) && other !== figure) return false;
  asking.delete(figure);
  return true;
}

/**
 * Say what drawing a whole figure took.
 * @param {number} cost   in ms
 */
export function tookTurn(cost) {
  freeAt = performance.now() + cost * (1 / FULL_SHARE - 1);
}

/**
 * Forget a figure that is gone.
 * @param {object} figure
 */
export function leavesTurn(figure) {
  asking.delete(figure);
}

/** @type {() => void} */
let announce;
/** @type {Promise<void>} */
const firstFrameDrawn = new Promise((resolve) => (announce = resolve));

/** Say that a frame is drawn. */
export function announceFirstFrame() {
  announce();
}

/** Wait for the first frame of any run to be drawn, but not for ever: without a worker there is none. */
export function firstFrame() {
  return Promise.race([firstFrameDrawn, new Promise((resolve) => setTimeout(resolve, 1500))]);
}

let turn = Promise.resolve();

/** Wait until it is a figure's turn to be drawn for the first time: the browser shows each before it draws the next. */
export function firstTurn() {
  const mine = turn;
  turn = turn.then(() => new Promise((resolve) => setTimeout(resolve)));
  return mine;
}

/**
 * What is loaded of plotly.js, by the script's name.
 * @type {Map<string, Promise<any>>}
 */
const loading = new Map();

/**
 * Load plotly.js once for the page: of most figures the part that draws on a plane, a third of the whole.
 * @param {string} scripts  address of this server's scripts
 * @param {{type?: string}[]} traces  of the figure
 * @returns {Promise<any>}
 */
export function loadPlotly(scripts, traces) {
  const deep = traces.some(({ type }) => type === "surface" || type === "scatter3d");
  const name = deep ? "plotly.min.js" : "plotly-cartesian.min.js";
  if (!loading.has(name)) loading.set(name, load(new URL(`${scripts}/${name}`, location.origin).href));
  return loading.get(name);
}

/**
 * @param {string} address   of a script that sets `Plotly`
 * @returns {Promise<any>}
 */
function load(address) {
  return new Promise((resolve, reject) => {
    const tag = document.createElement("script");
    tag.src = address;
    tag.onload = () => resolve(/** @type {any} */ (window).Plotly);
    tag.onerror = () => reject(new Error("plotly.js did not load"));
    document.head.append(tag);
  });
}
