"""Losses of one answer and of two distributions, with their gradients (lecture, slides 15, 16 and 26 to 28).

Everything is in nats. ``losses_math.js`` computes the same in the same order.
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from playground.arrays import Float64Array
from playground.concepts.softmax import softmax

__all__ = [
    "absolute_error",
    "best_constant",
    "cross_entropy",
    "cross_entropy_gradient",
    "cross_entropy_of_logits",
    "entropy",
    "huber_error",
    "kl_divergence",
    "softmax",
    "squared_error",
    "squared_error_gradient",
    "squared_error_of_logits",
    "steps_until_right",
]

LossName = Literal["cross_entropy", "squared_error"]
ErrorName = Literal["squared", "absolute", "huber"]
MOST_STEPS = 100_000
HALVINGS = 200


def entropy(p: Float64Array) -> float:
    """Return H(p) = -Σ p_k log p_k of a distribution ``(K,)``; nothing is added where p_k = 0 (lecture, slide 27)."""
    p = np.asarray(p, dtype=np.float64)
    there = p[p > 0]
    return float(-(there * np.log(there)).sum())


def cross_entropy(p: Float64Array, q: Float64Array) -> float:
    """Return H(p, q) = -Σ p_k log q_k; infinite where some q_k = 0 < p_k (lecture, slide 27)."""
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    there = p > 0
    with np.errstate(divide="ignore"):
        return float(-(p[there] * np.log(q[there])).sum())


def kl_divergence(p: Float64Array, q: Float64Array) -> float:
    """Return KL(p‖q) = Σ p_k log(p_k/q_k); infinite where some q_k = 0 < p_k (lecture, slide 27)."""
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    there = p > 0
    with np.errstate(divide="ignore"):
        return float((p[there] * (np.log(p[there]) - np.log(q[there]))).sum())


def cross_entropy_of_logits(logits: Float64Array, truth: int) -> float:
    """Return -log q_truth of the softmax of logits ``(K,)``, without overflow (lecture, slide 26)."""
    largest = float(np.max(logits))
    return float(largest - logits[truth] + np.log(np.exp(logits - largest).sum()))


def squared_error_of_logits(logits: Float64Array, truth: int) -> float:
    """Return Σ (q_k - y_k)² of the softmax of logits ``(K,)``."""
    return float((_difference(logits, truth) ** 2).sum())


def cross_entropy_gradient(logits: Float64Array, truth: int) -> Float64Array:
    """Return ∂(-log q_truth)/∂z = q - y, ``(K,)``."""
    return _difference(logits, truth)


def squared_error_gradient(logits: Float64Array, truth: int) -> Float64Array:
    """Return ∂Σ(q - y)²/∂z = 2 J (q - y) with J = diag q - q qᵀ, ``(K,)``."""
    q, difference = softmax(logits), _difference(logits, truth)
    return 2 * q * (difference - (q * difference).sum())


def steps_until_right(logits: Float64Array, truth: int, loss: LossName, rate: float = 1.0) -> int | None:
    """Return after how many steps z ← z - γ ∂loss/∂z the right class leads; ``None`` if not after very many."""
    gradient = cross_entropy_gradient if loss == "cross_entropy" else squared_error_gradient
    z = np.array(logits, dtype=np.float64)
    for step in range(MOST_STEPS + 1):
        if z[truth] > np.delete(z, truth).max():
            return step
        z = z - rate * gradient(z, truth)
    return None


def squared_error(residual: float) -> tuple[float, float]:
    """Return r² and its slope."""
    return residual * residual, 2 * residual


def absolute_error(residual: float) -> tuple[float, float]:
    """Return the size of r and its slope, which is 0 at 0 as PyTorch has it."""
    return abs(residual), math.copysign(1.0, residual) if residual else 0.0


def huber_error(residual: float, delta: float = 1.0) -> tuple[float, float]:
    """Return Huber's error and its slope: r²/2 up to δ, and δ(|r| - δ/2) beyond (Huber 1964)."""
    if abs(residual) <= delta:
        return 0.5 * residual * residual, residual
    return delta * (abs(residual) - 0.5 * delta), math.copysign(delta, residual)


def best_constant(points: Float64Array, error: ErrorName, delta: float = 1.0) -> float:
    """Return the number whose errors from all points have the smallest sum: mean, median, or in between.

    Of an even number of points every number between the two in the middle is a median; the middle of these is taken.
    """
    if error == "squared":
        return float(np.mean(points))
    if error == "absolute":
        return float(np.median(points))
    low, high = float(np.min(points)), float(np.max(points))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if sum(huber_error(middle - float(point), delta)[1] for point in points) > 0:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def _difference(logits: Float64Array, truth: int) -> Float64Array:
    """Return q - y, where y is 1 for the true class."""
    difference = softmax(np.asarray(logits, dtype=np.float64)).copy()
    difference[truth] -= 1
    return difference
