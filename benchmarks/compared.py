"""A comparison while it is watched: 8 activations, 5 seeds each, on the spiral with 8-8, at full speed.

Starts the app, opens the compare page in headless Chromium, presses play and prints the seconds until 300 epochs and
the pictures a second of the slowest figure meanwhile, for each round; then the medians.

With --images it is 4 activations, 3 seeds each, of the tiny network for images, 6,000 of them; ask for few epochs.

    python benchmarks/compared.py [--rounds 3] [--epochs 300] [--images]
"""

from __future__ import annotations

import argparse
import statistics
import time

from playwright.sync_api import Page, sync_playwright
from serving import CHROMIUM_FLAGS, chromium, serve

PICTURES = "[data-frames]"
IMAGES = "&family=cnn&seeds=3&values_activation=relu,leaky_relu,sigmoid,tanh"


def frames(page: Page) -> list[int]:
    """Return how many pictures each figure has drawn."""
    return [int(n) for n in page.eval_on_selector_all(PICTURES, "figures => figures.map(f => f.dataset.frames)")]


def measured(page: Page, epochs: int) -> tuple[float, float]:
    """Return the seconds until an epoch is on the screen, and the pictures a second of the slowest figure."""
    page.get_by_role("button", name="Reset", exact=True).click()
    page.wait_for_function("document.querySelector('.live-grid').dataset.epoch === '0'")
    time.sleep(1)
    before, start = frames(page), time.perf_counter()
    page.get_by_role("button", name="Play").click()
    reached = f"Number(document.querySelector('.live-grid').dataset.epoch) >= {epochs}"
    page.wait_for_function(reached, timeout=120_000, polling=10)
    passed = time.perf_counter() - start
    pictures = min(after - first for first, after in zip(before, frames(page), strict=True)) / passed
    page.get_by_role("button", name="Pause").click()
    page.wait_for_function("document.querySelector('.live-grid').dataset.status === 'paused'")
    return passed, pictures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=300)
    parser.add_argument("--images", action="store_true")
    options = parser.parse_args()
    networks, query = (12, IMAGES) if options.images else (40, "")
    with serve() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{served.address}/compare?speed=max{query}")
        page.wait_for_selector(".live-grid:not([data-frames='0'])")
        page.wait_for_selector(".live-figure:not([data-frames='0'])")
        time.sleep(3)
        rows = [measured(page, options.epochs) for _ in range(options.rounds)]
        browser.close()
    for seconds, pictures in rows:
        print(f"{options.epochs} epochs of {networks} networks in {seconds:4.1f} s, {pictures:4.1f} pictures/s")
    seconds, pictures = (statistics.median(column) for column in zip(*rows, strict=True))
    print(f"medians: {seconds:.1f} s, {pictures:.1f} pictures/s")


if __name__ == "__main__":
    main()
