"""Which words of a column of texts are values, and which spellings are one."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.datasets.columns.labels import Answers, Labels, labels, usual_capitals
from playground.datasets.own_table import prepare, suggest
from playground.datasets.raw_table import Table, read_table

CASES = Path(__file__).parents[2] / "cases"
USUAL = Answers()


def table(texts: list[str], extra: str = "1") -> Table:
    """Return a table of two columns of numbers and one of texts; of the last row the first number is another cell."""
    rows = [f"{n}.5,{n * n % 7},{text}" for n, text in enumerate(texts)]
    return read_table("\n".join(["a,b,c", *rows, f"{extra},1,{texts[0]}"]).encode())


def of(texts: list[str], answers: Answers = USUAL, is_target: bool = True, extra: str = "1") -> Labels:
    read = table(texts, extra)
    return labels(read.column("c"), read.missing_marks, answers, is_target)


@pytest.mark.parametrize(
    ("file", "word", "classes"),
    [
        ("na_sodium.csv", "Na", ("K", "Li", "Na")),
        ("na_continent.csv", "NA", ("AS", "EU", "NA")),
        ("na_nil.csv", "nil", ("nil", "some")),
    ],
)
def test_labels_that_look_like_missing_values_stay_classes(file: str, word: str, classes: tuple[str, ...]) -> None:
    raw = (CASES / file).read_bytes()
    read = read_table(raw)
    choice = suggest(read)
    made = prepare(read, choice.inputs, choice.target, choice.kind, "drop")
    truth = pd.read_csv(CASES / file, keep_default_na=False)[choice.target]
    assert made.classes == classes == tuple(sorted(set(truth)))
    assert [classes[int(place)] for place in made.targets] == truth.tolist()
    target = labels(read.column(choice.target), read.missing_marks, Answers(), is_target=True)
    assert [(one.text, one.rows, one.is_value) for one in target.words] == [(word, (truth == word).sum(), True)]


@pytest.mark.parametrize("word", ["Na", "NA", "ND", "nil", "null", "N/A", "-", "?", "n.d.", "None", "--"])
def test_every_word_that_many_rows_say_is_a_class_of_a_target_and_asked(word: str) -> None:
    column_labels = of([word, "left", "right"] * 10)
    assert column_labels.values == tuple(sorted([word, "left", "right"]))
    assert [(one.text, one.rows, one.is_value) for one in column_labels.words] == [(word, 11, True)]


@pytest.mark.parametrize("word", ["Na", "NA", "nil", "N/A", "?", "None"])
def test_a_persons_answer_decides(word: str) -> None:
    for is_class in (True, False):
        column_labels = of([word, "left", "right"] * 10, Answers(((word, is_class),)))
        assert (word in column_labels.values) is is_class
        assert column_labels.texts.count("") == (0 if is_class else 11)


@pytest.mark.parametrize("word", ["NA", "nil", "N/A", "?"])
def test_a_word_of_one_row_is_missing_but_asked(word: str) -> None:
    column_labels = of(["left", "right"] * 10 + [word])
    assert column_labels.values == ("left", "right")
    assert [(one.rows, one.is_value) for one in column_labels.words] == [(1, False)]


@pytest.mark.parametrize(("word", "is_value"), [("NA", True), ("na", False), ("N/A", False), ("ND", True)])
def test_few_rows_are_enough_for_a_word_that_looks_like_the_others(word: str, is_value: bool) -> None:
    column_labels = of(["EU", "AS", "AF"] * 20 + [word] * 2)
    assert (word in column_labels.values) is is_value


def test_a_word_that_stands_for_missing_numbers_is_missing_among_texts_too_but_asked() -> None:
    texts = ["EU", "AS", "NA"] * 10
    assert "NA" in of(texts).values
    column_labels = of(texts, extra="NA")
    assert column_labels.values == ("AS", "EU")
    assert [(one.text, one.is_value) for one in column_labels.words] == [("NA", False)]


@pytest.mark.parametrize(
    ("texts", "values"), [(["NA"], ()), (["-"], ()), (["-", "?"], ()), (["NA", "ND"], ("NA", "ND")), (["NA", ""], ())]
)
def test_a_column_of_such_words_alone(texts: list[str], values: tuple[str, ...]) -> None:
    assert of(texts * 10).values == values


def test_inputs_follow_the_same_rule_and_no_answer_about_the_target() -> None:
    texts = ["EU", "AS", "?"] * 10
    assert "?" in of(texts, Answers((("?", False),)), is_target=False).values
    assert "?" not in of(["EU", "AS"] * 20 + ["?"] * 2, is_target=False).values


@pytest.mark.parametrize("word", ["", "#N/A", "#REF!", "#DIV/0!"])
def test_empty_cells_and_errors_are_missing_and_not_asked(word: str) -> None:
    column_labels = of(["left", word, "right"] * 10)
    assert (column_labels.values, column_labels.words) == (("left", "right"), ())


@pytest.mark.parametrize("word", ["NaN", "nan"])
def test_what_programs_write_for_no_number_is_asked_and_missing_if_nobody_answers(word: str) -> None:
    column_labels = of(["left", word, "right"] * 10)
    assert [(one.text, one.is_value) for one in column_labels.words] == [(word, False)]


def test_a_minus_is_a_value_where_a_plus_is_one() -> None:
    assert of(["+", "-"] + ["+"] * 60).values == ("+", "-")


def test_spellings_of_the_case() -> None:
    read = read_table((CASES / "lab_case.csv").read_bytes())
    choice = suggest(read)
    made = prepare(read, choice.inputs, choice.target, choice.kind, "drop")
    truth = pd.read_csv(CASES / "lab_case.csv").label.str.strip().str.lower()
    assert made.classes == ("No", "Yes")
    assert [made.classes[int(place)].lower() for place in made.targets] == truth.tolist()


def test_the_most_frequent_spelling_is_the_name_and_the_first_of_equally_many() -> None:
    column_labels = of(["yes", "Yes", "Yes", "NO", "no", "no", "NO", "yes", "Yes", "Yes"])
    assert column_labels.values == ("NO", "Yes")
    assert column_labels.spellings == (("Yes", "yes"), ("NO", "no"))
    assert column_labels.in_capitals


def test_blanks_and_composed_accents_are_no_difference() -> None:
    composed, apart = "été", unicodedata.normalize("NFD", "été")
    column_labels = of([composed, apart, "hiver  doux", "hiver\u00a0doux"] * 3)
    assert len(column_labels.values) == 2
    assert not column_labels.in_capitals
    kept_apart = of([composed, apart, "Été", "b"] * 3, Answers(capitals="apart"))
    assert len(kept_apart.values) == 3
    assert kept_apart.in_capitals


def test_capitals_are_kept_apart_where_they_are_the_only_difference() -> None:
    read = table(["AA", "Aa", "aa"] * 5)
    assert usual_capitals(read) == "apart"
    assert prepare(read, ["a", "b"], "c", "classes", "drop").classes == ("AA", "Aa", "aa")
    assert usual_capitals(table(["Yes", "yes", "no"] * 5)) == "together"


@given(
    st.lists(
        st.sampled_from(["Na", "NA", "K", "Li", "nil", "?", "yes", "Yes", "-", "+", "", "#N/A", "é", "e\u0301"]),
        min_size=10,
        max_size=60,
    ),
    st.booleans(),
    st.sampled_from(["together", "apart"]),
)
def test_nothing_is_lost_unsaid(texts: list[str], is_target: bool, capitals: str) -> None:
    read = read_table("\n".join(["a,b,c", *(f"{n}.5,{n * n % 7},{text}" for n, text in enumerate(texts))]).encode())
    column = read.columns[-1]
    if column.name != "c" or column.numbers is not None:
        return
    column_labels = labels(column, read.missing_marks, Answers(capitals=capitals), is_target)  # type: ignore[arg-type]
    words = {one.text: one for one in column_labels.words}
    together = {spelling for same in column_labels.spellings for spelling in same}
    for text, label in zip(column.cells, column_labels.texts, strict=True):
        if not label:
            nothing = {one.text.casefold() for one in column_labels.words if not one.is_value}
            assert text in ("", "#N/A") or text.casefold() in nothing
        elif label != text:
            alike = len({unicodedata.normalize("NFC", spelling) for spelling in (text, label)}) == 1
            assert alike or {text, label} <= together
    assert Counter(column_labels.texts).keys() - {""} == set(column_labels.values)
    assert all(one.is_value == (one.text in column_labels.values) for one in words.values())
