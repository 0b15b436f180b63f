"""How much of a mixture of Gaussians a generator imitates: the modes that it has found, and how near to them it is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from playground.arrays import Float64Array

SIGMAS = 3.0
"""Within how many standard deviations of a centre a point is of its mode. In a plane, 98.9 % of a Gaussian are."""
FAIR_PART = 0.05
"""Which part of its fair share of the points a mode needs to count as covered."""


def mode_counts(points: Float64Array, centres: Float64Array, sigma: float) -> npt.NDArray[np.int64]:
    """Return how many of points ``(n, 2)`` lie within three σ of each centre ``(m, 2)``, ``(m,)``.

    Where the circles of two centres overlap, a point counts for the nearer one.
    """
    distances = np.linalg.norm(points[:, None] - centres, axis=2)
    nearest = distances.argmin(axis=1)
    near = distances.min(axis=1) <= SIGMAS * sigma
    return np.bincount(nearest[near], minlength=len(centres))


def covered_modes(points: Float64Array, centres: Float64Array, sigma: float) -> npt.NDArray[np.bool_]:
    """Return which modes ``(m,)`` have at least a twentieth of their fair share of the points."""
    counts = mode_counts(points, centres, sigma)
    covered: npt.NDArray[np.bool_] = counts >= FAIR_PART * len(points) / len(centres)
    return covered & (counts > 0)


def share_within(points: Float64Array, centres: Float64Array, sigma: float) -> float:
    """Return the share of the points within three σ of a centre; points that smear over the plane are not."""
    return float(mode_counts(points, centres, sigma).sum() / len(points))
