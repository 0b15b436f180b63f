"""The numbers that scripts write for people, held to those that Python writes."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.serving import Served
from playground import numerals
from playground.i18n import LANGUAGES, set_language
from playground.live.files import component_files, source
from tests.numbers import CASES

pytestmark = pytest.mark.browser

WRITTEN = """
async ([language, cases]) => {
  const write = (await import("/live/any/numbers.js")).numbersIn(language);
  return cases.map(([kind, text, ...more]) => write[kind](Number(text), ...more));
}
"""
OTHERS = re.compile(r"NumberFormat|toLocale|toExponential|toPrecision|replace(All)?\(\"-\", ?\"−\"\)")
FOR_PROGRAMS = {"csv.js": "files", "enlarged.js": "data of the element, for tests"}


@pytest.fixture(name="page", scope="module")
def fixture_page(chrome: Browser, served: Served) -> Iterator[Page]:
    """A page of this server that has nothing on it."""
    page = chrome.new_page()
    page.goto(f"{served.address}/_stcore/health")
    yield page
    page.close()


@pytest.fixture(name="language", params=LANGUAGES)
def fixture_language(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language("en")


def written(page: Page, language: str, cases: list[tuple[Any, ...]]) -> list[str]:
    """Return what the script writes of each number, given with what writes it and how many digits."""
    texts = [(kind, _as_script(number), *digits) for kind, number, *digits in cases]
    numbers: list[str] = page.evaluate(WRITTEN, [language, texts])
    return numbers


def _as_script(number: float) -> str:
    return (
        "Infinity" if number == math.inf else "-Infinity" if number == -math.inf else repr(number).replace("nan", "NaN")
    )


def test_the_same_numbers_as_in_python(page: Page, language: str) -> None:
    numbers = written(page, language, [(kind, number, digits) for kind, number, digits, *_ in CASES])
    assert numbers == [{"en": english, "fr": french}[language] for *_, english, french in CASES]


def test_the_same_for_any_number(page: Page, language: str) -> None:
    drawn = random.Random(0)
    cases: list[tuple[Any, ...]] = []
    for _ in range(2000):
        digits = drawn.randint(0, 4)
        number = drawn.uniform(-1, 1) * 10 ** drawn.randint(-3, 6)
        number = drawn.choice([number, round(number, digits), round(2 * number, digits) / 2])  # ends and halves
        cases += [("fixed", number, digits), ("percent", number / 1000, digits), ("whole", round(number))]
        cases += [("significant", max(-999.0, min(number, 999.0)) or 1e-3, digits + 3)] if abs(number) > 1e-4 else []
    expected = [getattr(numerals, kind)(number, *digits) for kind, number, *digits in cases]
    assert [*zip(cases, written(page, language, cases), strict=True)] == [*zip(cases, expected, strict=True)]


@pytest.mark.parametrize(
    ("kind", "number", "digits", "english", "french"),
    [
        ("short", 1234.5678, (), "1234.568", "1234,568"),
        ("short", -0.0001, (), "0", "0"),
        ("short", -2, (), "−2", "−2"),
        ("fixed", 12.0, (1, 0), "12", "12"),
        ("percent", 0.98, (1, 0), "98%", "98\u202f%"),
        ("significant", 0.5, (3, 3), "0.500", "0,500"),
        ("tabular", 0.000123, (), "1.23E−4", "1,23E−4"),
        ("tabular", 1234.56, (), "1,235", "1\u202f235"),
        ("measured", 0.25, (), "0.250", "0,250"),
        ("measured", -0.00012, (), "−1.2e−4", "−1,2e−4"),
        ("measured", 0.0007, (3, 1e-3), "7.0e−4", "7,0e−4"),
        ("measured", 123456, (), "1.2e+5", "1,2e+5"),
        ("measured", math.nan, (), "–", "–"),
        ("measured", math.inf, (), "∞", "∞"),
        ("precise", 0.5, (2,), "0.50", "0,50"),
    ],
)
def test_what_only_scripts_write(
    page: Page, language: str, kind: str, number: float, digits: tuple[float, ...], english: str, french: str
) -> None:
    assert written(page, language, [(kind, number, *digits)]) == [{"en": english, "fr": french}[language]]


def test_no_other_script_writes_numbers_for_people() -> None:
    writers = {name for name in component_files() if name.endswith(".js") and OTHERS.search(source(name))}
    assert writers - set(FOR_PROGRAMS) == {"numbers.js"}
