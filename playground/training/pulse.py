"""What single batches said while a network trained: finer than a value an epoch, as large data sets need it."""

from __future__ import annotations

from array import array

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

Curve = npt.NDArray[np.float32]


class Pulse:
    """Loss and accuracy of each batch, in order. Only the trainer appends to it.

    Numbers stay on the device until they are asked for: on a graphics card asking for each would stall it.
    """

    def __init__(self) -> None:
        self._curves = {"loss": array("f"), "accuracy": array("f")}
        self._weights = array("f")
        self._waiting: list[Tensor] = []

    def __len__(self) -> int:
        return len(self._curves["loss"]) + len(self._waiting)

    def append(self, loss: Tensor, accuracy: Tensor, weight: float = 1.0) -> None:
        """Note a batch's loss and the share of it that was right, both scalars; NaN where nothing is right or wrong.

        ``weight`` is what the batch counts in means, for batches of unequal size.
        """
        self._weights.append(weight)
        self._waiting.append(torch.stack([loss, accuracy.to(loss)]))

    def last(self, count: int) -> tuple[float, float]:
        """Return the mean loss and accuracy of the last batches; NaN where there were none."""
        self._collect()
        if not count or not len(self):
            return float("nan"), float("nan")
        weights = np.asarray(self._weights[-count:], dtype=np.float64)
        loss, accuracy = (float(np.average(self._curves[name][-count:], weights=weights)) for name in self._curves)
        return loss, accuracy

    def truncate(self, length: int) -> None:
        """Forget all but the first batches."""
        self._collect()
        for curve in (*self._curves.values(), self._weights):
            del curve[length:]

    def thinned(self, most: int) -> tuple[Curve, Curve, Curve]:
        """Return batch numbers, losses and accuracies, each ``(m,)`` with m at most ``most``: means of neighbours."""
        self._collect()
        length = len(self._curves["loss"])
        each = max(1, -(-length // most))
        starts = np.arange(0, length, each)
        sizes = np.minimum(each, length - starts)
        loss, accuracy = (
            (np.add.reduceat(np.asarray(curve, dtype=np.float64), starts) / sizes).astype(np.float32)
            if length
            else np.zeros(0, dtype=np.float32)
            for curve in self._curves.values()
        )
        return (starts + sizes).astype(np.float32), loss, accuracy

    def _collect(self) -> None:
        if self._waiting:
            loss, accuracy = torch.stack(self._waiting).float().cpu().numpy().T
            self._waiting.clear()
            for name, values in (("loss", loss), ("accuracy", accuracy)):
                self._curves[name].frombytes(np.ascontiguousarray(values).tobytes())
