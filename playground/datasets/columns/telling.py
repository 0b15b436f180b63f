"""How much columns tell of a target: mutual information of values in bins."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]

FEWEST_BINS, MOST_BINS = 2, 10
ROWS_A_BIN = 20


def bins(numbers: npt.NDArray[np.float64]) -> Codes:
    """Return for each number the bin that it is in.

    Bins have about as many numbers each, few different numbers a bin each, and missing ones a bin of their own.

    Parameters
    ----------
    numbers
        ``(n,)``; nan where one is missing.
    """
    known = numbers[~np.isnan(numbers)]
    most = int(np.clip(len(numbers) // ROWS_A_BIN, FEWEST_BINS, MOST_BINS))
    different = np.unique(known)
    edges = different[1:] if len(different) <= most else np.unique(np.quantile(known, np.arange(1, most) / most))
    return np.where(np.isnan(numbers), len(edges) + 1, np.searchsorted(edges, numbers, side="right")).astype(np.int64)


def mutual_information(one: Codes, other: Codes) -> float:
    """Return the mutual information of two labels ``(n,)`` of the same samples, in nats."""
    together = _together(one, other) / len(one)
    alone = together.sum(axis=1, keepdims=True) * together.sum(axis=0, keepdims=True)
    known = together > 0
    return max(float((together[known] * np.log(together[known] / alone[known])).sum()), 0.0)


def information_beyond_chance(one: Codes, other: Codes) -> float:
    """Return the mutual information beyond what as many labels that have nothing to do with each other seem to have.

    By chance that is about (bins - 1)(bins - 1) / 2n (Miller, 1955), so that a column of many bins has no advantage.
    """
    rows, columns = _together(one, other).shape
    return mutual_information(one, other) - (rows - 1) * (columns - 1) / (2 * len(one))


def _together(one: Codes, other: Codes) -> npt.NDArray[np.int64]:
    """Return how often each label of the one comes with each of the other."""
    (rows, places), (columns, others) = (np.unique(codes, return_inverse=True) for codes in (one, other))
    counts = np.bincount(places * len(columns) + others, minlength=len(rows) * len(columns))
    return counts.reshape(len(rows), len(columns))
