"""What to make of a person's table: target, inputs, what texts mean, what becomes of missing values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from playground.controls.own_data.uploads import plain
from playground.datasets.columns.labels import Answers, Capitals, Word
from playground.datasets.columns.suggestion import Offer, differ_in_capitals, offer, target_labels, usual_answers
from playground.datasets.own_table import Kind, Missing, RawColumn, Table, suggest, usual_kind
from playground.experiment.tables import MOST_COLUMNS
from playground.i18n import _, n_

Name = TypeVar("Name", bound=str)
Made = TypeVar("Made")

TARGET, KIND, INPUTS, MISSING = "own_target", "own_kind", "own_inputs", "own_missing"
"""Keys of the controls."""
CAPITALS, WORD = "own_capitals", "own_word"
"""Keys of the questions about texts; of a word, its number follows."""
_SUGGESTED, _OFFER, _SPELLED, _WORDS = "_own_suggested", "_own_offer", "_own_spelled", "_own_words"
_MOST_WORDS = 4


@dataclass(frozen=True)
class TableChoice:
    """What a person wants of a table, and what could be had.

    Parameters
    ----------
    inputs, target, kind, missing, answers
        As :func:`.own_table.prepare` takes them.
    offer
        Which columns can be inputs.
    """

    inputs: tuple[str, ...]
    target: str
    kind: Kind
    missing: Missing
    answers: Answers
    offer: Offer


def has_choice() -> bool:
    """Return whether inputs are chosen already, of this table or of one before."""
    return bool(st.session_state.get(INPUTS))


def fit_choice(table: Table) -> None:
    """Make the controls show the likely choice, unless the table has all the columns of the present one.

    Asked before each drawing: a browser that has not heard of a new table yet still speaks of the old one's columns.
    """
    names = {column.name for column in table.columns}
    if not names.issuperset(st.session_state[INPUTS]) or st.session_state[TARGET] not in _targets(table):
        suggest_choice(table)


def suggest_choice(table: Table) -> None:
    """Make the controls show the likely choice."""
    choice = suggest(table)
    _forget_answers()
    st.session_state[CAPITALS] = usual_answers(table).capitals
    st.session_state[TARGET], st.session_state[KIND] = choice.target, choice.kind
    st.session_state[_SUGGESTED] = choice.inputs
    st.session_state[INPUTS] = list(choice.inputs)


def table_choice(table: Table) -> TableChoice:
    """Show the choice, and return it."""
    target = _target_choice(table)
    kind = _kind_choice(target)
    answers = _answers(table, target)
    offered = _once(_OFFER, (table, target.name, answers), lambda: offer(table, target.name, answers))
    inputs = _input_choice(table, offered)
    missing = _missing_choice(any(name in offered.lacking for name in inputs))
    return TableChoice(inputs, target.name, kind, missing, answers, offered)


def _targets(table: Table) -> list[str]:
    """Return the names of the columns that hold anything."""
    return [column.name for column in table.columns if column.numbers is not None or any(column.cells or column.texts)]


def _target_choice(table: Table) -> RawColumn:
    targets = _targets(table)

    def follow() -> None:
        if st.session_state[TARGET] in targets:  # a browser that has not heard of this table speaks of the old one's
            _follow_target(table, st.session_state[TARGET])

    name = st.selectbox(
        _("Target"),
        targets,
        targets.index(st.session_state[TARGET]),
        key=TARGET,
        on_change=follow,
        persist_state="session",
        help=_("The column that the network learns to predict."),
    )
    return table.column(name)


def _follow_target(table: Table, target: str) -> None:
    """Make the controls show what is likely for another target; inputs that a person chose stay."""
    _forget_answers()
    st.session_state[KIND] = usual_kind(table.column(target))
    if tuple(st.session_state[INPUTS]) == st.session_state.get(_SUGGESTED):
        suggested = offer(table, target).suggested
        st.session_state[_SUGGESTED] = suggested
        st.session_state[INPUTS] = list(suggested)


def _forget_answers() -> None:
    """Forget what was said of the words of another target."""
    for place in range(_MOST_WORDS):
        st.session_state.pop(f"{WORD}{place}", None)


def _kind_choice(target: RawColumn) -> Kind:
    if target.numbers is None:
        return "classes"
    kinds: dict[Kind, str] = {"classes": _("Classes"), "number": _("Number")}
    st.session_state.setdefault(KIND, usual_kind(target))
    return _segments(_("The target is"), KIND, kinds)


def _answers(table: Table, target: RawColumn) -> Answers:
    """Ask what the texts mean where that is not clear, and return it."""
    capitals = _capitals_choice(table)
    if target.numbers is not None:
        return Answers(capitals=capitals)
    usual = Answers(capitals=capitals)
    words = _once(_WORDS, (table, target.name, usual), lambda: target_labels(table, target, usual).words[:_MOST_WORDS])
    return Answers(tuple((word.text, _word_choice(word, place)) for place, word in enumerate(words)), capitals)


def _word_choice(word: Word, place: int) -> bool:
    """Ask whether a word of the target is a class, and return it."""
    key = f"{WORD}{place}"
    question = n_(
        "{n} row says {word}: a class of its own, or missing?",
        "{n} rows say {word}: a class of its own, or missing?",
        word.rows,
    )
    st.session_state.setdefault(key, "class" if word.is_value else "missing")
    ways = {"class": _("A class of its own"), "missing": _("Missing")}
    return _segments(question.format(n=word.rows, word=plain(word.text)), key, ways) == "class"


def _capitals_choice(table: Table) -> Capitals:
    """Ask whether spellings that differ in capitals are one value, where there are any, and return it."""
    usual = usual_answers(table).capitals
    if not _once(_SPELLED, (table,), lambda: differ_in_capitals(table)):
        return usual
    st.session_state.setdefault(CAPITALS, usual)
    ways: dict[Capitals, str] = {"together": _("Put together"), "apart": _("Kept apart")}
    return _segments(_("Spellings that differ in capitals only"), CAPITALS, ways)


def _once(key: str, parts: tuple[object, ...], make: Callable[[], Made]) -> Made:
    """Return what is made of some parts; made anew only when they change."""
    memory = st.session_state.get(key)
    if memory is None or memory[0] != parts:
        memory = (parts, make())
        st.session_state[key] = memory
    made: Made = memory[1]
    return made


def _input_choice(table: Table, offered: Offer) -> tuple[str, ...]:
    """Show the columns that can be inputs; return those chosen, in the table's order."""
    st.session_state[INPUTS] = [name for name in st.session_state[INPUTS] if name in offered.names][:MOST_COLUMNS]
    count = st.empty()
    chosen = st.multiselect(
        _("Input columns"),
        offered.names,
        st.session_state[INPUTS],
        key=INPUTS,
        max_selections=MOST_COLUMNS,
        persist_state="session",
        placeholder=_("Choose two columns or more"),
        help=_(
            "What the network sees: columns of numbers, and columns of a few different texts. Where there are many, "
            "those that tell most of the target come first; type to search."
        ),
    )
    inputs = tuple(column.name for column in table.columns if column.name in chosen)
    if offered.is_crowded:
        count.caption(_count(inputs, offered))
    return inputs


def _count(inputs: tuple[str, ...], offered: Offer) -> str:
    """Return how many of the columns are used, and why these."""
    if inputs != offered.suggested:
        sentence = _("{n} of {all} columns are used.")
    else:
        sentence = _(
            "{n} of {all} columns are used: those that tell most of the target (mutual information); "
            "choose others below."
        )
    return sentence.format(n=len(inputs), all=len(offered.names))


def _missing_choice(is_asked: bool) -> Missing:
    if not is_asked:
        return "drop"
    ways: dict[Missing, str] = {"drop": _("Leave out rows"), "mean": _("Column mean")}
    st.session_state.setdefault(MISSING, "drop")
    return _segments(_("Missing values"), MISSING, ways)


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
