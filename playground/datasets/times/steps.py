"""How far apart times are, and where some are missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.datasets.times.reading import Times, Unit

Measure = Literal["months", "workdays", "milliseconds"]
DAY = 86_400_000
"""In thousandths of a second."""
TOLERANCE = 0.25
"""Of a step: times that are off by no more are where they should be."""
EVEN = 0.9
"""Share of the distances that must be multiples of the step."""
_FEWEST_WORKDAYS = 10


@dataclass(frozen=True, eq=False)
class Steps:
    """The distances of times.

    Parameters
    ----------
    measure
        What they are counted in; working days where no time is on a weekend.
    size
        The usual one.
    skipped
        ``(n - 1,)``: how many times are missing between neighbours.
    even
        Whether nearly all distances are multiples of the usual one.
    """

    measure: Measure
    size: int
    skipped: npt.NDArray[np.int64]
    even: bool

    @property
    def missing(self) -> int:
        """How many times are missing in all."""
        return int(self.skipped.sum())

    @property
    def widest(self) -> int:
        """Place of the last time before the widest gap."""
        return int(self.skipped.argmax())


def steps_of(times: Times, unit: Unit) -> Steps | None:
    """Return the steps of times ``(n,)`` that grow, without NaT; nothing where there are fewer than three."""
    if len(times) < 3:
        return None
    measure, places = _places(times, unit)
    distances = np.diff(places)
    size = max(1, round(float(np.median(distances))))
    ratio = distances / size
    nearest = np.maximum(np.rint(ratio), 1)
    even = bool((np.abs(ratio - nearest) <= TOLERANCE).mean() >= EVEN)
    return Steps(measure, size, (nearest - 1).astype(np.int64), even)


def density(times: Times, unit: Unit) -> float:
    """Return how many of the times that even steps would have are there, as a share; NaT do not count."""
    present = np.unique(times[~np.isnat(times)])
    steps = steps_of(present, unit)
    return len(present) / (len(present) + steps.missing) if steps else 1.0


def filled_times(times: Times, steps: Steps, unit: Unit) -> Times:
    """Return times with those that are missing between them."""
    between = [times[:1]]
    for place in range(len(times) - 1):
        count = int(steps.skipped[place])
        if count:
            between.append(_after(times[place], times[place + 1], steps, count))
        between.append(times[place + 1 : place + 2])
    return np.concatenate(between)


def _after(first: np.datetime64, last: np.datetime64, steps: Steps, count: int) -> Times:
    """Return so many times between two others."""
    if steps.measure == "months":
        month = first.astype("datetime64[M]")
        months = month + steps.size * np.arange(1, count + 1)
        if _is_month_end(first) and _is_month_end(last):
            return (months + 1).astype("datetime64[ms]") - (month + 1 - first)
        return months.astype("datetime64[ms]") + (first - month)
    if steps.measure == "workdays":
        days = np.busday_offset(first.astype("datetime64[D]"), steps.size * np.arange(1, count + 1))
        return days.astype("datetime64[ms]") + (first - first.astype("datetime64[D]"))
    width = (last - first).astype(np.int64)
    return first + (width * np.arange(1, count + 1) // (count + 1)).astype("timedelta64[ms]")


def _places(times: Times, unit: Unit) -> tuple[Measure, npt.NDArray[np.int64]]:
    """Return where times stand on the scale that suits them: months, working days or thousandths of a second."""
    months = times.astype("datetime64[M]").astype(np.int64)
    if unit in ("Y", "M") or (np.diff(months).min() > 0 and _same_day(times)):
        return "months", months
    days = times.astype("datetime64[D]")
    span = int((days[-1] - days[0]).astype(np.int64))
    daily = np.diff(days).min() > np.timedelta64(0, "D") and len(times) >= _FEWEST_WORKDAYS
    if daily and np.is_busday(days).all() and np.median(np.diff(days).astype(np.int64)) == 1 and span >= len(days):
        return "workdays", np.busday_count(days[0], days).astype(np.int64)
    return "milliseconds", times.astype(np.int64)


def _same_day(times: Times) -> bool:
    """Return whether times are all on one day of the month, or all on its last one, at one time of day."""
    within = times - times.astype("datetime64[M]")
    clock = (times - times.astype("datetime64[D]")).astype(np.int64)
    return len(np.unique(within)) == 1 or bool((clock == clock[0]).all() and _is_month_end(times).all())


def _is_month_end(times: Times | np.datetime64) -> npt.NDArray[np.bool_]:
    days = times.astype("datetime64[D]")
    return np.asarray((days + 1).astype("datetime64[M]") != days.astype("datetime64[M]"))
