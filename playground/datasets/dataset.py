"""A data set in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.experiment.spec import Task

Points = npt.NDArray[np.float64]
Inputs = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Axis:
    """One axis of the plane that pictures show.

    Parameters
    ----------
    label
        What varies along it.
    low, high
        Where it begins and ends, in the units of the data.
    """

    label: str
    low: float
    high: float

    def centres(self, cells: int) -> Points:
        """Return the centres ``(cells,)`` of cells of one size that cover the axis."""
        width = (self.high - self.low) / cells
        return np.linspace(self.low + width / 2, self.high - width / 2, cells)


@dataclass(frozen=True)
class Dataset:
    """Samples in a fixed order, the training part first.

    Parameters
    ----------
    points
        ``(n, 2)`` float64, where the samples lie on the plane that pictures show, in the units of :attr:`axes`.
    inputs
        ``(n, features)`` float32, what the network sees of them.
    targets
        ``(n,)``: class numbers, int64, or the numbers to predict, of the order of 1, float64.
    train_samples
        How many of them, from the start, are for training.
    task
        What is asked.
    axes
        The plane that pictures show.
    input_names
        What each input is, in plain text.
    see
        Places of the plane ``(m, 2)`` to what the network sees of them, ``(m, features)`` float32.
    class_names
        Of each class; none where a number is predicted.
    target_scale
        (offset, factor): a number to predict is ``offset + factor * target`` in the units of the data.
    """

    points: Points
    inputs: Inputs
    targets: npt.NDArray[np.int64] | npt.NDArray[np.float64]
    train_samples: int
    task: Task
    axes: tuple[Axis, Axis]
    input_names: tuple[str, ...]
    see: Callable[[Points], Inputs]
    class_names: tuple[str, ...] = ()
    target_scale: tuple[float, float] = (0.0, 1.0)

    def __post_init__(self) -> None:
        for array in (self.points, self.inputs, self.targets):
            array.setflags(write=False)

    @property
    def train(self) -> slice:
        """The training samples."""
        return slice(0, self.train_samples)

    @property
    def test(self) -> slice:
        """The test samples."""
        return slice(self.train_samples, len(self.targets))

    def inputs_at(self, points: Points) -> Inputs:
        """Return what the network sees of places of the plane ``(m, 2)``: ``(m, features)`` float32.

        Of a table, the two columns of the plane are those of the place and every other column has its mean.
        """
        return self.see(points)

    def grid(self, resolution: int) -> Points:
        """Return the centres ``(resolution², 2)`` of cells that cover the plane, row by row from below."""
        horizontal, vertical = (axis.centres(resolution) for axis in self.axes)
        return np.stack(np.meshgrid(horizontal, vertical), axis=-1).reshape(-1, 2)
