"""Data in tables: columns of numbers, of which two at a time span the plane that pictures show."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from playground.datasets.dataset import Axis, Dataset
from playground.datasets.stratified import stratified
from playground.experiment.tables import TABLES, OwnTable, TableData, TableName
from playground.paths import TABLES as FOLDER

Rows = npt.NDArray[np.float64]

MARGIN = 0.08
"""Of an axis at either side of the data, as a share of their range."""
NEGLIGIBLE = 1e-12
"""A spread that is smaller, beside the numbers' own size, is rounding and not made large."""
SMALLEST = 1e-300


@dataclass(frozen=True)
class TableView:
    """What the network sees of a table.

    Parameters
    ----------
    columns
        Places of the two columns that span the plane.
    means
        ``(columns,)``, of the training part.
    shift, scale
        ``(columns,)``: an input is ``(number - shift) / scale``.
    """

    columns: tuple[int, int]
    means: Rows
    shift: Rows
    scale: Rows

    def inputs(self, rows: Rows) -> npt.NDArray[np.float32]:
        """Return what the network sees of rows ``(n, columns)``."""
        return ((rows - self.shift) / self.scale).astype(np.float32)

    def __call__(self, points: Rows) -> npt.NDArray[np.float32]:
        """Return what it sees of places of the plane ``(m, 2)``: every other column has its mean."""
        rows = np.tile(self.means, (len(points), 1))
        rows[:, self.columns] = points
        return self.inputs(rows)


def table_dataset(data: TableData | OwnTable, random: np.random.Generator) -> Dataset:
    """Return the rows of a table in an order drawn by chance; a stratified one has its classes in both parts."""
    rows, numbers, classes = _read(data)
    order = random.permutation(data.samples)
    if isinstance(data, OwnTable) and data.stratified and classes:
        order = stratified(numbers.astype(np.int64), order, data.train_samples)
    rows, numbers = rows[order], numbers[order]
    columns = (data.inputs.index(data.plane[0]), data.inputs.index(data.plane[1]))
    view = _view(rows, data.train_samples, columns, data.standardize)
    offset, factor = _target_scale(numbers, data.train_samples) if not classes else (0.0, 1.0)
    return Dataset(
        points=rows[:, columns],
        inputs=view.inputs(rows),
        targets=numbers.astype(np.int64) if classes else (numbers - offset) / factor,
        train_samples=data.train_samples,
        task=data.task,
        axes=(_axis(data.plane[0], rows[:, columns[0]]), _axis(data.plane[1], rows[:, columns[1]])),
        input_names=data.inputs,
        see=view,
        class_names=classes,
        target_scale=(offset, factor),
    )


@cache
def read_table(name: TableName) -> tuple[Rows, Rows]:
    """Return the numbers ``(rows, columns)`` and the classes ``(rows,)`` of a built-in table, in the file's order."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        _header, *lines = csv.reader(file)
    rows = np.array([line[:-1] for line in lines], dtype=np.float64)
    targets = np.array([TABLES[name].classes.index(line[-1]) for line in lines], dtype=np.float64)
    for array in (rows, targets):
        array.setflags(write=False)
    return rows, targets


def _read(data: TableData | OwnTable) -> tuple[Rows, Rows, tuple[str, ...]]:
    """Return the inputs, the targets and the names of the classes, in the table's order."""
    if isinstance(data, TableData):
        rows, targets = read_table(data.name)
        table = TABLES[data.name]
        return rows[:, [table.columns.index(name) for name in data.inputs]], targets, table.classes
    rows = np.array([column.values for column in data.columns], dtype=np.float64).T
    return rows, np.array(data.targets, dtype=np.float64), data.classes or ()


def _view(rows: Rows, train_samples: int, columns: tuple[int, int], standardize: bool) -> TableView:
    train = rows[:train_samples]
    means, deviations = train.mean(axis=0), train.std(axis=0)
    if not standardize:
        return TableView(columns, means, np.zeros_like(means), np.ones_like(means))
    return TableView(columns, means, means, _scale(deviations, rows))


def _scale(spread: npt.ArrayLike, numbers: Rows) -> Rows:
    """Return what to divide numbers ``(n, ...)`` by: their spread; where they do not differ, their size or 1."""
    size = np.abs(numbers).max(axis=0)
    varies = np.asarray(spread) > np.maximum(NEGLIGIBLE * size, SMALLEST)
    return np.where(varies, spread, np.maximum(size, 1.0))


def _target_scale(targets: Rows, train_samples: int) -> tuple[float, float]:
    """Return the offset and the factor that take the training part to [-1, 1]."""
    low, high = targets[:train_samples].min(), targets[:train_samples].max()
    return float((high + low) / 2), float(_scale((high - low) / 2, targets))


def _axis(label: str, numbers: Rows) -> Axis:
    low, high = float(numbers.min()), float(numbers.max())
    margin = MARGIN * float(_scale(high - low, numbers))
    return Axis(label, low - margin, high + margin)
