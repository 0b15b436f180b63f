"""Numbers as people's spreadsheets write them: decimal comma or point, grouped thousands, per cent, missing values."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

from playground.experiment.tables import LARGEST_NUMBER

DecimalMark = Literal[".", ","]

_NOTHING = ("", "?", "-", "--", "–", "—", "na", "n/a", "nan", "-nan", "null", "nil", "nd", "n.d.", "n/d")
_ERRORS = ("#n/a", "#na", "#div/0!", "#value!", "#valeur!", "#ref!", "#name?", "#nom?", "#num!", "#nombre!", "#null!")
MISSING = frozenset((*_NOTHING, *_ERRORS))
"""Texts that mean a missing value in every column, in lower case; errors of spreadsheets are among them."""

_MISSING_AMONG_NUMBERS = frozenset(["none", "missing", ".", "*", "inf", "infinity", "∞", "#inf"])
_SPACES = " \u00a0\u2009\u202f'’"
_REMOVED = {ord(character): None for character in _SPACES + "%"} | {ord("−"): "-"}
_SIGN = "[+−-]"


def _pattern(mark: DecimalMark) -> re.Pattern[str]:
    group = "," if mark == "." else "."
    grouped = rf"[1-9][0-9]{{0,2}}(?:(?:[{_SPACES}][0-9]{{3}})+|(?:[{group}][0-9]{{3}})+)"
    whole = rf"(?:{grouped}|[0-9]+)"
    exponent = rf"(?:[eE]{_SIGN}?[0-9]+)?"
    return re.compile(rf"{_SIGN}?(?:{whole}(?:[{mark}][0-9]*)?|[{mark}][0-9]+){exponent}(?:[{_SPACES}]?%)?")


_PATTERNS: Mapping[DecimalMark, re.Pattern[str]] = MappingProxyType({".": _pattern("."), ",": _pattern(",")})


def is_missing(text: str) -> bool:
    """Return whether a cell says that its value is missing, whatever its column holds."""
    return text.casefold() in MISSING


def looks_numeric(text: str) -> bool:
    """Return whether a cell is a number with one decimal mark or the other."""
    return any(pattern.fullmatch(text) for pattern in _PATTERNS.values())


def number(text: str, mark: DecimalMark) -> float | None:
    """Return the number that a cell says.

    Parameters
    ----------
    text
        The cell, without spaces around it.
    mark
        What stands before the decimals; the other one of the two may group thousands.

    Returns
    -------
    float or None
        The number; nan for a missing value, an infinity or a magnitude over 1e30; ``None`` for a text.
        Per cent is divided by 100.
    """
    if not _PATTERNS[mark].fullmatch(text):
        bare = text.casefold()
        known = bare in MISSING or bare.lstrip("+-−") in _MISSING_AMONG_NUMBERS
        return math.nan if known else None
    digits = text.translate(_REMOVED)
    digits = digits.replace(",", "") if mark == "." else digits.replace(".", "").replace(",", ".")
    value = float(digits) / 100 if text.endswith("%") else float(digits)
    return value if abs(value) <= LARGEST_NUMBER else math.nan


def decimal_mark(cells: Iterable[str], delimiter: str) -> DecimalMark:
    """Return the decimal mark with which more cells are numbers.

    Where both read as many (``1,234`` may be 1234 or 1.234), the mark found in the cells is taken as decimal, except in
    a file delimited by commas: there commas inside cells group thousands.
    """
    marked = [text for text in cells if "." in text or "," in text]
    points, commas = (sum(bool(_PATTERNS[mark].fullmatch(text)) for text in marked) for mark in (".", ","))
    if points == commas and delimiter != ",":
        return "," if sum("," in text for text in marked) > sum("." in text for text in marked) else "."
    return "," if commas > points else "."
