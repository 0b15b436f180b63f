"""Texts of a person's table: as inputs that a network learns from, and never lost unsaid."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from playground.datasets.columns.suggestion import offer
from playground.datasets.own_table import TableError, prepare, read_table, report, suggest
from playground.experiment.tables import OwnTable

CASES = Path(__file__).parents[1] / "cases"
NUMBERS = ["Pclass", "Age", "SibSp", "Parch", "Fare"]


def matrix(own: OwnTable) -> np.ndarray:
    return np.array([column.values for column in own.columns]).T


def accuracy(own: OwnTable) -> float:
    """Return how often logistic regression is right on rows that it has not seen."""
    rows = StandardScaler().fit_transform(matrix(own))
    return float(cross_val_score(LogisticRegression(), rows, np.array(own.targets), cv=5).mean())


def test_passengers_learn_from_sex_and_port() -> None:
    read = read_table((CASES / "passengers.csv").read_bytes())
    with_texts = prepare(read, suggest(read).inputs, "Survived", "classes", "mean")
    without = prepare(read, NUMBERS, "Survived", "classes", "mean")
    assert accuracy(with_texts) > accuracy(without) + 0.1
    assert accuracy(with_texts) > 0.7


def test_passengers_are_what_pandas_and_scikit_learn_make_of_them() -> None:
    frame = pd.read_csv(CASES / "passengers.csv").dropna(subset=["Age"])
    encoder = make_column_transformer(
        (OneHotEncoder(drop=["female"]), ["Sex"]),
        (OneHotEncoder(categories=[["C", "Q", "S"]], handle_unknown="ignore"), ["Embarked"]),
        (StandardScaler(with_mean=False, with_std=False), NUMBERS),
        sparse_threshold=0,
    )
    read = read_table((CASES / "passengers.csv").read_bytes())
    made = prepare(read, ["Sex", "Embarked", *NUMBERS], "Survived", "classes", "drop")
    assert made.inputs[:4] == ("Sex = male", "Embarked = C", "Embarked = Q", "Embarked = S")
    np.testing.assert_allclose(matrix(made), encoder.fit_transform(frame))
    assert list(made.targets) == frame.Survived.tolist()


def test_what_is_said_of_passengers() -> None:
    read = read_table((CASES / "passengers.csv").read_bytes())
    summary = report(read, ["Age", "Sex", "Embarked"], "Survived", "classes", "drop")
    assert [(one.column, one.way, one.values, one.missing) for one in summary.texts] == [
        ("Sex", "two", ("female", "male"), 0),
        ("Embarked", "each", ("C", "Q", "S"), 1),
    ]
    assert (summary.rows, summary.left_out) == (96, 24)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Name", "it has 120 different texts; at most 12"),
        ("Cabin", "it has 27 different texts; at most 12"),
        ("same", "its texts are all the same"),
        ("mixed", 'in line 3 it has "seven"'),
        ("empty", "has no values"),
    ],
)
def test_texts_that_are_no_inputs_are_refused_in_words(name: str, reason: str) -> None:
    lines = (CASES / "passengers.csv").read_text().splitlines()
    more = [f"{line},always,{'seven' if n == 1 else n},-" for n, line in enumerate(lines[1:])]
    read = read_table("\n".join([lines[0] + ",same,mixed,empty", *more]).encode())
    with pytest.raises(TableError, match=reason):
        prepare(read, ["Age", name], "Survived", "classes", "drop")


def test_names_of_inputs_differ_from_each_other_and_from_the_target() -> None:
    rows = "".join(f"{n % 3},{n * n},{'abc'[n % 3]},{n % 2}\n" for n in range(12))
    read = read_table(f"port = a,x,port,port = b\n{rows}".encode())
    made = prepare(read, ["port = a", "x", "port"], "port = b", "classes", "drop")
    assert made.inputs == ("port = a", "x", "port = a (2)", "port = b (2)", "port = c")


def test_long_names_and_values_are_cut_and_still_differ() -> None:
    rows = "".join(f"{n},{n * n},{'v' * 70}{n % 3},{n % 2}\n" for n in range(12))
    made = prepare(read_table(f"a,b,{'p' * 80},kind\n{rows}".encode()), ["a", "b", "p" * 60], "kind", "classes", "drop")
    assert len(set(made.inputs)) == 5
    assert max(map(len, made.inputs)) <= 60


def test_an_input_of_a_text_is_filled_like_a_number() -> None:
    rows = "".join(f"{n},{n * n},{['yes', 'no', 'no', ''][n % 4]},{'xy'[n % 2]}\n" for n in range(16))
    read = read_table(f"a,b,smoker,kind\n{rows}".encode())
    assert prepare(read, ["a", "smoker"], "kind", "classes", "drop").samples == 12
    filled = prepare(read, ["a", "smoker"], "kind", "classes", "mean")
    assert filled.columns[1].values[:4] == pytest.approx((1, 0, 0, 1 / 3))


CELLS = st.sampled_from(
    [
        "",
        "NA",
        "Na",
        "nil",
        "?",
        "-",
        "#N/A",
        "None",
        "yes",
        "Yes",
        "no",
        "S",
        "M",
        "L",
        "low",
        "high",
        "3",
        "4.5",
        "x y",
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    rows = draw(st.integers(10, 30))
    columns = draw(st.lists(st.lists(CELLS, min_size=rows, max_size=rows), min_size=2, max_size=4))
    numbers = [[str(draw(st.integers(0, 99)) / 4) for _ in range(rows)] for _ in range(2)]
    names = [f"x{n}" for n in range(len(columns) + 2)]
    return "\n".join([",".join(names), *map(",".join, zip(*numbers, *columns, strict=True))]).encode()


@given(tables(), st.sampled_from(["drop", "mean"]))
@settings(max_examples=300, deadline=None)
def test_every_table_is_finite_and_complete_or_refused_in_words(raw: bytes, missing: str) -> None:
    try:
        read = read_table(raw)
        choice = suggest(read)
        arguments = (read, choice.inputs, choice.target, choice.kind, missing)
        made, summary = prepare(*arguments), report(*arguments)  # type: ignore[arg-type]
    except TableError:
        return
    assert np.isfinite(matrix(made)).all()
    assert made.samples == summary.rows
    assert summary.rows + summary.without_target + summary.left_out == read.rows, "every row is used, or spoken of"
    if made.classes:
        counts = [count for _name, count in summary.classes or ()]
        assert np.bincount(np.array(made.targets, dtype=int)).tolist() == counts
        assert min(counts) > 0
    offered = offer(read, choice.target)
    spoken = {*choice.inputs, *(name for name, _reason in offered.aside), choice.target}
    assert spoken == {column.name for column in read.columns} or offered.is_crowded, "and every column too"


def test_500_columns_are_quick() -> None:
    random = np.random.default_rng(1)
    numbers = pd.DataFrame(random.normal(size=(1_500, 480)).round(3)).add_prefix("c")
    texts = pd.DataFrame({f"t{n}": random.choice(list("abcde"), 1_500) for n in range(20)})
    read = read_table(numbers.join(texts).to_csv(index=False).encode())
    start = time.process_time()
    choice = suggest(read)
    assert time.process_time() - start < 4
    assert 20 <= len(choice.inputs) <= 30
