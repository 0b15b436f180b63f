"""What watched training costs in processor time, against another checkout, in one run: also on a busy machine.

Other processes make a program slower, but hardly dearer. For each scene the two applications take turns; in each turn
somebody presses play at full speed and so many epochs pass, or a slider is moved. Prints, for each checkout, medians of
the milliseconds of processor time that server and worker spend on an epoch (or a move), and Chromium on a picture of
the slowest figure (or a move), and what here costs there: above 1 this checkout is cheaper.

    python benchmarks/cost.py --against PATH [--rounds 5] [--scenes default big compare slider images recurrent]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import psutil
from playwright.sync_api import Browser, Page, sync_playwright
from serving import CHROMIUM_FLAGS, ROOT, Served, chromium, serve
from watched import NETWORKS

MOVES = 12
LOAD = 120_000


class Cost(NamedTuple):
    """Milliseconds of processor time."""

    training: float
    browser: float


class Scene(NamedTuple):
    """A page at work."""

    path: str
    element: str
    epochs: int


SCENES = {
    "default": Scene(f"/?speed=max&{NETWORKS['default'].to_query()}", ".live-figure", 300),
    "big": Scene(f"/?speed=max&{NETWORKS['big'].to_query()}", ".live-figure", 150),
    "compare": Scene("/compare?speed=max", ".live-grid", 100),
    "slider": Scene("/?autoplay=1&speed=max", ".live-figure", 0),
    "images": Scene("/cnn?speed=max", ".live-maps", 2),
    "recurrent": Scene("/rnn?rnn_preset=adding-lstm&speed=max", ".live-memory", 4),
}


def processor_time(processes: list[psutil.Process]) -> float:
    """Return the milliseconds that processes have spent so far; those that have ended count nothing."""
    total = 0.0
    for process in processes:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return 1000 * total


def clock(served: Served) -> Cost:
    """Return what server, workers and browser have spent so far."""
    server = psutil.Process(served.process.pid)
    chromes = [process for process in psutil.Process().children(recursive=True) if "chrom" in process.name()]
    return Cost(processor_time([server, *served.children()]), processor_time(chromes))


def frames(page: Page) -> int:
    """Return how many pictures the slowest figure has drawn."""
    return min(int(n) for n in page.eval_on_selector_all("[data-frames]", "all => all.map(f => f.dataset.frames)") if n)


def trained(page: Page, served: Served, scene: Scene) -> Cost:
    """Return what an epoch and a picture cost."""
    here = f"Number(document.querySelector('{scene.element}').dataset.epoch)"
    page.get_by_role("button", name="Play").first.click()
    page.wait_for_function(f"{here} >= 1", timeout=LOAD)
    page.wait_for_timeout(1500)
    first, drawn, before = int(page.evaluate(here)), frames(page), clock(served)
    page.wait_for_function(f"{here} >= {first + scene.epochs}", timeout=LOAD)
    last, after = int(page.evaluate(here)), clock(served)
    pictures = max(frames(page) - drawn, 1)
    return Cost((after.training - before.training) / (last - first), (after.browser - before.browser) / pictures)


def moved(page: Page, served: Served, scene: Scene) -> Cost:
    """Return what a move of an architecture slider costs until the new network's first picture."""
    generation = f"document.querySelector('{scene.element}').dataset.generation"
    page.locator(".st-key-layers input[type=range]").first.focus()
    before = clock(served)
    for move in range(MOVES):
        now = page.evaluate(generation)
        page.keyboard.press(("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft")[move % 4])
        page.wait_for_function(f"{generation} !== '{now}'", timeout=LOAD)
    after = clock(served)
    return Cost(*((end - start) / MOVES for start, end in zip(before, after, strict=True)))


def turn(browser: Browser, name: str, served: Served) -> Cost:
    """Open a scene's page in a fresh tab, measure, and close it."""
    scene = SCENES[name]
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    try:
        page.goto(f"{served.address}{scene.path}")
        page.wait_for_selector(f"{scene.element}:not([data-frames='0'])", timeout=LOAD)
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=LOAD)
        page.wait_for_timeout(2000)
        measure: Callable[[Page, Served, Scene], Cost] = moved if name == "slider" else trained
        return measure(page, served, scene)
    finally:
        page.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scenes", nargs="+", choices=tuple(SCENES), default=tuple(SCENES))
    options = parser.parse_args()
    with (
        serve(root=options.against.resolve()) as there,
        serve(root=ROOT) as here,
        sync_playwright() as playwright,
    ):
        launch = partial(playwright.chromium.launch, executable_path=chromium(), args=CHROMIUM_FLAGS)
        browser = launch()
        for name in options.scenes:
            costs: dict[Served, list[Cost]] = {}
            for number in range(2 * options.rounds):
                served = (there, here, here, there)[number % 4]
                costs.setdefault(served, []).append(turn(browser, name, served))
                time.sleep(1)
            for part in Cost._fields:
                before, now = (statistics.median(getattr(one, part) for one in costs[who]) for who in (there, here))
                print(
                    f"{name:10} {part:9} there {before:9.2f} ms  here {now:9.2f} ms  there/here {before / now:.2f}",
                    flush=True,
                )
        browser.close()


if __name__ == "__main__":
    main()
