"""What became of a person's table, in sentences: rows, classes, texts, columns that are no inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import streamlit as st

from playground.controls.own_data.table_choice import TableChoice
from playground.controls.own_data.uploads import plain
from playground.datasets.columns.suggestion import Reason
from playground.datasets.columns.text_inputs import TextInputs
from playground.datasets.own_table import Report, Table
from playground.datasets.raw_table import MOST_TEXT_VALUES
from playground.datasets.spreadsheet import one_line
from playground.i18n import N_, _, n_
from playground.numerals import significant

_LISTED = 3
_REASONS: Mapping[Reason, str] = MappingProxyType(
    {
        "names": N_("Not inputs, because each row has another text: {names}."),
        "many": N_("Not inputs, because they have more than {most} different texts: {names}."),
        "constant": N_("Not inputs, because all rows have the same text: {names}."),
        "numbers": N_("Not inputs, because some cells are no numbers: {names}."),
        "empty": N_("Not inputs, because they are empty: {names}."),
        "counts": N_("Not taken unless you choose it, because it only counts the rows: {names}."),
        "sparse": N_("Not taken unless you choose them, because more than half is missing: {names}."),
    }
)


def left_out(made: Report) -> Iterator[str]:
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
    if made.spellings:
        spellings = _few(["; ".join(", ".join(same) for same in made.spellings[:_LISTED])], len(made.spellings))
        yield _("Put together: {spellings}.").format(spellings=spellings)


def classes(made: Report) -> Iterator[str]:
    """Yield a sentence on the classes."""
    if made.classes:
        counted = ", ".join(f"{label} ({n})" for label, n in made.classes)
        yield _("Classes, with their rows: {classes}.").format(classes=counted)


def aside(table: Table, choice: TableChoice) -> Iterator[str]:
    """Yield a sentence for each reason why columns are no inputs."""
    for reason, sentence in _REASONS.items():
        names = [name for name, why in choice.offer.aside if why == reason and name not in choice.inputs]
        if names:
            shown = [_with_cell(table, name) if reason == "numbers" else name for name in names[:_LISTED]]
            yield _(sentence).format(names=_few(shown, len(names)), most=MOST_TEXT_VALUES)


def inputs_of_texts(made: Report) -> None:
    """Show how the columns of texts are inputs, folded away where they are many."""
    sentences = list(map(_as_inputs, made.texts))
    if len(sentences) > _LISTED:
        with st.expander(_("Texts as inputs")):
            st.caption("  \n".join(map(plain, sentences)))
    elif sentences:
        st.caption(plain(" ".join(sentences)))


def standardization(made: Report) -> None:
    """Show mean and standard deviation of each input, folded away."""
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


def _as_inputs(texts: TextInputs) -> str:
    """Return how a column of texts is inputs, in a sentence."""
    if texts.way == "each":
        sentence = _("{column}: an input for each of {values}.").format(
            column=texts.column, values=", ".join(texts.values)
        )
        if n := texts.missing:
            more = n_("{n} row has none of them.", "{n} rows have none of them.", n)
            sentence += " " + more.format(n=n)
        return sentence
    numbered = ", ".join(f"{value} = {n}" for n, value in enumerate(texts.values))
    is_ordered = texts.way == "ordered"
    sentence = _("{column} as a number, in its order: {values}.") if is_ordered else _("{column}: {values}.")
    return sentence.format(column=texts.column, values=numbered)


def _with_cell(table: Table, name: str) -> str:
    """Return a column's name with the first cell that is no number."""
    obstacle = table.column(name).obstacle
    if obstacle is None:
        return name
    return _("{name} (line {line}: {cell})").format(name=name, line=obstacle[0], cell=one_line(obstacle[1])[:20])


def _few(shown: Sequence[str], count: int) -> str:
    """Return the first of so many names, and how many more there are."""
    more = count - _LISTED
    names = ", ".join(shown)
    return names if more <= 0 else _("{names} and {n} more").format(names=names, n=more)
