// @ts-check
/** Where the numbers of links stand: on their links, so that no two meet. */

const SHARES = Array.from({ length: 61 }, (_, k) => 0.2 + k / 100);

/**
 * Return a place for each link between two layers. All are put at one share of their ways, the one at which the nearest two
 * are farthest apart, and then pushed apart where they still meet.
 * @param {number[][]} ends    of each link x and y of both ends
 * @param {number} pitch       pixels from one to the next above it, at least
 * @param {number} width       of the numbers of a link
 */
export function chipPlaces(ends, pitch, width) {
  const [x0, , x1] = ends[0];
  const margin = Math.min(0.5, (width / 2 + 4) / (x1 - x0));
  const shares = SHARES.filter((share) => share >= margin && share <= 1 - margin);
  if (!shares.length) shares.push(0.5);
  /** @param {number} share */
  const heights = (share) => ends.map(([, y0, , y1]) => y0 + share * (y1 - y0));
  /** @param {number} share */
  const nearest = (share) => {
    const sorted = heights(share).sort((one, other) => one - other);
    return Math.min(pitch, ...sorted.slice(1).map((y, k) => y - sorted[k]));
  };
  const best = shares.reduce((one, other) => (nearest(other) > nearest(one) + 0.5 ? other : one));
  return apart(heights(best), pitch).map((y) => ({ x: x0 + best * (x1 - x0), y }));
}

/**
 * @param {number[]} heights
 * @param {number} pitch
 */
function apart(heights, pitch) {
  const order = heights.map((_, k) => k).sort((one, other) => heights[one] - heights[other]);
  const moved = [...heights];
  for (let round = 0; round < 60; round += 1) {
    for (let k = 1; k < order.length; k += 1) {
      const [above, below] = [order[k - 1], order[k]];
      const short = pitch - (moved[below] - moved[above]);
      if (short <= 0) continue;
      moved[above] -= short / 2;
      moved[below] += short / 2;
    }
  }
  return moved;
}
