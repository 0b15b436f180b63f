"""What single batches said while a network trained: finer than a value an epoch, as large data sets need it."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

Curve = npt.NDArray[np.float32]


class BatchHistory:
    """Loss and accuracy of each batch, in order. Only the trainer appends to it.

    Numbers stay on the device until they are asked for: on a graphics card asking for each would stall it. Of very many
    batches old ones are kept as means of neighbours.

    Parameters
    ----------
    exact
        How many of the newest batches are always kept one by one.
    """

    def __init__(self, exact: int = 10_000) -> None:
        self._exact = exact
        self._curves = {"loss": array("f"), "accuracy": array("f")}
        self._weights = array("f")
        self._ends = array(
            "q"
        )  # how many batches there were with each entry: it stands for one of them, or for several
        self._waiting: list[Tensor] = []
        self._length = 0

    def __len__(self) -> int:
        """Return how many batches there were."""
        return self._length

    @property
    def entries(self) -> int:
        """How many values are kept of each curve."""
        return len(self._weights)

    def append(self, loss: Tensor, accuracy: Tensor, weight: float = 1.0) -> None:
        """Note a batch's loss and the share of it that was right, both scalars; NaN where nothing is right or wrong.

        ``weight`` is what the batch counts in means, for batches of unequal size.
        """
        self._length += 1
        self._weights.append(weight)
        self._ends.append(self._length)
        self._waiting.append(torch.stack([loss, accuracy.to(loss)]))
        if self.entries > 4 * self._exact:
            self._collect()
            self._join()

    def last(self, count: int) -> tuple[float, float]:
        """Return the mean loss and accuracy of the last batches, at most ``exact``; NaN where there were none."""
        self._collect()
        if not count or not len(self):
            return float("nan"), float("nan")
        weights = np.asarray(self._weights[-count:], dtype=np.float64)
        loss, accuracy = (float(np.average(self._curves[name][-count:], weights=weights)) for name in self._curves)
        return loss, accuracy

    def truncate(self, length: int) -> None:
        """Forget all but the first batches; of several that are kept as one, the last decides."""
        self._collect()
        self._length = min(self._length, length)
        place = int(np.searchsorted(np.asarray(self._ends), length, side="right"))
        del self._ends[place:], self._weights[place:]
        for curve in self._curves.values():
            del curve[place:]

    def state(self) -> dict[str, Any]:
        """Return a copy of all that is kept: ``length``, and ``(entries,)`` each ends, weights and curves."""
        self._collect()
        curves = {name: np.array(curve, dtype=np.float32) for name, curve in self._curves.items()}
        ends, weights = np.array(self._ends, dtype=np.int64), np.array(self._weights, dtype=np.float32)
        return {"length": self._length, "ends": ends, "weights": weights, **curves}

    def load(self, state: Mapping[str, Any]) -> None:
        """Take up what :meth:`state` returned."""
        self._waiting.clear()
        self._length = state["length"]
        self._ends = array("q", np.asarray(state["ends"], dtype=np.int64).tobytes())
        self._weights = array("f", np.asarray(state["weights"], dtype=np.float32).tobytes())
        for name in self._curves:
            self._curves[name] = array("f", np.asarray(state[name], dtype=np.float32).tobytes())

    def thinned(self, most: int) -> tuple[Curve, Curve, Curve]:
        """Return batch numbers, losses and accuracies, each ``(m,)`` with m at most ``most``: means of neighbours."""
        self._collect()
        starts = np.arange(0, self.entries, max(1, -(-self.entries // most)))
        loss, accuracy = (self._means(curve, starts) for curve in self._curves.values())
        lasts = np.append(starts, self.entries)[1:] - 1
        return np.asarray(self._ends, dtype=np.float32)[lasts], loss, accuracy

    def _join(self) -> None:
        """Keep means of 2, 4, 8... old batches in place of the batches: the same number everywhere."""
        stride = 2 ** int(np.ceil(np.log2(self._length / (2 * self._exact))))
        ends = np.asarray(self._ends)
        old = int(np.searchsorted(ends, (self._length - self._exact) // stride * stride, side="right"))
        starts = np.flatnonzero(np.diff((ends[:old] - 1) // stride, prepend=-1))
        for name, curve in self._curves.items():
            self._curves[name] = array("f", self._means(curve[:old], starts).tobytes()) + curve[old:]
        weights = np.add.reduceat(np.asarray(self._weights[:old]), starts)
        self._weights = array("f", weights.tobytes()) + self._weights[old:]
        self._ends = array("q", ends[np.append(starts, old)[1:] - 1].tobytes()) + self._ends[old:]

    def _means(self, curve: array[float], starts: npt.NDArray[np.int_]) -> Curve:
        """Return the means ``(m,)`` of a curve's first values ``(n,)`` from each start to the next, batch by batch."""
        if not len(starts):
            return np.zeros(0, dtype=np.float32)
        batches = np.diff(np.asarray(self._ends[: len(curve)], dtype=np.float64), prepend=0)
        totals = np.add.reduceat(np.asarray(curve, dtype=np.float64) * batches, starts)
        return (totals / np.add.reduceat(batches, starts)).astype(np.float32)

    def _collect(self) -> None:
        if self._waiting:
            loss, accuracy = torch.stack(self._waiting).float().cpu().numpy().T
            self._waiting.clear()
            for name, values in (("loss", loss), ("accuracy", accuracy)):
                self._curves[name].frombytes(np.ascontiguousarray(values).tobytes())
