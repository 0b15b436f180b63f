"""Dates as numbers of digits: 20220101, 202201, 20220101120000, and 01012022 or 220101 where nothing else fits."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from playground.datasets.times.calendar import NOTHING, Numbers, days, full_years
from playground.datasets.times.reading import Reading, Times, unit_of

_YEARS = (1600, 2200)
_FEWEST = 12
"""Different numbers that must be dates for an order in which the year is not the first of four digits."""


def digit_readings(numbers: npt.NDArray[np.float64]) -> list[Reading]:
    """Return the ways to read whole numbers, nan where one is missing, as dates; none where they are no dates."""
    known = ~np.isnan(numbers)
    whole = np.where(known, numbers, 0).astype(np.int64)
    low, high = int(whole[known].min()), int(whole[known].max())
    length = len(str(high))
    if low < 0 or length > 14 or len(np.unique(whole[known])) < 2:
        return []
    if len(str(low)) == length and (usual := _year_first(whole, length, known)) is not None:
        return [usual]
    if length not in (5, 6, 7, 8) or len(np.unique(whole[known])) < _FEWEST:
        return []
    base = 100 if length < 7 else 10_000
    last, middle, first = whole % base, whole // base % 100, whole // base // 100
    candidates = [("dmy", _days(last, middle, first, known)), ("mdy", _days(last, first, middle, known))]
    if base == 100:
        candidates.append(("ymd", _days(first, middle, last, known)))
    return [Reading(form, times, "D") for form, times in candidates if times is not None]


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
