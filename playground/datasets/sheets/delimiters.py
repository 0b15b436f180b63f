"""What divides the cells of a text: a mark, several tabs, or blanks."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from playground.datasets.numerals import is_missing, looks_numeric
from playground.datasets.sheets.sheet import long_cell
from playground.datasets.text_file import TableError
from playground.i18n import _

DELIMITERS = (",", ";", "\t", "|")
TABS, BLANK, BLANKS = "\t\t", " ", "  "
"""Several tabs count as one; blanks of any number as one; one blank is part of a cell, two or more divide."""
LOOSE = (TABS, BLANK, BLANKS)
"""What leaves no room for an empty cell, so that each line needs the same number."""

_HEAD_CHARACTERS, _HEAD_RECORDS, _HEAD_CELLS = 50_000, 400, 5_000
_FEWEST_ALIKE, _FEWEST_NUMBERS, _MARGIN = 0.8, 0.3, 0.25
_CELL = {
    TABS: re.compile(r'"((?:[^"]|"")*)"(?=\t|$)|([^\t]+)'),
    BLANK: re.compile(r'"((?:[^"]|"")*)"(?=\s|$)|(\S+)'),
    BLANKS: re.compile(r'"((?:[^"]|"")*)"(?=\t|\s\s|$)|((?:[^\s]| (?! ))+)'),
}
_LINES = re.compile("\r\n|\r|\n")
_DATE = re.compile(r"\d{1,2} \d{1,2} \d{2,4}|\d{4} \d{1,2} \d{1,2}")

Score = tuple[float, int]
_NOTHING: Score = (0.0, 0)


def delimiter_of(text: str) -> str:
    """Return the delimiter with which the first lines are most alike and most of their cells are numbers.

    Quotation marks are respected, so that ``1,5;2,5`` is two numbers and not three cells. Blanks divide only where no
    mark does, or where a mark leaves several numbers in its cells.

    Raises
    ------
    TableError
        If none of :data:`DELIMITERS` and :data:`LOOSE` divides most of the lines.
    """
    head = text[:_HEAD_CHARACTERS]
    if len(text) > len(head):
        head = head[: max(head.rfind("\n"), head.rfind("\r")) + 1] or head
    scores = {delimiter: _score(head, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=scores.__getitem__)
    whole = [delimiter for delimiter in DELIMITERS if _divides_every_line(head, delimiter)]
    if whole and len(next(iter(_records(head, best)), [])) < 2:  # the line of names has none: these are decimal commas
        best = max(whole, key=scores.__getitem__)
    loose = {delimiter: _loose_score(head, delimiter) for delimiter in (BLANK, BLANKS)}
    blank = max(loose, key=loose.__getitem__)
    if loose[blank] > _NOTHING and (
        scores[best] == _NOTHING or (loose[blank][0] > scores[best][0] + _MARGIN and _holds_several_numbers(head, best))
    ):
        return blank
    if scores[best] == _NOTHING:
        raise TableError(one_column())
    return TABS if best == "\t" and _has_several_tabs(head) else best


def records_of(text: str, delimiter: str, strict: bool = True) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each line with the number of the line on which they begin.

    Raises
    ------
    TableError
        If a quotation mark is left open, as far as ``strict``.
    """
    if delimiter in LOOSE:
        for line, content in enumerate(_LINES.split(text), 1):
            yield (
                line,
                [(quoted.replace('""', '"') or bare).strip() for quoted, bare in _CELL[delimiter].findall(content)],
            )
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=strict)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        if not strict:
            raise
        if "field limit" in str(error):
            raise TableError(long_cell(line)) from error
        sentence = _("Line {line}: a quotation mark is not closed, or text follows the closing one.")
        raise TableError(sentence.format(line=line)) from error


def without_quotes(text: str) -> str:
    """Return a text without the quotation marks in which each of its lines stands as a whole; else as it is.

    The number of each line stays.
    """
    first = text.lstrip()[:1]
    if first != '"' or _score(text[:_HEAD_CHARACTERS], ",") > _NOTHING:
        return text
    lines: list[str] = []
    try:
        for line, cells in records_of(text, ","):
            if line != len(lines) + 1 or any(cells[1:]) or any(mark in "".join(cells[:1]) for mark in "\r\n"):
                return text
            lines.append(cells[0] if cells else "")
    except TableError:
        return text
    return "\n".join(lines) + "\n"


def one_column() -> str:
    """Return a sentence on a text whose lines nothing divides."""
    return _(
        "The file has one column only: neither comma, semicolon, tab, vertical bar nor blanks divide its lines into "
        "the same cells."
    )


def _records(head: str, delimiter: str) -> list[list[str]]:
    """Return the lines of a head that are not blank, as far as they can be read."""
    records = (cells for _line, cells in records_of(head, delimiter, strict=False))
    try:
        return [cells for cells in islice(records, _HEAD_RECORDS) if any(cell.strip() for cell in cells)]
    except csv.Error:
        return []


def _score(head: str, delimiter: str) -> Score:
    """Return how well a delimiter divides the head of a file: likeness of the lines plus share of numbers; width."""
    records = _records(head, delimiter)
    width, alike = Counter(map(len, records)).most_common(1)[0] if records else (0, 0)
    if width < 2:
        return _NOTHING
    return alike / len(records) + _share_of_numbers(records), width


def _divides_every_line(head: str, delimiter: str) -> bool:
    """Return whether a delimiter divides all lines into the same number of cells, two or more."""
    widths = {len(cells) for cells in _records(head, delimiter)}
    return len(widths) == 1 and min(widths) > 1


def _loose_score(head: str, delimiter: str) -> Score:
    """Return the same of blanks, which divide any prose: nothing unless the lines are alike and hold numbers."""
    score, width = _score(head, delimiter)
    if not width:
        return _NOTHING
    numbers = _share_of_numbers(_records(head, delimiter))
    return (score, width) if numbers >= _FEWEST_NUMBERS and score - numbers >= _FEWEST_ALIKE else _NOTHING


def _share_of_numbers(records: list[list[str]]) -> float:
    cells = [cell.strip() for cell in islice((cell for record in records for cell in record), _HEAD_CELLS)]
    return sum(is_missing(cell) or looks_numeric(cell) for cell in cells) / len(cells)


def _holds_several_numbers(head: str, delimiter: str) -> bool:
    """Return whether most lines have a cell in which blanks divide several numbers."""
    records = _records(head, delimiter)
    several = sum(any(map(_is_several_numbers, cells)) for cells in records)
    return 2 * several > len(records)


def _is_several_numbers(cell: str) -> bool:
    parts = cell.split()
    if len(parts) < 2 or looks_numeric(cell.strip()) or _DATE.fullmatch(cell.strip()):
        return False
    return all(is_missing(part) or looks_numeric(part) for part in parts)


def _has_several_tabs(head: str) -> bool:
    """Return whether lines are alike only where several tabs count as one."""
    single, merged = (Counter(map(len, _records(head, delimiter))) for delimiter in ("\t", TABS))
    return len(merged) == 1 < len(single)
