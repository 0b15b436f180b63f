from __future__ import annotations

from collections.abc import Iterator

import pytest

from playground.i18n import set_language
from playground.numerals import compact, percent, whole


@pytest.fixture(name="in_french")
def fixture_in_french() -> Iterator[None]:
    """Speak French during a test."""
    set_language("fr")
    yield
    set_language("en")


def test_numbers_in_english() -> None:
    assert (whole(1_234_567), whole(12)) == ("1,234,567", "12")
    assert (percent(0.976), percent(0.976, 1)) == ("98%", "97.6%")
    assert (compact(0.001), compact(3.0), compact(0.12345678)) == ("0.001", "3", "0.12345678")


def test_numbers_in_french(in_french: None) -> None:
    assert (whole(1_234_567), whole(12)) == ("1\u202f234\u202f567", "12")
    assert (percent(0.976), percent(0.976, 1)) == ("98\u202f%", "97,6\u202f%")
    assert compact(0.001) == "0,001"


@pytest.mark.parametrize("number", [0.1 + 0.2, 1e-12, 123456789.0])
def test_different_numbers_differ(number: float) -> None:
    assert compact(number) != compact(number * (1 + 1e-9))
