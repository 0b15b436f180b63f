"""Distributions in the plane that a generator is to imitate, each a mixture of Gaussians: drawn from, and known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from playground.arrays import Float64Array
from playground.i18n import N_

RING, RADIUS = 8, 2.0
ALONG = 512
"""Gaussians along a curve: their distances are small beside their standard deviation."""


@dataclass(frozen=True)
class Mixture:
    """Gaussians of one standard deviation, each as probable as the others.

    Parameters
    ----------
    label
        What people call it.
    centres
        ``(m, 2)``.
    sigma
        Standard deviation of each, in both directions.
    has_modes
        Whether the Gaussians lie apart, so that one can ask which of them a generator has found.
    """

    label: str
    centres: Float64Array
    sigma: float
    has_modes: bool

    def sample(self, random: np.random.Generator, count: int) -> Float64Array:
        """Return points ``(count, 2)``."""
        chosen = self.centres[random.integers(len(self.centres), size=count)]
        drawn: Float64Array = chosen + self.sigma * random.normal(size=(count, 2))
        return drawn

    def density(self, points: Float64Array) -> Float64Array:
        """Return the density ``(n,)`` at points ``(n, 2)``."""
        squares = ((points[:, None] - self.centres) ** 2).sum(axis=2) / (2 * self.sigma**2)
        found: Float64Array = np.exp(-squares).mean(axis=1) / (2 * np.pi * self.sigma**2)
        return found


def drawn_mixture(points: Sequence[tuple[float, float]], sigma: float) -> Mixture:
    """Return the distribution of points that somebody has drawn, each with a Gaussian around it."""
    return Mixture(N_("Drawn"), np.array(points, dtype=np.float64).reshape(-1, 2), sigma, has_modes=False)


def _ring() -> Float64Array:
    angles = 2 * np.pi * np.arange(RING) / RING
    return RADIUS * np.stack([np.cos(angles), np.sin(angles)], axis=1)


def _grid() -> Float64Array:
    places = np.arange(-2.0, 3.0)
    return np.stack(np.meshgrid(places, places), axis=-1).reshape(-1, 2)


def _line() -> Float64Array:
    t = np.linspace(-2, 2, ALONG)
    return np.stack([t, t / 2], axis=1)


def _moons() -> Float64Array:
    """Return two half circles of radius 1.2, one open below, the other above, the ends of each inside the other."""
    angles = np.linspace(0, np.pi, ALONG // 2)
    upper = 1.2 * np.stack([np.cos(angles), np.sin(angles)], axis=1) - (0.6, 0.3)
    return np.concatenate([upper, -upper])


TARGETS: Mapping[str, Mixture] = MappingProxyType(
    {
        "ring8": Mixture(N_("Ring of 8"), _ring(), 0.1, has_modes=True),
        "grid25": Mixture(N_("Grid of 25"), _grid(), 0.05, has_modes=True),
        "line": Mixture(N_("Line"), _line(), 0.1, has_modes=False),
        "normal": Mixture(N_("One Gaussian"), np.zeros((1, 2)), 1.0, has_modes=False),
        "two_moons": Mixture(N_("Two moons"), _moons(), 0.1, has_modes=False),
    }
)
