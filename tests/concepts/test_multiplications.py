"""How many multiplications gradients take, counted by numbers that count."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from playground.concepts.backpropagation import multiplications, parameter_count


class Counted(float):
    """A number that counts how often such numbers are multiplied."""

    products = 0

    def __mul__(self, other: float) -> Counted:
        Counted.products += 1
        return Counted(float(self) * float(other))

    def __add__(self, other: float) -> Counted:
        return Counted(float(self) + float(other))


def products(task: Callable[[], None]) -> int:
    Counted.products = 0
    task()
    return Counted.products


ONE = Counted(0.5)


def forward(sizes: tuple[int, ...]) -> None:
    h = [ONE] * sizes[0]
    for units in sizes[1:]:
        h = [total(ONE * each for each in h) for _ in range(units)]


def backward(sizes: tuple[int, ...]) -> None:
    delta = [ONE * ONE for _ in range(sizes[-1])]  # ∂L/∂f · ψ'
    for k in reversed(range(len(sizes) - 1)):
        _gradients = [each * ONE for each in delta for _ in range(sizes[k])]  # δ · h
        below = [total(ONE * each for each in delta) for _ in range(sizes[k])]
        delta = [each * ONE for each in below] if k else []  # φ'


def separate(sizes: tuple[int, ...]) -> None:
    for layer in range(1, len(sizes)):
        for factors in [path for _ in range(sizes[layer]) for path in along(sizes, layer)]:
            multiplied(factors)  # of the bias
            for _ in range(sizes[layer - 1]):
                multiplied(factors + 1)  # and h
    for _ in range(sizes[0] * sizes[1]):
        for factors in along(sizes, 1):
            multiplied(factors + 1)  # and w


def along(sizes: tuple[int, ...], layer: int) -> list[int]:
    """Return of each path from a unit's sum to the loss how many factors it has, as slide 36 writes them."""
    if layer == len(sizes) - 1:
        return [2]  # ∂L/∂f, ψ'
    return [factors + 2 for _ in range(sizes[layer + 1]) for factors in along(sizes, layer + 1)]  # its weight, φ'


def multiplied(factors: int) -> None:
    product = ONE
    for _ in range(factors - 1):
        product = product * ONE


def total(terms: Iterable[Counted]) -> Counted:
    return sum(terms, Counted(0))


@pytest.mark.parametrize("sizes", [(2, 2, 1), (2, 3, 2, 3), (3, 4, 4, 2), (1, 1, 1)])
def test_multiplications_are_those_of_a_plain_program(sizes: tuple[int, ...]) -> None:
    counts = multiplications(sizes)
    assert counts.forward == products(lambda: forward(sizes))
    assert counts.backward == products(lambda: backward(sizes))
    assert counts.separate == products(lambda: separate(sizes))
    assert counts.passes == parameter_count(sizes) + 1


def test_two_passes_instead_of_ten() -> None:
    counts = multiplications((2, 2, 1))
    assert (counts.forward, counts.backward, counts.separate, counts.passes, counts.differences) == (6, 15, 43, 10, 60)
    assert multiplications((2, 3, 2, 3), with_softmax=True).backward == multiplications((2, 3, 2, 3)).backward + 3
