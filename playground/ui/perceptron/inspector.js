// @ts-check
/**
 * The line below the network diagram: what the neuron or link in hand computes, in numbers, and a field to edit it.
 *
 * @typedef {import("./network_layout.js").Link} Link
 * @typedef {import("./network_layout.js").Neuron} Neuron
 * @typedef {import("./network_parts.js").Part} Part
 *
 * @typedef {Object} Look
 * @property {import("./connection.js").State} state
 * @property {import("./network_layout.js").Network} network
 * @property {import("./network_layout.js").Layout} layout
 * @property {number[][]} shown   first unit and count of each layer
 * @property {import("./by_hand.js").ByHand} byHand
 */

import { addressByHand } from "./by_hand.js";
import { valueOf } from "./network_trace.js";
import { numbersIn } from "./numbers.js";

const MOST_TERMS = 8;

export class Inspector {
  /**
   * @param {HTMLElement} element
   * @param {{edit: (part: Part, value: number) => void, pin: (part: Part) => void, closeTrace: () => void}} actions
   */
  constructor(element, actions) {
    this.element = element;
    this.actions = actions;
    this.words = element.appendChild(document.createElement("p"));
    const trace = element.appendChild(document.createElement("p"));
    this.trace = trace.appendChild(document.createElement("span"));
    this.release = trace.appendChild(document.createElement("button"));
    Object.assign(this.release, { type: "button", className: "round", textContent: "×", onclick: actions.closeTrace });
    this.byHand = trace.appendChild(document.createElement("a"));
    Object.assign(this.byHand, { className: "by-hand", target: "_blank" });
    this.editor = element.appendChild(document.createElement("label"));
    this.editor.className = "editor";
    this.editor.innerHTML = '<span></span><input type="range" min="-5" max="5" step="0.01"><input type="text" inputmode="decimal" size="8"><select></select>';
    this.caption = this.editor.querySelector("span");
    this.fields = [...this.editor.querySelectorAll("input")];
    for (const field of this.fields) field.oninput = () => this.typed(field);
    this.fields[1].onkeydown = (event) => this.nudge(event);
    this.parts = this.editor.querySelector("select");
    this.parts.onchange = () => this.actions.pin(this.choices[this.parts.selectedIndex]);
    this.editor.onkeydown = (event) => event.stopPropagation();
    this.element.setAttribute("aria-live", "off"); // numbers change with every frame
  }

  /**
   * @param {Record<string, string>} texts
   * @param {string} language
   */
  speak(texts, language) {
    this.texts = texts;
    this.language = language;
    for (const field of this.fields) field.setAttribute("aria-label", texts.value);
    this.parts.setAttribute("aria-label", texts.part);
    this.release.setAttribute("aria-label", texts.close_trace);
  }

  /**
   * @param {Part | null} part    what to describe
   * @param {Part | null} pinned  what may be edited
   * @param {Look} look
   */
  show(part, pinned, look) {
    this.look = look;
    const described = part && (part.link ? this.link(part.link) : this.neuron(part.neuron));
    this.words.className = described ? "" : "hint";
    say(this.words, described || this.texts.hint);
    say(this.trace, this.tracedPoint());
    this.release.hidden = !this.trace.textContent;
    this.leadOn();
    const editable = pinned && !(pinned.neuron && pinned.neuron.layer === 0);
    this.pinned = editable ? pinned : null;
    this.editor.hidden = !editable;
    if (editable) this.fillEditor(pinned);
  }

  /** Lead to the page that calculates this network and the chosen point by hand, or say why it cannot. */
  leadOn() {
    const { byHand, network, state } = this.look;
    const address = this.release.hidden ? null : addressByHand(byHand, network, state.tensors);
    say(this.byHand, this.release.hidden ? "" : byHand.address && !address ? this.texts.too_large : byHand.sentence);
    if (address) this.byHand.href = address;
    else this.byHand.removeAttribute("href");
  }

