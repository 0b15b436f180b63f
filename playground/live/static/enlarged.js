/**
 * One feature map enlarged: the maps that it is made of, its kernel, and the arithmetic of the pixel under the pointer.
 */

const MOST_INPUTS = 16;

export class Enlarged {
  /** @param {() => void} close   called when the person has seen enough */
  constructor(element, close) {
    Object.assign(this, { element, close });
  }

  update(data, palette, painter) {
    Object.assign(this, { data, palette, painter });
    this.format = new Intl.NumberFormat(data.language, { maximumFractionDigits: 2, minimumFractionDigits: 2 });
  }

  draw({ held, tensors }) {
    const { chosen_at: at } = tensors;
    const shown = held.map && at && at.data[0] === held.map[0] && at.data[1] === held.map[1];
    this.element.hidden = !shown;
    if (!shown) return;
    this.tensors = tensors;
    const key = `${at.data.join()} ${tensors.chosen_inputs.shape.join()}`;
    if (key !== this.key) this.build(at.data);
    this.key = key;
    this.paint();
  }

  build([number, channel]) {
    const { texts, layers } = this.data;
    this.layer = layers[number - 1];
    const title = texts.map.replace("{layer}", this.layer.title).replace("{n}", channel + 1);
    const header = make("header", "", "");
    const shut = make("button", "", texts.close);
    shut.type = "button";
    shut.onclick = () => this.close();
    header.append(make("strong", "", title), shut);
    this.inputs = make("div", "inputs");
    const count = Math.min(this.tensors.chosen_inputs.shape[0], MOST_INPUTS);
    this.inputs.append(...Array.from({ length: count }, () => make("canvas")));
    this.before = this.big(texts.before);
    this.after = this.big(`${texts.after}: ${this.layer.activation}`);
    this.sums = make("div", "sums");
    this.sums.setAttribute("role", "status");
    this.element.replaceChildren(
      header,
      captioned(texts.inputs, this.inputs),
      captioned(texts.arithmetic, this.sums),
      captioned(texts.before, this.before),
      captioned(`${texts.after}: ${this.layer.activation}`, this.after),
    );
    this.pixel = undefined;
  }

  big(label) {
    const canvas = make("canvas", "big");
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", label);
    canvas.onpointermove = (event) => this.point(event, canvas);
    canvas.onkeydown = (event) => this.step(event);
    return canvas;
  }

  /** Take the pixel under the pointer. */
  point({ clientX, clientY }, canvas) {
    const [rows, columns] = this.tensors.chosen_before.shape;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const inside = (place, size, count) => Math.min(Math.max(Math.floor((place / size) * count), 0), count - 1);
    this.pixel = [inside(clientY - top, height, rows), inside(clientX - left, width, columns)];
    this.paint();
  }

  /** Go to a neighbouring pixel with the arrow keys. */
  step(event) {
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const [rows, columns] = this.tensors.chosen_before.shape;
    const [row, column] = this.pixel ?? [rows >> 1, columns >> 1];
    this.pixel = [Math.min(Math.max(row + move[0], 0), rows - 1), Math.min(Math.max(column + move[1], 0), columns - 1)];
    this.paint();
  }

  paint() {
    const { chosen_inputs: inputs, chosen_before: before, chosen_after: after } = this.tensors;
    const [rows, columns] = before.shape;
    this.pixel ??= [rows >> 1, columns >> 1];
    this.pixel = [Math.min(this.pixel[0], rows - 1), Math.min(this.pixel[1], columns - 1)];
    this.map(this.before, before.data, before.shape, [...this.pixel, 1]);
    this.map(this.after, after.data, after.shape, [...this.pixel, 1]);
    const size = inputs.shape[1] * inputs.shape[2];
    const side = this.tensors.chosen_kernel.shape[1];
    const corner = this.pixel.map((place) => place * this.layer.stride - this.layer.padding);
    [...this.inputs.children].forEach((canvas, channel) => {
      const data = inputs.data.subarray(channel * size, (channel + 1) * size);
      this.map(canvas, data, inputs.shape.slice(1), [...corner, side]);
    });
    this.calculate(corner, side);
  }

