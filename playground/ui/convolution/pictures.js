// @ts-check
/**
 * The pictures that a page's components work on. One component brings a picture, others take it from here: so it comes
 * to the browser once, and not with every message to each of them.
 *
 * @typedef {import("./convolved.js").Plane} Plane
 *
 * @typedef {Object} Picture
 * @property {string} name
 * @property {Plane[]} planes   red, green and blue, from 0 to 255
 */

/** @type {Map<string, Picture>} */
const pictures = new Map();
/** @type {Set<{slot: string, tell: (picture: Picture) => void}>} */
const watchers = new Set();

/**
 * Bring a picture; one of the same name is there already.
 * @param {string} slot   what it is for
 * @param {string} name
 * @param {string} url    of its file
 */
export async function offer(slot, name, url) {
  if (pictures.get(slot)?.name === name) return;
  const image = new Image();
  image.src = url;
  await image.decode();
  put(slot, { name, planes: planesOf(image) });
}

/**
 * Put a picture into a slot and tell those who watch it.
 * @param {string} slot
 * @param {Picture} picture
 */
export function put(slot, picture) {
  pictures.set(slot, picture);
  for (const watcher of watchers) if (watcher.slot === slot) watcher.tell(picture);
}

/**
 * Call a function with the picture of a slot, now and whenever there is another; return the function that ends it.
 * @param {string} slot
 * @param {(picture: Picture) => void} tell
 */
export function watch(slot, tell) {
  const watcher = { slot, tell };
  watchers.add(watcher);
  if (pictures.has(slot)) tell(pictures.get(slot));
  return () => watchers.delete(watcher);
}

/**
 * Return the planes of an image.
 * @param {HTMLImageElement} image
 */
function planesOf(image) {
  const [columns, rows] = [image.naturalWidth, image.naturalHeight];
  const canvas = new OffscreenCanvas(columns, rows);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, columns, rows);
  return [0, 1, 2].map((channel) => ({ data: Float64Array.from({ length: rows * columns }, (_, i) => data[4 * i + channel]), rows, columns }));
}
