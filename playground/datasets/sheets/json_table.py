"""A table as JSON: records, columns, or rows."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from playground.datasets.sheets.sheet import Sheet, refuse_size, tabular
from playground.datasets.text_file import TableError
from playground.experiment.quoted import quoted
from playground.i18n import _

_JSON = re.compile(r'\s*[{\[]\s*(?:["{}\[\]\-0-9]|true|false|null|NaN|$)')
_PLACE = re.compile("[0-9]+")

Rows = list[list[str]]


class _Number(str):
    """A number as the file writes it."""


def is_json(text: str) -> bool:
    """Return whether a text that begins with a bracket goes on as JSON does: "[kg],[m]" does not."""
    return bool(_JSON.match(text))


def read_json(text: str, encoding: str) -> Sheet:
    """Return the cells of a table in JSON: the names of the columns, then the records.

    Taken are records, ``[{"a": 1, "b": 2}, ...]``, one a line too; rows, ``[["a", "b"], [1, 2], ...]``; columns,
    ``{"a": [1, ...], "b": [2, ...]}``; and all that ``pandas.DataFrame.to_json`` writes.

    Raises
    ------
    TableError
        If it is not valid, or no table.
    """
    value = _value(text)
    rows = _rows(value)
    if rows is None or len(rows) < 2 or not rows[0]:
        raise TableError(_no_table())
    cells, lines = tabular(rows)
    numbers = any(isinstance(cell, _Number) and not cell.isdigit() for row in rows[1:] for cell in row)
    named = None if _is_list_of(value, list) else True
    return Sheet(cells, lines, encoding, "", 0, kind="json", decimal="." if numbers else None, named=named)


def _value(text: str) -> Any:
    """Return what a text in JSON says: one value, or the values of its lines."""
    try:
        return _parsed(text)
    except json.JSONDecodeError as whole:
        lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) < 2 or whole.msg != "Extra data":
            raise TableError(_invalid(whole.lineno, whole.colno)) from whole
    values = []
    for n, line in lines:
        try:
            values.append(_parsed(line))
        except json.JSONDecodeError as error:
            raise TableError(_invalid(n, error.colno)) from error
    return values


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_float=_Number, parse_int=_Number, parse_constant=_Number)
    except RecursionError as error:
        raise TableError(_no_table()) from error


def _rows(value: Any) -> Rows | None:
    """Return names and records; nothing if a value is no table."""
    if isinstance(value, list):
        return _of_list(value)
    if not isinstance(value, dict):
        return None
    if _is_list_of(value.get("data"), list) and isinstance(value.get("columns"), list):
        return _of_list([value["columns"], *value["data"]])
    lists = [each for each in value.values() if _is_list_of(each, dict)]
    if len(lists) == 1:  # records beside what is said of them
        return _of_records(lists[0])
    if value and all(isinstance(each, dict) for each in value.values()):
        return _of_mappings(value)
    return _of_columns(value)


def _of_list(values: list[Any]) -> Rows | None:
    if _is_list_of(values, dict):
        return _of_records(values)
    if not _is_list_of(values, list):
        return None
    width = len(values[0])
    for n, row in enumerate(values, 1):
        if len(row) != width:
            sentence = _(
                "Row {n} of the JSON file has {cells} values, the first {width}; each row needs the same number."
            )
            raise TableError(sentence.format(n=n, cells=len(row), width=width))
    return [[_text(cell, n) for cell in row] for n, row in enumerate(values, 1)]


def _of_records(records: Sequence[Mapping[str, Any]]) -> Rows:
    names = list(dict.fromkeys(name for record in records for name in record))
    _refuse_many(names, len(records))
    return [names, *([_text(record.get(name), n) for name in names] for n, record in enumerate(records, 1))]


def _of_mappings(value: Mapping[str, Mapping[str, Any]]) -> Rows:
    """Return records of columns by row, or of rows by column, as pandas writes both; rows have numbers for names."""
    if all(_PLACE.fullmatch(name) for name in value):
        return _of_records(list(value.values()))
    places = list(dict.fromkeys(place for column in value.values() for place in column))
    _refuse_many(list(value), len(places))
    rows = [[_text(column.get(place), n) for column in value.values()] for n, place in enumerate(places, 1)]
    return [list(value), *rows]


def _of_columns(value: Mapping[str, Any]) -> Rows | None:
    """Return records of columns that are lists of the same length."""
    columns = {name: cells for name, cells in value.items() if isinstance(cells, list)}
    if not columns or len(columns) < len(value):
        return None
    lengths = {name: len(cells) for name, cells in columns.items()}
    first, rows = next(iter(lengths.items()))
    for name, length in lengths.items():
        if length != rows:
            sentence = _("Column {name} has {n} values, column {first} {rows}; each needs the same number.")
            raise TableError(sentence.format(name=quoted(name), n=length, first=quoted(first), rows=rows))
    _refuse_many(list(columns), rows)
    return [list(columns), *([_text(cells[n], n + 1) for cells in columns.values()] for n in range(rows))]


def _refuse_many(names: Sequence[str], rows: int) -> None:
    """Refuse many names of few records each, before the cells that are lacking are made."""
    refuse_size(rows + 1, len(names))


def _text(value: Any, n: int) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return value
    sentence = _("Record {n} of the JSON file has a list or an object in place of a value; write one value in each.")
    raise TableError(sentence.format(n=n))


def _is_list_of(value: Any, kind: type) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, kind) for each in value)


def _invalid(line: int, column: int) -> str:
    sentence = _(
        "Line {line} of the JSON file is not valid at character {column}: is a mark missing, or its end cut off?"
    )
    return sentence.format(line=line, column=column)


def _no_table() -> str:
    return _('This JSON file holds no table; records are needed, as in [{"x": 1, "y": 2}, {"x": 3, "y": 4}].')
