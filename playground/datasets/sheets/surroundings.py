"""Lines around a table that are none of its rows: titles, comments, units, totals, sources."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playground.datasets.numerals import is_missing, looks_numeric
from playground.datasets.sheets.column_looks import ColumnLooks
from playground.datasets.sheets.sheet import LeftOut, Record, Why, left_out

COMMENT_MARKS = ("#", "%", "//")
LONGEST_NAME = 60
"""Characters of a column's name, beyond which a line explains and does not name."""
LONGEST_UNIT = 10
_MOST_ABOVE = 200
_MOST_NAMED = 0.6
"""Share of the columns that a line of names names at least."""
_FEWEST_RECORDS = 5

_UNIT = re.compile(
    r"\(.*\)|\[.*\]|[%‰°€$£]|[:\-=+]{2,}|"
    r"(?:[µnmckMGhd]?(?:m|s|g|l|L|V|A|W|Hz|J|N|Pa|K|B|bar|mol|cd|t|eV|cal)|°[CF]|min|h|d|ha|ppm|ppb|psi|rpm|dB|rad|deg|"
    r"secondes?|seconds?|minutes?|heures?|hours?|jours?|days?|années?|years?|mètres?|met(?:er|re)s?|grammes?|grams?|"
    r"lit(?:re|er)s?|volts?|amp[eè]res?|watts?|newtons?|pascals?|kelvins?|celsius|degr[eé]e?s?|euros?|dollars?|percent|"
    r"mmHg|atm|Ω|ohm|kWh|MWh|USD|EUR|unit|units|unité|unités|pcs)(?:[²³]|\^?-?[123])?(?:[/·.* ].+)?",
)
_TOTAL = re.compile(
    r"(?:(?:grand|sub|sous|the|all)[ -]?)?(?:totals?|totaux|sums?|somme|average|avg\.?|averages|means?|moyennes?|"
    r"moy\.?|ensemble|median|médiane|minimum|maximum|std\.?(?: ?dev\.?)?|standard deviation|écart[ -]type)"
    r"(?: (?:général|générale|general|overall|annuel|annuelle|mobile))?(?: \d{4})?(?: ?\(.*\))?(?: ?[:=].*)?",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:sources?|notes?|nota|nb|n\.b\.|lecture|champ|légende|legend|remarques?|remarks?|downloaded|téléchargé|generated|"
    r"généré|exported|exporté|last updated?|dernière mise à jour|mise à jour|données|data from|copyright|licen[cs]e|"
    r"footnotes?|unités?|units?)"
    r"\s*(?:[:=].*|\s.{12,}|$)|[©*†].+|\(?[0-9*a-z]\)\s.+",
    re.IGNORECASE | re.DOTALL,
)
_SURELY_A_NOTE = re.compile(r".*[:(].*|.{26,}", re.DOTALL)


def without_surroundings(records: Sequence[Record]) -> tuple[list[Record], tuple[LeftOut, ...]]:
    """Return the lines of the table, its names first if it has any, and the lines that were left out.

    A line that could be a row stays: a class may be called "Total". Where hardly anything would be left, all stay.

    Parameters
    ----------
    records
        The lines of a file that are not blank; one or more.
    """
    if len(records) < _FEWEST_RECORDS:
        return list(records), ()
    looks = ColumnLooks(records)
    last, foot = _foot(records, looks)
    first, head = _head(records[:last], looks)
    body, within = _body(records[first:last], looks)
    if len(body) < 2:
        return list(records), ()
    around = sorted([*head, *within, *foot], key=lambda line: line.line)
    return body, tuple(around)


def why_words_below(words: str) -> Why | None:
    """Return why a line of words below numbers is none of them; nothing where it may be a broken number."""
    if words.startswith(COMMENT_MARKS):
        return "comment"
    if _TOTAL.fullmatch(words):
        return "total"
    return "source" if _NOTE.fullmatch(words) or (" " in words and words[0].isalpha()) else None


def _head(records: Sequence[Record], looks: ColumnLooks) -> tuple[int, list[LeftOut]]:
    """Return the place of the names, or of the first row where there are none, and the lines above them."""
    data = next((n for n, record in enumerate(records[:_MOST_ABOVE]) if looks.is_data(record)), 0)
    sure = next((n for n, record in enumerate(records[:_MOST_ABOVE]) if looks.is_surely_data(record)), data)
    if any(map(looks.is_surely_names, records[data:sure])):  # what is above looks like data, but does not fit
        data = sure
    names = _names(records[:data], looks)
    if names is None:
        names = next((n for n in range(data) if not _is_title(records[n], looks)), data)
    return names, [
        left_out(record, "comment" if _begins_as_comment(record.cells[0]) else "title") for record in records[:names]
    ]


def _names(records: Sequence[Record], looks: ColumnLooks) -> int | None:
    """Return which of the lines above the first row names the columns: the last one that can, but for units."""
    able = [n for n, record in enumerate(records) if _can_name(record, looks)]
    if len(able) > 1 and able[-2] == able[-1] - 1 and _are_units(records[able[-1]], records[able[-2]]):
        return able[-2]
    return able[-1] if able else None


