// @ts-check
/**
 * Numbers as the reader's language writes them: the only script that writes numbers for people. Python's numerals.py does
 * the same: halves go away from zero, the minus is a minus, no hyphen, and what rounds to nothing has no sign.
 */

const [WIDE, NARROW] = ["\u00a0", "\u202f"]; // browsers differ in which of them stands before the French percent sign
/** @type {Map<string, Numbers>} */
const known = new Map();

/**
 * Return what writes numbers in a language.
 * @param {string} language
 * @returns {Numbers}
 */
export function numbersIn(language) {
  if (!known.has(language)) known.set(language, new Numbers(language));
  return known.get(language);
}

/**
 * Return a number with so many digits that say something, for whatever writes it later.
 * @param {number} value
 * @param {number} digits
 */
export function rounded(value, digits) {
  return Number(value.toPrecision(digits));
}

/**
 * Return a number with so many digits behind the decimal mark, likewise.
 * @param {number} value
 * @param {number} digits
 */
export function roundedBehindMark(value, digits) {
  return Number(value.toFixed(digits));
}

/** Each of its fields is a function that can be handed on alone. */
class Numbers {
  /** @type {Map<string, Intl.NumberFormat>} */
  formats = new Map();

  /** @param {string} language */
  constructor(language) {
    this.language = language;
    this.mark = new Intl.NumberFormat(language).formatToParts(0.5).find(({ type }) => type === "decimal").value;
  }

  /** @type {(value: number) => string} */
  whole = (value) => this.fixed(value, 0);

  /**
   * With so many digits behind the decimal mark, or at least so many.
   * @type {(value: number, digits: number, least?: number) => string}
   */
  fixed = (value, digits, least = digits) =>
    this.write(flat(value, digits), { minimumFractionDigits: least, maximumFractionDigits: digits });

  /**
   * With as few digits as it needs, three behind the mark at most, and no marks between thousands: as people type it.
   * @type {(value: number) => string}
   */
  short = (value) => this.write(flat(value, 3), { maximumFractionDigits: 3, useGrouping: false });

  /**
   * With so many digits that say something, or at least so many.
   * @type {(value: number, digits: number, least?: number) => string}
   */
  significant = (value, digits, least = 1) =>
    this.write(value, { minimumSignificantDigits: least, maximumSignificantDigits: digits });

  /**
   * A share, from 0 to 1, with so many digits behind the decimal mark, or at least so many.
   * @type {(value: number, digits?: number, least?: number) => string}
   */
  percent = (value, digits = 0, least = digits) =>
    this.write(flat(value, digits + 2), { style: "percent", minimumFractionDigits: least, maximumFractionDigits: digits });

  /**
   * As a table has it: four digits, and a power of ten where that would be zeros.
   * @type {(value: number) => string}
   */
  tabular = (value) => {
    const plain = value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6);
    return this.write(value, { maximumSignificantDigits: 4, notation: plain ? "standard" : "scientific" });
  };

  /**
   * As something measured has it: so many digits behind the mark, and a power of ten where they would say nothing.
   * @type {(value: number, digits?: number, least?: number) => string}
   */
  measured = (value, digits = 3, least = 0.5 * 10 ** -digits) => {
    const size = Math.abs(value);
    const plain = !Number.isFinite(size) || size === 0 || (size >= least && size < 1e4);
    return plain ? this.fixed(value, digits) : this.localized(value.toExponential(1));
  };

  /**
   * With exactly so many digits, as JavaScript's own `toPrecision` has them.
   * @type {(value: number, digits: number) => string}
   */
  precise = (value, digits) => this.localized(value.toPrecision(digits));

  /**
   * Return a number that JavaScript has written with the marks of the language.
   * @param {string} text
   */
  localized(text) {
    return text.replace(".", this.mark).replaceAll("-", "−");
  }

  /**
   * @param {number | undefined} value
   * @param {Intl.NumberFormatOptions} options
   */
  write(value, options) {
    if (value === undefined || Number.isNaN(value)) return "–";
    if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
    const key = JSON.stringify(options);
    if (!this.formats.has(key)) this.formats.set(key, new Intl.NumberFormat(this.language, options));
    return this.formats.get(key).format(value).replaceAll("-", "−").replaceAll(WIDE, NARROW);
  }
}

/**
 * Return a number, or 0 for one that rounds to it: that has no sign.
 * @param {number} value
 * @param {number} digits
 */
function flat(value, digits) {
  return Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value;
}
