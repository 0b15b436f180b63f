"""Names that students give themselves: short, of one line, in one direction."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

LONGEST = 24
MOST_MARKS = 2
"""Accents on top of each other; Vietnamese needs two, what towers over the lines above has dozens."""


def clean_name(text: str) -> str:
    """Return a name fit to be shown as plain text beside others; empty where nothing is left of it.

    What is not seen, or turns the direction of what follows, is left out: control and format characters, private and
    unassigned ones.
    """
    letters: list[str] = []
    marks = 0
    for letter in unicodedata.normalize("NFC", text[: 20 * LONGEST]):
        kind = unicodedata.category(letter)
        if kind.startswith("Z") or letter in "\t\n\r":
            letter = " "
        elif kind.startswith("C"):
            continue
        marks = marks + 1 if kind.startswith("M") else 0
        if marks <= MOST_MARKS:
            letters.append(letter)
    words = " ".join("".join(letters).split())
    return words[:LONGEST].strip()


def distinct_name(name: str, taken: Collection[str]) -> str:
    """Return a name with a number behind it if somebody has it: two of one name can be told apart."""
    folded = {other.casefold() for other in taken}
    if name.casefold() not in folded:
        return name
    number = 2
    while f"{name} {number}".casefold() in folded:
        number += 1
    return f"{name} {number}"
