"""A person's own table: the upload, and what to make of its columns."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from playground.controls.own_data.sheet_upload import (
    SheetFile,
    decimal_choice,
    how_it_was_read,
    read_here,
    sheet_upload,
)
from playground.controls.own_data.table_choice import TableChoice, fit_choice, has_choice, suggest_choice, table_choice
from playground.controls.own_data.table_sentences import aside, classes, inputs_of_texts, left_out, standardization
from playground.controls.own_data.uploads import plain, read_once, refused, show_refusal
from playground.datasets.own_table import Report, Table, TableError, prepare, read_table, report
from playground.experiment.tables import FEWEST_ROWS, MOST_ROWS, OwnTable
from playground.i18n import _, n_
from playground.numerals import whole

OWN_TABLE = "_own_table"
"""Key in the session of the last table that could be used."""

_UPLOAD, _FILE, _READ, _MADE = "own_upload", "_own_file", "_own_read", "_own_made"


def upload_controls() -> OwnTable | None:
    """Show the upload and the choice of columns, and return the table to learn from.

    A file or a choice that cannot be used is refused with a sentence, and the last good table is returned, so that what
    runs is left alone; ``None`` as long as there is none.
    """
    purpose = _("A table of {fewest} to {most} rows.").format(fewest=FEWEST_ROWS, most=whole(MOST_ROWS))
    file = sheet_upload(_("Your table"), _UPLOAD, purpose)
    if file is not None:
        _take(file)
        show_refusal(refused(_FILE), _kept())
        if not refused(_FILE):
            decimal_choice(file, st.session_state[_READ], _UPLOAD)
    table: Table | None = st.session_state.get(_READ)
    if table is not None:
        _choose(table)
    own: OwnTable | None = st.session_state.get(OWN_TABLE)
    return own


def _take(file: SheetFile) -> None:
    """Read a file, once for each upload, way to read it and language."""

    def keep(table: Table) -> None:
        if not has_choice():
            suggest_choice(table)
        st.session_state[_READ] = table

    def read() -> Table:
        return read_here(file, lambda: read_table(file.raw, *file.settings))

    read_once(_FILE, file.raw, read, keep, TableError, *file.settings)


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
    yield from how_it_was_read(table)
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
