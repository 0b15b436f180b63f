"""Texts of a person's column as labels: which spellings are one value, and which words say that there is none."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from playground.datasets.numerals import is_missing
from playground.datasets.raw_table import RawColumn, Table
from playground.datasets.spreadsheet import one_line

Capitals = Literal["together", "apart"]

FEWEST_SAYING = 2
"""Rows that must say a word that usually means nothing before it is taken for a value."""
SHARE_OF_KIND, SHARE_OF_ANY = 0.02, 0.1
"""Of the rows that say something: from here on such a word is a value, if it looks like the others, or in any case."""
_NEVER = frozenset(["nan", "-nan"])
_MINUS, _PLUS = frozenset("-–—−"), "+"


@dataclass(frozen=True)
class Answers:
    """What a person says of a table's texts.

    Parameters
    ----------
    words
        Words of the target, as :attr:`Word.text` has them, and whether each is a class; others are as they usually are.
    capitals
        Whether spellings that differ in capitals only are one value.
    """

    words: tuple[tuple[str, bool], ...] = ()
    capitals: Capitals = "together"


@dataclass(frozen=True)
class Word:
    """A word of a column that usually says that there is no value, but may be one: Na, NA, nil, ?.

    Parameters
    ----------
    text
        As most rows spell it.
    rows
        How many say it.
    is_value
        Whether it is taken for a value.
    """

    text: str
    rows: int
    is_value: bool


@dataclass(frozen=True, eq=False)
class Labels:
    """A column of texts as labels.

    Parameters
    ----------
    texts
        Of each row, in the spelling that most rows have; empty where a value is missing.
    values
        The different ones, in alphabetical order.
    words
        Those that may be values or say that there is none, the most frequent first.
    spellings
        The spellings of each value that has several, the most frequent first.
    in_capitals
        Whether some values have, or would have if they were put together, spellings that differ in capitals only.
    """

    texts: tuple[str, ...]
    values: tuple[str, ...]
    words: tuple[Word, ...]
    spellings: tuple[tuple[str, ...], ...]
    in_capitals: bool


def labels(column: RawColumn, marks: Collection[str], answers: Answers, is_target: bool) -> Labels:
    """Return a column of texts as labels.

    Spellings that differ in blanks or in how an accent is composed are one value, and so are those that differ in
    capitals unless the answers keep them apart. Empty cells and errors of spreadsheets are missing. A word that usually
    says so is a value where two rows or more say it, 10 % of all at least, or 2 % if it looks like the other values (Na
    beside K and Li); but not if the numbers of the same table use it for missing ones, or there is no other value.

    Parameters
    ----------
    marks
        Words that stand for missing numbers in this table (:attr:`.raw_table.Table.missing_marks`).
    is_target
        Whether the column is the target: the answers' words are of that.
    """
    counts = Counter(column.cells or column.texts)
    groups: dict[str, list[str]] = {}
    for text in sorted(counts, key=lambda text: -counts[text]):  # of equally many the first in the file
        if text and not _is_error(text):
            groups.setdefault(_spelling(text, answers.capitals), []).append(text)
    usual = {key: one_line(same[0]) for key, same in groups.items()}
    rows = {key: sum(counts[text] for text in same) for key, same in groups.items()}
    words = {
        key: Word(usual[key], rows[key], _is_value(key, usual, rows, marks))
        for key in groups
        if _may_say_nothing(usual[key])
    }
    if is_target:
        answer = dict(answers.words)
        words = {key: replace(word, is_value=answer.get(word.text, word.is_value)) for key, word in words.items()}
    values = {key for key in groups if key not in words or words[key].is_value}
    label = {text: usual[key] for key in values for text in groups[key]}
    spelled = [tuple(dict.fromkeys(map(one_line, groups[key]))) for key in groups if key in values]
    return Labels(
        texts=tuple(label.get(text, "") for text in column.cells or column.texts),
        values=tuple(sorted(usual[key] for key in values)),
        words=tuple(words.values()),
        spellings=tuple(same for same in spelled if len(same) > 1),
        in_capitals=len({usual[key].casefold() for key in values}) < len(values)
        or any(len({_spelling(text, "apart") for text in groups[key]}) > 1 for key in values),
    )


def usual_capitals(table: Table) -> Capitals:
    """Return whether spellings that differ in capitals are one value: not where a column would have one value only.

    As for genotypes: AA, Aa, aa.
    """
    for column in table.columns:
        if column.numbers is None:
            spellings = {_spelling(text, "apart") for text in set(column.texts) - {""}}
            if len(spellings) > 1 and len({text.casefold() for text in spellings}) == 1:
                return "apart"
    return "together"


def _spelling(text: str, capitals: Capitals) -> str:
    """Return what spellings of one value have in common."""
    plain = unicodedata.normalize("NFC", one_line(text))
    return plain if capitals == "apart" else unicodedata.normalize("NFC", plain.casefold())


def _is_error(text: str) -> bool:
    """Return whether a text is a spreadsheet's error, which is never a value."""
    return text.startswith("#") and is_missing(text)


def _may_say_nothing(text: str) -> bool:
    return is_missing(text) or text.casefold() == "none"


def _is_value(key: str, usual: dict[str, str], rows: dict[str, int], marks: Collection[str]) -> bool:
    word, others = usual[key], [text for text in usual.values() if not _may_say_nothing(text)]
    if word in _MINUS and _PLUS in others:
        return True
    is_alone = len(usual) == 1 or (not others and not word.isalpha())
    if is_alone or word.casefold() in _NEVER or word.casefold() in marks:
        return False
    if word.casefold() == "none":
        return True
    share = rows[key] / sum(rows.values())
    if rows[key] < FEWEST_SAYING:
        return False
    return share >= SHARE_OF_ANY or (share >= SHARE_OF_KIND and _looks_like(word, others))


def _looks_like(word: str, others: list[str]) -> bool:
    """Return whether a word is written half of the others are: about as short, with capitals in the same places."""
    alike = [other for other in others if len(other) <= 3 * len(word) and _shapes(other) & _shapes(word)]
    return 2 * len(alike) >= max(len(others), 1)


def _shapes(word: str) -> set[str]:
    """Return how a word is written; a single capital is both a capital and a word that begins with one."""
    if not word.isalpha():
        return set()
    shapes = {"upper"} if word.isupper() else {"lower"} if word.islower() else set()
    return shapes | ({"title"} if word == word[:1].upper() + word[1:].lower() else set())
