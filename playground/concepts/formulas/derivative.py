"""Derivatives of formulas by the rules of differentiation."""

from __future__ import annotations

from playground.concepts.formulas.expression import (
    ONE,
    ZERO,
    Binary,
    Expression,
    Function,
    Name,
    Number,
    Power,
    Variable,
    add,
    divide,
    function,
    multiply,
    negative,
    power,
    subtract,
)


def derivative(expression: Expression, by: Name) -> Expression:
    """Return ∂(expression)/∂x or ∂y; where a part has a kink, as ``abs`` at 0, its slope there is 0."""
    return _Derivatives(by).of(expression)


class _Derivatives:
    """The derivatives of expressions by one variable; of a part that is shared it is made once, and shared too."""

    def __init__(self, by: Name) -> None:
        self._by = by
        self._known: dict[int, tuple[Expression, Expression]] = {}

    def of(self, expression: Expression) -> Expression:
        """Return the derivative of an expression."""
        if id(expression) not in self._known:
            self._known[id(expression)] = (expression, self._made(expression))  # what is kept, keeps its number
        return self._known[id(expression)][1]

    def _made(self, expression: Expression) -> Expression:
        match expression:
            case Number():
                return ZERO
            case Variable(name):
                return ONE if name == self._by else ZERO
            case Binary(operator=operator, left=left, right=right):
                return self._of_two(operator, left, right)
            case Power(base=base, exponent=exponent):
                outer = multiply(Number(exponent), power(base, exponent - 1))
                return multiply(outer, self.of(base))
            case Function(name=name, argument=argument):
                return multiply(_outer(expression, name, argument), self.of(argument))

    def _of_two(self, operator: str, left: Expression, right: Expression) -> Expression:
        if operator == "+":
            return add(self.of(left), self.of(right))
        if operator == "-":
            return subtract(self.of(left), self.of(right))
        if operator == "*":
            return add(multiply(self.of(left), right), multiply(left, self.of(right)))
        if isinstance(right, Number):
            return divide(self.of(left), right)
        return divide(subtract(multiply(self.of(left), right), multiply(left, self.of(right))), power(right, 2.0))


def _outer(same: Expression, name: str, argument: Expression) -> Expression:
    """Return the derivative of a function at its argument.

    Parameters
    ----------
    same
        The function of that argument.
    """
    match name:
        case "sin":
            return function("cos", argument)
        case "cos":
            return negative(function("sin", argument))
        case "tanh":
            return subtract(ONE, power(same, 2.0))
        case "exp":
            return same
        case "log":
            return divide(ONE, argument)
        case "sqrt":
            return divide(Number(0.5), same)
        case "abs":
            return function("sign", argument)
        case "sign":
            return ZERO
    raise ValueError(f"{name} is no function")