def _can_name(record: Record, looks: ColumnLooks) -> bool:
    """Return whether a line has a text for most columns, each but once."""
    names = [cell for cell in record.cells if cell]
    if len(record.cells) > looks.width or max(map(len, names)) > LONGEST_NAME or len(set(names)) < len(names):
        return False
    index = looks.width == 2 and record.cells[0] == "" and record.length == 2
    return index or (len(names) >= min(2, looks.width) and len(names) >= _MOST_NAMED * looks.used)


def _are_units(record: Record, names: Record) -> bool:
    """Return whether a line below names holds their units: known ones, or texts that are shorter than the names."""
    cells = [cell for cell in record.cells if not is_missing(cell)]
    if not cells or any(map(looks_numeric, cells)):
        return False
    if 2 * sum(bool(_UNIT.fullmatch(cell)) for cell in cells) >= len(cells):
        return True
    short = len(cells) > 2 and max(map(len, cells)) <= LONGEST_UNIT
    return short and sum(map(len, cells)) < 0.75 * sum(map(len, names.cells))


def _is_title(record: Record, looks: ColumnLooks) -> bool:
    """Return whether a line with few cells names no columns: it begins with them, in words."""
    few = len(record.cells) < looks.width and sum(map(bool, record.cells)) < _MOST_NAMED * looks.used
    return few and not looks_numeric(record.cells[0]) and not (looks.width == 2 and record.length == 2)


def _begins_as_comment(cell: str) -> bool:
    return cell.startswith(COMMENT_MARKS)


def _foot(records: Sequence[Record], looks: ColumnLooks) -> tuple[int, list[LeftOut]]:
    """Return the place behind the last row, and the lines from there on."""
    lines: list[LeftOut] = []
    end = len(records)
    while end > 2 and (why := _why_below(records[end - 1], looks)) is not None:
        end -= 1
        lines.append(left_out(records[end], why))
    return end, lines


def _why_below(record: Record, looks: ColumnLooks) -> Why | None:
    """Return why the last line is no row; nothing where it could be one."""
    place, label = next((place, cell) for place, cell in enumerate(record.cells) if cell)
    numeric = place < looks.width and looks.numeric[place]
    if looks_numeric(label):
        return "total" if _has_no_label(record, looks) and looks.is_total(record, mean=False) else None
    if is_missing(label) or (place < looks.width and not numeric and looks.is_usual(place, label)):
        return None
    if _begins_as_comment(label) and (numeric or record.length != looks.width):
        return "comment"
    if _TOTAL.fullmatch(label):
        return "total" if numeric or _is_surely_total(record, place, looks) else None
    return "source" if _NOTE.fullmatch(label) or _stands_alone(record, label, looks) else None


def _has_no_label(record: Record, looks: ColumnLooks) -> bool:
    """Return whether the columns of texts are empty, of which the first column is one."""
    texts = [place for place in range(looks.width) if not looks.numeric[place]]
    return bool(texts) and texts[0] == 0 and not any(record.cells[n] for n in texts if n < len(record.cells))


def _is_surely_total(record: Record, place: int, looks: ColumnLooks) -> bool:
    """Return whether a line that says so is a total, and no row of a class of this name.

    Its column tells rows apart by dates or names, or the line lacks a cell, or it has the sums or means of the others.
    """
    lacks = len(record.cells) < looks.width or any(is_missing(cell) for cell in record.cells[place:])
    return looks.is_distinct(place) or lacks or looks.is_total(record, mean=True)


def _stands_alone(record: Record, label: str, looks: ColumnLooks) -> bool:
    """Return whether a line holds nothing but words, and is not only a row that lacks the rest."""
    if looks.width < 2 or sum(map(bool, record.cells)) > 1 or not any(map(str.isalpha, label)):
        return False
    return (record.length < looks.width and " " in label) or bool(_SURELY_A_NOTE.fullmatch(label))


def _body(records: Sequence[Record], looks: ColumnLooks) -> tuple[list[Record], list[LeftOut]]:
    """Return names and rows, and the lines between them that are none: units, names again, comments."""
    names = records[0] if not looks.is_data(records[0]) else None
    rows, lines, units, begun = [records[0]], [], set[tuple[str, ...]](), names is None
    for record in records[1:]:
        begun = begun or looks.is_data(record)
        why = _why_within(record, names, units, begun, looks)
        if why is None:
            rows.append(record)
            continue
        if why == "units":
            units.add(record.cells)
        lines.append(left_out(record, why))
    return rows, lines


def _why_within(
    record: Record, names: Record | None, units: set[tuple[str, ...]], begun: bool, looks: ColumnLooks
) -> Why | None:
    """Return why a line below the names is no row."""
    first = record.cells[0] if record.cells else ""
    if _begins_as_comment(first) and (looks.numeric[0] or record.length != looks.width):
        return "comment"
    if names is None:
        return None
    if record.cells == names.cells:
        return "heading"
    if record.cells in units or (not begun and _are_units(record, names)):
        return "units"
    return None
