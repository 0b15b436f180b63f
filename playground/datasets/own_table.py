"""A person's own table: which columns the network sees, what it is asked for, what becomes of missing values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.datasets.raw_table import RawColumn, Table, differing, read_table
from playground.datasets.spreadsheet import one_line
from playground.datasets.text_file import TableError
from playground.experiment.quoted import quoted
from playground.experiment.tables import (
    FEWEST_COLUMNS,
    FEWEST_ROWS,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_TABLE_CLASSES,
    Column,
    OwnTable,
)
from playground.i18n import _

__all__ = ["Choice", "RawColumn", "Report", "Table", "TableError", "prepare", "read_table", "report", "suggest"]

Kind = Literal["classes", "number"]
Missing = Literal["drop", "mean"]
Floats = npt.NDArray[np.float64]


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
        The inputs in the order chosen.
    classes
        Each class with the number of its rows; ``None`` for a number.
    """

    rows: int
    without_target: int
    left_out: int
    filled: int
    inputs: tuple[InputReport, ...]
    classes: tuple[tuple[str, int], ...] | None


@dataclass(frozen=True, eq=False)
class _Kept:
    """Inputs ``(rows, columns)`` and targets ``(rows,)`` of the rows kept, and how many were not."""

    inputs: Floats
    targets: Floats
    classes: tuple[str, ...] | None
    without_target: int
    left_out: int
    filled: int


def prepare(table: Table, inputs: Sequence[str], target: str, kind: Kind, missing: Missing) -> OwnTable:
    """Return a table as an experiment's data.

    Parameters
    ----------
    inputs, target
        Names of columns; 2 to 30 inputs, all of numbers, the target not among them.
    kind
        ``"classes"``: the target's different values, 2 to 10, are classes, numbers in ascending and texts in
        alphabetical order. ``"number"``: it is a column of numbers.
    missing
        ``"drop"`` leaves out rows that lack an input, ``"mean"`` puts the column's mean there. Rows without target are
        always left out.

    Raises
    ------
    TableError
        If the choice is not allowed, or too few rows or classes are left.
    """
    selection = _keep(table, inputs, target, kind, missing)
    columns = tuple(
        Column(name=name, values=tuple(values.tolist()))
        for name, values in zip(inputs, selection.inputs.T, strict=True)
    )
    return OwnTable(
        columns=columns, target=target, targets=tuple(selection.targets.tolist()), classes=selection.classes
    )


def report(table: Table, inputs: Sequence[str], target: str, kind: Kind, missing: Missing) -> Report:
    """Return what :func:`prepare` does to a table's rows, with the same parameters and errors."""
    selection = _keep(table, inputs, target, kind, missing)
    counts = np.bincount(selection.targets.astype(np.int64)).tolist() if selection.classes else []
    return Report(
        rows=len(selection.targets),
        without_target=selection.without_target,
        left_out=selection.left_out,
        filled=selection.filled,
        inputs=tuple(
            InputReport(name, float(values.mean()), float(values.std()) if np.ptp(values) > 0 else 0.0)
            for name, values in zip(inputs, selection.inputs.T, strict=True)
        ),
        classes=tuple(zip(selection.classes, counts, strict=True)) if selection.classes else None,
    )


