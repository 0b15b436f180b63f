"""A recurrent network while it is watched, against a bare PyTorch loop on the same batches, in one run.

In turn, for each preset: the bare loop alone, with one thread as workers have it; and the watched run in headless
Chromium at full speed, with states, gates and curves on the screen: sequences and pictures a second, and the seconds
until a value of the transport is reached.

    python benchmarks/recurrent.py [--rounds 3] [--presets adding-lstm communes ...]
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import time

from playwright.sync_api import Page, TimeoutError, sync_playwright
from serving import CHROMIUM_FLAGS, chromium, serve

GOALS = {
    "first-symbol-lstm": ("test_accuracy", ">=", 0.99, 20),
    "adding-lstm": ("test_accuracy", ">=", 0.95, 20),
    "demand-day-ahead": ("test_mape", "<=", 1.3, 20),
    "demand-one-step": ("test_mape", "<=", 0.6, 20),
    "communes": ("test_bits_per_character", "<=", 2.56, 60),
}
"""Of each preset: what must reach which value, and within how many seconds."""
SETTLE, WATCHED = 1.0, 10.0

BARE_LOOP = """
import itertools, json, sys, time, torch
from playground.architecture.build import build
from playground.losses import loss_function
from playground.presets.recurrent import RNN_PRESETS
from playground.training.trainers.kinds import make_trainer
torch.set_num_threads(1)
torch.set_flush_denormal(True)
experiment = RNN_PRESETS[sys.argv[1]].experiment
trainer, training = make_trainer(experiment, "cpu"), experiment.training
batches = list(itertools.islice(trainer._batches(), 200))
model, loss = build(experiment), loss_function(experiment.loss, experiment.data.task)
optimizer = torch.optim.Adam(model.parameters(), training.optimizer.learning_rate)
def learn(inputs, targets, *_):
    optimizer.zero_grad()
    loss(model(inputs), targets).backward()
    if training.clip_norm:
        torch.nn.utils.clip_grad_norm_(model.parameters(), training.clip_norm)
    optimizer.step()
for batch in batches[:5]: learn(*batch)
start, count = time.perf_counter(), 0
while time.perf_counter() - start < 4:
    for batch in batches:
        learn(*batch)
        count += len(batch[0])
print(json.dumps(count / (time.perf_counter() - start)))
"""


def bare(preset: str) -> float:
    """Return the bare loop's sequences a second, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", BARE_LOOP, preset], capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout))


def samples_per_second(page: Page) -> float:
    """Return what the transport says, 0 while it says nothing."""
    rate = re.search(r"([\d,]+) samples/s", page.locator(".transport .device").inner_text())
    return float(rate[1].replace(",", "")) if rate else 0.0


def frames(page: Page) -> int:
    """Return how many pictures of the memory were drawn."""
    return int(page.get_attribute(".live-memory", "data-frames") or 0)


def value(page: Page, name: str) -> float:
    """Return a value of the transport."""
    text = page.locator(f".transport [data-value={name}]").inner_text()
    number = float(text.replace("%", "").replace(",", "") or "nan")
    return number / 100 if name.endswith("_accuracy") else number


def watched(page: Page, address: str, preset: str) -> tuple[float, float, float]:
    """Return sequences and pictures a second, and the seconds from play until the goal is reached."""
    name, sign, goal, most = GOALS[preset]
    page.goto(f"{address}/rnn?rnn_preset={preset}&speed=max")
    page.wait_for_selector(".live-memory:not([data-frames='0'])", timeout=60_000)
    page.wait_for_timeout(3000)
    start = time.perf_counter()
    page.locator(".transport").get_by_role("button", name="Play").click()
    page.wait_for_timeout(1000 * SETTLE)
    rates, first, since, reached = [], frames(page), time.perf_counter(), float("nan")
    while time.perf_counter() - start < 2 * most:
        page.wait_for_timeout(100)
        rates.append(samples_per_second(page))
        number = value(page, name)
        if reached != reached and (number >= goal if sign == ">=" else number <= goal):
            reached = time.perf_counter() - start
        if reached == reached and time.perf_counter() - start > WATCHED:
            break
    pictures = (frames(page) - first) / (time.perf_counter() - since)
    return statistics.median(rates[len(rates) // 3 :]), pictures, reached


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--presets", nargs="+", choices=tuple(GOALS), default=tuple(GOALS))
    options = parser.parse_args()
    with serve() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        for preset in options.presets:
            for _ in range(options.rounds):
                loop = bare(preset)
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                try:
                    rate, pictures, seconds = watched(page, served.address, preset)
                except TimeoutError as missing:
                    print(f"{preset}: {missing}")
                    continue
                finally:
                    page.close()
                print(
                    f"{preset:18s} bare {loop:7.0f} sequences/s, watched {rate:7.0f} ({rate / loop:.2f}), "
                    f"{pictures:4.1f} pictures/s, {GOALS[preset][0]} {GOALS[preset][1]} {GOALS[preset][2]} "
                    f"after {seconds:.1f} s",
                    flush=True,
                )
        browser.close()


if __name__ == "__main__":
    main()
