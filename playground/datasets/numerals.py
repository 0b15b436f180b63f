"""Numbers as people's spreadsheets write them: decimal comma or point, thousands, currencies, per cent, gaps."""

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
_SIGN = "[+−-]"
_CURRENCY = re.compile(
    r"(?:US|CA|AU|A|C|NZ|HK|R)?\$|[€£¥₹₽₩₪₺]|\b(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|CNY|Fr\.|kr)(?![A-Za-z])", re.IGNORECASE
)
_CURRENCIES = rf"(?:{_CURRENCY.pattern})"
_REMOVED = {ord(character): None for character in _SPACES + "%"} | {ord("−"): "-"}
_BOTH = re.compile(rf"{_SIGN}?[1-9][0-9]{{0,2}}[.,][0-9]{{3}}")
"""A number that groups thousands with one mark, and has three decimals with the other."""


def _pattern(mark: DecimalMark) -> re.Pattern[str]:
    group = "," if mark == "." else "."
    grouped = rf"[1-9][0-9]{{0,2}}(?:(?:[{_SPACES}][0-9]{{3}})+|(?:[{group}][0-9]{{3}})+)"
    whole = rf"(?:{grouped}|[0-9]+)"
    exponent = rf"(?:[eE]{_SIGN}?[0-9]+)?"
    unsigned = rf"(?:{whole}(?:[{mark}][0-9]*)?|[{mark}][0-9]+){exponent}"
    before = rf"{_SIGN}?{_CURRENCIES}[{_SPACES}]?{_SIGN}?{unsigned}"
    after = rf"{_SIGN}?{unsigned}(?:[{_SPACES}]?(?:%|{_CURRENCIES}))?"
    return re.compile(rf"(?:{after}|{before})", re.IGNORECASE)


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
        Per cent is divided by 100; the sign of a currency does not count.
    """
    if not _PATTERNS[mark].fullmatch(text):
        bare = text.casefold()
        known = bare in MISSING or bare.lstrip("+-−") in _MISSING_AMONG_NUMBERS
        return math.nan if known else None
    digits = (text if text[-1:].isdigit() and text[0].isdigit() else _CURRENCY.sub("", text)).translate(_REMOVED)
    if digits[1:2] in ("-", "+"):  # a sign before a currency and one behind it
        return None
    digits = digits.replace(",", "") if mark == "." else digits.replace(".", "").replace(",", ".")
    value = float(digits) / 100 if text.endswith("%") else float(digits)
    return value if abs(value) <= LARGEST_NUMBER else math.nan


def currency(text: str) -> str:
    """Return the sign of the currency in a cell, of per cent, or nothing."""
    if text[-1:].isdigit() and text[0] in "0123456789+-.,":  # most cells by far: nothing to search for
        return ""
    match = _CURRENCY.search(text)
    return match[0].upper() if match else "%" if text.endswith("%") else ""


def ambiguous_cell(cells: Iterable[str]) -> str | None:
    """Return a cell that is one number with a decimal point and another with a decimal comma: 12.345.

    Nothing where any number of the cells can be read with one mark alone, or none has a mark.
    """
    example: str | None = None
    for text in cells:
        if "." not in text and "," not in text:
            continue
        point, comma = number(text, "."), number(text, ",")
        if (point is None and comma is None) or point != point or comma != comma:
            continue
        if point is None or comma is None or not _BOTH.fullmatch(_CURRENCY.sub("", text).strip(_SPACES + "%")):
            return None
        example = example or text
    return example


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