  /** Return a number as one term of a sum. */
  term(value, place) {
    const sign = value < 0 ? "−" : place ? "+" : "";
    return `${place ? ` ${sign} ` : sign}${this.format.format(Math.abs(value))}`;
  }

  /** Draw a map and frame a square of it. */
  map(canvas, data, shape, [row, column, side]) {
    const limit = data.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
    const small = document.createElement("canvas");
    this.painter.drawHeatmap(small, this.painter.upright({ data, shape }), this.palette, [-limit, limit]);
    const zoom = Math.max(1, Math.round(240 / shape[1]));
    canvas.width = shape[1] * zoom;
    canvas.height = shape[0] * zoom;
    const context = canvas.getContext("2d");
    context.imageSmoothingEnabled = false;
    context.drawImage(small, 0, 0, canvas.width, canvas.height);
    context.lineWidth = Math.max(2, zoom / 4);
    context.strokeStyle = "#d01c8b";
    context.strokeRect(column * zoom, row * zoom, side * zoom, side * zoom);
  }

  /** Write out the window times the kernel, channel by channel, and what becomes of the sum. */
  calculate([top, left], side) {
    const { chosen_inputs: inputs, chosen_kernel: kernel, chosen_bias: bias } = this.tensors;
    const { chosen_before: before, chosen_after: after } = this.tensors;
    const [channels, height, width] = inputs.shape;
    const shares = Array.from({ length: channels }, (_, channel) => {
      const cells = [];
      for (let row = 0; row < side; row += 1) {
        for (let column = 0; column < side; column += 1) {
          const [y, x] = [top + row, left + column];
          const inside = y >= 0 && y < height && x >= 0 && x < width;
          const value = inside ? inputs.data[(channel * height + y) * width + x] : 0;
          cells.push([kernel.data[(channel * side + row) * side + column], value]);
        }
      }
      return { channel, cells, sum: cells.reduce((sum, [weight, value]) => sum + weight * value, 0) };
    });
    const largest = shares.reduce((most, share) => (Math.abs(share.sum) > Math.abs(most.sum) ? share : most));
    const place = this.pixel[0] * before.shape[1] + this.pixel[1];
    const [z, h] = [before.data[place], after.data[place]].map((value) => this.format.format(value));
    const { texts } = this.data;
    const table = make("table");
    for (let row = 0; row < side; row += 1) {
      const line = table.insertRow();
      for (const [weight, value] of largest.cells.slice(row * side, (row + 1) * side)) {
        line.insertCell().textContent = `${this.format.format(weight)} × ${this.format.format(value)}`;
      }
    }
    const parts = [...shares.slice(0, MOST_INPUTS).map((share) => share.sum), bias.data[0]];
    const rest = channels > MOST_INPUTS ? " + …" : "";
    const sum = `${parts.map((part, at) => this.term(part, at)).join("")}${rest} = ${z}`;
    const which = channels > 1 ? texts.channel.replace("{n}", largest.channel + 1).replace("{sum}", this.format.format(largest.sum)) : "";
    const calculated = shares.reduce((all, share) => all + share.sum, bias.data[0]);
    this.element.dataset.calculated = calculated.toPrecision(6);
    this.element.dataset.answered = before.data[place].toPrecision(6);
    this.sums.replaceChildren(make("p", "", which), table, make("p", "", `${texts.sum}: ${sum}`), make("p", "", `${this.layer.activation}(${z}) = ${h}`));
  }
}

function captioned(text, element) {
  const figure = document.createElement("figure");
  figure.append(make("figcaption", "", text), element);
  return figure;
}

function make(tag, name = "", text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  return element;
}
