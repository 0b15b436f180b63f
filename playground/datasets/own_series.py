"""A person's own series: columns of numbers of a file, one of which is to be forecast."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.datasets.file_kind import kind_of
from playground.datasets.numerals import DecimalMark, number
from playground.datasets.raw_table import RawColumn, Table, tabulate
from playground.datasets.sheets.narrow_sheet import without_words
from playground.datasets.spreadsheet import Sheet, one_line, read_sheet
from playground.datasets.text_file import TableError, decode
from playground.experiment.forecasts import FEWEST_VALUES, MOST_VALUES
from playground.experiment.quoted import quoted
from playground.i18n import _
from playground.numerals import significant

LARGEST = 1e12
"""Of a value, in size."""
NEGLIGIBLE = 1e-9
"""A range that is smaller, beside the values' own size, counts as none."""
EVEN = 0.25
"""Steps of times differ by no more, beside their mean: months do by a tenth."""
LONGEST_CELL = 1_000
HALF = 0.5
"""Share of cells that are numbers above which a column is meant as one of numbers."""
MOST_REASONS = 3
"""Columns that are spoken of where a file is refused."""

_BACKWARD = re.compile(r"\d{4}[-/.]\d{2}([-/.]\d{2}([T ].*)?)?")

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SeriesColumn:
    """A column that can be forecast.

    Parameters
    ----------
    name
        1 to 60 characters; no two columns of a file have the same.
    values
        ``(n,)`` float64, read-only: 60 to 20,000, finite, at most 1e12 in size, not all the same, the oldest first.
    """

    name: str
    values: Values


@dataclass(frozen=True, eq=False)
class OwnSeriesFile:
    """A person's file of one series or more.

    Parameters
    ----------
    columns
        Those that can be forecast, one or more, in the order of the file.
    refused
        A line for every other column of numbers or texts, in the reader's language: why it cannot be.
    times_name, times
        The column that says when each value was, and its cells ``n``; ``None`` and none if there is no such column.
    newest_first
        Whether the file began with the newest value; everything here begins with the oldest.
    table
        The file as it was read.
    """

    columns: tuple[SeriesColumn, ...]
    refused: tuple[str, ...]
    times_name: str | None
    times: tuple[str, ...]
    newest_first: bool
    table: Table


def read_series(raw: bytes, sheet_name: str | None = None, decimal: DecimalMark | None = None) -> OwnSeriesFile:
    """Return the series of a file: a table as :func:`.raw_table.read_table` reads it, or one number a line.

    Raises
    ------
    TableError
        If it holds no series, with one line that says why and what is allowed.
    """
    if not raw.strip():
        sentence = _("The file is empty. Give a series of {fewest} to {most} values, one a line.")
        raise TableError(sentence.format(fewest=FEWEST_VALUES, most=MOST_VALUES))
    sheet = (_one_column(decode(raw)[0]) if kind_of(raw) == "text" else None) or read_sheet(raw, sheet_name, 1)
    table = tabulate(sheet, decimal)
    if not FEWEST_VALUES <= table.rows <= MOST_VALUES:
        sentence = _("The series has {n} values; {fewest} to {most} are allowed.")
        raise TableError(sentence.format(n=table.rows, fewest=FEWEST_VALUES, most=MOST_VALUES))
    numeric = {column: _share_of_numbers(column, table.decimal_mark) for column in table.columns}
    times = _times(table, numeric)
    lines = sheet.lines[table.has_header :]
    others = [column for column in table.columns if column is not times]
    reasons = [_reason(column, lines) for column in others]
    if all(reasons):
        raise TableError(_what_is_wrong(reasons, [numeric[column] for column in others]))
    turned = times is not None and _falls(times)
    return OwnSeriesFile(
        columns=tuple(
            _column(column, turned) for column, reason in zip(others, reasons, strict=True) if reason is None
        ),
        refused=tuple(reason for reason in reasons if reason),
        times_name=times.name if times else None,
        times=(times.texts[::-1] if turned else times.texts) if times else (),
        newest_first=turned,
        table=table,
    )


def _one_column(text: str) -> Sheet | None:
    """Return the cells of a text with one number a line, or nothing if its lines have several cells.

    A blank line between two others is a cell without a number.
    """
    lines = text.rstrip().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cells = [line.strip(" \t;").strip('"').strip() for line in lines]
    start = next((n for n, cell in enumerate(cells) if cell), len(cells))
    cells = cells[start:]
    if not cells or max(map(len, cells)) > LONGEST_CELL or any(mark in cell for cell in cells for mark in ";\t"):
        return None
    if "," in text and not _decimal_commas(cells):
        return None
    if len(cells) > MOST_VALUES + 1:
        sentence = _("The series has {n} values; {fewest} to {most} are allowed.")
        raise TableError(sentence.format(n=len(cells), fewest=FEWEST_VALUES, most=MOST_VALUES))
    sheet = Sheet(tuple((cell,) for cell in cells), tuple(range(start + 1, start + 1 + len(cells))), "", "", 0)
    return without_words(sheet)


