"""What a person's table most likely is for: which column is asked for, and which ones tell of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.datasets.columns.labels import Answers, Labels, labels, usual_capitals
from playground.datasets.columns.telling import Codes, bins, information_beyond_chance
from playground.datasets.columns.text_inputs import Obstacle, TextInputs, obstacle, text_inputs
from playground.datasets.raw_table import MOST_TEXT_VALUES, RawColumn, Table
from playground.experiment.tables import FEWEST_COLUMNS, MOST_CELLS, MOST_COLUMNS, MOST_TABLE_CLASSES

Kind = Literal["classes", "number"]
Reason = Obstacle | Literal["counts", "sparse"]
Floats = npt.NDArray[np.float64]

SPARSE = 0.5
"""Share of missing values from which on a column is no input unless somebody chooses it."""
_TARGETS = frozenset(
    [
        *("target", "label", "class", "outcome", "survived", "diagnosis", "species"),
        *("cible", "étiquette", "classe", "résultat", "diagnostic", "espèce"),
    ]
)
"""Names that say that a column is the target, in lower case."""


@dataclass(frozen=True)
class Choice:
    """What to make of a table.

    Parameters
    ----------
    inputs
        Names of the columns that the network sees.
    target
        Name of the column that it is asked for.
    kind
        Whether the target is a class or a number.
    """

    inputs: tuple[str, ...]
    target: str
    kind: Kind


@dataclass(frozen=True)
class Offer:
    """Which columns can be inputs for a target.

    Parameters
    ----------
    names
        Of those that can: in the table's order, or the most telling first if not all of them can be taken at once.
    suggested
        Of those that are taken if nobody chooses, in the table's order.
    aside
        The others, each with why it is not taken or cannot be.
    is_crowded
        Whether there are more than can be taken at once.
    lacking
        Those of which some rows lack a value; of a text that is several inputs none does.
    """

    names: tuple[str, ...]
    suggested: tuple[str, ...]
    aside: tuple[tuple[str, Reason], ...]
    is_crowded: bool
    lacking: frozenset[str] = frozenset()


def suggest(table: Table, answers: Answers | None = None) -> Choice:
    """Return what a table most likely is for.

    The target is the last column of those whose name says so ("class", "target", "survived"), else the last one, that
    can be a target and leaves two inputs, or else the last column. The inputs are those of :func:`offer`.
    """
    answers = answers or usual_answers(table)
    inputs = {name: inputs_of(table, name, answers) for name in (column.name for column in table.columns)}
    wide = {name: one.shape[1] for name, one in inputs.items() if one is not None}
    targets = [
        column
        for column in table.columns
        if kinds(as_target(table, column, answers)) and sum(wide.values()) - wide.get(column.name, 0) >= FEWEST_COLUMNS
    ]
    named = [column for column in targets if column.name.casefold() in _TARGETS]
    target = (named or targets or table.columns)[-1]
    return Choice(offer(table, target.name, answers).suggested, target.name, usual_kind(target))


def offer(table: Table, target: str, answers: Answers | None = None) -> Offer:
    """Return which columns can be inputs for a target, and which of them to take if nobody chooses.

    Those are all, but for columns that only count the rows or lack more than half of their values where two inputs are
    left without them. If they are more than 30 inputs or 200,000 cells, those that tell most of the target are taken
    (:mod:`.telling`). A column of texts may be several inputs (:mod:`.text_inputs`).
    """
    answers = answers or usual_answers(table)
    inputs: dict[str, Floats] = {}
    aside: list[tuple[str, Reason]] = []
    for column in table.columns:
        numbers = inputs_of(table, column.name, answers) if column.name != target else None
        if numbers is not None:
            inputs[column.name] = numbers
        elif column.name != target:
            aside.append((column.name, _obstacle(table, column, answers)))
    unlikely = {name: reason for name, one in inputs.items() if (reason := _unlikely(one))}
    if sum(one.shape[1] for name, one in inputs.items() if name not in unlikely) < FEWEST_COLUMNS:
        unlikely = {}
    likely = [name for name in inputs if name not in unlikely]
    wide = {name: one.shape[1] for name, one in inputs.items()}
    most = min(MOST_COLUMNS, MOST_CELLS // table.rows)
    names, is_crowded = list(inputs), sum(wide[name] for name in likely) > most
    if is_crowded:
        tell = _information(table, target, inputs, answers)
        names.sort(key=lambda name: -tell[name])  # of equally telling ones the first
        likely = _fitting([name for name in names if name not in unlikely], wide, most)
    return Offer(
        names=tuple(names),
        suggested=tuple(name for name in inputs if name in likely),
        aside=(*aside, *unlikely.items()),
        is_crowded=is_crowded,
        lacking=frozenset(name for name, one in inputs.items() if np.isnan(one).any()),
    )


def usual_answers(table: Table) -> Answers:
    """Return what holds of a table's texts if nobody says otherwise."""
    return Answers(capitals=usual_capitals(table))


