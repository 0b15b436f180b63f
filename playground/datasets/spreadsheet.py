"""Text of a person's CSV file to cells: which delimiter, which lines."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from playground.datasets.numerals import is_missing, looks_numeric
from playground.datasets.text_file import TableError, decode
from playground.experiment.tables import MOST_ROWS
from playground.i18n import _

MAX_LINES = 5 * MOST_ROWS
"""Quoted cells may hold line breaks, and blank lines do not count as rows."""
MAX_COLUMNS = 500
MAX_CELLS = 1_000_000
MAX_CHARACTERS = 1_000
DELIMITERS = (",", ";", "\t")

_DECLARED = re.compile('"?sep=([,;\t|])"?\\s*?(?:\r\n|\r|\n)', re.IGNORECASE)
_HEAD_CHARACTERS, _HEAD_RECORDS, _HEAD_CELLS = 50_000, 50, 5_000


@dataclass(frozen=True)
class Sheet:
    """Cells of a file, line by line, blank lines and trailing empty cells left out.

    Parameters
    ----------
    rows
        The cells, without spaces around them. No row is longer than the first; what shorter ones lack is empty.
    lines
        Number of the line of the file on which each row begins, from 1.
    encoding, delimiter
        How the file was written.
    short_lines
        How many lines have fewer delimiters than there are columns.
    """

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    encoding: str
    delimiter: str
    short_lines: int

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0])


def read_sheet(raw: bytes) -> Sheet:
    """Return the cells of a file.

    Raises
    ------
    TableError
        If it is no text, too large, ragged, has a single column, or a quotation mark is left open.
    """
    text, encoding = decode(raw)
    _refuse_many_lines(text)
    declared = _DECLARED.match(text)
    delimiter = declared[1] if declared else delimiter_of(text)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    lengths: list[int] = []
    for line, row, length in _rows(text, delimiter, skip=1 if declared else 0):
        rows.append(row)
        lines.append(line)
        lengths.append(length)
        if len(rows) > MOST_ROWS + 1:
            raise _too_many(text)
    width = _common_width(rows, lines, lengths)
    short = sum(length < width for length in lengths)
    return Sheet((rows[0] + ("",) * (width - len(rows[0])), *rows[1:]), tuple(lines), encoding, delimiter, short)


def one_line(text: str) -> str:
    """Return a text on one line, without characters that cannot be seen or that turn the writing's direction."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def delimiter_of(text: str) -> str:
    """Return the delimiter with which the first lines are most alike and most of their cells are numbers.

    Quotation marks are respected, so that ``1,5;2,5`` is two numbers and not three cells.

    Raises
    ------
    TableError
        If none of :data:`DELIMITERS` divides most of the lines.
    """
    scores = {delimiter: _score(text[:_HEAD_CHARACTERS], delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=scores.__getitem__)
    if scores[best] == (0.0, 0):
        raise TableError(_one_column())
    return best


def _score(head: str, delimiter: str) -> tuple[float, int]:
    """Return how well a delimiter divides the head of a file: likeness of the lines plus share of numbers; width."""
    try:
        records = [record for _line, record in islice(_records(head, delimiter, strict=False), _HEAD_RECORDS)]
    except csv.Error:
        return 0.0, 0
    records = [record for record in records if any(cell.strip() for cell in record)]
    width, alike = Counter(map(len, records)).most_common(1)[0] if records else (0, 0)
    if width < 2:
        return 0.0, 0
    cells = [cell.strip() for cell in islice((cell for record in records for cell in record), _HEAD_CELLS)]
    numbers = sum(is_missing(cell) or looks_numeric(cell) for cell in cells)
    return alike / len(records) + numbers / len(cells), width


def _records(text: str, delimiter: str, strict: bool) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the number of the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=strict)
    line = 1
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + 1
    except csv.Error as error:
        if not strict:
            raise
        if "field limit" in str(error):
            raise TableError(_long_cell(line)) from error
        sentence = _("Line {line}: a quotation mark is not closed, or text follows the closing one.")
        raise TableError(sentence.format(line=line)) from error


def _rows(text: str, delimiter: str, skip: int) -> Iterator[tuple[int, tuple[str, ...], int]]:
    """Yield line number, cells without the empty ones at the end, and length with them, of each line not blank."""
    for line, record in islice(_records(text, delimiter, strict=True), skip, None):
        row = [cell.strip() for cell in record]
        if max(map(len, row), default=0) > MAX_CHARACTERS:
            raise TableError(_long_cell(line))
        end = next((place for place in range(len(row), 0, -1) if row[place - 1]), 0)
        if end > MAX_COLUMNS:
            sentence = _("Line {line} has {n} cells; at most {most} columns are allowed.")
            raise TableError(sentence.format(line=line, n=end, most=MAX_COLUMNS))
        if end:
            yield line, tuple(row[:end]), len(row)


def _common_width(rows: list[tuple[str, ...]], lines: list[int], lengths: list[int]) -> int:
    """Return the number of columns: that of the longest line, which may not be longer than the first."""
    if not rows:
        raise TableError(_one_column())
    for line, row in zip(lines, rows, strict=True):
        if len(row) > lengths[0]:
            sentence = _("Line {line} has {n} cells, and line {first} only {width}; each line needs the same number.")
            raise TableError(sentence.format(line=line, n=len(row), first=lines[0], width=lengths[0]))
    width = max(map(len, rows))
    if width < 2:
        raise TableError(_one_column())
    if width * len(rows) > MAX_CELLS:
        sentence = _("The file has {rows} rows of {width} cells; at most {most} cells are allowed.")
        raise TableError(sentence.format(rows=len(rows), width=width, most=MAX_CELLS))
    return width


def _refuse_many_lines(text: str) -> None:
    if _count_lines(text) > MAX_LINES:
        raise _too_many(text)


def _too_many(text: str) -> TableError:
    sentence = _("The file has {n} lines; at most {rows} rows are allowed.")
    return TableError(sentence.format(n=_count_lines(text), rows=MOST_ROWS))


def _count_lines(text: str) -> int:
    breaks = text.count("\n") + text.count("\r") - text.count("\r\n")
    return breaks + (not text.endswith(("\n", "\r")))


def _long_cell(line: int) -> str:
    sentence = _(
        "Line {line} has a cell of more than {most} characters; is a quotation mark open, or is this not a table?"
    )
    return sentence.format(line=line, most=MAX_CHARACTERS)


def _one_column() -> str:
    return _("The file has one column only: neither comma, semicolon nor tab divides its lines into the same cells.")
