/**
 * A network for images at work: the image in hand, what every layer makes of it, and what the network says.
 *
 * @typedef {Object} Layer
 * @property {number} number      place in the list, from 1
 * @property {string} title
 * @property {string} facts       shape and parameters in words
 * @property {boolean} image      whether it gives feature maps
 * @property {boolean} kernels    whether it has kernels
 * @property {number} stride, padding   of a convolution
 * @property {string} activation  its name in words
 *
 * @typedef {Object} Data
 * @property {Layer[]} layers
 * @property {string[]} classes
 * @property {number} side, channels
 * @property {boolean} centred    whether drawings are placed as MNIST's digits are
 * @property {number} tests       test images
 * @property {string} brought     an image of the person's own, in base64; empty where there is none
 * @property {{light: any[], dark: any[]}} scales   from negative over nothing to positive
 * @property {string} language
 * @property {Record<string, string>} texts
 */

class LiveMaps extends LiveElement {
  modules = { painter: "painter", drawing: "pad", enlarging: "enlarged" };

  constructor(element) {
    super(element);
    this.when = "after";
    this.find = (name) => element.querySelector(`.${name}`);
  }

  /** @param {Data} data */
  async update(data) {
    await super.update(data);
    if (data === this.data) this.bring(data);
  }

  prepare(data) {
    this.shade = this.connection.isDark() ? "dark" : "light";
    this.palette = this.painter.palette(data.scales[this.shade]);
    this.percent = new Intl.NumberFormat(data.language, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
    this.pad ??= new this.drawing.Pad(this.find("ink"), (pixels) => this.hold({ pixels: base64(pixels), image: null }));
    this.pad.update(data);
    this.enlarged ??= new this.enlarging.Enlarged(this.find("enlarged"), () => this.hold({ map: null }));
    this.enlarged.update(data, this.palette, this.painter);
    const built = JSON.stringify([data.layers, data.classes, data.texts, this.shade]);
    if (built !== this.built) this.build();
    this.built = built;
  }

  /** Take the person's own image in hand, once. */
  bring({ brought }) {
    if (brought && brought !== this.brought) {
      this.pad.clear();
      this.hold({ pixels: brought, image: null });
    }
    this.brought = brought;
  }

  hold(wanted) {
    this.watching?.hold(wanted);
  }

  build() {
    const { texts, classes, layers } = this.data;
    this.element.setAttribute("aria-label", texts.alt);
    this.find("ink").setAttribute("aria-label", texts.draw);
    const tools = { previous: "◀", next: "▶", clear: texts.clear };
    this.find("tools").replaceChildren(
      ...Object.entries(tools).map(([name, text]) => button(text, texts[`${name}_help`] ?? text, () => this.act(name))),
    );
    this.find("choice").replaceChildren(
      ...["after", "before"].map((when) => {
        const made = button(texts[when], texts[when], () => this.choose(when));
        made.setAttribute("role", "radio");
        made.dataset.when = when;
        return made;
      }),
    );
    this.bars = classes.map((name) => {
      const line = make("li");
      const [label, track, bar, value] = [make("span", "", name), make("div", "track"), make("div", "bar"), make("span")];
      track.append(bar);
      line.append(label, track, value);
      return { line, bar, value };
    });
    this.find("bars").replaceChildren(...this.bars.map(({ line }) => line));
    this.layers = layers.map((layer) => this.layer(layer));
    this.find("layers").replaceChildren(...this.layers.map(({ section }) => section));
    this.choose(this.when);
  }

  layer(layer) {
    const section = make("section");
    const heading = make("h4", "", `${layer.title} `);
    heading.append(make("small", "", layer.facts));
    const strip = make("div", "strip");
    section.append(heading, strip);
    return { layer, section, strip, maps: [] };
  }

  /** Show maps before or after the activations. */
  choose(when) {
    this.when = when;
    for (const one of this.find("choice").children) one.setAttribute("aria-checked", String(one.dataset.when === when));
    if (this.state) this.draw(this.state);
  }

  act(name) {
    this.pad.clear();
    const now = this.state?.held.image ?? 0;
    const next = { previous: now - 1, next: now + 1, clear: now }[name];
    this.hold({ image: (next + this.data.tests) % this.data.tests, pixels: null });
  }

  draw(state) {
    this.mark(state);
    if (!state.tensors.image || !this.layers) return;
    this.drawHand(state);
    for (const layer of this.layers) this.drawLayer(layer, state.tensors);
    this.enlarged.draw(state);
    this.count(state);
  }

  drawHand({ tensors, held }) {
    if (held.pixels === null) this.pad.clear();
    if (!this.pad.used) drawImage(this.find("picture"), tensors.image);
    this.drawReason(tensors.reason);
    const { texts, classes } = this.data;
    const truth = tensors.image_class.data[0];
    const drawn = this.pad.used ? texts.drawn : texts.own;
    const known = texts.which.replace("{n}", (held.image ?? 0) + 1).replace("{name}", classes[truth]);
    write(this.find("which"), truth < 0 ? drawn : known);
    const said = tensors.image_probabilities.data;
    this.element.dataset.said = classes[said.indexOf(Math.max(...said))] ?? "";
    this.bars.forEach(({ line, bar, value }, place) => {
      bar.style.width = `${100 * said[place]}%`;
      write(value, this.percent.format(said[place]));
      line.classList.toggle("true", place === truth);
    });
  }

  /** Lay over the image which parts of it speak for the answer, in blue, and against it, in orange. */
  drawReason(reason) {
    const canvas = this.find("reason");
    canvas.hidden = !reason;
    if (!reason) return;
    const [rows, columns] = reason.shape;
    const limit = reason.data.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
    const pixels = new Uint8ClampedArray(4 * rows * columns);
    reason.data.forEach((value, place) => {
      pixels.set(value < 0 ? [255, 120, 0, (-255 * value) / limit] : [0, 140, 255, (255 * value) / limit], 4 * place);
    });
    canvas.width = columns;
    canvas.height = rows;
    canvas.getContext("2d").putImageData(new ImageData(pixels, columns, rows), 0, 0);
  }

  drawLayer(view, tensors) {
    const { layer } = view;
    const which = this.when === "before" ? 0 : 1;
    const maps = tensors[`maps_${layer.number}`];
    const values = tensors[`values_${layer.number}`];
    if (maps) {
      const [, count, rows, columns] = maps.shape;
      if (view.maps.length !== count) this.buildMaps(view, count, rows);
      view.maps.forEach(({ canvas }, place) => {
        const start = (which * count + place) * rows * columns;
        const data = maps.data.subarray(start, start + rows * columns);
        this.painter.drawHeatmap(canvas, this.painter.upright({ data, shape: [rows, columns] }), this.palette, [1, 255]);
      });
      this.drawKernels(view, tensors[`kernels_${layer.number}`]);
    } else if (values) {
      if (!view.canvas) {
        view.canvas = make("canvas", "values");
        view.strip.replaceChildren(view.canvas);
      }
      const units = values.shape[1];
      const data = values.data.subarray(which * units, (which + 1) * units);
      const limit = data.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
      this.painter.drawHeatmap(view.canvas, { data, shape: [1, units] }, this.palette, [-limit, limit]);
    }
  }

  buildMaps(view, count, rows) {
    const { layer, strip } = view;
    const { texts } = this.data;
    view.maps = Array.from({ length: count }, (_, channel) => {
      const name = texts.map.replace("{layer}", layer.title).replace("{n}", channel + 1);
      const canvas = make("canvas");
      const holder = layer.kernels ? button("", name, () => this.hold({ map: [layer.number, channel] })) : make("div");
      holder.className = "map";
      holder.title = layer.kernels ? texts.enlarge : name;
      holder.style.setProperty("--side", `${Math.min(Math.max(rows * 2.4, 40), 76)}px`);
      const kernel = make("canvas", "kernel");
      holder.append(canvas, ...(layer.kernels ? [kernel] : []));
      return { holder, canvas, kernel };
    });
    strip.replaceChildren(...view.maps.map(({ holder }) => holder));
  }

  /** Draw each filter's kernels side by side under its map: blue where positive, orange where negative. */
  drawKernels({ maps }, kernels) {
    if (!kernels) return;
    const [filters, channels, side] = kernels.shape;
    const shown = Math.min(channels, 8);
    const limit = kernels.data.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
    for (let filter = 0; filter < Math.min(filters, maps.length); filter += 1) {
      const columns = shown * (side + 1) - 1;
      const data = new Float32Array(side * columns);
      for (let channel = 0; channel < shown; channel += 1) {
        for (let row = 0; row < side; row += 1) {
          const start = ((filter * channels + channel) * side + row) * side;
          data.set(kernels.data.subarray(start, start + side), row * columns + channel * (side + 1));
        }
      }
      this.painter.drawHeatmap(maps[filter].kernel, this.painter.upright({ data, shape: [side, columns] }), this.palette, [-limit, limit]);
    }
  }
}

/** Draw an image of one or three channels, 0 to 1. */
function drawImage(canvas, { data, shape: [channels, rows, columns] }) {
  const size = rows * columns;
  const pixels = new Uint8ClampedArray(4 * size);
  for (let place = 0; place < size; place += 1) {
    for (let k = 0; k < 3; k += 1) pixels[4 * place + k] = 255 * data[(channels === 3 ? k * size : 0) + place];
    pixels[4 * place + 3] = 255;
  }
  canvas.width = columns;
  canvas.height = rows;
  canvas.getContext("2d").putImageData(new ImageData(pixels, columns, rows), 0, 0);
}

function base64(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function button(text, label, act) {
  const made = make("button", "", text);
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.onclick = act;
  return made;
}

function make(tag, name = "", text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  return element;
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export default mount(LiveMaps, ".live-maps");
