"""The documents beside the code: what a renderer of Markdown makes of them."""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.serving import ROOT

DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(path for folder in ("docs", "assets") for path in (ROOT / folder).rglob("*.md")),
]
RULE = re.compile(r"\|(\s*:?-+:?\s*\|)+")


def tables(text: str) -> Iterator[list[str]]:
    """Yield the neighbouring lines that begin with a bar, outside blocks of code."""
    rows: list[str] = []
    in_code = False
    for line in [*text.splitlines(), ""]:
        in_code ^= line.startswith("```")
        if line.startswith("|") and not in_code:
            rows.append(line.rstrip())
        elif rows:
            yield rows
            rows = []


def cells(row: str) -> int:
    """Return how many cells a renderer sees; a bar inside ``code`` parts them too, unless a backslash stands before."""
    return len(re.findall(r"(?<!\\)\|", row)) - 1


def faults(text: str) -> list[str]:
    """Return what is wrong with each table: no rule under its heading, or a row of more or fewer cells than that."""
    lines = []
    for rows in tables(text):
        if len(rows) < 2 or not RULE.fullmatch(rows[1]):
            lines.append(f"no heading over: {rows[0]}")
        lines += [f"not {cells(rows[0])} cells: {row}" for row in rows if cells(row) != cells(rows[0])]
    return lines


def test_finds_the_documents_and_their_tables() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in DOCUMENTS}
    assert {"README.md", "CHANGELOG.md", "docs/architecture.md", "assets/lessons/fr/rnn.md"} <= names
    assert sum(len([*tables(path.read_text("utf-8"))]) for path in DOCUMENTS) >= 5


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_tables_are_whole(path: Path) -> None:
    assert faults(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |\n", "no heading over: | 3 | 4 |"),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", "not 2 cells: | 1 | 2 | 3 |"),
        ("| a | b |\n|---|---|\n| `x|y` | 2 |\n", "not 2 cells: | `x|y` | 2 |"),
        ("| a | b |\n| 1 | 2 |\n", "no heading over: | a | b |"),
    ],
)
def test_a_broken_table_is_told(text: str, fault: str) -> None:
    assert faults(text) == [fault]


def test_code_is_no_table() -> None:
    assert faults("```\n| drawn in text |\n```\n| a \\| b |\n|---|\n| c |\n") == []


@pytest.mark.parametrize(
    "module", ["playground.experiment", "playground.training.probes.plane", "playground.training.trainers.run_to_end"]
)
def test_the_examples_in_docstrings_hold(module: str) -> None:
    result = doctest.testmod(import_module(module))
    assert (result.failed, result.attempted > 0) == (0, True)
