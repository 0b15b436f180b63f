// @ts-check
/**
 * The card of a student on the wall: the picture of their network, which leads to it, who they are, and how far it is.
 *
 * @typedef {Object} Row   as wall.py tells it
 * @property {number} number
 * @property {string} name
 * @property {boolean} hand
 * @property {boolean} present
 * @property {string} page
 * @property {number | null} parameters
 * @property {boolean} seen   whether there is a glance at their network
 *
 * @typedef {{facts: Record<string, string>, tensors: Record<string, import("./frames.js").Tensor>}} Glance
 *
 * @typedef {Object} Words    what a card needs of what Python gives to the wall
 * @property {string} language
 * @property {Record<string, string>} open    links to a student's network by its page, with NUMBER for the student's
 * @property {Record<string, string>} pages   names of pages
 * @property {Record<"light" | "dark", import("./glances.js").Looks>} looks
 * @property {Record<string, string>} texts
 */

import { make, phrase, write } from "./elements.js";
import { drawGlance } from "./glances.js";
import { numbersIn } from "./numbers.js";

/** @type {WeakMap<HTMLElement, {glance: Glance, shade: string}>} */
const drawn = new WeakMap();

/**
 * Return a new card.
 * @param {number} number   of the student
 * @param {() => void} sendOut
 */
export function makeCard(number, sendOut) {
  const card = make("li");
  const link = make("a");
  link.target = "_blank";
  const picture = make("div", "picture");
  picture.append(make("canvas"), make("span", "page"), raisedHand());
  link.append(picture, make("span", "name"), make("span", "facts"));
  const remove = make("button", "remove", "×");
  remove.type = "button";
  remove.onclick = sendOut;
  card.append(link, remove);
  card.dataset.number = String(number);
  return card;
}

/**
 * Show on a card how a student stands.
 * @param {HTMLLIElement} card
 * @param {Row} row
 * @param {Glance | undefined} glance
 * @param {string} name
 * @param {Words} words
 * @param {"light" | "dark"} shade
 */
export function drawCard(card, row, glance, name, words, shade) {
  const { texts, pages, open, looks } = words;
  const link = card.querySelector("a");
  const address = open[row.page];
  if (address) link.href = address.replace("NUMBER", String(row.number));
  else link.removeAttribute("href");
  write(card.querySelector(".name"), name);
  card.classList.toggle("away", !row.present);
  const raised = /** @type {HTMLElement} */ (card.querySelector(".raised"));
  raised.hidden = !row.hand;
  raised.setAttribute("aria-label", texts.raised);
  card.querySelector(".remove").setAttribute("aria-label", phrase(texts.remove, { name }));
  const canvas = card.querySelector("canvas");
  canvas.hidden = !glance;
  const page = /** @type {HTMLElement} */ (card.querySelector(".page"));
  page.hidden = Boolean(glance);
  write(page, row.present ? (pages[row.page] ?? "") : texts.away);
  write(card.querySelector(".facts"), factsOf(row, glance, words));
  const before = drawn.get(card);
  if (!glance || (before?.glance === glance && before.shade === shade)) return;
  drawn.set(card, { glance, shade });
  const { facts, tensors } = glance;
  canvas.classList.toggle("smooth", facts.picture === "curves");
  drawGlance(canvas, facts.picture, tensors.picture, looks[shade]);
  Object.assign(card.dataset, { epoch: facts.epoch, state: facts.status, kind: facts.picture });
  card.dataset.glances = String(Number(card.dataset.glances ?? 0) + 1);
}

/**
 * @param {Row} row
 * @param {Glance | undefined} glance
 * @param {Words} words
 */
function factsOf(row, glance, { texts, language }) {
  if (!glance) return "";
  const { whole, percent, measured } = numbersIn(language);
  const { facts } = glance;
  const parts = [];
  if (facts.test_accuracy !== undefined) parts.push(percent(Number(facts.test_accuracy), 1, 0));
  else if (facts.test_loss !== undefined) {
    parts.push(texts.loss.replace("{x}", measured(Number(facts.test_loss), 3, 1e-3)));
  }
  if (row.parameters !== null) parts.push(texts.parameters.replace("{n}", whole(row.parameters)));
  parts.push(texts.epoch.replace("{n}", whole(Number(facts.epoch))));
  return parts.join(" · ");
}

function raisedHand() {
  const hand = make("span", "raised");
  hand.setAttribute("role", "img");
  hand.innerHTML = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M18 8.5c-.6 0-1 .4-1 1V12h-.5V4.5a1 1 0 0 0-2 0V11H14V3a1 1 0 0 0-2 0v8h-.5V4a1 1 0 0 0-2 0v8.5l-2.3-2.2c-.5-.5-1.3-.5-1.8 0-.4.5-.4 1.100 0 1.600l4.600 6.600c1 1.500 2.300 2.500 4.500 2.500 3.300 0 5.500-2.300 5.500-5.500V9.500c0-.600-.400-1-1-1z"/></svg>';
  return hand;
}
