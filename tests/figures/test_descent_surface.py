"""A surface in space, with the ways of methods on it."""

from __future__ import annotations

import numpy as np

from playground.concepts.descent import SURFACES, history
from playground.figures.descent_surface import CELLS, FLOOR, descent_surface, grid


def test_heights_and_paths_are_logarithms_above_the_lowest() -> None:
    surface = SURFACES["himmelblau"]
    heights = surface.heights(*grid(surface.domain))
    path = history(surface, "gd", (0, 0), 0.01, 50)
    figure = descent_surface(surface.domain, heights, {"descent": (path.points, path.heights, "#0072b2")})
    ground, way = figure.data
    least = FLOOR * (heights.max() - path.heights.min())
    assert np.shape(ground.z) == (CELLS, CELLS)
    np.testing.assert_allclose(ground.z, np.log10(heights - path.heights.min() + least), atol=1e-4)
    np.testing.assert_allclose(np.array(way.z) - 0.02, np.log10(path.heights - path.heights.min() + least), atol=1e-4)
    np.testing.assert_allclose(np.stack([way.x, way.y], axis=1), path.points, atol=1e-6)


def test_what_leaves_the_picture_is_cut_off() -> None:
    surface = SURFACES["himmelblau"]
    path = history(surface, "gd", (4, 4), 0.5, 20)
    figure = descent_surface(
        surface.domain, surface.heights(*grid(surface.domain)), {"it": (path.points, path.heights, "#0072b2")}
    )
    assert figure.data[1].x == (4.0,)
