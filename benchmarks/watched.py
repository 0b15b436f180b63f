"""Training while watched against a bare PyTorch loop, and pictures a second, in one run.

Starts the app, opens it in headless Chromium at full speed, and in turn measures the bare loop alone and the watched
run; prints medians and the ratios. ``--network big`` is 7 inputs and 6 layers of 8 neurons, with every heatmap.

    python benchmarks/watched.py [--network default|big] [--rounds 5] [--seconds 4]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time

import psutil
from playwright.sync_api import Page, sync_playwright
from serving import CHROMIUM_FLAGS, chromium, serve

from playground.experiment import Dense, Experiment, Model, PlaneData
from playground.experiment.features import FEATURES

NETWORKS = {
    "default": Experiment(seed=41),
    "big": Experiment(data=PlaneData(features=FEATURES), model=Model(layers=(Dense(units=8, activation="tanh"),) * 6)),
}
PICTURES = ".st-key-figure-boundary .live-figure, .diagram"  # curves are drawn less often (figure.js)

BARE_LOOP = """
import json, sys, time, torch
from torch import nn
from playground import Experiment, build
from playground.datasets import load
torch.set_num_threads(1)
seconds, fused = float(sys.argv[1]), sys.argv[2] == "fused"
experiment = Experiment.from_json(sys.argv[3])
data = load(experiment.data, 0)
x = torch.tensor(data.inputs[data.train]); y = torch.tensor(data.targets[data.train]).float()[:, None]
model = build(experiment)
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, **({"fused": True} if fused else {}))
loss_function = nn.BCEWithLogitsLoss()
def epoch():
    order = torch.randperm(len(x))
    inputs, targets = x[order], y[order]
    for start in range(0, len(x), 10):
        optimizer.zero_grad()
        loss_function(model(inputs[start:start + 10]), targets[start:start + 10]).backward()
        optimizer.step()
for _ in range(20): epoch()
count, start = 0, time.perf_counter()
while (passed := time.perf_counter() - start) < seconds:
    epoch(); count += 1
print(json.dumps(count / passed))
"""


def bare(seconds: float, optimizer: str, experiment: Experiment) -> float:
    """Return the bare loop's epochs a second, in a process of its own."""
    command = [sys.executable, "-c", BARE_LOOP, str(seconds), optimizer, experiment.to_json()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout))


def watched(page: Page, server: psutil.Process, seconds: float) -> tuple[float, float, float]:
    """Return epochs a second, pictures a second (of the slower figure) and the server's share of a core."""
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("document.querySelector('.live-figure').dataset.status === 'running'")
    time.sleep(1)
    frames, epoch, cpu, start = _frames(page), _epoch(page), _cpu(server), time.perf_counter()
    time.sleep(seconds)
    passed = time.perf_counter() - start
    result = (
        (_epoch(page) - epoch) / passed,
        min(after - before for before, after in zip(frames, _frames(page), strict=True)) / passed,
        (_cpu(server) - cpu) / passed,
    )
    page.get_by_role("button", name="Pause").click()
    page.wait_for_function("document.querySelector('.live-figure').dataset.status === 'paused'")
    return result


def _frames(page: Page) -> list[int]:
    return [int(n) for n in page.eval_on_selector_all(PICTURES, "figures => figures.map(f => f.dataset.frames)")]


def _epoch(page: Page) -> int:
    return int(page.get_attribute(".live-figure", "data-epoch") or 0)


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", choices=NETWORKS, default="default")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    options = parser.parse_args()
    rows = []
    with serve() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        experiment = NETWORKS[options.network]
        page.goto(f"{served.address}/?speed=max&{experiment.to_query()}")
        page.wait_for_selector(".live-figure:not([data-frames='0'])")
        page.wait_for_selector(".diagram:not([data-frames='0'])")
        for _ in range(options.rounds):
            fused, plain = (bare(options.seconds, kind, experiment) for kind in ("fused", "plain"))
            rows.append((fused, plain, *watched(page, psutil.Process(served.process.pid), options.seconds)))
        browser.close()
    for fused, plain, epochs, pictures, cpu in rows:
        print(
            f"bare {fused:6.1f} (fused) {plain:6.1f} (plain)  watched {epochs:6.1f} epochs/s  "
            f"ratio {epochs / fused:.2f} / {epochs / plain:.2f}  {pictures:4.1f} pictures/s  server {cpu:.1%} of a core"
        )
    print("medians:")
    print(f"  watched / bare, same fused optimizer  {statistics.median(r[2] / r[0] for r in rows):.2f}")
    print(f"  watched / bare, PyTorch's default     {statistics.median(r[2] / r[1] for r in rows):.2f}")
    print(f"  pictures a second                     {statistics.median(r[3] for r in rows):.1f}")
    print(f"  server, share of a core               {statistics.median(r[4] for r in rows):.1%}")


if __name__ == "__main__":
    main()
