"""What was measured of every network of a population after each epoch."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]


class Records:
    """Curves of many networks, one value an epoch; the first is the untrained network's.

    Only the population appends to it.

    Parameters
    ----------
    names
        Of the curves.
    networks
        How many there are.
    """

    def __init__(self, names: tuple[str, ...], networks: int) -> None:
        self.names, self._networks = names, networks
        self._curves: Mapping[str, array[float]] = {name: array("f") for name in names}

    def __len__(self) -> int:
        return len(self._curves[self.names[0]]) // self._networks

    def append(self, values: Mapping[str, npt.NDArray[np.floating]]) -> None:
        """Add a value of every network, ``(networks,)``, to every curve."""
        for name, curve in self._curves.items():
            curve.frombytes(values[name].astype(np.float32).tobytes())

    def since(self, start: int, name: str) -> Array:
        """Return a curve from an epoch on, ``(len - start, networks)``."""
        part = np.frombuffer(self._curves[name], dtype=np.float32)[start * self._networks :]
        rows: Array = part.reshape(-1, self._networks).copy()
        return rows

    def last(self, name: str) -> Array:
        """Return the newest value of a curve, ``(networks,)``."""
        newest: Array = self.since(len(self) - 1, name)[0]
        return newest
