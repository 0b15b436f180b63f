"""Which trainer an experiment needs."""

from __future__ import annotations

from typing import overload

from playground.experiment import Experiment, ImageData, OwnImages, SequenceSpec
from playground.experiment.gan import GanExperiment
from playground.experiment.read import AnyExperiment
from playground.training.trainers.gan import GanTrainer
from playground.training.trainers.image import ImageTrainer
from playground.training.trainers.sequence import SequenceTrainer
from playground.training.trainers.trainer import Trainer


@overload
def make_trainer(experiment: Experiment, device: str) -> Trainer: ...


@overload
def make_trainer(experiment: GanExperiment, device: str) -> GanTrainer: ...


def make_trainer(experiment: AnyExperiment, device: str) -> Trainer | GanTrainer:
    """Return the trainer of an experiment, untrained, on a device."""
    if isinstance(experiment, GanExperiment):
        return GanTrainer(experiment, device)
    if isinstance(experiment.data, SequenceSpec):
        return SequenceTrainer(experiment, device)
    of_images = isinstance(experiment.data, ImageData | OwnImages)
    return ImageTrainer(experiment, device) if of_images else Trainer(experiment, device)
