// @ts-check
/**
 * Activations, looked up in the tables that Python made of them (playground/concepts/sampled.py).
 *
 * @typedef {Object} Table
 * @property {number[]} values    of the activation
 * @property {number[]} slopes    of its derivative
 * @property {number[]} kinks     entries right of which the derivative is at once that of the next one
 * @property {number[]} jumps     the same of the activation itself
 * @property {number} reach       the table goes from -reach to reach
 * @property {number} per_unit    entries in an interval of length 1
 */

/**
 * Return the activation at z; beyond the table it goes straight on.
 * @param {Table} table
 * @param {number} z
 */
export function valueAt(table, z) {
  const { values, slopes, reach, jumps } = table;
  if (z <= -reach) return values[0] + slopes[0] * (z + reach);
  if (z >= reach) return values.at(-1) + slopes.at(-1) * (z - reach);
  return between(values, (z + reach) * table.per_unit, jumps);
}

/**
 * Return the derivative at z.
 * @param {Table} table
 * @param {number} z
 */
export function slopeAt(table, z) {
  const inside = Math.min(Math.max(z, -table.reach), table.reach);
  return between(table.slopes, (inside + table.reach) * table.per_unit, table.kinks);
}

/**
 * Return what is between two entries: on the straight line, or right of a break that of the second.
 * @param {number[]} entries
 * @param {number} place
 * @param {number[]} breaks
 */
function between(entries, place, breaks) {
  const before = Math.floor(place);
  const share = place - before;
  if (share === 0) return entries[before];
  if (breaks.includes(before)) return entries[before + 1];
  return entries[before] + share * (entries[before + 1] - entries[before]);
}
