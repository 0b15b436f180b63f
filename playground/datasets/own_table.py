"""A person's own table: which columns the network sees, what it is asked for, what becomes of missing values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.datasets.columns.class_targets import class_numbers, classes_of
from playground.datasets.columns.labels import Answers
from playground.datasets.columns.suggestion import (
    Choice,
    Kind,
    as_inputs,
    as_target,
    input_labels,
    kinds,
    suggest,
    target_labels,
    usual_answers,
    usual_kind,
)
from playground.datasets.columns.text_inputs import TextInputs
from playground.datasets.raw_table import MOST_TEXT_VALUES, RawColumn, Table, differing, read_table
from playground.datasets.spreadsheet import one_line
from playground.datasets.text_file import TableError
from playground.experiment.quoted import quoted
from playground.experiment.tables import (
    FEWEST_COLUMNS,
    FEWEST_ROWS,
    MOST_CELLS,
    MOST_COLUMNS,
    Column,
    OwnTable,
)
from playground.i18n import _

__all__ = [
    "Answers",
    "Choice",
    "Kind",
    "RawColumn",
    "Report",
    "Table",
    "TableError",
    "kinds",
    "prepare",
    "read_table",
    "report",
    "suggest",
    "usual_kind",
]

Missing = Literal["drop", "mean"]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class InputReport:
    """One input column as it is used; mean and standard deviation over all rows kept, in the file's units."""

    name: str
    mean: float
    deviation: float

    @property
    def is_constant(self) -> bool:
        """Whether all its values are the same, so that the network learns nothing from it."""
        return self.deviation == 0


@dataclass(frozen=True)
class Report:
    """What became of a table's rows.

    Parameters
    ----------
    rows
        How many are used.
    without_target, left_out
        How many were left out because their target is missing, or only because one of their inputs is.
    filled
        How many missing inputs were replaced by their column's mean.
    inputs
        The inputs in the order chosen; a column of texts may be several.
    classes
        Each class with the number of its rows; ``None`` for a number.
    texts
        The columns of texts among the inputs.
    spellings
        Of target and inputs, the spellings that were put together.
    """

    rows: int
    without_target: int
    left_out: int
    filled: int
    inputs: tuple[InputReport, ...]
    classes: tuple[tuple[str, int], ...] | None
    texts: tuple[TextInputs, ...] = ()
    spellings: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, eq=False)
class _Selection:
    """Inputs ``(rows, inputs)`` and targets ``(rows,)`` of the rows that are used, and how many are not."""

    names: tuple[str, ...]
    inputs: Floats
    targets: Floats
    classes: tuple[str, ...] | None
    without_target: int
    left_out: int
    filled: int


def prepare(
    table: Table,
    inputs: Sequence[str],
    target: str,
    kind: Kind,
    missing: Missing,
    answers: Answers | None = None,
) -> OwnTable:
    """Return a table as an experiment's data, to be split such that each class has its share of both parts.

    Parameters
    ----------
    inputs, target
        Names of columns, the target not among the inputs; those are of numbers, or of texts that can be 30 inputs in
        all at most, and two at least (:mod:`.text_inputs`).
    kind
        ``"classes"``: the target's different values, 2 to 10, are classes, numbers in ascending and texts in
        alphabetical order. ``"number"``: it is a column of numbers.
    missing
        ``"drop"`` leaves out rows that lack an input, ``"mean"`` puts the column's mean there. Rows without target are
        always left out.
    answers
        What a person says of the texts; ``None`` for what usually holds.

    Raises
    ------
    TableError
        If the choice is not allowed, or too few rows or classes are left.
    """
    selection = _select(table, inputs, target, kind, missing, answers or usual_answers(table))
    columns = tuple(
        Column(name=name, values=tuple(values.tolist()))
        for name, values in zip(selection.names, selection.inputs.T, strict=True)
    )
    return OwnTable(
        columns=columns,
        target=target,
        targets=tuple(selection.targets.tolist()),
        classes=selection.classes,
        stratified=selection.classes is not None,
    )


def report(
    table: Table,
    inputs: Sequence[str],
    target: str,
    kind: Kind,
    missing: Missing,
    answers: Answers | None = None,
) -> Report:
    """Return what :func:`prepare` does to a table's rows, with the same parameters and errors."""
    answers = answers or usual_answers(table)
    selection = _select(table, inputs, target, kind, missing, answers)
    counts = np.bincount(selection.targets.astype(np.int64)).tolist() if selection.classes else []
    columns = [table.column(name) for name in inputs if table.column(name).numbers is None]
    texts = [input_labels(table, column, answers) for column in columns]
    if (target_column := table.column(target)).numbers is None:
        texts.insert(0, target_labels(table, target_column, answers))
    return Report(
        rows=len(selection.targets),
        without_target=selection.without_target,
        left_out=selection.left_out,
        filled=selection.filled,
        inputs=tuple(
            InputReport(name, float(values.mean()), float(values.std()) if np.ptp(values) > 0 else 0.0)
            for name, values in zip(selection.names, selection.inputs.T, strict=True)
        ),
        classes=tuple(zip(selection.classes, counts, strict=True)) if selection.classes else None,
        texts=tuple(one for column in columns if isinstance(one := as_inputs(table, column, answers), TextInputs)),
        spellings=tuple(dict.fromkeys(same for one in texts for same in one.spellings)),
    )


