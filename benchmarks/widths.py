"""The approximation page with 320 networks in training, in headless Chromium: pictures and epochs a second.

python benchmarks/widths.py [--seconds 10] [--activation tanh] [--root PATH]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import Locator, sync_playwright
from serving import CHROMIUM_FLAGS, ROOT, chromium, serve


def counts(chart: Locator) -> tuple[int, int]:
    """Return how many pictures were drawn, and the epoch."""
    frames, epoch = (int(chart.get_attribute(f"data-{name}") or 0) for name in ("frames", "epoch"))
    return frames, epoch


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--activation", default="tanh")
    parser.add_argument("--root", type=Path, default=ROOT)
    options = parser.parse_args()
    with serve(root=options.root) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(CHROMIUM_FLAGS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        query = f"approximation_preset=found&approximation_trained={options.activation}&speed=max"
        page.goto(f"{served.address}/approximation?{query}")
        chart = page.locator(".width-chart")
        page.locator(".width-chart[data-frames]:not([data-frames='0'])").wait_for(timeout=60_000)
        page.locator(".transport").get_by_role("button", name="Play", exact=True).click()
        page.wait_for_timeout(2000)
        before, start = counts(chart), page.evaluate("performance.now()")
        page.wait_for_timeout(options.seconds * 1000)
        after, end = counts(chart), page.evaluate("performance.now()")
        seconds = (end - start) / 1000
        frames, epochs = ((new - old) / seconds for new, old in zip(after, before, strict=True))
        print(f"{options.activation}: {frames:.1f} pictures a second, {epochs:.1f} epochs of 8 steps a second")
        browser.close()


if __name__ == "__main__":
    main()
