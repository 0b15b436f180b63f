"""Codes of rooms: six letters that nobody confuses, on a projector or by ear."""

from __future__ import annotations

import secrets
from collections.abc import Container

LETTERS = "ABCDEFGHJKMNPQRSTWXYZ"
"""Without I and L, which look like 1, O, which looks like 0, and U and V, which look like each other."""
LENGTH = 6


def new_code(taken: Container[str], first: str = "") -> str:
    """Return a code by chance that is not taken: one of 86 million (21⁶), or of 4 million with a given first letter."""
    while True:
        code = first + "".join(secrets.choice(LETTERS) for _ in range(LENGTH - len(first)))
        if code not in taken:
            return code


def read_code(text: str) -> str | None:
    """Return the code that somebody has typed, in small letters, with blanks or hyphens; nothing where it is none."""
    letters = "".join(letter for letter in text[:40].upper() if letter not in " -\u00a0\u202f\t")
    return letters if len(letters) == LENGTH and set(letters) <= set(LETTERS) else None
