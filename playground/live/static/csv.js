// @ts-check
/**
 * Numbers as CSV files, in one of two forms: with decimal points and commas between cells, as programs and English
 * spreadsheets read them, or with decimal commas and semicolons, as French spreadsheets do. The language says which,
 * until somebody chooses; the choice then holds for all files until the page is closed.
 *
 * @typedef {"point" | "comma"} Form
 */

/** @type {Record<Form, {mark: string, between: string}>} */
const FORMS = { point: { mark: ".", between: "," }, comma: { mark: ",", between: ";" } };
const NUMBER = /^-?\d+(\.\d+)?(e[-+]?\d+)?$/;

/** @type {Form | undefined} */
let chosen;
/** @type {Set<HTMLSelectElement>} */
const choices = new Set();

/**
 * Return the form of files: the one that was chosen, or that of a language.
 * @param {string} language
 * @returns {Form}
 */
export function formOf(language) {
  return chosen ?? (language === "fr" ? "comma" : "point");
}

/**
 * Return a number as programs read it, with the nine digits that tell single-precision numbers apart.
 * @param {number | undefined} value
 */
export function written(value) {
  return value === undefined || Number.isNaN(value) ? "" : String(Number(value.toPrecision(9)));
}

/**
 * Return the text of a CSV file (RFC 4180), which begins with a byte order mark where it is not all ASCII: Excel would take
 * it for Windows-1252 without one, and readers of plain ASCII need not know of it.
 * @param {(string | number)[][]} lines   numbers, and texts that are numbers, have decimal points
 * @param {Form} form
 */
export function fileText(lines, form) {
  const { mark, between } = FORMS[form];
  /** @param {string} field */
  const cell = (field) => (NUMBER.test(field) ? field.replace(".", mark) : quoted(field));
  const text = lines.map((fields) => fields.map((field) => cell(String(field))).join(between) + "\r\n").join("");
  return /[^\0-\x7f]/.test(text) ? "\ufeff" + text : text;
}

/**
 * Hand lines over as a CSV file, in the form of files.
 * @param {string} name
 * @param {(string | number)[][]} lines
 * @param {string} language
 */
export function save(name, lines, language) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([fileText(lines, formOf(language))], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/**
 * Return the choice of the form of files, to stand beside a button; all choices on the page show the same.
 * @param {string} language
 * @param {Record<string, string>} texts   what it is called, and its options
 */
export function formChoice(language, texts) {
  const choice = document.createElement("select");
  choice.className = "csv-form";
  choice.setAttribute("aria-label", texts.csv_form);
  choice.title = texts.csv_form;
  choice.append(...Object.keys(FORMS).map((form) => new Option(texts[`csv_${form}`], form)));
  choice.value = formOf(language);
  choice.onchange = () => {
    chosen = /** @type {Form} */ (choice.value);
    for (const other of choices) other.value = chosen;
  };
  for (const other of choices) if (!other.isConnected) choices.delete(other);
  choices.add(choice);
  return choice;
}

/** @param {string} text */
function quoted(text) {
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
