"""Simulated annealing: what it accepts."""

from __future__ import annotations

import numpy as np

from playground.concepts.descent import SURFACES, Surface, history
from playground.concepts.descent.annealing import annealed
from playground.concepts.descent.methods import Options


def test_cold_it_never_goes_uphill() -> None:
    heights = history("rastrigin", "annealing", (2.3, -1.8), 0.5, 500, temperature=0.0).heights
    assert (np.diff(heights) <= 0).all()
    assert heights[-1] < heights[0]


def test_hot_it_goes_anywhere() -> None:
    points = history("rastrigin", "annealing", (2.3, -1.8), 0.5, 500, temperature=1e9, cooling=1.0).points
    moved = (np.diff(points, axis=0) != 0).any(axis=1)
    assert moved.all()
    assert abs(np.diff(points, axis=0).std() - 0.5) < 0.05


def test_it_accepts_uphill_steps_as_often_as_boltzmann_says() -> None:
    """On f = |x| a walk at T = 1 is stationary with the density e^-|x|/2."""
    valley = Surface("", "", "abs(x) + 0 y", (-9, 9, -1, 1), (0, 0), {})
    points = annealed(valley, (0.0, 0.0), 1.5, 10_000, Options(temperature=1.0, cooling=1.0))
    assert abs(np.abs(points[1000:, 0]).mean() - 1) < 0.2, "of that density the mean of |x| is 1"


def test_a_seed_is_a_walk() -> None:
    one, again, other = (annealed(SURFACES["rastrigin"], (1, 1), 0.5, 50, Options(seed=seed)) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one, again)
    assert (one != other).any()
