"""The descent page in headless Chromium: how soon its pictures follow a hand, and how many a second it draws.

Prints milliseconds from a move of the start to the picture (median and 95th percentile; seven methods, 300 steps each),
from a press on the map to the race that follows, seconds until the map of basins is whole (200×200 starts) when it
opens and after the next learning rate, and pictures a second of each part while it plays.

    python benchmarks/descent.py [--moves 100] [--root PATH]
"""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright
from serving import CHROMIUM_FLAGS, ROOT, chromium, serve

ALL = "gd,momentum,nesterov,adagrad,rmsprop,adam,annealing"
FIND = """
(figure) => {
  const every = (root) => {
    return [...root.querySelectorAll("*")].flatMap((it) => [it, ...(it.shadowRoot ? every(it.shadowRoot) : [])]);
  };
  return every(document).find((it) => it.matches(figure));
}
"""
MOVES = """
async ([figure, kind, count]) => {
  const element = FIND(figure);
  const stage = element.querySelector(".stage");
  const { left, top, width, height } = stage.getBoundingClientRect();
  stage.hasPointerCapture = () => true;
  stage.setPointerCapture = () => {};
  const times = [];
  for (let k = 0; k < count; k += 1) {
    const [across, up] = [0.2 + 0.6 * ((k * 0.37) % 1), 0.2 + 0.6 * ((k * 0.61) % 1)];
    const at = { clientX: left + width * across, clientY: top + height * up };
    const drawn = new Promise((resolve) => {
      const observer = new MutationObserver(() => (observer.disconnect(), resolve()));
      observer.observe(element, { attributeFilter: ["data-draws"] });
    });
    const start = performance.now();
    stage.dispatchEvent(new PointerEvent(kind, { ...at, buttons: 1, pointerId: 1, bubbles: true }));
    await drawn;
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return times;
}
"""
RATE = """
async ([figure, rate]) => {
  const element = FIND(figure);
  const field = element.querySelector(".rate [type=text]") ?? element.querySelector("[type=text]");
  field.value = rate;
  const start = performance.now();
  field.dispatchEvent(new Event("change"));
  while (element.dataset.size !== "200" || element.dataset.rate !== rate) await new Promise(requestAnimationFrame);
  return performance.now() - start;
}
"""
PLAY = """
async (figure) => {
  const element = FIND(figure);
  element.querySelector(".play").click();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const [before, start] = [Number(element.dataset.draws), performance.now()];
  await new Promise((resolve) => setTimeout(resolve, 2500));
  return (Number(element.dataset.draws) - before) / ((performance.now() - start) / 1000);
}
"""


def opened(page: Page, address: str, figure: str) -> Page:
    """Open the page and wait until the figure is drawn and the script has run."""
    page.goto(address)
    page.wait_for_selector(f"{figure}[data-draws]:not([data-draws='0'])", timeout=60_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_timeout(1000)
    return page


def run(page: Page, script: str, given: object) -> Any:
    """Run one of the scripts above."""
    return page.evaluate(script.replace("FIND", f"({FIND.strip()})"), given)


def spread(times: list[float]) -> str:
    """Return the median and the 95th percentile in words."""
    return f"median {statistics.median(times):.0f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.0f} ms"


def measure(page: Page, address: str, moves: int) -> None:
    """Print what there is to measure."""
    race = f"{address}/descent?descent_preset=rolls_past&descent_methods={ALL}"
    opened(page, race, ".race")
    dragged: list[float] = run(page, MOVES, [".race", "pointermove", moves])
    print(f"a move of the start to the picture        {spread(dragged)}")
    pressed: list[float] = run(page, MOVES, [".race", "pointerdown", moves // 4])
    print(f"a press on the map to the race of seven   {spread(pressed)}")
    for part, figure in (("race", ".race"), ("size", ".step-size"), ("noise", ".noise")):
        opened(page, f"{address}/descent?descent_part={part}", figure)
        print(f"pictures a second while it plays, {part:8}{run(page, PLAY, figure):.0f}")
    for method, rates in (
        ("gd", ("0.011", "0.012", "0.013")),
        ("momentum", ("0.006", "0.007")),
        ("adam", ("0.11", "0.12")),
    ):
        opened(page, f"{address}/descent?descent_preset=four_basins&descent_method={method}", ".basins")
        page.wait_for_selector(".basins[data-size='200']")
        times: list[Any] = [run(page, RATE, [".basins", rate]) / 1000 for rate in rates]
        print(f"the map of basins anew, {method:18}{statistics.median(times):.2f} s")


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moves", type=int, default=100)
    parser.add_argument("--root", type=Path, default=ROOT)
    options = parser.parse_args()
    with serve(root=options.root) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(CHROMIUM_FLAGS))
        measure(browser.new_page(viewport={"width": 1440, "height": 900}), served.address, options.moves)
        browser.close()


if __name__ == "__main__":
    main()
