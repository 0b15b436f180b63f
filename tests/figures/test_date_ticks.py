from __future__ import annotations

import numpy as np
import pytest

from playground.figures.date_ticks import MOST_TICKS, date_ticks


@pytest.mark.parametrize("unit", ["s", "m", "h", "D", "M", "Y"])
@pytest.mark.parametrize("count", [2, 20, 96, 400])
@pytest.mark.parametrize("step", [1, 7])
def test_a_few_dates_are_named(unit: str, count: int, step: int) -> None:
    times = np.datetime64("2021-12-30", unit) + step * np.arange(count)
    ticks = date_ticks(times)
    assert 1 <= len(ticks) <= MOST_TICKS
    assert list(ticks) == sorted(ticks)


def test_years_and_days_are_said_where_they_change() -> None:
    days = np.arange("2021-12-30", "2022-01-04", dtype="datetime64[D]")
    assert list(date_ticks(days).values()) == ["30 Dec\n2021", "31 Dec", "1 Jan\n2022", "2 Jan", "3 Jan"]
    months = np.arange("2021-11", "2022-03", dtype="datetime64[M]")
    assert list(date_ticks(months).values()) == ["Nov\n2021", "Dec", "Jan\n2022", "Feb"]
    hours = np.arange("2022-07-19T20:00", "2022-07-20T02:00", 60, dtype="datetime64[m]")
    assert date_ticks(hours) == {0: "20:00\n19 Jul", 1: "21:00", 2: "22:00", 3: "23:00", 4: "00:00\n20 Jul", 5: "01:00"}
    assert date_ticks(np.arange("1700", "1760", dtype="datetime64[Y]"))[50] == "1750"
