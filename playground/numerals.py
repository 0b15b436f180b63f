"""Numbers as the reader's language writes them: ``50,240`` and ``98.5%``, or ``50 240`` and ``98,5 %``.

The only place where Python writes numbers for people. Links, files and code have decimal points in any language.
In the browser ``live/static/numbers.js`` does the same: halves go away from zero, and the minus is a minus, no hyphen.
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal

from playground.i18n import language

NARROW_SPACE = "\u202f"
"""Stands in French between thousands, and before the sign of percent; no line breaks there."""
MINUS = "−"

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def whole(number: int) -> str:
    """Return a whole number with its thousands apart."""
    return _localized(f"{number:,}")


def fixed(number: float, digits: int) -> str:
    """Return a number with so many digits behind the decimal mark, and its thousands apart."""
    return _without_number(number) or _localized(f"{_at(number, -digits):,.{digits}f}")


def significant(number: float, digits: int) -> str:
    """Return a number with so many digits that say something, or fewer where the last would be zeros."""
    return _without_number(number) or _localized(f"{rounded(number, digits):.{digits}g}")


def percent(share: float, digits: int = 0) -> str:
    """Return a share, from 0 to 1, in percent with so many digits behind the decimal mark."""
    sign = f"{NARROW_SPACE}%" if language() == "fr" else "%"
    return _without_number(share) or _localized(f"{100 * _at(share, -digits - 2):,.{digits}f}") + sign


def compact(number: float) -> str:
    """Return a number in few digits where they say it wholly, or else in all of its digits."""
    return _localized(f"{number:g}" if float(f"{number:g}") == number else str(number))


def as_power(number: float) -> str:
    """Return a number with two digits and a power of ten: 7.1 × 10⁻¹⁶."""
    digits, power = f"{number:.1e}".split("e")
    return f"{_localized(digits)} × 10{str(int(power)).translate(_SUPERSCRIPTS)}"


def rounded(number: float, digits: int) -> float:
    """Return a number with so many digits that say something, for whatever writes it later."""
    return float(Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal(repr(float(number))))


def separators() -> str:
    """Return the decimal mark and what stands between thousands, as Plotly's layouts take them."""
    return f",{NARROW_SPACE}" if language() == "fr" else ".,"


def in_latex(formula: str) -> str:
    """Return a formula in LaTeX whose numbers have a decimal point, with the mark of the reader's language.

    In braces LaTeX sets no space after a comma.
    """
    return re.sub(r"(?<=\d)\.(?=\d)", "{,}", formula) if language() == "fr" else formula


def _at(number: float, place: int) -> Decimal:
    """Return a number rounded at a power of ten; what rounds to nothing has no sign."""
    exact = Decimal(repr(float(number)))
    return exact.quantize(Decimal(1).scaleb(place), ROUND_HALF_UP, Context(prec=400)) + 0


def _without_number(number: float) -> str:
    """Return what stands in place of a number that is none; nothing for one that is."""
    if math.isnan(number):
        return "–"
    return "" if math.isfinite(number) else "∞" if number > 0 else f"{MINUS}∞"


def _localized(text: str) -> str:
    """Return a number that Python has written with the marks of the reader's language."""
    if language() == "fr":
        text = text.translate({ord(","): NARROW_SPACE, ord("."): ","})
    return text.replace("-", MINUS)
