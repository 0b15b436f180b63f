"""What people bring, through the real upload: words that may be classes, texts as inputs, many columns."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from playground.controls.own_data.table_choice import CAPITALS, INPUTS, KIND, MISSING, TARGET, WORD
from playground.i18n import set_language
from tests.controls.own_data.test_table_upload import refusal, result, script, sentences, upload
from tests.ui.scripts import open_script, run

CASES = Path(__file__).parents[2] / "cases"


def french() -> None:
    import streamlit as st

    from playground.controls.own_data.table_upload import upload_controls
    from playground.i18n import set_language

    set_language("fr")
    st.session_state["result"] = upload_controls()


@pytest.fixture(name="app")
def fixture_app() -> AppTest:
    return open_script(script)


def case(app: AppTest, name: str) -> AppTest:
    return upload(app, (CASES / name).read_bytes(), name)


def shown(app: AppTest, key: str) -> bool:
    try:
        app.get_by_key(key)
    except KeyError:
        return False
    return True


def hold(app: AppTest, key: str, value: object) -> AppTest:
    app.get_by_key(key).set_value(value)
    return run(app)


@pytest.mark.parametrize(
    ("file", "rows", "word", "classes"),
    [
        ("na_sodium.csv", 20, "Na", ("K", "Li", "Na")),
        ("na_continent.csv", 20, "NA", ("AS", "EU", "NA")),
        ("na_nil.csv", 30, "nil", ("nil", "some")),
    ],
)
def test_a_class_that_looks_missing_is_asked(
    app: AppTest, file: str, rows: int, word: str, classes: tuple[str, ...]
) -> None:
    own = result(case(app, file))
    assert (own.classes, own.samples) == (classes, 60)
    question = app.get_by_key(f"{WORD}0")
    assert question.label == f"{rows} rows say {word}: a class of its own, or missing?"
    assert question.value == "class"
    if len(classes) == 3:
        without = result(hold(app, f"{WORD}0", "missing"))
        assert (without.classes, without.samples) == (tuple(name for name in classes if name != word), 60 - rows)
        assert f"{rows} rows have no target and are left out." in sentences(app)
        assert result(hold(app, f"{WORD}0", "class")) == own


def test_answers_are_those_of_one_table_and_target(app: AppTest) -> None:
    hold(case(app, "na_sodium.csv"), f"{WORD}0", "missing")
    assert result(case(app, "na_continent.csv")).classes == ("AS", "EU", "NA")
    assert app.get_by_key(f"{WORD}0").value == "class"
    rows = "".join(f"{n},{n * n % 7},{['x', 'y', 'NA'][n % 3]},{['p', 'q', '?'][n % 3]}\n" for n in range(30))
    assert result(upload(app, "a,b,c,d\n" + rows)).classes == ("?", "p", "q")
    hold(hold(app, f"{WORD}0", "missing"), TARGET, "c")
    assert app.get_by_key(f"{WORD}0").label == "10 rows say NA: a class of its own, or missing?"
    assert (app.get_by_key(f"{WORD}0").value, result(app).classes) == ("class", ("NA", "x", "y"))


def test_spellings_are_put_together_and_said(app: AppTest) -> None:
    own = result(case(app, "lab_case.csv"))
    assert own.classes == ("No", "Yes")
    assert "Put together: Yes, yes; No, no." in sentences(app)
    assert app.get_by_key(CAPITALS).value == "together"
    assert result(hold(app, CAPITALS, "apart")).classes == ("No", "Yes", "no", "yes")
    assert "Put together" not in sentences(app)


def test_genotypes_are_kept_apart(app: AppTest) -> None:
    rows = "".join(f"{n},{n * n % 7},{['AA', 'Aa', 'aa'][n % 3]}\n" for n in range(30))
    assert result(upload(app, "a,b,c\n" + rows)).classes == ("AA", "Aa", "aa")
    assert app.get_by_key(CAPITALS).value == "apart"


def test_passengers_learn_from_texts(app: AppTest) -> None:
    own = result(case(app, "passengers.csv"))
    assert (own.target, own.stratified) == ("Survived", True)
    assert {"Sex = male", "Embarked = C", "Embarked = Q", "Embarked = S"} <= set(own.inputs)
    words = sentences(app)
    assert "Sex: female = 0, male = 1." in words
    assert "Embarked: an input for each of C, Q, S. 1 row has none of them." in words
    assert "Not inputs, because each row has another text: Name, Ticket." in words
    assert "Not inputs, because they have more than 12 different texts: Cabin." in words
    assert "it only counts the rows: PassengerId." in words
    assert app.multiselect(key=INPUTS).options == [
        *("PassengerId", "Pclass", "Sex", "Age", "SibSp", "Parch", "Fare", "Embarked")
    ]
    chosen = result(hold(app, INPUTS, ["Embarked", "Sex"]))
    assert chosen.inputs == ("Sex = male", "Embarked = C", "Embarked = Q", "Embarked = S"), "in the table's order"
    assert not shown(app, MISSING), "a port that is missing leaves no row out"
    hold(app, INPUTS, ["PassengerId", "Sex"])
    assert "PassengerId" not in sentences(app), "what is chosen needs no reason"


def test_an_order_is_said(app: AppTest) -> None:
    rows = "".join(f"{n},{['small', 'large', 'medium'][n % 3]},{'xy'[n % 2]}\n" for n in range(12))
    own = result(upload(app, "a,size,kind\n" + rows))
    assert own.inputs == ("a", "size")
    assert own.columns[1].values[:3] == (0, 2, 1)
    assert "size as a number, in its order: small = 0, medium = 1, large = 2." in sentences(app)


def wide(columns: int, rows: int = 60) -> str:
    random = np.random.default_rng(0)
    kinds = random.integers(2, size=rows)
    numbers = random.normal(size=(rows, columns)).round(3)
    numbers[:, columns - 2] += 3 * kinds
    lines = [
        ",".join(map(str, row)) + f",{'left' if kind else 'right'}" for row, kind in zip(numbers, kinds, strict=True)
    ]
    return "\n".join([",".join(f"c{n}" for n in range(columns)) + ",kind", *lines])


@pytest.mark.parametrize("columns", [60, 499])
def test_of_many_columns_the_most_telling_are_taken_and_it_is_said(app: AppTest, columns: int) -> None:
    own = result(upload(app, wide(columns)))
    telling = f"c{columns - 2}"
    assert len(own.inputs) == 30
    assert telling in own.inputs
    choice = app.multiselect(key=INPUTS)
    assert (choice.options[0], len(choice.options)) == (telling, columns)
    assert (
        f"30 of {columns} columns are used: those that tell most of the target (mutual information); "
        "choose others below."
    ) in sentences(app)
    assert result(hold(app, INPUTS, ["c3", telling, "c1"])).inputs == ("c1", "c3", telling)
    assert f"3 of {columns} columns are used." in sentences(app)
    assert "mutual information" not in sentences(app)


def test_another_target_brings_what_tells_of_it_unless_somebody_chose(app: AppTest) -> None:
    upload(app, wide(60))
    first = result(app).inputs
    hold(app, TARGET, "c58")
    assert result(app).inputs != first
    assert app.multiselect(key=INPUTS).options[0] == "kind"
    hold(app, INPUTS, ["c1", "c2", "kind"])
    assert result(hold(app, TARGET, "c3")).inputs == ("c1", "c2", "kind = right")
    assert app.get_by_key(KIND).value == "number"


def test_too_many_inputs_of_texts_are_refused_in_words(app: AppTest) -> None:
    rows = "".join(
        f"{n}," + ",".join(f"v{(n + k) % (9 + k)}" for k in range(3)) + f",{'xy'[n % 2]}\n" for n in range(60)
    )
    before = result(upload(app, "a,b,c,d,kind\n" + rows))
    assert len(before.inputs) <= 30
    hold(app, INPUTS, ["a", "b", "c", "d"])
    assert "Inputs chosen: 31; choose 2 to 30 columns. A column of texts may be several inputs" in refusal(app)
    assert result(app) is before


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("na_sodium.csv", "Na"),
        ("lab_case.csv", "Yes, yes"),
        ("passengers.csv", "Sex"),
        ("tiny_one.csv", "ill (1), well (9)"),
    ],
)
def test_in_french(file: str, words: str) -> None:
    app = open_script(french)
    try:
        upload(app, (CASES / file).read_bytes(), file)
    finally:
        set_language("en")
    everything = sentences(app) + " ".join(group.label for group in app.get("button_group"))
    assert words in everything
    for english in ("rows say", "Put together", "Not inputs", "Classes, with", "an input for each"):
        assert english not in everything
