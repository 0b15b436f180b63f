"""Forecasts as they are described."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from playground.experiment import OwnSeries, SeriesData
from playground.experiment.forecasts import MOST_NUMBERS, Forecast
from tests.experiment.describing import refused
from tests.sequences import built_in_series, own_series
from tests.training.sequencing import WAVE


@given(built_in_series() | own_series())
def test_moments_are_counted_one_by_one(data: Forecast) -> None:
    known = data.count - data.test
    train = [o for o in range(data.count) if o + 1 >= data.needed and o + data.outputs < known]
    test = [o for o in range(data.count) if o >= known - 1 and o + data.horizon < data.count]
    assert (data.train_samples, data.test_samples) == (len(train), len(test))
    assert data.task.outputs == data.outputs == (1 if data.strategy == "recursive" else data.horizon)
    steps, patch = data.input_shape
    assert (steps * patch, patch) == (data.past, data.patch)
    assert data.needed == data.past + (data.season if data.inputs == "differences" else 0)


def test_the_last_season_is_what_differences_are_from() -> None:
    assert SeriesData(name="demand").needed == 48 + 336
    assert SeriesData(name="demand", inputs="values").needed == 48


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"past": 50, "patch": 7}, "data: past: 50 values cannot be read 7 at a time; the one must divide the other"),
        ({"past": 4, "patch": 8}, "data: past: 4 values cannot be read 8 at a time"),
        ({"past": 0}, "data.past: 0: must be at least 1"),
        ({"past": 2001}, "data.past: 2001: must be at most 2000"),
        ({"horizon": 97}, "data.horizon: 97: must be at most 96"),
        ({"inputs": "seasons"}, "'values', 'differences'"),
        ({"strategy": "iterated"}, "'direct', 'recursive'"),
        ({"window": 3}, "data.window: unknown field; allowed here: name, past, patch, horizon, inputs, strategy"),
    ],
)
def test_fields_that_are_not_allowed(data: dict[str, Any], message: str) -> None:
    refused(message, name="demand", **data)


def test_differences_reach_a_season_ahead_at_most() -> None:
    SeriesData(name="sunspots", past=11, horizon=11)
    message = "data: horizon: 12 steps ahead are too many: with differences from a season before it is one season"
    refused(message, name="sunspots", past=11, horizon=12)
    SeriesData(name="sunspots", past=11, horizon=12, inputs="values")


def test_a_past_that_leaves_nothing_to_learn_from() -> None:
    # 309 values, 80 for testing: 229 before them; 11 for a season, 11 to learn
    SeriesData(name="sunspots", past=207, horizon=11)
    message = "data: past: 309 values are too few to see 219, to learn 11 and to test 80 of them"
    refused(message, name="sunspots", past=208, horizon=11)


def test_a_test_part_shorter_than_the_horizon() -> None:
    OwnSeries(values=tuple(WAVE[:60]), past=6, horizon=12, inputs="values")
    message = "data: past: 60 values are too few to see 6, to learn 13 and to test 12 of them"
    refused(message, name="series", values=WAVE[:60], past=6, horizon=13, inputs="values")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"values": WAVE[:59]}, "data.values: "),
        ({"values": WAVE[:59]}, "needs at least 60 entries"),
        ({"values": [0.5] * 20_001}, "may have at most 20000 entries"),
        ({"values": [*WAVE, float("nan")]}, "data.values[150]: NaN: must be a finite number"),
        ({"values": [*WAVE, 2e12]}, "must be at most 1000000000000"),
        ({"values": [*WAVE, "12"]}, 'data.values[150]: "12": must be a number'),
        ({"values": WAVE, "repeats": 0}, "data.repeats: 0: must be at least 1"),
        ({"values": WAVE, "test_fraction": 0.6}, "data.test_fraction: 0.6: must be at most 0.5"),
        ({"values": WAVE, "title": "x" * 101}, "data.title: "),
        ({"title": "mine"}, "data.values: is missing"),
        ({"values": WAVE, "season": 12}, "data.season: unknown field; allowed here: name, past, patch, horizon"),
        ({"values": WAVE, "repeats": 140}, "are too few to see"),
    ],
)
def test_series_that_are_refused(data: dict[str, Any], message: str) -> None:
    refused(message, name="series", **({"past": 4} | data))


@pytest.mark.parametrize("extra", [{"past": 700, "inputs": "values"}, {"past": 4, "repeats": 700}])
def test_what_networks_see_in_all_is_bounded(extra: dict[str, Any]) -> None:
    values = [float(k % 7) for k in range(20_000)]
    refused("values at each of so many moments are too much", name="series", values=values, **extra)
    within = OwnSeries(values=tuple(values), past=500, inputs="values")
    assert within.past * (within.train_samples + within.test_samples) <= MOST_NUMBERS


DAYS = tuple(f"2022-{1 + k // 28:02d}-{1 + k % 28:02d}" for k in range(60))


def test_times_are_optional_and_come_back() -> None:
    values = tuple(WAVE[:60])
    data = OwnSeries(values=values, times=DAYS, past=6, inputs="values")
    assert OwnSeries.model_validate_json(data.model_dump_json()) == data
    older = data.model_dump()
    del older["times"]
    assert OwnSeries.model_validate(older).times == ()


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (DAYS[:59], "59 times for 60 values"),
        (DAYS[::-1], "the oldest first"),
        ((*DAYS[:59], "2022"), "must be written alike"),
        ((*DAYS[:59], "2022-13-01"), "is no time"),
        ((*DAYS[:59], "2022-02-30"), "is no time"),
        (("yesterday",) * 60, "is no time"),
        (("2022-01-01T25:00",) * 60, "is no time"),
    ],
)
def test_times_that_are_none_are_refused(times: tuple[str, ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        OwnSeries(values=tuple(WAVE[:60]), times=times, past=6, inputs="values")