  /** @param {Part} part */
  fillEditor(part) {
    say(this.caption, part.link ? this.texts.weight : this.texts.bias);
    this.offerParts(part);
    const value = this.valueOf(part);
    const root = /** @type {Document | ShadowRoot} */ (this.editor.getRootNode());
    const active = root.activeElement;
    for (const field of this.fields) if (field !== active) field.value = this.written(field, value.toFixed(3));
  }

  /**
   * Offer the neuron's bias and all weights that lead to it: on a phone and with the keyboard links are hard to hit.
   * @param {Part} part
   */
  offerParts(part) {
    const { layout, network } = this.look;
    const neuron = part.link ? part.link.to : part.neuron;
    const links = layout.links.filter(({ to }) => to === neuron);
    this.choices = [{ neuron, bias: true }, ...links.map((link) => ({ link }))];
    const names = links.map(({ from }) => this.texts.weight_from.replace("{name}", this.name(from, network)));
    const all = [`${this.texts.bias}, ${this.name(neuron, network)}`, ...names];
    if (all.join("|") !== this.offered) this.parts.replaceChildren(...all.map((name) => new Option(name)));
    this.offered = all.join("|");
    this.parts.selectedIndex = part.link ? 1 + links.indexOf(part.link) : 0;
  }

  /**
   * Arrow keys change the number by a tenth.
   * @param {KeyboardEvent} event
   */
  nudge(event) {
    const by = { ArrowUp: 0.1, ArrowDown: -0.1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const [, field] = this.fields;
    field.value = this.written(field, (Number.parseFloat(field.value.replace(",", ".")) + by).toFixed(3));
    this.typed(field);
  }

  /** @param {Part} part */
  valueOf(part) {
    const { tensors } = this.look.state;
    return part.link ? tensors.links.data[part.link.place] : tensors.biases.data[part.neuron.place];
  }

  /** @param {HTMLInputElement} field */
  typed(field) {
    const value = Number.parseFloat(field.value.replace(",", "."));
    if (!this.pinned || !Number.isFinite(value) || Math.abs(value) > 1e6) return;
    this.actions.edit(this.pinned, value);
    for (const other of this.fields) if (other !== field) other.value = this.written(other, String(value));
  }

  /**
   * Return a number as a field takes it: where somebody types with the mark of the language, in a slider with a point.
   * @param {HTMLInputElement} field
   * @param {string} text
   */
  written(field, text) {
    return field.type === "text" ? text.replace(".", numbersIn(this.language).mark) : text;
  }

  focus() {
    if (!this.editor.hidden) this.fields[1].focus({ preventScroll: true });
  }

  /**
   * Return a neuron's name in words.
   * @param {Neuron} neuron
   * @param {import("./network_layout.js").Network} network
   * @returns {string}
   */
  name({ layer, unit, input }, network) {
    const { texts } = this;
    if (layer === 0) return texts.input.replace("{name}", input.label);
    if (layer > network.layers.length) return texts.output.replace("{name}", network.output.labels[unit] ?? "");
    return texts.neuron.replace("{layer}", String(layer)).replace("{unit}", String(unit + 1));
  }

  /**
   * Return a neuron's formula with its present numbers.
   * @param {Neuron} neuron
   */
  neuron(neuron) {
    const { network, layout, state } = this.look;
    if (neuron.layer === 0) return this.name(neuron, network) + (neuron.on ? "" : ` (${this.texts.off})`);
    const { tensors } = state;
    const links = layout.links.filter(({ to }) => to === neuron);
    const terms = links.slice(0, MOST_TERMS).map((link) => {
      const weight = tensors.links.data[link.place];
      return `${signed(weight, this.language)}·${this.symbol(link.from)}`;
    });
    const before = neuron.layer === 1 ? network.inputs.filter(({ on }) => on).length : network.layers[neuron.layer - 2].units;
    if (before > terms.length) terms.push(` + … (${before - terms.length})`);
    const bias = tensors.biases.data[neuron.place];
    const sum = `${terms.join(" ")} ${signed(bias, this.language)}`.trim().replace(/^\+ /, "");
    const function_ = neuron.layer > network.layers.length ? network.output.activation : network.layers[neuron.layer - 1].activation;
    return `${this.says(this.name(neuron, network), `${function_}(${sum})`)}${this.tracedNeuron(neuron, function_)}${this.droppedShare(neuron)}`;
  }

  /**
   * Return the formula's value for the chosen data point.
   * @param {Neuron} neuron
   * @param {string} function_
   */
  tracedNeuron(neuron, function_) {
    const { tensors } = this.look.state;
    if (!tensors.trace) return "";
    const sum = number(tensors.trace_pre_activations.data[neuron.place], this.language);
    const value = valueOf(neuron, tensors, this.look.shown, this.look.network);
    return ` = ${function_}(${sum}) = ${number(value, this.language)}`;
  }

  /** @param {Neuron} neuron */
  droppedShare(neuron) {
    const share = this.look.state.tensors.dropped_units?.data[neuron.place];
    if (!share) return "";
    const percent = numbersIn(this.language).percent(Math.abs(share));
    return ` · ${this.texts.dropped.replace("{share}", percent)}`;
  }

  /**
   * @param {string} name
   * @param {string} formula
   */
  says(name, formula) {
    return this.texts.says.replace("{name}", name).replace("{formula}", formula);
  }

  /** @param {Neuron} neuron */
  symbol({ layer, unit, input }) {
    return layer === 0 ? input.label : `h${subscript(unit + 1)}`;
  }

  /** @param {Link} link */
  link(link) {
    const { network, state } = this.look;
    const { tensors } = state;
    const weight = tensors.links.data[link.place];
    const gradient = tensors.link_gradients?.data[link.place];
    const names = `${this.name(link.from, network)} → ${this.name(link.to, network)}`;
    const values = `${this.texts.weight} ${number(weight, this.language)}, ${this.texts.gradient} ${number(gradient, this.language)}`;
    const cut = tensors.dropped_links?.data[link.place] ? ` · ${this.texts.cut}` : "";
    return `${this.says(names, values)}${cut}${this.tracedLink(link, weight)}`;
  }

  /**
   * @param {Link} link
   * @param {number} weight
   */
  tracedLink(link, weight) {
    const { tensors } = this.look.state;
    if (!tensors.trace) return "";
    const value = valueOf(link.from, tensors, this.look.shown, this.look.network);
    return ` · w·x = ${number(weight, this.language)} · ${number(value, this.language)} = ${number(weight * value, this.language)}`;
  }

  /** Say what the network makes of the chosen data point, and what that costs. */
  tracedPoint() {
    const { state, network } = this.look;
    const { trace, trace_loss: loss, trace_answer: answer, trace_target: target } = state.tensors;
    if (!trace || state.focus.sample === null) return "";
    const predictions = [...answer.data].map((value) => number(value, this.language, 2));
    const label = network.output.classes[target.data[0]] ?? number(target.data[0], this.language, 2);
    const prediction = network.output.classes.length
      ? network.output.classes.map((name, k) => `P(${name}) = ${predictions[k]}`).join(", ")
      : predictions[0];
    return this.texts.point
      .replace("{target}", label)
      .replace("{answer}", prediction)
      .replace("{loss}", number(loss.data[0], this.language));
  }
}

/**
 * @param {Element} element
 * @param {string} text
 */
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Return a number as people read it: three digits or so.
 * @param {number} value
 * @param {string} language
 */
export function number(value, language, digits = 3) {
  return numbersIn(language).measured(value, digits);
}

/**
 * @param {number} value
 * @param {string} language
 */
function signed(value, language) {
  return `${value < 0 ? "−" : "+"} ${number(Math.abs(value), language, 2)}`;
}

/** @param {number} count */
function subscript(count) {
  return String(count).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]);
}
