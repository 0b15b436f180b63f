"""Values that people wrote, in a refusal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial

MOST_LISTED = 240


def quoted(value: object) -> str:
    """Return a value as one short line, as JSON where it can be; what cannot be printed is escaped."""
    text = type(value).__name__
    writers: tuple[Callable[[object], str], ...] = (repr, partial(json.dumps, ensure_ascii=False))
    for write in writers:
        with suppress(TypeError, ValueError, RecursionError):
            text = write(value)
    text = text if len(text) <= 40 else text[:37] + "..."
    return printable(text)


def listed(names: Iterable[str]) -> str:
    """Return names as one line, cut where it grows too long to read."""
    text = printable(", ".join(names))
    return text if len(text) <= MOST_LISTED else text[: MOST_LISTED - 3].rpartition(", ")[0] + ", ..."


def printable(text: str) -> str:
    """Return a text with what cannot be printed escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
