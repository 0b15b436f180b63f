"""One number a line: what stands above and below them."""

from __future__ import annotations

from dataclasses import replace

from playground.datasets.numerals import is_missing, looks_numeric
from playground.datasets.sheets.sheet import LeftOut, Record, Sheet, left_out
from playground.datasets.sheets.surroundings import COMMENT_MARKS, why_words_below


def without_words(sheet: Sheet) -> Sheet:
    """Return a sheet of one column without the lines of words around its numbers, but for the last above them.

    Parameters
    ----------
    sheet
        One cell a line, none of them left out yet; a cell may be empty.
    """
    records = [Record(line, row, 1) for line, row in zip(sheet.lines, sheet.rows, strict=True)]
    numbers = [n for n, record in enumerate(records) if looks_numeric(record.cells[0])]
    if not numbers:
        return sheet
    first, last = numbers[0], numbers[-1]
    words = [record for record in records[:first] if record.cells[0]]
    names = _names(words)
    lines = [
        left_out(record, "comment" if _is_comment(record) else "title")
        for record in words
        if names is None or record.line != names.line
    ]
    below = [record for record in records[last + 1 :] if record.cells[0] and not is_missing(record.cells[0])]
    notes = [(record, why_words_below(record.cells[0])) for record in below]
    end = last + 1 if all(why for _record, why in notes) else len(records)
    middle = [record for record in records[first:end] if not _is_comment(record)]
    lines += [left_out(record, "comment") for record in records[first:end] if _is_comment(record)]
    lines += [left_out(record, why) for record, why in notes if why and record.line > records[end - 1].line]
    return _narrowed(sheet, names, middle, lines)


def _names(words: list[Record]) -> Record | None:
    """Return the last line above the numbers, which says what they are; of a comment without its mark."""
    if not words:
        return None
    able = [record for record in words if not _is_comment(record)] or words
    name = able[-1].cells[0].lstrip("".join(COMMENT_MARKS)).strip()
    return Record(able[-1].line, (name,), 1) if name else None


def _is_comment(record: Record) -> bool:
    return record.cells[0].startswith(COMMENT_MARKS)


def _narrowed(sheet: Sheet, names: Record | None, middle: list[Record], lines: list[LeftOut]) -> Sheet:
    records = [names, *middle] if names else middle
    return replace(
        sheet,
        rows=tuple(record.cells for record in records),
        lines=tuple(record.line for record in records),
        left_out=tuple(lines),
    )
