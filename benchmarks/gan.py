"""The GAN page in headless Chromium: how soon all lamps light and half of the points lie within 3σ, pictures a second.

python benchmarks/gan.py [--seeds 5] [--seconds 15] [--preset gan-ring8] [--speed max] [--root PATH]
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from serving import CHROMIUM_FLAGS, ROOT, chromium, serve

PAUSE = 50  # ms between two looks


@dataclass
class Seen:
    """What a visitor saw of one game.

    Parameters
    ----------
    reached
        Seconds after which all modes were covered with more than half of the points within 3σ; none if never.
    pictures
        A second.
    epochs, modes, share
        At the end.
    """

    reached: float | None
    pictures: float
    epochs: int
    modes: float
    share: float


def watch(browser: Browser, address: str, seconds: float) -> Seen:
    """Play one game for some seconds."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    plane = page.locator(".gan[data-frames]:not([data-frames='0'])")
    plane.wait_for(timeout=60_000)
    page.locator(".transport").get_by_role("button", name="Play", exact=True).click()
    start, first, reached = page.evaluate("performance.now()"), int(plane.get_attribute("data-frames") or 0), None
    modes, share, passed = 0.0, 0.0, 0.0
    while passed < seconds:
        page.wait_for_timeout(PAUSE)
        passed = (page.evaluate("performance.now()") - start) / 1000
        modes, share = (float(plane.get_attribute(f"data-{name}") or 0) for name in ("modes", "share"))
        if reached is None and share > 0.5 and modes == page.locator(".gan .lamps li").count():
            reached = passed
    frames = int(plane.get_attribute("data-frames") or 0) - first
    epochs = int(plane.get_attribute("data-epoch") or 0)
    page.close()
    return Seen(reached, frames / passed, epochs, modes, share)


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--preset", default="gan-ring8")
    parser.add_argument("--speed", default="max")
    parser.add_argument("--root", type=Path, default=ROOT)
    options = parser.parse_args()
    with serve(root=options.root) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(CHROMIUM_FLAGS))
        for seed in range(options.seeds):
            query = f"gan_preset={options.preset}&gan_seed={seed}&speed={options.speed}"
            seen = watch(browser, f"{served.address}/gan?{query}", options.seconds)
            when = "never" if seen.reached is None else f"{seen.reached:.1f} s"
            print(
                f"seed {seed}: all modes and half within 3σ after {when}; at the end epoch {seen.epochs}, "
                f"{seen.modes:.0f} modes, {seen.share:.2f} within; {seen.pictures:.1f} pictures a second"
            )
        browser.close()


if __name__ == "__main__":
    main()
