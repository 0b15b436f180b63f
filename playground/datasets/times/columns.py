"""Which columns of a table say when its values were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.datasets.numerals import number
from playground.datasets.raw_table import RawColumn, Table
from playground.datasets.times.numbers import number_readings, words_of
from playground.datasets.times.parts import Dated, dated_by_parts, is_part, parts_of, with_clock
from playground.datasets.times.reading import Reading
from playground.datasets.times.steps import density
from playground.datasets.times.texts import FEWEST_READ, dotted_months, text_readings

LIKELIER = 1.5
"""Times as dense in one reading as in another decide for it."""
_NEARLY_AS_MANY = 0.9
_COUNTER_WORDS = frozenset(
    ["id", "ids", "index", "idx", "no", "nr", "num", "numero", "number", "row", "ligne", "line", "rang", "obs"]
)
_RANKS = ("named", "dmy", "mdy", "ymd", "ydm", "digits", "unix", "unix_ms", "serial", "months", "quarters", "halves")
"""Ways to read times, of which the first say most surely that a column holds them; the others after these."""


@dataclass(frozen=True, eq=False)
class TimeColumns:
    """What a table says of times.

    Parameters
    ----------
    dated
        The columns that say when values were, with their readings, the likeliest first; nothing if there are none.
    is_asked
        Whether several readings are possible, and nothing in the table decides between them.
    others
        Columns with other times, parts of dates, and numbers that count rows: nothing to forecast.
    counter
        A column that counts the rows, where no other one says when they were.
    unread
        A column of what look like dates in a form that is not known.
    """

    dated: Dated | None
    is_asked: bool
    others: tuple[RawColumn, ...]
    counter: RawColumn | None
    unread: RawColumn | None


def time_columns(table: Table) -> TimeColumns:
    """Return the columns of a table that say when its values were; of a single column none does."""
    columns = table.columns
    if len(columns) < 2:
        return TimeColumns(None, False, (), None, None)
    single = [
        Dated((column,), tuple(readings))
        for place, column in enumerate(columns)
        if (readings := _readings(column, table, place == 0))
    ]
    parts = parts_of(columns)
    by_parts = dated_by_parts(parts)
    dated = [with_clock(one, columns, parts) for one in single] + ([by_parts] if by_parts else [])
    counters = [column for place, column in enumerate(columns) if _counts(column, place == 0)]
    taken = [*(column for one in dated for column in one.columns), *counters]
    taken += [column for column in columns if is_part(column) and column not in taken]
    if not dated:
        counter = columns[0] if columns[0] in counters else None
        return TimeColumns(None, False, tuple(taken), counter, None if counter else _unread(table))
    best = _best(dated, columns)
    readings, is_asked = _ranked(best.readings)
    others = tuple(column for column in taken if column not in best.columns)
    return TimeColumns(Dated(best.columns, readings), is_asked, others, None, None)


def is_even(numbers: npt.NDArray[np.float64]) -> bool:
    """Return whether numbers rise or fall by about the same from each to the next; not if one is missing."""
    steps = np.diff(numbers)
    mean = float(steps.mean()) if len(steps) else np.nan  # nan where a number is missing, and nothing is true of it
    return bool(mean != 0 and np.ptp(steps) <= 0.25 * abs(mean)) if len(steps) else False


def _readings(column: RawColumn, table: Table, is_first: bool) -> Sequence[Reading]:
    """Return the ways to read a column as times: as texts, or as numbers, of which a few cells may be none."""
    numbers = column.numbers
    if numbers is None:
        known = {text: number(text, table.decimal_mark) for text in set(column.texts)}
        filled = [known[text] for text in column.texts if text]
        if not filled or sum(value is not None for value in filled) < FEWEST_READ * len(filled):
            return text_readings(column.texts)
        numbers = np.array([np.nan if (value := known[text]) is None else value for text in column.texts])
    if months := dotted_months(column.texts):
        return months
    return number_readings(column.name, numbers, is_first)


def _best(dated: Sequence[Dated], columns: Sequence[RawColumn]) -> Dated:
    """Return the columns that tell most times apart; of those about alike the surest, then the first ones."""
    most = max(one.different for one in dated)
    alike = [one for one in dated if one.different >= _NEARLY_AS_MANY * most]

    def rank(one: Dated) -> tuple[int, int]:
        form = one.readings[0].form
        place = min(columns.index(column) for column in one.columns)
        return (_RANKS.index(form) if form in _RANKS else len(_RANKS) + (form != "parts"), place)

    surest = min(map(rank, alike))[0]
    dates = [one for one in alike if rank(one)[0] <= max(surest, _RANKS.index("ydm"))]
    return min(dates, key=lambda one: rank(one)[1])


def _ranked(readings: Sequence[Reading]) -> tuple[tuple[Reading, ...], bool]:
    """Return the readings that are possible, the likeliest first, and whether somebody must be asked.

    The reading counts in which the fewest times are missing; where they are alike in this, the one in which the times
    grow or fall all the way.
    """
    if len(readings) == 1:
        return tuple(readings), False
    shares = [density(reading.times, reading.unit) for reading in readings]
    possible = [place for place in range(len(readings)) if LIKELIER * shares[place] > max(shares)]
    ordered = [place for place in possible if _is_ordered(readings[place])]
    if len(ordered) == 1:
        return (readings[ordered[0]],), False
    possible.sort(key=lambda place: -shares[place])
    return tuple(readings[place] for place in possible), len(possible) > 1


def _is_ordered(reading: Reading) -> bool:
    distances = np.diff(reading.times[~np.isnat(reading.times)]).astype(np.int64)
    return bool((distances >= 0).all() or (distances <= 0).all())


def _counts(column: RawColumn, is_first: bool) -> bool:
    """Return whether a column counts the rows: evenly as a file's first one, else by ones, or as its name says."""
    numbers = column.numbers
    if numbers is None or column.missing or len(numbers) < 2:
        return False
    steps = np.diff(numbers)
    if (is_first and is_even(numbers)) or bool((np.abs(steps) == 1).all() and steps[0] == steps.mean()):
        return True
    named = not _COUNTER_WORDS.isdisjoint(words_of(column.name))
    return named and bool((numbers == np.floor(numbers)).all() and ((steps > 0).all() or (steps < 0).all()))


def _unread(table: Table) -> RawColumn | None:
    """Return the first column of texts with digits of which hardly any is there twice, and few are numbers."""
    for column in table.columns:
        if column.numbers is None and not column.missing:
            digits = sum(any(letter.isdigit() for letter in text) for text in column.texts)
            numbers = sum(number(text, table.decimal_mark) is not None for text in column.texts)
            if min(digits, len(set(column.texts))) > 0.9 * table.rows and 2 * numbers <= table.rows:
                return column
    return None
