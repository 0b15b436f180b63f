"""What one thing that a comparison may vary is, and how its values are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Value = str | int | float


@dataclass(frozen=True)
class Axis:
    """One thing that a comparison may vary.

    Parameters
    ----------
    label
        Its name.
    vary
        Returns an experiment, of the kind that it is for, with one of its values.
    default
        Values to begin with.
    stops
        Values to choose from.
    parse
        Reads a value from text; a ``ValueError`` says that it is none.
    """

    label: str
    vary: Callable[[Any, Any], Any]
    default: tuple[Value, ...]
    stops: tuple[Value, ...]
    parse: Callable[[str], Value]


def one_of(allowed: Sequence[str]) -> Callable[[str], Value]:
    """Return what reads one of these values."""

    def parse(text: str) -> Value:
        if text not in allowed:
            raise ValueError(f"{text!r} is not one of {', '.join(allowed)}")
        return text

    return parse


def whole(low: int, high: int) -> Callable[[str], Value]:
    """Return what reads a whole number within bounds."""

    def parse(text: str) -> Value:
        value = int(text)
        if not low <= value <= high:
            raise ValueError(f"{text} is not from {low} to {high}")
        return value

    return parse


def number(low: float, high: float) -> Callable[[str], Value]:
    """Return what reads a number within bounds."""

    def parse(text: str) -> Value:
        value = float(text)
        if not low <= value <= high:
            raise ValueError(f"{text} is not from {low:g} to {high:g}")
        return value

    return parse
