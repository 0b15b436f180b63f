"""A person's column as classes: their numbers and their names."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from playground.datasets.columns.suggestion import different
from playground.datasets.raw_table import RawColumn, differing
from playground.datasets.spreadsheet import one_line
from playground.datasets.text_file import TableError
from playground.experiment.quoted import quoted
from playground.experiment.tables import MOST_TABLE_CLASSES
from playground.i18n import _

Floats = npt.NDArray[np.float64]


def class_numbers(column: RawColumn) -> Floats:
    """Return for each row the place of its value among the column's different ones, nan where it is missing."""
    place: dict[float | str, float] = {value: float(n) for n, value in enumerate(different(column))}
    values = column.texts if column.numbers is None else column.numbers.tolist()
    return np.array([place.get(value, np.nan) for value in values])


def classes_of(column: RawColumn, targets: Floats) -> tuple[Floats, tuple[str, ...]]:
    """Return class numbers from 0 without gaps, and the names of the classes.

    Parameters
    ----------
    targets
        ``(rows,)``, some of what :func:`class_numbers` returns, none of them nan.

    Raises
    ------
    TableError
        If there are fewer than two classes, or more than ten.
    """
    values = different(column)
    used, numbers = np.unique(targets, return_inverse=True)
    labels = [_label(values[int(place)]) for place in used]
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
