"""The way of a method down a surface, step by step."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from playground.arrays import Float64Array
from playground.concepts.descent.annealing import annealed
from playground.concepts.descent.methods import METHODS, Options, Stepper
from playground.concepts.descent.surfaces import SURFACES, Surface
from playground.concepts.descent.table_surface import TableSurface

MOST_STEPS = 10_000
AnySurface = Surface | TableSurface


@dataclass(frozen=True)
class History:
    """Every step of a descent. All arrays have ``steps + 1`` rows; where it has left all numbers they are not finite.

    Parameters
    ----------
    points
        θ, ``(steps + 1, 2)``.
    heights
        f(θ), ``(steps + 1,)``.
    gradients
        g at each point, ``(steps + 1, 2)``.
    velocities, squares
        v or m, and s, after the step that led to each point, ``(steps + 1, 2)``.
    """

    points: Float64Array
    heights: Float64Array
    gradients: Float64Array
    velocities: Float64Array
    squares: Float64Array


def trajectory(
    surface: str | AnySurface,
    method: str,
    start: tuple[float, float],
    learning_rate: float,
    steps: int,
    **options: float,
) -> Float64Array:
    """Return the points of a descent, ``(steps + 1, 2)``, in double precision.

    Parameters
    ----------
    surface
        One of :data:`~playground.concepts.descent.surfaces.SURFACES`, or its name.
    method
        One of :data:`~playground.concepts.descent.methods.METHODS`.
    options
        Fields of :class:`~playground.concepts.descent.methods.Options`.

    Raises
    ------
    ValueError
        If surface or method are not known, or there are too many steps.
    """
    return history(surface, method, start, learning_rate, steps, **options).points


def history(
    surface: str | AnySurface,
    method: str,
    start: tuple[float, float],
    learning_rate: float,
    steps: int,
    **options: float,
) -> History:
    """Return all of a descent; parameters and errors are those of :func:`trajectory`."""
    if isinstance(surface, str):
        if surface not in SURFACES:
            raise ValueError(f"surface: {surface!r} is not one of {', '.join(SURFACES)}")
        surface = SURFACES[surface]
    if method not in METHODS:
        raise ValueError(f"method: {method!r} is not one of {', '.join(METHODS)}")
    if not 0 <= steps <= MOST_STEPS:
        raise ValueError(f"steps: {steps} is not from 0 to {MOST_STEPS}")
    chosen = replace(Options(), **options)  # type: ignore[arg-type]  # a seed is a whole number
    if method == "annealing":
        return _annealed(surface, start, learning_rate, steps, chosen)
    stepper = Stepper(method, learning_rate, chosen, np.zeros(2), np.zeros(2))
    points, velocities, squares = (np.zeros((steps + 1, 2)) for _ in range(3))
    points[0] = start
    with np.errstate(all="ignore"):
        for step in range(1, steps + 1):
            _height, by_x, by_y = surface.program(points[step - 1, 0], points[step - 1, 1])
            points[step] = points[step - 1] - stepper.step(np.array([by_x, by_y], dtype=np.float64))
            velocities[step], squares[step] = stepper.velocity, stepper.squares
    return _with_heights(surface, points, velocities, squares)


def _annealed(surface: AnySurface, start: tuple[float, float], size: float, steps: int, options: Options) -> History:
    points = annealed(surface, start, size, steps, options)
    return _with_heights(surface, points, np.zeros_like(points), np.zeros_like(points))


def _with_heights(
    surface: AnySurface, points: Float64Array, velocities: Float64Array, squares: Float64Array
) -> History:
    heights, by_x, by_y = surface.program(points[:, 0], points[:, 1])
    return History(points, heights, np.stack([by_x, by_y], axis=1), velocities, squares)