def _select(
    table: Table, inputs: Sequence[str], target: str, kind: Kind, missing: Missing, answers: Answers
) -> _Selection:
    if len(set(inputs)) < len(inputs) or target in inputs:
        raise TableError(_("Target and inputs must all be different columns."))
    column = as_target(table, table.column(target), answers)
    targets = _numbers(column) if kind == "number" else class_numbers(column)
    names, values = _inputs(table, inputs, target, answers)
    has_target, complete = ~np.isnan(targets), ~np.isnan(values).any(axis=1)
    rows = has_target & complete if missing == "drop" else has_target
    if rows.sum() < FEWEST_ROWS:
        sentence = _("Only {n} of {rows} rows have target and inputs; at least {fewest} are needed.")
        raise TableError(sentence.format(n=int(rows.sum()), rows=table.rows, fewest=FEWEST_ROWS))
    values, targets, classes = values[rows], targets[rows], None
    if kind == "classes":
        targets, classes = classes_of(column, targets)
    elif np.ptp(targets) == 0:
        sentence = _("All values of {name} are the same: there is nothing to predict. Choose another target.")
        raise TableError(sentence.format(name=quoted(target)))
    return _Selection(
        names=names,
        inputs=_filled(values, names),
        targets=targets,
        classes=classes,
        without_target=int((~has_target).sum()),
        left_out=int((has_target & ~rows).sum()),
        filled=int(np.isnan(values).sum()),
    )


def _inputs(table: Table, inputs: Sequence[str], target: str, answers: Answers) -> tuple[tuple[str, ...], Floats]:
    """Return the names of the inputs that columns are, and their numbers ``(rows, inputs)``."""
    names: list[str] = []
    parts: list[Floats] = []
    for name in inputs:
        column = table.column(name)
        texts = None if column.numbers is not None else as_inputs(table, column, answers)
        if column.numbers is None and not isinstance(texts, TextInputs):
            raise _no_input(table, column, answers)
        names.extend(texts.names if isinstance(texts, TextInputs) else [name])
        parts.append(texts.numbers if isinstance(texts, TextInputs) else _numbers(column)[:, None])
    _refuse_count(len(names), table.rows)
    return tuple(differing([target, *map(one_line, names)])[1:]), np.concatenate(parts, axis=1)


def _refuse_count(inputs: int, rows: int) -> None:
    if not FEWEST_COLUMNS <= inputs <= MOST_COLUMNS:
        sentence = _("Inputs chosen: {n}; choose {fewest} to {most} columns.")
        refusal = sentence.format(n=inputs, fewest=FEWEST_COLUMNS, most=MOST_COLUMNS)
        more = " " + _("A column of texts may be several inputs, one for each of its values.")
        raise TableError(refusal + more if inputs > MOST_COLUMNS else refusal)
    if inputs * rows > MOST_CELLS:
        sentence = _("{rows} rows of {n} inputs are {cells} numbers; at most {most} are allowed. Choose fewer inputs.")
        raise TableError(sentence.format(rows=rows, n=inputs, cells=inputs * rows, most=MOST_CELLS))


def _no_input(table: Table, column: RawColumn, answers: Answers) -> TableError:
    """Return why a column of texts cannot be an input."""
    reason = as_inputs(table, column, answers)
    if reason in ("many", "names"):
        count = len(input_labels(table, column, answers).values)
        sentence = _("Column {name} cannot be an input: it has {n} different texts; at most {most} can be inputs.")
        return TableError(sentence.format(name=quoted(column.name), n=count, most=MOST_TEXT_VALUES))
    if reason == "constant":
        sentence = _("Column {name} cannot be an input: its texts are all the same.")
        return TableError(sentence.format(name=quoted(column.name)))
    return _no_numbers(column)


def _numbers(column: RawColumn) -> Floats:
    if column.numbers is None:
        raise _no_numbers(column)
    return column.numbers


def _no_numbers(column: RawColumn) -> TableError:
    if column.obstacle is None:
        return TableError(_("Column {name} has no values.").format(name=quoted(column.name)))
    line, cell = column.obstacle
    sentence = _("Column {name} does not hold numbers: in line {line} it has {cell}; dates and formulas are texts.")
    return TableError(sentence.format(name=quoted(column.name), line=line, cell=quoted(one_line(cell))))


def _filled(values: Floats, names: Sequence[str]) -> Floats:
    """Return inputs with each column's mean where a value is missing."""
    gaps = np.isnan(values)
    if empty := np.flatnonzero(gaps.all(axis=0)).tolist():
        raise TableError(
            _("Column {name} has no value in the rows that are used.").format(name=quoted(names[empty[0]]))
        )
    return np.where(gaps, np.nanmean(values, axis=0), values)
