"""Codes of rooms: no two alike, no doubtful letter, typed as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.rooms.codes import LENGTH, LETTERS, new_code, read_code


def test_a_code_is_read_as_it_was_written() -> None:
    for _ in range(200):
        code = new_code(())
        assert len(code) == LENGTH
        assert not set(code) & set("ILOUV0123456789")
        assert read_code(code) == code


def test_a_code_that_is_taken_is_not_given_again() -> None:
    class AllButOne:
        """As if nearly all were taken."""

        asked = 0

        def __contains__(self, code: object) -> bool:
            self.asked += 1
            return self.asked < 5

    taken = AllButOne()
    assert read_code(new_code(taken)) is not None
    assert taken.asked == 5


@pytest.mark.parametrize("text", ["abc def", " ABC-DEF ", "abcdef", "a b c d e f", "ABC\u202fDEF"])
def test_blanks_hyphens_and_small_letters_are_no_matter(text: str) -> None:
    assert read_code(text) == "ABCDEF"


@pytest.mark.parametrize(
    "text", ["", "ABCDE", "ABCDEFG", "ABCDEI", "ABCDE0", "ÀBCDEF", "A" * 10_000, "ABC\nDEF", "ＡＢＣＤＥＦ"]
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert read_code(text) is None


@given(st.text(max_size=60))
def test_of_any_text_there_is_a_code_or_none(text: str) -> None:
    code = read_code(text)
    assert code is None or (len(code) == LENGTH and set(code) <= set(LETTERS))
