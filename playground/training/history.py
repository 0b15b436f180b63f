"""What was measured after each epoch."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt


class History:
    """Curves with one value an epoch; the first value is the untrained network's.

    Only the trainer appends to it.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self._curves: Mapping[str, array[float]] = {name: array("d") for name in names}

    def __len__(self) -> int:
        return len(next(iter(self._curves.values())))

    def append(self, values: Mapping[str, float]) -> None:
        """Add one value to every curve."""
        for name, curve in self._curves.items():
            curve.append(values[name])

    def truncate(self, length: int) -> None:
        """Forget all but the first ``length`` values of every curve."""
        for curve in self._curves.values():
            del curve[length:]

    def since(self, start: int) -> dict[str, npt.NDArray[np.float32]]:
        """Return the part of every curve from place ``start`` on, ``(len - start,)`` float32."""
        return {name: np.array(curve[start:], dtype=np.float32) for name, curve in self._curves.items()}

    def last(self) -> dict[str, float]:
        """Return the newest value of every curve."""
        return {name: curve[-1] for name, curve in self._curves.items()}

    def trained(self) -> dict[str, list[float]]:
        """Return every curve without the untrained network's value: one value for each epoch."""
        return {name: curve[1:].tolist() for name, curve in self._curves.items()}
