// @ts-check
/** Random numbers that Python draws too: a seed gives the same ones here and in concepts/descent/random_numbers.py. */

/** A small generator with 32 bits of state (mulberry32 by Tommy Ettinger, in the public domain). */
export class RandomNumbers {
  /** @param {number} seed */
  constructor(seed) {
    this.state = seed >>> 0;
  }

  /** Return a number from 0 up to 1. */
  uniform() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    const { state } = this;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Return two independent normal numbers (Box and Muller 1958). */
  normalPair() {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  }

  /**
   * Return a whole number from 0 up to `count`.
   * @param {number} count
   */
  below(count) {
    return Math.floor(this.uniform() * count);
  }
}
