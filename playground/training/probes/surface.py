"""The probe of the 3-D surface: how high the network's answer is over the plane."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.arrays import Array
from playground.training.probes.frame import Tensors
from playground.training.probes.view import View


@dataclass(frozen=True)
class Surface:
    """The answer as a height, rows from bottom to top.

    ``surface``
        ``(resolution, resolution)`` float32, for two classes the probability of class 1, for a number the number.
    ``surface_0``, ``surface_1`` ...
        For K classes instead: the probability of each class where it wins, and one cell beyond, so that the surfaces of
        neighbours meet exactly where both are as probable; NaN elsewhere. Seen from above, that is the probability of
        the winning class.

    Nothing where an answer is not finite.

    Parameters
    ----------
    resolution
        Cells of the plane in each direction; more than 50 are too many to turn smoothly.
    """

    resolution: int = 50

    def measure(self, view: View) -> Tensors:
        """Return the heights."""
        shape = (self.resolution, self.resolution)
        predictions = view.trainer.predictions(view.plane(self.resolution)[-1])
        if not np.isfinite(predictions).all():
            return {}
        classes = view.trainer.task.classes
        if classes is None or classes == 2:
            return {"surface": np.ascontiguousarray(predictions[:, -1]).reshape(shape)}
        winner = predictions.argmax(axis=1).reshape(shape)
        return {
            f"surface_{k}": np.where(_widened(winner == k), predictions[:, k].reshape(shape), np.float32(np.nan))
            for k in range(classes)
        }


def _widened(cells: Array) -> Array:
    """Return cells ``(rows, columns)`` together with their neighbours, the diagonal ones too."""
    wide = np.pad(cells, 1)
    wide = wide[:-2] | wide[1:-1] | wide[2:]
    return wide[:, :-2] | wide[:, 1:-1] | wide[:, 2:]
