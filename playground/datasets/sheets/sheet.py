"""What every reader of tables makes of a file: its cells, row by row, and the lines that were left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from playground.datasets.file_kind import FileKind
from playground.datasets.numerals import DecimalMark
from playground.datasets.text_file import TableError
from playground.experiment.tables import MOST_ROWS
from playground.i18n import _

MAX_COLUMNS = 500
MAX_CELLS = 1_000_000
MAX_CHARACTERS = 1_000
SHOWN_CHARACTERS = 60
"""Of a line that was left out."""

Why = Literal["title", "comment", "heading", "units", "total", "source"]


class Record(NamedTuple):
    """A line of a file that is not blank: its number, its cells without the empty ones at the end, length with them."""

    line: int
    cells: tuple[str, ...]
    length: int


@dataclass(frozen=True)
class LeftOut:
    """A line around a table, or within it, that is none of its rows.

    Parameters
    ----------
    line
        Its number in the file, from 1.
    text
        What it says, on one line, at most 60 characters.
    why
        A title above the names, a comment, a heading that is repeated or has a second line, units below the names,
        a total or a mean, or a source or a note at the end.
    """

    line: int
    text: str
    why: Why


@dataclass(frozen=True)
class Sheet:
    """Cells of a file, line by line, blank lines and trailing empty cells left out.

    Parameters
    ----------
    rows
        The cells, without spaces around them. No row is longer than the first; what shorter ones lack is empty.
    lines
        Number of the line of the file on which each row begins, from 1: of a workbook the row, of files without lines
        the place among the records, of which the names are the first.
    encoding, delimiter
        How a text was written; both empty for other files.
    short_lines
        How many lines have fewer delimiters than there are columns.
    kind
        What the file is.
    sheets, sheet
        Names of a workbook's sheets, and of the one that was read; none for other files.
    left_out
        Lines that are no rows of the table, in the order of the file.
    decimal
        The decimal mark where the kind of file leaves no choice.
    named
        Whether the first row names the columns, where the kind of file leaves no choice.
    """

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    encoding: str
    delimiter: str
    short_lines: int
    kind: FileKind = "text"
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    left_out: tuple[LeftOut, ...] = ()
    decimal: DecimalMark | None = None
    named: bool | None = None

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0])


def left_out(record: Record, why: Why) -> LeftOut:
    """Return a line as one that was left out."""
    text = one_line(", ".join(cell for cell in record.cells if cell))
    return LeftOut(record.line, text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…", why)


def one_line(text: str) -> str:
    """Return a text on one line, without characters that cannot be seen or that turn the writing's direction."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def record(line: int, cells: list[str]) -> Record | None:
    """Return the cells of a line without spaces around them; nothing where all are empty.

    Raises
    ------
    TableError
        If a cell is too long, or there are too many.
    """
    row = [cell.strip() for cell in cells]
    if max(map(len, row), default=0) > MAX_CHARACTERS:
        raise TableError(long_cell(line))
    end = next((place for place in range(len(row), 0, -1) if row[place - 1]), 0)
    if end > MAX_COLUMNS:
        sentence = _("Line {line} has {n} cells; at most {most} columns are allowed.")
        raise TableError(sentence.format(line=line, n=end, most=MAX_COLUMNS))
    return Record(line, tuple(row[:end]), len(row)) if end else None


def tabular(rows: list[list[str]]) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]:
    """Return names and records of a file without lines as the rows of a sheet and their numbers.

    Raises
    ------
    TableError
        If there are too many.
    """
    refuse_size(len(rows), len(rows[0]))
    records = [record(line, row) or Record(line, (), len(row)) for line, row in enumerate(rows, 1)]
    first = records[0].cells + ("",) * (len(rows[0]) - len(records[0].cells))
    return (first, *(each.cells for each in records[1:])), tuple(each.line for each in records)


def refuse_size(rows: int, width: int) -> None:
    """Refuse more rows, one of them the names, columns or cells than may be read."""
    if rows > MOST_ROWS + 1:
        sentence = _("The table has {rows} rows; at most {most} are allowed.")
        raise TableError(sentence.format(rows=rows - 1, most=MOST_ROWS))
    if width > MAX_COLUMNS:
        sentence = _("The table has {n} columns; at most {most} are allowed.")
        raise TableError(sentence.format(n=width, most=MAX_COLUMNS))
    if width * rows > MAX_CELLS:
        sentence = _("The file has {rows} rows of {width} cells; at most {most} cells are allowed.")
        raise TableError(sentence.format(rows=rows, width=width, most=MAX_CELLS))


def long_cell(line: int) -> str:
    """Return a sentence on a line with a cell that is too long."""
    sentence = _(
        "Line {line} has a cell of more than {most} characters; is a quotation mark open, or is this not a table?"
    )
    return sentence.format(line=line, most=MAX_CHARACTERS)
