"""A person's own table: the upload, and what to make of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

import streamlit as st

from playground.controls.sheet_upload import SheetFile, decimal_choice, how_it_was_read, read_here, sheet_upload
from playground.controls.uploads import plain, read_once, refused, show_refusal
from playground.datasets.own_table import (
    Kind,
    Missing,
    RawColumn,
    Report,
    Table,
    TableError,
    prepare,
    read_table,
    report,
    suggest,
    usual_kind,
)
from playground.experiment.tables import FEWEST_ROWS, MOST_COLUMNS, MOST_ROWS, OwnTable
from playground.i18n import _, n_
from playground.numerals import significant, whole

Name = TypeVar("Name", Kind, Missing)

OWN_TABLE = "_own_table"
"""Key in the session of the last table that could be used."""

_UPLOAD, _FILE, _READ, _MADE = "own_upload", "_own_file", "_own_read", "_own_made"
_TARGET, _KIND, _INPUTS, _MISSING = "own_target", "own_kind", "own_inputs", "own_missing"
_LISTED = 3


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
        if not st.session_state.get(_INPUTS):
            _suggest(table)
        st.session_state[_READ] = table

    def read() -> Table:
        return read_here(file, lambda: read_table(file.raw, *file.settings))

    read_once(_FILE, file.raw, read, keep, TableError, *file.settings)


def _fit(table: Table) -> None:
    """Make the controls show the likely choice, unless the table has all the columns of the present one.

    Asked before each drawing: a browser that has not heard of a new table yet still speaks of the old one's columns.
    """
    names = {column.name for column in table.columns if column.numbers is not None}
    if not names.issuperset(st.session_state[_INPUTS]) or st.session_state[_TARGET] not in _targets(table):
        _suggest(table)


def _suggest(table: Table) -> None:
    """Make the controls show the likely choice."""
    choice = suggest(table)
    st.session_state[_TARGET], st.session_state[_KIND] = choice.target, choice.kind
    st.session_state[_INPUTS] = list(choice.inputs)


def _choose(table: Table) -> None:
    """Show the choice of columns, and keep the table that it makes."""
    _fit(table)
    target = _target_choice(table)
    kind = _kind_choice(target)
    inputs = _input_choice(table, target.name)
    missing = _missing_choice([table.column(name) for name in inputs])
    choice = (tuple(inputs), target.name, kind, missing)
    try:
        made = _made(table, *choice)
    except TableError as reason:
        if not refused(_FILE):  # of two refusals the newer file's is the one to read
            show_refusal(str(reason), _kept())
        st.caption(plain(" ".join(_reading(table))))
        return
    st.caption(plain(" ".join([*_reading(table), *_rows(made), *_classes(made)])))
    _standardization(made)


def _made(table: Table, inputs: tuple[str, ...], target: str, kind: Kind, missing: Missing) -> Report:
    """Keep the table that a choice makes, and return what became of its rows; made once for each choice."""
    made = st.session_state.get(_MADE)
    choice = (inputs, target, kind, missing)
    if made is None or made[0] is not table or made[1] != choice:
        own = prepare(table, *choice)
        made = (table, choice, own, report(table, *choice))
        st.session_state[_MADE] = made
    st.session_state[OWN_TABLE] = made[2]
    outcome: Report = made[3]
    return outcome


def _targets(table: Table) -> list[str]:
    """Return the names of the columns that hold anything."""
    return [column.name for column in table.columns if column.missing < table.rows]


def _target_choice(table: Table) -> RawColumn:
    targets = _targets(table)

    def follow() -> None:
        if st.session_state[_TARGET] in targets:  # a browser that has not heard of this table speaks of the old one's
            st.session_state[_KIND] = usual_kind(table.column(st.session_state[_TARGET]))

    name = st.selectbox(
        _("Target"),
        targets,
        targets.index(st.session_state[_TARGET]),
        key=_TARGET,
        on_change=follow,
        persist_state="session",
        help=_("The column that the network learns to predict."),
    )
    return table.column(name)


def _kind_choice(target: RawColumn) -> Kind:
    if target.numbers is None:
        return "classes"
    kinds: dict[Kind, str] = {"classes": _("Classes"), "number": _("Number")}
    st.session_state.setdefault(_KIND, usual_kind(target))
    return _segments(_("The target is"), _KIND, kinds)


def _input_choice(table: Table, target: str) -> list[str]:
    """Show the columns of numbers but the target; return those chosen, in the table's order."""
    names = [column.name for column in table.columns if column.numbers is not None and column.name != target]
    st.session_state[_INPUTS] = [name for name in st.session_state[_INPUTS] if name in names][:MOST_COLUMNS]
    chosen = st.multiselect(
        _("Input columns"),
        names,
        st.session_state[_INPUTS],
        key=_INPUTS,
        max_selections=MOST_COLUMNS,
        persist_state="session",
        placeholder=_("Choose two columns or more"),
        help=_("Columns of numbers that the network sees. Dates, formulas and other texts cannot be inputs."),
    )
    return [name for name in names if name in chosen]


def _missing_choice(inputs: list[RawColumn]) -> Missing:
    if not any(column.missing for column in inputs):
        return "drop"
    ways: dict[Missing, str] = {"drop": _("Leave out rows"), "mean": _("Column mean")}
    st.session_state.setdefault(_MISSING, "drop")
    return _segments(_("Missing values"), _MISSING, ways)


def _segments(label: str, key: str, options: Mapping[Name, str]) -> Name:
    names = list(options)
    chosen = st.segmented_control(
        label,
        names,
        default=st.session_state[key],
        format_func=options.__getitem__,
        key=key,
        required=True,
        persist_state="session",
    )
    return chosen or names[0]


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
    if texts := [column.name for column in table.columns if column.obstacle]:
        more = ", ..." if len(texts) > _LISTED else "."
        yield _("Texts, which cannot be inputs: {names}").format(names=", ".join(texts[:_LISTED])) + more


def _rows(made: Report) -> Iterator[str]:
    """Yield sentences on rows and values that are not used as they are."""
    if n := made.without_target:
        yield n_("{n} row has no target and is left out.", "{n} rows have no target and are left out.", n).format(n=n)
    if n := made.left_out:
        yield n_("{n} row lacks an input and is left out.", "{n} rows lack an input and are left out.", n).format(n=n)
    if n := made.filled:
        yield n_(
            "{n} missing value was replaced by its column's mean.",
            "{n} missing values were replaced by their column's mean.",
            n,
        ).format(n=n)
    if constant := [column.name for column in made.inputs if column.is_constant]:
        sentence = _("Always the same, so that nothing can be learned from it: {names}.")
        yield sentence.format(names=", ".join(constant))


def _classes(made: Report) -> Iterator[str]:
    if made.classes:
        counted = ", ".join(f"{label} ({n})" for label, n in made.classes)
        yield _("Classes, with their rows: {classes}.").format(classes=counted)


def _standardization(made: Report) -> None:
    with st.expander(_("Standardization")):
        st.caption(
            _(
                "Standardizing subtracts the mean and divides by the standard deviation, both those of the training "
                "rows. Over all {n} rows they are:"
            ).format(n=made.rows)
        )
        st.table(
            {
                _("Input"): [plain(column.name) for column in made.inputs],
                _("Mean ± standard deviation"): [
                    f"{significant(column.mean, 4)} ± {significant(column.deviation, 3)}" for column in made.inputs
                ],
            },
            hide_index=True,
        )


def _kept() -> str:
    return _("The table in use stays as it is.") if OWN_TABLE in st.session_state else ""
