// @ts-check
/**
 * Frames as a worker sends them: reading them, letting curves grow, and handing both on in the forms that figures take.
 *
 * @typedef {Object} Tensor
 * @property {Float32Array} data   or another typed array, as the worker has it (`ARRAYS`): all have the same methods
 * @property {number[]} shape
 */

const EXACT = 10_000; // epochs up to which every value is kept
const NEWEST = 1_000; // of longer curves so many of the newest values are kept too
const MOST = EXACT + 2 * NEWEST; // values after which curves are thinned, as in curves.py

/**
 * Let curves grow by what is new of them, from epoch `since` on. All have their values at the same epochs.
 * @param {{epochs: number[], curves: Record<string, number[]>}} state
 * @param {string[]} names   which tensors are curves
 * @param {Record<string, Tensor>} tensors
 * @param {number} since
 */
export function grow({ epochs, curves }, names, tensors, since) {
  if (!tensors.epochs) return;
  let start = epochs.length;
  while (start > 0 && epochs[start - 1] >= since) start -= 1;
  epochs.length = start;
  for (const epoch of tensors.epochs.data) epochs.push(epoch);
  for (const name of names) if (tensors[name]) append(curves, name, tensors[name], start);
  if (epochs.length > MOST) shorten(epochs, curves);
}

/**
 * @param {Record<string, number[]>} curves
 * @param {string} name
 * @param {Tensor} tensor   a value for each epoch, or a row of them
 * @param {number} start    how many values a curve keeps
 */
function append(curves, name, { data, shape: [rows, columns] }, start) {
  for (let column = 0; column < (columns ?? 1); column += 1) {
    const curve = (curves[columns === undefined ? name : `${name}:${column}`] ??= []);
    curve.length = Math.min(curve.length, start);
    for (let row = 0; row < rows; row += 1) curve.push(data[row * (columns ?? 1) + column]);
  }
}

/**
 * Keep of old values every second, fourth, eighth..., so that hours of training do not fill the memory.
 * @param {number[]} epochs
 * @param {Record<string, number[]>} curves
 */
function shorten(epochs, curves) {
  const newest = epochs.at(-1);
  const stride = 2 ** Math.max(0, Math.ceil(Math.log2(newest / EXACT)));
  const keeps = epochs.map((epoch) => epoch % stride === 0 || epoch > newest - NEWEST);
  for (const values of [epochs, ...Object.values(curves)]) {
    const rest = values.filter((_, place) => keeps[place]);
    values.length = 0;
    for (const value of rest) values.push(value);
  }
}

/** @type {Record<string, any>} */
const ARRAYS = {
  F32: Float32Array,
  F64: Float64Array,
  I32: Int32Array,
  U8: Uint8Array,
  U16: Uint16Array,
};
const SMALL = 0xffffffffffffffffn; // in the place of a header's length: the rest is deflated, as in small_frames.py
/** @type {Record<string, any>} */
const BITS = { Uint8Array, Uint16Array, Float32Array: Uint32Array, Int32Array: Uint32Array };

/** Reads the frames of one run in their order, as in small_frames.py: a small one says what differs from the one before. */
export class FrameReader {
  number = 0;
  /** @type {Record<string, Tensor>} */
  before = {};
  /** @type {Record<string, string>} */
  facts = {};

  /**
   * Read a frame; null if it relies on one that is not here.
   * @param {ArrayBuffer} buffer
   * @returns {Promise<{facts: Record<string, string>, tensors: Record<string, Tensor>} | null>}
   */
  async read(buffer) {
    const isSmall = buffer.byteLength > 8 && new DataView(buffer).getBigUint64(0, true) === SMALL;
    if (isSmall) return this.enlarged(readFrame(await inflated(buffer)));
    Object.assign(this, { number: 0, before: {} });
    return readFrame(buffer);
  }

