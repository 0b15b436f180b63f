"""Built-in series, and that they are those of their sources."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from playground.datasets.series import FOLDER, RHYTHMS, series
from playground.experiment.built_in_sequences import SERIES, SeriesName
from tests.datasets.extracts import agrees_with_package
from tools import sequences

NAMES = list(RHYTHMS)


@pytest.mark.parametrize(
    ("name", "count", "first", "last", "times"),
    [
        ("demand", 4_032, 22_262, 23_132, ("2000-06-05T00:00", "2000-08-27T23:30")),
        ("co2", 2_284, 316.1, 371.5, ("1958-03-29", "2001-12-29")),
        ("sunspots", 309, 5, 2.9, ("1700", "2008")),
    ],
)
def test_series_are_what_their_sources_say(
    name: SeriesName, count: int, first: float, last: float, times: tuple[str, str]
) -> None:
    held = series(name)
    assert held.values.shape == held.times.shape == held.filled.shape == (count,) == (SERIES[name].values,)
    assert (held.values[0], held.values[-1]) == (first, last)
    assert (held.times[0], held.times[-1]) == tuple(map(np.datetime64, times))
    assert held.values.dtype == np.float64
    assert np.isfinite(held.values).all()
    assert not held.values.flags.writeable
    assert not held.filled.flags.writeable


@pytest.mark.parametrize("name", NAMES)
def test_times_and_values_are_those_of_the_file(name: SeriesName) -> None:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        _header, *rows = csv.reader(file)
    held = series(name)
    assert [str(time) for time in held.times] == [time for time, _value in rows]
    measured = [(n, float(value)) for n, (_time, value) in enumerate(rows) if value]
    assert [(int(n), float(held.values[n])) for n in np.flatnonzero(~held.filled)] == measured


def test_missing_weeks_lie_between_their_neighbours() -> None:
    held = series("co2")
    assert held.filled.sum() == 59
    assert not held.filled[[0, -1]].any()
    gap = np.flatnonzero(held.filled)[0]
    assert str(held.times[gap]) == "1958-05-10"
    assert held.values[gap] == pytest.approx((held.values[gap - 1] + held.values[gap + 1]) / 2)
    assert not series("demand").filled.any()
    assert not series("sunspots").filled.any()


@pytest.mark.parametrize("name", NAMES)
def test_a_season_before_is_more_alike_than_half_a_season_before(name: SeriesName) -> None:
    held = series(name)
    values = np.diff(held.values) if name == "co2" else held.values  # its rise would hide the season

    def likeness(lag: int) -> float:
        return float(np.corrcoef(values[lag:], values[:-lag])[0, 1])

    assert likeness(held.season) > max(0.25, likeness(held.season // 2))
    if held.day:
        assert likeness(held.day) > likeness(held.day // 2)


@pytest.mark.parametrize("name", NAMES)
def test_the_tool_would_write_the_same_series(request: pytest.FixtureRequest, name: SeriesName) -> None:
    agrees_with_package(request, sequences, f"{name}.csv", f"{name}.csv", "")