def suggest(table: Table) -> Choice:
    """Return what a table most likely is for.

    The target is the last column that can be one and leaves two inputs, or else the last column. Inputs are the columns
    of numbers, at most 30 of them and 200,000 cells; one that only counts the rows is none if there are enough others.
    """
    numeric = [column for column in table.columns if column.numbers is not None]
    targets = [
        column for column in table.columns if kinds(column) and len(numeric) - (column in numeric) >= FEWEST_COLUMNS
    ]
    target = targets[-1] if targets else table.columns[-1]
    usable = [column for column in numeric if column is not target]
    telling = [column for column in usable if not _counts_rows(column)]
    chosen = telling if len(telling) >= FEWEST_COLUMNS else usable
    most = min(MOST_COLUMNS, MOST_CELLS // table.rows)
    return Choice(tuple(column.name for column in chosen[:most]), target.name, usual_kind(target))


def kinds(column: RawColumn) -> tuple[Kind, ...]:
    """Return as what a column can be a target: few different values as classes, numbers that differ as a number."""
    numbers = column.numbers is not None
    different = len(_different(column))
    as_classes: tuple[Kind, ...] = ("classes",) if 2 <= different <= MOST_TABLE_CLASSES else ()
    return (*as_classes, "number") if numbers and different > 1 else as_classes


def usual_kind(column: RawColumn) -> Kind:
    """Return as what a column is most likely a target: texts and few different whole numbers are classes."""
    if column.numbers is None:
        return "classes"
    different = _different(column)
    return (
        "classes"
        if len(different) <= MOST_TABLE_CLASSES and all(float(x).is_integer() for x in different)
        else "number"
    )


def _different(column: RawColumn) -> Sequence[float | str]:
    """Return a column's different values in order, missing ones not counted."""
    if column.numbers is not None:
        return np.unique(column.numbers[~np.isnan(column.numbers)]).tolist()
    return sorted(set(column.texts) - {""})


def _counts_rows(column: RawColumn) -> bool:
    return column.numbers is not None and bool((np.diff(column.numbers) == 1).all())


def _keep(table: Table, inputs: Sequence[str], target: str, kind: Kind, missing: Missing) -> _Kept:
    _refuse_choice(table, inputs, target)
    column = table.column(target)
    targets = _numbers(column) if kind == "number" else _class_numbers(column)
    values = np.stack([_numbers(table.column(name)) for name in inputs], axis=1)
    has_target, complete = ~np.isnan(targets), ~np.isnan(values).any(axis=1)
    rows = has_target & complete if missing == "drop" else has_target
    if rows.sum() < FEWEST_ROWS:
        sentence = _("Only {n} of {rows} rows have target and inputs; at least {fewest} are needed.")
        raise TableError(sentence.format(n=int(rows.sum()), rows=table.rows, fewest=FEWEST_ROWS))
    values, targets, classes = values[rows], targets[rows], None
    if kind == "classes":
        targets, classes = _classes(column, targets)
    elif np.ptp(targets) == 0:
        sentence = _("All values of {name} are the same: there is nothing to predict. Choose another target.")
        raise TableError(sentence.format(name=quoted(target)))
    return _Kept(
        inputs=_filled(values, inputs),
        targets=targets,
        classes=classes,
        without_target=int((~has_target).sum()),
        left_out=int((has_target & ~rows).sum()),
        filled=int(np.isnan(values).sum()),
    )


def _refuse_choice(table: Table, inputs: Sequence[str], target: str) -> None:
    if not FEWEST_COLUMNS <= len(inputs) <= MOST_COLUMNS:
        sentence = _("Inputs chosen: {n}; choose {fewest} to {most} columns.")
        raise TableError(sentence.format(n=len(inputs), fewest=FEWEST_COLUMNS, most=MOST_COLUMNS))
    if len(set(inputs)) < len(inputs) or target in inputs:
        raise TableError(_("Target and inputs must all be different columns."))
    if len(inputs) * table.rows > MOST_CELLS:
        sentence = _("{rows} rows of {n} inputs are {cells} numbers; at most {most} are allowed. Choose fewer inputs.")
        cells = len(inputs) * table.rows
        raise TableError(sentence.format(rows=table.rows, n=len(inputs), cells=cells, most=MOST_CELLS))


def _numbers(column: RawColumn) -> Floats:
    if column.numbers is not None:
        return column.numbers
    if column.obstacle is None:
        raise TableError(_("Column {name} has no values.").format(name=quoted(column.name)))
    line, cell = column.obstacle
    sentence = _("Column {name} does not hold numbers: in line {line} it has {cell}; dates and formulas are texts.")
    raise TableError(sentence.format(name=quoted(column.name), line=line, cell=quoted(one_line(cell))))


def _class_numbers(column: RawColumn) -> Floats:
    """Return for each row the place of its value among the column's different ones, nan where it is missing."""
    place: dict[float | str, float] = {value: float(n) for n, value in enumerate(_different(column))}
    values = column.texts if column.numbers is None else column.numbers.tolist()
    return np.array([place.get(value, np.nan) for value in values])


def _classes(column: RawColumn, targets: Floats) -> tuple[Floats, tuple[str, ...]]:
    """Return class numbers from 0 without gaps, and the labels of the classes."""
    different = _different(column)
    used, numbers = np.unique(targets, return_inverse=True)
    labels = [_label(different[int(place)]) for place in used]
    if len(labels) < 2:
        sentence = _("The target {name} has one class only, {label}; at least two are needed.")
        raise TableError(sentence.format(name=quoted(column.name), label=quoted(labels[0])))
    if len(labels) > MOST_TABLE_CLASSES:
        sentence = _("The target {name} has {n} different values ({some}, ...); at most {most} can be classes.")
        some = ", ".join(label[:20] for label in labels[:3])
        raise TableError(sentence.format(name=quoted(column.name), n=len(labels), some=some, most=MOST_TABLE_CLASSES))
    return numbers.astype(np.float64), tuple(differing(labels))


def _label(value: float | str) -> str:
    return one_line(value) if isinstance(value, str) else f"{value:.15g}"


def _filled(values: Floats, names: Sequence[str]) -> Floats:
    """Return inputs with each column's mean where a value is missing."""
    gaps = np.isnan(values)
    if empty := np.flatnonzero(gaps.all(axis=0)).tolist():
        raise TableError(
            _("Column {name} has no value in the rows that are used.").format(name=quoted(names[empty[0]]))
        )
    return np.where(gaps, np.nanmean(values, axis=0), values)
