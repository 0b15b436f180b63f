"""Best fits of random neurons, against the table of the reference numbers, the best polynomials and linear programs."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate, optimize

from playground.concepts.approximation import TARGETS, best_fit, best_fit_error, fit_errors
from playground.concepts.approximation.best_fits import DEGREES, HIDDEN, quadrature
from playground.concepts.approximation.polynomials import rms_floor, sup_floor
from playground.concepts.approximation.targets import Target, drawn_target

WIDTHS = [4, 8, 16, 32, 64]
MEDIANS = {
    ("sine", "sigmoid"): [0.546, 0.118, 0.00042, 5e-7, 3e-8],
    ("sine", "tanh"): [0.490, 0.222, 0.0054, 1.3e-6, 2e-8],
    ("sine", "relu"): [0.593, 0.318, 0.105, 0.024, 0.0075],
    ("sine", "threshold"): [0.616, 0.422, 0.274, 0.163, 0.090],
    ("absolute", "sigmoid"): [0.056, 0.015, 0.0049, 0.0025, 0.0015],
    ("absolute", "tanh"): [0.296, 0.046, 0.0044, 0.0017, 0.0007],
    ("absolute", "relu"): [0.140, 0.026, 0.0047, 0.0018, 0.0007],
    ("absolute", "threshold"): [0.256, 0.131, 0.088, 0.042, 0.026],
}
FLOORS = {
    ("sine", "square"): 0.651160,
    ("sine", "cube"): 0.596524,
    ("sine", "identity"): 0.651160,
    ("absolute", "square"): 0.072169,
    ("absolute", "cube"): 0.072169,
    ("absolute", "identity"): 0.288675,
}
POLYNOMIALS = {
    "sine": [0.707107, 0.651160, 0.651160, 0.596524, 0.216069, 0.038243],
    "absolute": [0.288675, 0.288675, 0.072169, 0.072169, 0.036084, 0.022553],
    "jump": [0.5, 0.25, 0.25, 0.1875, 0.15625, 0.136719],
    "exponential": [0.657520, 0.162254, 0.026838, 0.003338, 0.000028],
    "nielsen": [0.202316, 0.141347, 0.119332, 0.109902, 0.096205, 0.051784],
}
LARGEST = {
    "sine": [1, 1, 1, 0.87185, 0.3258],
    "absolute": [0.5, 0.5, 0.125, 0.125, 0.0676],
    "jump": [0.5, 0.5, 0.5, 0.5, 0.5],
    "exponential": [1.175201, 0.278802, 0.045019, 0.005529, 0.000045],
}


@pytest.mark.parametrize(("target", "activation"), MEDIANS)
def test_the_reference_table(target: str, activation: str) -> None:
    found = best_fit_error(target, activation, WIDTHS)
    tolerance = 0.2 if activation == "threshold" else 0.12  # kinks between two places of a quadrature count for little
    for value, expected in zip(found, MEDIANS[target, activation], strict=True):
        assert value == pytest.approx(expected, rel=tolerance if expected > 1e-6 else 0.6)


@pytest.mark.parametrize(("target", "activation"), FLOORS)
def test_polynomial_activations_stop_at_the_best_polynomial(target: str, activation: str) -> None:
    degree = DEGREES[activation]
    floor = rms_floor(TARGETS[target], degree)
    assert floor == pytest.approx(FLOORS[target, activation], abs=1e-6)
    errors = fit_errors(target, activation, [degree + 1, 5, 8, 16, 33, 64], 5)
    np.testing.assert_allclose(errors, floor, atol=1e-6)


def test_closed_forms() -> None:
    assert rms_floor(TARGETS["absolute"], 2) == pytest.approx(1 / (8 * np.sqrt(3)), abs=1e-9)
    assert rms_floor(TARGETS["sine"], 1) == pytest.approx(np.sqrt(1 / 2 - 3 / (4 * np.pi**2)), abs=1e-9)
    assert best_fit_error("cube", "cube", 4) < 1e-9


@pytest.mark.parametrize("target", POLYNOMIALS)
def test_best_polynomials_in_the_mean(target: str) -> None:
    for degree, expected in zip((0, 1, 2, 3, 5, 7), POLYNOMIALS[target], strict=False):
        assert rms_floor(TARGETS[target], degree) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("target", LARGEST)
def test_best_polynomials_everywhere(target: str) -> None:
    for degree, expected in zip((0, 1, 2, 3, 5), LARGEST[target], strict=True):
        assert sup_floor(TARGETS[target], degree) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("degree", [1, 2, 3])
@pytest.mark.parametrize("seed", range(8))
def test_the_exchange_agrees_with_a_linear_program(degree: int, seed: int) -> None:
    heights = np.random.default_rng(seed).uniform(-1, 1, 41)
    target = drawn_target(heights.tolist())
    x = np.linspace(-1, 1, 2001)
    powers, values = np.polynomial.chebyshev.chebvander(x, degree), target(x)
    ones = np.ones((len(x), 1))
    solved = optimize.linprog(
        np.array([0.0] * (degree + 1) + [1.0]),
        A_ub=np.block([[powers, -ones], [-powers, -ones]]),
        b_ub=np.concatenate([values, -values]),
        bounds=[(None, None)] * (degree + 1) + [(0, None)],
    )
    assert sup_floor(target, degree) == pytest.approx(solved.fun, rel=1e-6, abs=1e-9)


def test_quadrature_is_exact_for_polynomials_and_for_corners_at_zero() -> None:
    x, shares = quadrature(128)
    assert shares.sum() == pytest.approx(1, abs=1e-12)
    assert shares @ np.abs(x) == pytest.approx(0.5, abs=1e-12)
    whole, _error = integrate.quad(lambda t: np.sin(2 * np.pi * t) ** 2 * np.exp(t), -1, 1)
    assert shares @ (np.sin(2 * np.pi * x) ** 2 * np.exp(x)) == pytest.approx(whole / 2, abs=1e-10)


def test_a_fit_is_the_one_of_least_squares() -> None:
    fit = best_fit("sine", "tanh", 12, 3)
    x, shares = quadrature(256)
    features = np.tanh(fit.weights * (x[:, None] - fit.kinks))
    left = features @ fit.heights - TARGETS["sine"](x)
    assert np.abs(features.T @ (shares * left)).max() < 1e-7, "what is left is orthogonal to each neuron"
    assert fit.rms == pytest.approx(np.sqrt(shares @ left**2), rel=1e-12)
    assert fit.sup == pytest.approx(np.abs(left).max(), rel=1e-12)


def test_what_may_be_asked() -> None:
    assert np.ndim(best_fit_error("sine", "relu", 4, 3)) == 0
    assert best_fit_error("sine", "relu", [4, 8], [2, 5, 7]).shape == (2,)
    assert best_fit_error(Target("", np.cos), "linear", 3, 2) == best_fit_error(np.cos, "identity", 3, 2)
    assert set(DEGREES) < set(HIDDEN)
    with pytest.raises(KeyError):
        best_fit_error("sine", "softmax", 4)
