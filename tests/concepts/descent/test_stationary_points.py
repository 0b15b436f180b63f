"""Minima and saddles, held to SciPy and to published numbers."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from scipy import optimize

from playground.concepts.descent.stationary_points import stationary_points
from playground.concepts.descent.surfaces import SURFACES, own_surface

COUNTS = {
    "bowl": (1, 0, 0),
    "rosenbrock": (1, 0, 0),
    "beale": (1, 1, 0),
    "himmelblau": (4, 4, 1),
    "saddle": (2, 1, 0),
    "rastrigin": (121, 220, 100),
    "plateau": (1, 0, 0),
}
LARGEST_RATES = {(3.0, 2.0): 0.024306, (-2.80512, 3.13131): 0.024829, (-3.77931, -3.28319): 0.014949}
SADDLES = [(-3.07303, -0.08135), (-0.12796, -1.95371), (0.08668, 2.88425), (3.38515, 0.07385)]


@pytest.mark.parametrize("name", COUNTS)
def test_how_many_there_are(name: str) -> None:
    found = Counter(point.kind for point in stationary_points(SURFACES[name]))
    assert (found["minimum"], found["saddle"], found["maximum"]) == COUNTS[name]


@pytest.mark.parametrize("name", SURFACES)
def test_minima_are_scipys(name: str) -> None:
    surface = SURFACES[name]

    def height(at: np.ndarray) -> float:
        return float(surface.heights(np.array(at[0]), np.array(at[1])))

    for point in stationary_points(surface):
        _height, by_x, by_y = surface.program(np.array(point.x), np.array(point.y))
        assert max(abs(float(by_x)), abs(float(by_y))) < 1e-6 * np.abs(point.curvatures).max() + 1e-9
        if point.kind == "minimum":
            nearby = optimize.minimize(height, [point.x + 1e-3, point.y - 1e-3], method="BFGS", options={"gtol": 1e-9})
            assert nearby.x == pytest.approx([point.x, point.y], abs=2e-5)
            assert point.height <= nearby.fun + 1e-9


@pytest.mark.parametrize("name", ["himmelblau", "hollows"])
def test_scipy_finds_no_other_minimum(name: str) -> None:
    surface = SURFACES[name]
    left, right, bottom, top = surface.domain
    known = np.array([[point.x, point.y] for point in stationary_points(surface) if point.kind == "minimum"])
    for start in np.random.default_rng(0).uniform((left, bottom), (right, top), (60, 2)):
        end = optimize.minimize(lambda at: float(surface.heights(*np.asarray(at))), start, method="BFGS").x
        if left < end[0] < right and bottom < end[1] < top:
            assert np.hypot(*(known - end).T).min() < 1e-3


def test_curvatures_say_which_rates_stay() -> None:
    minima = {
        (point.x, point.y): point for point in stationary_points(SURFACES["himmelblau"]) if point.kind == "minimum"
    }
    for at, rate in LARGEST_RATES.items():
        (point,) = [point for place, point in minima.items() if np.hypot(*np.subtract(place, at)) < 1e-4]
        assert point.largest_rate == pytest.approx(rate, abs=6e-7)
        assert point.height == pytest.approx(0, abs=1e-12)


def test_saddles_are_where_they_are_known_to_be() -> None:
    saddles = [(point.x, point.y) for point in stationary_points(SURFACES["himmelblau"]) if point.kind == "saddle"]
    assert np.array(sorted(saddles)) == pytest.approx(np.array(sorted(SADDLES)), abs=6e-6)


@pytest.mark.parametrize("formula", ["7", "x + y", "x^2", "abs(x) + abs(y)", "exp(x)"])
def test_where_it_is_flat_or_kinked_there_is_none(formula: str) -> None:
    assert stationary_points(own_surface(formula)) == []
