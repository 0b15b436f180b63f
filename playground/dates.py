"""Dates as the reader's language writes them: ``19 July 2022, 14:00``, or ``19 juillet 2022, 14:00``.

The only place where Python writes dates for people. Links, files and code have ISO 8601 in any language.
"""

from __future__ import annotations

import numpy as np

from playground.i18n import N_, _

MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)
SHORT_MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)
"""Names of the months, untranslated."""


def written(time: np.datetime64, unit: str) -> str:
    """Return a time in words.

    Parameters
    ----------
    time
        Any time but NaT.
    unit
        How exactly, as NumPy calls it: ``Y``, ``M``, ``D``, ``m``, ``s`` or ``ms``.
    """
    year, month, day = parts(time)
    name = _(MONTHS[month - 1])
    if unit == "Y":
        return str(year)
    if unit == "M":
        return _("{month} {year}").format(month=name, year=year)
    first = _("1 {month} {year}")  # French counts the first day alone: 1er
    date = (first if day == 1 else _("{day} {month} {year}")).format(day=day, month=name, year=year)
    if unit == "D":
        return date
    clock = str(np.datetime_as_string(time.astype(f"datetime64[{unit}]"))).partition("T")[2]
    return _("{date}, {time}").format(date=date, time=clock)


def parts(time: np.datetime64) -> tuple[int, int, int]:
    """Return year, month and day of a time."""
    months = int(time.astype("datetime64[M]").astype(np.int64))
    day = int((time.astype("datetime64[D]") - time.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64))
    return 1970 + months // 12, months % 12 + 1, day + 1
