"""Forecasts without a network: what every network for a series has to beat.

All forecasts are ``(m, horizon)``: a row for each origin, the place of the last value that is known, and a column for
each step after it. None reads beyond its origin. Hyndman and Athanasopoulos, *Forecasting: Principles and Practice*
(3rd edition, 2021), sections 5.2 and 5.8.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

import numpy as np
import numpy.typing as npt

from playground.i18n import N_

Values = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

RIDGE = 0.3
"""Penalty of :func:`linear_autoregression` on squared weights, for values of mean 0 and standard deviation 1, beside
the squared errors summed over the training part."""
FEWEST_LAGS = 8


class Seasonal(Protocol):
    """What a baseline asks of a series; :class:`playground.datasets.series.Series` is one."""

    @property
    def values(self) -> Values:
        """The values, ``(n,)``."""

    @property
    def season(self) -> int:
        """Steps after which the series is most like itself, 1 if it has no season."""

    @property
    def day(self) -> int | None:
        """Steps of a shorter season within it, if there is one."""


def rolling_origins(n: int, test: int, horizon: int) -> Places:
    """Return every origin, in order, whose forecasts all lie in the last values of a series.

    Parameters
    ----------
    n, test, horizon
        How many values there are, how many of them at the end are for testing, and how many steps are forecast.

    Raises
    ------
    ValueError
        If no origin is left, or none has a value before the test part.
    """
    if not 1 <= horizon <= test < n:
        raise ValueError(f"no origin: {horizon} steps in the last {test} of {n} values")
    return np.arange(n - test - 1, n - horizon, dtype=np.int64)


def truth(values: Values, origins: Places, horizon: int) -> Values:
    """Return the values ``(m, horizon)`` that follow each origin."""
    return values[origins[:, None] + np.arange(1, horizon + 1)]


def mape(forecasts: Values, truth: Values) -> Values:
    """Return the mean absolute percentage error ``(horizon,)`` of forecasts ``(m, horizon)``, in percent.

    Where the truth is 0 there is no percentage: it is left out, and a step at which it always is gives nan.
    """
    counted = truth != 0
    shares = np.abs(forecasts - truth) / np.abs(np.where(counted, truth, 1))
    number = counted.sum(axis=0)
    total = np.where(counted, shares, 0).sum(axis=0)
    return np.where(number > 0, 100 * total / np.maximum(number, 1), np.nan)


def mean_absolute_error(forecasts: Values, truth: Values) -> Values:
    """Return the mean absolute error ``(horizon,)`` of forecasts ``(m, horizon)``, in the unit of the series."""
    return np.abs(forecasts - truth).mean(axis=0)


def persistence(values: Values, origins: Places, horizon: int) -> Values:
    """Return the last value that is known, for every step."""
    return np.repeat(values[origins][:, None], horizon, axis=1)


def seasonal(values: Values, origins: Places, horizon: int, season: int) -> Values:
    """Return the value one season before, or as many seasons before as it takes to know it.

    Raises
    ------
    ValueError
        If an origin has fewer values than a season.
    """
    _refuse_short(origins, season)
    return values[_before(origins, horizon, season)]


def seasonal_difference(values: Values, origins: Places, horizon: int, season: int) -> Values:
    """Return the value one season before, and what the series has gained over a season at the origin.

    That is ``y[t+h-s] + y[t] - y[t-s]``; k seasons ahead the gain counts k times.

    Raises
    ------
    ValueError
        If an origin has no value one season before it.
    """
    return seasonal_mean_difference(values, origins, horizon, season, 1)


def seasonal_mean_difference(values: Values, origins: Places, horizon: int, season: int, window: int) -> Values:
    """Return the value one season before, and the mean of what was gained over a season at the last steps.

    Parameters
    ----------
    values, origins, horizon, season
        As everywhere.
    window
        Over how many steps up to the origin the gain ``y[t] - y[t-s]`` is averaged.

    Raises
    ------
    ValueError
        If an origin has fewer values than season and window together.
    """
    _refuse_short(origins, season + window)
    last = origins[:, None] - np.arange(window)
    gains: Values = (values[last] - values[last - season]).mean(axis=1, keepdims=True)
    return seasonal(values, origins, horizon, season) + gains * _seasons_ahead(horizon, season)


def linear_autoregression(
    values: Values, origins: Places, horizon: int, lags: int, train: int, ridge: float = RIDGE
) -> Values:
    """Return forecasts by a linear regression on the last values, one for each step, fitted on the training part.

    The values are brought to mean 0 and standard deviation 1, both of the training part. All steps share their rows,
    and so one factorisation: ``(XᵀX + ridge·I) W = XᵀY`` (Hoerl and Kennard 1970), the intercept without penalty.

    Parameters
    ----------
    values, origins, horizon
        As everywhere.
    lags
        How many of the last values a forecast is computed from.
    train
        How many values at the beginning are fitted; nothing after them is read for that.
    ridge
        The penalty, over 0.

    Raises
    ------
    ValueError
        If an origin has fewer values than lags, or the training part none to fit.
    """
    _refuse_short(origins, lags)
    fitted = np.arange(lags - 1, train - horizon, dtype=np.int64)
    if not len(fitted):
        raise ValueError(f"{train} values cannot be fitted with {lags} lags and {horizon} steps")
    mean, deviation = values[:train].mean(), values[:train].std() or 1.0
    scaled = (values - mean) / deviation
    known, following = scaled[_windows(fitted, lags)], truth(scaled, fitted, horizon)
    inputs, outputs = known.mean(axis=0), following.mean(axis=0)
    known -= inputs
    weights = np.linalg.solve(known.T @ known + ridge * np.eye(lags), known.T @ (following - outputs))
    return ((scaled[_windows(origins, lags)] - inputs) @ weights + outputs) * deviation + mean


def _windows(origins: Places, lags: int) -> Places:
    """Return the places ``(m, lags)`` of the values up to each origin, the last one first."""
    return origins[:, None] - np.arange(lags)


def _seasons_ahead(horizon: int, season: int) -> Places:
    """Return for each step ``(horizon,)`` how many seasons before it the last value of its kind is known."""
    return -(-np.arange(1, horizon + 1) // season)


def _before(origins: Places, horizon: int, season: int) -> Places:
    return origins[:, None] + np.arange(1, horizon + 1) - season * _seasons_ahead(horizon, season)


def _refuse_short(origins: Places, needed: int) -> None:
    if len(origins) and origins.min() < needed - 1:
        raise ValueError(f"{needed} values are needed up to an origin, and the first has {origins.min() + 1}")


def window_of(series: Seasonal) -> int:
    """Return over how many steps a gain is averaged: a day, or a seventh of a season, at least 2."""
    return series.day or max(2, series.season // 7)


def lags_of(series: Seasonal) -> int:
    """Return how many of the last values the linear autoregression sees: a season and a day, at least 8."""
    return max(FEWEST_LAGS, series.season + window_of(series))


@dataclass(frozen=True)
class Baseline:
    """A way to forecast without a network.

    Parameters
    ----------
    label
        A few words for charts and tables, untranslated.
    weekly
        The same for a series whose season is a week of days.
    forecast
        Series, origins, horizon and number of training values to forecasts ``(m, horizon)``.
    history
        Series and horizon to the number of training values without which it cannot be had.
    needs
        Whether it is another one than the others for such a series.
    """

    label: str
    weekly: str
    forecast: Callable[[Seasonal, Places, int, int], Values]
    history: Callable[[Seasonal, int], int]
    needs: Callable[[Seasonal], bool] = lambda series: series.season > 1

    def label_for(self, series: Seasonal) -> str:
        """Return the words for a series, untranslated."""
        return self.weekly if series.day else self.label


BASELINES: Mapping[str, Baseline] = MappingProxyType(
    {
        "persistence": Baseline(
            N_("the last value"),
            N_("the last value"),
            lambda series, origins, horizon, _train: persistence(series.values, origins, horizon),
            lambda _series, _horizon: 1,
            needs=lambda _series: True,
        ),
        "day": Baseline(
            N_("the same time a day before"),
            N_("the same time yesterday"),
            lambda series, origins, horizon, _train: seasonal(series.values, origins, horizon, series.day or 1),
            lambda series, _horizon: series.day or 1,
            needs=lambda series: bool(series.day),
        ),
        "season": Baseline(
            N_("one season before"),
            N_("the same time last week"),
            lambda series, origins, horizon, _train: seasonal(series.values, origins, horizon, series.season),
            lambda series, _horizon: series.season,
        ),
        "season_and_gain": Baseline(
            N_("one season before + the last gain over a season"),
            N_("last week + the last weekly difference"),
            lambda series, origins, horizon, _train: seasonal_difference(
                series.values, origins, horizon, series.season
            ),
            lambda series, _horizon: series.season + 1,
        ),
        "season_and_mean_gain": Baseline(
            N_("one season before + the mean of the last gains"),
            N_("last week + the mean of the last day's weekly differences"),
            lambda series, origins, horizon, _train: seasonal_mean_difference(
                series.values, origins, horizon, series.season, window_of(series)
            ),
            lambda series, _horizon: series.season + window_of(series),
        ),
        "autoregression": Baseline(
            N_("linear regression on the last values"),
            N_("linear regression on the last values"),
            lambda series, origins, horizon, train: linear_autoregression(
                series.values, origins, horizon, lags_of(series), train
            ),
            lambda series, horizon: 2 * lags_of(series) + horizon,
            needs=lambda _series: True,
        ),
    }
)
"""All baselines, the simplest first."""


def baselines(series: Seasonal, horizon: int, train: int) -> Mapping[str, Baseline]:
    """Return those of :data:`BASELINES` that make sense for a series and its number of training values.

    Left out are those that a series without a day or a season lacks, and those for which it is too short.
    """
    return {
        name: baseline
        for name, baseline in BASELINES.items()
        if baseline.needs(series) and baseline.history(series, horizon) <= train
    }
