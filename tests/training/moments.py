"""Everything that can be seen of a trainer at one moment, and a trainer that keeps its past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playground.experiment import Experiment
from playground.training.probes.diagram import Diagram
from playground.training.probes.distributions import ActivationHistograms, WeightHistograms
from playground.training.probes.gradients import Gradients
from playground.training.probes.plane import Boundary, Mistakes, Probe
from playground.training.probes.views import make_view
from playground.training.timeline.timeline import Timeline
from playground.training.trainers.snapshot import Progress
from playground.training.trainers.trainer import Trainer

OPTIMIZERS: list[dict[str, Any]] = [
    {"name": "sgd"},
    {"name": "sgd", "momentum": 0.9},
    {"name": "sgd", "momentum": 0.9, "nesterov": True},
    {"name": "adagrad"},
    {"name": "rmsprop", "momentum": 0.5},
    {"name": "adam"},
    {"name": "adamw"},
]
DROPS: dict[str, list[dict[str, Any]]] = {
    "plain": [],
    "dropout": [{"type": "dropout", "rate": 0.3}],
    "dropconnect": [{"type": "dropconnect", "rate": 0.3}],
}
PROBES = (Diagram(25), Gradients(), Boundary(25), Mistakes(), WeightHistograms(), ActivationHistograms())
"""What pages show of a moment, but for the curves, which go on past it."""


def described(optimizer: dict[str, Any] = OPTIMIZERS[5], drops: str = "plain", name: str = "circle") -> Experiment:
    layers = [*DROPS[drops], {"type": "dense", "units": 5, "activation": "tanh"}, *DROPS[drops]]
    parts = {"data": {"name": name, "samples": 50}, "model": {"layers": layers}, "training": {"optimizer": optimizer}}
    return Experiment.from_parts({**parts, "seed": 5})


@dataclass(frozen=True)
class Moment:
    """Everything of a trainer that can be seen, as bytes and numbers."""

    epoch: int
    step: int
    samples: int
    progress: Progress
    weights: bytes
    predictions: bytes
    measured: dict[str, float]
    shown: dict[str, bytes]

    @classmethod
    def of(cls, trainer: Trainer, probes: tuple[Probe, ...] = ()) -> Moment:
        weights = b"".join(values.tobytes() for values in trainer.weights().values())
        predictions = trainer.measured_outputs.numpy().tobytes()
        counts = trainer.epoch, trainer.step, trainer.samples, trainer.progress
        view = make_view(trainer)
        shown = {name: array.tobytes() for probe in probes for name, array in probe.measure(view).items()}
        return cls(*counts, weights, predictions, dict(trainer.measured), shown)


class RecordedRun:
    """A trainer that keeps its past, and what it was at every step of it."""

    def __init__(self, experiment: Experiment, by_hand: bool = True) -> None:
        self.trainer = Trainer(experiment, by_hand=by_hand)
        self.past = Timeline(self.trainer)
        self.moments = [self.now]

    @property
    def now(self) -> Moment:
        return Moment.of(self.trainer, PROBES)

    def train(self, batches: int) -> list[Moment]:
        """Train as a worker does, and return what it was after each batch."""
        for _ in range(batches):
            self.trainer.train_batch()
            self.past.keep()
            self.moments.append(self.now)
        return self.moments[-batches:]

    def at_epoch(self, epoch: int) -> Moment:
        return next(moment for moment in self.moments if moment.epoch == epoch)
