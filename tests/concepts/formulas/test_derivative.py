"""Derivatives of formulas, held to PyTorch's automatic ones."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st

from playground.concepts.formulas.derivative import derivative
from playground.concepts.formulas.expression import Binary, Expression, Function, Number, Power, Variable
from playground.concepts.formulas.parser import parse
from playground.concepts.formulas.program import Program

LEAVES = st.one_of(
    st.sampled_from([Variable("x"), Variable("y")]), st.floats(-3, 3).map(lambda value: Number(round(value, 2)))
)
EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Binary, st.sampled_from(["+", "-", "*"]), inner, inner),
        st.builds(Power, inner, st.sampled_from([2.0, 3.0, 5.0])),
        st.builds(Function, st.sampled_from(["sin", "cos", "tanh"]), inner),
        st.builds(lambda part: Binary("/", Number(1.0), Binary("+", Number(2.0), Power(part, 2.0))), inner),
    ),
    max_leaves=8,
)
OF_TORCH: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    **{"sin": torch.sin, "cos": torch.cos, "tanh": torch.tanh, "exp": torch.exp},
    **{"log": torch.log, "sqrt": torch.sqrt, "abs": torch.abs},
}


def in_torch(expression: Expression, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Return an expression's value by walking its tree, which PyTorch differentiates."""
    match expression:
        case Number(value):
            return torch.full_like(x, value)
        case Variable(name):
            return x if name == "x" else y
        case Power(base, exponent):
            return in_torch(base, x, y) ** exponent
        case Function(name, argument):
            return OF_TORCH[name](in_torch(argument, x, y))
        case Binary(operator, left, right):
            one, other = in_torch(left, x, y), in_torch(right, x, y)
            return {"+": one + other, "-": one - other, "*": one * other, "/": one / other}[operator]


@given(EXPRESSIONS, st.floats(-1.5, 1.5), st.floats(-1.5, 1.5))
def test_first_and_second_derivatives_are_pytorchs(expression: Expression, x: float, y: float) -> None:
    at = [torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in (x, y)]
    value = in_torch(expression, *at)
    first = torch.autograd.grad(value + 0 * sum(at), at, create_graph=True)
    second = [torch.autograd.grad(slope + 0 * sum(at), at, retain_graph=True) for slope in first]
    tensors = [value, *first, second[0][0], second[0][1], second[1][1]]
    expected = [float(tensor.detach()) for tensor in tensors]
    assume(max(map(abs, expected)) < 1e12)
    points = [tensor.detach().numpy() for tensor in at]
    found = [*Program.of(expression)(*points), *Program.second_derivatives(expression)(*points)]
    scale = max(1.0, *map(abs, expected))
    for mine, theirs in zip(found, expected, strict=True):
        assert float(mine) == pytest.approx(theirs, rel=1e-9, abs=1e-9 * scale)


@pytest.mark.parametrize(
    ("text", "by_x", "by_y"),
    [
        ("exp(x y)", "y exp(x y)", "x exp(x y)"),
        ("log(x + y)", "1/(x + y)", "1/(x + y)"),
        ("sqrt(x)/y", "1/(2 sqrt(x) y)", "-sqrt(x)/y^2"),
        ("abs(x) + y", "1", "1"),
        ("x^-2 + y^0.5", "-2 x^-3", "0.5 y^-0.5"),
    ],
)
def test_what_needs_a_positive_place(text: str, by_x: str, by_y: str) -> None:
    x, y = np.random.default_rng(1).uniform(0.3, 2, (2, 30))
    _value, *slopes = Program.of(parse(text))(x, y)
    for slope, expected in zip(slopes, (by_x, by_y), strict=True):
        np.testing.assert_allclose(slope, Program.of(parse(expected))(x, y)[0], rtol=1e-12)


def test_a_kink_has_the_slope_zero() -> None:
    assert float(Program.of(parse("abs(x)"))(0.0, 0.0)[1]) == 0  # type: ignore[arg-type]


def test_a_part_that_is_shared_is_differentiated_once() -> None:
    shared = parse("sin(x y)")
    for _ in range(200):
        shared = Binary("+", shared, shared)
    assert derivative(shared, "x") is not None, "as a tree it would have 2^200 parts"
