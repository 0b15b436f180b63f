"""A series as a network sees it: at each moment the values up to it, never a later one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.concepts.forecasts import rolling_origins, truth
from playground.experiment.forecasts import Forecast

Values = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

LIVE_ORIGINS = 112
"""Moments of a recursive forecast that are measured after each epoch: each takes as many passes as steps ahead."""


@dataclass(frozen=True)
class Windows:
    """How the last values before a forecast become inputs, and outputs become a forecast.

    A forecast is ``base + scale * output``, with a base for each value that is forecast.

    Parameters
    ----------
    data
        What is forecast, and from what.
    mean, scale
        Of the training values, or of their differences over a season: what counts as 0 and as 1.
    """

    data: Forecast
    mean: float
    scale: float

    @classmethod
    def of(cls, data: Forecast, values: Values) -> Windows:
        """Return the windows of a series ``(n,)``, scaled by what comes before its test values alone."""
        known = values[: data.count - data.test]
        if data.inputs == "differences":
            known = known[data.season :] - known[: -data.season]
            return cls(data, 0.0, float(known.std()) or 1.0)
        return cls(data, float(known.mean()), float(known.std()) or 1.0)

    def seen(self, histories: Values) -> tuple[npt.NDArray[np.float32], Values]:
        """Return what the network sees, and the bases of its forecasts.

        Parameters
        ----------
        histories
            ``(m, needed)``: the last values up to each moment.

        Returns
        -------
        tuple
            Inputs ``(m, steps, patch)`` float32, and bases ``(m, outputs)`` in the units of the series.
        """
        data = self.data
        if data.inputs == "values":
            scaled = (histories - self.mean) / self.scale
            bases = np.full((len(histories), data.outputs), self.mean)
        else:
            differences = histories[:, data.season :] - histories[:, : -data.season]
            mean = differences.mean(axis=1, keepdims=True)
            scaled = (differences - mean) / self.scale
            start = data.needed - data.season
            bases = histories[:, start : start + data.outputs] + mean
        return scaled.reshape(len(histories), *data.input_shape).astype(np.float32), bases


@dataclass(frozen=True)
class Forecasting:
    """A series and its moments of forecast.

    Parameters
    ----------
    values
        ``(n,)`` float64.
    windows
        How they are shown to the network.
    origins
        ``(n,)``: of each sample the place of the last value that is known.
    bases
        ``(n, outputs)``, of each sample.
    """

    values: Values
    windows: Windows
    origins: Places
    bases: Values

    def __post_init__(self) -> None:
        for array in (self.values, self.origins, self.bases):
            array.setflags(write=False)

    def histories(self, origins: Places) -> Values:
        """Return the last values ``(m, needed)`` up to some moments."""
        return self.values[origins[:, None] + np.arange(1 - self.windows.data.needed, 1)]

    def forecasts(self, outputs: npt.NDArray[Any], samples: slice) -> Values:
        """Return forecasts ``(m, outputs)`` for a network's outputs of some samples."""
        return self.bases[samples] + self.windows.scale * outputs.astype(np.float64)

    def following(self, origins: Places, horizon: int) -> Values:
        """Return the values ``(m, horizon)`` that came after some moments."""
        return truth(self.values, origins, horizon)


def spread(origins: Places, about: int) -> Places:
    """Return every k-th of some moments, from the first on: ``about`` of them, or up to twice as many."""
    return origins[:: max(1, len(origins) // about)]


def live_origins(data: Forecast) -> Places:
    """Return the moments in the test part at which a network's forecasts are measured while it trains."""
    origins = rolling_origins(data.count, data.test, data.horizon)
    return origins if data.strategy == "direct" else spread(origins, LIVE_ORIGINS)


def forecasting_of(data: Forecast, values: Values) -> tuple[npt.NDArray[np.float32], Values, Forecasting]:
    """Return inputs ``(n, steps, patch)``, targets ``(n, outputs)`` and the moments of a series, the training's first.

    A training target lies before the test values; the first test forecast starts at the last value before them.
    """
    windows = Windows.of(data, values)
    train = np.arange(data.needed - 1, data.count - data.test - data.outputs, dtype=np.int64)
    origins = np.concatenate([train, rolling_origins(data.count, data.test, data.horizon)])
    places = origins[:, None] + np.arange(1 - data.needed, 1)
    inputs, bases = windows.seen(values[places])
    targets = (truth(values, origins, data.outputs) - bases) / windows.scale
    return inputs, targets, Forecasting(values, windows, origins, bases)
