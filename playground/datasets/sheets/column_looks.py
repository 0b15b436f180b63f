"""How the columns of a file look, before anybody knows which of its lines belong to the table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from playground.datasets.numerals import DecimalMark, is_missing, looks_numeric, number
from playground.datasets.sheets.sheet import Record

_MOST_RECORDS = 2_000
_DIGITS, _LETTERS = re.compile("[0-9]+"), re.compile(r"[^\W\d_]+")
_UNIQUE = 0.9
_SUM, _MEAN = 1e-3, 5e-3
"""How far a total and a mean may be rounded, beside their own size."""


def shape(cell: str) -> str:
    """Return a cell with each run of digits and of letters as one character: "Jul 19, 2022" is "a 9, 9"."""
    return _DIGITS.sub("9", _LETTERS.sub("a", cell))


class ColumnLooks:
    """Which columns of some records hold numbers, and what their texts look like.

    Parameters
    ----------
    records
        Lines of a file; those of the commonest length are looked at.
    """

    def __init__(self, records: Sequence[Record]) -> None:
        self.width = max(Counter(record.length for record in records).items(), key=lambda item: (item[1], item[0]))[0]
        self.body = [record for record in records if record.length == self.width]
        step = len(self.body) // _MOST_RECORDS + 1
        sample = self.body[::step]
        columns = [[row.cells[place] for row in sample if place < len(row.cells)] for place in range(self.width)]
        self.used = sum(any(cells) for cells in columns)
        self.numeric = [_is_numeric(cells) for cells in columns]
        self.telling = self._without_repeated_words()
        self.shapes = [
            Counter(() if self.numeric[place] else map(shape, columns[place])) for place in range(self.width)
        ]
        self.counts = [Counter(self._texts(place)) for place in range(self.width)]

    def _texts(self, place: int) -> list[str]:
        """Return the texts of a column, none of one of numbers."""
        if self.numeric[place]:
            return []
        return [row.cells[place].casefold() for row in self.telling if place < len(row.cells)]

    def _without_repeated_words(self) -> list[Record]:
        """Return the lines, but of those without a number where others have one only the first of equal ones."""
        numeric = [place for place, is_numeric in enumerate(self.numeric) if is_numeric]
        if not numeric:
            return self.body
        words: set[tuple[str, ...]] = set()
        telling: list[Record] = []
        for row in self.body:
            if not any(looks_numeric(row.cells[place]) for place in numeric if place < len(row.cells)):
                if row.cells in words:
                    continue
                words.add(row.cells)
            telling.append(row)
        return telling

    def is_data(self, record: Record) -> bool:
        """Return whether a line looks like most of the others: numbers or texts where they have numbers or such texts.

        Of several columns at least two must hold something, unless the line has as many cells as the others.
        """
        filled = [(place, cell) for place, cell in enumerate(record.cells[: self.width]) if not is_missing(cell)]
        if len(filled) < 2 and record.length < self.width:
            return False
        numbers = [looks_numeric(cell) for place, cell in filled if self.numeric[place]]
        if numbers and 2 * sum(numbers) >= len(numbers):
            return True
        return any(self._is_usual_text(place, cell) for place, cell in filled)

    def is_surely_data(self, record: Record) -> bool:
        """Return whether a line has numbers in all columns of numbers that it fills, and only usual texts in others."""
        filled = [(place, cell) for place, cell in enumerate(record.cells[: self.width]) if not is_missing(cell)]
        return self.is_data(record) and all(
            looks_numeric(cell) if self.numeric[place] else self.is_usual(place, cell) or self.is_distinct(place)
            for place, cell in filled
        )

    def is_surely_names(self, record: Record) -> bool:
        """Return whether a line has a different text in each column, where others have numbers too."""
        cells = record.cells
        texts = len(cells) == self.width == len(set(cells)) and any(self.numeric) and "" not in cells
        return texts and not any(looks_numeric(cell) or self._is_usual_text(n, cell) for n, cell in enumerate(cells))

    def _is_usual_text(self, place: int, cell: str) -> bool:
        return not self.numeric[place] and self.is_usual(place, cell)

    def is_usual(self, place: int, cell: str) -> bool:
        """Return whether a column of texts has a text twice, or most of its texts have digits in the same places."""
        if self.counts[place][cell.casefold()] > 1:
            return True
        looks = self.shapes[place]
        return "9" in shape(cell) and 2 * looks[shape(cell)] > sum(looks.values())

    def is_distinct(self, place: int) -> bool:
        """Return whether a column holds numbers, dates, or texts of which hardly one is there twice."""
        if place >= self.width or self.numeric[place]:
            return True
        counts, shapes = self.counts[place], self.shapes[place]
        dated = sum(n for looks, n in shapes.items() if "9" in looks)
        return 2 * dated > shapes.total() or len(counts) >= _UNIQUE * counts.total()

    def is_total(self, record: Record, mean: bool) -> bool:
        """Return whether all numbers of a line are the sums, or with ``mean`` the means, of what stands above it."""
        above = [row for row in self.body if row.line < record.line]
        cells = [(place, cell) for place, cell in enumerate(record.cells) if not is_missing(cell)]
        cells = [(place, cell) for place, cell in cells if place < self.width and self.numeric[place]]
        cells = [(place, cell) for place, cell in cells if looks_numeric(cell)]
        return bool(cells) and len(above) > 4 and all(_sums_up(above, place, cell, mean) for place, cell in cells)


def _is_numeric(cells: list[str]) -> bool:
    present = [cell for cell in cells if not is_missing(cell)]
    return 2 * sum(map(looks_numeric, present)) > len(present)


def _sums_up(above: list[Record], place: int, cell: str, mean: bool) -> bool:
    marks: tuple[DecimalMark, ...] = (".", ",")
    for mark in marks:
        value = number(cell, mark)
        texts = [row.cells[place] for row in above if place < len(row.cells)]
        values = [number(text, mark) for text in texts if not is_missing(text)]
        known = [each for each in values if each is not None and each == each]
        if value is None or len(known) < 5 or 10 * len(known) < 9 * len(values):
            continue
        total = sum(known)
        if abs(value - total) <= _SUM * abs(total) and abs(value) > max(map(abs, known)):
            return True
        if mean and abs(value - total / len(known)) <= _MEAN * abs(total / len(known)):
            return True
    return False
