"""Names that students give themselves: whatever they type is short, of one line, and runs one way."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.rooms.names import LONGEST, clean_name, distinct_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Anna  Maria ", "Anna Maria"),
        ("Zoe\u0308", "Zoë"),
        ("Nguyễn", "Nguyễn"),
        ("محمد", "محمد"),
        ("李雷", "李雷"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("one\ntwo\ttwo", "one two two"),
        ("<b>Bob</b>", "<b>Bob</b>"),
        ("x" * 10_000, "x" * LONGEST),
        ("z" + "\u0301" * 500, "ź\u0301\u0301"),
        ("\u200b\u2060\ufeff", ""),
        ("   ", ""),
    ],
)
def test_names_as_people_type_them(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@given(st.text(max_size=500))
def test_of_any_text_there_is_a_harmless_name(typed: str) -> None:
    name = clean_name(typed)
    assert len(name) <= LONGEST
    assert name == name.strip()
    assert all(not unicodedata.category(letter).startswith("C") for letter in name)
    assert all(letter == " " or not letter.isspace() for letter in name)
    assert clean_name(name) == name, "cleaned once is clean"


def test_two_of_one_name_can_be_told_apart() -> None:
    names: list[str] = []
    for typed in ("Anna", "anna", "Anna", "Ben"):
        names.append(distinct_name(typed, names))
    assert names == ["Anna", "anna 2", "Anna 3", "Ben"]
