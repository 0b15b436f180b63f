"""Numbers that are dates: 20220101, seconds since 1970, a spreadsheet's day numbers, years."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from playground.datasets.times.calendar import EARLIEST, LATEST, NOTHING, days
from playground.datasets.times.digits import are_daily, other_digit_readings, year_first_reading
from playground.datasets.times.names import without_accents
from playground.datasets.times.reading import Reading, Times, unit_of
from playground.datasets.times.steps import steps_of

Values = npt.NDArray[np.float64]

_SECONDS, _SERIAL = (1e8, 5e9), (20_000.0, 80_000.0)
"""From 1973 to 2128, and from 1954 to 2119."""
_LIKELY_SERIAL = (36_000.0, 55_000.0)
"""From 1998 to 2050."""
_USUAL_YEARS = (1500, 2200)
_SERIAL_EPOCH = np.datetime64("1899-12-30", "ms")
_YEAR_WORDS = frozenset(
    ["year", "years", "yr", "annee", "annees", "an", "ans", "jahr", "date", "dates", "datum", "period", "periode"]
)
_DAY_WORDS = frozenset(
    ["date", "dates", "datum", "datetime", "timestamp", "day", "days", "jour", "jours", "horodatage"]
)
_INSTANT_WORDS = frozenset(
    [
        "time",
        "times",
        "timestamp",
        "datetime",
        "ts",
        "t",
        "unix",
        "epoch",
        "utc",
        "date",
        "dates",
        "horodatage",
        "temps",
        "heure",
        "moment",
        "when",
        "quand",
        "zeit",
    ]
)
"""Words in the names of columns whose numbers are years, days, and times."""
_WORD = re.compile(r"[a-z]+")


def words_of(name: str) -> frozenset[str]:
    """Return the words of a column's name, in small letters without accents."""
    return frozenset(_WORD.findall(without_accents(name)))


def number_readings(name: str, numbers: Values, is_first: bool) -> list[Reading]:
    """Return the ways to read numbers as times, the likeliest alone if it is clear; none where they are no times.

    Parameters
    ----------
    name
        The column's name: one that speaks of time lets more numbers be times.
    numbers
        ``(n,)``, nan where one is missing.
    is_first
        Whether the column is the file's first.
    """
    known = numbers[~np.isnan(numbers)]
    if not len(known):
        return []
    whole, words = bool((known == np.floor(known)).all()), words_of(name)
    reading = (year_first_reading(numbers) if whole else None) or _counted(words, numbers, known, is_first)
    if reading or not whole:
        return [reading] if reading else []
    hinted = bool(words & (_DAY_WORDS | _INSTANT_WORDS))
    others = other_digit_readings(numbers)
    return [one for one in others if hinted or (is_first and are_daily(one))]


def _counted(words: frozenset[str], numbers: Values, known: Values, is_first: bool) -> Reading | None:
    """Return numbers read as seconds, years or days that somebody counted."""
    low, high = float(known.min()), float(known.max())
    for form, factor in (("unix", 1), ("unix_ms", 1000)):
        fits = _SECONDS[0] * factor <= low and high <= _SECONDS[1] * factor
        if fits and (words & _INSTANT_WORDS or _is_paced(known)):
            return _since(form, numbers, 1000 // factor, np.datetime64(0, "ms"))
    if _USUAL_YEARS[0] <= low and high < _USUAL_YEARS[1] and (words & _YEAR_WORDS or _is_regular(known, is_first)):
        return _years(numbers) if (known == np.floor(known)).all() else _decimal_years(numbers)
    if _SERIAL[0] <= low and high <= _SERIAL[1] and (words & _DAY_WORDS or _is_serial(known, is_first)):
        return _since("serial", numbers, 86_400_000, _SERIAL_EPOCH)
    return None


def _since(form: str, numbers: Values, factor: int, epoch: np.datetime64) -> Reading:
    """Return numbers read as so many thousandths of a second after a time."""
    passed = np.rint(np.nan_to_num(numbers) * factor)
    if form == "serial":
        passed = np.rint(passed / 1000) * 1000  # a thousandth of a second is finer than a day number's decimals
    times = np.where(np.isnan(numbers), NOTHING, epoch + passed.astype("timedelta64[ms]"))
    return Reading(form, times, unit_of(times))


def _years(numbers: Values) -> Reading:
    ones = np.ones(len(numbers), dtype=np.int64)
    whole = np.where(np.isnan(numbers), 0, numbers).astype(np.int64)
    assert EARLIEST <= _USUAL_YEARS[0] < _USUAL_YEARS[1] <= LATEST
    return Reading("years", days(whole, ones, ones), "Y")


def _decimal_years(numbers: Values) -> Reading:
    """Return years with decimals as months where there are twelve or fewer steps in one, else as days."""
    known = ~np.isnan(numbers)
    sorted_ones = np.unique(numbers[known])
    step = float(np.median(np.diff(sorted_ones))) if len(sorted_ones) > 1 else 1.0
    year = np.floor(np.where(known, numbers, 1970)).astype(np.int64)
    share = np.where(known, numbers, 1970) - year
    ones = np.ones(len(numbers), dtype=np.int64)
    if step > 0.9 / 12:
        month = np.minimum(np.floor(12 * share + 0.05).astype(np.int64), 11)
        return Reading("decimal", np.where(known, days(year, month + 1, ones), NOTHING), "M")
    begins = days(year, ones, ones)
    lengths = (days(year + 1, ones, ones) - begins).astype(np.float64)
    passed = np.rint(share * lengths / 86_400_000).astype(np.int64)
    times: Times = begins + (86_400_000 * passed).astype("timedelta64[ms]")
    return Reading("decimal", np.where(known, times, NOTHING), "D")


def _is_paced(known: Values) -> bool:
    """Return whether numbers of seconds or their thousandths are evenly spaced, or nearly so."""
    steps = steps_of(np.unique(known).astype(np.int64).astype("datetime64[ms]"), "ms")
    return steps is not None and steps.even and steps.missing <= len(known)


def _is_regular(known: Values, is_first: bool) -> bool:
    """Return whether years rise or fall evenly, or are all there once in any order."""
    distances = np.diff(np.unique(known))
    if len(distances) != len(known) - 1 or not len(distances):
        return False
    even = bool(np.ptp(distances) <= 0.25 * distances.mean())
    ordered = bool((np.diff(known) > 0).all() or (np.diff(known) < 0).all())
    return even and (ordered or is_first)


def _is_serial(known: Values, is_first: bool) -> bool:
    """Return whether a file's first column of numbers is likely to be day numbers of this century."""
    low, high = float(known.min()), float(known.max())
    if not is_first or low < _LIKELY_SERIAL[0] or high > _LIKELY_SERIAL[1]:
        return False
    times = _SERIAL_EPOCH + np.rint(np.unique(known) * 86_400_000).astype("timedelta64[ms]")
    steps = steps_of(times, "ms")
    return steps is not None and steps.even and steps.missing <= len(known)
