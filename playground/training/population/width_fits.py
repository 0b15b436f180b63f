"""The probe of networks of every width that learn one function of a number."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
import numpy.typing as npt

from playground.training.probes.frame import Steps, Tensors

if TYPE_CHECKING:
    from playground.training.population.cohort import Cohort
    from playground.training.population.view import PopulationView

CURVE_STEPS = 1000
"""Steps of a curve from its lowest to its highest value, on its way to the browser."""


@dataclass(frozen=True)
class WidthFits:
    """``fits``, ``(widths, 128)`` float32: what the first network of each width gives, from -1 to 1.

    ``width_rms``, ``width_sup``
        ``(widths, 3)`` float32: of each width the median over its networks of the root mean square error and of the
        largest one, the least and the most; networks that have diverged are left out, NaN where all have.

    Parameters
    ----------
    widths
        How many there are; networks are numbered width by width.
    """

    widths: int

    def measure(self, view: PopulationView) -> Tensors:
        """Return the fits and their errors."""
        population = view.population
        count = len(population.experiments)
        errors: npt.NDArray[np.float32] | None = None
        fits = np.zeros((0, 0), dtype=np.float32)
        for places, member in population.cohorts:
            cohort = cast("Cohort", member)  # curves are always computed together
            judged = cohort.datasets[0].test
            outputs = cohort.passes.outputs(cohort.inputs[:, :, judged])[-1][:, 0].float().cpu().numpy()
            if errors is None:
                errors = np.full((count, outputs.shape[1]), np.nan, dtype=np.float32)
                fits = np.zeros_like(errors)
            fits[places] = outputs
            targets = cohort.datasets[0].targets[judged].astype(np.float32)
            errors[places] = np.where(cohort.alive[:, None], outputs - targets, np.nan)
        assert errors is not None
        firsts = np.arange(self.widths) * (count // self.widths)
        return {
            "fits": np.nan_to_num(fits[firsts]),
            "width_rms": self._spread(np.sqrt(np.mean(errors**2, axis=1))),
            "width_sup": self._spread(np.abs(errors).max(axis=1)),
        }

    def steps(self, view: PopulationView) -> Mapping[str, Steps]:
        """Return in how many steps curves go."""
        return {"fits": Steps(CURVE_STEPS)}

    def _spread(self, values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return median, least and most of each width."""
        grouped = values.reshape(self.widths, -1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # a width of which all networks have diverged
            parts = np.nanmedian(grouped, 1), np.nanmin(grouped, 1), np.nanmax(grouped, 1)
        return np.stack(parts, axis=1).astype(np.float32)
