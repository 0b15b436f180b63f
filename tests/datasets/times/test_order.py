"""Rows in the order of time: repeats, rows without a time, series under each other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from playground.datasets.own_series import Choice, OwnSeriesFile, read_series
from playground.datasets.text_file import TableError
from playground.datasets.times.series_file import load_series

N = 80
DAYS = (np.datetime64("2022-01-30") + np.arange(N)).astype(str)
LEVEL = (37 * np.arange(N) % 101).astype(float)


def read(rows: list[str], header: str = "day,level", **choice: str) -> OwnSeriesFile:
    return read_series("\n".join([header, *rows]).encode(), Choice(**choice))  # type: ignore[arg-type]


def lines(days: list[str] | np.ndarray = DAYS) -> list[str]:
    return [f"{day},{level:g}" for day, level in zip(days, LEVEL, strict=True)]


@pytest.mark.parametrize("repeats", ["mean", "first", "leave"])
@pytest.mark.parametrize("order", ["rising", "falling", "shuffled"])
def test_several_values_of_one_time(repeats: str, order: str) -> None:
    rows = [*lines(), f"{DAYS[30]},500", f"{DAYS[30]},900", f"{DAYS[60]},"]
    frame = pd.DataFrame({"row": rows, "day": [row[:10] for row in rows]})
    if order == "shuffled":
        frame = frame.sample(frac=1, random_state=4)
    else:
        frame = frame.sort_values("day", kind="stable", ascending=order == "rising")
    series = read(list(frame.row), repeats=repeats)
    values = pd.to_numeric(frame.row.str[11:])
    if repeats == "leave":
        assert len(series.columns[0].values) == N + 3
        assert "all were left" in " ".join(series.remarks)
        return
    grouped = values.groupby(frame.day.to_numpy(), sort=True)
    expected = grouped.mean() if repeats == "mean" else grouped.first()
    np.testing.assert_allclose(series.columns[0].values, expected)
    assert series.repeats == repeats
    assert "3 values have the time of another one (first: 1 March 2022)" in " ".join(series.remarks)


@pytest.mark.parametrize("falling", [False, True])
@pytest.mark.parametrize("cell", ["", "2022-15-03", "2022-02-31"])
def test_a_date_that_cannot_be_read_is_told_by_its_place(falling: bool, cell: str) -> None:
    days = DAYS.copy()
    days[40] = cell
    rows = lines(days)
    series = read(rows[::-1] if falling else rows)
    np.testing.assert_array_equal(series.columns[0].values, LEVEL)
    assert list(series.iso_dates) == list(DAYS)
    assert f"1 line has no date that can be read (line {41 if falling else 42}" in series.remarks[1]


def test_a_total_and_a_blank_date_in_no_order_are_left_out() -> None:
    rows = [*lines(), "Total,99999"]
    [total] = load_series("\n".join(["day,level", *rows]).encode()).table.left_out
    assert (total.line, total.why) == (N + 2, "total")
    np.testing.assert_array_equal(read(rows).columns[0].values, LEVEL)
    shuffled = [rows[k] for k in np.random.default_rng(1).permutation(N)]
    shuffled[7] = ",5"
    series = read(shuffled)
    assert len(series.columns[0].values) == N - 1
    assert "(line 9) and is left out" in series.remarks[1]


def test_two_exchanged_dates_are_sorted() -> None:
    rows = lines()
    rows[20], rows[21] = rows[21], rows[20]
    series = read(rows)
    np.testing.assert_array_equal(series.columns[0].values, LEVEL)
    assert "they were in no order, and were sorted" in series.remarks[0]


def test_an_hour_that_clocks_show_twice_is_two_hours() -> None:
    start = datetime(2023, 10, 28, tzinfo=UTC)
    paris = [(start + timedelta(hours=k)).astimezone(ZoneInfo("Europe/Paris")) for k in range(N)]
    series = read([f"{time:%d/%m/%Y %H:%M},{level}" for time, level in zip(paris, LEVEL, strict=True)])
    np.testing.assert_array_equal(series.columns[0].values, LEVEL)
    assert series.remarks[1:] == (
        "1 value has the time of another one (first: 29 October 2023, 02:00); all were left as they are.",
        "Perhaps clocks were turned back then.",
    )
    told = read([f"{time.isoformat()},{level}" for time, level in zip(paris, LEVEL, strict=True)])
    assert told.repeats is None
    assert told.iso_dates[0] == "2023-10-28T00:00"


def test_gaps_are_filled_on_a_straight_line_if_somebody_wants_it() -> None:
    keep = np.delete(np.arange(N), [10, 11, 12, 50])
    rows = [lines()[k] for k in keep]
    left = read(rows)
    assert (len(left.columns[0].values), left.gaps_can_be_filled) == (N - 4, True)
    sentence = "4 times are missing, most of them between 8 February 2022 and 12 February 2022."
    assert left.remarks[1].startswith(sentence)
    filled = read(rows, gaps="line")
    np.testing.assert_allclose(filled.columns[0].values, np.interp(np.arange(N), keep, LEVEL[keep]))
    assert list(filled.iso_dates) == list(DAYS)
    assert len(filled.times) == N


def test_missing_values_lie_on_a_straight_line_between_times() -> None:
    rows = lines()
    rows[0], rows[30], rows[31] = f"{DAYS[0]},", f"{DAYS[30]},n/a", f"{DAYS[31]},"
    known = np.delete(np.arange(N), [0, 30, 31])
    series = read(rows[::-1])
    np.testing.assert_allclose(series.columns[0].values, np.interp(np.arange(N), known, LEVEL[known]))
    assert series.columns[0].filled_lines == (50, 51, 81)
    with pytest.raises(TableError, match=r'Column "level" has no number in line 2; a series needs one'):
        read(rows, missing="none")


@pytest.mark.parametrize("beside", [True, False])
def test_several_series_are_never_mixed(beside: bool) -> None:
    frame = pd.concat(
        [
            pd.DataFrame({"day": DAYS, "shop": shop, "level": LEVEL + place * 1000})
            for place, shop in enumerate(("Brest", "Lyon", "Nice"))
        ]
    )
    if beside:
        frame = frame.sort_values("day", kind="stable")
    raw = frame.to_csv(index=False).encode()
    for place, shop in enumerate(("Brest", "Lyon", "Nice")):
        series = read_series(raw, Choice(group=shop))
        assert series.groups == ("Brest", "Lyon", "Nice")
        np.testing.assert_array_equal(series.columns[0].values, LEVEL + place * 1000)
        assert not series.refused
    assert read_series(raw).group == "Brest"


def test_series_of_two_columns_and_of_numbers() -> None:
    rows = [
        f"{shop},{item},{day},{level + shop}"
        for shop in (1, 2)
        for item in "xy"
        for day, level in zip(DAYS, LEVEL, strict=True)
    ]
    series = read(rows, "shop,item,day,level")
    assert series.groups == ("1 · x", "1 · y", "2 · x", "2 · y")
    assert [column.name for column in series.columns] == ["level"]


def test_series_that_are_too_short_are_refused_in_words() -> None:
    rows = [f"{day},{name},{k}" for k, day in enumerate(DAYS[:30]) for name in "abc"]
    with pytest.raises(TableError, match=r'3 series under each other, told apart by "who"; the longest has 30 values'):
        read(rows, "day,who,level")


def test_columns_beside_each_other_stay_so() -> None:
    series = read([f"{row},{k % 5}" for k, row in enumerate(lines())], "day,level,other")
    assert ([column.name for column in series.columns], series.groups) == (["level", "other"], ())


def test_dates_that_cannot_be_read_are_said() -> None:
    series = read([f"{k}th day,{level}" for k, level in enumerate(LEVEL)])
    assert "is no date that can be read: the file's first line was taken as the oldest" in series.remarks[0]
    assert "No column has dates" in read([f"{a},{a % 7}" for a in LEVEL], "a,b").remarks[0]