def _decimal_commas(cells: list[str]) -> bool:
    """Return whether the commas of a file stand before decimals, and do not divide two columns of whole numbers.

    Below a line of names without a comma they do so where most cells are numbers, of which the second line's is one: a
    cell that is none is then told by its line. Without such a line all must be numbers, and what stands before the
    commas may not count lines.
    """
    numeric = [number(cell, ",") is not None for cell in cells[1:]]
    if "," not in cells[0]:
        return bool(numeric) and numeric[0] and 2 * sum(numeric) > len(numeric)
    if not all(numeric):
        return False
    before = [number(cell.partition(",")[0], ",") for cell in cells]
    return None not in before and not _is_even(np.array(before, dtype=np.float64))


def _share_of_numbers(column: RawColumn, mark: DecimalMark) -> float:
    """Return how many of a column's cells are numbers or say that one is missing, as a share."""
    return sum(number(text, mark) is not None for text in column.texts) / len(column.texts)


def _times(table: Table, numeric: Mapping[RawColumn, float]) -> RawColumn | None:
    """Return the column that says when the values were: the first one with evenly spaced numbers, or with dates.

    A column most of whose cells are numbers, beside a few broken ones, holds values and no dates.
    """
    if len(table.columns) < 2:
        return None
    first = table.columns[0]
    if first.numbers is not None and _is_even(first.numbers):
        return first
    return next((column for column in table.columns if _has_dates(column) and numeric[column] <= HALF), None)


def _has_dates(column: RawColumn) -> bool:
    """Return whether a column holds texts with digits, hardly one twice (an hour is, where clocks are turned back)."""
    if column.numbers is not None or column.missing:
        return False
    dated = sum(any(letter.isdigit() for letter in text) for text in column.texts)
    return min(dated, len(set(column.texts))) > 0.9 * len(column.texts)


def _is_even(numbers: Values) -> bool:
    steps = np.diff(numbers)
    mean = float(steps.mean()) if len(steps) else np.nan  # nan where a number is missing, and nothing is true of it
    return bool(mean != 0 and np.ptp(steps) <= EVEN * abs(mean)) if len(steps) else False


def _falls(times: RawColumn) -> bool:
    """Return whether times go back from line to line, as far as they can be told."""
    if times.numbers is not None:
        return bool(times.numbers[0] > times.numbers[-1])
    sortable = all(_BACKWARD.fullmatch(text) for text in times.texts)
    return sortable and times.texts[0] > times.texts[-1] and list(times.texts) == sorted(times.texts, reverse=True)


def _reason(column: RawColumn, lines: tuple[int, ...]) -> str | None:
    """Return why a column cannot be forecast, or nothing."""
    name, values = quoted(column.name), column.numbers
    if values is None:
        if column.obstacle is None:
            return _("Column {name} has no values.").format(name=name)
        sentence = _("Column {name} does not hold numbers: in line {line} it has {cell}; dates and formulas are texts.")
        return sentence.format(name=name, line=column.obstacle[0], cell=quoted(one_line(column.obstacle[1])))
    if len(gaps := np.flatnonzero(np.isnan(values))):
        sentence = _("Column {name} has no number in line {line}; a series needs one in every line.")
        return sentence.format(name=name, line=lines[gaps[0]])
    size = np.abs(values)
    if size.max() > LARGEST:
        sentence = _("Column {name} has {value} in line {line}; at most {most} in size is allowed.")
        place = int(size.argmax())
        value, most = (significant(float(number), 6) for number in (values[place], LARGEST))
        return sentence.format(name=name, value=value, line=lines[place], most=most)
    if np.ptp(values) <= NEGLIGIBLE * size.max():
        return _("All values of {name} are the same: there is nothing to forecast.").format(name=name)
    return None


def _what_is_wrong(reasons: list[str | None], shares: list[float]) -> str:
    """Return why none of some columns can be forecast: of those that are meant as numbers, else of the likeliest."""
    meant = [reason for reason, share in zip(reasons, shares, strict=True) if reason and share > HALF]
    if meant:
        return " ".join(meant[:MOST_REASONS])
    likeliest = max(range(len(reasons)), key=lambda place: (shares[place], place), default=None)
    return (None if likeliest is None else reasons[likeliest]) or _("The file has no column of numbers.")


def _column(column: RawColumn, turned: bool) -> SeriesColumn:
    assert column.numbers is not None
    values = np.ascontiguousarray(column.numbers[::-1] if turned else column.numbers)
    values.setflags(write=False)
    return SeriesColumn(column.name, values)
