// @ts-check
/**
 * The image in hand and what the network says of it: the picture to draw on, why, how sure it is of each class, and how
 * far it has learned.
 *
 * @typedef {import("./connection.js").Focus} Focus
 * @typedef {import("./frames.js").Tensor} Tensor
 */

import { make, write } from "./elements.js";
import { numbersIn } from "./numbers.js";
import { Pad } from "./pad.js";
import { SmallCurves } from "./small_curves.js";

const STRONGEST = 235; // of 255: how much a reason covers what lies below it
const [FOR, AGAINST] = [
  [0, 140, 255],
  [255, 120, 0],
];

export class ImagePicker {
  built = "";
  brought = ""; // the person's own image

  /**
   * @param {(name: string) => any} find                    a part of the element by its class
   * @param {(focus: Partial<Focus>) => void} look          tells the worker what is in hand
   */
  constructor(find, look) {
    this.find = find;
    this.look = look;
    this.pad = new Pad(find("ink"), (pixels) => look({ pixels: base64(pixels), image: null }));
    this.curves = new SmallCurves(find("curves"));
  }

  /**
   * @param {import("./maps.js").Data} data
   * @param {"light" | "dark"} shade
   */
  update(data, shade) {
    this.data = data;
    this.write = numbersIn(data.language);
    this.pad.update(data);
    this.curves.update(data, shade);
    const built = JSON.stringify([data.classes, data.texts]);
    if (built !== this.built) this.build();
    this.built = built;
  }

  build() {
    const { texts, classes } = this.data;
    this.find("ink").setAttribute("aria-label", texts.draw);
    const tools = { previous: "◀", next: "▶", clear: texts.clear, own: texts.own_again };
    this.tools = Object.fromEntries(Object.entries(tools).map(([name, text]) => [name, this.tool(name, text)]));
    this.find("tools").replaceChildren(...Object.values(this.tools));
    this.find("answer").textContent = texts.answer;
    this.bars = classes.map((name) => {
      const [line, label, bar, value] = [make("li"), make("span", "label", name), make("div", "bar"), make("span")];
      const [tick, track] = [make("span", "tick"), make("div", "track")];
      label.title = name;
      track.append(bar);
      line.append(tick, label, track, value);
      return { line, tick, bar, value };
    });
    this.find("bars").replaceChildren(...this.bars.map(({ line }) => line));
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  tool(name, text) {
    const { texts } = this.data;
    const made = Object.assign(make("button", "", text), { type: "button", onclick: () => this.act(name) });
    made.setAttribute("aria-label", texts[`${name}_help`] ?? text);
    return made;
  }

  /** @param {string} name   of a tool */
  act(name) {
    this.pad.clear();
    if (name === "own") {
      this.look({ pixels: this.data.brought, image: null });
      return;
    }
    const now = this.focus?.image ?? 0;
    const next = { previous: now - 1, next: now + 1, clear: now }[name];
    this.look({ image: (next + this.data.tests) % this.data.tests, pixels: null });
  }

  /**
   * Take the person's own image in hand, once; let it go when it is taken away.
   * @param {import("./maps.js").Data} data
   */
  bring({ brought }) {
    if (brought === this.brought) return;
    if (brought) this.act("own");
    else if (this.focus?.pixels === this.brought) this.act("clear");
    this.brought = brought;
  }

  /** @param {import("./connection.js").State} state */
  draw(state) {
    const { tensors, focus } = state;
    this.focus = focus;
    if (focus.pixels === null) this.pad.clear();
    if (!this.pad.used) drawImage(this.find("picture"), tensors.image);
    const { texts, classes, brought } = this.data;
    this.tools.own.hidden = !brought || focus.pixels === brought;
    const truth = tensors.image_class.data[0];
    const drawn = this.pad.used ? texts.drawn : texts.own;
    const known = texts.which.replace("{n}", String((focus.image ?? 0) + 1)).replace("{name}", classes[truth]);
    write(this.find("which"), truth < 0 ? drawn : known);
    const sure = tensors.image_probabilities.data;
    const prediction = sure.indexOf(Math.max(...sure));
    this.drawReason(tensors.reason, classes[prediction] ?? "");
    this.bars.forEach(({ line, tick, bar, value }, place) => {
      bar.style.width = `${100 * sure[place]}%`;
      write(value, this.write.percent(sure[place], 1));
      line.classList.toggle("prediction", place === prediction);
      write(tick, place === truth ? "✓" : "");
      tick.title = place === truth ? texts.truth : "";
    });
    this.curves.draw(state);
    return classes[prediction] ?? "";
  }

  /**
   * Lay over the dimmed image which parts of it speak for the answer, in blue, and against it, in orange.
   * @param {Tensor | undefined} reason
   * @param {string} label
   */
  drawReason(reason, label) {
    const canvas = this.find("reason");
    canvas.hidden = !reason;
    this.find("pad").classList.toggle("explained", Boolean(reason));
    write(this.find("why"), this.data.why.replace("{name}", label));
    if (!reason) return;
    const [rows, columns] = reason.shape;
    const limit = reason.data.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
    const pixels = new Uint8ClampedArray(4 * rows * columns);
    reason.data.forEach((value, place) => {
      pixels.set([...(value < 0 ? AGAINST : FOR), (STRONGEST * Math.abs(value)) / limit], 4 * place);
    });
    put(canvas, pixels, rows, columns);
  }
}

/**
 * Draw an image of one or three channels, 0 to 1.
 * @param {HTMLCanvasElement} canvas
 * @param {Tensor} image
 */
function drawImage(canvas, { data, shape: [channels, rows, columns] }) {
  const size = rows * columns;
  const pixels = new Uint8ClampedArray(4 * size);
  for (let place = 0; place < size; place += 1) {
    for (let k = 0; k < 3; k += 1) pixels[4 * place + k] = 255 * data[(channels === 3 ? k * size : 0) + place];
    pixels[4 * place + 3] = 255;
  }
  put(canvas, pixels, rows, columns);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Uint8ClampedArray<ArrayBuffer>} pixels
 * @param {number} rows
 * @param {number} columns
 */
function put(canvas, pixels, rows, columns) {
  canvas.width = columns;
  canvas.height = rows;
  canvas.getContext("2d").putImageData(new ImageData(pixels, columns, rows), 0, 0);
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
