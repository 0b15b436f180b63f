"""Character n-grams against dictionaries, sums of probabilities, and the figures on record."""

from __future__ import annotations

import math
import time
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.concepts.ngrams import bits_per_character, probabilities
from playground.datasets.words import communes

SYMBOLS = 4
TEXTS = st.lists(st.lists(st.integers(0, SYMBOLS - 1), max_size=9), max_size=12)
MARKER = "mark"


def slow(train: Sequence[Sequence[int]], test: Sequence[Sequence[int]], order: int, symbols: int) -> list[float]:
    """Return the probability of each symbol of the test part, by the formula, with a dictionary of contexts."""
    counts: dict[tuple[object, ...], Counter[object]] = defaultdict(Counter)
    for context, symbol in places(train, order):
        for length in range(order):
            counts[context[len(context) - length :]][symbol] += 1

    def probability(context: tuple[object, ...], symbol: object) -> float:
        shorter = probability(context[1:], symbol) if context else 1 / (symbols + 1)
        followers = counts[context]
        if not followers:
            return shorter
        return (followers[symbol] + len(followers) * shorter) / (followers.total() + len(followers))

    return [probability(context, symbol) for context, symbol in places(test, order)]


def places(sequences: Sequence[Sequence[int]], order: int) -> list[tuple[tuple[object, ...], object]]:
    marked = [[MARKER] * (order - 1) + [*sequence, MARKER] for sequence in sequences]
    return [(tuple(text[n - order + 1 : n]), text[n]) for text in marked for n in range(order - 1, len(text))]


@given(TEXTS, TEXTS.filter(bool), st.integers(1, 5))
def test_probabilities_are_those_of_dictionaries(train: list[list[int]], test: list[list[int]], order: int) -> None:
    made = probabilities(train, test, order, SYMBOLS)
    assert made.shape == (order, sum(map(len, test)) + len(test))
    for length in range(1, order + 1):
        np.testing.assert_allclose(made[length - 1], slow(train, test, length, SYMBOLS), rtol=1e-12)
    bits = -sum(map(math.log2, slow(train, test, order, SYMBOLS))) / made.shape[1]
    assert bits_per_character(train, test, order, SYMBOLS) == pytest.approx(bits)


@given(TEXTS, st.lists(st.integers(0, SYMBOLS - 1), max_size=6), st.integers(1, 5))
def test_what_may_follow_sums_to_one(train: list[list[int]], context: list[int], order: int) -> None:
    followed = [[*context, symbol] for symbol in range(SYMBOLS)]
    symbols = [probabilities(train, [text], order, SYMBOLS)[:, -2] for text in followed]
    end = probabilities(train, [context], order, SYMBOLS)[:, -1]
    np.testing.assert_allclose(np.sum([*symbols, end], axis=0), 1)


def test_a_text_that_repeats_itself_costs_little() -> None:
    train = [[0, 1, 2, 3] * 50]
    assert bits_per_character(train, [[0, 1, 2, 3] * 5], 1, SYMBOLS) == pytest.approx(2, abs=0.3)
    assert bits_per_character(train, [[0, 1, 2, 3] * 50], 3, SYMBOLS) < 0.1


@pytest.mark.parametrize(
    ("test", "order", "symbols"), [([[0]], 0, 4), ([[0]], 2, 0), ([], 2, 4), ([[4]], 2, 4), ([[-1]], 2, 4)]
)
def test_what_cannot_be_counted_is_refused(test: list[list[int]], order: int, symbols: int) -> None:
    with pytest.raises(ValueError, match=r"at least 1|numbers from 0 to 3"):
        bits_per_character([[0, 1]], test, order, symbols)


def test_the_figures_on_record_come_out() -> None:
    names = communes()
    code = {symbol: n for n, symbol in enumerate(sorted(set("".join(names))))}
    numbers = [[code[symbol] for symbol in name] for name in names]
    order = np.random.default_rng(0).permutation(len(names))
    test, train = ([numbers[n] for n in part] for part in (order[:3_000], order[3_000:]))
    begun = time.process_time()
    bits = -np.log2(probabilities(train, test, 5, len(code))).mean(axis=1)
    assert time.process_time() - begun < 3, "a third of a second"
    assert bits[1:] == pytest.approx([3.41, 2.85, 2.56, 2.46], abs=0.03)
    assert bits_per_character(train, test, 2, len(code)) == pytest.approx(bits[1])
