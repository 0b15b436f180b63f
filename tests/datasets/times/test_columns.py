"""Which columns say when values were."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from playground.datasets.raw_table import tabulate
from playground.datasets.spreadsheet import read_sheet
from playground.datasets.times.columns import TimeColumns, time_columns
from playground.datasets.times.steps import density, filled_times, steps_of

N = 96
DAYS = np.datetime64("2022-01-30") + np.arange(N)
LEVEL = [(37 * k) % 101 for k in range(N)]
HOURS = np.datetime64("2022-03-01T00:00") + np.arange(N).astype("timedelta64[h]")


def found(**columns: Sequence[object]) -> TimeColumns:
    rows = [";".join(map(str, row)) for row in zip(*columns.values(), LEVEL, strict=True)]
    return time_columns(tabulate(read_sheet("\n".join([";".join([*columns, "level"]), *rows]).encode())))


def check(read: TimeColumns, name: str, form: str, times: np.ndarray, others: Sequence[str] = ()) -> None:
    assert read.dated is not None
    (reading,) = read.dated.readings
    assert (read.dated.name, reading.form) == (name, form)
    assert (reading.times == times.astype("datetime64[ms]")).all()
    assert [column.name for column in read.others] == list(others)


MONTHS = np.datetime64("1949-01", "M") + np.arange(N)
SECONDS = HOURS.astype("datetime64[s]").astype(np.int64)
NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905
YEARS, NUMBERS = 1949 + np.arange(N) // 12, np.arange(N) % 12 + 1


def test_dates_behind_a_column_that_counts() -> None:
    check(found(id=range(1, N + 1), when=DAYS), "when", "ymd", DAYS, ["id"])
    check(found(rank=range(N, 0, -1), when=DAYS), "when", "ymd", DAYS, ["rank"])
    check(found(id=np.arange(N) ** 2 + 7, when=DAYS), "when", "ymd", DAYS, ["id"])


def test_year_and_month_in_columns_of_their_own() -> None:
    check(found(Year=YEARS, Month=NUMBERS), "Year, Month", "parts", MONTHS)
    check(found(année=YEARS, mois=[NAMES[k - 1] for k in NUMBERS]), "année, mois", "parts", MONTHS)
    check(found(a=YEARS, b=NUMBERS), "a, b", "parts", MONTHS)
    days = [str(day).split("-") for day in DAYS]
    check(
        found(y=[d[0] for d in days], month=[d[1] for d in days], day=[d[2] for d in days], year=[2022] * N),
        "month, day, year",
        "parts",
        DAYS,
    )
    check(
        found(year=1949 + np.arange(N) // 4, quarter=np.arange(N) % 4 + 1),
        "year, quarter",
        "parts",
        MONTHS[0] + 3 * np.arange(N),
    )


def test_date_and_time_of_day_in_columns_of_their_own() -> None:
    dates, clocks = [str(hour)[:10] for hour in HOURS], [str(hour)[11:] for hour in HOURS]
    check(found(date=dates, time=clocks), "date, time", "ymd", HOURS)
    check(found(date=dates, heure=[int(clock[:2]) for clock in clocks]), "date, heure", "ymd", HOURS)


@pytest.mark.parametrize(
    ("name", "numbers", "form", "times"),
    [
        ("x", [str(day).replace("-", "") for day in DAYS], "digits", DAYS),
        ("x", [str(month).replace("-", "") for month in MONTHS], "digits", MONTHS),
        ("x", [f"{day[8:]}{day[5:7]}{day[:4]}" for day in map(str, DAYS)], "dmy", DAYS),
        ("x", [f"{day[5:7]}{day[8:]}{day[2:4]}" for day in map(str, DAYS)], "mdy", DAYS),
        ("x", [str(day).replace("-", "")[2:] for day in DAYS], "ymd", DAYS),
        ("x", [f"{month % 100:02d}.{month // 100}" for month in YEARS * 100 + NUMBERS], "months", MONTHS),
        ("x", [f"{(month / 100):g}" for month in YEARS * 100 + NUMBERS], "months", MONTHS),
        ("x", SECONDS, "unix", HOURS),
        ("x", SECONDS * 1000, "unix_ms", HOURS),
        ("x", 44562 + np.arange(N), "serial", np.datetime64("2022-01-01") + np.arange(N)),
        ("Date", 44562 + np.arange(N) / 24, "serial", np.datetime64("2022-01-01T00") + np.arange(N)),
        ("x", [f"{1949 + k / 12 + 1 / 24:.4f}" for k in range(N)], "decimal", MONTHS),
        (
            "year",
            np.roll(np.arange(1900, 1900 + N), 5),
            "years",
            (np.roll(np.arange(N), 5) - 70).astype("datetime64[Y]"),
        ),
    ],
)
def test_numbers_that_are_dates(name: str, numbers: Sequence[object], form: str, times: np.ndarray) -> None:
    check(found(**{name: numbers}), name, form, times)


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("price", np.random.default_rng(0).integers(1500, 2000, N)),
        ("people", np.random.default_rng(0).integers(10**9, 2 * 10**9, N)),
        ("time", np.random.default_rng(0).integers(1500, 2100, N)),
        ("rent", np.random.default_rng(0).integers(36_000, 55_000, N)),
        ("code", np.random.default_rng(0).integers(150_000, 250_000, N)),
        ("mm", np.arange(N) % 12 + 1),
        ("price", 110_100 + np.random.default_rng(0).permutation(99)[:N]),
        ("people", 11_011_900 + np.random.default_rng(0).integers(0, 300, N)),
    ],
)
def test_numbers_that_are_no_dates(name: str, numbers: Sequence[object]) -> None:
    read = found(**{name: numbers})
    assert (read.dated, read.others, read.counter) == (None, (), None)


def test_even_steps_decide_between_day_and_month() -> None:
    firsts = [f"01/{k % 12 + 1:02d}/{2010 + k // 12}" for k in range(N)]
    check(found(when=firsts), "when", "dmy", np.datetime64("2010-01", "M") + np.arange(N))
    firsts = [f"{k % 12 + 1:02d}/01/{2010 + k // 12}" for k in range(N)]
    check(found(when=firsts), "when", "mdy", np.datetime64("2010-01", "M") + np.arange(N))
    two_days = [f"0{1 + k // 48}/02/2022 {k % 48 // 2:02d}:{k % 2 * 30:02d}" for k in range(N)]
    check(found(when=two_days), "when", "dmy", np.datetime64("2022-02-01T00:00") + 30 * np.arange(N))


def test_nothing_decides_so_somebody_is_asked() -> None:
    read = found(when=[f"03/04/2022 {k // 60:02d}:{k % 60:02d}" for k in range(N)])
    assert read.is_asked
    assert read.dated is not None
    assert [str(reading.times[0])[:10] for reading in read.dated.readings] == ["2022-04-03", "2022-03-04"]


def test_steps_and_what_is_missing() -> None:
    weekdays = DAYS[np.is_busday(DAYS)].astype("datetime64[ms]")
    ends = (MONTHS + 1).astype("datetime64[D]") - 1
    for times, unit, measure in (
        (weekdays, "D", "workdays"),
        (ends, "D", "months"),
        (MONTHS, "M", "months"),
        (HOURS, "m", "milliseconds"),
    ):
        exact = times.astype("datetime64[ms]")
        steps = steps_of(exact, unit)  # type: ignore[arg-type]
        assert steps is not None
        assert (steps.measure, steps.missing, steps.even) == (measure, 0, True)
        some = np.delete(exact, [20, 21, 40])
        steps = steps_of(some, unit)  # type: ignore[arg-type]
        assert steps is not None
        assert (steps.missing, steps.widest) == (3, 19)
        assert (filled_times(some, steps, unit) == exact).all()  # type: ignore[arg-type]
        assert density(some, unit) == pytest.approx(1 - 3 / len(exact))  # type: ignore[arg-type]
    uneven = steps_of((np.cumsum(np.arange(N) ** 2) * 1000 + 1).astype("datetime64[ms]"), "s")
    assert uneven is not None
    assert not uneven.even
