"""What a repaint of live curves costs: painter.js on Plotly's figure, as the app does it, against uPlot.

Opens the perceptron and the compare page in headless Chromium. First it counts how often, at full speed, the figure of
the losses is drawn, and how often of that by Plotly.react. Then the training rests, and the figure shows growing curves
made here: two lines, or eight lines with eight bands. uPlot's chart lies at the same place with the same lines, axes
and type; only one of the two is seen at a time. Both are repainted within their axes (``repaint``) and drawn with other
axes (``full``), twenty times in a row, once for each of the browser's frames, in random order. ``thinner`` leaves
painter.js one value a pixel in place of 800 a curve. ``second`` weighs both kinds by how often the app needs them.
Each number is the median of such turns, in ms of processor time a drawing; what frames cost in which only a word
elsewhere changes is subtracted, as the app always draws something else too:

- script: the call, without styles and layout that it asks for;
- layout: styles and layout;
- main: the page's main thread, with all that and with painting; rasters of SVG are made by other threads;
- all: all of Chromium's processes; the mean, as systems count it in steps of 10 ms.

uPlot is no part of the project: the benchmark wants its script and, beside that, its style sheet (``uPlot.iife.min.js``
and ``uPlot.min.css``, which the npm package ``uplot`` has in ``dist``).

    python benchmarks/curves.py --uplot PATH/uPlot.iife.min.js [--turns 10] [--values 100,1000,10000]
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from serving import CHROMIUM_FLAGS, Served, chromium, serve

from playground.live.scripts import version

REPAINTS = 20  # in a turn
PAGES = {"perceptron": ("/?speed=max", 2, False), "compare": ("/compare?speed=max", 8, True)}
"""Address, lines, whether each has a band."""
NOTHING = "nothing"
WAYS = ("Plotly", "Plotly, thinner", "uPlot")
KINDS = ("repaint", "full")
FIGURE = ".st-key-figure-loss .live-figure"

COUNT = """
(figure) => {
  const react = Plotly.react;
  const plot = document.querySelector(`${figure} .live-plot`);
  window.full = 0;
  Plotly.react = (...given) => {
    if (given[0] === plot) window.full += 1;
    return react(...given);
  };
}
"""
SET_UP = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


class Cost(NamedTuple):
    """Processor time, in seconds so far or in milliseconds a repaint."""

    script: float
    layout: float
    main: float
    all: float


class Often(NamedTuple):
    """How often a second a figure is drawn."""

    pictures: float
    full: float


class Meter:
    """Reads what a page and its browser have cost so far."""

    def __init__(self, browser: Browser, page: Page) -> None:
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._browser = browser.new_browser_cdp_session()

    def turn(self, way: str, kind: str) -> Cost:
        """Take a turn of one way."""
        self._page.evaluate("(turn) => curves.begin(turn)", [way, kind, REPAINTS])
        before = self._read()
        self._page.evaluate("(turn) => curves.turn(turn)", [way, kind, REPAINTS])
        spent = [1000 * (after - first) for first, after in zip(before, self._read(), strict=True)]
        return Cost(*(cost / REPAINTS for cost in spent))

    def _read(self) -> Cost:
        metrics = {one["name"]: one["value"] for one in self._session.send("Performance.getMetrics")["metrics"]}
        processes = self._browser.send("SystemInfo.getProcessInfo")["processInfo"]
        layout = metrics["LayoutDuration"] + metrics["RecalcStyleDuration"]
        cpu = sum(process["cpuTime"] for process in processes)
        return Cost(metrics["ScriptDuration"], layout, metrics["TaskDuration"], cpu)


def drawn(page: Page, seconds: float) -> Often:
    """Return how often the figure is drawn at full speed, and how often fully."""
    page.evaluate(COUNT, FIGURE)
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(f"document.querySelector('{FIGURE}').dataset.status === 'running'")
    page.wait_for_timeout(1500)
    now = f"[performance.now() / 1000, Number(document.querySelector('{FIGURE}').dataset.frames), window.full]"
    before = page.evaluate(now)
    page.wait_for_timeout(1000 * seconds)
    passed, pictures, full = (after - first for first, after in zip(before, page.evaluate(now), strict=True))
    page.get_by_role("button", name="Pause").click()
    page.wait_for_function(f"document.querySelector('{FIGURE}').dataset.status === 'paused'")
    return Often(pictures / passed, full / passed)


def open_page(browser: Browser, served: Served, path: str, uplot: Path) -> Page:
    """Open a page of the app with uPlot in it, and wait until Plotly has drawn the figure."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(served.address + path)
    page.wait_for_selector(f"{FIGURE} .scatterlayer", state="attached")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.add_script_tag(path=uplot)
    page.add_style_tag(path=uplot.with_name("uPlot.min.css"))
    return page


def measured(meter: Meter, turns: int) -> dict[tuple[str, str], Cost]:
    """Return what a repaint costs in each way, less what nothing costs."""
    methods = [(NOTHING, "repaint"), *itertools.product(WAYS, KINDS)]
    for method in methods:
        meter.turn(*method)
    order = methods * turns
    random.shuffle(order)
    rows: dict[tuple[str, str], list[Cost]] = {method: [] for method in methods}
    for method in order:
        rows[method].append(meter.turn(*method))
    costs = {}
    for method, taken in rows.items():
        script, layout, main, _all = map(statistics.median, zip(*taken, strict=True))
        costs[method] = Cost(script, layout, main, statistics.mean(cost.all for cost in taken))
    idle = costs.pop((NOTHING, "repaint"))
    return {method: Cost(*(a - b for a, b in zip(cost, idle, strict=True))) for method, cost in costs.items()}


def tell(title: str, costs: dict[tuple[str, str], Cost], often: Often) -> None:
    """Print the rows of a page for curves of one length."""
    second = {
        way: Cost(*((often.pictures - often.full) * a + often.full * b for a, b in zip(*pair, strict=True)))
        for way, pair in ((way, (costs[way, "repaint"], costs[way, "full"])) for way in WAYS)
    }
    for kind in (*KINDS, "second"):
        for way in WAYS:
            cost, usual = (second[it] if kind == "second" else costs[it, kind] for it in (way, WAYS[0]))
            numbers = "".join(f"{one:8.1f}" if kind == "second" else f"{one:8.2f}" for one in cost)
            ratios = f"{cost.main / usual.main:8.2f}{cost.all / usual.all:6.2f}" if way != WAYS[0] else ""
            print(f"{title:26}{kind:8}{way:16}{numbers}{ratios}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--uplot", type=Path)
    parser.add_argument("--turns", type=int, default=10)
    parser.add_argument("--values", default="100,1000,10000")
    options = parser.parse_args()
    if options.uplot is None or not options.uplot.is_file():
        print("Nothing measured: say with --uplot where uPlot.iife.min.js is, of the npm package uplot.")
        return
    with serve() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        print(f"{'ms':50}  script  layout    main     all   of Plotly's: main, all")
        for name, (path, lines, banded) in PAGES.items():
            page = open_page(browser, served, path, options.uplot)
            often = drawn(page, 6)
            print(f"{name}: {often.pictures:.1f} pictures a second at full speed, {often.full:.2f} by Plotly.react")
            page.locator(FIGURE).scroll_into_view_if_needed()
            page.evaluate(SET_UP, [f"{served.address}/live/{version()}", FIGURE, lines, banded])
            meter = Meter(browser, page)
            for values in map(int, options.values.split(",")):
                page.evaluate("(length) => curves.make(length)", values)
                tell(f"{name}, {values:,} values", measured(meter, options.turns), often)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
