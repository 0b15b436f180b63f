"""Reads one sheet of a workbook in a process of its own: a damaged file may end that, never the server.

A workbook of a hundred bytes with a cell in its last row and column makes the reader ask for a terabyte, and ends the
process that it runs in. Here it may ask for :data:`MEMORY`, and what ends is this process alone.

The workbook comes on standard input; one JSON object goes to standard output. Arguments: the name of a sheet or
nothing, the most rows, columns and cells to send, the fewest columns of a table.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
from typing import Any

MEMORY = 500_000_000
"""Bytes of addresses, most of which are never touched."""
MOST_SHEETS = 50
"""That are looked through for a table."""


def cell_text(value: object) -> str:
    """Return a cell as a CSV file would have it: dates in ISO form, whole numbers without a point."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else decimals(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime):
        value = _whole_second(value)
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)


def decimals(value: float) -> str:
    """Return a number with the digits that make it, or with 15 where only rounding gave it more: 0.3, 1/3 with 16."""
    exact = repr(value)
    if len(exact) < 17:
        return exact
    rounded = f"{value:.15g}"
    return rounded if len(rounded) < len(exact) - 3 else exact


def _whole_second(value: datetime.datetime) -> datetime.datetime:
    """Return a time without what is left of a fraction of a day: 10:59:59.999997 is eleven o'clock."""
    near = (value + datetime.timedelta(milliseconds=500)).replace(microsecond=0)
    return near if abs(near - value) < datetime.timedelta(milliseconds=2) else value


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _names(workbook: Any) -> list[str]:
    """Return the names of the sheets of cells that can be seen, or of all if none can."""
    sheets = [each for each in workbook.sheets_metadata if str(each.typ).endswith(".WorkSheet")]
    visible = [each.name for each in sheets if str(each.visible).endswith(".Visible")]
    return visible or [each.name for each in sheets]


def _chosen(workbook: Any, names: list[str], wanted: str, fewest: int) -> tuple[str, Any]:
    """Return name and sheet: the one that is asked for, else the first with a table, else the first with anything."""
    if wanted in names:
        return wanted, workbook.get_sheet_by_name(wanted)
    anything: tuple[str, Any] | None = None
    for name in names[:MOST_SHEETS]:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.end is None:
            continue
        if sheet.width >= fewest and sheet.height > 2:
            return name, sheet
        anything = anything or (name, sheet)
    return anything or (names[0], workbook.get_sheet_by_name(names[0]))


def _read(raw: bytes, wanted: str, rows: int, columns: int, cells: int, fewest: int) -> dict[str, object]:
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        workbook = CalamineWorkbook.from_object(io.BytesIO(raw))
        names = _names(workbook)
        if not names:
            return {"error": "no sheet"}
        name, sheet = _chosen(workbook, names, wanted, fewest)
    except PasswordError:
        return {"error": "password"}
    made: dict[str, object] = {"names": names, "name": name, "height": sheet.height, "width": sheet.width}
    if sheet.end is None:
        return made | {"first": 1, "rows": []}
    if sheet.height > rows or sheet.width > columns or sheet.height * sheet.width > cells:
        return made | {"error": "large"}
    values = sheet.to_python(skip_empty_area=True)
    point = any(isinstance(value, float) and not value.is_integer() for row in values for value in row)
    texts = [[cell_text(value) for value in row] for row in values]
    return made | {"first": sheet.start[0] + 1, "rows": texts, "point": point}


def main(arguments: list[str]) -> int:
    """Run the process."""
    raw = sys.stdin.buffer.read()
    _limit_memory()
    wanted, *numbers = arguments
    try:
        answer = _read(raw, wanted, *map(int, numbers))
    except Exception as error:  # the reader's own errors, of which there are many; the parent says that it is damaged
        answer = {"error": "damaged", "reason": type(error).__name__}
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
