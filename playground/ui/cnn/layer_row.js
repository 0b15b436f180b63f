// @ts-check
/**
 * What one layer makes of the image in hand: its feature maps with their kernels below, or the values of its units.
 *
 * There are at most two rows of maps, of equal length, unless the person wants them all.
 *
 * @typedef {import("./frames.js").Tensor} Tensor
 */

import { make } from "./elements.js";
import { drawHeatmap, upright } from "./painter.js";

const [SMALLEST, LARGEST, PIXEL] = [40, 76, 2.4]; // sides of a map on the screen, and of its pixels
const [GAP, FRAME] = [5, 6]; // between maps, and around each
const SHRUNK = 0.75; // of its side that a map may give so that all stand in one row
const ROWS = 2;
const MOST_KERNELS = 8; // of each map that are drawn

export class LayerRow {
  /**
   * @param {import("./maps.js").Layer} layer
   * @param {Record<string, string>} texts
   * @param {(number: number, channel: number) => void} choose   called when somebody wants to see how a map is made
   * @param {() => void} redraw
   */
  constructor(layer, texts, choose, redraw) {
    this.layer = layer;
    this.texts = texts;
    this.choose = choose;
    this.redraw = redraw;
    /** @type {{holder: HTMLButtonElement, canvas: HTMLCanvasElement, kernel: HTMLCanvasElement}[]} */
    this.maps = [];
    this.all = false; // whether more than two rows of maps are shown
    this.section = make("section");
    const heading = make("h2", "", `${layer.title} `);
    heading.append(make("small", "", layer.facts));
    this.strip = make("div", "strip");
    this.more = Object.assign(make("button", "more"), { type: "button", hidden: true, onclick: () => this.turn() });
    this.section.append(heading, this.strip, this.more);
    this.resizing = new ResizeObserver(() => this.arrange() && this.redraw());
    this.resizing.observe(this.section);
  }

  /**
   * @param {Record<string, Tensor>} tensors
   * @param {0 | 1} which       before or after the activation
   * @param {Uint32Array} palette
   * @param {number[] | null} chosen   the map that is enlarged, by layer and channel
   */
  draw(tensors, which, palette, chosen) {
    const { number } = this.layer;
    const maps = tensors[`maps_${number}`];
    const values = tensors[`values_${number}`];
    if (maps) {
      const [, count, rows, columns] = maps.shape;
      if (this.maps.length !== count) this.buildMaps(count, rows);
      this.maps.slice(0, this.shown).forEach(({ holder, canvas }, place) => {
        const start = (which * count + place) * rows * columns;
        const data = maps.data.subarray(start, start + rows * columns);
        drawHeatmap(canvas, upright({ data, shape: [rows, columns] }), palette, [1, 255]);
        holder.setAttribute("aria-expanded", String(chosen?.[0] === number && chosen[1] === place));
      });
      this.drawKernels(tensors[`kernels_${number}`], palette);
    } else if (values) {
      if (!this.canvas) {
        this.canvas = make("canvas", "values");
        this.strip.replaceChildren(this.canvas);
      }
      const units = values.shape[1];
      const data = values.data.subarray(which * units, (which + 1) * units);
      const limit = largest(data);
      drawHeatmap(this.canvas, { data, shape: [1, units] }, palette, [-limit, limit]);
    }
  }

  /**
   * @param {number} count
   * @param {number} rows   of pixels
   */
  buildMaps(count, rows) {
    const { layer, texts } = this;
    this.side = Math.min(Math.max(Math.round(rows * PIXEL), SMALLEST), LARGEST);
    this.maps = Array.from({ length: count }, (_, channel) => {
      const name = texts.map.replace("{layer}", layer.title).replace("{n}", String(channel + 1));
      const holder = Object.assign(make("button", "map"), { type: "button", title: texts.enlarge });
      holder.setAttribute("aria-label", name);
      holder.onclick = () => this.choose(layer.number, channel);
      const [canvas, kernel] = [make("canvas"), make("canvas", "kernel")];
      holder.append(canvas, ...(layer.kernels ? [kernel] : []));
      return { holder, canvas, kernel };
    });
    this.strip.replaceChildren(...this.maps.map(({ holder }) => holder));
    this.shown = undefined;
    this.arrange();
  }

  /** Show all maps, or two rows of them again. */
  turn() {
    this.all = !this.all;
    this.arrange();
    this.redraw();
  }

  /** Lay the maps out in rows of equal length; return whether others are shown now. */
  arrange() {
    const count = this.maps.length;
    const width = this.section.clientWidth;
    if (!count || !width) return false;
    /** @param {number} side */
    const outer = (side) => side + FRAME + GAP;
    const inOneRow = Math.floor((width + GAP) / count) - FRAME - GAP;
    const isOneRow = inOneRow >= SHRUNK * this.side;
    const side = isOneRow ? Math.min(inOneRow, this.side) : this.side;
    const fitting = Math.max(1, Math.floor((width + GAP) / outer(side)));
    const rows = Math.ceil(count / fitting);
    const columns = rows > ROWS ? fitting : Math.ceil(count / rows);
    const before = this.shown;
    this.shown = rows > ROWS && !this.all ? ROWS * columns : count;
    this.strip.style.setProperty("--side", `${side}px`);
    this.strip.style.gridTemplateColumns = `repeat(${columns}, max-content)`;
    this.maps.forEach(({ holder }, place) => (holder.hidden = place >= this.shown));
    this.more.hidden = rows <= ROWS;
    this.more.textContent = this.all ? this.texts.fewer : this.texts.every.replace("{n}", String(count));
    return before !== this.shown;
  }

  /**
   * Draw each filter's kernels side by side under its map: blue where positive, orange where negative.
   * @param {Tensor | undefined} kernels
   * @param {Uint32Array} palette
   */
  drawKernels(kernels, palette) {
    if (!kernels) return;
    const [filters, channels, side] = kernels.shape;
    const shown = Math.min(channels, MOST_KERNELS);
    const limit = largest(kernels.data);
    for (let filter = 0; filter < Math.min(filters, this.shown); filter += 1) {
      const columns = shown * (side + 1) - 1;
      const data = new Float32Array(side * columns);
      for (let channel = 0; channel < shown; channel += 1) {
        for (let row = 0; row < side; row += 1) {
          const start = ((filter * channels + channel) * side + row) * side;
          data.set(kernels.data.subarray(start, start + side), row * columns + channel * (side + 1));
        }
      }
      drawHeatmap(this.maps[filter].kernel, upright({ data, shape: [side, columns] }), palette, [-limit, limit]);
    }
  }

  /**
   * Put the focus on a map again.
   * @param {number} channel
   */
  focus(channel) {
    this.maps[channel]?.holder.focus();
  }

  close() {
    this.resizing.disconnect();
  }
}

/** @param {Float32Array} values */
function largest(values) {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
}
