"""Formulas as lists of instructions."""

from __future__ import annotations

import numpy as np

from playground.concepts.formulas.parser import parse
from playground.concepts.formulas.program import Program


def test_what_occurs_twice_is_computed_once() -> None:
    program = Program.of(parse("(x - y)^2 + exp((x - y)^2)"))
    assert [name for name, _first, _second in program.instructions].count("-") == 1
    assert [name for name, _first, _second in program.instructions].count("exp") == 1


def test_whole_powers_are_multiplications() -> None:
    names = {name for name, _first, _second in Program.of(parse("x^12 + y^-3")).instructions}
    assert "power" not in names
    x = np.linspace(0.5, 2, 20)
    np.testing.assert_allclose(Program.of(parse("x^12 + y^-3"))(x, x)[0], x**12 + x**-3, rtol=1e-13)


def test_arrays_of_any_shape_and_numbers_of_the_formula_alone() -> None:
    x = np.zeros((3, 4, 2))
    assert [result.shape for result in Program.of(parse("7"))(x, x)] == [(3, 4, 2)] * 3


def test_what_has_no_value_is_not_finite_and_warns_nobody() -> None:
    value, _by_x, _by_y = Program.of(parse("log(x) + 1/y"))(np.array([-1.0, 1.0]), np.array([1.0, 0.0]))
    assert not np.isfinite(value).any()
