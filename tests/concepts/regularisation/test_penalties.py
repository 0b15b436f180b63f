"""Penalties against scikit-learn's Lasso and elastic net, closed forms, and descent step by step."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize
from sklearn.datasets import load_diabetes
from sklearn.linear_model import ElasticNet, Lasso

from playground.arrays import Float64Array
from playground.concepts.regularisation.penalties import (
    best_in_plane,
    diabetes,
    kept_by_ridge,
    kept_by_stopping,
    proximal_path,
    ridge,
    smallest_all_zero,
    subgradient_path,
)

STRENGTHS = np.array([0.001, 0.01, 0.05, 0.1, 0.2, 0.5])
NOTHING = np.zeros(len(STRENGTHS))


@pytest.fixture(name="data", scope="module")
def fixture_data() -> tuple[Float64Array, Float64Array]:
    x, y = load_diabetes(return_X_y=True)
    return (x - x.mean(axis=0)) / x.std(axis=0), (y - y.mean()) / y.std()


def test_the_moments_are_those_of_the_data(data: tuple[Float64Array, Float64Array]) -> None:
    x, y = data
    _names, loss = diabetes()
    np.testing.assert_allclose(loss.gram, x.T @ x / len(y), atol=1e-11)
    np.testing.assert_allclose(loss.products, x.T @ y / len(y), atol=1e-11)


def test_the_path_is_the_lassos(data: tuple[Float64Array, Float64Array]) -> None:
    _names, loss = diabetes()
    found = proximal_path(loss, STRENGTHS, NOTHING)
    for strength, weights in zip(STRENGTHS, found, strict=True):
        lasso = Lasso(alpha=strength, fit_intercept=False, tol=1e-14, max_iter=1_000_000).fit(*data)
        np.testing.assert_allclose(weights, lasso.coef_, rtol=0, atol=1e-8)
    assert (found == 0).sum(axis=1).tolist() == [1, 2, 4, 6, 7, 8]


def test_with_both_penalties_it_is_the_elastic_nets(data: tuple[Float64Array, Float64Array]) -> None:
    _names, loss = diabetes()
    for strength, weights in zip(STRENGTHS, proximal_path(loss, STRENGTHS / 2, STRENGTHS / 2), strict=True):
        net = ElasticNet(alpha=strength, l1_ratio=0.5, fit_intercept=False, tol=1e-14, max_iter=1_000_000).fit(*data)
        np.testing.assert_allclose(weights, net.coef_, rtol=0, atol=1e-8)


def test_with_l2_alone_it_is_ridge_and_nothing_is_zero() -> None:
    _names, loss = diabetes()
    found = proximal_path(loss, NOTHING, STRENGTHS)
    for strength, weights in zip(STRENGTHS, found, strict=True):
        np.testing.assert_allclose(weights, ridge(loss, strength), atol=1e-9)
    assert (found != 0).all()
    sizes = [np.linalg.norm(ridge(loss, strength)) for strength in (0.0, 0.01, 0.1, 1.0, 10.0)]
    np.testing.assert_allclose(sizes, [0.851069, 0.610042, 0.493861, 0.316004, 0.089863], atol=1e-6)


def test_all_are_zero_from_the_largest_correlation_on() -> None:
    _names, loss = diabetes()
    most = smallest_all_zero(loss)
    assert most == pytest.approx(0.586450, abs=1e-6)
    found = proximal_path(loss, np.array([most * 1.0001, most * 0.999]), np.zeros(2))
    assert (found[0] == 0).all()
    assert (found[1] != 0).sum() == 1


def test_the_subgradient_makes_no_zeros() -> None:
    _names, loss = diabetes()
    found = subgradient_path(loss, STRENGTHS, NOTHING, 0.1, 20_000)
    assert (found != 0).all()
    best = proximal_path(loss, STRENGTHS, NOTHING)
    assert (np.abs(found - best).max(axis=1) <= 10 * 0.1 * STRENGTHS).all(), "they rock around"
    assert (loss.objective(found, STRENGTHS, 0.0) >= loss.objective(best, STRENGTHS, 0.0)).all()


def test_shares_of_eigendirections() -> None:
    _names, loss = diabetes()
    values, kept = kept_by_ridge(loss, 0.1)
    expected = [4.024211, 1.49232, 1.205966, 0.955476, 0.662181, 0.602717, 0.536566, 0.433682, 0.07832, 0.008561]
    np.testing.assert_allclose(values, expected, atol=1e-6)
    axes = np.linalg.eigh(loss.gram)[1][:, ::-1]
    plain, shrunk = axes.T @ ridge(loss, 0.0), axes.T @ ridge(loss, 0.1)
    np.testing.assert_allclose(shrunk / plain, kept, rtol=1e-9)
    assert kept_by_ridge(loss, 0.01)[1].sum() == pytest.approx(9.2483, abs=1e-4)
    w = np.zeros(10)
    for _step in range(100):
        w = w - 0.1 * (w @ loss.gram - loss.products)
    np.testing.assert_allclose(axes.T @ w / plain, kept_by_stopping(loss, 0.1, 100), rtol=1e-8)


@pytest.mark.parametrize("seed", range(20))
def test_two_weights_are_the_best_ones(seed: int) -> None:
    generator = np.random.default_rng(seed)
    centre, l1, l2 = generator.uniform(-3, 3, 2), float(generator.uniform(0, 2)), float(generator.uniform(0, 2))
    gram = np.array([[1.0, 0.5], [0.5, 1.0]])

    def objective(w: Float64Array) -> float:
        apart = w - centre
        return float(0.5 * apart @ gram @ apart + l1 * np.abs(w).sum() + 0.5 * l2 * w @ w)

    best = best_in_plane(gram, centre, l1, l2)
    solved = optimize.minimize(objective, best + 0.1, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12})
    assert objective(best) <= solved.fun + 1e-9


def test_a_single_weight() -> None:
    gram = np.eye(2)
    assert best_in_plane(gram, np.array([3.0, 0.0]), 1.0, 0.0)[0] == pytest.approx(2)
    assert best_in_plane(gram, np.array([3.0, 0.0]), 4.0, 0.0)[0] == 0
    assert best_in_plane(gram, np.array([3.0, 0.0]), 0.0, 1.0)[0] == pytest.approx(1.5)
    assert best_in_plane(gram, np.array([3.0, 0.0]), 0.0, 4.0)[0] == pytest.approx(0.6)
