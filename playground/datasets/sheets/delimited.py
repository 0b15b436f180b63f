"""Text of a person's file to records: which delimiter, which lines, what stands around the table."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from playground.datasets.numerals import looks_numeric
from playground.datasets.sheets.delimiters import LOOSE, delimiter_of, one_column, records_of, without_quotes
from playground.datasets.sheets.sheet import MAX_CELLS, Record, Sheet, left_out, record
from playground.datasets.sheets.surroundings import COMMENT_MARKS, without_surroundings
from playground.datasets.text_file import TableError
from playground.experiment.tables import MOST_ROWS
from playground.i18n import _

MAX_LINES = 5 * MOST_ROWS
"""Quoted cells may hold line breaks, and blank lines do not count as rows."""
MOST_AROUND = 1_000
"""Lines that may stand around a table of as many rows as may be read."""

_DECLARED = re.compile('"?sep=([,;\t|])"?\\s*?(?:\r\n|\r|\n)', re.IGNORECASE)
_LINE = re.compile("[^\r\n]*(?:\r\n|\r|\n|$)")


def read_delimited(text: str, encoding: str, fewest_columns: int) -> Sheet:
    """Return the cells of a text, without the lines around its table.

    Raises
    ------
    TableError
        If it has too many lines, is ragged, has too few columns, or a quotation mark is left open.
    """
    if _count_lines(text) > MAX_LINES:
        raise _too_many(text)
    declared = _DECLARED.match(text)
    skipped, body, comments = _without_comments(text, 1 if declared else 0)
    body = without_quotes(body)
    delimiter = declared[1] if declared else delimiter_of(body)
    records = [
        each for line, cells in records_of(body, delimiter) if (each := record(line + skipped, cells)) is not None
    ]
    if len(records) > MOST_ROWS + MOST_AROUND:
        raise _too_many(text)
    if not records:
        raise TableError(one_column())
    names = _commented_names(comments, records, delimiter)
    comments = comments[:-1] if names else comments
    rows, around = without_surroundings([names, *records] if names else records)
    if len(rows) > MOST_ROWS + 1:
        raise _too_many(text)
    rows = _equal(rows) if delimiter in LOOSE else rows
    width = _common_width(rows, fewest_columns)
    first = rows[0].cells + ("",) * (width - len(rows[0].cells))
    return Sheet(
        rows=(first, *(row.cells for row in rows[1:])),
        lines=tuple(row.line for row in rows),
        encoding=encoding,
        delimiter=delimiter,
        short_lines=sum(row.length < width for row in rows),
        left_out=(*(left_out(comment, "comment") for comment in comments), *around),
    )


def _without_comments(text: str, skip: int) -> tuple[int, str, list[Record]]:
    """Return how many lines stand above a table as comments, the text below them, and the comments.

    Where all lines begin so, they are no comments.
    """
    comments: list[Record] = []
    body, line = "", skip
    for match in islice(_LINE.finditer(text), skip, None):
        content = match[0].strip().lstrip('"')
        if not match[0] or (content and not _is_comment(content)):
            body = text[match.start() :]
            break
        line += 1
        if content:
            comments.append(Record(line, (content.strip('"'),), 1))
    if not body.strip():
        first = next(islice(_LINE.finditer(text), skip, None), None)
        return skip, text[first.start() :] if first and skip else text, []
    return line, body, comments


def _is_comment(content: str) -> bool:
    """Return whether a line is a comment, and its first cell not a mark alone: a column may be called "#" or "%"."""
    mark = next((mark for mark in COMMENT_MARKS if content.startswith(mark)), "")
    return bool(mark) and not content.removeprefix(mark).startswith((",", ";", "\t", "|", '"'))


def _commented_names(comments: list[Record], records: list[Record], delimiter: str) -> Record | None:
    """Return the names of the columns where they stand in the last comment above rows of numbers."""
    if not comments or not any(looks_numeric(cell) for cell in records[0].cells):
        return None
    line = comments[-1].line
    text = comments[-1].cells[0].lstrip("".join(COMMENT_MARKS)).strip()
    cells = next((cells for _line, cells in records_of(text, delimiter, strict=False)), [])
    names = record(line, cells)
    width = Counter(each.length for each in records).most_common(1)[0][0]
    if names is None or len(names.cells) != width or len(set(names.cells)) < width:
        return None
    return None if "" in names.cells or any(map(looks_numeric, names.cells)) else names


def _equal(rows: list[Record]) -> list[Record]:
    """Return lines divided by blanks, all of the same number of cells.

    The names may be one fewer, as R writes them above a table whose rows have names of their own.
    """
    width = Counter(row.length for row in rows).most_common(1)[0][0]
    if len(rows) > 2 and rows[0].length == width - 1:
        rows = [Record(rows[0].line, ("", *rows[0].cells), width), *rows[1:]]
    for row in rows:
        if row.length != width:
            sentence = _(
                "Line {line} has {n} cells divided by blanks or tabs, the others {width}; is one of them empty? Save "
                "the table with semicolons between its cells."
            )
            raise TableError(sentence.format(line=row.line, n=row.length, width=width))
    return rows


def _common_width(rows: list[Record], fewest: int) -> int:
    """Return the number of columns: that of the longest line, which may not be longer than the first."""
    for row in rows:
        if len(row.cells) > rows[0].length:
            sentence = _("Line {line} has {n} cells, and line {first} only {width}; each line needs the same number.")
            first = rows[0]
            raise TableError(sentence.format(line=row.line, n=len(row.cells), first=first.line, width=first.length))
    width = max(len(row.cells) for row in rows)
    if width < fewest:
        raise TableError(one_column())
    if width * len(rows) > MAX_CELLS:
        sentence = _("The file has {rows} rows of {width} cells; at most {most} cells are allowed.")
        raise TableError(sentence.format(rows=len(rows), width=width, most=MAX_CELLS))
    return width


def _too_many(text: str) -> TableError:
    sentence = _("The file has {n} lines; at most {rows} rows are allowed.")
    return TableError(sentence.format(n=_count_lines(text), rows=MOST_ROWS))


def _count_lines(text: str) -> int:
    breaks = text.count("\n") + text.count("\r") - text.count("\r\n")
    return breaks + (not text.endswith(("\n", "\r")))
