"""A worker with a past: starting one, and reading from its frames where in time it stands."""

from __future__ import annotations

import numpy as np

from playground.experiment import Experiment
from playground.training.probes.frame import Frame
from playground.training.trainers.trainer import Trainer
from playground.training.worker.commands import Start, Step
from tests.training.watching import LiveLine, described, experiment, number


def started(worker: LiveLine, what: Experiment | None = None, epochs: int = 0, playing: bool = False) -> Frame:
    """Start a network, train it for a number of epochs, and return the frame that a viewer then has."""
    worker.tell(Start(described(what), generation=1, playing=playing))
    for _ in range(epochs):
        worker.tell(Step(epoch=True))
    return worker.frame()


def checkpoints(frame: Frame) -> list[int]:
    return [int(epoch) for epoch in frame.metadata["checkpoints"].split(",")]


def is_past(frame: Frame) -> bool:
    return frame.metadata["past"] == "1"


def trained(epochs: int, what: Experiment | None = None) -> Trainer:
    trainer = Trainer(what or experiment())
    for _ in range(epochs):
        trainer.train_epoch()
    return trainer


def assert_shows(frame: Frame, trainer: Trainer) -> None:
    """Check weights, place in time and losses."""
    for name, values in trainer.weights().items():
        np.testing.assert_array_equal(frame.tensors[name], values)
    assert (number(frame, "epoch"), number(frame, "step")) == (trainer.epoch, trainer.step)
    for name, value in trainer.measured.items():
        assert float(frame.metadata[name]) == value
