"""The game's value and the best discriminator: closed forms, quadrature, a thousand other discriminators."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import multivariate_normal

from playground.concepts.gan import VALUE_AT_EQUALITY, best_discriminator, gaussian_density, value, value_at_best

X = np.linspace(-14, 18, 320_001)
CELL = X[1] - X[0]
# Distance of two Gaussians of standard deviation 1, value with the best discriminator, its mean on the data.
REFERENCE = [
    (0.5, -1.325672, 0.529473),
    (1.0, -1.163451, 0.602027),
    (2.0, -0.712633, 0.775200),
    (4.0, -0.120854, 0.965701),
]


def normal(mean: float) -> np.ndarray:
    return gaussian_density(X[:, None], np.array([mean]), np.eye(1))


@pytest.mark.parametrize(("distance", "expected", "on_real"), REFERENCE)
def test_two_gaussians(distance: float, expected: float, on_real: float) -> None:
    real, generated = normal(0), normal(distance)
    best = best_discriminator(real, generated)
    middle = np.abs(X) < 6
    np.testing.assert_allclose(best[middle], expit(distance**2 / 2 - distance * X[middle]), atol=1e-12)
    assert value_at_best(real, generated, CELL) == pytest.approx(expected, abs=1e-6)
    assert (real * best).sum() * CELL == pytest.approx(on_real, abs=1e-6)


def test_equal_distributions_and_disjoint_ones() -> None:
    real = normal(0)
    assert pytest.approx(-1.386294, abs=1e-6) == VALUE_AT_EQUALITY
    assert value_at_best(real, real, CELL) == pytest.approx(VALUE_AT_EQUALITY, abs=1e-9)
    left, right = (np.where(side, real, 0) for side in (X < 0, X >= 0))
    assert value_at_best(2 * left, 2 * right, CELL) == pytest.approx(0, abs=1e-12)


def test_no_other_discriminator_does_better() -> None:
    random = np.random.default_rng(0)
    real, generated = random.dirichlet(np.ones(6), 2)
    best = best_discriminator(real, generated)

    def worth(answers: np.ndarray) -> float:
        return float((real * np.log(answers) + generated * np.log(1 - answers)).sum())

    assert worth(best) == pytest.approx(value_at_best(real, generated, 1.0))
    others = np.clip(best + random.normal(0, 0.2, (1000, 6)), 1e-9, 1 - 1e-9)
    assert max(map(worth, others)) < worth(best)


def test_the_value_of_a_sample() -> None:
    assert value(np.array([0.5, 0.5]), np.array([0.5])) == pytest.approx(VALUE_AT_EQUALITY)
    assert value(np.array([0.8]), np.array([0.4, 0.1])) == pytest.approx(log(0.8) + (log(0.6) + log(0.9)) / 2)
    assert value(np.array([0.0]), np.array([0.5])) == -np.inf


def test_the_best_discriminator_where_there_is_nothing() -> None:
    np.testing.assert_array_equal(best_discriminator(np.array([0.0, 0.0, 2.0]), np.array([0.0, 1.0, 0.0])), [0.5, 0, 1])


def test_a_linear_generators_density_against_scipy() -> None:
    random = np.random.default_rng(2)
    matrix, mean = random.normal(size=(2, 3)), random.normal(size=2)
    points = random.normal(0, 2, (40, 2))
    covariance = matrix @ matrix.T
    expected = multivariate_normal(mean, covariance).pdf(points)
    np.testing.assert_allclose(gaussian_density(points, mean, covariance), expected, rtol=1e-10)


def test_a_flat_gaussian_has_no_density() -> None:
    with pytest.raises(np.linalg.LinAlgError):
        gaussian_density(np.zeros((1, 2)), np.zeros(2), np.array([[1.0, 0.0], [0.0, 0.0]]))
