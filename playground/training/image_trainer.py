"""The trainer of networks for images: thousands of pictures, measured on batches while they are learned from."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from playground.architecture.seeds import generators
from playground.experiment import Experiment, ImageData, OwnImages
from playground.losses import predicted_classes
from playground.training.augmentation import augmented
from playground.training.gaze import Gaze
from playground.training.image_sight import ImageSight
from playground.training.learners import AutogradLearner, Batch
from playground.training.pulse import Pulse
from playground.training.snapshot import Snapshot
from playground.training.stack import Stack
from playground.training.trainer import Trainer

FIRST_LOOK = 1000
"""Training images on which the untrained network is measured."""


class ImageTrainer(Trainer):
    """Trains a network on images.

    What differs from :class:`Trainer`: the training part's loss and accuracy are those of the batches of the epoch, as
    they were when they were learned from (with dropout and augmentation); measuring all of them again would take a
    quarter of the time. The test part is measured at the end of each epoch.

    Attributes
    ----------
    pulse
        Loss and accuracy of every batch.
    stack
        The network, layer by layer.
    predictions
        The outputs ``(m, outputs)`` for the test images when they were last measured.
    """

    def __init__(
        self, experiment: Experiment, device: str = "cpu", dtype: torch.dtype = torch.float32, by_hand: bool = True
    ) -> None:
        self.pulse = Pulse()
        self._augmenting = generators(experiment.seed).augmentation
        super().__init__(experiment, device, dtype, by_hand=False)

    def sight(self, since: int, gaze: Gaze) -> ImageSight:
        """Return what probes see: this moment, the image in hand, and of the curves what comes after ``since``."""
        return ImageSight(self, since, gaze)

    def _take_data(self) -> None:
        super()._take_data()
        self.inputs = self.inputs.to(memory_format=torch.channels_last)  # measured: half as fast again on a processor
        self.stack = Stack(self.experiment, self.model)

    def _learn(self, batch: Batch) -> float:
        loss = super()._learn(batch)
        assert isinstance(self._learner, AutogradLearner)
        outputs = self._learner.outputs
        right = predicted_classes(outputs, self.experiment.loss, self.task).eq(self._batch_classes)
        self.pulse.append(self._learner.loss, right.to(outputs.dtype).mean())
        return loss

    def _batches(self) -> Iterator[Batch]:
        """Return the training part in mini-batches, in a new order if the experiment shuffles, augmented."""
        count, size = self.dataset.train_samples, self.experiment.training.batch_size
        order = torch.arange(count)
        if self.experiment.training.shuffle:
            order = torch.randperm(count, generator=self._order)
        assert self._classes is not None
        assert isinstance(self.experiment.data, ImageData | OwnImages)
        for part in torch.split(order.to(self.device), size):
            self._batch_classes = self._classes[part]
            yield augmented(self.inputs[part], self.experiment.data.augmentation, self._augmenting), self._targets[part]

    @torch.no_grad()
    def measure(self) -> None:
        """Measure the test part with the network as it is now; of the training part take what its batches said."""
        assert self._classes is not None
        test = self.dataset.test
        self.predictions = self._forward(self.inputs[test])
        classes = self._classes[test]
        right = predicted_classes(self.predictions, self.experiment.loss, self.task).eq(classes)
        test_loss = float(self._loss(self.predictions, self._targets[test]))
        train_loss, train_accuracy = self._of_batches()
        self.measured = {
            "train_loss": train_loss,
            "test_loss": test_loss,
            "train_accuracy": train_accuracy,
            "test_accuracy": float(right.float().mean()),
        }

    def _of_batches(self) -> tuple[float, float]:
        """Return loss and accuracy of this epoch's batches, before the first one of some training images."""
        taken = self.step % self.batches_per_epoch or min(self.step, self.batches_per_epoch)
        if taken:
            return self.pulse.last(taken)
        assert self._classes is not None
        some = slice(0, min(FIRST_LOOK, self.dataset.train_samples))
        outputs = self._forward(self.inputs[some])
        right = predicted_classes(outputs, self.experiment.loss, self.task).eq(self._classes[some])
        return float(self._loss(outputs, self._targets[some])), float(right.float().mean())

    def mistakes(self) -> npt.NDArray[np.bool_]:
        """Return which test images ``(m,)`` were classified wrongly when they were last measured."""
        assert self._classes is not None
        classes = predicted_classes(self.predictions, self.experiment.loss, self.task)
        wrong: npt.NDArray[np.bool_] = classes.ne(self._classes[self.dataset.test]).cpu().numpy()
        return wrong

    def restore(self, snapshot: Snapshot) -> None:
        """Go back (or forth) to a moment of this trainer."""
        super().restore(snapshot)
        if not math.isfinite(self.measured["train_loss"]):
            self.measured = dict(snapshot.measured)

    def forget_later(self) -> None:
        """Forget what was measured after the present moment, batch by batch too."""
        super().forget_later()
        self.pulse.truncate(self.step)

    @property
    def _generators(self) -> list[torch.Generator]:
        return [*super()._generators, self._augmenting]

    def _forward(self, inputs: Tensor) -> Tensor:
        """Return outputs without dropout, in pieces of bounded size."""
        return torch.cat([self.stack.last(piece) for piece in torch.split(inputs, 250)])
