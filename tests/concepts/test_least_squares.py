from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy import stats

from playground.concepts.least_squares import Line, largest_stable_rate, least_squares_line


def points(seed: int, count: int = 40) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    x = random.uniform(-6, 6, count) + seed
    return x, 0.7 * x - 2 + random.normal(0, 1, count)


@pytest.mark.parametrize("seed", range(5))
def test_the_line_is_that_of_scipy_and_numpy(seed: int) -> None:
    x, y = points(seed)
    line, expected = least_squares_line(x, y), stats.linregress(x, y)
    assert (line.slope, line.intercept) == pytest.approx((expected.slope, expected.intercept))
    matrix = np.stack([x, np.ones_like(x)], axis=1)
    solution, squares, *_ = np.linalg.lstsq(matrix, y, rcond=None)
    assert (line.slope, line.intercept) == pytest.approx(tuple(solution))
    assert line.mean_squared_error(x, y) == pytest.approx(squares[0] / len(x))


def test_no_line_near_by_is_better() -> None:
    x, y = points(1)
    best = least_squares_line(x, y)
    for slope, intercept in ((0.01, 0), (-0.01, 0), (0, 0.01), (0, -0.01)):
        assert Line(best.slope + slope, best.intercept + intercept).mean_squared_error(x, y) > (
            best.mean_squared_error(x, y)
        )


def test_points_above_each_other_get_a_horizontal_line() -> None:
    assert least_squares_line(np.full(3, 2.0), np.array([1.0, 2.0, 6.0])) == Line(0.0, 3.0)


@pytest.mark.parametrize("seed", range(5))
def test_descent_converges_just_below_the_bound_and_diverges_just_above(seed: int) -> None:
    x, y = (torch.from_numpy(array) for array in points(seed))
    bound = largest_stable_rate(x.numpy())

    def error_after(rate: float, steps: int) -> float:
        parameters = torch.zeros(2, dtype=torch.float64, requires_grad=True)
        for _ in range(steps):
            loss = ((y - parameters[0] * x - parameters[1]) ** 2).mean()
            (gradient,) = torch.autograd.grad(loss, parameters)
            parameters = (parameters - rate * gradient).detach().requires_grad_()
        return float(((y - parameters[0] * x - parameters[1]) ** 2).mean().detach())

    best = least_squares_line(x.numpy(), y.numpy()).mean_squared_error(x.numpy(), y.numpy())
    assert error_after(0.99 * bound, 3000) == pytest.approx(best, rel=1e-4)
    assert error_after(1.01 * bound, 3000) > 1e6


def test_the_bound_is_that_of_autograds_hessian() -> None:
    x, y = (torch.from_numpy(array) for array in points(2))
    hessian = torch.autograd.functional.hessian(
        lambda p: ((y - p[0] * x - p[1]) ** 2).mean(), torch.zeros(2, dtype=torch.float64)
    )
    assert isinstance(hessian, torch.Tensor)
    assert largest_stable_rate(x.numpy()) == pytest.approx(2 / float(torch.linalg.eigvalsh(hessian)[-1]))
