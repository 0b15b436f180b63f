// @ts-check
/**
 * A pad to draw an image for a network on, with the mouse, a pen or a finger.
 *
 * What is drawn is scaled to the size of the data's images. Handwritten digits are also brought to where MNIST has them:
 * the drawing fits a box of 20 of 28 pixels, and its centre of mass is the middle (LeCun and Cortes).
 */

const FINE = 10; // pixels drawn on for each pixel of the image
const BOX = 20 / 28;

export class Pad {
  side = 0;

  /**
   * @param {HTMLCanvasElement} ink    lies over the picture
   * @param {(pixels: Uint8Array) => void} show   called while somebody draws, at most once a frame
   */
  constructor(ink, show) {
    this.ink = ink;
    this.show = show;
    this.used = false; // whether something is drawn on it
    /** @type {number[] | undefined} */
    this.last = undefined;
    /** @type {number | undefined} */
    this.waiting = undefined;
    ink.onpointerdown = (event) => this.begin(event);
    ink.onpointermove = (event) => this.go(event);
    ink.onpointerup = ink.onpointercancel = () => (this.last = undefined);
  }

  /** @param {{side: number, channels: number, centred: boolean}} image */
  update({ side, channels, centred }) {
    this.channels = channels;
    this.centred = centred;
    if (side === this.side) return;
    this.side = side;
    this.ink.width = this.ink.height = side * FINE;
    this.context = this.ink.getContext("2d", { willReadFrequently: true });
  }

  clear() {
    this.context.clearRect(0, 0, this.ink.width, this.ink.height);
    this.used = false;
  }

  /** @param {PointerEvent} event */
  begin(event) {
    this.ink.setPointerCapture(event.pointerId);
    if (!this.used) {
      this.context.fillStyle = "#000";
      this.context.fillRect(0, 0, this.ink.width, this.ink.height);
    }
    this.used = true;
    this.last = this.at(event);
    this.line(this.last);
  }

  /** @param {PointerEvent} event */
  go(event) {
    if (!this.last) return;
    const several = event.getCoalescedEvents?.() ?? [];
    for (const one of several.length ? several : [event]) {
      const next = this.at(one);
      this.line(next);
      this.last = next;
    }
  }

  /** @param {PointerEvent} event */
  at({ clientX, clientY }) {
    const { left, top, width } = this.ink.getBoundingClientRect();
    return [clientX - left, clientY - top].map((place) => (place * this.ink.width) / width);
  }

  /** @param {number[]} next */
  line(next) {
    const { context } = this;
    Object.assign(context, { lineWidth: (this.side * FINE) / 12, lineCap: "round", strokeStyle: "#fff" });
    context.beginPath();
    context.moveTo(this.last[0], this.last[1]);
    context.lineTo(next[0] + 0.01, next[1]);
    context.stroke();
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = undefined;
      this.show(this.pixels());
    });
  }

  /** Return the drawing as the network's input: a byte for each value, channel by channel. */
  pixels() {
    const { side } = this;
    const small = document.createElement("canvas");
    small.width = small.height = side;
    const context = small.getContext("2d", { willReadFrequently: true });
    context.fillStyle = "#000";
    context.fillRect(0, 0, side, side);
    const [x, y, scale] = this.centred ? this.placed() : [0, 0, 1 / FINE];
    context.imageSmoothingQuality = "high";
    context.drawImage(this.ink, x, y, this.ink.width * scale, this.ink.height * scale);
    const grey = context.getImageData(0, 0, side, side).data.filter((_, place) => place % 4 === 0);
    const all = new Uint8Array(grey.length * this.channels);
    for (let channel = 0; channel < this.channels; channel += 1) all.set(grey, channel * grey.length);
    return all;
  }

  /** Return where the drawing goes, left and top, and how it is scaled, to lie as MNIST's digits do. */
  placed() {
    const size = this.ink.width;
    const { data } = this.context.getImageData(0, 0, size, size);
    let [left, right, top, bottom, mass, across, down] = [size, 0, size, 0, 0, 0, 0];
    for (let y = 0; y < size; y += 1) {
      for (let x = 0; x < size; x += 1) {
        const value = data[4 * (y * size + x)];
        if (!value) continue;
        [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
        mass += value;
        across += value * x;
        down += value * y;
      }
    }
    if (!mass) return [0, 0, 1 / FINE];
    const scale = (BOX * this.side) / Math.max(right - left + 1, bottom - top + 1, size / 4);
    return [this.side / 2 - (across / mass) * scale, this.side / 2 - (down / mass) * scale, scale];
  }
}
