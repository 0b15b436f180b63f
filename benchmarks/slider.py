"""From moving an architecture slider to the first picture of the new network, in headless Chromium.

Presses an arrow key on the slider "Hidden layers" (between 1 and 4) while the network trains, and waits for the first
picture whose generation is new. Times are taken inside the page, by a MutationObserver.

    python benchmarks/slider.py [--moves 50] [--paused]
"""

from __future__ import annotations

import argparse
import math
import statistics
import time

from playwright.sync_api import sync_playwright
from serving import CHROMIUM_FLAGS, chromium, serve

PERIOD = 0.5  # seconds from one press to the next, however soon the picture comes
WATCH = """
() => {
  const figure = document.querySelector('.live-figure');
  let generation = figure.dataset.generation;
  window.moves = [];
  document.addEventListener('keydown', (event) => {
    if (event.key.startsWith('Arrow')) window.pressed = performance.now();
  }, true);
  new MutationObserver(() => {
    if (figure.dataset.generation === generation) return;
    generation = figure.dataset.generation;
    window.moves.push(performance.now() - window.pressed);
  }).observe(figure, { attributes: true, attributeFilter: ['data-frames'] });
}
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=50)
    parser.add_argument("--paused", action="store_true")
    options = parser.parse_args()
    with serve() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(served.address if options.paused else f"{served.address}/?autoplay=1&speed=max")
        page.wait_for_selector(".live-figure:not([data-frames='0'])")
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        time.sleep(2)
        slider = page.locator(".st-key-layers input[type=range]").first
        slider.focus()
        page.evaluate(WATCH)
        for move in range(options.moves):
            pressed = time.monotonic()
            page.keyboard.press(("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft")[move % 4])
            page.wait_for_function(f"window.moves.length > {move}", timeout=10_000)
            time.sleep(max(0.0, pressed + PERIOD - time.monotonic()))
        moves = page.evaluate("window.moves")
        browser.close()
    ordered = sorted(moves)
    p95 = ordered[math.ceil(0.95 * len(moves)) - 1]
    print(f"{len(moves)} moves: median {statistics.median(moves):.0f} ms, p95 {p95:.0f} ms,")
    print(f"  least {ordered[0]:.0f} ms, most {ordered[-1]:.0f} ms")


if __name__ == "__main__":
    main()
