"""Workers on a Ray cluster beside those of this machine: how soon they start, how fast their pictures come, who dies.

They start twice: where nobody trains, and one after another where all but one of so many train at full speed already.

python benchmarks/cluster.py [--runs 20] [--seconds 4] [--rounds 5]

Two simulated nodes on this machine. Local and cluster take turns, so that ratios hold where figures do not.
"""

from __future__ import annotations

import argparse
import os
import queue
import statistics
import threading
import time
from collections.abc import Callable

# Workers import this file again as their main script: what is heavy is imported where it is used.
from playground.experiment import Experiment
from playground.experiment.comparison import Comparison
from playground.training.population.probes import EveryNetwork
from playground.training.probes.diagram import Diagram
from playground.training.probes.plane import Accuracy, Boundary, Losses, Mistakes
from playground.training.probes.small_frames import FrameReader
from playground.training.worker.commands import Picture, Settings, Step
from playground.training.worker.runs import Notice, Run, Runs

SETTINGS = Settings(Experiment(), (Losses(), Accuracy(), Boundary(), Mistakes(), Diagram()), "cpu")


class Viewer:
    """Draws nothing, and asks for the next picture at once."""

    def __init__(self, run: Run) -> None:
        self.run, self.frames, self._last = run, 0, b""
        self._reader = FrameReader()
        self.notices: queue.Queue[tuple[float, Notice]] = queue.Queue()
        self._arrived = threading.Semaphore(0)
        self.number = run.attach(self._take)

    def _take(self, packed: bytes | Notice) -> None:
        if isinstance(packed, Notice):
            self.notices.put((time.perf_counter(), packed))
        else:
            self.frames, self._last = self.frames + 1, packed
            self._arrived.release()

    def see(self) -> None:
        """Ask for a picture and wait for it, as long as it takes."""
        self.run.command(Picture(self.number, 0, 0, -1))
        if not self._arrived.acquire(timeout=60):
            raise TimeoutError("no picture came")

    def epoch(self) -> int:
        """Return how far training is."""
        self.see()
        return int(self._reader.read(self._last).metadata["epoch"])

    def watch(self, seconds: float) -> float:
        """Return how many pictures a second come while the network trains."""
        end, before, start = time.perf_counter() + seconds, self.frames, time.perf_counter()
        while time.perf_counter() < end:
            self.see()
        return (self.frames - before) / (time.perf_counter() - start)

    def step(self, times: int) -> float:
        """Return ms from a press of Step to its picture, the median."""
        waits = []
        for _ in range(times):
            start = time.perf_counter()
            self.run.command(Step())
            self.see()
            waits.append(1000 * (time.perf_counter() - start))
        return statistics.median(waits)


class Eager(Viewer):
    """Somebody whose network trains at full speed: asks for each next picture as one comes."""

    def _take(self, packed: bytes | Notice) -> None:
        super()._take(packed)
        if not isinstance(packed, Notice):
            self.run.command(Picture(self.number, 0, 0, self.frames))


def starts_beside(runs: Runs, others: int, count: int) -> tuple[list[float], list[float]]:
    """Return the same as :func:`starts` where others train at full speed, and wait 1 s before each."""
    crowd = [Eager(runs.create(SETTINGS, playing=True)) for _ in range(others)]
    for viewer in crowd:
        viewer.see()
    time.sleep(5)
    rows = []
    for _ in range(count):
        time.sleep(1)
        rows.append(starts(runs, 1))
    if not all(viewer.run.process_id for viewer in crowd):
        raise RuntimeError("one of the others has ended")
    for viewer in crowd:
        viewer.run.close()
    return [started for (started,), _ in rows], [seen for _, (seen,) in rows]


def starts(runs: Runs, count: int) -> tuple[list[float], list[float]]:
    """Return ms that runs took to start, and to their first picture."""
    started, seen, created = [], [], []
    for _ in range(count):
        run = runs.create(SETTINGS)
        created.append(run)
        start = time.perf_counter()
        viewer = Viewer(run)
        started.append(1000 * (time.perf_counter() - start))
        viewer.see()
        seen.append(1000 * (time.perf_counter() - start))
    for run in created:
        run.close()
    return started, seen


def pictures(runs: Runs, seconds: float) -> float:
    """Return pictures a second of one network in training."""
    run = runs.create(SETTINGS, playing=True)
    viewer = Viewer(run)
    viewer.see()
    rate = viewer.watch(seconds)
    run.close()
    return rate


