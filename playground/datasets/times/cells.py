"""One cell to the numbers of a date and of a time of day; which of the numbers is the month is asked elsewhere."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import NamedTuple

from playground.datasets.times.names import without_names

LONGEST = 60
"""Characters of a cell that may be a date."""


class Cell(NamedTuple):
    """The numbers of a date.

    Parameters
    ----------
    kind
        ``numbers``: three in the order of the cell, one of them perhaps with four digits. ``named``, ``digits``: year,
        month, day. ``months``, ``quarters``, ``halves``, ``weeks``: year and which of them it is, and perhaps a day of
        the week. ``years``: a year. ``clock``: nothing.
    first, second, third
        The numbers; 1 where there is none. Years below 100 have two digits in the cell.
    seconds
        Of the day; nan where none is said.
    offset
        Minutes that clocks are ahead of universal time; nan where none is said.
    """

    kind: str
    first: int = 1
    second: int = 1
    third: int = 1
    seconds: float = math.nan
    offset: float = math.nan


_YEAR = r"'?(\d{4}|\d\d)"
_BETWEEN = r"[-/. ]*"
_END = r" ?(?P<half>am|pm)? ?(?P<zone>z|[+-]\d\d(?::?\d\d)?)?$"
_CLOCKS = (
    re.compile(rf"(?:^|[ t:_])(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d(?:[.,]\d+)?))?{_END}"),
    re.compile(rf"(?:^|[ t:_])(?P<hour>\d\d?) ?h ?(?P<minute>\d\d)?(?: ?m(?:in)? ?(?P<second>\d\d)?s?)?{_END}"),
    re.compile(rf"(?:^|[ t:_])(?P<hour>\d\d?)(?= ?[ap]m){_END}"),
    re.compile(r"(?<=\d)t(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<half>)(?P<zone>z|[+-]\d\d:?\d\d)?$"),
)

_CTIME = re.compile(r"^(@\d\d \d\d?) (\d\d?:\d\d(?::\d\d)?) ?(z|[+-]\d\d:?\d\d)? (\d{4})$")
"""A time of day between month and year, as the C library and Twitter write it."""
_DATES: tuple[tuple[str, re.Pattern[str], Callable[..., tuple[int, ...]]], ...] = tuple(
    (kind, re.compile(pattern), order)
    for kind, pattern, order in (
        ("numbers", r"(\d{4}) ?([-/._ ]) ?(\d\d?) ?\2 ?(\d\d?)", lambda a, _, b, c: (a, b, c)),
        ("numbers", r"(\d\d?) ?([-/._ ]) ?(\d\d?) ?\2 ?(\d{4}|\d\d?)", lambda a, _, b, c: (a, b, c)),
        ("digits", r"(\d{4})(\d\d)(\d\d)", lambda y, m, d: (y, m, d)),
        ("named", rf"(\d\d?){_BETWEEN}@(\d\d){_BETWEEN}{_YEAR}", lambda d, m, y: (y, m, d)),
        ("named", rf"@(\d\d){_BETWEEN}(\d\d?)[-/ ]+{_YEAR}", lambda m, d, y: (y, m, d)),
        ("named", rf"(\d{{4}}){_BETWEEN}@(\d\d){_BETWEEN}(\d\d?)", lambda y, m, d: (y, m, d)),
        ("months", rf"@(\d\d){_BETWEEN}{_YEAR}", lambda m, y: (y, m)),
        ("months", rf"(\d{{4}}){_BETWEEN}@(\d\d)", lambda y, m: (y, m)),
        ("months", r"(\d{4}) ?[-/. m] ?(\d\d?)", lambda y, m: (y, m)),
        ("months", r"(\d\d?) ?[-/. ] ?(\d{4})", lambda m, y: (y, m)),
        ("weeks", r"(\d{4})[- ]?[ws] ?[- ]?(\d\d?)(?:-([1-7]))?", lambda y, w, d: (y, w, d or 1)),
        ("weeks", r"[ws] ?(\d\d?)[-/ ]*(\d{4})", lambda w, y: (y, w)),
        ("quarters", r"(\d{4})[-/ ]?[qt] ?([1-4])", lambda y, q: (y, q)),
        ("quarters", r"[qt] ?([1-4])[-/ ]*(\d{4})", lambda q, y: (y, q)),
        ("quarters", r"([1-4]) ?[qt][-/ ]*(\d{4})", lambda q, y: (y, q)),
        ("halves", r"(\d{4})[-/ ]?[bh] ?([12])", lambda y, h: (y, h)),
        ("halves", r"[bh] ?([12])[-/ ]*(\d{4})", lambda h, y: (y, h)),
        ("halves", r"([12]) ?[bh][-/ ]*(\d{4})", lambda h, y: (y, h)),
        ("years", r"(\d{4})", lambda y: (y,)),
    )
)
"""Kind, form and order of the numbers; ``@07`` is the name of July."""


def cell_of(text: str) -> Cell | None:
    """Return the numbers of a date or of a time of day; nothing if the text is neither."""
    if not text or len(text) > LONGEST or not any(letter.isdigit() for letter in text):
        return None
    words = _CTIME.sub(r"\1 \4 \2\3", without_names(text))
    clock = next((match for form in _CLOCKS if (match := form.search(words))), None)
    seconds = _seconds(clock) if clock else math.nan
    if clock and math.isnan(seconds):
        return None
    date = words[: clock.start()].strip() if clock else words
    offset = _offset(clock["zone"]) if clock else math.nan
    if not date:
        return Cell("clock", seconds=seconds, offset=offset)
    for kind, form, order in _DATES:
        if match := form.fullmatch(date):
            first, second, third = (*map(int, order(*match.groups())), 1, 1)[:3]
            return Cell(kind, first, second, third, seconds, offset)
    return None


def _seconds(clock: re.Match[str]) -> float:
    """Return the seconds of the day that a clock shows; nan if none does."""
    parts = clock.groupdict(default="")
    hour, minute = int(parts["hour"]), int(parts.get("minute") or 0)
    second = float((parts.get("second") or "0").replace(",", "."))
    if half := parts["half"]:
        if not 1 <= hour <= 12:
            return math.nan
        hour = hour % 12 + 12 * (half == "pm")
    possible = minute < 60 and second < 60 and (hour < 24 or (hour, minute, second) == (24, 0, 0))
    return 3600 * hour + 60 * minute + second if possible else math.nan


def _offset(zone: str | None) -> float:
    if not zone:
        return math.nan
    if zone == "z":
        return 0.0
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return (60 * int(digits[:2]) + int(digits[2:])) * (-1 if zone[0] == "-" else 1)
