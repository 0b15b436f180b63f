"""Columns of texts as inputs: yes and no, words that have an order, a few values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.datasets.columns.labels import FEWEST_SAYING, SHARE_OF_KIND, Labels
from playground.datasets.columns.ordered_words import in_order
from playground.datasets.numerals import looks_numeric
from playground.datasets.raw_table import MOST_TEXT_VALUES, RawColumn

Way = Literal["two", "ordered", "each"]
Obstacle = Literal["empty", "constant", "numbers", "names", "many"]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TextInputs:
    """A column of texts as inputs.

    Parameters
    ----------
    column
        Its name.
    way
        ``"two"``: one input, 0 or 1. ``"ordered"``: one, 0, 1, 2 and so on. ``"each"``: for each value one that is 1
        where a row has it and else 0, as scikit-learn's ``OneHotEncoder`` does.
    values
        The column's different values, in the order of the numbers or of the inputs.
    names
        Of the inputs; not yet different from those of other columns.
    numbers
        ``(rows, inputs)``; nan where a value is missing. With an input for each value, these are all 0 instead.
    missing
        How many values are missing.
    """

    column: str
    way: Way
    values: tuple[str, ...]
    names: tuple[str, ...]
    numbers: Floats
    missing: int


def obstacle(column: RawColumn, labels: Labels) -> Obstacle | None:
    """Return why a column of texts cannot be an input; ``None`` if it can.

    Returns
    -------
    str or None
        ``"empty"``; ``"constant"``: one value; ``"numbers"``: most cells are numbers, and a few are not; ``"names"``:
        every row has another text; ``"many"``: more than 12 values.
    """
    texts = [text for text in labels.texts if text]
    different = len(labels.values)
    if different < 2:
        return "constant" if different else "empty"
    if _are_meant_as_numbers(texts):
        return "numbers"
    if different == len(texts) > 2:
        return "names"
    return "many" if different > MOST_TEXT_VALUES else None


def text_inputs(column: RawColumn, labels: Labels) -> TextInputs:
    """Return a column of texts that has no obstacle as inputs."""
    ordered = in_order(labels.values)
    values = ordered or labels.values
    place = {value: float(n) for n, value in enumerate(values)}
    places = np.array([place.get(text, np.nan) for text in labels.texts])
    missing = int(np.isnan(places).sum())
    if len(values) == 2:
        return TextInputs(column.name, "two", values, (_named(column, values[1]),), places[:, None], missing)
    if ordered:
        return TextInputs(column.name, "ordered", values, (column.name,), places[:, None], missing)
    each = (places[:, None] == np.arange(len(values))).astype(np.float64)
    names = tuple(_named(column, value) for value in values)
    return TextInputs(column.name, "each", values, names, each, missing)


def _are_meant_as_numbers(texts: list[str]) -> bool:
    """Return whether most texts are numbers, and no other one is so frequent that it is a value beside them (3+)."""
    others = Counter(text for text in texts if not looks_numeric(text))
    frequent = sum(count for count in others.values() if count >= max(FEWEST_SAYING, SHARE_OF_KIND * len(texts)))
    return 2 * others.total() < len(texts) and frequent < others.total()


def _named(column: RawColumn, value: str) -> str:
    return f"{column.name} = {value}"
