"""Texts as inputs, compared with scikit-learn's encoder."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder

from playground.datasets.columns.labels import Answers, Labels, labels
from playground.datasets.columns.text_inputs import Obstacle, obstacle, text_inputs
from playground.datasets.raw_table import RawColumn, Table, read_table

PORTS = ["Southampton", "Queenstown", "Cherbourg", "Belfast"]


def table(texts: list[str]) -> Table:
    rows = [f"{n}.5,{n * n % 7},{text}" for n, text in enumerate(texts)]
    return read_table("\n".join(["a,b,port", *rows]).encode())


def column_of(texts: list[str]) -> tuple[RawColumn, Labels]:
    read = table(texts)
    column = read.column("port")
    return column, labels(column, read.missing_marks, Answers(), is_target=False)


@given(st.lists(st.sampled_from([*PORTS, ""]), min_size=10, max_size=60).filter(lambda texts: len({*texts, ""}) > 3))
def test_an_input_for_each_value_as_scikit_learn_has_it(texts: list[str]) -> None:
    inputs = text_inputs(*column_of(texts))
    encoder = OneHotEncoder(categories=[sorted(set(texts) - {""})], sparse_output=False, handle_unknown="ignore")
    np.testing.assert_array_equal(inputs.numbers, encoder.fit_transform(np.array(texts)[:, None]))
    assert inputs.names == tuple(f"port = {value}" for value in inputs.values)
    assert inputs.missing == texts.count("")


@pytest.mark.parametrize(
    ("texts", "name", "values"),
    [
        (["male", "female", "male"], "port = male", ("female", "male")),
        (["yes", "no"], "port = yes", ("no", "yes")),
        (["OUI", "non"], "port = OUI", ("non", "OUI")),
        (["positive", "negative"], "port = positive", ("negative", "positive")),
        (["big", "small"], "port = big", ("small", "big")),
    ],
)
def test_two_values_are_one_input(texts: list[str], name: str, values: tuple[str, ...]) -> None:
    inputs = text_inputs(*column_of([*texts * 6, ""]))
    assert (inputs.way, inputs.names, inputs.values) == ("two", (name,), values)
    expected = [float(values.index(text)) for text in texts * 6]
    np.testing.assert_array_equal(inputs.numbers[:, 0], [*expected, np.nan])


@given(st.lists(st.sampled_from(["small", "medium", "large", ""]), min_size=10, max_size=40))
def test_ordered_words_are_one_number_as_scikit_learn_has_it(texts: list[str]) -> None:
    order = [word for word in ("small", "medium", "large") if word in texts]
    if len(order) < 3:
        return
    inputs = text_inputs(*column_of(texts))
    encoder = OrdinalEncoder(categories=[order], handle_unknown="use_encoded_value", unknown_value=np.nan)
    np.testing.assert_array_equal(inputs.numbers, encoder.fit_transform(np.array(texts)[:, None]))
    assert (inputs.way, inputs.names, inputs.values) == ("ordered", ("port",), ("small", "medium", "large"))


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        (["the same"] * 12, "constant"),
        (["", "?"] * 6, "empty"),
        ([f"ticket {n}" for n in range(12)], "names"),
        ([f"cabin {n % 13}" for n in range(40)], "many"),
        ([f"cabin {n % 12}" for n in range(40)], None),
        ([*map(str, range(40)), "seven"], "numbers"),
        (["1", "2", "2", "1", "1", "seven", "1", "2", "1", "2", "1", "2"], "numbers"),
        (["0", "1", "2", "3+"] * 6, None),
    ],
)
def test_why_texts_are_no_inputs(texts: list[str], reason: Obstacle | None) -> None:
    assert obstacle(*column_of(texts)) == reason
