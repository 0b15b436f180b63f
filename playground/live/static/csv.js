// @ts-check
/** Numbers as CSV files. */

/**
 * Return a number as programs read it, with the nine digits that tell single-precision numbers apart.
 * @param {number | undefined} value
 */
export function written(value) {
  return value === undefined || Number.isNaN(value) ? "" : String(Number(value.toPrecision(9)));
}

/**
 * Hand lines over as a CSV file (RFC 4180).
 * @param {string} name
 * @param {(string | number)[][]} lines
 */
export function save(name, lines) {
  const text = lines.map((fields) => fields.map((field) => quoted(String(field))).join(",") + "\r\n").join("");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** @param {string} text */
function quoted(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
