// @ts-check
/**
 * What the person looks at, of all that a run could show.
 *
 * @typedef {Object} Focus                         as in training/probes/focus.py
 * @property {number[] | null} neuron            by layer and unit
 * @property {number[]} windows                  the first unit shown of each wide layer
 * @property {number | null} sample              a point of the data by its place
 * @property {number | null} image               a test image by its place
 * @property {number[] | null} map               which map is chosen, by layer and channel
 * @property {string | null} pixels              drawn pixels in base64
 * @property {number | null} sequence            a test sequence by its place
 * @property {string | null} text                letters that somebody has typed instead
 * @property {number | null} step                which step of a sequence is looked at
 * @property {number} direction                  which direction of a recurrent network
 */

/** @type {Focus} */
export const NO_FOCUS = {
  ...{ neuron: null, windows: [], sample: null },
  ...{ image: null, map: null, pixels: null },
  ...{ sequence: null, text: null, step: null, direction: 0 },
};
