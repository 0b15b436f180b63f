// @ts-check
/** What drawings on canvases have in common. */

/**
 * Return a canvas's context, with as many pixels as the screen has there and nothing drawn.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
export function cleared(canvas, width, height) {
  const ratio = globalThis.devicePixelRatio || 1;
  const [columns, rows] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** @param {number | string} power */
export function superscript(power) {
  return String(power).replaceAll(/[-−]/g, "⁻").replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]);
}

/**
 * Return a number with its power of ten as people write it.
 * @param {string} text
 */
export function powered(text) {
  return text.replace(/[Ee]([−-]?\d+)/, (_, power) => `·10${superscript(power)}`);
}
