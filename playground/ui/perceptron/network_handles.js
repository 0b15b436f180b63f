// @ts-check
/**
 * What one can press in a network diagram: a button on each neuron for the keyboard, plus and minus for layers and
 * neurons, the way to the folded neurons of a wide layer. Each function fills an element for a placed diagram.
 *
 * @typedef {import("./diagram.js").NetworkDiagram} Diagram
 * @typedef {import("./network_layout.js").Neuron} Neuron
 */

/** @type {Record<string, number[]>} */
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/**
 * Put a button on every neuron, for the keyboard and for screen readers; the pointer goes through to the picture.
 * @param {Diagram} diagram
 * @param {HTMLElement} element
 */
export function putNeurons(diagram, element) {
  const { size, neurons } = diagram.layout;
  const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
  const focused = element.contains(root.activeElement);
  const buttons = neurons.map((neuron, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = place === 0 ? 0 : -1;
    button.setAttribute("aria-label", diagram.inspector.name(neuron, diagram.data.network));
    if (neuron.layer === 0 && diagram.data.network.toggles) button.setAttribute("aria-pressed", String(neuron.on));
    Object.assign(button.dataset, { layer: neuron.layer, unit: neuron.layer ? neuron.unit : neuron.input.key });
    const [left, top, side] = [neuron.x - size / 2, neuron.y - size / 2, size].map((pixels) => `${pixels}px`);
    Object.assign(button.style, { left, top, width: side, height: side });
    button.onfocus = () => button.matches(":focus-visible") && diagram.point({ neuron });
    button.onblur = () => diagram.point(null);
    return button;
  });
  element.onkeydown = (event) => press(diagram, buttons, event);
  element.replaceChildren(...buttons);
  if (focused) buttons[0].focus({ focusVisible: true });
}

/**
 * Arrow keys go from neuron to neuron, Enter does what a click does.
 * @param {Diagram} diagram
 * @param {HTMLButtonElement[]} buttons
 * @param {KeyboardEvent} event
 */
function press(diagram, buttons, event) {
  const { neurons } = diagram.layout;
  const pressed = /** @type {HTMLButtonElement} */ (event.target);
  const here = neurons[buttons.indexOf(pressed)];
  if (event.key === "Enter" || event.key === " ") {
    if (here.layer === 0) diagram.toggle(here);
    else diagram.pin({ neuron: here });
  } else {
    const next = neighbour(neurons, here, event.key);
    if (!next) return;
    pressed.tabIndex = -1;
    const button = buttons[neurons.indexOf(next)];
    button.tabIndex = 0;
    button.focus({ focusVisible: true });
  }
  event.preventDefault();
  event.stopPropagation();
}

/**
 * @param {Neuron[]} neurons
 * @param {Neuron} here
 * @param {string} key
 */
function neighbour(neurons, here, key) {
  const [across, down] = ARROWS[key] ?? [0, 0];
  const column = neurons.filter(({ layer }) => layer === here.layer + across);
  if (down) return column[column.indexOf(here) + down];
  return across ? column.sort((a, b) => Math.abs(a.y - here.y) - Math.abs(b.y - here.y))[0] : null;
}

/**
 * Say how many hidden layers there are, with plus and minus.
 * @param {Diagram} diagram
 * @param {HTMLElement} element
 */
export function putLayerCount(diagram, element) {
  const { texts, network, editable, most_layers: most } = diagram.data;
  const count = network.layers.length;
  const words = Object.assign(document.createElement("span"), { textContent: texts.hidden_layers.replace("{n}", String(count)) });
  /** @type {(by: number) => () => void} */
  const change = (by) => () => diagram.change({ kind: "layers", by });
  const fewer = round("−", texts.fewer_layers, count > 0, change(-1));
  const more = round("+", texts.more_layers, count < most, change(1));
  element.replaceChildren(...(editable.layers ? [fewer, words, more] : [words]));
}

/**
 * Put the number of neurons above each hidden layer, and the way to the folded ones below each wide layer.
 * @param {Diagram} diagram
 * @param {HTMLElement} element
 */
export function putHandles(diagram, element) {
  const { network } = diagram.data;
  const handles = network.layers.map((layer, place) => header(diagram, layer, place + 1));
  const inputs = network.toggles ? 0 : network.inputs.length;
  const sizes = [inputs, ...network.layers.map(({ units }) => units), network.output.units];
  sizes.forEach((size, layer) => size > diagram.shown[layer][1] && handles.push(folded(diagram, size, layer)));
  element.replaceChildren(...handles);
}

/**
 * @param {Diagram} diagram
 * @param {{units: number, activation: string}} hidden
 * @param {number} layer   counted from 1
 */
function header(diagram, { units, activation }, layer) {
  const { texts, editable, most_units: most } = diagram.data;
  /** @param {string} text */
  const name = (text) => text.replace("{layer}", String(layer));
  const number = Object.assign(document.createElement("span"), { textContent: String(units) });
  /** @type {(by: number) => () => void} */
  const change = (by) => () => diagram.change({ kind: "units", layer, by });
  const fewer = round("−", name(texts.fewer_units), units > 1, change(-1));
  const more = round("+", name(texts.more_units), units < most, change(1));
  const note = Object.assign(document.createElement("small"), { textContent: activation });
  return handle(diagram, layer, 0, row("row", editable.units ? [fewer, number, more] : [number]), note);
}

/**
 * Lead to the neurons of a wide layer that are not shown.
 * @param {Diagram} diagram
 * @param {number} size
 * @param {number} layer
 */
function folded(diagram, size, layer) {
  const { texts } = diagram.data;
  const [first, count] = diagram.shown[layer];
  /** @type {(start: number) => () => void} */
  const go = (start) => () => {
    const windows = diagram.shown.map(([from], place) => (place === layer ? start : from));
    diagram.watching.look({ windows });
  };
  const rest = Object.assign(document.createElement("span"), {
    textContent: texts.more.replace("{n}", String(size - count)),
    title: `${first + 1}–${first + count} / ${size}`,
  });
  const before = round("‹", texts.before, first > 0, go(Math.max(first - count, 0)));
  const after = round("›", texts.after, first + count < size, go(Math.min(first + count, size - count)));
  return handle(diagram, layer, diagram.layout.height - 48, row("row more", [rest]), row("row", [before, after]));
}

/**
 * @param {string} name
 * @param {HTMLElement[]} parts
 */
function row(name, parts) {
  const element = document.createElement("div");
  element.className = name;
  element.append(...parts);
  return element;
}

/**
 * @param {Diagram} diagram
 * @param {number} layer
 * @param {number} top
 * @param {HTMLElement[]} parts
 */
function handle(diagram, layer, top, ...parts) {
  const element = row("handle", parts);
  const { x } = diagram.layout.neurons.find((neuron) => neuron.layer === layer);
  Object.assign(element.style, { left: `${x}px`, top: `${top}px` });
  return element;
}

/**
 * @param {string} sign
 * @param {string} name
 * @param {boolean} enabled
 * @param {() => void} act
 */
function round(sign, name, enabled, act) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "round", textContent: sign });
  button.setAttribute("aria-label", name);
  button.title = name;
  button.disabled = !enabled;
  button.onclick = act;
  return button;
}
