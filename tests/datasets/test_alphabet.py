"""Characters to numbers and back, in any script."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.datasets.alphabet import MARK, PADDING, RARE, SPECIAL, Alphabet
from playground.datasets.words import communes

SCRIPTS = (
    "Ménil-Glaise, Œuilly",
    "السلام عليكم ورحمة الله",
    "天地玄黃宇宙洪荒",
    "שָׁלוֹם עֲלֵיכֶם",
    "नमस्ते दुनिया",
    "👩🏽‍🚀🎉👨‍👩‍👧 🇫🇷",
    "e\u0301 and \u00e9 differ here",
)
TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=6)


@pytest.mark.parametrize("text", SCRIPTS)
def test_any_script_comes_back_in_its_order(text: str) -> None:
    alphabet = Alphabet.of([text])
    numbers = alphabet.encode(text)
    assert len(numbers) == len(text)
    assert min(numbers) >= len(SPECIAL)
    assert alphabet.decode(numbers) == text
    assert alphabet.decode([MARK, *numbers, MARK, PADDING, PADDING]) == text


@given(TEXTS, st.integers(0, 30))
def test_the_most_frequent_characters_come_first(texts: list[str], most: int) -> None:
    alphabet = Alphabet.of(texts, most)
    counts = Counter("".join(texts))
    characters = alphabet.symbols[3:]
    assert alphabet.symbols[:3] == SPECIAL
    assert len(characters) == len(set(characters)) == min(most, len(counts))
    ranks = [(-counts[character], ord(character)) for character in characters]
    assert ranks == sorted(ranks)
    assert all((-counts[character], ord(character)) > ranks[-1] for character in set(counts) - set(characters) if ranks)


@given(TEXTS, st.integers(0, 30))
def test_unknown_characters_become_the_rare_symbol(texts: list[str], most: int) -> None:
    alphabet = Alphabet.of(texts, most)
    for text in texts:
        numbers = alphabet.encode(text)
        assert [number == RARE for number in numbers] == [character not in alphabet.symbols[3:] for character in text]
        assert alphabet.decode(numbers) == "".join("□" if n == RARE else c for n, c in zip(numbers, text, strict=True))


def test_signs_of_special_symbols_are_characters_too() -> None:
    alphabet = Alphabet.of(["□□∅⏎"])
    assert alphabet.encode("□∅⏎") == [3, 4, 5]
    assert alphabet.decode([3, 4, 5]) == "□∅⏎"


def test_communes_need_seventy_six_letters() -> None:
    alphabet = Alphabet.of(communes())
    assert len(alphabet.symbols) == 79
    assert "".join(alphabet.symbols[3:9]) == "eanri-"
    assert alphabet == Alphabet.of(communes(), 76)
    assert hash(alphabet) == hash(Alphabet(alphabet.symbols))


def test_what_is_no_alphabet_is_refused() -> None:
    for symbols in (("a", "b", "c"), SPECIAL[:2], (*SPECIAL, "ab"), (*SPECIAL, "")):
        with pytest.raises(ValueError, match="special symbols, then single"):
            Alphabet(symbols)
    with pytest.raises(ValueError, match="every character once"):
        Alphabet((*SPECIAL, "a", "a"))
    for number in (-1, 4):
        with pytest.raises(ValueError, match="is no symbol; there are 4"):
            Alphabet.of(["a"]).decode([number])
