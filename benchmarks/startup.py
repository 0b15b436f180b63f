"""How long until there is something to see: the command, a page, a new run; and what a run costs in memory.

python benchmarks/startup.py [--rounds 7]
"""

from __future__ import annotations

import argparse
import statistics
import threading
import time

# Workers import this file again as their main script: what is heavy is imported where it is used.


def command_to_answer() -> float:
    """Return seconds from the command to the first HTTP answer."""
    from serving import serve

    start = time.perf_counter()
    with serve():
        return time.perf_counter() - start


def navigation_to_boundary(rounds: int) -> list[float]:
    """Return seconds from navigation to the first painted boundary, measured inside the page, the first visit first."""
    from playwright.sync_api import sync_playwright
    from serving import CHROMIUM_FLAGS, chromium, serve

    seconds = []
    with serve() as served, sync_playwright() as playwright:
        time.sleep(5)  # the app is up, and the fork server has imported PyTorch
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        for _round in range(rounds):
            page = context.new_page()
            page.goto(served.address, wait_until="commit")
            page.wait_for_function(
                "document.querySelector('.live-figure:not([data-frames=\"0\"]) :is(canvas, .heatmaplayer image)')"
                "&& (window.painted ??= performance.now())",
                polling="raf",
            )
            seconds.append(page.evaluate("window.painted") / 1000)
            page.close()
            time.sleep(1)
        browser.close()
    return seconds


def new_run(rounds: int) -> list[tuple[float, float, float]]:
    """Return, for each new run, ms to start its process, ms to its first frame, and MB of private memory then."""
    import psutil

    from playground.experiment import Experiment
    from playground.training.probes.plane import Accuracy, Boundary, Losses, Mistakes
    from playground.training.worker.commands import Picture, Settings
    from playground.training.worker.runs import Runs

    probes = (Losses(), Accuracy(), Boundary(), Mistakes())
    runs = Runs(limit=100)
    runs.pool.warm_up()
    rows = []
    for _round in range(rounds):
        framed = threading.Event()
        run = runs.create(Settings(Experiment(), probes))
        start = time.perf_counter()
        viewer = run.attach(lambda _packed, framed=framed: framed.set())
        started = time.perf_counter()
        run.command(Picture(viewer, 0, 0, -1))
        framed.wait(10)
        ready = time.perf_counter()
        memory = psutil.Process(run.process_id).memory_full_info().uss / 1e6
        rows.append((1000 * (started - start), 1000 * (ready - start), memory))
        run.close()
    runs.close()
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    answers = [command_to_answer() for _round in range(3)]
    print(f"command to first answer: {statistics.median(answers):.1f} s (of {', '.join(f'{a:.1f}' for a in answers)})")
    started, framed, memory = map(statistics.median, zip(*new_run(rounds), strict=True))
    print(f"a new run: process started in {started:.0f} ms, first frame after {framed:.0f} ms, {memory:.1f} MB private")
    first, *later = navigation_to_boundary(rounds)
    print(f"navigation to first boundary: {first:.2f} s cold, {statistics.median(later):.2f} s median after")


if __name__ == "__main__":
    main()
