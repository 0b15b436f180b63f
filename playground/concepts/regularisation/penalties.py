"""Penalties on the weights of a linear regression: paths of coefficients, steps, eigendirections (lecture, slide 40).

The loss is ½·mean squared error of standardised data, ½ wᵀG w - cᵀw + const, with G = XᵀX/n and c = Xᵀy/n.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

import numpy as np

from playground.arrays import Float64Array
from playground.paths import TABLES

MOST_STEPS = 200_000
REST = 1e-13
"""So little change of every weight in a step is rest."""


@dataclass(frozen=True)
class Quadratic:
    """A loss ½ wᵀG w - cᵀw.

    Parameters
    ----------
    gram
        G, ``(n, n)``.
    products
        c, ``(n,)``.
    """

    gram: Float64Array
    products: Float64Array

    @property
    def curvatures(self) -> Float64Array:
        """The eigenvalues of G, the largest first."""
        return np.asarray(np.linalg.eigvalsh(self.gram)[::-1], np.float64)

    def objective(self, w: Float64Array, l1: Float64Array | float, l2: Float64Array | float) -> Float64Array:
        """Return the loss with its penalties for weights ``(..., n)``."""
        quadratic = 0.5 * np.sum(w * (w @ self.gram), axis=-1) - w @ self.products
        value: Float64Array = quadratic + l1 * np.abs(w).sum(axis=-1) + 0.5 * l2 * np.sum(w**2, axis=-1)
        return value


@cache
def diabetes() -> tuple[tuple[str, ...], Quadratic]:
    """Return the names of ten measurements and the loss of predicting how diabetes goes on a year later."""
    moments = json.loads((TABLES / "diabetes_moments.json").read_text("utf-8"))
    return tuple(moments["names"]), Quadratic(np.array(moments["gram"]), np.array(moments["products"]))


def proximal_path(loss: Quadratic, l1: Float64Array, l2: Float64Array) -> Float64Array:
    """Return the best weights under each pair of penalties, ``(k, n)``, by proximal gradient steps until all rest.

    w ← sign v · max(|v| - γ·l1, 0) with v = w - γ(G w - c + l2·w): zeros are exact.
    """
    rate = 1 / (loss.curvatures[0] + float(np.max(l2, initial=0.0)))
    w = np.zeros((len(l1), len(loss.products)))
    ahead, momentum = w, 1.0
    for _step in range(MOST_STEPS):
        moved = ahead - rate * (ahead @ loss.gram - loss.products + l2[:, None] * ahead)
        new = np.sign(moved) * np.maximum(np.abs(moved) - rate * l1[:, None], 0)
        if np.abs(new - w).max(initial=0.0) < REST and np.abs(new - ahead).max(initial=0.0) < REST:
            return new
        if np.sum((ahead - new) * (new - w)) > 0:  # it has gone past: without momentum again
            momentum = 1.0
        after = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead, w, momentum = new + (momentum - 1) / after * (new - w), new, after
    return w


def subgradient_path(loss: Quadratic, l1: Float64Array, l2: Float64Array, rate: float, steps: int) -> Float64Array:
    """Return the weights after so many steps w ← w - γ(G w - c + l1·sign w + l2·w) from 0, ``(k, n)``."""
    w = np.zeros((len(l1), len(loss.products)))
    for _step in range(steps):
        w = w - rate * (w @ loss.gram - loss.products + l1[:, None] * np.sign(w) + l2[:, None] * w)
    return w


def ridge(loss: Quadratic, l2: float) -> Float64Array:
    """Return the best weights under an L2 penalty, ``(n,)``: (G + λ)⁻¹ c."""
    weights = np.linalg.solve(loss.gram + l2 * np.eye(len(loss.products)), loss.products)
    return np.asarray(weights, np.float64)


def kept_by_ridge(loss: Quadratic, l2: float) -> tuple[Float64Array, Float64Array]:
    """Return the eigenvalues s of G, the largest first, and which share of each direction L2 keeps: s/(s + λ)."""
    values = loss.curvatures
    return values, values / (values + l2)


def kept_by_stopping(loss: Quadratic, rate: float, steps: int) -> Float64Array:
    """Return which share of each eigendirection gradient descent from 0 has reached: 1 - (1 - γs)^k."""
    kept: Float64Array = 1 - (1 - rate * loss.curvatures) ** steps
    return kept


def smallest_all_zero(loss: Quadratic) -> float:
    """Return the L1 penalty from which on all weights are 0: max |c|."""
    return float(np.abs(loss.products).max())


def best_in_plane(gram: Float64Array, centre: Float64Array, l1: float, l2: float, rounds: int = 500) -> Float64Array:
    """Return the two weights at which ½ (w - w*)ᵀ G (w - w*) + l1 Σ|w| + l2/2 Σw² is least, ``(2,)``.

    One weight after the other, each exactly; ``penalty_plane.js`` does the same.
    """
    products = gram @ centre
    w = np.zeros(2)
    for _round in range(rounds):
        for k in (0, 1):
            pull = products[k] - gram[k, 1 - k] * w[1 - k]
            w[k] = np.sign(pull) * max(abs(pull) - l1, 0) / (gram[k, k] + l2)
    return w
