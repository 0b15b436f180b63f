"""A column of texts to the times that they say, in every way in which they can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from playground.datasets.times.calendar import Numbers, days, full_years, weeks
from playground.datasets.times.cells import Cell, cell_of
from playground.datasets.times.fallback import fallback_readings
from playground.datasets.times.reading import Reading, Times, Unit, unit_of

FEWEST_READ = 0.9
"""Share of the cells that must be dates; those that hold nothing do not count."""
_SAMPLE = 40
_MONTH_FIRST = re.compile(r"(0?[1-9]|1[0-2])\.(1[5-9]|2[01])\d\d")
_MONTH_LAST = re.compile(r"(1[5-9]|2[01])\d\d\.(0[1-9]|1[0-2]?)")

_Assembly = Callable[[Numbers, Numbers, Numbers], Times]
_ONES = np.ones(1, dtype=np.int64)
_COARSE: Mapping[str, tuple[Unit, _Assembly]] = MappingProxyType(
    {
        "named": ("D", lambda y, m, d: days(full_years(y), m, d)),
        "digits": ("D", days),
        "months": ("M", lambda y, m, _d: days(full_years(y), m, _ONES)),
        "quarters": ("M", lambda y, q, _d: days(y, 3 * q - 2, _ONES)),
        "halves": ("M", lambda y, h, _d: days(y, 6 * h - 5, _ONES)),
        "weeks": ("D", weeks),
        "years": ("Y", lambda y, _m, _d: days(y, _ONES, _ONES)),
    }
)
"""How exactly times of each kind are given, and how they come of three numbers."""
_ORDERS: Mapping[str, tuple[int, int, int]] = MappingProxyType(
    {"ymd": (0, 1, 2), "ydm": (0, 2, 1), "dmy": (2, 1, 0), "mdy": (2, 0, 1)}
)
"""Where year, month and day stand."""


def text_readings(texts: Sequence[str]) -> list[Reading]:
    """Return every way to read texts as dates, with or without a time of day; none where they are no dates.

    Cells that are no dates have no time; those of empty texts neither.
    """
    filled = [text for text in texts if text]
    if not filled or not _may_be_dates(filled):
        return []
    known = {text: cell_of(text) for text in set(filled)}
    cells = [known[text] if text else None for text in texts]
    kinds = Counter(cell.kind for cell in cells if cell and cell.kind != "clock")
    dated = {kind: n for kind, n in kinds.items() if kind in ("numbers", "named", "digits")}
    if sum(dated.values()) >= FEWEST_READ * len(filled):
        return _enough(_of_days(cells), filled)
    if kinds and kinds.most_common(1)[0][1] >= FEWEST_READ * len(filled):
        return _enough([_coarse(cells, kinds.most_common(1)[0][0])], filled)
    return _enough(fallback_readings(texts), filled)


def dotted_months(texts: Sequence[str]) -> list[Reading]:
    """Return the reading of months such as 07.2022 and 2022.07, which look like numbers; none where they are others.

    A spreadsheet makes 2022.1 of October.
    """
    filled = {text for text in texts if text}
    if not (all(map(_MONTH_FIRST.fullmatch, filled)) or all(map(_MONTH_LAST.fullmatch, filled))) or len(filled) < 12:
        return []
    return text_readings([text + "0" if text.endswith(".1") else text for text in texts])


def clocks(texts: Sequence[str]) -> npt.NDArray[np.float64] | None:
    """Return the seconds of the day ``(n,)`` that a column of times of day says, nan for empty cells; else nothing."""
    known = {text: cell_of(text) if text else Cell("clock") for text in set(texts)}
    if any(cell is None or cell.kind != "clock" for cell in known.values()) or not any(texts):
        return None
    return np.array([cell.seconds for text in texts if (cell := known[text])])


def _may_be_dates(filled: Sequence[str]) -> bool:
    """Return whether a few cells from all over a column have digits and are not too long."""
    some = filled[:: max(1, len(filled) // _SAMPLE)]
    return sum(any(letter.isdigit() for letter in text) for text in some) >= FEWEST_READ * len(some)


def _of_days(cells: Sequence[Cell | None]) -> list[Reading]:
    """Return the readings of dates with a day: more than one where numbers do not say which is the month."""
    numbers = np.array([cell[1:4] if cell else (0, 0, 0) for cell in cells], dtype=np.int64)
    plain = np.array([cell is not None and cell.kind == "numbers" for cell in cells])
    others = np.array([cell is not None and cell.kind in ("named", "digits") for cell in cells])
    rest = np.full(len(cells), np.datetime64("NaT", "ms"))
    if others.any():
        year, month, date = numbers[others].T
        rest[others] = days(full_years(year), month, date)
    if not plain.any():
        form = "named" if any(cell is not None and cell.kind == "named" for cell in cells) else "digits"
        return [_with_clocks(form, rest, cells)]
    readings = [_with_clocks(form, _numeric(numbers, plain, rest, form), cells) for form in _forms(numbers[plain])]
    most = max(_read(reading) for reading in readings)
    return _differing([reading for reading in readings if _read(reading) == most])


def _forms(numbers: Numbers) -> tuple[str, ...]:
    """Return the orders in which year, month and day may stand."""
    first, last = numbers[:, 0] >= 100, numbers[:, 2] >= 100
    if first.all():
        return ("ymd", "ydm")
    return ("dmy", "mdy") if first.any() or last.any() else ("dmy", "mdy", "ymd")


def _numeric(numbers: Numbers, plain: npt.NDArray[np.bool_], rest: Times, form: str) -> Times:
    """Return the times of cells of three numbers in an order; a year of four digits is where it is."""
    times = rest.copy()
    begins = numbers[:, 0] >= 100
    for chosen, order in ((plain & begins, "ydm" if form == "ydm" else "ymd"), (plain & ~begins, form)):
        if chosen.any():
            year, month, date = (numbers[chosen, place] for place in _ORDERS[order])
            times[chosen] = days(full_years(year), month, date)
    return times


def _coarse(cells: Sequence[Cell | None], kind: str) -> Reading:
    """Return the reading of months, weeks, quarters, years."""
    known = np.array([cell is not None and cell.kind == kind for cell in cells])
    numbers = np.array([cell[1:4] if cell else (0, 0, 0) for cell in cells], dtype=np.int64)
    if kind == "weeks" and numbers[known, 1].max() <= 2:
        kind = "halves"  # S1 and S2 are half-years in French; S is a week too
    unit, assembly = _COARSE[kind]
    times = np.full(len(cells), np.datetime64("NaT", "ms"))
    times[known] = assembly(*numbers[known].T)
    return Reading(kind, times, unit)


def _with_clocks(form: str, midnights: Times, cells: Sequence[Cell | None]) -> Reading:
    """Return a reading with the times of day; in universal time where offsets from it differ."""
    seconds = np.array([cell.seconds if cell else np.nan for cell in cells])
    offsets = np.array([cell.offset if cell else np.nan for cell in cells])
    times = midnights + np.rint(1000 * np.nan_to_num(seconds)).astype("timedelta64[ms]")
    stated = ~np.isnan(offsets) & ~np.isnat(times)
    universal = bool(stated.any()) and len(np.unique(offsets[stated])) > 1
    if universal:
        times = np.where(stated, times - (60_000 * np.nan_to_num(offsets)).astype("timedelta64[ms]"), times)
    return Reading(form, times, unit_of(times), universal)


def _enough(readings: Sequence[Reading], filled: Sequence[str]) -> list[Reading]:
    return [reading for reading in readings if _read(reading) >= FEWEST_READ * len(filled)]


def _read(reading: Reading) -> int:
    return int((~np.isnat(reading.times)).sum())


def _differing(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings without those that say the same as one before them."""
    kept: list[Reading] = []
    for reading in readings:
        if not any(np.array_equal(reading.times, other.times, equal_nan=True) for other in kept):
            kept.append(reading)
    return kept
