"""The numbers of one column, where only the whole column says what a cell means: 2.2M, (1,234), $ beside €."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from playground.datasets.numerals import DecimalMark, currency, is_missing, number

_THOUSAND, _MILLION, _BILLION = 1e3, 1e6, 1e9
MAGNITUDES: Mapping[str, float] = MappingProxyType(
    {
        "k": _THOUSAND,
        "K": _THOUSAND,
        "M": _MILLION,
        "Mio": _MILLION,
        "mio": _MILLION,
        "mn": _MILLION,
        "B": _BILLION,
        "bn": _BILLION,
        "Bn": _BILLION,
        "Md": _BILLION,
        "Mds": _BILLION,
        "Mrd": _BILLION,
    }
)
"""What people write behind thousands, millions and billions (``milliards``)."""

_MAGNITUDE = re.compile(rf"(.*[0-9.,])\s?({'|'.join(sorted(MAGNITUDES, key=len, reverse=True))})(\s?[$€£])?")
_ACCOUNTING = re.compile(r"(\D{0,4})\(\s*([^()+−-]*[0-9][^()+−-]*)\)(\D{0,4})")


def column_numbers(cells: Iterable[str], mark: DecimalMark) -> dict[str, float | None]:
    """Return the number that each different cell of a column says.

    A number in parentheses is negative, as accountants write it, where the column has other numbers too; 2.2M and 1.5k
    are numbers where half the column is written so, and the rest are numbers. Where cells have different currencies, or
    some are per cent and others, but for 0, are not, the rarer ones are texts.

    Parameters
    ----------
    cells
        The cells of the column, without spaces around them, each as often as it is there.
    mark
        What stands before the decimals.

    Returns
    -------
    dict
        The number; nan for a missing value; ``None`` for a text.
    """
    cells = list(cells)
    known = {text: number(text, mark) for text in set(cells)}
    if None in known.values():
        known = _with_magnitudes(known, mark, cells)
    if None in known.values():
        known = _with_parentheses(known, mark)
    return _of_one_kind(known, cells)


def _with_magnitudes(known: dict[str, float | None], mark: DecimalMark, cells: list[str]) -> dict[str, float | None]:
    scaled = dict(known)
    for text, value in known.items():
        if value is None and (match := _MAGNITUDE.fullmatch(text)):
            base = number(match[1] + (match[3] or ""), mark)
            scaled[text] = None if base is None or "%" in text else _scaled(base, MAGNITUDES[match[2]])
    written = sum(known[text] is None for text in cells)
    plain = sum(known[text] is not None and not is_missing(text) for text in cells)
    return known if None in scaled.values() or written < plain else scaled


def _scaled(base: float, magnitude: float) -> float:
    """Return a number of thousands or millions, without what is left over in binary: 2.3 M is 2,300,000."""
    value = base * magnitude
    return round(value) if abs(value - round(value)) < 1e-6 * abs(value) and abs(value) < 1e15 else value


def _with_parentheses(known: dict[str, float | None], mark: DecimalMark) -> dict[str, float | None]:
    negative = dict(known)
    for text, value in known.items():
        if value is None and (match := _ACCOUNTING.fullmatch(text)):
            inner = number(f"{match[1]}{match[2]}{match[3]}".strip(), mark)
            negative[text] = None if inner is None else -inner
    others = [text for text, value in known.items() if value is not None and not math.isnan(value)]
    return negative if None not in negative.values() and others else known


def _of_one_kind(known: dict[str, float | None], cells: list[str]) -> dict[str, float | None]:
    """Return the numbers without those of another currency than most; without currency at all is no other one."""
    units = {text: currency(text) for text, value in known.items() if value is not None and not math.isnan(value)}
    kinds = set(units.values()) - {""}
    mixed = len(kinds) > 1 or ("%" in kinds and any(not units[text] and known[text] for text in units))
    if not mixed:
        return known
    counts: dict[str, int] = {}
    for text in cells:
        if text in units and known[text]:
            counts[units[text]] = counts.get(units[text], 0) + 1
    usual = max(counts, key=counts.__getitem__) if counts else ""
    keep = {usual, ""} - ({""} if "%" in kinds and usual != "" else set())
    return {
        text: None if text in units and units[text] not in keep and known[text] else value
        for text, value in known.items()
    }
