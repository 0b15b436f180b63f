"""What a worker says of a forecast; and that no forecast sees what comes after its moment."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from playground.concepts.forecasts import mape, rolling_origins
from playground.datasets.baseline_forecasts import baseline_forecasts
from playground.datasets.windows import LIVE_ORIGINS, live_origins
from playground.training.probes.forecasts import ForecastCurve, ForecastPicture, HorizonErrors, ranking, summary
from playground.training.trainers.sequence import SequenceTrainer
from tests.training.writers import forecaster, seen, wave

WAYS: list[dict[str, Any]] = [
    {"inputs": inputs, "strategy": strategy}
    for inputs in ("values", "differences")
    for strategy in ("direct", "recursive")
]
TEST = 48


def changed(values: list[float], after: int) -> list[float]:
    """Return a series that is another one after some place."""
    return [*values[: after + 1], *(1000 - 3 * value for value in values[after + 1 :])]


def step_by_step(trainer: SequenceTrainer, origin: int) -> list[float]:
    """Forecast by hand: the answers are appended to what is known, and the network is asked again."""
    data, windows = trainer.experiment.data, trainer.forecasting.windows
    known = trainer.forecasting.values[: origin + 1].tolist()
    horizon, steps = data.horizon, 1 if data.strategy == "recursive" else data.horizon
    forecasts: list[float] = []
    while len(forecasts) < horizon:
        past = np.array(known[-data.past :])
        if data.inputs == "values":
            inputs, bases = (past - windows.mean) / windows.scale, [windows.mean] * steps
        else:
            differences = past - np.array(known[-data.past - data.season : -data.season])
            inputs = (differences - differences.mean()) / windows.scale
            bases = [known[len(known) - data.season + step] + differences.mean() for step in range(steps)]
        with torch.no_grad():
            outputs = trainer.model(torch.tensor(inputs, dtype=torch.float32).view(1, -1, 1))[0].tolist()
        answers = [base + windows.scale * output for base, output in zip(bases, outputs, strict=True)]
        forecasts += answers
        known += answers
    return forecasts


@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(way.values()))
def test_the_forecast_at_a_moment_is_what_the_network_says_of_the_values_up_to_it(way: dict[str, Any]) -> None:
    trainer = forecaster(epochs=1, **way)
    origin = 210
    measured = ForecastPicture(origin, origin - 40).measure(seen(trainer))
    np.testing.assert_allclose(measured["forecast"], step_by_step(trainer, origin), rtol=1e-5)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(way.values()))
def test_what_comes_after_a_moment_changes_no_forecast_at_it(way: dict[str, Any]) -> None:
    values, origin = wave(), 210
    trainer = forecaster(values, epochs=2, **way)
    other = forecaster(changed(values, origin), epochs=2, **way)
    for name, weights in trainer.weights().items():
        np.testing.assert_array_equal(weights, other.weights()[name])
    for moment in (192, 200, origin):
        picture = ForecastPicture(moment, 150)
        one, two = (picture.measure(seen(which)) for which in (trainer, other))
        np.testing.assert_array_equal(one["forecast"], two["forecast"])
        known = slice(0, origin + trainer.experiment.data.horizon + 1 - 150)
        np.testing.assert_array_equal(one["forecast_rolling"][known], two["forecast_rolling"][known])
    origins = trainer.tested[0]
    before = origins <= origin
    assert before.any()
    np.testing.assert_array_equal(trainer.tested[1][before], other.tested[1][before])
    assert not np.array_equal(trainer.tested[1], other.tested[1])  # later moments do know the other values
    assert not np.array_equal(trainer.tested[2], other.tested[2])


@pytest.mark.parametrize("horizon", [1, 6])
def test_what_comes_after_a_moment_changes_no_baseline_at_it(horizon: int) -> None:
    values, origin = wave(), 210
    data, other = (forecaster(series, horizon=horizon).experiment.data for series in (values, changed(values, origin)))
    before = rolling_origins(240, TEST, horizon) <= origin
    one, two = baseline_forecasts(data), baseline_forecasts(other)
    assert set(one) == {"persistence", "season", "season_and_gain", "season_and_mean_gain", "autoregression"}
    for name in one:
        np.testing.assert_array_equal(one[name].forecasts[before], two[name].forecasts[before])
        assert not np.array_equal(one[name].forecasts, two[name].forecasts)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(way.values()))
def test_training_sees_nothing_of_the_test_part(way: dict[str, Any]) -> None:
    values = wave()
    trainer, other = (forecaster(series, epochs=3, **way) for series in (values, changed(values, 240 - TEST - 1)))
    one, two = trainer.forecasting.windows, other.forecasting.windows
    assert (one.mean, one.scale) == (two.mean, two.scale)
    for name, weights in trainer.weights().items():
        np.testing.assert_array_equal(weights, other.weights()[name])
    np.testing.assert_array_equal(trainer.history.since(0)["train_loss"], other.history.since(0)["train_loss"])
    assert trainer.measured["test_loss"] != other.measured["test_loss"]


def test_the_rolling_line_is_what_was_expected_a_horizon_before() -> None:
    trainer = forecaster(epochs=1)
    rolling = ForecastPicture(225, 180).measure(seen(trainer))["forecast_rolling"]
    assert len(rolling) == 225 + 6 + 1 - 180
    origins, forecasts, _came = trainer.tested
    for place, value in zip(range(180, 232), rolling, strict=True):
        made = np.flatnonzero(origins == place - 6)
        assert np.isnan(value) if not len(made) else value == forecasts[made[0], -1]
    assert np.isnan(rolling).sum() == 191 + 6 - 180


def test_a_recursive_forecast_is_tested_at_some_moments() -> None:
    trainer = forecaster(wave(900), strategy="recursive", test_fraction=0.3)
    moments = live_origins(trainer.experiment.data)
    np.testing.assert_array_equal(trainer.tested[0], moments)
    assert LIVE_ORIGINS <= len(moments) < 2 * LIVE_ORIGINS
    rolling = ForecastPicture(893, 700).measure(seen(trainer))["forecast_rolling"]
    assert np.isfinite(rolling).sum() == ((moments + 6 >= 700) & (moments <= 893)).sum()


def test_errors_are_ranked_with_the_network_among_the_others() -> None:
    trainer = forecaster(epochs=4)
    data = trainer.experiment.data
    known = tuple(summary(one.tested, one.came) for one in baseline_forecasts(data).values())
    measured = HorizonErrors(known).measure(seen(trainer))
    _origins, forecasts, came = trainer.tested
    shares = np.abs(forecasts - came) / came * 100
    np.testing.assert_allclose(measured["horizon_mape"], shares.mean(axis=0))
    assert measured["ranking_mape"][0] == pytest.approx(shares.mean())
    assert measured["ranking_mape"][0] == pytest.approx(trainer.measured["test_mape"])
    assert measured["ranking_end"][0] == pytest.approx(shares[:, -1].mean())
    assert measured["ranking_mae"][0] == pytest.approx(np.abs(forecasts - came).mean())
    np.testing.assert_allclose(measured["ranking_mape"][1:], [one[0] for one in known])
    order = measured["ranking_order"]
    assert (np.diff(measured["ranking_mape"][order]) >= 0).all()
    better = sum(one[0] < measured["ranking_mape"][0] for one in known)
    assert measured["ranking_place"][0] == better + 1
    assert measured["ranking_beaten"][0] == len(known) - better
    assert measured["ranking_other"][0] == min(one[0] for one in known)
    assert known[measured["ranking_best"][0]][0] == measured["ranking_other"][0]
    assert {array.dtype.name for array in measured.values()} == {"float64", "int32"}


def test_values_of_zero_have_no_percentage() -> None:
    forecasts, came = np.array([[1.0, 2.0], [3.0, 2.0]]), np.array([[0.0, 0.0], [2.0, 0.0]])
    mean, end, error = summary(forecasts, came)
    assert (mean, error) == (50.0, 1.5)
    assert np.isnan(end)
    nothing = summary(forecasts, np.zeros((2, 2)))
    assert np.isnan(nothing[:2]).all()
    assert ranking(np.array([[np.nan, np.nan, 2.0], [1.0, 1.0, 1.0]])).tolist() == [1, 0]
    assert ranking(np.array([[2.0, np.nan, 1.0], [1.0, 1.0, 3.0]])).tolist() == [1, 0]


def test_the_curve_is_the_history_s() -> None:
    trainer = forecaster(epochs=3)
    curve = ForecastCurve().measure(seen(trainer, 1))["test_mape"]
    assert len(curve) == 3
    assert curve[-1] == pytest.approx(np.mean(mape(*trainer.tested[1:])), rel=1e-6)
