"""Simulated annealing: random steps, also uphill as long as it is warm (lecture, slide 30).

A step is accepted with the probability min(1, e^(-Δf/T)) (Kirkpatrick, Gelatt and Vecchi 1983), and T shrinks by a
factor with every step.
"""

from __future__ import annotations

import math

import numpy as np

from playground.arrays import Float64Array
from playground.concepts.descent.methods import Options
from playground.concepts.descent.random_numbers import RandomNumbers
from playground.concepts.descent.surfaces import Surface
from playground.concepts.descent.table_surface import TableSurface


def annealed(
    surface: Surface | TableSurface, start: tuple[float, float], size: float, steps: int, options: Options
) -> Float64Array:
    """Return where it is after each step, ``(steps + 1, 2)``.

    Parameters
    ----------
    size
        Standard deviation σ of its steps in each direction.
    """
    random = RandomNumbers(options.seed)
    points = np.zeros((steps + 1, 2))
    points[0] = start
    height, warmth = _height(surface, *start), options.temperature
    for step in range(1, steps + 1):
        across, up = random.normal_pair()
        x, y = points[step - 1, 0] + size * across, points[step - 1, 1] + size * up
        there = _height(surface, x, y)
        is_taken = random.uniform() < math.exp(min(0.0, (height - there) / warmth)) if warmth > 0 else there < height
        if is_taken:
            height = there
        points[step] = (x, y) if is_taken else points[step - 1]
        warmth *= options.cooling
    return points


def _height(surface: Surface | TableSurface, x: float, y: float) -> float:
    """Return f at a point; what has no value is higher than everything."""
    height = float(surface.program(np.array(x), np.array(y))[0])
    return height if math.isfinite(height) else math.inf
