// @ts-check
/** What lines of a picture are, each with a piece of it. */

import { make } from "./elements.js";

const SPACE = "http://www.w3.org/2000/svg";

/**
 * Return an entry for each line.
 * @param {{label: string, colour: string, dash?: number[]}[]} lines
 */
export function legendEntries(lines) {
  return lines.map(({ label, colour, dash }) => {
    const entry = make("li");
    const line = document.createElementNS(SPACE, "svg");
    line.setAttribute("viewBox", "0 0 36 10");
    line.setAttribute("aria-hidden", "true");
    line.innerHTML = `<line x1="0" y1="5" x2="36" y2="5" stroke="${colour}" stroke-width="4" stroke-dasharray="${(dash ?? []).join(" ")}"/>`;
    entry.append(line, label);
    return entry;
  });
}
