"""People's own texts: any becomes clean, or is refused in one line."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.datasets.alphabet import Alphabet
from playground.datasets.own_text import ReadText, TextError, cleaned, known_passages, read_text, read_text_file
from playground.datasets.words import communes, surnames
from playground.experiment.texts import OwnText
from tests.datasets.malformed import malformed_files

CASES = Path(__file__).parents[1] / "cases"
ARABIC = "ذهب الطالب إلى المدرسة صباحا، وعاد منها مساء. "
CHINESE = "學而時習之，不亦說乎？有朋自遠方來，不亦樂乎？人不知而不慍，不亦君子乎？"
EMOJI = "👩🏽‍🚀🎉👨‍👩‍👧 🇫🇷 ❤️ "
COMBINING = "שָׁלוֹם q̃ s̈ "
PROSE = "Call me Ishmael. Some years ago, never mind how long precisely, having little money in my purse. "


def packed(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "content")
    return buffer.getvalue()


def refusal(text: str) -> str:
    with pytest.raises(TextError) as refused:
        read_text(text)
    return str(refused.value)


@pytest.mark.parametrize("text", [ARABIC, CHINESE, EMOJI, COMBINING, PROSE])
def test_any_script_is_taken_in_the_order_in_which_it_is_read(text: str) -> None:
    read = read_text(text * 30)
    assert read.text == unicodedata.normalize("NFC", text * 30).strip()
    assert read.unit == "passages"
    assert "".join(read.passages(48)) == read.text
    alphabet = Alphabet.of([read.text])
    assert alphabet.decode(alphabet.encode(read.text)) == read.text


@pytest.mark.parametrize("names", [communes()[:500], *surnames().values(), ("日本", "北京", "東京", *CHINESE) * 4])
def test_lists_are_learned_line_by_line(names: tuple[str, ...]) -> None:
    read = read_text("\r\n".join(names) + "\n\n")
    assert read.unit == "lines"
    assert read.lines == tuple(dict.fromkeys(names))


def test_prose_in_short_paragraphs_is_running_text() -> None:
    assert read_text("\n".join([PROSE] * 3 + [f"{n} {PROSE[:70]}" for n in range(20)])).unit == "passages"
    assert read_text("To be, or not to be.\n" * 40).unit == "passages", "one line only, again and again"


def test_cleaning_composes_and_removes() -> None:
    assert cleaned("e\u0301\r\na\x00b\x07\tc\u2028d\x85e\rf\ufeff") == "é\nab\tc\nd\ne\nf"
    assert cleaned("e\x00\u0301") == "é", "composed after what was between is gone"
    assert cleaned("\u202eabc\u202c \u2067אבג\u2069") == "abc אבג"
    assert cleaned("می\u200cخواهم 👩\u200d🚀") == "می\u200cخواهم 👩\u200d🚀"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once == unicodedata.normalize("NFC", once)
    assert not any(unicodedata.category(character) == "Cc" for character in set(once) - {"\n", "\t"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The text is empty. Give one of at least 200 characters."),
        (" \r\n\t\x00 \ufeff" * 100, "The text is empty"),
        ("abc", "The text has 3 characters; 200 to 200000 are allowed."),
        ("ab" * 99 + "c", "199 characters"),
        ("ab" * 100_000 + "c", "200001 characters"),
        ("z\n" * 500, "one letter only"),
        ("a" * 300_000, "one letter only"),
        ("ab" * 100 + "\ud83d" + "ab" * 100, "U+D83D, half of a letter, in place 201"),
    ],
)
def test_what_cannot_be_learned_from_is_refused(text: str, words: str) -> None:
    assert words in refusal(text)


@pytest.mark.parametrize("text", ["ab" * 100, "ab" * 100_000, "a\n" * 100 + "b" * 100])
def test_bounds_themselves_are_allowed(text: str) -> None:
    assert read_text(text).text == text


def is_fine(read: ReadText) -> None:
    """Hold a read text to the experiment that is made of it."""
    assert 200 <= len(read.text) <= 200_000
    assert cleaned(read.text) == read.text
    data = OwnText(text=read.text, unit=read.unit)
    lines = list(read.lines) if read.unit == "lines" else [read.text]
    assert data.symbols == len(Alphabet.of(lines, 120).symbols)


def read_or_refused(read: Callable[[Any], ReadText], given: str | bytes) -> str | None:
    """Hold what is read to its promises, and return the refusal if there is one, held to be one line."""
    try:
        text = read(given)
    except TextError as error:
        refused = str(error)
    else:
        is_fine(text)
        return None
    assert refused.isprintable()
    return refused


@given(st.text(min_size=20, max_size=300), st.integers(1, 12))
@settings(max_examples=200)
def test_any_text_is_read_or_refused_in_one_line(text: str, times: int) -> None:
    read_or_refused(read_text, text * times)


@given(st.binary(max_size=600) | st.text(max_size=300).map(lambda text: (text * 3).encode("utf-8", "replace")))
@settings(max_examples=200)
def test_any_file_is_read_or_refused_in_one_line(raw: bytes) -> None:
    read_or_refused(read_text_file, raw)


def test_malformed_files_are_read_or_refused_in_one_line() -> None:
    outcomes = [read_or_refused(read_text_file, raw) for _name, raw in malformed_files()]
    assert 20 < sum(refused is not None for refused in outcomes) < len(outcomes)


def test_test_passages_that_the_training_text_has_too_are_counted() -> None:
    letters = np.random.default_rng(3).choice(list("abcdefghij klmnop"), 1_000)
    text = "".join(letters)
    fresh = OwnText(text=text, unit="passages", passage=16)
    assert (fresh.test_samples, known_passages(fresh)) == (6, 0)
    cut = fresh.train_samples * 16
    again = text[:cut] + text[5:54] + text[cut + 49 :]  # three pieces, and the letter that follows
    assert known_passages(fresh.model_copy(update={"text": again})) == 3
    every = OwnText(text="Il pleut, il mouille.\n" * 40, unit="passages", passage=16)
    assert known_passages(every) == every.test_samples


def test_lines_are_learned_once_each_and_none_is_known() -> None:
    text = "\n".join(f"Saint-{name}" for name in communes()[:40])
    data = OwnText(text=f"{text}\n{text}", unit="lines")
    assert data.train_samples + data.test_samples == 40
    assert known_passages(data) == 0


def test_files_in_other_encodings_are_read() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"):
        assert read_text_file(("Ménil à Œuilly, déjà été. " * 20).encode(encoding)).text.startswith("Ménil à Œuilly")
    for encoding in ("utf-8", "utf-16", "utf-32"):
        assert read_text_file((ARABIC * 10).encode(encoding)).text == (ARABIC * 10).strip()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (
            b"\x89PNG\r\n\x1a\n" + bytes(900),
            "This is a picture. There is no text in it to learn from.",
        ),
        (b"%PDF-1.7\n" + bytes(900), "This is a document (PDF, Word, slides). Save it as plain text (.txt), or copy"),
        (b"{\\rtf1\\ansi Bonjour}", "This is a document"),
        (b"\xff\xd8\xff" + bytes(6_000_000), "This is a picture."),
        (
            b"<!DOCTYPE html><html><body>Bonjour</body></html>",
            "This is a web page. Open it in a browser",
        ),
        (
            packed("xl/workbook.xml"),
            "This is a workbook of a spreadsheet program. Save it",
        ),
        (packed("a.txt", "b.txt"), "This is a zip archive. Unpack it, and give one of its texts (.txt)."),
        ((CASES / "plain.jfif").read_bytes(), "This is a picture."),
        ((CASES / "plants.arff").read_bytes(), "This is a table in ARFF."),
    ],
)
def test_what_a_file_is_and_what_to_do_with_it_is_said(raw: bytes, words: str) -> None:
    with pytest.raises(TextError) as refused:
        read_text_file(raw)
    assert words in str(refused.value)
    assert str(refused.value).isprintable()


def test_an_encoding_that_was_guessed_is_named() -> None:
    text = "Ménil à Œuilly, déjà été. " * 20
    assert read_text_file(text.encode("cp1252")).guessed == "Windows-1252"
    assert [read_text_file(text.encode(codec)).guessed for codec in ("utf-8", "utf-16", "utf-16-le")] == [""] * 3


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "The text is empty"),
        (b" \n\n ", "The text is empty"),
        (b"a b" * 2_000_000, "The file has 6.0 MB; at most 5 MB are allowed."),
        (b"\x89PNG\r\n" + bytes(900), "Save it as plain text (.txt) in UTF-8."),
        (b"abc\x00\x01" * 100, "Save it as plain text (.txt) in UTF-8."),
    ],
)
def test_files_that_are_no_text_are_refused(raw: bytes, words: str) -> None:
    with pytest.raises(TextError) as refused:
        read_text_file(raw)
    assert words in str(refused.value)
