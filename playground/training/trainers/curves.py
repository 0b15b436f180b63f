"""Curves over epochs. Their old part is thinned, so that they stay bounded however long a network trains."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

EXACT = 10_000
"""Epochs up to which every value is kept."""
NEWEST = 1_000
"""Of longer curves so many of the newest values are kept too."""
MOST = EXACT + 2 * NEWEST
"""Values after which a curve is thinned; ``frames.js`` does the same."""

Epochs = npt.NDArray[np.int32]


def kept(epochs: npt.NDArray[np.integer], newest: int) -> npt.NDArray[np.bool_]:
    """Return which of rising epochs ``(n,)`` a curve keeps that has come to ``newest``.

    Of old ones it is every second, fourth, eighth...; there are at most ``EXACT + NEWEST``, and the untrained network.
    """
    doublings = max(0, int(np.ceil(np.log2(max(newest, 1) / EXACT))))
    return (epochs % 2**doublings == 0) | (epochs > newest - NEWEST)


class Curves:
    """Curves with a value an epoch, or a row of values; the first is the untrained network's.

    Parameters
    ----------
    names
        Of the curves.
    columns
        Values in a row.
    kind
        ``"d"`` for double, ``"f"`` for single precision.
    bounded
        Whether the old part is thinned.
    """

    def __init__(self, names: tuple[str, ...], columns: int, kind: Literal["d", "f"], bounded: bool) -> None:
        self.names, self.bounded = names, bounded
        self._columns, self._kind = columns, kind
        self._curves: dict[str, array[float]] = {name: array(kind) for name in names}
        self._epochs: array[int] = array("i")
        self._length = 0

    def __len__(self) -> int:
        """Return how many epochs there were, the untrained network's included, whether their values are kept or not."""
        return self._length

    def append_rows(self, values: Mapping[str, npt.NDArray[np.floating]]) -> None:
        """Add a row ``(columns,)`` to every curve."""
        for name, curve in self._curves.items():
            curve.frombytes(values[name].astype(self._kind).tobytes())
        self._epochs.append(self._length)
        self._length += 1
        if self.bounded and len(self._epochs) > MOST:
            self._thin()

    def truncate(self, length: int) -> None:
        """Forget all but the first ``length`` epochs."""
        self._length = min(self._length, length)
        place = self._place(length)
        del self._epochs[place:]
        for curve in self._curves.values():
            del curve[place * self._columns :]

    def epochs_since(self, epoch: int) -> Epochs:
        """Return the epochs ``(n,)`` from one on whose values are kept."""
        return np.array(self._epochs[self._place(epoch) :], dtype=np.int32)

    def rows_since(self, epoch: int, name: str) -> npt.NDArray[Any]:
        """Return a copy of what is kept of a curve from an epoch on, ``(n, columns)``."""
        return self._rows(name)[self._place(epoch) :].copy()

    def last_row(self, name: str) -> npt.NDArray[Any]:
        """Return a copy of the newest values of a curve, ``(columns,)``."""
        return self._rows(name)[-1].copy()

    def state(self) -> dict[str, Any]:
        """Return a copy of all that is kept: ``length``, ``epochs`` ``(n,)``, by name ``curves`` ``(n, columns)``."""
        curves = {name: self._rows(name).copy() for name in self.names}
        return {"length": self._length, "epochs": self.epochs_since(0), "curves": curves}

    def load(self, state: Mapping[str, Any]) -> None:
        """Take up what :meth:`state` returned, of the same curves."""
        self._length = state["length"]
        self._epochs = array("i", np.asarray(state["epochs"], dtype=np.int32).tobytes())
        for name in self.names:
            self._curves[name] = array(self._kind, np.asarray(state["curves"][name], dtype=self._kind).tobytes())

    def _rows(self, name: str) -> npt.NDArray[Any]:
        return np.frombuffer(self._curves[name], dtype=self._kind).reshape(-1, self._columns)

    def _place(self, epoch: int) -> int:
        """Return the place of the first value kept that is not before an epoch."""
        return int(np.searchsorted(np.frombuffer(self._epochs, dtype=np.int32), epoch)) if self._epochs else 0

    def _thin(self) -> None:
        epochs = np.array(self._epochs, dtype=np.int32)
        keeps = kept(epochs, self._length - 1)
        for name in self.names:
            self._curves[name] = array(self._kind, self._rows(name)[keeps].tobytes())
        self._epochs = array("i", epochs[keeps].tobytes())
