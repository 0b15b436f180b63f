"""A convolutional network on MNIST while it is watched, against a bare PyTorch loop, in one run.

The 52,138-parameter network of the first preset. In turn: the bare loop alone, with one thread as workers have it; and
the watched run in headless Chromium at full speed, with the maps of all layers on the screen: seconds until ten epochs,
test accuracy then, samples and pictures a second. Also the time from a pen stroke to the answer for it.

    python benchmarks/images.py [--rounds 3] [--data mnist|fashion_mnist] [--threads 1]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time

from playwright.sync_api import Page, sync_playwright
from serving import CHROMIUM_FLAGS, chromium, serve

EPOCHS, SAMPLES = 10, 6000

BARE_LOOP = """
import json, sys, time, torch
from torch import nn
from playground.datasets import load
from playground.experiment import ImageData
torch.set_num_threads(int(sys.argv[2]))
torch.set_flush_denormal(True)
data = load(ImageData(name=sys.argv[1]), 0)
x = torch.tensor(data.inputs[data.train]); y = torch.tensor(data.targets[data.train])
model = nn.Sequential(
    nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(),
    nn.MaxPool2d(2), nn.Flatten(), nn.Linear(784, 64), nn.ReLU(), nn.Dropout(0.5), nn.Linear(64, 10))
optimizer, loss = torch.optim.Adam(model.parameters(), 1e-3), nn.CrossEntropyLoss()
def epoch():
    order = torch.randperm(len(x))
    inputs, targets = x[order], y[order]
    for start in range(0, len(x), 64):
        optimizer.zero_grad()
        loss(model(inputs[start:start + 64]), targets[start:start + 64]).backward()
        optimizer.step()
epoch()
start = time.perf_counter()
for _ in range(3): epoch()
print(json.dumps(3 * len(x) / (time.perf_counter() - start)))
"""


def bare(data: str, threads: int) -> float:
    """Return the bare loop's samples a second, in a process of its own."""
    command = [sys.executable, "-c", BARE_LOOP, data, str(threads)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout))


def frames(page: Page) -> int:
    """Return how many pictures of the maps were drawn."""
    return int(page.get_attribute(".live-maps", "data-frames") or 0)


def watched(page: Page) -> tuple[float, float, float]:
    """Return seconds until ten epochs are on the screen, the test accuracy then, and pictures a second."""
    page.locator(".transport").get_by_role("button", name="Reset with a new seed").click()
    page.wait_for_function("document.querySelector('.live-maps').dataset.epoch === '0'")
    page.wait_for_timeout(2000)
    before, start = frames(page), time.perf_counter()
    page.locator(".transport").get_by_role("button", name="Play").click()
    reached = f"Number(document.querySelector('.live-maps').dataset.epoch) >= {EPOCHS}"
    page.wait_for_function(reached, timeout=300_000, polling=20)
    passed = time.perf_counter() - start
    pictures = (frames(page) - before) / passed
    page.locator(".transport").get_by_role("button", name="Pause").click()
    accuracy = page.locator(".transport [data-value=test_accuracy]").inner_text()
    return passed, float(accuracy.rstrip("%")), pictures


STROKE = """
async () => {
  const maps = document.querySelector(".live-maps"), ink = maps.querySelector(".ink");
  const box = ink.getBoundingClientRect();
  const go = (type, x, y) => ink.dispatchEvent(new PointerEvent(type, {
    pointerId: 1, clientX: box.left + x * box.width, clientY: box.top + y * box.height, bubbles: true }));
  ink.setPointerCapture = () => {};
  const x = 0.2 + 0.6 * Math.random();
  go("pointerdown", x, 0.2);
  for (let k = 1; k <= 8; k += 1) { go("pointermove", x, 0.2 + 0.07 * k); await new Promise(requestAnimationFrame); }
  await new Promise((done) => setTimeout(done, 400));
  const last = Number(maps.dataset.frames), start = performance.now();
  go("pointermove", x, 0.85);
  go("pointerup", x, 0.85);
  const waits = () => Number(maps.dataset.frames) <= last && performance.now() - start < 3000;
  while (waits()) await new Promise(requestAnimationFrame);
  return performance.now() - start;
}
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--data", choices=("mnist", "fashion_mnist"), default="mnist")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    rows = []
    with serve() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{served.address}/cnn?speed=max&cnn_data={options.data}")
        page.wait_for_selector(".live-maps:not([data-frames='0'])", timeout=60_000)
        page.wait_for_timeout(3000)
        for _ in range(options.rounds):
            rows.append((bare(options.data, options.threads), *watched(page)))
        strokes = sorted(float(page.evaluate(STROKE)) for _ in range(40))
        browser.close()
    for loop, seconds, accuracy, pictures in rows:
        rate = EPOCHS * SAMPLES / seconds
        print(
            f"bare {loop:6.0f} samples/s  watched {rate:6.0f} ({rate / loop:.2f})  "
            f"{EPOCHS} epochs in {seconds:5.1f} s, {accuracy:.1f} %, {pictures:4.1f} pictures/s"
        )
    seconds, accuracy, pictures = (statistics.median(row[k] for row in rows) for k in (1, 2, 3))
    ratio = statistics.median(EPOCHS * SAMPLES / row[1] / row[0] for row in rows)
    print(f"medians: {seconds:.1f} s, {accuracy:.1f} %, {pictures:.1f} pictures/s, {ratio:.2f} of the bare loop")
    print(f"stroke to answer, paused: median {statistics.median(strokes):.0f} ms, p95 {strokes[37]:.0f} ms")


if __name__ == "__main__":
    main()
