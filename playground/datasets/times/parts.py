"""Times whose parts stand in columns of their own: year and month, date and time of day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from playground.datasets.raw_table import RawColumn
from playground.datasets.times.calendar import NOTHING, days, full_years, weeks
from playground.datasets.times.names import MONTHS, without_accents
from playground.datasets.times.numbers import words_of
from playground.datasets.times.reading import Reading, Times, Unit, unit_of
from playground.datasets.times.texts import clocks

Values = npt.NDArray[np.float64]

_NAMES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "year": frozenset(["year", "years", "yr", "yyyy", "annee", "an", "jahr"]),
        "month": frozenset(["month", "months", "mo", "mm", "mois", "monat"]),
        "day": frozenset(["day", "days", "dd", "mday", "jour", "jours", "tag"]),
        "hour": frozenset(["hour", "hours", "hr", "hh", "h", "heure", "heures", "stunde"]),
        "quarter": frozenset(["quarter", "qtr", "q", "trimestre", "trim"]),
        "week": frozenset(["week", "weeks", "wk", "woy", "semaine"]),
    }
)
"""Words in the names of columns with the parts of a date."""
_BOUNDS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"year": (1500, 2200), "month": (1, 12), "day": (1, 31), "hour": (0, 23), "quarter": (1, 4), "week": (1, 53)}
)
_CYCLIC = 0.9
"""Share of the steps from month to month that must be one where no name says that they are months."""


@dataclass(frozen=True, eq=False)
class Dated:
    """Columns that together say when values were.

    Parameters
    ----------
    columns
        One or more, in the order of the file.
    readings
        Every way to read them, one or more.
    """

    columns: tuple[RawColumn, ...]
    readings: tuple[Reading, ...]

    @property
    def name(self) -> str:
        """What they are called."""
        return ", ".join(column.name for column in self.columns)

    @property
    def texts(self) -> tuple[str, ...]:
        """What they say, row by row."""
        rows = zip(*(column.texts for column in self.columns), strict=True)
        return tuple(" ".join(filter(None, cells)) for cells in rows)

    @property
    def different(self) -> int:
        """How many different times they say."""
        times = self.readings[0].times
        return len(np.unique(times[~np.isnat(times)]))


def parts_of(columns: Sequence[RawColumn]) -> dict[str, RawColumn]:
    """Return the columns with parts of a date by what they are: those that a name tells, or a year beside months."""
    named: dict[str, RawColumn] = {}
    for column in columns:
        for part, names in _NAMES.items():
            if part not in named and words_of(column.name) & names and _numbers(column, part) is not None:
                named[part] = column
                break
    if "year" not in named or "month" not in named:
        named |= _cyclic(columns)
    return named


def dated_by_parts(parts: Mapping[str, RawColumn]) -> Dated | None:
    """Return the times that columns with parts of a date say; nothing without a year and a second part."""
    second = next((part for part in ("month", "quarter", "week") if part in parts), None)
    if "year" not in parts or second is None:
        return None
    used = ["year", second, *(part for part in ("day",) if second == "month" and part in parts)]
    used += ["hour"] if "day" in used and "hour" in parts else []
    numbers = {part: _numbers(parts[part], part) for part in used}
    values = [value for value in numbers.values() if value is not None]
    known = ~np.isnan(np.array(values)).any(axis=0)
    whole = {part: np.where(known, value, 1).astype(np.int64) for part, value in numbers.items() if value is not None}
    year, ones = full_years(np.where(known, whole["year"], 2000)), np.ones(len(values[0]), dtype=np.int64)
    unit: Unit = "M"
    if second == "week":
        times, unit = weeks(year, whole["week"], ones), "D"
    elif second == "quarter":
        times = days(year, 3 * whole["quarter"] - 2, ones)
    else:
        times = days(year, whole["month"], whole.get("day", ones))
        unit = "D" if "day" in whole else "M"
    if "hour" in whole:
        times, unit = times + (3_600_000 * whole["hour"]).astype("timedelta64[ms]"), "m"
    ordered = tuple(sorted((parts[part] for part in used), key=list(parts.values()).index))
    return Dated(ordered, (Reading("parts", np.where(known, times, NOTHING), unit),))


def with_clock(dated: Dated, columns: Sequence[RawColumn], parts: Mapping[str, RawColumn]) -> Dated:
    """Return dates with the time of day that another column says, if there is one and they say none."""
    if any(reading.unit != "D" or reading.form in ("weeks", "parts") for reading in dated.readings):
        return dated
    for column in columns:
        if column in dated.columns:
            continue
        seconds = _clock_numbers(column, parts)
        if seconds is not None and np.ptp(np.nan_to_num(seconds)) > 0:
            passed = np.rint(1000 * np.nan_to_num(seconds)).astype("timedelta64[ms]")
            known = ~np.isnan(seconds)
            readings = [_later(reading, np.where(known, reading.times + passed, NOTHING)) for reading in dated.readings]
            return Dated((*dated.columns, column), tuple(readings))
    return dated


def _later(reading: Reading, times: Times) -> Reading:
    return Reading(reading.form, times, unit_of(times), reading.universal)


def _clock_numbers(column: RawColumn, parts: Mapping[str, RawColumn]) -> Values | None:
    """Return the seconds of the day that a column says, if it is one of times of day or of hours."""
    if column.numbers is None:
        return clocks(column.texts)
    return 3600 * column.numbers if parts.get("hour") is column else None


def _numbers(column: RawColumn, part: str) -> Values | None:
    """Return the numbers of a column with a part of a date, nan where one is missing; nothing if it holds another."""
    numbers = column.numbers
    if numbers is None:
        numbers = _month_names(column) if part == "month" else _lettered(column) if part == "quarter" else None
        if numbers is None:
            return None
    known = numbers[~np.isnan(numbers)]
    low, high = _BOUNDS[part]
    two_digits = part == "year" and len(known) and known.min() >= 0 and known.max() < 100
    fits = bool(len(known)) and bool((known == np.floor(known)).all())
    return numbers if fits and (two_digits or (known.min() >= low and known.max() <= high)) else None


def _month_names(column: RawColumn) -> Values | None:
    names = [MONTHS.get(without_accents(text).rstrip("."), 0) if text else np.nan for text in column.texts]
    return None if 0 in names else np.array(names, dtype=np.float64)


def _lettered(column: RawColumn) -> Values | None:
    """Return quarters written as Q1 or T1."""
    digits = [text[1:] if text[:1].casefold() in ("q", "t") else "" for text in column.texts]
    return (
        np.array([float(digit) for digit in digits]) if all(digit in ("1", "2", "3", "4") for digit in digits) else None
    )


def _cyclic(columns: Sequence[RawColumn]) -> dict[str, RawColumn]:
    """Return a column of years and one that counts the months in them, whatever they are called."""
    years = [column for column in columns if _numbers(column, "year") is not None and _repeats(column.numbers)]
    months = [column for column in columns if _counts_months(column)]
    return {"year": years[0], "month": months[0]} if years and months else {}


def _repeats(numbers: Values | None) -> bool:
    return numbers is not None and 4 * len(np.unique(numbers)) <= len(numbers) + 4 and numbers.min() > 1000


def _counts_months(column: RawColumn) -> bool:
    numbers = _numbers(column, "month")
    if numbers is None or np.isnan(numbers).any() or len(np.unique(numbers)) < 12:
        return False
    steps = np.diff(numbers) % 12
    return max((steps == 1).mean(), (steps == 11).mean()) >= _CYCLIC


def is_part(column: RawColumn) -> bool:
    """Return whether a whole word in a column's name calls it a part of a date, and it holds such numbers."""
    words = {word for word in words_of(column.name) if len(word) > 2}
    return any(words & names and _numbers(column, part) is not None for part, names in _NAMES.items())
