"""Tables as NumPy code: their rows, and how they are standardized."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from playground.datasets import load
from playground.datasets.stratified import stratified
from playground.datasets.tables import TableView, read_table
from playground.experiment import OwnTable, TableData
from playground.experiment.split import training_counts
from playground.experiment.tables import TABLES
from playground.export.samples import MOST_ROWS, RANDOM, READ, shuffle
from playground.export.script import comment, printable, table
from playground.i18n import _

Rows = npt.NDArray[np.float64]


def table_blocks(data: TableData | OwnTable, seed: int) -> list[str]:
    """Return the blocks of code that hold or read a table and make it the network's inputs."""
    blocks = [*_held(data), "\n".join([RANDOM, *_order(data)]), _inputs(data, seed)]
    if not data.task.is_classification:
        blocks.append(_scaled_labels(data, seed))
    return blocks


def _held(data: TableData | OwnTable) -> list[str]:
    """Return the rows, in the table's order, as ``rows`` ``(n, columns)`` and ``labels`` ``(n,)``."""
    sentences = [
        comment(_("Data: a table. Its columns: {columns}.").format(columns=_listed(data.inputs))),
        comment(_asked(data)),
    ]
    if isinstance(data, OwnTable) and data.samples > MOST_ROWS:
        kind = "int" if data.task.is_classification else "float"
        return ["\n".join([*sentences, *READ, _READ_ROWS, f'labels = np.array(data["targets"], dtype={kind})'])]
    rows, labels = _numbers(data)
    return ["\n".join(sentences), table("rows", rows), table("labels", labels)]


_READ_ROWS = 'rows = np.array([column["values"] for column in data["columns"]]).T'


def _order(data: TableData | OwnTable) -> list[str]:
    """Return the lines that bring the rows into an order drawn by chance, the training part first."""
    whole, *taken = shuffle("rows")
    if not _is_stratified(data):
        return [whole, *taken]
    counts = training_counts(np.bincount(_numbers(data)[1]).tolist(), data.train_samples)
    return [
        whole,
        comment(_("Of each class, the first ones in this order are for training: so many.")),
        f"train_counts = {list(counts)}",
        "is_train = np.zeros(len(rows), dtype=bool)",
        "for label, count in enumerate(train_counts):",
        "    is_train[order[labels[order] == label][:count]] = True",
        "order = np.concatenate([order[is_train[order]], order[~is_train[order]]])",
        *taken,
    ]


def _is_stratified(data: TableData | OwnTable) -> bool:
    return isinstance(data, OwnTable) and data.stratified and data.task.is_classification


def _asked(data: TableData | OwnTable) -> str:
    """Return what the network is asked for, in a sentence."""
    classes = TABLES[data.name].classes if isinstance(data, TableData) else data.classes
    if classes is not None:
        return _("The classes, from 0 on: {classes}.").format(classes=_listed(classes))
    assert isinstance(data, OwnTable)
    return _("The number to predict: {target}.").format(target=printable(data.target))


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(map(printable, names))


def _numbers(data: TableData | OwnTable) -> tuple[Rows, npt.NDArray[Any]]:
    """Return the inputs ``(n, columns)`` and the labels ``(n,)``, int64 for classes, in the table's order."""
    if isinstance(data, TableData):
        rows, labels = read_table(data.name)
        return rows[:, [TABLES[data.name].columns.index(name) for name in data.inputs]], labels.astype(np.int64)
    rows = np.array([column.values for column in data.columns], dtype=np.float64).T
    return rows, np.array(data.targets).astype(np.int64 if data.task.is_classification else np.float64)


def _inputs(data: TableData | OwnTable, seed: int) -> str:
    if not data.standardize:
        return "inputs = rows.astype(np.float32)"
    sentence = _("Each column is brought to mean 0 and standard deviation 1, both those of the training part.")
    lines = [
        comment(sentence),
        "train = rows[:TRAIN_SAMPLES]",
        "means, deviations = train.mean(axis=0), train.std(axis=0)",
        *_constant_columns(data, seed),
        "inputs = ((rows - means) / deviations).astype(np.float32)",
    ]
    return "\n".join(lines)


def _constant_columns(data: TableData | OwnTable, seed: int) -> list[str]:
    """Return what is said of columns that do not vary in the training part; most tables have none."""
    view = load(data, seed).see
    assert isinstance(view, TableView)
    order = np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0]).permutation(data.samples)
    if _is_stratified(data):
        order = stratified(_numbers(data)[1], order, data.train_samples)
    deviations = _numbers(data)[0][order][: data.train_samples].std(axis=0)
    constant = np.flatnonzero(~np.isclose(deviations, view.scale, rtol=1e-6, atol=0))
    if not len(constant):
        return []
    sentence = comment(_("Columns that do not vary in the training part are divided by their size instead."))
    return [sentence, f"deviations[{constant.tolist()}] = {view.scale[constant].tolist()}"]


def _scaled_labels(data: TableData | OwnTable, seed: int) -> str:
    """Return how numbers to predict are brought to [-1, 1] on the training part."""
    offset, factor = load(data, seed).target_scale
    sentence = comment(_("The numbers to predict are brought to [-1, 1], by the extremes of the training part."))
    return "\n".join([sentence, f"labels = (labels - {offset!r}) / {factor!r}"])
