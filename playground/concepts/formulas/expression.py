"""The parts of a formula in x and y, and what is simplified as they are put together.

An expression is an immutable tree. Parts may be shared: derivatives are made of the parts of what they are of.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

Name = Literal["x", "y"]
Operator = Literal["+", "-", "*", "/"]


@dataclass(frozen=True)
class Number:
    """A number."""

    value: float


@dataclass(frozen=True)
class Variable:
    """x or y."""

    name: Name


@dataclass(frozen=True)
class Binary:
    """Two expressions with a sign between them."""

    operator: Operator
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Power:
    """An expression to the power of a number."""

    base: Expression
    exponent: float


@dataclass(frozen=True)
class Function:
    """A function of one argument, one of :data:`FUNCTIONS`, or ``sign``, which only derivatives have."""

    name: str
    argument: Expression


Expression: TypeAlias = Number | Variable | Binary | Power | Function

FUNCTIONS: Mapping[str, Callable[[float], float]] = MappingProxyType(
    {
        "sin": math.sin,
        "cos": math.cos,
        "tanh": math.tanh,
        "exp": math.exp,
        "log": math.log,
        "sqrt": math.sqrt,
        "abs": abs,
    }
)
"""What people may write, and what it is of a number."""

ZERO, ONE = Number(0.0), Number(1.0)


def add(left: Expression, right: Expression) -> Expression:
    """Return left + right."""
    match left, right:
        case Number(a), Number(b):
            return Number(a + b)
        case Number(0.0), _:
            return right
        case _, Number(0.0):
            return left
    return Binary("+", left, right)


def subtract(left: Expression, right: Expression) -> Expression:
    """Return left - right."""
    match left, right:
        case Number(a), Number(b):
            return Number(a - b)
        case _, Number(0.0):
            return left
    return Binary("-", left, right)


def multiply(left: Expression, right: Expression) -> Expression:
    """Return left · right."""
    match left, right:
        case Number(a), Number(b):
            return Number(a * b)
        case (Number(0.0), _) | (_, Number(0.0)):
            return ZERO
        case Number(1.0), _:
            return right
        case _, Number(1.0):
            return left
    return Binary("*", left, right)


def divide(left: Expression, right: Expression) -> Expression:
    """Return left / right; a division by the number 0 stays, and is none when it is computed."""
    match left, right:
        case Number(a), Number(b) if b != 0:
            return Number(a / b)
        case Number(0.0), _ if right != ZERO:
            return ZERO
        case _, Number(1.0):
            return left
    return Binary("/", left, right)


def power(base: Expression, exponent: float) -> Expression:
    """Return base to the power of a number."""
    if exponent == 0:
        return ONE
    if exponent == 1:
        return base
    if isinstance(base, Number) and base.value > 0:
        return Number(_raised(base.value, exponent))
    return Power(base, exponent)


def _raised(base: float, exponent: float) -> float:
    try:
        return float(base**exponent)
    except OverflowError:
        return math.inf


def negative(expression: Expression) -> Expression:
    """Return -expression."""
    return multiply(Number(-1.0), expression)


def function(name: str, argument: Expression) -> Expression:
    """Return a function of an expression."""
    return Function(name, argument)


def parts_of(expression: Expression) -> tuple[Expression, ...]:
    """Return what an expression is made of directly."""
    match expression:
        case Binary(left=left, right=right):
            return left, right
        case Power(base=base):
            return (base,)
        case Function(argument=argument):
            return (argument,)
    return ()
