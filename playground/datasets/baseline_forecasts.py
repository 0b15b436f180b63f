"""The forecasts without a network of an experiment's series, over its test part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.concepts.forecasts import (
    Baseline,
    Places,
    Values,
    baselines,
    lags_of,
    mape,
    rolling_origins,
    truth,
)
from playground.datasets.series import RHYTHMS, Rhythm, Times, series
from playground.datasets.windows import live_origins
from playground.experiment.forecasts import Forecast, OwnSeries, SeriesData

MOST_FITTED = 8_000_000
"""Numbers that the linear autoregression is fitted on, at most: it then takes a second."""


@dataclass(frozen=True, eq=False)
class KnownSeries:
    """The series of an experiment, whether built in or a person's own.

    Parameters
    ----------
    values
        ``(n,)`` float64.
    season, day
        Steps of the season, 1 where there is none, and of a season within it.
    times
        ``(n,)``, when each value is; ``None`` where nobody knows.
    rhythm
        What is known of a built-in series.
    """

    values: Values
    season: int
    day: int | None = None
    times: Times | None = None
    rhythm: Rhythm | None = None


@dataclass(frozen=True, eq=False)
class BaselineForecasts:
    """What one baseline says over the test part.

    Parameters
    ----------
    label
        What people call it, untranslated.
    forecasts
        ``(m, horizon)`` float32, at every moment of the test part.
    tested, came
        ``(k, horizon)`` float64: forecasts at the moments at which the network is tested, and what came.
    mape
        ``(horizon,)``: mean absolute percentage error at those.
    """

    label: str
    forecasts: npt.NDArray[np.float32]
    tested: Values
    came: Values
    mape: Values


def known_series(data: Forecast) -> KnownSeries:
    """Return the series of an experiment."""
    if isinstance(data, SeriesData):
        built_in = series(data.name)
        return KnownSeries(built_in.values, data.season, built_in.day, built_in.times, RHYTHMS[data.name])
    assert isinstance(data, OwnSeries)
    times = np.array(data.times, dtype="datetime64") if data.times else None
    return KnownSeries(np.array(data.values), data.season, times=times)


def origins_of(data: Forecast) -> Places:
    """Return every moment of the test part, as places of the last value that is known."""
    return rolling_origins(data.count, data.test, data.horizon)


def baseline_forecasts(data: Forecast) -> Mapping[str, BaselineForecasts]:
    """Return what every baseline that makes sense says, the simplest first.

    Too long a season or series leaves the linear autoregression out (:data:`MOST_FITTED`).
    """
    same: dict[str, Any] = {"past": 1, "patch": 1, "inputs": "values"}
    return _computed(data.model_copy(update=same))


@lru_cache(maxsize=4)
def _computed(data: Forecast) -> Mapping[str, BaselineForecasts]:
    known, origins, train = known_series(data), origins_of(data), data.count - data.test
    chosen = dict(baselines(known, data.horizon, train))
    if lags_of(known) * max(train, len(origins)) > MOST_FITTED:
        chosen.pop("autoregression", None)
    return {name: _one(baseline, known, data, origins) for name, baseline in chosen.items()}


def _one(baseline: Baseline, known: KnownSeries, data: Forecast, origins: Places) -> BaselineForecasts:
    forecasts = baseline.forecast(known, origins, data.horizon, data.count - data.test)
    moments = live_origins(data)
    tested, came = forecasts[moments - origins[0]], truth(known.values, moments, data.horizon)
    label = baseline.label_for(known)
    return BaselineForecasts(label, forecasts.astype(np.float32), tested, came, mape(tested, came))
