"""Formulas that people type: read as they mean them, and refused in one clear line whatever they are."""

from __future__ import annotations

import builtins
import os
import time

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from playground.concepts.formulas.parser import DEEPEST, LONGEST, MOST_PARTS, FormulaError, parse
from playground.concepts.formulas.program import Program
from playground.i18n import set_language

MEANT = {
    "x^2 + 25 y^2": lambda x, y: x**2 + 25 * y**2,
    "2x": lambda x, y: 2 * x + 0 * y,
    "xy": lambda x, y: x * y,
    "-x^2": lambda x, y: -(x**2) + 0 * y,
    "2^-1 x": lambda x, y: 0.5 * x + 0 * y,
    "x**2": lambda x, y: x**2 + 0 * y,
    "x^2^3": lambda x, y: x**8 + 0 * y,
    "(x + 1)(y − 1)": lambda x, y: (x + 1) * (y - 1),
    "0,5 x² · y³": lambda x, y: 0.5 * x**2 * y**3,
    "2πx": lambda x, y: 2 * np.pi * x + 0 * y,
    "e^(x)": lambda x, y: np.exp(x) + 0 * y,
    "2^x": lambda x, y: 2**x + 0 * y,
    "sin(x) cos(y)": lambda x, y: np.sin(x) * np.cos(y),
    "xsin(y)": lambda x, y: x * np.sin(y),
    "tanh(x)/(1 + y^2)": lambda x, y: np.tanh(x) / (1 + y**2),
    "sqrt(x^2) + abs(y)": lambda x, y: np.abs(x) + np.abs(y),
    "log(2 + x) + exp(-y)": lambda x, y: np.log(2 + x) + np.exp(-y),
    "1 - 2 - x": lambda x, y: -1 - x + 0 * y,
    "8/2/x^2": lambda x, y: 4 / x**2 + 0 * y,
    "x^0.5 + 3": lambda x, y: x**0.5 + 3 + 0 * y,
    "7": lambda x, y: 7 + 0 * x + 0 * y,
    "+ - - x": lambda x, y: x + 0 * y,
}
HOSTILE = [
    *("", " ", "x +", "(", ")", "()", "x)", "((x)", "sin", "sin x", "sin()", "f(x)", "z", "x y z", "x;y", "x=y", "x.y"),
    *("__import__('os')", "__import__('os').system('rm -rf /')", "exec('1')", "lambda: 0", "[x for x in y]", "{}"),
    *("x.__class__", "globals()", "open('a')", "'x'", '"x"', "`x`", "$x", "\\x", "x # y", "1_000"),
    *("1e999", "9" * 50, "1e9", "x^1e9", "x^99", "x^-99", "9^9^9^9", "(1e6^12)^12", "x^(10^10)", "1e6^12^12"),
    *("x^y", "(-2)^0.5", "0^-1", "log(0)", "log(-1)", "sqrt(-1)", "x^^2", "x**-", "*x", "/x", "^2", "x + * y"),
    *("(" * 100 + "x" + ")" * 100, "-" * 150 + "x", "sin(" * 40 + "x" + ")" * 40, "x" * 500, "x+" * 300 + "x"),
    *("é", "x\u202ey", "\x00", "🙂", "١", "²", "x²³⁴", "∞", "i", "j", "1j", "nan", "inf", "x if y else 0"),
]
SIGNS = st.text(
    alphabet="xyzpie0123456789.,+-*/^() \t\n_'\"sincostanhexplogsqrtabs²³π·−[]{}=;:!<>&|~@#%?\\", max_size=60
)


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


@pytest.mark.parametrize("text", MEANT)
def test_a_formula_is_read_as_it_is_meant(text: str) -> None:
    x, y = np.random.default_rng(0).uniform(0.2, 1.5, (2, 40))
    value, _by_x, _by_y = Program.of(parse(text))(x, y)
    np.testing.assert_allclose(value, MEANT[text](x, y), rtol=1e-13)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_formula_is_refused_in_one_clear_line(text: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(text)
    line = str(refused.value)
    assert line.strip() == line
    assert 10 < len(line) < 120
    assert "\n" not in line


@settings(max_examples=500, deadline=None)
@given(st.one_of(SIGNS, st.text(max_size=250)))
@example("x^2 + 25 y^2")
def test_whatever_is_typed_is_a_formula_or_a_refusal_soon_and_nothing_of_it_runs(text: str) -> None:
    started = time.perf_counter()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("eval", "exec"):
            patch.setattr(builtins, name, _must_not_run)
        patch.setattr(os, "system", _must_not_run)
        try:
            expression = parse(text)
        except FormulaError:
            return
        program, curvature = Program.of(expression), Program.second_derivatives(expression)
    assert time.perf_counter() - started < 5, "a slow machine, not a formula without end"
    assert len(program.instructions) < 20 * MOST_PARTS
    assert len(curvature.instructions) < 200 * MOST_PARTS


def _must_not_run(*_: object, **__: object) -> None:
    raise AssertionError("a formula was run")


def test_the_limits_are_what_is_said() -> None:
    assert parse("x" + " " * (LONGEST - 1))
    with pytest.raises(FormulaError, match=f"too long: at most {LONGEST} characters"):
        parse("x" * (LONGEST + 1))
    assert parse("(" * DEEPEST + "x" + ")" * DEEPEST)
    with pytest.raises(FormulaError, match=f"nested too deeply: at most {DEEPEST} levels"):
        parse("(" * (DEEPEST + 1) + "x" + ")" * (DEEPEST + 1))
    with pytest.raises(FormulaError, match=f"too many parts: at most {MOST_PARTS}"):
        parse("+".join(["x"] * (MOST_PARTS // 2 + 2)))


def test_refusals_speak_french() -> None:
    set_language("fr")
    try:
        with pytest.raises(FormulaError, match="parenthèse"):
            parse("(x")
    finally:
        set_language("en")
