"""A series as a network sees it: never a later value, and every forecast in the units of the series."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from playground.datasets import load
from playground.datasets.sequence_dataset import SequenceDataset
from playground.datasets.series import series
from playground.datasets.windows import Forecasting, Windows, forecasting_of
from playground.experiment import OwnSeries, SeriesData
from playground.experiment.forecasts import Forecast
from tests.sequences import built_in_series, own_series


def values_of(data: Forecast) -> np.ndarray:
    return np.array(data.values) if isinstance(data, OwnSeries) else series(data.name).values


def forecasting(data: Forecast, values: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray, Forecasting]:
    return forecasting_of(data, values_of(data) if values is None else values)


def other_future(values: np.ndarray, place: int) -> np.ndarray:
    """Return a series that is another one after some place."""
    changed = values.copy()
    changed[place + 1 :] = 3 * changed[place + 1 :][::-1] + 1234.5
    return changed


FORECASTS = own_series() | built_in_series()


@settings(max_examples=60)
@given(FORECASTS)
def test_counts_are_those_of_the_arrays(data: Forecast) -> None:
    inputs, targets, moments = forecasting(data)
    count = data.train_samples + data.test_samples
    assert inputs.shape == (count, *data.input_shape)
    assert inputs.dtype == np.float32
    assert targets.shape == moments.bases.shape == (count, data.outputs)
    assert moments.origins.shape == (count,)
    dataset = load(data, 0)
    assert isinstance(dataset, SequenceDataset)
    assert (dataset.train_samples, len(dataset.targets)) == (data.train_samples, count)


@settings(max_examples=60)
@given(FORECASTS, some.floats(0, 1))
def test_what_is_seen_of_a_test_moment_knows_nothing_later(data: Forecast, where: float) -> None:
    values = values_of(data)
    inputs, _, before = forecasting(data)
    place = data.train_samples + int(where * (data.test_samples - 1))
    changed_inputs, _, after = forecasting(data, other_future(values, before.origins[place]))
    np.testing.assert_array_equal(inputs[: place + 1], changed_inputs[: place + 1])
    np.testing.assert_array_equal(before.bases[: place + 1], after.bases[: place + 1])
    assert (before.windows.scale, before.windows.mean) == (after.windows.scale, after.windows.mean)


@settings(max_examples=60)
@given(FORECASTS, some.floats(0, 1))
def test_what_is_seen_of_any_moment_knows_nothing_later(data: Forecast, where: float) -> None:
    values = values_of(data)
    inputs, _, moments = forecasting(data)
    place = int(where * (len(inputs) - 1))
    later = Forecasting(other_future(values, moments.origins[place]), moments.windows, moments.origins, moments.bases)
    seen, bases = moments.windows.seen(later.histories(moments.origins[place : place + 1]))
    np.testing.assert_array_equal(seen[0], inputs[place])
    np.testing.assert_array_equal(bases[0], moments.bases[place])


@settings(max_examples=60)
@given(FORECASTS)
def test_bases_and_scaled_targets_are_the_values_that_came(data: Forecast) -> None:
    values = values_of(data)
    _, targets, moments = forecasting(data)
    for part in (slice(0, data.train_samples), slice(data.train_samples, None)):
        forecasts = moments.forecasts(targets[part], part)
        for row, origin in zip(forecasts, moments.origins[part], strict=True):
            came = values[origin + 1 : origin + 1 + data.outputs]
            np.testing.assert_allclose(row, came, rtol=1e-9, atol=1e-9 * np.abs(values).max())
    np.testing.assert_array_equal(
        moments.following(moments.origins[-1:], data.horizon)[0], values[data.count - data.horizon :]
    )


@settings(max_examples=60)
@given(FORECASTS)
def test_nothing_learned_is_of_the_test_values(data: Forecast) -> None:
    _, _, moments = forecasting(data)
    train, test = np.split(moments.origins, [data.train_samples])
    first = data.count - data.test
    assert train.max() + data.outputs == first - 1
    assert train.min() == data.needed - 1
    assert (test.min(), test.max()) == (first - 1, data.count - 1 - data.horizon)
    assert np.all(np.diff(train) == 1)
    assert np.all(np.diff(test) == 1)


@given(own_series())
def test_the_inputs_are_the_last_values_in_their_order(data: OwnSeries) -> None:
    assume(data.inputs == "values")
    inputs, _, moments = forecasting(data)
    values = np.array(data.values)
    known = values[: data.count - data.test]
    for place in (0, len(inputs) - 1):
        origin = moments.origins[place]
        last = values[origin + 1 - data.past : origin + 1]
        expected = (last - known.mean()) / (known.std() or 1.0)
        np.testing.assert_allclose(inputs[place].ravel(), expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("horizon", [1, 7])
def test_differences_are_from_a_season_before_less_their_mean(horizon: int) -> None:
    data = SeriesData(name="sunspots", past=6, patch=2, horizon=horizon)
    values, season = series("sunspots").values, 11
    inputs, targets, moments = forecasting(data)
    known = values[: data.count - data.test]
    scale = np.std(known[season:] - known[:-season])
    for place in (0, 50, len(inputs) - 1):
        t = moments.origins[place]
        gained = np.array([values[t - k] - values[t - k - season] for k in range(5, -1, -1)])
        np.testing.assert_allclose(inputs[place].ravel(), (gained - gained.mean()) / scale, rtol=1e-5, atol=1e-6)
        for h in range(1, horizon + 1):
            again = values[t + h - season] + gained.mean()
            assert moments.bases[place, h - 1] == pytest.approx(again, rel=1e-12)
            assert targets[place, h - 1] == pytest.approx((values[t + h] - again) / scale, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("inputs", ["values", "differences"])
def test_a_series_that_never_changes_has_a_scale_all_the_same(inputs: Any) -> None:
    data = OwnSeries(values=(5.0,) * 80, past=4, repeats=3, inputs=inputs)
    assert Windows.of(data, np.array(data.values)).scale == 1.0
    seen, targets, _ = forecasting(data)
    assert not seen.any()
    assert not targets.any()
