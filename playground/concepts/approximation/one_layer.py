"""A hidden layer made by hand: kinks and heights, staircases, bumps, best heights, and how far it is from its target.

``approximation_math.js`` computes the same in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from playground.activations import ACTIVATIONS
from playground.arrays import Float64Array
from playground.concepts.approximation.targets import CELLS, Target

OUTSIDE = 0.05
"""How far beyond -1 the first step of a staircase stands: it is up everywhere."""
BESIDE = 1e-9
"""How near to a kink an error is looked for, on both sides: there it is largest, where the layer jumps."""
DEPENDENT = 1e-8
"""A neuron of whose curve so little is its own, beside those before it, gets the height 0."""
INSIDE = 100
"""Into how many parts a step is divided to find the least and the largest value on it."""
ACTIVATION_NAMES = ("threshold", "sigmoid", "tanh", "relu")


@dataclass(frozen=True)
class OneLayer:
    """F(x) = Σ v φ(d w (x - s)).

    Parameters
    ----------
    kinks, heights
        s and v of each neuron, ``(N,)``.
    directions
        d: 1, or -1 where a neuron is turned round.
    steepness
        w of all.
    phi
        One of :data:`ACTIVATION_NAMES`.
    """

    kinks: Float64Array
    heights: Float64Array
    directions: Float64Array
    steepness: float
    phi: str

    def features(self, x: Float64Array) -> Float64Array:
        """Return what each neuron gives at places ``(n,)``, without its height, ``(n, N)``."""
        inputs = self.directions * self.steepness * (x[:, None] - self.kinks)
        return ACTIVATIONS[self.phi].function(inputs)

    def __call__(self, x: Float64Array) -> Float64Array:
        """Return F at places ``(n,)``."""
        return self.features(x) @ self.heights


def staircase(target: Target, steps: int, steepness: float, phi: str) -> OneLayer:
    """Return equal steps from -1 to 1, each in the middle of what the target takes there: no step is better."""
    middles = middle_values(target, steps)
    kinks = -1 + 2 * np.arange(steps) / steps
    kinks[0] = -1 - OUTSIDE
    heights = np.diff(middles, prepend=0.0)
    return OneLayer(kinks, heights, np.ones(steps), steepness, phi)


def bumps(target: Target, pairs: int, steepness: float, phi: str) -> OneLayer:
    """Return bumps side by side from -1 to 1, each a step up and the same step down, as high as the target is there."""
    edges = -1 + 2 * np.arange(pairs + 1) / pairs
    edges[0], edges[-1] = -1 - OUTSIDE, 1 + OUTSIDE
    middles = middle_values(target, pairs)
    kinks = np.column_stack([edges[:-1], edges[1:]]).ravel()
    heights = np.column_stack([middles, -middles]).ravel()
    return OneLayer(kinks, heights, np.ones(2 * pairs), steepness, phi)


def middle_values(target: Target, parts: int) -> Float64Array:
    """Return for equal parts of [-1, 1] the middle between the least and the largest value there, ``(parts,)``."""
    inside = np.linspace(0, 1, INSIDE + 1)
    values = target((-1 + 2 * (np.arange(parts)[:, None] + inside) / parts).ravel()).reshape(parts, -1)
    return (values.min(axis=1) + values.max(axis=1)) / 2


def with_best_heights(layer: OneLayer, target: Target) -> OneLayer:
    """Return the layer with the heights of least squares over 2,001 places.

    By Gram and Schmidt, twice; a neuron that adds nothing to those before it gets the height 0.
    """
    x = places()
    features, left = layer.features(x), target(x).astype(np.float64)
    count = features.shape[1]
    basis, upper = np.zeros_like(features), np.zeros((count, count))
    shares, kept = np.zeros(count), np.zeros(count, dtype=bool)
    for k in range(count):
        column = features[:, k].copy()
        size = np.sqrt(column @ column)
        for _twice in range(2):
            for j in range(k):
                share = basis[:, j] @ column
                upper[j, k] += share
                column -= share * basis[:, j]
        own = np.sqrt(column @ column)
        kept[k] = own > DEPENDENT * size
        if kept[k]:
            upper[k, k], basis[:, k] = own, column / own
            shares[k] = basis[:, k] @ left
            left -= shares[k] * basis[:, k]
    heights = np.zeros(count)
    for k in reversed(range(count)):
        if kept[k]:
            heights[k] = (shares[k] - upper[k, k + 1 :] @ heights[k + 1 :]) / upper[k, k]
    return replace(layer, heights=heights)


def errors(layer: OneLayer, target: Target) -> tuple[float, float]:
    """Return the largest difference over [-1, 1], and √(½ ∫ (F - f)²): over 2,001 places, the first at kinks too."""
    x = places()
    difference = layer(x) - target(x)
    near = np.concatenate([layer.kinks - BESIDE, layer.kinks, layer.kinks + BESIDE])
    near = near[np.abs(near) <= 1]
    at_kinks = np.abs(layer(near) - target(near)) if len(near) else np.zeros(1)
    return max(float(np.abs(difference).max()), float(at_kinks.max())), float(np.sqrt(np.mean(difference**2)))


def places() -> Float64Array:
    """Return the 2,001 places from -1 to 1 where errors are looked for."""
    return np.linspace(-1, 1, CELLS + 1)
