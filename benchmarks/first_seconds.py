"""From navigation to what there is to see, page by page, against a blank Streamlit page in the same browser and run.

In each round every page is opened once, and the blank one before each of them: a new tab of one browser context (whose
cache is warm after the first round, which does not count), or with ``--cold`` a new context each time, as on a first
visit. Printed are medians in seconds and their ratios to the blank page's: until the first live picture, and on the
perceptron page until plotly.js has drawn axes and points.

    python benchmarks/first_seconds.py [--rounds 5] [--cold] [--pages perceptron cnn ...] [--root PATH]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from serving import CHROMIUM_FLAGS, ROOT, Served, chromium, serve

BLANK = 'import streamlit as st\n\nst.title("Blank")\n'
PAGES = {
    "perceptron": "/",
    "neuron": "/neuron",
    "compare": "/compare",
    "convolution": "/convolution",
    "descent": "/descent",
    "losses": "/losses",
    "backpropagation": "/backpropagation",
    "approximation": "/approximation",
    "regularisation": "/regularisation",
    "cnn": "/cnn",
    "rnn": "/rnn",
    "gan": "/gan",
    "lecture": "/lecture",
}
FIRST = """() => {
  const every = (root) => {
    return [...root.querySelectorAll("*")].flatMap((it) => [it, ...(it.shadowRoot ? every(it.shadowRoot) : [])]);
  };
  const drawn = ({ dataset: { frames, draws } }) => (frames ?? "0") !== "0" || (draws ?? "0") !== "0";
  return every(document.body).some(drawn) && (window.first ??= performance.now());
}"""
AXES = """() => {
  const figure = document.querySelector('.st-key-figure-boundary');
  const drawn = figure?.querySelector('.heatmaplayer image') && figure.querySelector('.scatterlayer .point');
  return drawn && (window.axes ??= performance.now());
}"""
TITLE = "() => document.querySelector('h1')?.textContent && (window.first ??= performance.now())"
SETTLE = 1.0  # seconds


def seconds(context: BrowserContext, address: str, *conditions: str) -> list[float]:
    """Return how long it takes, inside the page, until each condition has come true."""
    page = context.new_page()
    page.goto(address, wait_until="commit")
    times = [float(page.wait_for_function(condition, polling="raf").json_value()) / 1000 for condition in conditions]
    page.close()
    time.sleep(SETTLE)
    return times


def rounds_of(browser: Browser, blank: Served, served: Served, options: argparse.Namespace) -> dict[str, list[float]]:
    """Return all times, by what was waited for."""
    times: dict[str, list[float]] = {"blank": []}
    size = {"viewport": {"width": 1440, "height": 900}}
    shared = browser.new_context(**size)
    for place in range(options.rounds + 1):
        for name in options.pages:
            context = browser.new_context(**size) if options.cold else shared
            [first] = seconds(context, blank.address, TITLE)
            waited = [FIRST, AXES] if name == "perceptron" else [FIRST]
            picture, *axes = seconds(context, served.address + PAGES[name], *waited)
            if options.cold:
                context.close()
            if place == 0:
                continue
            times["blank"].append(first)
            times.setdefault(name, []).append(picture)
            for until in axes:
                times.setdefault(f"{name}, axes and points", []).append(until)
    return times


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--pages", nargs="*", choices=PAGES, default=list(PAGES))
    parser.add_argument("--root", type=Path, default=ROOT)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        Path(folder, "app.py").write_text(BLANK, "utf-8")
        with serve(root=Path(folder)) as blank, serve(root=options.root) as served:
            time.sleep(5)  # the app is up, and the fork server has imported PyTorch
            browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
            times = rounds_of(browser, blank, served, options)
            browser.close()
    usual = statistics.median(times["blank"])
    for name, all_times in times.items():
        middle = statistics.median(all_times)
        print(f"{name:30} {middle:5.2f} s   {middle / usual:4.2f} of a blank page")


if __name__ == "__main__":
    main()
