// @ts-check
/**
 * A sentence whose words follow a run.
 *
 * @typedef {Object} Word
 * @property {string} tensor
 * @property {"number" | "short" | "whole" | "percent" | "name"} form
 * @property {number} place       which number of the tensor
 * @property {string[]} names     by their numbers
 *
 * @typedef {Object} Data
 * @property {string[]} sentences with {places} for words, and **strong** parts
 * @property {Record<string, Word>} words
 * @property {string} choose      the tensor that says which sentence, from 1; none for the first
 * @property {string} waiting
 * @property {string} language
 */

/** @extends {LiveElement<Data>} */
class Words extends LiveElement {
  interval = 300; // nobody reads faster
  modules = { numbers: "numbers" };
  /** @type {typeof import("./numbers.js")} */ numbers;
  /** @type {string | undefined} */ text;

  /** @param {Data} data */
  prepare(data) {
    const { whole, percent, significant } = this.numbers.numbersIn(data.language);
    /** @type {Record<string, (value: number) => string>} */
    this.forms = {
      number: (value) => significant(value, 3, 3),
      short: (value) => significant(value, 3),
      whole,
      percent,
    };
  }

  /** @param {State} state */
  draw({ tensors }) {
    const { sentences, words, choose, waiting } = this.data;
    const known = [choose, ...Object.values(words).map(({ tensor }) => tensor)].every((name) => !name || tensors[name]);
    const chosen = choose && known ? tensors[choose].data[0] : 1;
    const sentence = sentences[Math.min(Math.max(chosen, 1), sentences.length) - 1];
    const text = known ? sentence.replace(/\{(\w+)\}/g, (_, name) => this.word(words[name])) : waiting;
    if (text === this.text) return;
    this.text = text;
    this.element.replaceChildren(...text.split("**").map((part, at) => (at % 2 ? strong(part) : part)));
  }

  /**
   * Return what stands in one place now.
   * @param {Word} word
   */
  word({ tensor, form, place, names }) {
    const value = this.state.tensors[tensor].data[place];
    if (form === "name") return names[value] ?? "";
    return Number.isFinite(value) ? this.forms[form](value) : "–";
  }
}

/** @param {string} text */
function strong(text) {
  const element = document.createElement("strong");
  element.textContent = text;
  return element;
}

export default mount(Words, ".live-words");
