"""Numbers of years, months, days, weeks to times."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from playground.datasets.times.reading import Times

Numbers = npt.NDArray[np.int64]

NOTHING = np.datetime64("NaT", "ms")
EARLIEST, LATEST = 1000, 2999
"""Years that are taken for years."""


def days(years: Numbers, months: Numbers, dates: Numbers) -> Times:
    """Return midnights, datetime64[ms]; NaT where there is no such day."""
    possible = (years >= EARLIEST) & (years <= LATEST) & (months >= 1) & (months <= 12)
    month = _month(np.where(possible, years, 1970), np.where(possible, months, 1))
    day = month.astype("datetime64[D]") + (np.where(possible, dates, 1) - 1)
    possible &= (dates >= 1) & (dates <= 31) & (day.astype("datetime64[M]") == month)
    return _where(possible, day)


def weeks(years: Numbers, numbers: Numbers, weekdays: Numbers) -> Times:
    """Return the days of weeks as ISO 8601 counts them, Monday is 1; NaT where a year has no such week."""
    possible = (years >= EARLIEST) & (years <= LATEST) & (numbers >= 1) & (numbers <= 53)
    year = np.where(possible, years, 1970)
    monday = _first_monday(year) + 7 * (np.where(possible, numbers, 1) - 1)
    possible &= monday < _first_monday(year + 1)
    return _where(possible, monday + (weekdays - 1))


def full_years(years: Numbers) -> Numbers:
    """Return years with four digits for years of two, which follow each other as closely as they can.

    They are of the 20th century where they would otherwise end more than twenty years from now; years of four digits
    stay.
    """
    short = years < 100
    if not short.any():
        return years
    present = np.unique(years[short])
    gaps = np.diff(present, append=present[0] + 100)
    last = int(present[gaps.argmax()])  # what follows the widest gap is the first year
    century = 2000 if 2000 + last <= _this_year() + 20 else 1900
    full = np.where(years > last, years + century - 100, years + century)
    return np.where(short, full, years)


def _this_year() -> int:
    return int(np.datetime64("now", "Y").astype(np.int64)) + 1970


def _month(years: Numbers, months: Numbers) -> npt.NDArray[np.datetime64]:
    return ((years - 1970) * 12 + months - 1).astype("datetime64[M]")


def _first_monday(years: Numbers) -> npt.NDArray[np.datetime64]:
    """Return the Monday of each year's first week, the one with 4 January."""
    fourth = _month(years, np.ones_like(years)).astype("datetime64[D]") + 3
    weekday = (fourth.astype(np.int64) + 3) % 7  # 1 January 1970 was a Thursday
    return fourth - weekday.astype("timedelta64[D]")


def _where(possible: npt.NDArray[np.bool_], days: npt.NDArray[np.datetime64]) -> Times:
    return np.where(possible, days.astype("datetime64[ms]"), NOTHING)
