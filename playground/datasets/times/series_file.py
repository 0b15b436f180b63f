"""A person's file of series: its cells, which of them are times, and what several series are told apart by."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from playground.datasets.file_kind import kind_of
from playground.datasets.numerals import DecimalMark, number
from playground.datasets.raw_table import Table, tabulate
from playground.datasets.sheets.narrow_sheet import without_words
from playground.datasets.spreadsheet import Sheet, read_sheet
from playground.datasets.text_file import TableError, decode
from playground.datasets.times.columns import TimeColumns, is_even, time_columns
from playground.datasets.times.groups import Groups, columns_but, groups_of
from playground.experiment.forecasts import FEWEST_VALUES, MOST_VALUES
from playground.i18n import _

LONGEST_CELL = 1_000


@dataclass(frozen=True, eq=False)
class SeriesFile:
    """A file, before somebody chooses what to make of it.

    Parameters
    ----------
    table
        Its columns.
    lines
        Of each row the line of the file on which it begins, from 1.
    times
        Which columns say when its values were.
    groups
        What tells several series under each other apart; nothing if there is one series.
    fingerprint
        Of the file's bytes and the sheet that was read.
    """

    table: Table
    lines: tuple[int, ...]
    times: TimeColumns
    groups: Groups | None
    fingerprint: str


def load_series(raw: bytes, sheet_name: str | None = None, decimal: DecimalMark | None = None) -> SeriesFile:
    """Return a file's columns: a table as :func:`.raw_table.read_table` reads it, or one number a line.

    Raises
    ------
    TableError
        If it is no table, or one with too few or too many lines.
    """
    if not raw.strip():
        sentence = _("The file is empty. Give a series of {fewest} to {most} values, one a line.")
        raise TableError(sentence.format(fewest=FEWEST_VALUES, most=MOST_VALUES))
    sheet = (_one_column(decode(raw)[0]) if kind_of(raw) == "text" else None) or read_sheet(raw, sheet_name, 1)
    table = tabulate(sheet, decimal)
    refuse_count(table.rows)
    times = time_columns(table)
    dated = times.dated
    groups = (
        groups_of(dated.readings[0].times, columns_but(table.columns, dated.columns, times.others)) if dated else None
    )
    fingerprint = sha256(raw + (sheet_name or "").encode()).hexdigest()
    return SeriesFile(table, sheet.lines[table.has_header :], times, groups, fingerprint)


def refuse_count(count: int) -> None:
    """Refuse a series with so many values, if they are too few or too many.

    Raises
    ------
    TableError
        With how many are allowed.
    """
    if not FEWEST_VALUES <= count <= MOST_VALUES:
        sentence = _("The series has {n} values; {fewest} to {most} are allowed.")
        raise TableError(sentence.format(n=count, fewest=FEWEST_VALUES, most=MOST_VALUES))


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
    return None not in before and not is_even(np.array(before, dtype=np.float64))
