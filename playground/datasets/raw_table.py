"""Cells of a person's file to named columns of numbers and texts."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

import numpy as np
import numpy.typing as npt

from playground.datasets.file_kind import FileKind
from playground.datasets.numerals import DecimalMark, ambiguous_cell, decimal_mark, is_missing, number
from playground.datasets.sheets.column_numbers import column_numbers
from playground.datasets.spreadsheet import LeftOut, Sheet, one_line, read_sheet
from playground.datasets.text_file import TableError
from playground.experiment.quoted import quoted
from playground.experiment.tables import FEWEST_COLUMNS, FEWEST_ROWS, MOST_ROWS
from playground.i18n import _

NAME_CHARACTERS = 60
MOST_TEXT_VALUES = 12
"""Different values of a column of texts that can be inputs."""
_EVIDENCE_CELLS, _EVIDENCE_ROWS = 50_000, 200


@dataclass(frozen=True, eq=False)
class RawColumn:
    """One column of a file.

    Parameters
    ----------
    name
        1 to 60 characters; no two columns of a table have the same.
    numbers
        ``(rows,)`` float64, read-only, nan where a value is missing; ``None`` if the column holds texts or nothing.
    texts
        The cells as they are in the file; empty where a value is missing.
    missing
        How many values are missing. Infinities and magnitudes over 1e30 count among them.
    obstacle
        Line and cell that keep it from being a column of numbers; ``None`` for numbers and for an empty column.
    cells
        All cells as they are in the file; of words that usually say that a value is missing, :mod:`.labels` decides.
    """

    name: str
    numbers: npt.NDArray[np.float64] | None
    texts: tuple[str, ...]
    missing: int
    obstacle: tuple[int, str] | None = None
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Table:
    """A person's file, read.

    Parameters
    ----------
    columns
        Two or more.
    rows
        10 to 20,000, the header not counted.
    encoding, delimiter, decimal_mark
        How the file was written.
    has_header
        Whether its first line gave the columns' names.
    short_lines
        How many lines lacked cells at their end; these count as missing.
    ambiguous_cell
        A cell, as 12.345, that is one number with a decimal point and another with a decimal comma, where no cell of
        the file says which it is; ``None`` where that is known.
    kind
        What the file is.
    sheets, sheet
        Names of a workbook's sheets, and of the one that was read; none for other files.
    left_out
        Lines of the file that are no rows of the table.
    """

    columns: tuple[RawColumn, ...]
    rows: int
    encoding: str
    delimiter: str
    decimal_mark: DecimalMark
    has_header: bool
    short_lines: int
    ambiguous_cell: str | None = None
    kind: FileKind = "text"
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    left_out: tuple[LeftOut, ...] = ()

    @property
    def ambiguous_decimal(self) -> bool:
        """Whether the decimal mark may be the other one."""
        return self.ambiguous_cell is not None

    @cached_property
    def missing_marks(self) -> frozenset[str]:
        """The words, in lower case, that stand for missing values in the columns of numbers."""
        return frozenset(
            cell.casefold()
            for column in self.columns
            if column.numbers is not None and column.missing
            for cell, text in zip(column.cells or column.texts, column.texts, strict=True)
            if cell and not text
        )

    def column(self, name: str) -> RawColumn:
        """Return a column.

        Raises
        ------
        TableError
            If none has this name.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise TableError(_("No column is named {name}.").format(name=quoted(name)))


def read_table(raw: bytes, sheet: str | None = None, decimal: DecimalMark | None = None) -> Table:
    """Return the table of a file.

    Parameters
    ----------
    raw
        The file, of any kind that :func:`.spreadsheet.read_sheet` reads; texts in UTF-8, UTF-16, UTF-32, Windows-1252
        or Mac Roman, with decimal point or comma. Lines around the table are left out. A first line of names is
        recognised; without one the columns are called "column 1" and so on. Dates and formulas are texts.
    sheet
        Of a workbook, the name of the sheet; ``None`` for the first one with a table.
    decimal
        The decimal mark, where a person says it; ``None`` to find it.

    Raises
    ------
    TableError
        If it holds no table, with one line that says what is wrong, where, and what is allowed.
    """
    table = tabulate(read_sheet(raw, sheet), decimal)
    _refuse_row_count(table.rows)
    _refuse_columns(table.columns)
    return table