def differ_in_capitals(table: Table) -> bool:
    """Return whether some column of texts that may be target or input has spellings that differ in capitals only."""
    answers = usual_answers(table)
    columns = [column for column in table.columns if column.numbers is None]
    return any(
        one.in_capitals and len(one.values) <= MOST_TEXT_VALUES
        for one in (target_labels(table, column, answers) for column in columns)
    )


def input_labels(table: Table, column: RawColumn, answers: Answers) -> Labels:
    """Return a column of texts as labels of an input."""
    return labels(column, table.missing_marks, answers, is_target=False)


def target_labels(table: Table, column: RawColumn, answers: Answers) -> Labels:
    """Return a column of texts as labels of the target."""
    return labels(column, table.missing_marks, answers, is_target=True)


def as_target(table: Table, column: RawColumn, answers: Answers) -> RawColumn:
    """Return a column as the target: its texts are labels, empty where one is missing."""
    if column.numbers is not None:
        return column
    texts = target_labels(table, column, answers).texts
    return replace(column, texts=texts, missing=texts.count(""))


def as_inputs(table: Table, column: RawColumn, answers: Answers) -> TextInputs | Obstacle:
    """Return a column of texts as inputs, or why it cannot be any."""
    column_labels = input_labels(table, column, answers)
    return obstacle(column, column_labels) or text_inputs(column, column_labels)


def inputs_of(table: Table, name: str, answers: Answers) -> Floats | None:
    """Return the inputs ``(rows, inputs)`` that a column is, nan where one is missing; ``None`` if it is none."""
    column = table.column(name)
    if column.numbers is not None:
        return column.numbers[:, None]
    inputs = as_inputs(table, column, answers)
    return inputs.numbers if isinstance(inputs, TextInputs) else None


def kinds(column: RawColumn) -> tuple[Kind, ...]:
    """Return as what a column can be a target: few different values as classes, numbers that differ as a number."""
    numbers = column.numbers is not None
    count = len(different(column))
    as_classes: tuple[Kind, ...] = ("classes",) if 2 <= count <= MOST_TABLE_CLASSES else ()
    return (*as_classes, "number") if numbers and count > 1 else as_classes


def usual_kind(column: RawColumn) -> Kind:
    """Return as what a column is most likely a target: texts and few different whole numbers are classes."""
    if column.numbers is None:
        return "classes"
    values = different(column)
    return "classes" if len(values) <= MOST_TABLE_CLASSES and all(float(x).is_integer() for x in values) else "number"


def different(column: RawColumn) -> Sequence[float | str]:
    """Return a column's different values in order, missing ones not counted."""
    if column.numbers is not None:
        return np.unique(column.numbers[~np.isnan(column.numbers)]).tolist()
    return sorted(set(column.texts) - {""})


def _obstacle(table: Table, column: RawColumn, answers: Answers) -> Obstacle:
    inputs = as_inputs(table, column, answers)
    assert not isinstance(inputs, TextInputs)
    return inputs


def _unlikely(inputs: Floats) -> Reason | None:
    """Return why a column that can be an input is not taken by itself."""
    if inputs.shape[1] == 1 and (np.diff(inputs[:, 0]) == 1).all():
        return "counts"
    return "sparse" if np.isnan(inputs[:, 0]).mean() > SPARSE else None


def _information(table: Table, target: str, inputs: Mapping[str, Floats], answers: Answers) -> dict[str, float]:
    """Return how much each column tells of the target, over the rows that have one."""
    column = as_target(table, table.column(target), answers)
    target_codes = _codes(column.numbers) if column.numbers is not None else _text_codes(column.texts)
    rows = target_codes >= 0
    if not rows.any():
        return dict.fromkeys(inputs, 0.0)
    return {
        name: information_beyond_chance(_input_codes(numbers)[rows], target_codes[rows])
        for name, numbers in inputs.items()
    }


def _codes(numbers: Floats) -> Codes:
    return np.where(np.isnan(numbers), -1, bins(numbers))


def _text_codes(texts: Sequence[str]) -> Codes:
    values = np.unique(np.array(texts), return_inverse=True)[1].astype(np.int64)
    return np.where([text == "" for text in texts], -1, values)


def _input_codes(inputs: Floats) -> Codes:
    """Return the bin of each row, or which of the inputs of a text is 1."""
    if inputs.shape[1] == 1:
        return bins(inputs[:, 0])
    return np.where(inputs.any(axis=1), inputs.argmax(axis=1), inputs.shape[1]).astype(np.int64)


def _fitting(names: Sequence[str], wide: Mapping[str, int], most: int) -> list[str]:
    """Return those that fit into so many inputs, the first ones first."""
    chosen: list[str] = []
    for name in names:
        if sum(wide[one] for one in (*chosen, name)) <= most:
            chosen.append(name)
    return chosen
