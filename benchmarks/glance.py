"""What a glance costs a run, beside an epoch: the wall of a class takes one of every student, once a second.

For each kind of network: the median of the milliseconds that an epoch takes in this process, that a glance takes of
a network that has just changed (answer and packing, as its worker does it), and what share of the epochs one glance a
second costs.

    python benchmarks/glance.py [--glances 200] [--seconds 1.0]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import torch

from playground.experiment import Experiment
from playground.experiment.gan import GanExperiment
from playground.presets.images import IMAGE_PRESETS
from playground.presets.recurrent import RNN_PRESETS
from playground.training.probes.throttled import Throttle
from playground.training.trainers.kinds import make_trainer
from playground.training.worker.commands import Glance, Goal
from playground.training.worker.glances import GlanceAnswers

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
    options = parser.parse_args()
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
