"""What was measured of every network of a population after each epoch."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from playground.arrays import Float32Array
from playground.training.trainers.curves import Curves

CURVE_PARTS = ("median", "low", "high", "networks")
"""What is shown of each curve: of each value its median, lowest and highest network, and every network."""


class Records(Curves):
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
        super().__init__(names, columns=networks, kind="f", bounded=True)

    def append(self, values: Mapping[str, npt.NDArray[np.floating]]) -> None:
        """Add a value of every network, ``(networks,)``, to every curve."""
        self.append_rows(values)

    def since(self, epoch: int, name: str) -> Float32Array:
        """Return what is kept of a curve from an epoch on, ``(n, networks)``."""
        return self.rows_since(epoch, name)

    def last(self, name: str) -> Float32Array:
        """Return the newest value of a curve, ``(networks,)``."""
        return self.last_row(name)
