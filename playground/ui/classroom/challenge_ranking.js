// @ts-check
/**
 * The ranking of a challenge: who has met it, how well, and with which experiment.
 *
 * @typedef {Object} Ranking    as wall.py tells it
 * @property {string} challenge
 * @property {"parameters" | "epochs" | "value"} by
 * @property {{student: number, score: number}[]} lines   the best first
 */

import { make, phrase, write } from "./elements.js";
import { numbersIn } from "./numbers.js";

/**
 * Show a ranking.
 * @param {HTMLElement} place
 * @param {Ranking | null} ranking
 * @param {(number: number) => string} nameOf
 * @param {{language: string, solutions: string, challenges: Record<string, string>, texts: Record<string, string>}} words
 */
export function drawRanking(place, ranking, nameOf, { language, solutions, challenges, texts }) {
  place.hidden = !ranking;
  if (!ranking) return;
  write(place.querySelector(".question"), texts.challenge.replace("{title}", challenges[ranking.challenge]));
  const unmet = /** @type {HTMLElement} */ (place.querySelector(".unmet"));
  unmet.hidden = ranking.lines.length > 0;
  write(unmet, texts.unmet);
  const list = place.querySelector(".ranking");
  while (list.children.length < ranking.lines.length) {
    const item = make("li");
    item.append(make("span", "who"), " · ", make("a"));
    list.append(item);
  }
  while (list.children.length > ranking.lines.length) list.lastElementChild.remove();
  ranking.lines.forEach(({ student, score }, at) => {
    const item = list.children[at];
    const link = item.querySelector("a");
    const name = nameOf(student);
    write(item.querySelector(".who"), name);
    write(link, scored(ranking.by, score, language, texts));
    link.href = `${solutions}/${student}.json`;
    link.download = "";
    link.title = phrase(texts.solution, { name });
  });
}

/**
 * @param {Ranking["by"]} by
 * @param {number} score
 * @param {string} language
 * @param {Record<string, string>} texts
 */
function scored(by, score, language, texts) {
  const { whole, measured } = numbersIn(language);
  if (by === "value") return measured(score, 3, 1e-3);
  return texts[by].replace("{n}", whole(score));
}
