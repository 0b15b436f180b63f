"""Losses and backpropagation in headless Chromium: how soon a picture follows its handles.

Prints milliseconds from an arrow key, which does what a dragging hand does, to the drawn picture (median and 95th
percentile over every handle of a part in turn), and pictures a second while backpropagation plays its steps.

    python benchmarks/handles.py [--moves 100] [--root PATH]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from descent import opened, run, spread
from playwright.sync_api import Page, sync_playwright
from serving import CHROMIUM_FLAGS, ROOT, chromium, serve

PARTS = {
    "losses, one answer": "/losses",
    "losses, ten classes": "/losses?losses_classes=10",
    "losses, two distributions": "/losses?losses_part=distributions",
    "losses, numbers to predict": "/losses?losses_part=numbers",
    "backpropagation, the slide's network": "/backpropagation",
    "backpropagation, 4-4-4-4": (
        "/backpropagation?backprop_inputs=4&backprop_layers=2&backprop_units1=4&backprop_units2=4&backprop_outputs=4"
    ),
    "backpropagation, a chain": "/backpropagation?backprop_part=chain",
}
PRESSES = """
async (count) => {
  const element = FIND("[data-draws]");
  const handles = [...element.querySelectorAll("[role=slider], .given input")];
  const times = [];
  for (let k = 0; k < count; k += 1) {
    const drawn = new Promise((resolve) => {
      const observer = new MutationObserver(() => (observer.disconnect(), resolve()));
      observer.observe(element, { attributeFilter: ["data-draws"] });
    });
    const now = [...element.querySelectorAll("[role=slider], .given input")];
    const handle = now[k % handles.length];
    handle.focus();
    const start = performance.now();
    const key = Math.floor(k / handles.length) % 2 ? "Down" : "Up";
    handle.dispatchEvent(new KeyboardEvent("keydown", { key: `Arrow${key}`, bubbles: true, cancelable: true }));
    await drawn;
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return times;
}
"""
FRAMES = """
async (figure) => {
  const element = FIND(figure);
  element.querySelector(".first").click();
  element.querySelector(".play").click();
  await new Promise((resolve) => setTimeout(resolve, 500));
  let frames = 0;
  const start = performance.now();
  while (performance.now() - start < 2500) {
    await new Promise(requestAnimationFrame);
    frames += 1;
  }
  return frames / ((performance.now() - start) / 1000);
}
"""


def measure(page: Page, address: str, moves: int) -> None:
    """Print what there is to measure."""
    for name, path in PARTS.items():
        opened(page, address + path, "[data-draws]")
        print(f"{name:40}{spread(run(page, PRESSES, moves))}")
    opened(page, f"{address}/backpropagation", ".backpropagation")
    print(f"frames of the browser a second while it plays its steps: {run(page, FRAMES, '.backpropagation'):.0f}")


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
