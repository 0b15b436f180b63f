"""What was measured of one network after each epoch."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from playground.training.trainers.curves import Curves


class History(Curves):
    """Curves with one value an epoch; the first value is the untrained network's.

    Only the trainer appends to it. It keeps every value, unless who shows it sets ``bounded``.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names, columns=1, kind="d", bounded=False)

    def append(self, values: Mapping[str, float]) -> None:
        """Add one value to every curve."""
        self.append_rows({name: np.array([values[name]]) for name in self.names})

    def since(self, epoch: int) -> dict[str, npt.NDArray[np.float32]]:
        """Return what is kept of every curve from an epoch on, ``(n,)`` float32."""
        return {name: self.rows_since(epoch, name)[:, 0].astype(np.float32) for name in self.names}

    def last(self) -> dict[str, float]:
        """Return the newest value of every curve."""
        return {name: float(self.last_row(name)[0]) for name in self.names}

    def trained(self) -> dict[str, list[float]]:
        """Return every curve without the untrained network's value: one value for each epoch that is kept."""
        return {name: self.rows_since(1, name)[:, 0].tolist() for name in self.names}
