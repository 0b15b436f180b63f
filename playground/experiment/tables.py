"""Tables: a row is a sample, some columns are what the network sees, one column is what it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from playground.experiment.built_in_tables import TABLES, TableName
from playground.experiment.quoted import listed, quoted
from playground.experiment.spec import Shape, Spec, Task
from playground.experiment.split import TrainFraction, training_part
from playground.i18n import _

__all__ = ["TABLES", "Column", "OwnTable", "TableData", "TableName"]

FEWEST_COLUMNS, MOST_COLUMNS = 2, 30
FEWEST_ROWS, MOST_ROWS = 10, 20_000
MOST_CELLS = 200_000
MOST_TABLE_CLASSES = 10
LARGEST_NUMBER = 1e30
"""Of a person's table, in size: its square and its single-precision form are finite."""

Name = Annotated[str, Field(min_length=1, max_length=60)]
Number = Annotated[float, Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]
Numbers = Annotated[tuple[Number, ...], Field(min_length=FEWEST_ROWS, max_length=MOST_ROWS, strict=False)]
View = Annotated[tuple[str, str], Field(strict=False)]


class TableData(Spec):
    """A built-in table.

    Parameters
    ----------
    columns
        What the network sees, two columns or more; none stands for all. Their order does not matter: it is always that
        of the table.
    view
        The columns along the two axes of the plane that pictures show; ``None`` for the first two of those seen.
    train_fraction
        Share of the rows that the network learns from; which ones, the seed decides.
    standardize
        Whether each column is brought to mean 0 and standard deviation 1, both those of the training part.
    """

    name: TableName
    columns: Annotated[tuple[str, ...], Field(strict=False)] = ()
    view: View | None = None
    train_fraction: TrainFraction = 0.7
    standardize: bool = True

    @field_validator("columns")
    @classmethod
    def _columns_of_the_table(cls, columns: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        allowed = TABLES[info.data["name"]].columns
        _refuse_unknown(columns, allowed)
        _refuse_twice(columns)
        if len(columns) == 1:
            raise ValueError(_("needs two columns or more, or none for all of them"))
        return () if len(columns) == len(allowed) else tuple(name for name in allowed if name in columns)

    @field_validator("view")
    @classmethod
    def _view_of_inputs(cls, view: tuple[str, str] | None, info: ValidationInfo) -> tuple[str, str] | None:
        if "columns" not in info.data:
            return view
        return _shortest_view(view, info.data["columns"] or TABLES[info.data["name"]].columns)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of the columns that the network sees."""
        return self.columns or TABLES[self.name].columns

    @property
    def plane(self) -> tuple[str, str]:
        """Names of the columns along the two axes of the pictures."""
        return self.view or (self.inputs[0], self.inputs[1])

    @property
    def task(self) -> Task:
        """What the network is asked for: the class of a row."""
        return Task(classes=len(TABLES[self.name].classes))

    @property
    def samples(self) -> int:
        """Number of rows, training and test together."""
        return TABLES[self.name].rows

    @property
    def input_shape(self) -> Shape:
        """Shape of one input, without the batch axis."""
        return (len(self.inputs),)

    @property
    def train_samples(self) -> int:
        """Number of training rows, between 1 and ``samples - 1``."""
        return training_part(self.samples, self.train_fraction)

    @property
    def is_own(self) -> bool:
        """Whether these are a person's own data, which no link may carry."""
        return False


class Column(Spec):
    """One column of a person's table."""

    name: Name
    values: Numbers


class OwnTable(Spec):
    """A person's own table, read and cleaned.

    Parameters
    ----------
    columns
        What the network sees.
    target
        Name of what it is asked for.
    targets
        Of each row: the number of its class if there are ``classes``, else the number to predict.
    classes
        Names of the classes in the order of their numbers, or ``None`` where a number is to be predicted.
    view, train_fraction, standardize
        As for :class:`TableData`.
    stratified
        Whether each class has its share of the training and of the test part; if not, chance alone decides.
    """

    name: Literal["table"] = "table"
    columns: Annotated[tuple[Column, ...], Field(min_length=FEWEST_COLUMNS, max_length=MOST_COLUMNS, strict=False)]
    target: Name
    targets: Numbers
    classes: Annotated[tuple[Name, ...], Field(min_length=2, max_length=MOST_TABLE_CLASSES, strict=False)] | None = None
    view: View | None = None
    train_fraction: TrainFraction = 0.7
    standardize: bool = True
    stratified: bool = False

    @field_validator("columns")
    @classmethod
    def _columns_differ(cls, columns: tuple[Column, ...]) -> tuple[Column, ...]:
        _refuse_twice([column.name for column in columns])
        cells = sum(len(column.values) for column in columns)
        if cells > MOST_CELLS:
            raise ValueError(_("{count} cells in all: must be at most {most}").format(count=cells, most=MOST_CELLS))
        return columns

    @field_validator("classes")
    @classmethod
    def _classes_differ(cls, classes: tuple[str, ...] | None) -> tuple[str, ...] | None:
        _refuse_twice(classes or ())
        return classes

    @field_validator("view")
    @classmethod
    def _view_of_columns(cls, view: tuple[str, str] | None, info: ValidationInfo) -> tuple[str, str] | None:
        if "columns" not in info.data:
            return view
        return _shortest_view(view, [column.name for column in info.data["columns"]])

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        if self.target in self.inputs:
            raise ValueError(_("target: {name} is one of the columns too").format(name=quoted(self.target)))
        for column in self.columns:
            if len(column.values) != self.samples:
                sentence = _("columns: {name} has {count} values, and targets has {rows}; they must have as many")
                raise ValueError(sentence.format(name=quoted(column.name), count=len(column.values), rows=self.samples))
        if self.classes is not None:
            _refuse_no_class(self.targets, len(self.classes))
        return self

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of the columns that the network sees."""
        return tuple(column.name for column in self.columns)

    @property
    def plane(self) -> tuple[str, str]:
        """Names of the columns along the two axes of the pictures."""
        return self.view or (self.inputs[0], self.inputs[1])

    @property
    def task(self) -> Task:
        """What the network is asked for: a class, or a number."""
        return Task(classes=len(self.classes) if self.classes is not None else None)

    @property
    def samples(self) -> int:
        """Number of rows, training and test together."""
        return len(self.targets)

    @property
    def input_shape(self) -> Shape:
        """Shape of one input, without the batch axis."""
        return (len(self.columns),)

    @property
    def train_samples(self) -> int:
        """Number of training rows, between 1 and ``samples - 1``."""
        return training_part(self.samples, self.train_fraction)

    @property
    def is_own(self) -> bool:
        """Whether these are a person's own data, which no link may carry."""
        return True


def _shortest_view(view: tuple[str, str] | None, inputs: Sequence[str]) -> tuple[str, str] | None:
    """Return a view of two of the inputs, ``None`` if it is that of the first two: equal data are equal values."""
    if view is None:
        return None
    _refuse_unknown(view, inputs)
    _refuse_twice(view)
    return None if view == (inputs[0], inputs[1]) else view


def _refuse_unknown(names: Sequence[str], allowed: Sequence[str]) -> None:
    for name in names:
        if name not in allowed:
            sentence = _("{name} is no column of the inputs; allowed: {allowed}")
            raise ValueError(sentence.format(name=quoted(name), allowed=listed(allowed)))


def _refuse_twice(names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise ValueError(_("{name} is listed twice; each name may be listed only once").format(name=quoted(name)))


def _refuse_no_class(targets: Sequence[float], classes: int) -> None:
    for place, target in enumerate(targets):
        if not (0 <= target < classes and target == int(target)):
            sentence = _("targets[{place}]: {value}: must be the number of a class, 0 to {last}")
            raise ValueError(sentence.format(place=place, value=quoted(target), last=classes - 1))
