"""A column's values in the order of time, what is missing filled; or why the column cannot be forecast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.datasets.numerals import DecimalMark, number
from playground.datasets.raw_table import RawColumn
from playground.datasets.spreadsheet import one_line
from playground.datasets.times.order import Order, Repeats, first_rows, joined
from playground.datasets.times.reading import Times
from playground.experiment.quoted import quoted
from playground.i18n import _
from playground.numerals import significant

LARGEST = 1e12
"""Of a value, in size."""
NEGLIGIBLE = 1e-9
"""A range that is smaller, beside the values' own size, counts as none."""
HALF = 0.5
"""Share of cells that are numbers above which a column is meant as one of numbers."""
MOST_REASONS = 3
"""Columns that are spoken of where a file is refused."""

Values = npt.NDArray[np.float64]
Missing = Literal["few", "all", "none"]
"""Of which columns missing values are put on a straight line between their neighbours."""
MISSING_SHARES: Mapping[Missing, float] = MappingProxyType({"few": 0.05, "all": 0.5, "none": 0.0})
"""Share of a column's values that may be missing."""


@dataclass(frozen=True, eq=False)
class SeriesColumn:
    """A column that can be forecast.

    Parameters
    ----------
    name
        1 to 60 characters; no two columns of a file have the same.
    values
        ``(n,)`` float64, read-only: 60 to 20,000, finite, at most 1e12 in size, not all the same, the oldest first.
    filled_lines
        Lines of the file in which its value is missing and was filled.
    """

    name: str
    values: Values
    filled_lines: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Arrangement:
    """What makes a column's cells a series.

    Parameters
    ----------
    lines
        Of each row the line of the file on which it begins.
    order
        The rows in the order of time.
    repeats
        What becomes of several values of one time.
    missing
        Of which columns missing values are filled.
    grid
        The times at which values are wanted, those of the order among them; ``None``: those of the order.
    """

    lines: Sequence[int]
    order: Order
    repeats: Repeats
    missing: Missing
    grid: Times | None


def series_column(column: RawColumn, arrangement: Arrangement) -> SeriesColumn:
    """Return the series of a column of which :func:`reason` has nothing to say."""
    assert column.numbers is not None
    order = arrangement.order
    starts = first_rows(order, arrangement.repeats)
    values, times = joined(column.numbers, order, arrangement.repeats), order.times[starts]
    gaps = np.isnan(values)
    lines = tuple(sorted(arrangement.lines[row] for row in order.rows[starts][gaps]))
    places = times.astype(np.int64) if (np.diff(times) > np.timedelta64(0, "ms")).all() else np.arange(len(times))
    values[gaps] = np.interp(places[gaps], places[~gaps], values[~gaps])
    if arrangement.grid is not None:
        values = np.interp(arrangement.grid.astype(np.int64), places, values)
    values = np.ascontiguousarray(values)
    values.setflags(write=False)
    return SeriesColumn(column.name, values, lines)


def missing_share(column: RawColumn, arrangement: Arrangement) -> float:
    """Return how many of the values in the order of time are missing, as a share; 0 for a column of texts."""
    if column.numbers is None:
        return 0.0
    return float(np.isnan(joined(column.numbers, arrangement.order, arrangement.repeats)).mean())


def reason(column: RawColumn, arrangement: Arrangement) -> str | None:
    """Return why a column cannot be forecast, or nothing."""
    name, lines = quoted(column.name), arrangement.lines
    if column.numbers is None:
        if column.obstacle is None:
            return _("Column {name} has no values.").format(name=name)
        sentence = _("Column {name} does not hold numbers: in line {line} it has {cell}; dates and formulas are texts.")
        return sentence.format(name=name, line=column.obstacle[0], cell=quoted(one_line(column.obstacle[1])))
    rows = np.sort(arrangement.order.rows)
    values = column.numbers[rows]
    if missing_share(column, arrangement) > MISSING_SHARES[arrangement.missing] or np.isnan(values).all():
        sentence = _("Column {name} has no number in line {line}; a series needs one in every line.")
        return sentence.format(name=name, line=lines[rows[np.isnan(values)][0]])
    size = np.abs(values)
    if np.nanmax(size) > LARGEST:
        sentence = _("Column {name} has {value} in line {line}; at most {most} in size is allowed.")
        place = int(np.nanargmax(size))
        value, most = (significant(float(number), 6) for number in (values[place], LARGEST))
        return sentence.format(name=name, value=value, line=lines[rows[place]], most=most)
    if np.nanmax(values) - np.nanmin(values) <= NEGLIGIBLE * np.nanmax(size):
        return _("All values of {name} are the same: there is nothing to forecast.").format(name=name)
    return None


def what_is_wrong(columns: Sequence[RawColumn], reasons: Sequence[str | None], mark: DecimalMark) -> str:
    """Return why none of some columns can be forecast: of those that are meant as numbers, else of the likeliest."""
    shares = [_share_of_numbers(column, mark) for column in columns]
    meant = [reason for reason, share in zip(reasons, shares, strict=True) if reason and share > HALF]
    if meant:
        return " ".join(meant[:MOST_REASONS])
    likeliest = max(range(len(reasons)), key=lambda place: (shares[place], place), default=None)
    return (None if likeliest is None else reasons[likeliest]) or _("The file has no column of numbers.")


def _share_of_numbers(column: RawColumn, mark: DecimalMark) -> float:
    """Return how many of a column's cells are numbers or say that one is missing, as a share."""
    return sum(number(text, mark) is not None for text in column.texts) / len(column.texts)