  /**
   * Undo what made a frame small: differences from cell to cell or from the frame before, values in whole steps.
   * @param {{facts: Record<string, string>, tensors: Record<string, Tensor>}} frame
   */
  enlarged({ facts, tensors }) {
    const { small_rows, small_after, small_same, small_steps, small_number, small_before, ...rest } = facts;
    /** @type {string[][]} */
    const [rows, after, same] = [small_rows, small_after, small_same].map((names) => JSON.parse(names));
    const relies = Number(small_before) > 0;
    if (relies && Number(small_before) !== this.number) return null;
    for (const name of rows) addAlongRows(tensors[name]);
    for (const name of after) add(tensors[name], this.before[name]);
    for (const name of same) tensors[name] = this.before[name];
    this.number = Number(small_number);
    this.before = { ...tensors };
    this.facts = relies ? { ...this.facts, ...rest } : rest;
    for (const [name, [low, step]] of Object.entries(JSON.parse(small_steps))) {
      const { data, shape } = tensors[name];
      const values = new Float32Array(data.length);
      for (let place = 0; place < data.length; place += 1) values[place] = low + step * data[place];
      tensors[name] = { data: values, shape };
    }
    return { facts: this.facts, tensors };
  }
}

/** @param {ArrayBuffer} buffer */
async function inflated(buffer) {
  const { writable, readable } = new DecompressionStream("deflate"); // fed by hand: a Blob's stream takes eight times as long
  const writer = writable.getWriter();
  const [all] = await Promise.all([
    new Response(readable).arrayBuffer(),
    writer.write(new Uint8Array(buffer, 8)),
    writer.close(),
  ]);
  return all;
}

/** @param {Tensor} tensor */
function addAlongRows({ data, shape }) {
  const width = shape.at(-1);
  for (let start = 0; start < data.length; start += width) {
    for (let place = start + 1; place < start + width; place += 1) data[place] += data[place - 1];
  }
}

/**
 * Add what there was before, along the first axis as far as both go.
 * @param {Tensor} difference
 * @param {Tensor} before
 */
function add(difference, before) {
  const [sum, added] = [difference, before].map(({ data }) => new BITS[data.constructor.name](data.buffer));
  const both = Math.min(sum.length, added.length);
  for (let place = 0; place < both; place += 1) sum[place] += added[place];
}

/**
 * Read safetensors bytes: eight bytes with the header's length, a JSON header, the tensors.
 * @param {ArrayBuffer} buffer
 * @returns {{facts: Record<string, string>, tensors: Record<string, Tensor>}}
 */
export function readFrame(buffer) {
  const length = Number(new DataView(buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
  /** @type {Record<string, Tensor>} */
  const tensors = {};
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    /** @type {{dtype: string, shape: number[], data_offsets: number[]}} */
    const { dtype, shape, data_offsets } = entry;
    const [start, end] = data_offsets.map((offset) => 8 + length + offset);
    tensors[name] = { data: new ARRAYS[dtype](buffer.slice(start, end)), shape };
  }
  return { facts: header.__metadata__ ?? {}, tensors };
}

/**
 * Return a tensor as Plotly takes it: a typed array, or one for each row.
 * @param {Tensor} tensor
 */
export function plotly({ data, shape }) {
  if (shape.length < 2) return data;
  const [rows, columns] = shape;
  return Array.from({ length: rows }, (_, row) => data.subarray(row * columns, (row + 1) * columns));
}

/**
 * Thin a curve for drawing: of each bucket the smallest and the largest value, so that no peak is lost.
 * @param {number[]} curve
 * @param {number[]} epochs  where its values are
 * @param {number} most  points to keep, at most
 * @returns {{x: number[], y: number[]}}  epochs, and values
 */
export function thin(curve, epochs, most = 800) {
  if (curve.length <= most) return { x: epochs.slice(0, curve.length), y: curve };
  const size = Math.ceil((2 * curve.length) / most);
  const x = [];
  const y = [];
  for (let start = 0; start < curve.length; start += size) {
    const end = Math.min(start + size, curve.length);
    let low = start;
    let high = start;
    for (let place = start; place < end; place += 1) {
      if (curve[place] < curve[low]) low = place;
      if (curve[place] > curve[high]) high = place;
    }
    for (const place of low <= high ? [low, high] : [high, low]) {
      x.push(epochs[place]);
      y.push(curve[place]);
    }
  }
  return { x, y };
}
