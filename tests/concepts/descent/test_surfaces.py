"""The surfaces: their heights, their slopes, and formulas of one's own."""

from __future__ import annotations

import numpy as np
import pytest

from playground.concepts.descent.methods import METHODS
from playground.concepts.descent.surfaces import SURFACES, bowl, own_surface
from playground.concepts.formulas import FormulaError

FIRST_HEIGHTS = {"bowl": 14.5, "rosenbrock": 12.5, "beale": 14.203125, "himmelblau": 170.0, "rastrigin": 28.53}


@pytest.mark.parametrize("name", SURFACES)
def test_slopes_and_curvatures_are_central_differences(name: str) -> None:
    surface = SURFACES[name]
    left, right, bottom, top = surface.domain
    x, y = np.random.default_rng(0).uniform((left, bottom), (right, top), (50, 2)).T
    step = 1e-5
    by_x = (surface.heights(x + step, y) - surface.heights(x - step, y)) / (2 * step)
    by_y = (surface.heights(x, y + step) - surface.heights(x, y - step)) / (2 * step)
    _heights, *slopes = surface.program(x, y)
    scale = np.abs([by_x, by_y]).max()
    np.testing.assert_allclose(slopes, [by_x, by_y], atol=1e-7 * scale)
    xx, xy, _yy = surface.curvature(x, y)
    by_x_right, by_x_left = surface.program(x + step, y)[1], surface.program(x - step, y)[1]
    np.testing.assert_allclose(xx, (by_x_right - by_x_left) / (2 * step), atol=1e-6 * np.abs(xx).max())
    by_x_up, by_x_down = surface.program(x, y + step)[1], surface.program(x, y - step)[1]
    np.testing.assert_allclose(xy, (by_x_up - by_x_down) / (2 * step), atol=1e-6 * max(np.abs(xy).max(), 1))


@pytest.mark.parametrize("name", FIRST_HEIGHTS)
def test_the_height_at_the_start(name: str) -> None:
    x, y = np.array(SURFACES[name].start)
    assert float(SURFACES[name].heights(x, y)) == pytest.approx(FIRST_HEIGHTS[name])


@pytest.mark.parametrize("name", SURFACES)
def test_a_start_is_on_the_picture_and_each_method_has_a_rate(name: str) -> None:
    surface = SURFACES[name]
    left, right, bottom, top = surface.domain
    assert left < surface.start[0] < right
    assert bottom < surface.start[1] < top
    assert all(surface.rate(method) > 0 for method in METHODS)


def test_the_bowl_has_its_condition() -> None:
    assert np.linalg.eigvalsh(bowl(49).hessian(0.3, -0.2)).tolist() == pytest.approx([1, 49])


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ("1/x", "no value at x = 0, y = −5"),
        ("log(x)", "no value at x = −5, y = −5"),
        ("sqrt(y)", "no value at x = −5, y = −5"),
        ("x^0.5", "no value"),
        ("exp(x^4)^12", "no value"),
        ("exp(40 + x^2)", "grows beyond 1e12"),
        ("0/0", "no value"),
        ("x +", "ends too early"),
    ],
)
def test_a_formula_that_is_no_surface_is_refused(formula: str, sentence: str) -> None:
    with pytest.raises(FormulaError, match=sentence):
        own_surface(formula)


def test_a_formula_of_ones_own_is_a_surface() -> None:
    surface = own_surface("x^2 + 2 y^2", 3)
    assert surface.domain == (-3, 3, -3, 3)
    assert float(surface.heights(np.array(1.0), np.array(2.0))) == 9
