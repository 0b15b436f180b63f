"""A file with a table, of any kind: the upload, what to do with a file that holds none, and how it was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import TypeVar

import streamlit as st

from playground.controls.own_data.uploads import is_small_enough, plain
from playground.datasets import text_file
from playground.datasets.file_kind import FileKind, kind_of
from playground.datasets.numerals import DecimalMark, number
from playground.datasets.raw_table import Table
from playground.datasets.sheets.sheet import LeftOut, Why
from playground.datasets.sheets.workbook import MAX_BYTES, Sheets, sheets_of
from playground.datasets.text_file import TableError
from playground.i18n import N_, _, n_
from playground.numerals import compact, whole
from playground.ui.menu import ENTRIES

Read = TypeVar("Read")

MEGABYTES, TEXT_MEGABYTES = MAX_BYTES // 1_000_000, text_file.MAX_BYTES // 1_000_000
_MOST_TAKEN = 100
"""Megabytes of a file that is read at all, if only to say what it is."""
_LISTED = 3
_MARKS: Mapping[str, str] = MappingProxyType(
    {
        ",": N_("comma"),
        ";": N_("semicolon"),
        "\t": N_("tab"),
        "\t\t": N_("tabs"),
        "|": N_("vertical bar"),
        " ": N_("blanks"),
        "  ": N_("two blanks or more"),
        ".": N_("point"),
    }
)
_OTHER_KINDS: Mapping[FileKind, str] = MappingProxyType({"json": "JSON", "arff": "ARFF", "parquet": "Parquet"})
_WHY: Mapping[Why, str] = MappingProxyType(
    {
        "title": N_("line {line}, a title: {text}"),
        "comment": N_("line {line}, a comment: {text}"),
        "heading": N_("line {line}, the names again: {text}"),
        "units": N_("line {line}, units: {text}"),
        "total": N_("line {line}, a total or a mean: {text}"),
        "source": N_("line {line}, a source or a note: {text}"),
    }
)


@dataclass(frozen=True)
class SheetFile:
    """A file that somebody has brought, and how it is to be read.

    Parameters
    ----------
    raw
        Its bytes.
    sheet
        Of a workbook, the name of the sheet that is chosen; ``None`` for other files.
    decimal
        The decimal mark, where somebody was asked and has said it.
    """

    raw: bytes
    sheet: str | None
    decimal: DecimalMark | None

    @property
    def settings(self) -> tuple[str | None, DecimalMark | None]:
        """What the reading depends on beside the bytes."""
        return self.sheet, self.decimal


def sheet_upload(label: str, key: str, purpose: str) -> SheetFile | None:
    """Show an upload that takes any file, and the choice of the sheet where it is a workbook of several.

    Parameters
    ----------
    label
        What is wanted.
    key
        The widget's key; those of the choices begin with it.
    purpose
        A sentence for the help: how large what is wanted may be.
    """
    kinds = _(
        "CSV, Excel (.xlsx, .xls), OpenDocument (.ods), Parquet, JSON or ARFF; texts of at most {text} MB, others of "
        "at most {size} MB. It stays in the memory of this server, and never enters a link."
    )
    help_text = f"{purpose} {kinds.format(text=TEXT_MEGABYTES, size=MEGABYTES)}"
    file = st.file_uploader(label, None, key=key, help=help_text)
    if file is None or not is_small_enough(file, _MOST_TAKEN):
        return None
    raw = file.getvalue()
    sheet = _sheet_choice(raw, key)
    decimal: DecimalMark | None = st.session_state.get(_decimal_key(key, raw, sheet))
    return SheetFile(raw, sheet, decimal)


def decimal_choice(file: SheetFile, table: Table, key: str) -> None:
    """Ask what a number as 12.345 means, where nothing in the file says it.

    Parameters
    ----------
    file, table
        The file, and the table that was read from it.
    key
        The upload's key.
    """
    cell = table.ambiguous_cell
    if cell is None:
        return
    marks: tuple[DecimalMark, DecimalMark] = (",", ".") if "." in cell else (".", ",")
    readings = {mark: _reading(cell, mark) for mark in marks}
    st.segmented_control(
        _("{cell} is").format(cell=plain(cell)),
        marks,
        default=table.decimal_mark,
        format_func=readings.__getitem__,
        key=_decimal_key(key, file.raw, file.sheet),
        required=True,
        help=_("No number of the file says whether its mark groups thousands or stands before decimals."),
    )


def read_here(file: SheetFile, read: Callable[[], Read]) -> Read:
    """Return what a reader makes of a file.

    Raises
    ------
    TableError
        If it is refused; its words then also say which page takes such a file.
    """
    try:
        return read()
    except TableError as error:
        if not (elsewhere := _elsewhere(file.raw)):
            raise
        raise TableError(f"{error} {elsewhere}") from error


def how_it_was_read(table: Table) -> Iterator[str]:
    """Yield sentences on how a file was read: its kind, its sheet, what divides its cells, which lines it lacks."""
    counts = {"rows": table.rows, "columns": len(table.columns)}
    if table.sheets:
        yield _("Read: {rows} rows, {columns} columns, from the sheet {sheet}.").format(**counts, sheet=table.sheet)
    elif table.kind in _OTHER_KINDS:
        yield _("Read: {rows} rows, {columns} columns; {kind}.").format(**counts, kind=_OTHER_KINDS[table.kind])
    elif table.delimiter:
        sentence = _(
            "Read: {rows} rows, {columns} columns; {encoding}; cells divided by: {delimiter}; decimal mark: {mark}."
        )
        marks = {"delimiter": _(_MARKS[table.delimiter]), "mark": _(_MARKS[table.decimal_mark])}
        yield sentence.format(**counts, encoding=table.encoding, **marks)
    if table.left_out:
        yield what_was_left_out(table.left_out)


def what_was_left_out(lines: tuple[LeftOut, ...]) -> str:
    """Return a sentence on the lines of a file that are no rows of its table."""
    listed = "; ".join(_(_WHY[each.why]).format(line=each.line, text=each.text) for each in lines[:_LISTED])
    if (more := len(lines) - _LISTED) > 0:
        listed += "; " + n_("{n} more line", "{n} more lines", more).format(n=whole(more))
    return _("Left out, because no rows of the table: {lines}.").format(lines=listed)


def _sheet_choice(raw: bytes, key: str) -> str | None:
    """Show the choice of the sheet, if there are several, and return its name; ``None`` for what has no sheets."""
    digest = sha256(raw).hexdigest()[:16]
    memory = f"_{key}_sheets"
    if st.session_state.get(memory, (None,))[0] != digest:
        st.session_state[memory] = (digest, _sheets(raw))
    sheets: Sheets | None = st.session_state[memory][1]
    if sheets is None:
        return None
    if len(sheets.names) < 2:
        return sheets.usual
    place = sheets.names.index(sheets.usual)
    return st.selectbox(_("Sheet of the workbook"), sheets.names, place, key=f"{key}_sheet_{digest}")


def _sheets(raw: bytes) -> Sheets | None:
    """Return the sheets of a workbook; nothing for what is none, or is damaged, which the reader says."""
    try:
        return sheets_of(raw)
    except TableError:
        return None


def _decimal_key(key: str, raw: bytes, sheet: str | None) -> str:
    """Return the key of the question about a file's decimal mark: another file, or sheet, is asked about anew."""
    return f"{key}_decimal_{sha256(raw).hexdigest()[:16]}_{sheet or ''}"


def _reading(cell: str, mark: DecimalMark) -> str:
    """Return what a cell says with one decimal mark, in the reader's own numerals."""
    value = number(cell, mark) or 0.0
    if (mark == ".") == ("." in cell):
        return _("{number}, with decimals").format(number=compact(value))
    return _("{number}, thousands").format(number=whole(round(value)))


def _elsewhere(raw: bytes) -> str:
    """Return a sentence on the page that takes a file that is no table; nothing if none does."""
    kind = kind_of(raw)
    if kind in ("picture", "zip"):
        sentence = _("The page {page} takes pictures, packed as a zip archive of folders.")
        return sentence.format(page=_(ENTRIES["cnn"].title))
    if kind == "text" and not any(byte in b"0123456789" for byte in raw[:10_000]):
        sentence = _("The page {page} takes texts that a network reads letter by letter.")
        return sentence.format(page=_(ENTRIES["rnn"].title))
    return ""
