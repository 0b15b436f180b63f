"""Dates in rarer forms, by python-dateutil, which knows most of those in use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from playground.datasets.times.cells import LONGEST
from playground.datasets.times.names import without_names
from playground.datasets.times.reading import Reading, Times, unit_of

_ENGLISH = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DEFAULTS = (datetime(2003, 5, 7), datetime(2004, 8, 9))
"""What is said by neither date is not in the text: year, month and day must be."""
_SAMPLE, _MOST = 20, 3_000
"""Cells that are tried first, and different cells that are read: each takes a tenth of a millisecond."""
_YEAR_FIRST = re.compile(r"\s*\d{4}\b")


def fallback_readings(texts: Sequence[str]) -> list[Reading]:
    """Return the readings of a column whose cells nearly all say a year, a month and a day; else none."""
    different = sorted({text for text in texts if text})
    if len(different) > _MOST or not all(_instant(text, True) for text in different[:: len(different) // _SAMPLE + 1]):
        return []
    readings = [_reading(texts, different, day_first) for day_first in (True, False)]
    if all(_YEAR_FIRST.match(text) for text in different):
        readings = [Reading(f"y{one.form[:-1]}", one.times, one.unit) for one in readings]
    same = np.array_equal(readings[0].times, readings[1].times, equal_nan=True)
    return [Reading("named", readings[0].times, readings[0].unit)] if same else readings


def _reading(texts: Sequence[str], different: Sequence[str], day_first: bool) -> Reading:
    instants = {text: _instant(text, day_first) for text in different}
    known = [instants.get(text) for text in texts]
    times: Times = np.array([np.datetime64(instant or "NaT", "ms") for instant in known])
    return Reading("dmy" if day_first else "mdy", times, unit_of(times))


def _instant(text: str, day_first: bool) -> datetime | None:
    """Return the time that a text says, in universal time where it says an offset; nothing if it says no day."""
    from dateutil import parser  # deferred: most files need none, and it comes with Streamlit

    if len(text) > LONGEST:
        return None
    words = without_names(text)
    for number, name in enumerate(_ENGLISH):
        words = words.replace(f"@{number:02d}", f" {name} ") if name else words
    try:
        one, other = (parser.parse(words, dayfirst=day_first, default=default) for default in _DEFAULTS)
    except (ValueError, OverflowError):  # what it cannot read is no date
        return None
    if one != other:
        return None
    return one.astimezone(UTC).replace(tzinfo=None) if one.tzinfo else one
