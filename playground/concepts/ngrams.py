"""Predicting the next character by counting what followed the last few: what every network for text has to beat.

Interpolated Witten-Bell smoothing (Witten and Bell 1991; Chen and Goodman 1998, section 2.5): with c(h, w) how often
symbol w followed context h, and T(h) how many different symbols did,

    P(w | h) = (c(h, w) + T(h) P(w | h')) / (c(h) + T(h)),

where h' is the context without its oldest symbol; without any context, P(w | h') is the same for all symbols.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

Probabilities = npt.NDArray[np.float64]
_Numbers = npt.NDArray[np.int64]


def bits_per_character(
    train: Sequence[Sequence[int]], test: Sequence[Sequence[int]], order: int, symbols: int
) -> float:
    """Return how many bits a symbol of the test part costs, its sequences' ends counted as symbols.

    Parameters
    ----------
    train, test
        Sequences of numbers from 0 to ``symbols - 1``; before each stand start markers, after each stands an end.
    order
        1 for no context, 2 for pairs, and so on.
    symbols
        How many different symbols there are, the end not counted.

    Raises
    ------
    ValueError
        If order or symbols are below 1, a number is none of the symbols, or there is no test sequence.
    """
    return float(-np.log2(probabilities(train, test, order, symbols)[-1]).mean())


def probabilities(
    train: Sequence[Sequence[int]], test: Sequence[Sequence[int]], order: int, symbols: int
) -> Probabilities:
    """Return the probability of each symbol of the test part, after one another with their ends, for every order.

    Parameters and errors are those of :func:`bits_per_character`.

    Returns
    -------
    ndarray
        ``(order, n)`` float64, over 0: in row k the model of order k + 1. ``n`` is the length of all test sequences
        and one more for each.
    """
    if order < 1 or symbols < 1 or not len(test):
        raise ValueError("order and symbols must be at least 1, and there must be a test sequence")
    text, starts = _text([*train, *test], symbols)
    counted = sum(map(len, train)) + len(train)
    predicted = np.full(len(text) - counted, 1 / (symbols + 1))
    context, rows = np.zeros_like(text), []
    for length in range(order):
        if length:
            context = _identities(context * (symbols + 1) + _before(text, starts, length, symbols))
        predicted = _interpolated(context, text, counted, predicted, symbols + 1)
        rows.append(predicted)
    return np.stack(rows)


def _text(sequences: Sequence[Sequence[int]], symbols: int) -> tuple[_Numbers, _Numbers]:
    """Return all sequences after one another, each with its end, and for each place where its sequence begins."""
    lengths = np.fromiter(map(len, sequences), np.int64, len(sequences)) + 1
    body = np.fromiter(chain.from_iterable(sequences), np.int64, int(lengths.sum()) - len(sequences))
    if len(body) and not 0 <= body.min() <= body.max() < symbols:
        raise ValueError(f"symbols are numbers from 0 to {symbols - 1}")
    ends = np.cumsum(lengths) - 1
    text = np.empty(int(lengths.sum()), np.int64)
    inside = np.ones(len(text), np.bool_)
    inside[ends] = False
    text[ends], text[inside] = symbols, body
    return text, np.repeat(ends + 1 - lengths, lengths)


def _before(text: _Numbers, starts: _Numbers, distance: int, marker: int) -> _Numbers:
    """Return for each place the symbol so far before it; a marker before the beginning of its sequence."""
    places = np.arange(len(text)) - distance
    return np.where(places >= starts, text[np.maximum(places, 0)], marker)


def _identities(keys: _Numbers) -> _Numbers:
    """Return numbers from 0 without gaps, equal where keys are."""
    return np.unique(keys, return_inverse=True)[1]


def _interpolated(
    context: _Numbers, text: _Numbers, counted: int, shorter: Probabilities, following: int
) -> Probabilities:
    """Return the probability of each symbol after the first ``counted``, given those with shorter contexts."""
    pairs, first, pair = np.unique(context * following + text, return_index=True, return_inverse=True)
    of_context = np.bincount(context[:counted], minlength=int(context.max()) + 1)
    of_pair = np.bincount(pair[:counted], minlength=len(pairs))
    different = np.bincount(context[first[of_pair > 0]], minlength=len(of_context))
    held = context[counted:]
    total = of_context[held] + different[held]
    mixed: Probabilities = (of_pair[pair[counted:]] + different[held] * shorter) / np.maximum(total, 1)
    return np.where(total > 0, mixed, shorter)
