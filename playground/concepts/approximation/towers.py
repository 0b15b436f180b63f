"""Towers on a plane: four steps and a second layer make one, and many of them come near any function of two inputs.

``approximation_math.js`` computes the same in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from playground.activations import ACTIVATIONS
from playground.arrays import Float64Array

SURFACES: Mapping[str, Callable[[Float64Array, Float64Array], Float64Array]] = MappingProxyType(
    {
        "block": lambda x, y: ((np.abs(x) < 1 / 3) & (np.abs(y) < 1 / 3)).astype(np.float64),
        "cone": lambda x, y: np.maximum(0.0, 1 - np.hypot(x, y)),
        "hill": lambda x, y: np.exp(-4 * (x**2 + y**2)),
        "waves": lambda x, y: np.sin(np.pi * x) * np.sin(np.pi * y),
        "saddle": lambda x, y: x**2 - y**2,
    }
)
"""Functions on [-1, 1]²."""
OUTER = 10.0
"""How much steeper the neurons of the second layer are than a step from 0 to 1 needs: below 1.5 of 2 they are off."""
EDGE = 1.5
CELLS = 100
"""Cells in each direction over which errors are looked for."""


def towers(heights: Float64Array, steepness: float, x: Float64Array, y: Float64Array) -> Float64Array:
    """Return the sum of towers over equal squares of [-1, 1]², at places x ``(n,)`` by y ``(m,)``.

    In the first layer a step stands at each line of the squares, once for each direction; a neuron of the second layer
    sees the difference of two of them in each direction, and is on where both are: σ(10 (bump(x) + bump(y) - 1.5)).

    Parameters
    ----------
    heights
        Of the towers, ``(K, K)``, rows from bottom to top.
    steepness
        w of the steps.

    Returns
    -------
    Float64Array
        ``(m, n)``, rows from bottom to top.
    """
    across, up = bumps_of(len(heights), steepness, x), bumps_of(len(heights), steepness, y)
    total = np.zeros((len(y), len(x)))
    for row, line in enumerate(heights):
        for column, height in enumerate(line):
            on = ACTIVATIONS["sigmoid"].function(OUTER * (up[row][:, None] + across[column][None] - EDGE))
            total += height * on
    return total


def bumps_of(count: int, steepness: float, at: Float64Array) -> Float64Array:
    """Return bumps side by side from -1 to 1, differences of two sigmoids, at places ``(n,)``: ``(count, n)``."""
    edges = -1 + 2 * np.arange(count + 1) / count
    steps = ACTIVATIONS["sigmoid"].function(steepness * (at[None] - edges[:, None]))
    return steps[:-1] - steps[1:]


def middles(cells: int) -> Float64Array:
    """Return the middles of equal parts of [-1, 1]."""
    return -1 + (2 * np.arange(cells) + 1) / cells


def middle_heights(surface: str, count: int) -> Float64Array:
    """Return how high a surface is in the middle of each square, ``(count, count)``, rows from bottom to top."""
    at = middles(count)
    return SURFACES[surface](at[None], at[:, None]) * np.ones((count, count))


def errors(surface: str, count: int, steepness: float) -> tuple[float, float]:
    """Return the largest error and the root mean square one over 100 by 100 cells; the first over all corners too.

    Where four squares meet, none of their four towers is on: a hole, smaller with steeper steps, and always as deep.
    """
    heights, at = middle_heights(surface, count), middles(CELLS)
    difference = towers(heights, steepness, at, at) - SURFACES[surface](at[None], at[:, None])
    edges = -1 + 2 * np.arange(count + 1) / count
    holes = towers(heights, steepness, edges, edges) - SURFACES[surface](edges[None], edges[:, None])
    return float(max(np.abs(difference).max(), np.abs(holes).max())), float(np.sqrt(np.mean(difference**2)))


def neurons(count: int) -> tuple[int, int]:
    """Return how many neurons the first and the second hidden layer have."""
    return 2 * (count + 1), count**2
