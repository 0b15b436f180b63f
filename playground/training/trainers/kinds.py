"""Which trainer an experiment needs."""

from __future__ import annotations

from playground.experiment import Experiment, ImageData, OwnImages, SequenceSpec
from playground.training.trainers.image import ImageTrainer
from playground.training.trainers.sequence import SequenceTrainer
from playground.training.trainers.trainer import Trainer


def make_trainer(experiment: Experiment, device: str) -> Trainer:
    """Return the trainer of an experiment, untrained, on a device."""
    if isinstance(experiment.data, SequenceSpec):
        return SequenceTrainer(experiment, device)
    of_images = isinstance(experiment.data, ImageData | OwnImages)
    return ImageTrainer(experiment, device) if of_images else Trainer(experiment, device)
