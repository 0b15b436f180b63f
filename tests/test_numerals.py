from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground import numerals
from playground.i18n import LANGUAGES, set_language
from playground.numerals import as_power, compact, fixed, in_latex, percent, rounded, separators, whole
from playground.paths import PACKAGE, PAGES
from tests.numbers import CASES

NOT_FOR_PEOPLE = {
    "activations.py": "LaTeX with points; in_latex puts the reader's mark in where it is shown",
    "ui/neuron/activation_cards.py": "the same",
    "ui/convolution/parts.py": "the same",
    "ui/neuron/two_classes.py": "the same",
    "datasets/columns/class_targets.py": "a class is called by its number, in files too",
    "datasets/sheets/workbook_process.py": "cells, which are read again",
    "experiment/axes/__init__.py": "names of values in links and files",
    "experiment/axes/gan.py": "values in links and files, and what is no value",
    "experiment/axis.py": "of a number in a link, in English for programmers",
    "export/pytorch/training.py": "code",
    "export/pytorch/gan.py": "code",
    "ui/lecture/pictures/svg.py": "coordinates",
    "training/worker/worker.py": "a fact that the browser reads",
    "controls/data.py": "compared, not shown",
    "ui/component_values.py": "numbers in links",
}
"""Files that write numbers for others than people, or of which people see something else."""
WRITES = re.compile(r"[,.0-9+]*[efgn%]|[0-9]*,")
IN_A_SENTENCE = re.compile(r"(?<!%)\{\w*:(?:[,.0-9+]*[efgn%]|[0-9]*,)\}")
"""Not ``%{...}``: those are Plotly's, which has our separators."""


@pytest.fixture(name="in_french")
def fixture_in_french() -> Iterator[None]:
    """Speak French during a test."""
    set_language("fr")
    yield
    set_language("en")


@pytest.fixture(name="language", params=LANGUAGES)
def fixture_language(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language("en")


@pytest.mark.parametrize(("kind", "number", "digits", "english", "french"), CASES)
def test_numbers_as_people_read_them(
    language: str, kind: str, number: float, digits: int, english: str, french: str
) -> None:
    write = getattr(numerals, kind)
    assert (write(number) if kind == "whole" else write(number, digits)) == {"en": english, "fr": french}[language]


def test_numbers_in_english() -> None:
    assert (whole(1_234_567), whole(12)) == ("1,234,567", "12")
    assert (percent(0.976), percent(0.976, 1)) == ("98%", "97.6%")
    assert (compact(0.001), compact(3.0), compact(0.12345678)) == ("0.001", "3", "0.12345678")
    assert (as_power(7.1e-16), as_power(-1.25e9)) == ("7.1 × 10⁻¹⁶", "−1.2 × 10⁹")
    assert in_latex(r"0.5\,x + 12.25") == r"0.5\,x + 12.25"
    assert separators() == ".,"


def test_numbers_in_french(in_french: None) -> None:
    assert (whole(1_234_567), whole(12)) == ("1\u202f234\u202f567", "12")
    assert (percent(0.976), percent(0.976, 1)) == ("98\u202f%", "97,6\u202f%")
    assert (compact(0.001), compact(-2.5)) == ("0,001", "−2,5")
    assert as_power(7.1e-16) == "7,1 × 10⁻¹⁶"
    assert in_latex(r"0.5\,x + 12.25, e.g. 3.") == r"0{,}5\,x + 12{,}25, e.g. 3."
    assert separators() == ",\u202f"


@pytest.mark.parametrize("number", [0.1 + 0.2, 1e-12, 123456789.0])
def test_different_numbers_differ(number: float) -> None:
    assert compact(number) != compact(number * (1 + 1e-9))


@given(st.floats(-1e300, 1e300), st.integers(0, 6))
def test_no_number_is_off_by_more_than_half_of_its_last_digit(number: float, digits: int) -> None:
    shown = float(fixed(number, digits).replace(",", "").replace("−", "-"))
    assert abs(shown - number) <= 0.5000001 * 10**-digits + 1e-15 * abs(number)
    assert abs(rounded(number, digits + 1) - number) <= 0.5000001 * 10**-digits * abs(number) + 5e-324


def written_elsewhere(source: Path) -> list[str]:
    """Return what a file writes as numbers by a format of its own."""
    formats = []
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
            spec = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "1" for part in node.format_spec.values
            )
            if WRITES.fullmatch(spec):
                formats.append(f"{node.lineno}: {ast.unparse(node)}")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            formats += [f"{node.lineno}: {part[0]}" for part in IN_A_SENTENCE.finditer(node.value)]
    return formats


def test_numbers_for_people_are_written_in_one_place() -> None:
    sources = {source.relative_to(PACKAGE).as_posix(): source for source in PACKAGE.rglob("*.py")}
    sources |= {f"pages/{source.name}": source for source in PAGES.glob("*.py")}
    elsewhere = {name: formats for name, source in sources.items() if (formats := written_elsewhere(source))}
    assert elsewhere.pop("numerals.py")
    assert {name: formats for name, formats in elsewhere.items() if name not in NOT_FOR_PEOPLE} == {}
    assert set(NOT_FOR_PEOPLE) <= set(elsewhere), "one of these writes none any more"
