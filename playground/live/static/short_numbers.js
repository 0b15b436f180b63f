/**
 * Return a function that writes a number with as few digits as it needs, three after the point at most.
 * @param {string} language
 * @returns {(value: number) => string}
 */
export function shortWriter(language) {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 3, useGrouping: false });
  return (value) => format.format(Math.abs(value) < 0.0005 ? 0 : value).replace("-", "−");
}
