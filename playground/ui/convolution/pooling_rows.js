// @ts-check
/**
 * What repeated pooling leaves of a picture, and what a shift of the picture changes in it.
 *
 * @typedef {import("./convolved.js").Plane} Plane
 *
 * @typedef {Object} Stages
 * @property {Plane} plane      what is pooled
 * @property {number} window
 * @property {number} stride
 * @property {Record<string, string>} texts
 * @property {(values: ArrayLike<number>) => Uint32Array<ArrayBuffer>} shade   gives values their colours
 *
 * @typedef {Object} Shift
 * @property {number} shift     pixels that the picture is moved
 * @property {ReturnType<typeof pool>} result   before that
 * @property {(share: number) => string} percent
 * @property {(value: number) => string} number
 */

import { difference, pool, shareFrom, shifted } from "./pooled.js";
import { greys, Raster } from "./raster.js";

const TIMES = 5;
const NOTICED = 10; // grey levels of 256, as in playground/concepts/pooling.py
/** @type {("max" | "mean")[]} */
const KINDS = ["max", "mean"];

/** The picture, pooled again and again: ever fewer pixels, shown at one size. */
export class Repeated {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.rows = KINDS.map(() => Array.from({ length: TIMES + 1 }, () => new Panel(150)));
    this.names = KINDS.map(() => document.createElement("b"));
    element.replaceChildren(...this.rows.flatMap((panels, k) => [this.names[k], ...panels.map(({ figure }) => figure)]));
  }

  /**
   * @param {Stages} stages
   */
  show({ plane, window, stride, texts, shade }) {
    KINDS.forEach((kind, k) => {
      this.names[k].textContent = texts[kind];
      let stage = plane;
      for (const panel of this.rows[k]) {
        panel.show(stage, stage ? `${stage.rows} × ${stage.columns}` : texts.too_small, { shade, within: plane });
        stage = stage && (pool(stage, window, Math.max(stride, 2))?.[kind] ?? null);
      }
    });
  }
}

/** The differences that a shift makes: in the picture itself, and after pooling. */
export class Changes {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.panels = ["input", ...KINDS].map(() => new Panel(340));
    element.replaceChildren(...this.panels.map(({ figure }) => figure));
  }

  /**
   * Show the differences, white on black; return the share of values that a person would notice, for each panel.
   * @param {Stages & Shift} stages
   */
  show({ plane, window, stride, shift, result, texts, percent, number }) {
    const moved = shifted(plane, shift);
    const after = result && pool(moved, window, stride);
    const pairs = [[plane, moved], ...KINDS.map((kind) => (result ? [result[kind], after[kind]] : [null, null]))];
    return pairs.map(([before, now], k) => {
      const changed = before && difference(before, now);
      const share = changed ? shareFrom(changed, NOTICED) : 0;
      const mean = changed ? changed.data.reduce((sum, value) => sum + value, 0) / changed.data.length : 0;
      const caption = texts.changed.replace("{share}", percent(share)).replace("{mean}", number(Math.round(mean * 10) / 10));
      this.panels[k].show(changed, caption, { title: texts[["input", ...KINDS][k]] });
      return share;
    });
  }
}

/** A picture with a line below it. */
class Panel {
  /** @param {number} tallest   pixels on the screen */
  constructor(tallest) {
    this.tallest = tallest;
    this.figure = document.createElement("figure");
    this.title = document.createElement("b");
    this.caption = document.createElement("figcaption");
    const place = document.createElement("div");
    this.figure.append(this.title, place, this.caption);
    this.raster = new Raster(place, { tallest });
  }

  /**
   * @param {Plane | null} plane
   * @param {string} caption
   * @param {{title?: string, shade?: Stages["shade"], within?: Plane | null}} [look]
   *   `within` is the plane that it may not be taller than beside it
   */
  show(plane, caption, { title = "", shade = greys, within = null } = {}) {
    this.title.textContent = title;
    this.caption.textContent = caption;
    this.raster.element.setAttribute("aria-label", `${title} ${caption}`.trim());
    this.raster.element.hidden = !plane;
    if (!plane) return;
    this.raster.show(shade(plane.data), plane.rows, plane.columns);
    if (!within) return;
    const share = (plane.columns / plane.rows) * (within.rows / within.columns);
    const tallest = Math.round((this.tallest * plane.columns) / plane.rows);
    this.raster.element.style.maxWidth = `min(${tallest}px, ${100 * Math.min(share, 1)}%)`;
  }
}
