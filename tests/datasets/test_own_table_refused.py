"""Tables, and choices of their columns, that are refused; and numbers to predict."""

from __future__ import annotations

import pytest

from playground.datasets.own_table import (
    TableError,
    prepare,
)
from tests.datasets.test_own_table import SMALL, own, table


def test_a_number_to_predict() -> None:
    read = table(SMALL)
    made = prepare(
        table("a,b,y\n" + "".join(f"{n * n},{n % 4},{n / 8}\n" for n in range(12))), ["a", "b"], "y", "number", "drop"
    )
    assert (made.classes, made.targets) == (None, tuple(n / 8 for n in range(12)))
    with pytest.raises(TableError, match=r'"kind" does not hold numbers'):
        prepare(read, ["a", "b"], "kind", "number", "drop")


@pytest.mark.parametrize(
    ("inputs", "target", "reason"),
    [
        (["a"], "kind", "choose 2 to 30"),
        (["a", "a"], "kind", "different columns"),
        (["a", "b"], "a", "different columns"),
        (["a", "nobody"], "kind", 'No column is named "nobody"'),
        (["a", "b"], "nobody", 'No column is named "nobody"'),
    ],
)
def test_choices_that_are_refused(inputs: list[str], target: str, reason: str) -> None:
    with pytest.raises(TableError, match=reason):
        prepare(table(SMALL), inputs, target, "classes", "drop")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (SMALL.replace("no", "yes"), "one class only"),
        ("a,b,c\n" + "".join(f"{n},{n},label {n}\n" for n in range(12)), "12 different values .* at most 10"),
        ("a,b,c\n" + "1,2,x\n" * 5, "5 rows; 10 to 20000"),
        ("a,b,c\n", "0 rows"),
        ("a,b\n" + "1,2\n" * 12, "2 columns; it needs 3"),
        (
            "a,b,c\n" + "2024-03-01,=A1+B2,3\n" * 12,
            'Columns of numbers: 1; .* "a", line 2, "2024-03-01" is not a number',
        ),
        ("a,b,c\n" + "1,,x\n,2,y\n" * 12, "Only 0 of 24 rows"),
    ],
)
def test_tables_that_are_refused(text: str, reason: str) -> None:
    with pytest.raises(TableError, match=reason):
        own(text)


def test_a_number_that_is_always_the_same_cannot_be_predicted() -> None:
    with pytest.raises(TableError, match='All values of "c" are the same'):
        prepare(table("a,b,c\n" + "1,5,2.5\n2,6,2.5\n" * 12), ["a", "b"], "c", "number", "drop")
