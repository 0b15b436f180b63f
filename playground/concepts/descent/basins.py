"""Where each start ends: the basins of a method on a surface."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.arrays import Array, Float64Array
from playground.concepts.descent.methods import Options, Stepper
from playground.concepts.descent.stationary_points import StationaryPoint
from playground.concepts.descent.surfaces import Surface

NOWHERE = -1
"""What stands for a start that ends at no minimum."""
NEAR = 0.02
"""Of the picture's width: so near is arrived."""
STAYS = 20
"""Steps, up to half of all, that it has to be there at the end: what only flies past has not arrived."""


@dataclass(frozen=True)
class Basins:
    """The fate of each start of a grid.

    Parameters
    ----------
    minima
        ``(rows, columns)`` int: which minimum it ends at, by its place in the list, or :data:`NOWHERE`; rows from
        bottom to top.
    steps
        ``(rows, columns)`` int: the first step from which on it stays near there; all steps where it does not.
    """

    minima: Array
    steps: Array


def basins(
    surface: Surface,
    minima: list[StationaryPoint],
    method: str,
    rate: float,
    size: tuple[int, int],
    steps: int,
    options: Options | None = None,
) -> Basins:
    """Return where a method ends from the middle of each cell of a grid, after so many steps.

    Parameters
    ----------
    size
        Rows and columns.
    """
    left, right, bottom, top = surface.domain
    rows, columns = size
    x, y = np.meshgrid(
        left + (np.arange(columns) + 0.5) * (right - left) / columns,
        bottom + (np.arange(rows) + 0.5) * (top - bottom) / rows,
    )
    near = NEAR * (right - left)
    stepper = Stepper(method, rate, options or Options())
    arrived = np.full(x.shape, steps)
    before = np.full(x.shape, NOWHERE)
    points = np.stack([x, y])
    with np.errstate(all="ignore"):
        for step in range(steps + 1):
            here = _nearest(points, minima, near)
            arrived = np.where(here != before, step, arrived)
            before = here
            if step < steps:
                points = points - stepper.step(np.stack(surface.program(*points)[1:]))
    before = np.where(steps - arrived < min(STAYS, steps // 2), NOWHERE, before)
    return Basins(before, np.where(before == NOWHERE, steps, arrived))


def _nearest(points: Float64Array, minima: list[StationaryPoint], near: float) -> Array:
    """Return at which minimum each point is, ``(rows, columns)``; :data:`NOWHERE` where it is at none."""
    here = np.full(points.shape[1:], NOWHERE)
    for place, minimum in enumerate(minima):
        across, up = points[0] - minimum.x, points[1] - minimum.y
        here = np.where(across * across + up * up < near * near, place, here)
    return here
