"""A data set of images in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from playground.datasets.dataset import Axis, Dataset, Inputs, Points
from playground.experiment.spec import Task


@dataclass(frozen=True)
class ImageDataset(Dataset):
    """Images in a fixed order, the training part first.

    The inputs are ``(n, channels, height, width)`` float32 from 0, black, to 1, and nothing is subtracted from them.
    Images lie on no plane: their points are zeros, their axes have no names, and there is nothing to see at a place.
    """

    @classmethod
    def of(
        cls,
        images: Inputs,
        labels: npt.NDArray[np.int64],
        train_samples: int,
        class_names: tuple[str, ...],
    ) -> Self:
        """Return a data set of images ``(n, channels, height, width)`` and their class numbers ``(n,)``."""
        return cls(
            points=np.zeros((len(images), 2)),
            inputs=images,
            targets=labels,
            train_samples=train_samples,
            task=Task(classes=len(class_names)),
            axes=(Axis("", 0.0, 1.0), Axis("", 0.0, 1.0)),
            input_names=(),
            see=_see_nothing,
            class_names=class_names,
        )

    @property
    def image_shape(self) -> tuple[int, int, int]:
        """Channels, height and width."""
        channels, height, width = self.inputs.shape[1:]
        return channels, height, width


def _see_nothing(_points: Points) -> Inputs:
    raise ValueError("images lie on no plane: there is nothing to see at a place of it")
