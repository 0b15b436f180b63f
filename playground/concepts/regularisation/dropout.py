"""Dropout and DropConnect on one layer, over all masks that there are (lecture, slides 38 to 40).

``dropout_math.js`` computes the same in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from playground.arrays import Float64Array

Kind = Literal["dropout", "dropconnect"]
Scaling = Literal["none", "keep", "drop"]
"""What the weights are multiplied with at test time: nothing, 1 - p, or p as slide 38 has it."""


@dataclass(frozen=True)
class MaskedLayer:
    """Neurons h and the weights that lead from them to answers.

    Parameters
    ----------
    values
        h, ``(n,)``.
    weights, biases
        ``(m, n)`` and ``(m,)``.
    rate
        p, the probability with which a neuron is dropped, or with DropConnect a weight.
    kind
        Which of the two.
    inverted
        Whether what is kept is divided by 1 - p while training, as frameworks do.
    """

    values: Float64Array
    weights: Float64Array
    biases: Float64Array
    rate: float
    kind: Kind = "dropout"
    inverted: bool = True

    @property
    def factor(self) -> float:
        """What is kept is multiplied with it while training."""
        return 1 / (1 - self.rate) if self.inverted else 1.0

    def full(self) -> Float64Array:
        """Return the answers with nothing dropped and nothing scaled, ``(m,)``."""
        return self.weights @ self.values + self.biases

    def at_test(self, scaling: Scaling) -> Float64Array:
        """Return the answers at test time, ``(m,)``."""
        factor = {"none": 1.0, "keep": 1 - self.rate, "drop": self.rate}[scaling]
        return factor * (self.weights @ self.values) + self.biases


def all_masks(count: int) -> Float64Array:
    """Return every mask of so many parts, ``(2^count, count)``: ones where one is kept; part k is the row's bit k."""
    return ((np.arange(2**count)[:, None] >> np.arange(count)) & 1).astype(np.float64)


def mask_shares(count: int, rate: float) -> Float64Array:
    """Return how probable each mask is, ``(2^count,)``."""
    kept = all_masks(count).sum(axis=1)
    return (1 - rate) ** kept * rate ** (count - kept)


def answers(layer: MaskedLayer) -> Float64Array:
    """Return the answers under every mask, ``(2^n, m)``.

    With DropConnect each answer has masks of its own; a row then has the same mask for each of them, and no two of its
    answers belong together.
    """
    products = layer.weights * layer.values
    return layer.factor * (all_masks(len(layer.values)) @ products.T) + layer.biases


def moments(layer: MaskedLayer) -> tuple[Float64Array, Float64Array]:
    """Return mean ``(m,)`` and covariance ``(m, m)`` of the answers, by adding up over all masks."""
    shares, found = mask_shares(len(layer.values), layer.rate), answers(layer)
    mean = shares @ found
    apart = found - mean
    covariance = (shares[:, None] * apart).T @ apart
    return mean, covariance if layer.kind == "dropout" else np.diag(np.diag(covariance))


def closed_moments(layer: MaskedLayer) -> tuple[Float64Array, Float64Array]:
    """Return the same by formulas: c(1-p) Σz + b, and c² p(1-p) Σ z z' with c the factor and z the products w·h."""
    products, p = layer.weights * layer.values, layer.rate
    mean = layer.factor * (1 - p) * products.sum(axis=1) + layer.biases
    covariance = layer.factor**2 * p * (1 - p) * (products @ products.T)
    return mean, covariance if layer.kind == "dropout" else np.diag(np.diag(covariance))


def expected_activation(layer: MaskedLayer, phi: object) -> Float64Array:
    """Return the mean of φ(answer) over all masks, ``(m,)``; ``phi`` is a function ``(...)`` to ``(...)``."""
    assert callable(phi)
    mean: Float64Array = mask_shares(len(layer.values), layer.rate) @ phi(answers(layer))
    return mean
