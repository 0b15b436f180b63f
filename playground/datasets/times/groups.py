"""Several series under each other: the columns whose texts tell them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, combinations

import numpy as np
import numpy.typing as npt

from playground.datasets.raw_table import RawColumn
from playground.datasets.times.reading import Times

MOST_GROUPS = 500
_MOST_COLUMNS = 6
_SHARED = 0.5
"""Share of the rows whose time another row has, from which on a file holds several series."""
_LEFT = 0.1
"""Share of these that may stay within a series: those are times that are there twice."""


@dataclass(frozen=True, eq=False)
class Groups:
    """Series under each other.

    Parameters
    ----------
    columns
        Those that tell them apart.
    labels
        ``(n,)``: of each row its series.
    """

    columns: tuple[RawColumn, ...]
    labels: tuple[str, ...]

    @property
    def name(self) -> str:
        """What they are called."""
        return ", ".join(column.name for column in self.columns)

    def sizes(self) -> dict[str, int]:
        """Return how many rows each series has, in the order of the file."""
        counted: dict[str, int] = {}
        for label in self.labels:
            counted[label] = counted.get(label, 0) + 1
        return counted


def groups_of(times: Times, columns: Sequence[RawColumn]) -> Groups | None:
    """Return the columns that tell series under each other apart, one or two; nothing where most times are single.

    Parameters
    ----------
    times
        ``(n,)``, when each row is.
    columns
        Those that say nothing of times.
    """
    known = ~np.isnat(times)
    codes = np.where(known, np.unique(times, return_inverse=True)[1], -1)
    shared = _repeated(codes[known])
    if not known.any() or shared < _SHARED * known.sum() / 2:
        return None
    candidates = [column for column in columns if _tells_series(column)][:_MOST_COLUMNS]
    sets: list[tuple[RawColumn, ...]] = [*((column,) for column in candidates), *combinations(candidates, 2)]
    at_once = int(np.unique(codes[known], return_counts=True)[1].max())
    fitting = [
        (different, len(chosen), place)
        for place, chosen in enumerate(sets)
        if (different := len(np.unique(_paired(np.zeros_like(codes), chosen)))) <= _most_groups(chosen, at_once)
        and _repeated(_paired(codes, chosen)[known]) <= _LEFT * shared
    ]
    if not fitting:
        return None
    chosen = sets[min(fitting)[2]]
    cells = (column.texts for column in chosen)
    labels = tuple(" · ".join(text or "?" for text in row) for row in zip(*cells, strict=True))
    return Groups(chosen, labels)


def _most_groups(columns: Sequence[RawColumn], at_once: int) -> float:
    """Return how many series some columns may tell apart if so many have values at once; numbers may be values."""
    return at_once * (1.5 if any(column.numbers is not None for column in columns) else 5)


def _tells_series(column: RawColumn) -> bool:
    """Return whether a column has few texts, or few whole numbers, many times each."""
    different = len(set(column.texts))
    if not 2 <= different <= min(MOST_GROUPS, len(column.texts) // 2):
        return False
    numbers = column.numbers
    return numbers is None or (not column.missing and bool((numbers == np.floor(numbers)).all()))


def _paired(codes: npt.NDArray[np.int64], columns: Sequence[RawColumn]) -> npt.NDArray[np.int64]:
    """Return a code for every time and series."""
    for column in columns:
        labels = np.unique(np.array(column.texts), return_inverse=True)[1]
        codes = codes * (int(labels.max()) + 1) + labels
    return codes


def _repeated(codes: npt.NDArray[np.int64]) -> int:
    """Return how many codes are there before."""
    return len(codes) - len(np.unique(codes))


def columns_but(columns: Sequence[RawColumn], *others: Sequence[RawColumn]) -> list[RawColumn]:
    """Return some columns without others."""
    left_out = list(chain(*others))
    return [column for column in columns if column not in left_out]
