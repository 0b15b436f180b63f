"""Which dates to name on an axis of places, and how."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from playground.dates import SHORT_MONTHS, parts
from playground.i18n import _

Times = npt.NDArray[np.datetime64]

MOST_TICKS = 8
_RUNGS = (
    *(("s", step) for step in (1, 5, 10, 30)),
    *(("m", step) for step in (1, 5, 10, 15, 30)),
    *(("h", step) for step in (1, 2, 3, 6, 12)),
    *(("D", step) for step in (1, 2, 7, 14)),
    *(("M", step) for step in (1, 2, 3, 6)),
    *(("Y", digit * 10**power) for power in range(4) for digit in (1, 2, 5)),
)
"""How far apart the named dates may be, from the finest on."""
_MONDAY = 3
"""Days from a Monday to 1 January 1970."""


def date_ticks(times: Times) -> dict[int, str]:
    """Return which of some times ``(n,)``, in order, to name, by their place, and how: up to eight.

    Each is the first of its month, of its day, of its hour, and so on. A line break stands before what does not
    change from one to the next: the year, or the day.
    """
    exact = times.astype("datetime64[ms]")
    exactly = next((unit for unit in "YMDhm" if (exact == exact.astype(f"datetime64[{unit}]")).all()), "s")
    first = next(place for place, (unit, _step) in enumerate(_RUNGS) if unit == exactly)
    for unit, step in _RUNGS[first:]:
        places = _beginnings(exact, unit, step)
        if len(places) <= MOST_TICKS:
            break
    return dict(zip(places.tolist(), _words(exact[places], unit), strict=True))


def _beginnings(times: Times, unit: str, step: int) -> npt.NDArray[np.int64]:
    """Return the places at which another so-many-th unit begins, the first one if it is at its very beginning."""
    whole = times.astype(f"datetime64[{unit}]")
    counts = whole.astype(np.int64) + {"D": _MONDAY, "Y": 1970}.get(unit, 0)
    turns = np.diff(counts // step, prepend=counts[:1] // step) != 0
    turns[0] = times[0] == whole[0].astype("datetime64[ms]") and counts[0] % step == 0
    return np.flatnonzero(turns)


def _words(times: Times, unit: str) -> Iterator[str]:
    before: object = None
    for time in times:
        year, month, day = parts(time)
        name = _(SHORT_MONTHS[month - 1])
        date = _("{day} {month}").format(day=day, month=name)
        if unit == "Y":
            yield str(year)
            continue
        words, rest = {"M": (name, str(year)), "D": (date, str(year))}.get(unit, (_clock(time, unit), date))
        yield words if rest == before else f"{words}\n{rest}"
        before = rest


def _clock(time: np.datetime64, unit: str) -> str:
    text = str(np.datetime_as_string(time.astype("datetime64[s]"))).partition("T")[2]
    return text if unit == "s" else text[:5]
