/** Frames as a worker sends them: reading them, letting curves grow, and handing both on in the forms that figures take. */

/** Let curves grow by what is new of them. */
export function append(curves, name, { data, shape: [epochs, columns] }, since) {
  for (let column = 0; column < (columns ?? 1); column += 1) {
    const curve = (curves[columns === undefined ? name : `${name}:${column}`] ??= []);
    curve.length = Math.min(curve.length, since);
    for (let epoch = 0; epoch < epochs; epoch += 1) curve.push(data[epoch * (columns ?? 1) + column]);
  }
}

const ARRAYS = {
  F32: Float32Array,
  F64: Float64Array,
  I32: Int32Array,
  U8: Uint8Array,
};

/**
 * Read safetensors bytes: eight bytes with the header's length, a JSON header, the tensors.
 * @param {ArrayBuffer} buffer
 */
export function readFrame(buffer) {
  const length = Number(new DataView(buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
  const tensors = {};
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const [start, end] = data_offsets.map((offset) => 8 + length + offset);
    tensors[name] = { data: new ARRAYS[dtype](buffer.slice(start, end)), shape };
  }
  return { facts: header.__metadata__ ?? {}, tensors };
}

/**
 * Return a tensor as Plotly takes it: a typed array, or one for each row.
 * @param {{data: any, shape: number[]}} tensor
 */
export function plotly({ data, shape }) {
  if (shape.length < 2) return data;
  const [rows, columns] = shape;
  return Array.from({ length: rows }, (_, row) => data.subarray(row * columns, (row + 1) * columns));
}

/**
 * Thin a curve for drawing: of each bucket the smallest and the largest value, so that no peak is lost.
 * @param {number[]} curve
 * @param {number} most  points to keep, at most
 * @returns {{x: number[], y: number[]}}  places in the curve, and values
 */
export function thin(curve, most = 800) {
  if (curve.length <= most) return { x: curve.map((_, place) => place), y: curve };
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
      x.push(place);
      y.push(curve[place]);
    }
  }
  return { x, y };
}
