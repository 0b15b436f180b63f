"""A data set of sequences in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from playground.datasets.dataset import Axis, Dataset, Points
from playground.datasets.windows import Forecasting
from playground.experiment.spec import Task

Inputs = npt.NDArray[np.float32] | npt.NDArray[np.int64]


@dataclass(frozen=True)
class SequenceDataset(Dataset):
    """Sequences in a fixed order, the training part first.

    The inputs are symbols ``(n, steps)`` int64 or numbers ``(n, steps, features)`` float32. Targets are ``(n,)``, one
    for each step ``(n, steps)``, or several numbers ``(n, numbers)``; a step that nothing is asked of has the class
    :data:`playground.experiment.spec.IGNORED`. Sequences lie on no plane.

    Parameters
    ----------
    symbols
        What each symbol is, in plain text; none where steps are numbers.
    lengths
        ``(n,)`` int64: steps of each sequence up to the padding at its end; none where there is none.
    items
        The training items of a text, as they are written.
    forecasting
        The series, where the coming values are asked for.
    """

    symbols: tuple[str, ...] = ()
    lengths: npt.NDArray[np.int64] | None = None
    items: tuple[str, ...] = field(default=(), repr=False)
    forecasting: Forecasting | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.lengths is not None:
            self.lengths.setflags(write=False)

    @classmethod
    def of(cls, inputs: Inputs, targets: npt.NDArray[Any], train_samples: int, task: Task, **more: Any) -> Self:
        """Return a data set of sequences; ``more`` are the parameters that only sequences have."""
        nowhere = (Axis("", 0.0, 1.0), Axis("", 0.0, 1.0))
        points = np.zeros((len(inputs), 2))
        return cls(points, inputs, targets, train_samples, task, nowhere, (), _see_nothing, **more)  # type: ignore[arg-type]


def _see_nothing(_points: Points) -> npt.NDArray[np.float32]:
    raise ValueError("sequences lie on no plane: there is nothing to see at a place of it")
