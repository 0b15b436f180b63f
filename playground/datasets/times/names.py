"""Names of months and days of the week, English and French, out of dates: what is left are numbers and marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

_MONTHS_BY_NUMBER = (
    "january janvier jan janv",
    "february fevrier feb fevr fev",
    "march mars mar",
    "april avril apr avr",
    "may mai",
    "june juin jun",
    "july juillet jul juil",
    "august aout aug aou",
    "september septembre sept sep",
    "october octobre oct",
    "november novembre nov",
    "december decembre dec",
)
MONTHS: Mapping[str, int] = MappingProxyType(
    {name: number for number, names in enumerate(_MONTHS_BY_NUMBER, 1) for name in names.split()}
)
"""Numbers of months by their names and abbreviations, in small letters without accents."""
_ZONES: Mapping[str, str] = MappingProxyType(
    {"utc": "z", "gmt": "z", "wet": "z", "cet": "+01:00", "cest": "+02:00", "bst": "+01:00", "eet": "+02:00"}
    | {"eest": "+03:00", "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00", "mst": "-07:00"}
    | {"mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00"}
)
_DAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "lun",
        "mar",
        "mer",
        "jeu",
        "ven",
        "sam",
        "dim",
    ]
)
_FILLERS = frozenset(
    ["of", "the", "at", "on", "de", "du", "le", "la", "a", "l", "er", "st", "nd", "rd", "th", "e", "eme"]
)
_KINDS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("quarter", "qtr", "trimestre", "trim"), "q")
    | dict.fromkeys(("week", "wk", "kw", "semaine", "sem"), "w")
    | dict.fromkeys(("semestre", "semester", "half"), "b")
)
"""What weeks, quarters and half-years are called, and a letter for each."""

_HALF_OF_DAY = re.compile(r"\b([ap])\. ?m\b\.?")
_WORD = re.compile(r"[a-z]+\.?")
_COMMA = re.compile(r"(?<!:\d\d),|,(?!\d)")


def without_accents(text: str) -> str:
    """Return a text in small letters, without accents and with plain spaces."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def without_names(text: str) -> str:
    """Return a date with ``@07`` in place of July, without names of days, commas and small words.

    Names of time zones become offsets. Words that are none of these stay.
    """
    small = _HALF_OF_DAY.sub(r"\1m", without_accents(text).replace("’", "'"))
    words = [word.rstrip(".") for word in _WORD.findall(small)]
    several = sum(word in MONTHS for word in words) > 1

    def number(match: re.Match[str]) -> str:
        word = match[0].rstrip(".")
        if word in MONTHS and not (several and word in _DAYS):  # "mar." is March, or the French Tuesday
            return f"@{MONTHS[word]:02d}"
        if word in _DAYS or word in _FILLERS:
            return " "
        return _ZONES.get(word) or _KINDS.get(word, word)

    return " ".join(_COMMA.sub(" ", _WORD.sub(number, small)).split())
