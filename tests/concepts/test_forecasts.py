"""Forecasts without a network, against loops, scikit-learn and the figures on record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import Ridge

from playground.concepts.forecasts import (
    BASELINES,
    Values,
    baselines,
    lags_of,
    linear_autoregression,
    mape,
    mean_absolute_error,
    persistence,
    rolling_origins,
    seasonal,
    seasonal_difference,
    seasonal_mean_difference,
    truth,
    window_of,
)
from playground.datasets.series import series

DEMAND = series("demand")
TEST = 4 * 7 * 48
TRAIN = len(DEMAND.values) - TEST


@dataclass
class Waves:
    """Noisy weeks of seven short days."""

    values: Values
    season: int = 42
    day: int | None = 6


def waves(seed: int = 0, n: int = 300) -> Waves:
    places = np.arange(n)
    noise = np.random.default_rng(seed).normal(size=n)
    return Waves(50 + 8 * np.sin(places * 2 * np.pi / 6) + 5 * np.cos(places * 2 * np.pi / 42) + noise)


def test_origins_are_all_those_whose_forecasts_lie_in_the_test_part() -> None:
    for n, test, horizon in ((10, 4, 1), (10, 4, 4), (10, 9, 3), (50, 7, 2)):
        expected = [t for t in range(n) if t + 1 >= n - test and t + horizon <= n - 1]
        assert rolling_origins(n, test, horizon).tolist() == expected
    for n, test, horizon in ((10, 4, 5), (10, 10, 1), (10, 4, 0)):
        with pytest.raises(ValueError, match="no origin"):
            rolling_origins(n, test, horizon)


@given(st.integers(2, 12), st.integers(1, 40), st.integers(1, 5))
def test_forecasts_are_those_of_a_loop(season: int, horizon: int, window: int) -> None:
    values = np.random.default_rng(season).normal(size=80)
    origins = np.array([season + window, 30, 79])
    made = {
        "last": persistence(values, origins, horizon),
        "season": seasonal(values, origins, horizon, season),
        "gain": seasonal_difference(values, origins, horizon, season),
        "mean": seasonal_mean_difference(values, origins, horizon, season, window),
    }
    for row, t in enumerate(origins):
        for h in range(1, horizon + 1):
            before, seasons = t + h, 0
            while before > t:
                before, seasons = before - season, seasons + 1
            gains = [values[t - k] - values[t - k - season] for k in range(window)]
            expected = {
                "last": values[t],
                "season": values[before],
                "gain": values[before] + seasons * (values[t] - values[t - season]),
                "mean": values[before] + seasons * np.mean(gains),
            }
            for name, value in expected.items():
                assert made[name][row, h - 1] == pytest.approx(value), (name, t, h)


def test_a_season_on_a_slope_is_forecast_without_error_by_its_gain() -> None:
    values = np.tile([3.0, 1.0, 4.0, 1.0, 5.0], 12) + 0.25 * np.arange(60)
    origins = rolling_origins(60, 30, 13)
    np.testing.assert_allclose(seasonal_difference(values, origins, 13, 5), truth(values, origins, 13))


@pytest.mark.parametrize(("lags", "horizon", "ridge"), [(5, 1, 0.3), (20, 7, 0.3), (3, 2, 50.0)])
def test_the_autoregression_is_scikit_learns(lags: int, horizon: int, ridge: float) -> None:
    values, train = waves().values, 200
    origins = rolling_origins(300, 100, horizon)
    made = linear_autoregression(values, origins, horizon, lags, train, ridge)
    scaled = (values - values[:train].mean()) / values[:train].std()
    for h in range(1, horizon + 1):
        fitted = range(lags - 1, train - horizon)
        model = Ridge(ridge, solver="cholesky")
        model.fit([scaled[t - lags + 1 : t + 1] for t in fitted], [scaled[t + h] for t in fitted])
        expected = model.predict([scaled[t - lags + 1 : t + 1] for t in origins])
        np.testing.assert_allclose(
            made[:, h - 1], expected * values[:train].std() + values[:train].mean(), rtol=0, atol=1e-8
        )


@pytest.mark.parametrize("name", BASELINES)
def test_nothing_reads_beyond_the_origin(name: str) -> None:
    known, train, horizon = waves(), 200, 50
    for t in (199, 220, 249):
        other = Waves(np.concatenate([known.values[: t + 1], np.full(299 - t, 1e6)]))
        one, changed = (BASELINES[name].forecast(source, np.array([t]), horizon, train) for source in (known, other))
        np.testing.assert_array_equal(one, changed)
        past = Waves(known.values[: t + 1])
        np.testing.assert_array_equal(one, BASELINES[name].forecast(past, np.array([t]), horizon, train))


@pytest.mark.parametrize("name", BASELINES)
def test_a_baseline_needs_the_history_that_it_says(name: str) -> None:
    source = waves()
    needed = BASELINES[name].history(source, 3)
    forecasts = BASELINES[name].forecast(source, rolling_origins(300, 300 - needed, 3), 3, needed)
    assert np.isfinite(forecasts).all()
    assert name in baselines(source, 3, needed)
    assert name not in baselines(source, 3, needed - 1)


def test_origins_too_early_are_refused() -> None:
    values = waves().values
    for call in (
        lambda origin: seasonal(values, origin, 1, 42),
        lambda origin: seasonal_difference(values, origin, 1, 41),
        lambda origin: seasonal_mean_difference(values, origin, 1, 36, 6),
        lambda origin: linear_autoregression(values, origin, 1, 42, 100),
    ):
        assert call(np.array([41])).shape == (1, 1)
        with pytest.raises(ValueError, match="42 values are needed up to an origin, and the first has 41"):
            call(np.array([40, 50]))
    with pytest.raises(ValueError, match="cannot be fitted"):
        linear_autoregression(values, np.array([60]), 5, 10, 14)


def test_baselines_are_those_that_make_sense() -> None:
    assert list(baselines(DEMAND, 48, TRAIN)) == list(BASELINES)
    assert list(baselines(series("co2"), 52, 1_500)) == [name for name in BASELINES if name != "day"]
    assert list(baselines(Waves(waves().values, 1, None), 5, 200)) == ["persistence", "autoregression"]
    assert (window_of(DEMAND), lags_of(DEMAND)) == (48, 384)
    assert BASELINES["season"].label_for(DEMAND) != BASELINES["season"].label_for(series("co2"))


def test_errors_are_counted_by_step() -> None:
    forecasts, held = np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([[2.0, 0.0], [2.0, -4.0]])
    assert mape(forecasts, held).tolist() == [50.0, 75.0]
    assert mean_absolute_error(forecasts, held).tolist() == [1.0, 2.5]
    assert np.isnan(mape(forecasts, np.zeros((2, 2)))).all()


def error(name: str, horizon: int) -> float:
    """Return the mean error in percent over all origins and steps, as in the table on record."""
    origins = rolling_origins(len(DEMAND.values), TEST, horizon)
    forecasts = BASELINES[name].forecast(DEMAND, origins, horizon, TRAIN)
    return float(mape(forecasts, truth(DEMAND.values, origins, horizon)).mean())


@pytest.mark.parametrize(
    ("name", "horizon", "expected"),
    [
        ("persistence", 1, 2.27),
        ("season", 1, 2.15),
        ("season_and_gain", 1, 0.41),
        ("autoregression", 1, 0.38),
        ("season", 48, 2.16),
        ("season_and_gain", 48, 1.28),
        ("season_and_mean_gain", 48, 1.20),
        ("autoregression", 48, 1.49),
        ("day", 1, 6.08),  # on record as 6.1 "at 24 hours": every half-hour of the test part, once
        ("day", 48, 5.90),  # origins whose whole day lies in the test part count its first and last day less
    ],
)
def test_the_errors_on_record_come_out(name: str, horizon: int, expected: float) -> None:
    assert error(name, horizon) == pytest.approx(expected, abs=0.0051)
