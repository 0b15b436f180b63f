"""A person's table, whatever kind of file it comes in, to cells."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.datasets.file_kind import FileKind, kind_of, what_it_is
from playground.datasets.sheets.arff import read_arff
from playground.datasets.sheets.delimited import read_delimited
from playground.datasets.sheets.delimiters import delimiter_of
from playground.datasets.sheets.json_table import is_json, read_json
from playground.datasets.sheets.parquet_table import read_parquet
from playground.datasets.sheets.sheet import MAX_COLUMNS, LeftOut, Sheet, one_line
from playground.datasets.sheets.workbook import read_workbook
from playground.datasets.text_file import TableError, decode
from playground.i18n import N_, _

__all__ = ["MAX_COLUMNS", "LeftOut", "Sheet", "delimiter_of", "one_line", "read_sheet"]

_TABLES: tuple[FileKind, ...] = ("empty", "text", "json", "arff", "workbook", "old workbook", "parquet", "unknown")
_SAVE = N_("Save its table as CSV or .xlsx.")
_UNPACK = N_("Unpack it, and give the table that is in it.")
_ADVICE: Mapping[FileKind, str] = MappingProxyType(
    {
        "zip": _UNPACK,
        "archive": _UNPACK,
        "document": N_("Copy its table into a spreadsheet program, and save it as CSV or .xlsx."),
        "web page": N_("Open it in a spreadsheet program, and save its table as CSV or .xlsx."),
        "arrays": _SAVE,
        "database": _SAVE,
    }
)


def read_sheet(raw: bytes, sheet: str | None = None, fewest_columns: int = 2) -> Sheet:
    """Return the cells of a file.

    Parameters
    ----------
    raw
        A text of at most 5 MB whose cells a comma, semicolon, tab, vertical bar or blanks divide, JSON or ARFF; a
        workbook (.xlsx, .xls, .ods) or Parquet of at most 20 MB.
    sheet
        Of a workbook, the name of the sheet; ``None``, or a name that it has not, for the first one with a table.
    fewest_columns
        How many columns a table needs; 2, or 1 for a series.

    Raises
    ------
    TableError
        If it is no table, too large, damaged, ragged, has too few columns, or a quotation mark is left open.
    """
    kind = kind_of(raw)
    if kind not in _TABLES:
        raise TableError(f"{what_it_is(kind)} {_needed(kind)}")
    if kind in ("workbook", "old workbook"):
        return read_workbook(raw, sheet, kind, fewest_columns)
    if kind == "parquet":
        return read_parquet(raw)
    text, encoding = decode(raw)
    if kind == "json" and is_json(text):
        return read_json(text, encoding)
    return read_arff(text, encoding) if kind == "arff" else read_delimited(text, encoding, fewest_columns)


def _needed(kind: FileKind) -> str:
    """Return what to do with a file that holds no table."""
    if kind in _ADVICE:
        return _(_ADVICE[kind])
    return _("A table is needed here: CSV, Excel (.xlsx, .xls), OpenDocument (.ods), Parquet, JSON or ARFF.")
