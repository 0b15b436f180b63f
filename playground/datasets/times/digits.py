"""Dates as numbers of digits: 20220101, 202201, 20220101120000, and 01012022 or 220101 where nothing else fits."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from playground.datasets.times.calendar import NOTHING, Numbers, days, full_years
from playground.datasets.times.reading import Reading, Times, unit_of
from playground.datasets.times.steps import density

_YEARS = (1600, 2200)
_DENSE = 0.8
_FEWEST = 12
"""Different numbers that must be dates for an order in which the year is not the first of four digits."""


def year_first_reading(numbers: npt.NDArray[np.float64]) -> Reading | None:
    """Return whole numbers, nan where one is missing, as dates that begin with a year of four digits, if they are."""
    known = ~np.isnan(numbers)
    whole = np.where(known, numbers, 0).astype(np.int64)
    low, high = int(whole[known].min()), int(whole[known].max())
    if low < 0 or len(str(low)) != len(str(high)) or len(np.unique(whole[known])) < 2:
        return None
    return _year_first(whole, len(str(high)), known)


def other_digit_readings(numbers: npt.NDArray[np.float64]) -> list[Reading]:
    """Return the ways to read whole numbers as days in another order, or with years of two digits.

    Numbers that hardly differ can look like that without being dates: their name must say so, or :func:`are_daily`.
    """
    known = ~np.isnan(numbers)
    whole = np.where(known, numbers, 0).astype(np.int64)
    length = len(str(int(whole[known].max())))
    if whole[known].min() < 0 or length not in (5, 6, 7, 8) or len(np.unique(whole[known])) < _FEWEST:
        return []
    base = 100 if length < 7 else 10_000
    last, middle, first = whole % base, whole // base % 100, whole // base // 100
    candidates = [("dmy", _days(last, middle, first, known)), ("mdy", _days(last, first, middle, known))]
    if base == 100:
        candidates.append(("ymd", _days(first, middle, last, known)))
    return [Reading(form, times, "D") for form, times in candidates if times is not None]


def are_daily(reading: Reading) -> bool:
    """Return whether nearly all days, or other even steps, of a span are there, and many days of the month."""
    known = reading.times[~np.isnat(reading.times)]
    dates = known.astype("datetime64[D]") - known.astype("datetime64[M]").astype("datetime64[D]")
    return len(np.unique(dates)) >= _FEWEST and density(known, reading.unit) >= _DENSE


def _days(years: Numbers, months: Numbers, dates: Numbers, known: npt.NDArray[np.bool_]) -> Times | None:
    """Return days, or nothing if one of those that are known is none."""
    full = full_years(np.where(known, years, years[known][0]))
    times = np.where(known, days(full, months, dates), NOTHING)
    usual = (full >= _YEARS[0]) & (full <= _YEARS[1])
    return None if np.isnat(times[known]).any() or not usual.all() else times


def _year_first(whole: Numbers, length: int, known: npt.NDArray[np.bool_]) -> Reading | None:
    """Return numbers of so many digits as year, month, day, hour, minute and second, as far as they go."""
    if length not in (6, 8, 10, 12, 14):
        return None
    parts = [whole // 10 ** (length - 4)]
    for end in range(6, 16, 2):
        parts.append(whole // 10 ** (length - end) % 100 if end <= length else np.full_like(whole, end in (6, 8)))
    times = _days(parts[0], parts[1], parts[2], known)
    hour, minute, second = parts[3:6]
    if times is None or hour.max() > 23 or minute.max() > 59 or second.max() > 59:
        return None
    times = times + (1000 * (3600 * hour + 60 * minute + second)).astype("timedelta64[ms]")
    return Reading("digits", times, "M" if length == 6 else unit_of(times))
