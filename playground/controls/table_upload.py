"""A person's own table: the upload, and what to make of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import streamlit as st

from playground.controls.own_table.choice import TableChoice, fit_choice, has_choice, suggest_choice, table_choice
from playground.controls.own_table.sentences import aside, classes, inputs_of_texts, left_out, standardization
from playground.controls.uploads import plain, read_once, refused, show_refusal
from playground.datasets.own_table import Report, Table, TableError, prepare, read_table, report
from playground.datasets.text_file import MAX_BYTES
from playground.experiment.tables import FEWEST_ROWS, MOST_ROWS, OwnTable
from playground.i18n import N_, _, n_

OWN_TABLE = "_own_table"
"""Key in the session of the last table that could be used."""

_FILE, _READ, _MADE = "_own_file", "_own_read", "_own_made"
_MARKS: Mapping[str, str] = MappingProxyType(
    {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("vertical bar"), ".": N_("point")}
)
_MEGABYTES = MAX_BYTES // 1_000_000


def upload_controls() -> OwnTable | None:
    """Show the upload and the choice of columns, and return the table to learn from.

    A file or a choice that cannot be used is refused with a sentence, and the last good table is returned, so that what
    runs is left alone; ``None`` as long as there is none.
    """
    file = st.file_uploader(
        _("Your table (CSV)"),
        ["csv", "tsv", "txt"],
        key="own_upload",
        max_upload_size=_MEGABYTES,
        help=_(
            "A table of {fewest} to {most} rows and at most {size} MB, saved as CSV by any spreadsheet. It stays in "
            "the memory of this server, and never enters a link."
        ).format(fewest=FEWEST_ROWS, most=MOST_ROWS, size=_MEGABYTES),
    )
    if file is not None:
        _take(file.getvalue())
        show_refusal(refused(_FILE), _kept())
    table: Table | None = st.session_state.get(_READ)
    if table is not None:
        _choose(table)
    own: OwnTable | None = st.session_state.get(OWN_TABLE)
    return own


def _take(raw: bytes) -> None:
    """Read a file, once for each upload and language."""

    def keep(table: Table) -> None:
        if not has_choice():
            suggest_choice(table)
        st.session_state[_READ] = table

    read_once(_FILE, raw, lambda: read_table(raw), keep, TableError)


def _choose(table: Table) -> None:
    """Show the choice of columns, and keep the table that it makes."""
    fit_choice(table)
    choice = table_choice(table)
    try:
        made = _made(table, choice)
    except TableError as reason:
        if not refused(_FILE):  # of two refusals the newer file's is the one to read
            show_refusal(str(reason), _kept())
        st.caption(plain(" ".join([*_reading(table), *aside(table, choice)])))
        return
    st.caption(plain(" ".join([*_reading(table), *left_out(made), *classes(made), *aside(table, choice)])))
    inputs_of_texts(made)
    standardization(made)


def _made(table: Table, choice: TableChoice) -> Report:
    """Keep the table that a choice makes, and return what became of its rows; made once for each choice."""
    made = st.session_state.get(_MADE)
    parts = (choice.inputs, choice.target, choice.kind, choice.missing, choice.answers)
    if made is None or made[0] is not table or made[1] != parts:
        made = (table, parts, prepare(table, *parts), report(table, *parts))
        st.session_state[_MADE] = made
    st.session_state[OWN_TABLE] = made[2]
    outcome: Report = made[3]
    return outcome


def _reading(table: Table) -> Iterator[str]:
    """Yield sentences on how the file was read."""
    sentence = _(
        "Read: {rows} rows, {columns} columns; {encoding}; cells divided by: {delimiter}; decimal mark: {mark}."
    )
    yield sentence.format(
        rows=table.rows,
        columns=len(table.columns),
        encoding=table.encoding,
        delimiter=_(_MARKS[table.delimiter]),
        mark=_(_MARKS[table.decimal_mark]),
    )
    if not table.has_header:
        yield _("The first line does not name the columns; they are numbered.")
    if n := table.short_lines:
        yield n_(
            "{n} line is shorter than the others; the end of it counts as missing.",
            "{n} lines are shorter than the others; the end of them counts as missing.",
            n,
        ).format(n=n)


def _kept() -> str:
    return _("The table in use stays as it is.") if OWN_TABLE in st.session_state else ""
