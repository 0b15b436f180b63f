"""A data set in memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.experiment.spec import Task


@dataclass(frozen=True)
class Dataset:
    """Samples in a fixed order, the training part first.

    Parameters
    ----------
    points
        ``(n, 2)`` float64, the points as drawn, in [-6, 6]² but for noise.
    inputs
        ``(n, features)`` float32, what the network sees of them.
    targets
        ``(n,)``: class numbers, int64, or the numbers to predict, of the order of 1, float64.
    train_samples
        How many of them, from the start, are for training.
    task
        What is asked.
    """

    points: npt.NDArray[np.float64]
    inputs: npt.NDArray[np.float32]
    targets: npt.NDArray[np.int64] | npt.NDArray[np.float64]
    train_samples: int
    task: Task

    @property
    def train(self) -> slice:
        """The training samples."""
        return slice(0, self.train_samples)

    @property
    def test(self) -> slice:
        """The test samples."""
        return slice(self.train_samples, len(self.targets))
