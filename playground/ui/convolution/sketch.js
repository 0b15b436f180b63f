// @ts-check
/**
 * Drawing a digit on a picture with the mouse or a finger: white on black, 28 by 28 pixels.
 *
 * @typedef {import("./pictures.js").Picture} Picture
 */

const SIDE = 28;
const RADIUS = 1.1; // pixels of the pen, with an edge of one pixel that fades
const REST = 250; // ms after a stroke until the page hears of it

export class Sketch {
  /**
   * @param {import("./raster.js").Raster} raster      where people draw
   * @param {(picture: Picture) => void} show
   * @param {(pixels: string) => void} tell            called with all pixels, base64 of a byte each
   */
  constructor(raster, show, tell) {
    this.raster = raster;
    this.show = show;
    this.tell = tell;
    this.name = "";
    /** @type {number[] | null} */
    this.last = null;
    /** @type {Float64Array | null} */
    this.pixels = null;
  }

  /**
   * Let people draw, or no longer.
   * @param {boolean} on
   */
  enable(on) {
    const { element } = this.raster;
    element.classList.toggle("drawable", on);
    element.onpointerdown = on ? (event) => this.begin(event) : null;
    element.onpointermove = on ? (event) => this.last && this.move(event) : null;
    element.onpointerup = element.onpointercancel = on ? () => this.end() : null;
  }

  /**
   * Take up the picture that is shown.
   * @param {PointerEvent} event
   */
  begin(event) {
    this.raster.element.setPointerCapture(event.pointerId);
    this.pixels ??= new Float64Array(SIDE * SIDE);
    this.last = this.place(event);
    this.move(event);
  }

  /**
   * Draw on these pixels from now on.
   * @param {Picture} picture
   */
  adopt({ name, planes }) {
    if (this.name === name && this.pixels) return;
    this.name = name;
    this.pixels = Float64Array.from(planes[0].data);
  }

  /** @param {PointerEvent} event */
  place(event) {
    const margin = (this.raster.columns - SIDE) / 2; // of the padding, which is shown too
    return this.raster.placeAt(event).map((at) => at - margin);
  }

  /** @param {PointerEvent} event */
  move(event) {
    const [from, to] = [this.last, this.place(event)];
    const steps = Math.max(1, Math.ceil(2 * Math.hypot(to[0] - from[0], to[1] - from[1])));
    for (let k = 0; k <= steps; k += 1) this.dot(from[0] + ((to[0] - from[0]) * k) / steps, from[1] + ((to[1] - from[1]) * k) / steps);
    this.last = to;
    this.put();
  }

  /**
   * @param {number} down
   * @param {number} across
   */
  dot(down, across) {
    for (let place = 0; place < SIDE * SIDE; place += 1) {
      const distance = Math.hypot(Math.floor(place / SIDE) + 0.5 - down, (place % SIDE) + 0.5 - across);
      const ink = Math.min(Math.max(RADIUS + 0.5 - distance, 0), 1);
      this.pixels[place] = Math.max(this.pixels[place], Math.round(255 * ink));
    }
  }

  put() {
    const plane = { data: Float64Array.from(this.pixels), rows: SIDE, columns: SIDE };
    this.show({ name: this.name, planes: [plane, plane, plane] });
  }

  end() {
    this.last = null;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.tell(btoa(String.fromCharCode(...this.pixels))), REST);
  }

  clear() {
    this.pixels = new Float64Array(SIDE * SIDE);
    this.put();
    this.end();
  }
}
