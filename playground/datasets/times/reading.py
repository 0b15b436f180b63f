"""One way to read a column of times, and what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.i18n import N_

Times = npt.NDArray[np.datetime64]
Unit = Literal["Y", "M", "D", "m", "s", "ms"]
"""How exactly a time is given: a year, a month, a day, a minute, a second or a thousandth of one."""

FORMS: Mapping[str, str] = MappingProxyType(
    {
        "dmy": N_("day/month/year"),
        "mdy": N_("month/day/year"),
        "ymd": N_("year/month/day"),
        "ydm": N_("year/day/month"),
        "named": N_("days with the month's name"),
        "months": N_("months"),
        "weeks": N_("weeks"),
        "quarters": N_("quarters"),
        "halves": N_("half-years"),
        "years": N_("years"),
        "digits": N_("numbers of year, month and day"),
        "unix": N_("seconds since 1970"),
        "unix_ms": N_("milliseconds since 1970"),
        "serial": N_("a spreadsheet's day numbers"),
        "decimal": N_("years with decimals"),
        "parts": N_("year, month and so on, each in its column"),
    }
)
"""What the ways to read a time are called, untranslated."""


@dataclass(frozen=True, eq=False)
class Reading:
    """One way to read a column of times.

    Parameters
    ----------
    form
        One of :data:`FORMS`.
    times
        ``(n,)`` datetime64[ms], NaT where there is none.
    unit
        How exactly they are given.
    universal
        Whether they are in universal time, as their offsets from it differ.
    """

    form: str
    times: Times
    unit: Unit
    universal: bool = False


def unit_of(times: Times) -> Unit:
    """Return how exactly times of a day or finer are given: in days if all are at midnight."""
    known = times[~np.isnat(times)]
    for unit in ("D", "m", "s"):
        if (known == known.astype(f"datetime64[{unit}]")).all():
            return unit
    return "ms"
