"""Rows in the order of their times: what has none, what came first, what is there twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.datasets.times.calendar import NOTHING
from playground.datasets.times.reading import Times, Unit
from playground.datasets.times.steps import DAY

Rows = npt.NDArray[np.int64]
Turn = Literal["kept", "turned", "sorted"]
"""What was done to the rows: nothing, turned round, sorted by time."""
Repeats = Literal["mean", "first", "leave"]
"""What becomes of several values of one time: their mean, the file's first one, all of them."""


@dataclass(frozen=True, eq=False)
class Order:
    """Rows in the order of time.

    Parameters
    ----------
    rows
        ``(m,)``: places of the rows, the oldest first.
    times
        ``(m,)``: when each is.
    turn
        What was done to them.
    placed
        Rows without a time, which their place in the file tells.
    dropped
        Rows without a time that nothing tells: they are left out.
    """

    rows: Rows
    times: Times
    turn: Turn
    placed: tuple[int, ...]
    dropped: tuple[int, ...]

    @property
    def repeated(self) -> int:
        """How many rows have the time of the one before."""
        return int((np.diff(self.times) == np.timedelta64(0, "ms")).sum())


def in_order(rows: Rows, times: Times, may_be_placed: npt.NDArray[np.bool_]) -> Order:
    """Return rows in the order of their times.

    Parameters
    ----------
    rows, times
        ``(n,)``: places of rows, and when they are; NaT where nobody knows.
    may_be_placed
        ``(n,)``: which rows belong to the series even if they have no time.
    """
    missing = np.isnat(times)
    distances = np.diff(times[~missing]).astype(np.int64)
    grows, falls = bool((distances >= 0).all()), bool((distances <= 0).all())
    placed = missing & may_be_placed if (grows or falls) and len(distances) > 1 else np.zeros_like(missing)
    times = _between(times, placed)
    kept = ~np.isnat(times)
    dropped = tuple(rows[~kept].tolist())
    placed_rows = tuple(rows[placed].tolist())
    rows, times = rows[kept], times[kept]
    if grows:
        return Order(rows, times, "kept", placed_rows, dropped)
    if falls or (distances < 0).sum() > (distances > 0).sum():
        rows, times = rows[::-1], times[::-1]
    if falls:
        return Order(rows, times, "turned", placed_rows, dropped)
    order = np.argsort(times, kind="stable")
    return Order(rows[order], times[order], "sorted", placed_rows, dropped)


def first_rows(order: Order, repeats: Repeats) -> Rows:
    """Return the places in an order at which a new value begins: each time's first, or every row."""
    if repeats == "leave":
        return np.arange(len(order.rows))
    return np.flatnonzero(np.diff(order.times, prepend=NOTHING) != np.timedelta64(0, "ms"))


def joined(values: npt.NDArray[np.float64], order: Order, repeats: Repeats) -> npt.NDArray[np.float64]:
    """Return a column's values in the order of time, those of one time joined; nan where all of them are missing."""
    ordered, starts = values[order.rows], first_rows(order, repeats)
    if repeats == "leave" or not len(starts):
        return ordered
    known = ~np.isnan(ordered)
    if repeats == "first":
        foremost = np.minimum.reduceat(np.where(known, order.rows, len(values)), starts)
        return np.where(foremost < len(values), np.append(values, np.nan)[foremost], np.nan)
    counts = np.add.reduceat(known.astype(np.float64), starts)
    sums = np.add.reduceat(np.where(known, ordered, 0.0), starts)
    single = np.diff(np.append(starts, len(ordered))) == 1
    return np.where(single, ordered[starts], np.where(counts > 0, sums / np.maximum(counts, 1), np.nan))


def are_clocks_turned_back(order: Order, unit: Unit) -> bool:
    """Return whether all times that are there twice are within the hours of an autumn Sunday when clocks go back."""
    repeated = order.times[1:][np.diff(order.times) == np.timedelta64(0, "ms")]
    if unit in ("Y", "M", "D") or not len(repeated) or len(np.unique(repeated)) != len(repeated):
        return False
    days = repeated.astype("datetime64[D]")
    months = days.astype("datetime64[M]").astype(np.int64) % 12 + 1
    sundays = (days.astype(np.int64) + 3) % 7 == 6
    hours = (repeated - days).astype("timedelta64[ms]").astype(np.int64) * 24 // DAY
    return bool((sundays & np.isin(months, (10, 11)) & (hours <= 3)).all())


def _between(times: Times, placed: npt.NDArray[np.bool_]) -> Times:
    """Return times with those of some rows put evenly between their neighbours, or a usual step beyond the last."""
    if not placed.any():
        return times
    known = np.flatnonzero(~np.isnat(times))
    numbers = times[known].astype(np.int64)
    step = float(np.median(np.diff(numbers)))
    places = np.flatnonzero(placed)
    inner = np.interp(places, known, numbers)
    inner += np.minimum(places - known[0], 0) * step + np.maximum(places - known[-1], 0) * step
    filled = times.copy()
    filled[places] = np.rint(inner).astype(np.int64).astype("datetime64[ms]")
    return filled
