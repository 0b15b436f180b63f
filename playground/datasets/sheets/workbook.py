"""A workbook of a spreadsheet program: one sheet of it as a table."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

from playground.datasets.file_kind import FileKind, kind_of
from playground.datasets.sheets import workbook_process
from playground.datasets.sheets.sheet import MAX_CELLS, MAX_COLUMNS, Record, Sheet, record, refuse_size
from playground.datasets.sheets.surroundings import without_surroundings
from playground.datasets.text_file import TableError
from playground.experiment.quoted import quoted
from playground.experiment.tables import MOST_ROWS
from playground.i18n import _
from playground.numerals import fixed

MAX_BYTES = 20_000_000
MAX_UNPACKED = 200_000_000
MOST_AROUND = 1_000
"""Rows that may stand around a table of as many rows as may be read."""
SECONDS = 20.0
"""After which a workbook is given up."""


class Sheets(NamedTuple):
    """Names of a workbook's sheets, and the one that is read where nobody chooses: the first with a table."""

    names: tuple[str, ...]
    usual: str


def read_workbook(raw: bytes, sheet: str | None, kind: FileKind, fewest_columns: int) -> Sheet:
    """Return the cells of one sheet: dates in ISO form, of formulas the values that were saved with them.

    Parameters
    ----------
    raw
        An .xlsx, .xlsm, .xlsb, .ods or .xls file, at most 20 MB and 200 MB unpacked.
    sheet
        Name of the sheet; ``None``, or a name that it has not, for the first one with a table.
    kind
        What the file is.

    Raises
    ------
    TableError
        If it is damaged, too large, protected by a password, or its sheet has no table.
    """
    refuse_large(len(raw))
    if kind == "workbook":
        _refuse_bomb(raw)
    answer = _answer(raw, sheet or "", fewest_columns)
    _refuse(answer)
    records = _records(answer)
    if not records:
        raise TableError(_("The sheet {name} is empty.").format(name=quoted(answer["name"])))
    rows, around = without_surroundings(records)
    width = max(len(row.cells) for row in rows)
    refuse_size(len(rows), width)
    if width < fewest_columns:
        sentence = _("The sheet {name} has one column only; a table needs several.")
        raise TableError(sentence.format(name=quoted(answer["name"])))
    first = rows[0].cells + ("",) * (width - len(rows[0].cells))
    return Sheet(
        rows=(first, *(row.cells for row in rows[1:])),
        lines=tuple(row.line for row in rows),
        encoding="",
        delimiter="",
        short_lines=0,
        kind=kind,
        sheets=tuple(answer["names"]),
        sheet=answer["name"],
        left_out=around,
        decimal="." if answer["point"] else None,
    )


def sheets_of(raw: bytes) -> Sheets | None:
    """Return the sheets of a workbook; nothing for another file.

    Raises
    ------
    TableError
        As :func:`read_workbook`.
    """
    kind = kind_of(raw)
    if kind not in ("workbook", "old workbook"):
        return None
    refuse_large(len(raw))
    if kind == "workbook":
        _refuse_bomb(raw)
    answer = _answer(raw, "", 2, most_rows=0)
    if "names" not in answer:
        _refuse(answer)
    return Sheets(tuple(answer["names"]), answer["name"])


def refuse_large(size: int) -> None:
    """Refuse a file of more bytes than may be read of one that is no text."""
    if size > MAX_BYTES:
        sentence = _("The file has {size} MB; at most {most} MB are allowed.")
        raise TableError(sentence.format(size=fixed(size / 1e6, 1), most=fixed(MAX_BYTES / 1e6, 0)))


def _records(answer: dict[str, Any]) -> list[Record]:
    """Return the rows that are not blank; each is as long as the table is wide."""
    lines = enumerate(answer["rows"], answer["first"])
    return [each for line, cells in lines if (each := record(line, cells)) is not None]


def _answer(raw: bytes, sheet: str, fewest: int, most_rows: int = MOST_ROWS + MOST_AROUND) -> dict[str, Any]:
    """Return what the process that reads it says."""
    limits = (most_rows, MAX_COLUMNS, MAX_CELLS, fewest)
    command = [sys.executable, "-P", str(Path(workbook_process.__file__)), sheet, *map(str, limits)]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        sentence = _("Reading the workbook takes too long. Copy the table into a new workbook, or save it as CSV.")
        raise TableError(sentence) from error
    if done.returncode:
        return {"error": "damaged"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _refuse(answer: dict[str, Any]) -> None:
    error = answer.get("error")
    if error == "password":
        raise TableError(_("The workbook is protected by a password. Save it without one."))
    if error == "large":
        sentence = _(
            "The sheet {name} has {rows} rows and {columns} columns; at most {most_rows} rows, {most_columns} "
            "columns and {cells} cells are allowed."
        )
        raise TableError(
            sentence.format(
                name=quoted(answer["name"]),
                rows=answer["height"],
                columns=answer["width"],
                most_rows=MOST_ROWS,
                most_columns=MAX_COLUMNS,
                cells=MAX_CELLS,
            )
        )
    if error:
        raise TableError(
            _("The workbook is damaged, or no workbook. Open it in a spreadsheet program and save it as .xlsx or CSV.")
        )


def _refuse_bomb(raw: bytes) -> None:
    """Refuse an archive that says of itself that it unpacks to too much."""
    with ZipFile(BytesIO(raw)) as archive:  # its list was read before, to see that it is a workbook
        size = sum(info.file_size for info in archive.infolist())
    if size > MAX_UNPACKED:
        sentence = _("The workbook unpacks to {size} MB; at most {most} MB are allowed. Save the table as CSV.")
        raise TableError(sentence.format(size=fixed(size / 1e6, 0), most=fixed(MAX_UNPACKED / 1e6, 0)))
