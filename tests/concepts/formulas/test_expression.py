"""What is simplified as a formula is put together."""

from __future__ import annotations

import math

from playground.concepts.formulas.expression import (
    ONE,
    ZERO,
    Binary,
    Number,
    Power,
    Variable,
    add,
    divide,
    multiply,
    negative,
    parts_of,
    power,
    subtract,
)

X, Y = Variable("x"), Variable("y")


def test_what_changes_nothing_is_left_out() -> None:
    assert add(X, ZERO) == add(ZERO, X) == subtract(X, ZERO) == multiply(X, ONE) == multiply(ONE, X) == X
    assert divide(X, ONE) == power(X, 1.0) == X
    assert multiply(X, ZERO) == multiply(ZERO, X) == divide(ZERO, X) == ZERO
    assert power(X, 0.0) == ONE


def test_numbers_are_computed() -> None:
    assert add(Number(2), Number(3)) == Number(5)
    assert subtract(Number(2), Number(3)) == negative(ONE) == Number(-1)
    assert divide(Number(1), Number(4)) == power(Number(4), -1.0) == Number(0.25)


def test_a_division_by_zero_stays_one() -> None:
    assert divide(ONE, ZERO) == Binary("/", ONE, ZERO)
    assert divide(ZERO, ZERO) == Binary("/", ZERO, ZERO)


def test_a_number_that_is_too_large_is_infinite() -> None:
    assert power(Number(1e200), 2.0) == Number(math.inf)


def test_parts() -> None:
    assert parts_of(Binary("+", X, Y)) == (X, Y)
    assert parts_of(Power(X, 2.0)) == (X,)
    assert parts_of(X) == parts_of(ONE) == ()
