"""Reading a formula that somebody has typed. Nothing of it is ever run: it becomes a tree, or one clear refusal.

sum     = product (("+" | "-") product)*
product = factor (("*" | "/")? factor)*          2x and 3(x + 1) are products
factor  = ("+" | "-") factor | atom (("^" | "**") factor)?
atom    = number | x | y | pi | e | function "(" sum ")" | "(" sum ")"
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from types import MappingProxyType

from playground.concepts.formulas.expression import (
    FUNCTIONS,
    Expression,
    Number,
    Variable,
    add,
    divide,
    function,
    multiply,
    negative,
    parts_of,
    power,
    subtract,
)
from playground.i18n import _

LONGEST, DEEPEST, MOST_PARTS = 200, 24, 120
"""Characters of a formula; brackets, signs and powers within each other; parts that it may have."""
LARGEST, LARGEST_EXPONENT, LARGEST_RESULT = 1e6, 12.0, 1e12
"""Of the numbers in it: as they are written; as exponents; and as what is computed of them beforehand."""
CONSTANTS: Mapping[str, float] = MappingProxyType({"pi": math.pi, "π": math.pi, "e": math.e})
NAMES = tuple(sorted(["x", "y", *CONSTANTS, *FUNCTIONS], key=len, reverse=True))
"""What may be written, the longest first."""
_WRITTEN = str.maketrans(
    {"−": "-", "–": "-", "·": "*", "×": "*", "÷": "/", "²": "^2", "³": "^3", "\u00a0": " ", "\u202f": " "}
)
_TOKEN = re.compile(
    r"\s*(?:(\d+(?:[.,]\d*)?(?:[eE][-+]?\d+)?|[.,]\d+(?:[eE][-+]?\d+)?)|([^\W\d_]+)|(\*\*|[-+*/^()]))", re.ASCII
)
_LETTERS = re.compile(r"\s*([^\W\d_]+)")


class FormulaError(ValueError):
    """A formula that is none, or too large a one: what is wrong, in the reader's language."""


def parse(text: str) -> Expression:
    """Read a formula in x and y.

    Raises
    ------
    FormulaError
        If it is none, or larger than :data:`LONGEST`, :data:`DEEPEST`, :data:`MOST_PARTS` or :data:`LARGEST` allow.
    """
    if len(text) > LONGEST:
        raise FormulaError(_("The formula is too long: at most {most} characters.").format(most=LONGEST))
    reader = _Reader(_tokens(text.translate(_WRITTEN)))
    if not reader.tokens:
        raise FormulaError(_("There is no formula yet, for example x^2 + 25 y^2."))
    expression = reader.sum(0)
    if reader.next is not None:
        raise FormulaError(_("“{part}” stands where nothing was expected.").format(part=reader.next))
    parts = _parts(expression)
    if len(parts) > MOST_PARTS:
        raise FormulaError(_("The formula has too many parts: at most {most}.").format(most=MOST_PARTS))
    if not all(abs(part.value) <= LARGEST_RESULT for part in parts if isinstance(part, Number)):
        raise FormulaError(_("The numbers of the formula make one that is too large."))
    return expression


def _tokens(text: str) -> list[str]:
    """Return the words, numbers and signs of a formula.

    Raises
    ------
    FormulaError
        If a character is none of them.
    """
    tokens, place, end = [], 0, len(text.rstrip())
    while place < end:
        found = _TOKEN.match(text, place) or _LETTERS.match(text, place)
        if found is None:
            raise FormulaError(_("“{sign}” has no place in a formula.").format(sign=text[place:].strip()[0]))
        token = found.group().strip()
        tokens += _words(token) if token.isalpha() else [token]
        place = found.end()
    return tokens


def _words(letters: str) -> list[str]:
    """Return the names that letters without a space are: ``xy`` is x y, ``2πx`` a product too; else the letters."""
    if letters in NAMES:
        return [letters]
    words, rest = [], letters
    while rest:
        name = next((name for name in NAMES if rest.startswith(name)), None)
        if name is None:
            return [letters]
        words.append(name)
        rest = rest[len(name) :]
    return words


