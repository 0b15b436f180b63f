"""Pieces of a Python script as text, laid out as ruff and black would with lines of 100 characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import Any

import numpy as np
import numpy.typing as npt

WIDTH = 100
_DEFINITION = re.compile(r"^(def|class|@)", re.MULTILINE)


def printable(text: str) -> str:
    """Return a text that may come from anybody as one line that can stand in a comment."""
    return "".join(character if character.isprintable() else "?" for character in text)


def comment(text: str) -> str:
    """Return a sentence as comment lines."""
    return "\n".join(wrap(text, WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False))


def docstring(*sentences: str) -> str:
    """Return what a script is: a first line, and the other sentences below it."""
    first, *others = sentences
    body = "\n".join(line for sentence in others for line in wrap(sentence, WIDTH, break_on_hyphens=False))
    text = f"{first}\n\n{body}\n".replace("\\", r"\\").replace('"', r"\"")
    return f'"""{text}"""'


def join(blocks: Iterable[str]) -> str:
    """Return blocks of code as one text, functions and classes with two empty lines around them."""
    text, after_definition = "", False
    for block in filter(None, blocks):
        definition = bool(_DEFINITION.search(block))
        gap = ("\n\n\n" if definition or after_definition else "\n\n") if text else ""
        text, after_definition = text + gap + block, definition
    return text + "\n"


def call(start: str, arguments: Iterable[object] = (), options: Mapping[str, Any] | None = None) -> str:
    """Return a call on as few lines as its length allows.

    Parameters
    ----------
    start
        What stands before the parenthesis, ``optimizer = torch.optim.Adam``.
    arguments, options
        What stands in it; options are values, arguments are code.
    """
    given = [*map(str, arguments), *(f"{name}={value!r}" for name, value in (options or {}).items())]
    line = ", ".join(given)
    if len(start) + len(line) + 2 <= WIDTH:
        return f"{start}({line})"
    if len(line) + 4 <= WIDTH:
        return f"{start}(\n    {line}\n)"
    return f"{start}(\n" + "".join(f"    {each},\n" for each in given) + ")"


def numbers(name: str, entries: Iterable[tuple[str, npt.NDArray[Any]]]) -> str:
    """Return a list of arrays, each ``(n,)`` or ``(n, m)``, as nested lists of numbers.

    Parameters
    ----------
    entries
        Each array with what it is.
    """
    lines = []
    for label, array in entries:
        lines += [f"    [  # {label}", *_lines(array, " " * 8), "    ],"]
    return _unformatted(f"{name} = [", lines, "]")


def table(name: str, rows: npt.NDArray[Any]) -> str:
    """Return an array ``(n,)`` or ``(n, m)`` as ``np.array`` of a list, as many entries on a line as it takes."""
    return _unformatted(f"{name} = np.array([", _lines(rows, "    "), "])")


def _unformatted(first: str, lines: Iterable[str], last: str) -> str:
    """Return a statement that formatters leave alone: they would put each number on a line of its own."""
    return "\n".join(["# fmt: off", first, *lines, last, "# fmt: on"])


def _lines(array: npt.NDArray[Any], margin: str) -> list[str]:
    """Return the entries of an array as lines, each filled with as many as fit."""
    lines: list[str] = []
    for entry in array:
        text = f"{_entry(entry)},"
        if lines and len(lines[-1]) + 1 + len(text) <= WIDTH:
            lines[-1] += f" {text}"
        elif np.ndim(entry) and len(margin) + len(text) > WIDTH:
            lines += [f"{margin}[", *_lines(entry, margin + "    "), f"{margin}],"]
        else:
            lines.append(margin + text)
    return lines


def _entry(value: Any) -> str:
    """Return a number, as short as its own precision allows, or a row of them."""
    return f"[{', '.join(map(str, value))}]" if np.ndim(value) else str(value)
