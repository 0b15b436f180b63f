"""Numbers as the reader's language writes them: ``50,240`` and ``98%``, or ``50 240`` and ``98 %``."""

from __future__ import annotations

from playground.i18n import language, with_decimal_marks

NARROW_SPACE = "\u202f"
"""Stands in French between thousands, and before the sign of percent; no line breaks there."""


def whole(number: int) -> str:
    """Return a whole number with its thousands apart."""
    text = f"{number:,}"
    return text.replace(",", NARROW_SPACE) if language() == "fr" else text


def percent(share: float, digits: int = 0) -> str:
    """Return a share, from 0 to 1, in percent with so many digits behind the decimal mark."""
    text = with_decimal_marks(f"{share:.{digits}%}")
    return text.replace("%", f"{NARROW_SPACE}%") if language() == "fr" else text


def compact(number: float) -> str:
    """Return a number in few digits where they say it wholly, or else in all of its digits."""
    return with_decimal_marks(f"{number:g}" if float(f"{number:g}") == number else str(number))
