"""What a glance costs a run, beside an epoch: the wall of a class takes one of every student, once a second.

For each kind of network: the median of the milliseconds that an epoch takes in this process, that a glance takes of
a network that has just changed (answer and packing, as its worker does it), and what share of the epochs one glance a
second costs.

With ``--students`` the same with real workers: so many networks train at full speed, each watched, while a wall asks
for a glance of each once a second in every other turn. Prints the medians of the epochs that all train in a second of
processor time, theirs and the server's together, with and without the wall: other processes make a program slower, but
hardly dearer. Then their ratio, and how many of the glances were answered.

    python benchmarks/glance.py [--glances 200] [--seconds 1.0] [--students 30 --turns 8 --turn 5]
"""

from __future__ import annotations

import argparse
import queue
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import psutil
import torch

from playground.experiment import Experiment
from playground.experiment.gan import GanExperiment
from playground.presets.images import IMAGE_PRESETS
from playground.presets.recurrent import RNN_PRESETS
from playground.training.probes.frame import Frame
from playground.training.probes.plane import Losses
from playground.training.probes.small_frames import FrameReader
from playground.training.probes.throttled import Throttle
from playground.training.trainers.kinds import make_trainer
from playground.training.worker.commands import Glance, Goal, Picture, Settings
from playground.training.worker.glances import GlanceAnswers
from playground.training.worker.runs import Notice, Run, Runs

GOALS = (Goal("test_accuracy", 0.95), Goal("test_loss", 0.01, is_most=True))


class GlanceCost(NamedTuple):
    """Milliseconds of an epoch and of a glance, bytes of a frame, and the share of a second that one costs."""

    epoch: float
    glance: float
    size: int
    share: float


def glance_cost(trainer: Any, glances: int = 200, seconds: float = 1.0) -> GlanceCost:
    """Measure one network.

    Parameters
    ----------
    trainer
        It trains on while it is measured.
    glances
        How many; between any two of them it learns from a batch.
    seconds
        For how long to train, at least.
    """
    epochs = timed(trainer.train_epoch, seconds)
    answers, throttle, costs, size = GlanceAnswers(trainer), Throttle(), [], 0
    for version in range(glances):
        trainer.train_batch()
        start = time.perf_counter()
        answers.goals.follow()
        facts = {"generation": "1", "version": str(version), **trainer.facts()}
        size = len(answers.answer(Glance(1, "", GOALS), facts, throttle))
        costs.append(1000 * (time.perf_counter() - start))
    glance = statistics.median(costs)
    return GlanceCost(epochs, glance, size, glance / 1000)


def timed(act: Callable[[], object], seconds: float) -> float:
    """Return the median of the milliseconds that something takes, done again and again for so long."""
    costs, end = [], time.perf_counter() + seconds
    while not costs or time.perf_counter() < end:
        start = time.perf_counter()
        act()
        costs.append(1000 * (time.perf_counter() - start))
    return statistics.median(costs)


def wall_cost(students: int, turns: int, seconds: float) -> tuple[float, float, float]:
    """Return the epochs in a second of processor time without and with a wall, and the share of glances answered.

    Parameters
    ----------
    students
        How many train at once; each has a worker of its own.
    turns, seconds
        How many turns there are, every other one with the wall, and how long each takes.
    """
    runs = Runs(limit=students)
    try:
        watched = [
            _Student(runs.create(Settings(Experiment(seed=seed), (Losses(),)), True)) for seed in range(students)
        ]
        rates: dict[bool, list[float]] = {False: [], True: []}
        asked = answered = 0
        before, then = epochs(watched)
        for turn in range(turns + 1):
            has_wall = turn % 4 in (0, 3)
            answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                for student in watched:
                    time.sleep(1 / students)
                    asked += has_wall and student.run.glance(answers.put, goals=GOALS) is not None
            after, now = epochs(watched)
            while not answers.empty():
                Frame.unpack(answers.get())
                answered += 1
            if turn:  # the first one begins while workers do
                rates[has_wall].append((after - before) / (now - then))
            before, then = after, now
        return statistics.median(rates[False]), statistics.median(rates[True]), answered / asked
    finally:
        runs.close()


class _Student:
    """Watches a run as a page does, as often as is needed for it to go on, and no more."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._frames: queue.SimpleQueue[bytes | Notice] = queue.SimpleQueue()
        self._viewer = run.attach(self._frames.put)

    def ask(self) -> None:
        """Ask for a picture, which is watching."""
        self.run.command(Picture(self._viewer, 0, 0, -1))

    def epoch(self) -> int:
        """Return how far it is, once the picture has come."""
        packed = self._frames.get(timeout=120)
        assert isinstance(packed, bytes)
        return int(FrameReader().read(packed).metadata["epoch"])


def epochs(students: Sequence[_Student]) -> tuple[int, float]:
    """Return how many epochs all of them have trained, and how many seconds they and this process have worked."""
    for student in students:
        student.ask()
    trained = sum(student.epoch() for student in students)
    processes = [psutil.Process(), *(psutil.Process(student.run.process_id) for student in students)]
    times = [process.cpu_times() for process in processes]
    return trained, sum(each.user + each.system for each in times)


def networks() -> dict[str, Experiment | GanExperiment]:
    """Return one network of each kind of picture."""
    layer = {"type": "dense", "units": 8, "activation": "tanh"}
    parts = {"model": {"layers": [layer] * 6}, "data": {"name": "pinwheel5", "samples": 500}}
    return {
        "plane (2-8-8-1)": Experiment(),
        "classes (2-8×6-5)": Experiment.from_parts(parts),
        "confusion (tiny CNN)": IMAGE_PRESETS["tiny"].experiment,
        "curves (60 symbols, LSTM)": RNN_PRESETS["first-symbol-lstm"].experiment,
        "gan (ring of eight)": GanExperiment(),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--glances", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--students", type=int, default=0)
    parser.add_argument("--turns", type=int, default=8)
    parser.add_argument("--turn", type=float, default=5.0)
    options = parser.parse_args()
    if options.students:
        without, with_wall, answered = wall_cost(options.students, options.turns, options.turn)
        ratio = with_wall / without
        print(f"{options.students} students: {without:.0f} epochs a second of a processor, {with_wall:.0f} with a wall")
        print(f"ratio {ratio:.3f}; {answered:.1%} of the glances answered within their turn")
        return
    torch.set_num_threads(1)
    for name, experiment in networks().items():
        cost = glance_cost(make_trainer(experiment, "cpu"), options.glances, options.seconds)
        print(
            f"{name:26} epoch {cost.epoch:8.2f} ms  glance {cost.glance:6.2f} ms  {cost.size:5d} bytes"
            f"  one a second costs {cost.share:.2%}",
            flush=True,
        )


if __name__ == "__main__":
    main()