class _Reader:
    """Takes tokens from the left, one rule of the grammar after the other."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.place = 0

    @property
    def next(self) -> str | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def take(self) -> str:
        token = self.next
        if token is None:
            raise FormulaError(_("The formula ends too early."))
        self.place += 1
        return token

    def sum(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise FormulaError(_("The formula is nested too deeply: at most {most} levels.").format(most=DEEPEST))
        expression = self.product(depth)
        while self.next in ("+", "-"):
            combine = add if self.take() == "+" else subtract
            expression = combine(expression, self.product(depth))
        return expression

    def product(self, depth: int) -> Expression:
        expression = self.factor(depth)
        while self.next is not None and self.next not in ("+", "-", ")"):
            if self.next in ("*", "/"):
                combine = multiply if self.take() == "*" else divide
                expression = combine(expression, self.factor(depth))
            else:
                expression = multiply(expression, self.factor(depth))
        return expression

    def factor(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise FormulaError(_("The formula is nested too deeply: at most {most} levels.").format(most=DEEPEST))
        if self.next in ("+", "-"):
            sign = self.take()
            inner = self.factor(depth + 1)
            return negative(inner) if sign == "-" else inner
        base = self.atom(depth)
        if self.next not in ("^", "**"):
            return base
        self.take()
        return _raised(base, self.factor(depth + 1))

    def atom(self, depth: int) -> Expression:
        token = self.take()
        if token == "(":
            return self.bracket(depth)
        if token[0] in "0123456789.,":
            return _number(token)
        if token in ("x", "y"):
            return Variable("x" if token == "x" else "y")
        if token in CONSTANTS:
            return Number(CONSTANTS[token])
        if token in FUNCTIONS:
            if self.next != "(":
                raise FormulaError(_("After {name} comes a bracket: {name}(x).").format(name=token))
            self.take()
            return _of_number(token, self.bracket(depth))
        if token.isalpha():
            known = ", ".join(name for name in reversed(NAMES) if name.isascii())
            raise FormulaError(_("“{name}” is not known; these are: {known}.").format(name=token[:20], known=known))
        raise FormulaError(_("“{part}” stands where nothing was expected.").format(part=token))

    def bracket(self, depth: int) -> Expression:
        inner = self.sum(depth + 1)
        if self.next != ")":
            raise FormulaError(_("A bracket is not closed."))
        self.take()
        return inner


def _number(token: str) -> Number:
    value = float(token.replace(",", "."))
    if value > LARGEST:
        raise FormulaError(_("{number} is too large: at most {most}.").format(number=token, most="1e6"))
    return Number(value)


def _raised(base: Expression, exponent: Expression) -> Expression:
    """Return a power, whose exponent is a number or whose base is a positive one."""
    if isinstance(exponent, Number):
        if abs(exponent.value) > LARGEST_EXPONENT:
            most = str(int(LARGEST_EXPONENT))
            raise FormulaError(_("The exponent is too large: from -{most} to {most}.").format(most=most))
        if isinstance(base, Number) and base.value <= 0:
            return _of_numbers(base.value, exponent.value)
        return power(base, exponent.value)
    if isinstance(base, Number) and base.value > 0:
        return function("exp", multiply(exponent, Number(math.log(base.value))))
    raise FormulaError(_("An exponent is a number; x to the power of y is exp(y log(x))."))


def _of_numbers(base: float, exponent: float) -> Number:
    if not exponent.is_integer() or (base == 0 and exponent < 0):
        raise FormulaError(_("{base} to the power of {exponent} is no number.").format(base=base, exponent=exponent))
    return Number(base ** int(exponent))


def _of_number(name: str, argument: Expression) -> Expression:
    """Return a function of an expression; of a number, its value."""
    if not isinstance(argument, Number):
        return function(name, argument)
    try:
        return Number(float(FUNCTIONS[name](argument.value)))
    except (ValueError, OverflowError):
        raise FormulaError(_("{name}({argument}) is no number.").format(name=name, argument=argument.value)) from None


def _parts(expression: Expression) -> list[Expression]:
    """Return the parts of an expression, of too many only some."""
    waiting, parts = [expression], list[Expression]()
    while waiting and len(parts) <= MOST_PARTS:
        parts.append(waiting.pop())
        waiting += parts_of(parts[-1])
    return parts
