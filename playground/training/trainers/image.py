"""The trainer of networks for images."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from playground.architecture.seeds import generators
from playground.experiment import Experiment, ImageData, OwnImages
from playground.losses import predicted_classes
from playground.training.trainers.augmentation import augmented
from playground.training.trainers.batch_measured import BatchMeasuredTrainer
from playground.training.trainers.learners import Batch
from playground.training.trainers.stack import Stack


class ImageTrainer(BatchMeasuredTrainer):
    """Trains a network on images, augmented anew each time that one is shown.

    Attributes
    ----------
    stack
        The network, layer by layer.
    """

    def __init__(
        self, experiment: Experiment, device: str = "cpu", dtype: torch.dtype = torch.float32, by_hand: bool = True
    ) -> None:
        self._augmenting = generators(experiment.seed).augmentation
        super().__init__(experiment, device, dtype)

    def _take_data(self) -> None:
        super()._take_data()
        self.inputs = self.inputs.to(memory_format=torch.channels_last)  # measured: half as fast again on a processor
        self.stack = Stack(self.experiment, self.model)

    def _batches(self) -> Iterator[Batch]:
        """Return the training part in mini-batches, in a new order if the experiment shuffles, augmented."""
        count, size = self.dataset.train_samples, self.experiment.training.batch_size
        order = torch.arange(count)
        if self.experiment.training.shuffle:
            order = torch.randperm(count, generator=self._order)
        assert isinstance(self.experiment.data, ImageData | OwnImages)
        for part in torch.split(order.to(self.device), size):
            images = augmented(self.inputs[part], self.experiment.data.augmentation, self._augmenting)
            yield images, self._targets[part], self._dataset_targets[part]

    def mistakes(self) -> npt.NDArray[np.bool_]:
        """Return which test images ``(m,)`` were classified wrongly when they were last measured."""
        assert self._classes is not None
        classes = predicted_classes(self.measured_outputs, self.experiment.loss, self.task)
        return classes.ne(self._classes[self.dataset.test]).cpu().numpy()

    @property
    def _generators(self) -> list[torch.Generator]:
        return [*super()._generators, self._augmenting]

    def _forward(self, inputs: Tensor) -> Tensor:
        """Return outputs without dropout, in pieces of bounded size."""
        return torch.cat([self.stack.last(piece) for piece in torch.split(inputs, 250)])
