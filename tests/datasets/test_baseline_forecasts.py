"""What the baselines say of an experiment's series; the numbers of the demand are those of REFERENCES."""

from __future__ import annotations

import numpy as np
import pytest

from playground.concepts.forecasts import rolling_origins
from playground.datasets.baseline_forecasts import MOST_FITTED, baseline_forecasts, known_series, origins_of
from playground.datasets.series import series
from playground.experiment import OwnSeries, SeriesData

DAY_AHEAD = {
    "season": 2.16,
    "season_and_gain": 1.28,
    "season_and_mean_gain": 1.20,
    "day": 5.9,
    "autoregression": 1.49,
}
ONE_STEP = {"persistence": 2.27, "season": 2.15, "season_and_gain": 0.41, "autoregression": 0.38}


@pytest.mark.parametrize(("horizon", "reference"), [(48, DAY_AHEAD), (1, ONE_STEP)])
def test_the_demand_has_the_references(horizon: int, reference: dict[str, float]) -> None:
    baselines = baseline_forecasts(SeriesData(name="demand", horizon=horizon))
    assert len(baselines) == 6
    for name, error in reference.items():
        assert np.mean(baselines[name].mape) == pytest.approx(error, abs=0.01), name
        assert baselines[name].mape.shape == (horizon,)
        assert baselines[name].forecasts.shape == (1344 - horizon + 1, horizon)


def test_a_recursive_forecast_s_baselines_are_tested_at_the_same_moments() -> None:
    direct, recursive = (
        baseline_forecasts(SeriesData(name="demand", strategy=strategy)) for strategy in ("direct", "recursive")
    )
    for name, one in recursive.items():
        np.testing.assert_array_equal(one.forecasts, direct[name].forecasts)
        np.testing.assert_array_equal(one.tested, direct[name].tested[::11])
    assert len(recursive["season"].tested) == 118


def test_what_the_network_sees_does_not_matter_to_them() -> None:
    assert baseline_forecasts(SeriesData(name="co2", past=52)) is baseline_forecasts(SeriesData(name="co2", past=104))


def test_the_series_of_an_experiment_has_its_times() -> None:
    demand = known_series(SeriesData(name="demand"))
    assert demand.times is not None
    np.testing.assert_array_equal(demand.times, series("demand").times)
    assert (demand.season, demand.day) == (336, 48)
    own = known_series(OwnSeries(values=tuple(map(float, range(100))), repeats=7, inputs="values"))
    assert (own.season, own.day, own.times, own.rhythm) == (7, None, None, None)
    np.testing.assert_array_equal(origins_of(SeriesData(name="co2", horizon=9)), rolling_origins(2284, 520, 9))


def test_too_long_a_season_has_no_regression() -> None:
    values = tuple(np.sin(np.arange(9000.0)).tolist())
    long = OwnSeries(values=values, repeats=1500, inputs="values", horizon=2)
    assert MOST_FITTED < 1500 * 7200
    assert "autoregression" not in baseline_forecasts(long)
    assert "autoregression" in baseline_forecasts(OwnSeries(values=values, repeats=100, inputs="values", horizon=2))