def tabulate(sheet: Sheet, decimal: DecimalMark | None = None) -> Table:
    """Return the columns of cells, however few there are; a column without a name and without values is left out.

    Parameters
    ----------
    decimal
        The decimal mark, where a person says it; ``None`` for the one with which more cells are numbers.
    """
    cells = list(islice(chain.from_iterable(sheet.rows), _EVIDENCE_CELLS))
    mark = sheet.decimal or decimal or decimal_mark(cells, sheet.delimiter)
    has_header = _begins_with_names(sheet, mark) if sheet.named is None else sheet.named
    body, lines = sheet.rows[has_header:], sheet.lines[has_header:]
    names = sheet.rows[0] if has_header else ("",) * sheet.width
    by_column = [tuple(row[place] if place < len(row) else "" for row in body) for place in range(sheet.width)]
    places = [place for place in range(sheet.width) if names[place] or any(by_column[place])]
    titles = differing(one_line(names[place]) or _("column {n}").format(n=place + 1) for place in places)
    columns = tuple(_column(title, by_column[place], lines, mark) for title, place in zip(titles, places, strict=True))
    return Table(
        columns=columns,
        rows=len(body),
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
        decimal_mark=mark,
        has_header=has_header,
        short_lines=sheet.short_lines,
        ambiguous_cell=None if sheet.decimal else ambiguous_cell(chain.from_iterable(body)),
        kind=sheet.kind,
        sheets=sheet.sheets,
        sheet=sheet.sheet,
        left_out=sheet.left_out,
    )


def differing(names: Iterable[str]) -> list[str]:
    """Return names of 1 to 60 characters of which no two are the same: later ones get a number."""
    taken: set[str] = set()
    given: list[str] = []
    for name in names:
        base, n = name[:NAME_CHARACTERS].strip(), 1
        while base in taken or not base:
            n += 1
            ending = f" ({n})"
            base = (name[: NAME_CHARACTERS - len(ending)] + ending).strip()
        taken.add(base)
        given.append(base)
    return given


def _begins_with_names(sheet: Sheet, mark: DecimalMark) -> bool:
    """Return whether the first line names the columns: texts above numbers, in more columns than numbers are above.

    Without a number in it, it does anyway. Where there are as many of both it does not: then no row is lost, and the
    columns, which hold a text at their top, are reported with that line.
    """
    votes = 0
    below = sheet.rows[1 : 1 + _EVIDENCE_ROWS]
    numeric_heads = 0
    for place, head in enumerate(sheet.rows[0]):
        if is_missing(head):
            continue
        values = [row[place] for row in below if place < len(row) and not is_missing(row[place])]
        numbers = sum(number(text, mark) is not None for text in values)
        if number(head, mark) is not None:
            numeric_heads += 1
            votes -= 2 * numbers >= len(values)
        else:
            votes += 2 * numbers > len(values)
    return votes > 0 or numeric_heads == 0


def _column(name: str, cells: tuple[str, ...], lines: tuple[int, ...], mark: DecimalMark) -> RawColumn:
    known = column_numbers(cells, mark)
    values = [known[text] for text in cells]
    numbers = np.array([np.nan if value is None else value for value in values])
    if None not in known.values() and not np.isnan(numbers).all():
        numbers.setflags(write=False)
        missing = np.isnan(numbers)
        texts = tuple("" if absent else text for text, absent in zip(cells, missing, strict=True))
        return RawColumn(name, numbers, texts, int(missing.sum()), cells=cells)
    texts = tuple("" if _is_missing_label(text, known) else text for text in cells)
    obstacle = next(((line, text) for line, text in zip(lines, cells, strict=True) if known[text] is None), None)
    return RawColumn(name, None, texts, texts.count(""), obstacle, cells)


def _is_missing_label(text: str, labels: Container[str]) -> bool:
    """Return whether a text of a column of texts stands for nothing; a minus does not where a plus is a label too."""
    return is_missing(text) and not (text == "-" and "+" in labels)


def _refuse_row_count(rows: int) -> None:
    if not FEWEST_ROWS <= rows <= MOST_ROWS:
        sentence = _("The table has {rows} rows; {fewest} to {most} are allowed.")
        raise TableError(sentence.format(rows=rows, fewest=FEWEST_ROWS, most=MOST_ROWS))


def _refuse_columns(columns: tuple[RawColumn, ...]) -> None:
    """Refuse a table that has no two columns beside a third that can be inputs: of numbers, or of few texts."""
    if len(columns) <= FEWEST_COLUMNS:
        sentence = _("The table has {n} columns; it needs {fewest} or more: two inputs and a target.")
        raise TableError(sentence.format(n=len(columns), fewest=FEWEST_COLUMNS + 1))
    numeric = sum(column.numbers is not None for column in columns)
    if numeric + sum(map(_has_few_texts, columns)) >= FEWEST_COLUMNS:
        return
    sentence = _(
        "Columns of numbers: {n}; at least {fewest} columns of numbers or of 2 to {most} different texts are needed."
    ).format(n=numeric, fewest=FEWEST_COLUMNS, most=MOST_TEXT_VALUES)
    obstacles = [(column.name, *column.obstacle) for column in columns if column.obstacle]
    if obstacles:
        name, line, cell = obstacles[0]
        why = _("In {column}, line {line}, {cell} is not a number; dates and formulas are texts.")
        sentence += " " + why.format(column=quoted(name), line=line, cell=quoted(one_line(cell)))
    raise TableError(sentence)


def _has_few_texts(column: RawColumn) -> bool:
    return column.numbers is None and 2 <= len(set(column.cells or column.texts) - {""}) <= MOST_TEXT_VALUES
