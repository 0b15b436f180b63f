"""Minima, saddles and maxima of a surface: where its gradient is 0, found by Newton's method from many starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from playground.arrays import Array, Float64Array
from playground.concepts.descent.surfaces import Surface

Kind = Literal["minimum", "saddle", "maximum"]
STARTS = 61
"""Starts in each direction."""
ROUNDS = 40
_TOGETHER = 1e-4  # of the picture's width: nearer ones are one point
_FLAT = 1e-7


@dataclass(frozen=True)
class StationaryPoint:
    """A point where the gradient is 0.

    Parameters
    ----------
    x, y, height
        Where it is, and f there.
    kind
        By the curvatures: a minimum has two positive ones, a maximum two negative ones.
    curvatures
        The eigenvalues of the matrix of second derivatives, the smaller one first.
    """

    x: float
    y: float
    height: float
    kind: Kind
    curvatures: tuple[float, float]

    @property
    def largest_rate(self) -> float:
        """2/λmax: the learning rate above which gradient descent cannot stay at a minimum."""
        return 2 / self.curvatures[1]


def stationary_points(surface: Surface) -> list[StationaryPoint]:
    """Return the stationary points on the picture, the lowest first; where the surface is flat there are none."""
    left, right, bottom, top = surface.domain
    x, y = (axis.ravel() for axis in np.meshgrid(np.linspace(left, right, STARTS), np.linspace(bottom, top, STARTS)))
    with np.errstate(all="ignore"):
        for _ in range(ROUNDS):
            x, y = _newton_step(surface, x, y, (right - left) / 10)
        _height, by_x, by_y = surface.program(x, y)
        scale = np.nanmax(np.abs(np.stack(surface.program(*_corners(surface))[1:])))
        still = np.hypot(by_x, by_y) <= _FLAT * max(float(scale), 1e-12)
    inside = (x >= left) & (x <= right) & (y >= bottom) & (y <= top)
    return _distinct(surface, x, y, still & inside)


def _newton_step(surface: Surface, x: Float64Array, y: Float64Array, most: float) -> tuple[Float64Array, Float64Array]:
    """Return points after one step of Newton's method, each at most so long."""
    _height, by_x, by_y = surface.program(x, y)
    xx, xy, yy = surface.curvature(x, y)
    determinant = xx * yy - xy * xy
    across, up = (yy * by_x - xy * by_y) / determinant, (xx * by_y - xy * by_x) / determinant
    share = np.minimum(1.0, most / np.maximum(np.hypot(across, up), 1e-300))
    return x - share * across, y - share * up


def _corners(surface: Surface) -> tuple[Float64Array, Float64Array]:
    left, right, bottom, top = surface.domain
    across, up = np.linspace(left, right, 21), np.linspace(bottom, top, 21)
    x, y = np.meshgrid(across, up)
    return x.ravel(), y.ravel()


def _distinct(surface: Surface, x: Float64Array, y: Float64Array, found: Array) -> list[StationaryPoint]:
    """Return each point once, and none of those without a curvature."""
    near = _TOGETHER * (surface.domain[1] - surface.domain[0])
    points: list[StationaryPoint] = []
    for place in np.flatnonzero(found):
        at = float(x[place]), float(y[place])
        if any(abs(point.x - at[0]) < near and abs(point.y - at[1]) < near for point in points):
            continue
        hessian = surface.hessian(*at)
        if not np.isfinite(hessian).all():
            continue
        low, high = np.linalg.eigvalsh(hessian).tolist()
        if min(abs(low), abs(high)) <= _FLAT * max(abs(low), abs(high), 1e-12):
            continue
        kind: Kind = "minimum" if low > 0 else "maximum" if high < 0 else "saddle"
        height = float(surface.heights(np.array(at[0]), np.array(at[1])))
        points.append(StationaryPoint(*at, height, kind, (low, high)))
    return sorted(points, key=lambda point: (round(point.height, 9), point.x, point.y))
