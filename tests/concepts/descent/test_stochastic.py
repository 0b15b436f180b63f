"""Stochastic gradient descent on a line, held to closed forms and published numbers."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from playground.concepts.descent.stochastic import (
    START,
    Draws,
    LeastSquares,
    Sampling,
    descent,
    exercise,
    variance_of_mean,
)
from playground.concepts.formulas import Program, parse


@pytest.fixture(name="problem", scope="module")
def fixture_problem() -> LeastSquares:
    return exercise()


def test_the_exercise_is_the_published_one(problem: LeastSquares) -> None:
    assert problem.solution == pytest.approx((1.480391, -0.521847), abs=1e-6)
    assert np.linalg.eigvalsh(problem.hessian) == pytest.approx([0.724358, 2.029250], abs=1e-6)
    assert problem.largest_rate == pytest.approx(0.985586, abs=1e-6)
    assert problem.gradients(*START).mean(axis=0) == pytest.approx([-2.135720, 4.371407], abs=1e-6)
    assert variance_of_mean(problem, *START, 1, True) == pytest.approx(31.320068, abs=1e-6)


def test_its_formula_is_its_loss(problem: LeastSquares) -> None:
    w, b = np.random.default_rng(0).normal(size=(2, 30))
    value, by_w, by_b = Program.of(parse(problem.formula))(w, b)
    for k in range(30):
        assert value[k] == pytest.approx(problem.loss(w[k], b[k]), rel=1e-12)
        assert [by_w[k], by_b[k]] == pytest.approx(problem.gradients(w[k], b[k]).mean(axis=0), rel=1e-9, abs=1e-12)


def test_all_points_at_once_are_gradient_descent(problem: LeastSquares) -> None:
    path = descent(problem, Sampling(100, 0.1), 50)
    at = np.array(START)
    for step in range(50):
        at = at - 0.1 * problem.gradients(*at).mean(axis=0)
        assert path[step + 1] == pytest.approx(at, abs=1e-12)


@pytest.mark.parametrize("replacement", [True, False])
def test_the_variance_is_that_of_all_possible_batches(replacement: bool) -> None:
    few = LeastSquares(*np.random.default_rng(1).normal(size=(2, 5)))
    gradients = few.gradients(0.3, -0.2)
    mean = gradients.mean(axis=0)
    for batch in (1, 2, 3):
        batches = product(range(5), repeat=batch) if replacement else combinations(range(5), batch)
        errors = [((gradients[list(places)].mean(axis=0) - mean) ** 2).sum() for places in batches]
        assert variance_of_mean(few, 0.3, -0.2, batch, replacement) == pytest.approx(np.mean(errors), rel=1e-12)


def test_without_replacement_every_point_has_its_turn_once_an_epoch(problem: LeastSquares) -> None:
    draws = Draws(len(problem.x), Sampling(10, 0.1, replacement=False))
    for _ in range(3):
        epoch = [place for _ in range(10) for place in draws.next()]
        assert sorted(epoch) == list(range(100))


def test_a_decreasing_rate_is_that_of_its_formula(problem: LeastSquares) -> None:
    path = descent(problem, Sampling(100, 0.1, decay=10.0), 30)
    for step in (0, 7, 29):
        gradient = problem.gradients(*path[step]).mean(axis=0)
        assert path[step] - path[step + 1] == pytest.approx(0.1 / (1 + step / 10) * gradient, rel=1e-9)
