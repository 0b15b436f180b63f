// @ts-check
/**
 * Small images of the frames, with what the network says of each; a click takes one in hand.
 *
 * @typedef {Object} Data
 * @property {string} tensor      (m, channels, height, width) uint8; with "_facts" behind its name (m, 4): place, true
 *                                class, class said, probability
 * @property {string[]} classes   names of the classes
 * @property {number} columns     images side by side
 * @property {string} language
 * @property {Record<string, string>} texts
 *
 * @typedef {import("./frames.js").Tensor} Tensor
 */

/** @extends {LiveElement<Data>} */
class Images extends LiveElement {
  modules = { numbers: "numbers" };
  /** @type {typeof import("./numbers.js")} */ numbers;
  /** @type {ReturnType<Images["cell"]>[]} */
  cells = [];
  /**
   * What is drawn.
   * @type {Tensor | undefined}
   */
  shown;

  /** @param {Data} data */
  prepare(data) {
    this.percent = this.numbers.numbersIn(data.language).percent;
    this.element.setAttribute("aria-label", data.texts.alt);
    this.element.style.setProperty("--columns", String(data.columns));
    this.shown = undefined;
  }

  /** @param {State} state */
  draw(state) {
    this.mark(state);
    const images = state.tensors[this.data.tensor];
    if (!images) return;
    if (images !== this.shown) this.fill(images, state.tensors[`${this.data.tensor}_facts`]);
    const place = state.focus.pixels ? null : state.focus.image;
    for (const cell of this.cells) cell.element.classList.toggle("held", place !== null && cell.place === place);
  }

  /**
   * Show the images of a frame.
   * @param {Tensor} images
   * @param {Tensor} [facts]
   */
  fill(images, facts) {
    const [count] = images.shape;
    const clickable = facts !== undefined;
    if (this.cells.length !== count || this.clickable !== clickable) this.build(count, clickable);
    for (const [at, cell] of this.cells.entries()) {
      paint(cell.canvas, images, at);
      if (clickable) this.say(cell, Array.from(facts.data.subarray(4 * at, 4 * at + 4)));
    }
    this.shown = images;
    this.frames += 1;
    this.element.dataset.frames = String(this.frames);
    this.element.dataset.images = String(count);
  }

  /**
   * @param {number} count
   * @param {boolean} clickable
   */
  build(count, clickable) {
    this.clickable = clickable;
    this.cells = Array.from({ length: count }, () => this.cell(clickable));
    const { empty } = this.data.texts;
    this.element.replaceChildren(
      ...(count || !empty ? this.cells.map(({ element }) => element) : [make("span", "empty", empty)]),
    );
  }

  /** @param {boolean} clickable */
  cell(clickable) {
    const button = clickable ? make("button", "image") : null;
    const element = button ?? make("span", "image");
    const canvas = make("canvas");
    const [prediction, sure, truth] = ["prediction", "sure", "truth"].map((name) => make("span", name));
    element.append(canvas);
    const cell = { element, canvas, prediction, sure, truth, place: /** @type {number | null} */ (null) };
    if (button) {
      button.type = "button";
      element.append(prediction, sure, truth);
      element.addEventListener("click", () => this.watching.look({ image: cell.place, pixels: null }));
    } else {
      canvas.setAttribute("aria-hidden", "true");
    }
    return cell;
  }

  /**
   * Write below an image what it is and what the network takes it for.
   * @param {ReturnType<Images["cell"]>} cell
   * @param {number[]} facts
   */
  say(cell, [place, truth, prediction, probability]) {
    const { texts, classes } = this.data;
    const words = {
      place: place + 1,
      truth: classes[truth] ?? truth,
      said: classes[prediction] ?? prediction,
      probability: this.percent(probability),
    };
    cell.place = place;
    cell.prediction.textContent = filled(texts.caption, words);
    cell.sure.textContent = words.probability;
    cell.truth.textContent = filled(texts.truth, words);
    cell.element.title = filled(texts.name, words);
    cell.element.setAttribute("aria-label", cell.element.title);
  }
}

/**
 * Draw one of the images, a pixel for each of its pixels.
 * @param {HTMLCanvasElement} canvas
 * @param {Tensor} images
 * @param {number} at
 */
function paint(canvas, { data, shape: [, channels, height, width] }, at) {
  const size = height * width;
  const start = at * channels * size;
  const pixels = new Uint8ClampedArray(4 * size);
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < 3; k += 1) pixels[4 * i + k] = data[start + (channels === 3 ? k * size : 0) + i];
    pixels[4 * i + 3] = 255;
  }
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.getContext("2d").putImageData(new ImageData(pixels, width, height), 0, 0);
}

/**
 * Return a text with {names} replaced.
 * @param {string} text
 * @param {Record<string, string | number>} words
 */
function filled(text, words) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(words[name]));
}

export default mount(Images, ".live-images");
