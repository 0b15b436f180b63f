"""A formula as a list of instructions, which NumPy and ``formula_program.js`` compute in the same order.

Every instruction makes one number, or one array, of those before it; what occurs twice is computed once. Powers with
whole exponents are multiplications, so that both languages round them alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from playground.arrays import Float64Array
from playground.concepts.formulas.derivative import derivative
from playground.concepts.formulas.expression import Binary, Expression, Function, Number, Power, Variable

Instruction = tuple[str, float, float]
"""What is done, and to which two of the instructions before; of ``number`` the number, of ``power`` the exponent."""
MOST_WHOLE = 12
"""Whole exponents up to which a power is multiplied out."""

BINARY: Mapping[str, Callable[[Float64Array, Float64Array], Float64Array]] = MappingProxyType(
    {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide}
)
UNARY: Mapping[str, Callable[[Float64Array], Float64Array]] = MappingProxyType(
    {
        "sin": np.sin,
        "cos": np.cos,
        "tanh": np.tanh,
        "exp": np.exp,
        "log": np.log,
        "sqrt": np.sqrt,
        "abs": np.abs,
        "sign": np.sign,
    }
)


@dataclass(frozen=True)
class Program:
    """Instructions, and which of them are the results.

    Parameters
    ----------
    instructions
        In the order in which they are computed.
    results
        Their places: a formula and its derivatives by x and y (:meth:`of`), or its second derivatives
        (:meth:`second_derivatives`).
    """

    instructions: tuple[Instruction, ...]
    results: tuple[int, ...]

    @classmethod
    def of(cls, formula: Expression) -> Program:
        """Return what computes f, ∂f/∂x and ∂f/∂y."""
        return cls._computing([formula, derivative(formula, "x"), derivative(formula, "y")])

    @classmethod
    def second_derivatives(cls, formula: Expression) -> Program:
        """Return what computes ∂²f/∂x², ∂²f/∂x∂y and ∂²f/∂y²."""
        by_x, by_y = derivative(formula, "x"), derivative(formula, "y")
        return cls._computing([derivative(by_x, "x"), derivative(by_x, "y"), derivative(by_y, "y")])

    @classmethod
    def _computing(cls, expressions: Sequence[Expression]) -> Program:
        writer = _Writer()
        results = tuple(writer.place(expression) for expression in expressions)
        return cls(tuple(writer.instructions), results)

    def __call__(self, x: Float64Array, y: Float64Array) -> tuple[Float64Array, ...]:
        """Return the results for arrays of one shape; not finite where the formula has no value."""
        x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        values: list[Float64Array] = []
        with np.errstate(all="ignore"):
            for name, first, second in self.instructions:
                values.append(_computed(name, first, second, values, x, y))
        return tuple(np.broadcast_to(values[place], x.shape) for place in self.results)


def _computed(
    name: str, first: float, second: float, values: list[Float64Array], x: Float64Array, y: Float64Array
) -> Float64Array:
    if name == "number":
        return np.asarray(first)
    if name in ("x", "y"):
        return x if name == "x" else y
    if name == "power":
        return np.power(values[int(first)], second)
    if name in BINARY:
        return BINARY[name](values[int(first)], values[int(second)])
    return UNARY[name](values[int(first)])


class _Writer:
    """Writes instructions; of equal ones the first."""

    def __init__(self) -> None:
        self.instructions: list[Instruction] = []
        self._places: dict[Instruction, int] = {}
        self._known: dict[int, tuple[Expression, int]] = {}

    def place(self, expression: Expression) -> int:
        """Return the place of the instruction that makes an expression."""
        if id(expression) not in self._known:
            self._known[id(expression)] = (expression, self._written(expression))  # what is kept, keeps its number
        return self._known[id(expression)][1]

    def _written(self, expression: Expression) -> int:
        match expression:
            case Number(value=value):
                return self._add("number", value)
            case Variable(name=name):
                return self._add(name)
            case Binary(operator=operator, left=left, right=right):
                return self._add(operator, self.place(left), self.place(right))
            case Function(name=name, argument=argument):
                return self._add(name, self.place(argument))
            case Power(base=base, exponent=exponent):
                return self._raised(self.place(base), exponent)

    def _raised(self, base: int, exponent: float) -> int:
        """Write a power: with a whole exponent by squaring and multiplying."""
        if not exponent.is_integer() or abs(exponent) > MOST_WHOLE:
            return self._add("power", base, exponent)
        if exponent < 0:
            return self._add("/", self._add("number", 1.0), self._raised(base, -exponent))
        whole, result, square = int(exponent), None, base
        while whole:
            if whole % 2:
                result = square if result is None else self._add("*", result, square)
            whole //= 2
            square = self._add("*", square, square) if whole else square
        return self._add("number", 1.0) if result is None else result

    def _add(self, name: str, first: float = 0, second: float = 0) -> int:
        instruction = (name, float(first), float(second))
        if instruction not in self._places:
            self.instructions.append(instruction)
            self._places[instruction] = len(self.instructions) - 1
        return self._places[instruction]
