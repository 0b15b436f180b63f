"""From an edited weight to the changed heatmap, in the browser, and from a place on the timeline to its picture.

python benchmarks/edited.py [--edits 50] [--running]
"""

from __future__ import annotations

import argparse
import statistics

from playwright.sync_api import Page, sync_playwright
from serving import CHROMIUM_FLAGS, chromium, serve

FIELD = ".inspector input[inputmode=decimal]"
EDIT = """
([field, value]) => new Promise((resolve) => {
  const figure = document.querySelector('.st-key-figure-boundary .live-figure');
  const start = performance.now();
  new MutationObserver((_, observer) => {
    observer.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - start));
  }).observe(figure, { attributeFilter: ['data-frames'] });
  const parts = [...document.querySelectorAll('.st-key-figure-diagram *')];
  const input = parts.map((part) => part.shadowRoot?.querySelector(field)).find(Boolean);
  input.value = value;
  input.dispatchEvent(new Event('input'));
})
"""


def select_link(page: Page) -> None:
    """Click the link from the first input to the first neuron."""
    boxes = [page.locator(f".diagram .neurons button[data-layer='{layer}']").first.bounding_box() for layer in (0, 1)]
    centres = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes if box]
    page.mouse.click(*(sum(values) / 2 for values in zip(*centres, strict=True)))
    page.wait_for_selector(FIELD)
    page.mouse.move(5, 5)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=50)
    parser.add_argument("--running", action="store_true")
    options = parser.parse_args()
    with serve() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{served.address}/?speed=1-epoch")
        page.wait_for_selector(".diagram:not([data-frames='0'])")
        page.wait_for_selector(".st-key-figure-boundary .heatmaplayer image")
        page.wait_for_timeout(1500)
        select_link(page)
        if options.running:
            page.get_by_role("button", name="Play").click()
        times = []
        for place in range(options.edits):
            times.append(page.evaluate(EDIT, [FIELD, (place % 7) - 3 + 0.1 * (place % 2)]))
            page.wait_for_timeout(250)
        browser.close()
    times.sort()
    p95 = times[int(0.95 * len(times))]
    print(f"{len(times)} edits: median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms, most {times[-1]:.0f} ms")


if __name__ == "__main__":
    main()
