"""What is left of a gradient after many steps back: fresh recurrent networks asked for the first symbol they saw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.concepts.recurrence import GATES, Cell, Weights, state_gradients, unroll
from playground.concepts.recurrent_weights import FORGETTING, Start, spectral_radius, start_weights
from playground.concepts.softmax import softmax

Norms = npt.NDArray[np.float64]

SYMBOLS, UNITS, BATCH = 4, 32, 64
TYPICAL_SEED = 44
"""Of 60 seeds that whose gradients are nearest to the middle of all, over cells, starts and forget biases."""
WEIGHTS, READING, SEQUENCES = range(3)
"""Each draws from a generator of its own, so that another length or start leaves the rest as it is."""


@dataclass(frozen=True)
class GradientInTime:
    """Norms of ``∂loss/∂state`` at each step, over the whole batch.

    Parameters
    ----------
    h
        By the states h₁ to h_T, ``(T,)``.
    c
        By the memories c₁ to c_T of an LSTM, ``(T,)``; of other cells nothing, ``(0,)``.
    radius
        Spectral radius of the recurrent matrix; of cells with gates, of the block of the gate that keeps the past.
    kept
        What a step back multiplies by where it is only a product of numbers, on average: in an LSTM the forget gate, in
        a GRU the update gate, in the plain cell tanh's slope, to which the recurrent matrix comes.
    """

    h: Norms
    c: Norms
    radius: float
    kept: float

    @property
    def remaining(self) -> Norms:
        """What remains at each step of the last one's gradient: of an LSTM, along its memory, which carries it."""
        norms = self.c if self.c.size else self.h
        return norms / norms[-1]

    @property
    def remaining_in_state(self) -> Norms:
        """What remains at each step of the last one's gradient by the state h, ``(T,)``."""
        return self.h / self.h[-1]


def gradient_in_time(
    cell: Cell,
    length: int,
    *,
    start: Start = "default",
    radius: float | None = None,
    forget_bias: float = 0.0,
    seed: int = TYPICAL_SEED,
) -> GradientInTime:
    """Return the gradients of a fresh network that is to name the first of ``length`` symbols after the last one.

    4 symbols one-hot, 32 units, 64 sequences of symbols drawn alike, cross-entropy of a dense layer on the last state.
    ``start``, ``radius`` and ``forget_bias`` as in :func:`playground.concepts.recurrent_weights.start_weights`.
    """
    weights = start_weights(cell, SYMBOLS, UNITS, _seed(seed, WEIGHTS), start, radius, forget_bias)
    return _measured(cell, weights, length, seed)


def _measured(cell: Cell, weights: Weights, length: int, seed: int) -> GradientInTime:
    symbols = np.random.default_rng(_seed(seed, SEQUENCES)).integers(SYMBOLS, size=(length, BATCH)).T
    unrolled = unroll(cell, weights, np.eye(SYMBOLS)[symbols])
    random, bound = np.random.default_rng(_seed(seed, READING)), UNITS**-0.5
    matrix, bias = random.uniform(-bound, bound, (SYMBOLS, UNITS)), random.uniform(-bound, bound, SYMBOLS)
    by_last = loss_by_last_state(unrolled.h[:, -1], symbols[:, 0], matrix, bias)
    gradients = state_gradients(weights, unrolled, by_last)
    blocks = np.split(weights.weight_hh, len(GATES[cell]))
    return GradientInTime(
        _norms(gradients.h),
        _norms(gradients.c) if gradients.c.size else np.empty(0),
        spectral_radius(blocks[0 if cell == "rnn" else FORGETTING]),
        float(np.mean(1 - unrolled.h**2 if cell == "rnn" else unrolled.gates[GATES[cell][FORGETTING]])),
    )


def loss_by_last_state(last: Norms, targets: npt.NDArray[np.int64], matrix: Norms, bias: Norms) -> Norms:
    """Return the derivative of the mean cross-entropy by the last states, ``(softmax(z) - y) V / n``.

    Parameters
    ----------
    last
        ``(n, units)``.
    targets
        Classes, ``(n,)``.
    matrix, bias
        V and the biases of the output layer, ``(classes, units)`` and ``(classes,)``.
    """
    shares = softmax(last @ matrix.T + bias)
    return (shares - np.eye(len(bias))[targets]) @ matrix / len(last)


def _norms(gradients: Norms) -> Norms:
    """Return the norm of ``(n, T, units)`` at each step; scaled first, so that squares of the smallest are not lost."""
    largest = np.abs(gradients).max(axis=(0, 2), keepdims=True)
    scaled = gradients / np.where(largest > 0, largest, 1.0)
    return largest[0, :, 0] * np.sqrt((scaled**2).sum(axis=(0, 2)))


def _seed(seed: int, purpose: int) -> int:
    return int(np.random.SeedSequence([seed, purpose]).generate_state(1)[0])
