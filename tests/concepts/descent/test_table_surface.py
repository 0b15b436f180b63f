"""A surface that is known at points, held to SciPy's splines."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.interpolate import CubicHermiteSpline

from playground.concepts.descent import history
from playground.concepts.descent.methods import METHODS
from playground.concepts.descent.table_surface import TableSurface

DOMAIN = (-2.0, 3.0, 0.0, 4.0)


def table(heights: np.ndarray) -> TableSurface:
    return TableSurface("", "", DOMAIN, heights, (0.0, 1.0), np.zeros((0, 2)))


def grid(rows: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
    x, y = np.meshgrid(np.linspace(*DOMAIN[:2], columns), np.linspace(*DOMAIN[2:], rows))
    return x, y


def test_it_is_exact_at_its_points() -> None:
    x, y = grid(13, 17)
    heights = np.random.default_rng(0).uniform(0.01, 5, x.shape)
    np.testing.assert_allclose(table(heights).program(x, y)[0], heights, rtol=1e-12)


def test_along_a_row_it_is_scipys_hermite_spline_with_central_slopes() -> None:
    x, _y = grid(5, 17)
    logarithms = np.random.default_rng(1).normal(size=17)
    surface = table(np.exp(np.tile(logarithms, (5, 1))))
    padded = surface.padded[1]
    width = x[0, 1] - x[0, 0]
    spline = CubicHermiteSpline(x[0], logarithms, (padded[2:] - padded[:-2]) / (2 * width))
    at = np.linspace(-2, 3, 301)
    height, by_x, by_y = surface.program(at, np.full_like(at, 1.7))
    np.testing.assert_allclose(np.log(height), spline(at), atol=1e-12)
    np.testing.assert_allclose(by_x / height, spline.derivative()(at), atol=1e-10)
    np.testing.assert_allclose(by_y, 0, atol=1e-10)


def test_slopes_are_central_differences() -> None:
    surface = table(np.random.default_rng(2).uniform(0.1, 3, (9, 11)))
    x, y = np.random.default_rng(3).uniform((-1.9, 0.1), (2.9, 3.9), (60, 2)).T
    step = 1e-6
    _height, by_x, by_y = surface.program(x, y)
    across = (surface.program(x + step, y)[0] - surface.program(x - step, y)[0]) / (2 * step)
    up = (surface.program(x, y + step)[0] - surface.program(x, y - step)[0]) / (2 * step)
    np.testing.assert_allclose([by_x, by_y], [across, up], rtol=1e-5, atol=1e-6)


def test_a_smooth_surface_is_met_between_its_points() -> None:
    def loss(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return np.exp(np.sin(x) + 0.3 * (y - 2) ** 2)

    surface = table(loss(*grid(49, 49)))
    x, y = np.random.default_rng(4).uniform((-2, 0), (3, 4), (500, 2)).T
    np.testing.assert_allclose(surface.program(x, y)[0], loss(x, y), rtol=2e-4)


def test_it_is_never_negative_however_steep() -> None:
    heights = np.full((9, 9), 8.0)
    heights[4, 4] = 1e-9
    x, y = np.random.default_rng(5).uniform((-2, 0), (3, 4), (500, 2)).T
    assert table(heights).program(x, y)[0].min() > 0
    assert np.isfinite(table(np.zeros((9, 9))).program(x, y)[0]).all()


@pytest.mark.parametrize("at", [(-2.001, 1), (3.001, 1), (0, -0.001), (0, 4.001), (np.nan, 1), (np.inf, 1)])
def test_beyond_its_points_nothing_is_known(at: tuple[float, float]) -> None:
    assert np.isnan(table(np.ones((9, 9))).program(*np.array(at))).all()


def test_its_lowest_points() -> None:
    x, y = grid(41, 51)
    found = table((x - 1) ** 2 * (x + 1) ** 2 + (y - 2) ** 2 + 0.1 * x + 1).minima()
    assert [point[:2] for point in found] == [(-1.0, 2.0), (1.0, 2.0)]


def test_a_descent_goes_down_with_the_rates_that_suit_it() -> None:
    x, y = grid(41, 51)
    surface = table(0.5 * ((x - 1) ** 2 + 9 * (y - 2) ** 2) + 0.5)
    for method in METHODS:
        assert 1e-4 <= surface.rate(method) <= 10
    path = history(surface, "gd", (-1, 3), surface.rate("gd"), 200)
    assert path.points[-1] == pytest.approx([1, 2], abs=0.05)
