"""What a glance at many networks side by side shows: their curves' medians."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from playground.training.probes.frame import Tensors
from playground.training.probes.glance import most_telling, resampled

if TYPE_CHECKING:
    from playground.training.population.gan_view import GanPopulationView
    from playground.training.population.side_by_side import SideBySide
    from playground.training.population.view import PopulationView


@dataclass(frozen=True)
class MediansGlance:
    """``picture``, ``(curves, n)`` float32 with n at most 60: of each curve and epoch the median of all networks.

    Networks that have diverged are left out; NaN where all have.
    """

    curves: tuple[str, ...]
    kind: ClassVar[str] = "curves"

    def measure(self, view: PopulationView | GanPopulationView) -> Tensors:
        """Return the picture."""
        values = resampled(view.population.records, self.curves)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # an epoch of which all networks have diverged
            return {"picture": np.nanmedian(np.where(np.isfinite(values), values, np.nan), axis=2).astype(np.float32)}


def medians_glance(population: SideBySide[Any]) -> MediansGlance:
    """Return what shows many networks at a glance."""
    return MediansGlance(most_telling(population.records.names))