def steps(runs: Runs, times: int) -> float:
    """Return ms from Step to its picture."""
    run = runs.create(SETTINGS)
    viewer = Viewer(run)
    viewer.see()
    wait = viewer.step(times)
    run.close()
    return wait


def beside(local: Runs, far: Runs, rounds: int, measure: Callable[[Runs], float]) -> tuple[float, float]:
    """Return what is measured here and there, in turns, the medians."""
    rows = [(measure(local), measure(far)) for _ in range(rounds)]
    here, there = zip(*rows, strict=True)
    return statistics.median(here), statistics.median(there)


def compared(runs: Runs, seconds: float) -> float:
    """Return epochs a second of twelve networks for images side by side."""
    small = {"name": "digits", "samples": 500}
    layers = [{"type": "conv2d", "filters": 8, "kernel_size": 3, "activation": "relu"}, {"type": "flatten"}]
    base = Experiment.from_parts({"data": small, "model": {"layers": layers}})
    comparison = Comparison(base=base, axis="learning_rate", values=(0.003, 0.01, 0.03, 0.1), seeds=3)
    run = runs.create(Settings(base, (EveryNetwork(),), "cpu", comparison=comparison), playing=True)
    viewer = Viewer(run)
    viewer.see()
    time.sleep(2)
    before, start = viewer.epoch(), time.perf_counter()
    time.sleep(seconds)
    rate = (viewer.epoch() - before) / (time.perf_counter() - start)
    run.close()
    return rate


def losses(runs: Runs, cluster: object, rounds: int) -> list[tuple[float, float, float]]:
    """Return seconds from the end of a node until a run of it says so, has another worker, and shows a picture."""
    from benchmarks.ray_nodes import Cluster

    assert isinstance(cluster, Cluster)
    rows = []
    for _ in range(rounds):
        node = cluster.add_node()
        time.sleep(15)  # until it can fork
        viewers = [Viewer(runs.create(SETTINGS, playing=True)) for _ in range(6)]
        time.sleep(4)
        there = {process.pid for process in node.processes}
        lost = [viewer for viewer in viewers if viewer.run.process_id in there]
        start = time.perf_counter()
        node.kill()
        for viewer in lost:
            (gone, _), (started, _) = viewer.notices.get(timeout=60), viewer.notices.get(timeout=60)
            viewer.see()
            rows.append((gone - start, started - start, time.perf_counter() - start))
        for viewer in viewers:
            viewer.run.close()
        cluster.nodes.remove(node)
    return rows


def told(times: list[float]) -> str:
    """Return what is printed of times in ms."""
    return f"{statistics.median(times):.0f} ms (at most {max(times):.0f})"


def main() -> None:
    """Measure and print."""
    from benchmarks.ray_nodes import Cluster
    from playground.training.worker.cluster.pool import ClusterPool

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    local, far, cluster = Runs(100), Runs(100), Cluster()
    try:
        for _node in range(2):
            cluster.add_node()
        far.pool = ClusterPool(cluster.address)
        for runs in (local, far):
            runs.pool.warm_up()
        print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
        for name, runs in (("here", local), ("cluster", far)):
            started, seen = starts(runs, options.runs)
            print(f"{name}: a run starts in {told(started)}, first picture after {told(seen)}", flush=True)
        for name, runs in (("here", local), ("cluster", far)) * 2:
            started, seen = starts_beside(runs, options.runs - 1, options.runs // 2)
            print(f"{name}, {options.runs - 1} train: {told(started)}, first picture after {told(seen)}", flush=True)
        here, there = beside(local, far, options.rounds, lambda runs: pictures(runs, options.seconds))
        print(f"pictures a second of a network in training: here {here:.1f}, cluster {there:.1f}: {there / here:.2f}")
        here, there = beside(local, far, options.rounds, lambda runs: steps(runs, 100))
        print(f"from Step to its picture: here {here:.2f} ms, cluster {there:.2f} ms: {there / here:.2f}")
        here, there = beside(local, far, options.rounds, lambda runs: compared(runs, 2 * options.seconds))
        print(f"epochs a second of 12 networks for images: here {here:.2f}, cluster {there:.2f}: {there / here:.2f}")
        for gone, started_again, shown in losses(far, cluster, 2):
            print(f"a node killed: said after {gone:.2f} s, started elsewhere {started_again:.2f}, shown {shown:.2f}")
    finally:
        far.close()
        local.close()
        cluster.close()


if __name__ == "__main__":
    main()
