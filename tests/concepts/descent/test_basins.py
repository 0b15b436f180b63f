"""Where each start ends."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.concepts.descent import SURFACES, trajectory
from playground.concepts.descent.basins import NOWHERE, basins
from playground.concepts.descent.stationary_points import StationaryPoint, stationary_points

GRID = 41


def minima(name: str) -> list[StationaryPoint]:
    return [point for point in stationary_points(SURFACES[name]) if point.kind == "minimum"]


def test_himmelblaus_basins_have_the_published_sizes() -> None:
    half = 5 / (GRID - 1)
    wider = replace(
        SURFACES["himmelblau"], domain=(-5 - half, 5 + half, -5 - half, 5 + half)
    )  # middles at -5, -4.75...
    found = basins(wider, minima("himmelblau"), "gd", 0.01, (GRID, GRID), 300)
    assert sorted(np.bincount(found.minima.ravel() + 1, minlength=5).tolist()) == [0, 401, 414, 433, 433]


@pytest.mark.parametrize("method", ["gd", "momentum", "adam"])
def test_each_start_is_a_trajectory(method: str) -> None:
    surface, known = SURFACES["himmelblau"], minima("himmelblau")
    rate = surface.rate(method)
    found = basins(surface, known, method, rate, (6, 5), 300)
    for row, column in np.ndindex(6, 5):
        start = -5 + (column + 0.5) * 2, -5 + (row + 0.5) * 10 / 6
        path = trajectory(surface, method, start, rate, 300)
        distances = [np.hypot(*(path - (point.x, point.y)).T) for point in known]
        ends = [place for place, distance in enumerate(distances) if distance[-20:].max() < 0.2]
        assert found.minima[row, column] == (ends[0] if ends else NOWHERE)
        if ends:
            far = np.flatnonzero(distances[ends[0]] >= 0.2)
            assert found.steps[row, column] == (far[-1] + 1 if len(far) else 0)


def test_what_flies_past_has_not_arrived() -> None:
    found = basins(SURFACES["himmelblau"], minima("himmelblau"), "gd", 0.022, (80, 80), 300)
    third = [place for place, point in enumerate(minima("himmelblau")) if point.largest_rate < 0.015]
    assert not (found.minima == third[0]).any()
    assert (found.steps[found.minima == NOWHERE] == 300).all()
