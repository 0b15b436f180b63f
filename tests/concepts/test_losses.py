"""Losses and their gradients, held to SciPy, autograd and published numbers."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from scipy import optimize, special, stats

from playground.concepts.losses import (
    absolute_error,
    best_constant,
    cross_entropy,
    cross_entropy_gradient,
    cross_entropy_of_logits,
    entropy,
    huber_error,
    kl_divergence,
    softmax,
    squared_error,
    squared_error_gradient,
    squared_error_of_logits,
    steps_until_right,
)

THIRD = (1 / 3, 1 / 3, 1 / 3)
PUBLISHED = [  # p, q, H(p), KL(p‖q), H(p, q), KL(q‖p)
    ((1, 0, 0), (0.7, 0.2, 0.1), 0, 0.356675, 0.356675, np.inf),
    ((1, 0, 0), (0.1, 0.2, 0.7), 0, 2.302585, 2.302585, np.inf),
    ((0.7, 0.2, 0.1), (0.7, 0.2, 0.1), 0.801819, 0, 0.801819, 0),
    ((0.7, 0.2, 0.1), THIRD, 0.801819, 0.296794, 1.098612, 0.324287),
    ((0.7, 0.2, 0.1), (0.5, 0.25, 0.25), 0.801819, 0.099273, 0.901091, 0.116622),
    ((0.7, 0.2, 0.1), (0.9, 0.05, 0.05), 0.801819, 0.170653, 0.972472, 0.122211),
    ((0.7, 0.2, 0.1), (0.1, 0.2, 0.7), 0.801819, 1.167546, 1.969365, 1.167546),
    ((0.9, 0.05, 0.05), (0.1, 0.2, 0.7), 0.394398, 1.776235, 2.170632, 1.904877),
]
OF_LOGITS = [  # true class, cross-entropy, squared error and its gradient, of the logits 2, 1, -1
    (0, 0.349012, 0.155370, (-0.219191, 0.206944, 0.012247)),
    (1, 1.349012, 1.047146, (0.562533, -0.543461, -0.019071)),
    (2, 3.349012, 1.495901, (0.245988, -0.140919, -0.105069)),
]
LOGITS = npst.arrays(np.float64, st.integers(2, 10), elements=st.floats(-30, 30))
DISTRIBUTIONS = npst.arrays(np.float64, 5, elements=st.floats(0.001, 1)).map(lambda each: each / each.sum())


@pytest.mark.parametrize(("p", "q", "h", "kl", "both", "back"), PUBLISHED)
def test_published_numbers_of_two_distributions(
    p: tuple[float, ...], q: tuple[float, ...], h: float, kl: float, both: float, back: float
) -> None:
    found = entropy(np.array(p)), kl_divergence(np.array(p), np.array(q)), cross_entropy(np.array(p), np.array(q))
    assert found == pytest.approx((h, kl, both), abs=6e-7)
    assert kl_divergence(np.array(q), np.array(p)) == pytest.approx(back, abs=6e-7)


@given(DISTRIBUTIONS, DISTRIBUTIONS)
def test_two_distributions_are_scipys(p: np.ndarray, q: np.ndarray) -> None:
    assert entropy(p) == pytest.approx(stats.entropy(p), abs=1e-12)
    assert kl_divergence(p, q) == pytest.approx(stats.entropy(p, q), abs=1e-12)
    assert cross_entropy(p, q) == pytest.approx(entropy(p) + kl_divergence(p, q), abs=1e-12)
    assert kl_divergence(p, q) >= -1e-15


@pytest.mark.parametrize(("truth", "loss", "square", "slopes"), OF_LOGITS)
def test_published_numbers_of_one_answer(truth: int, loss: float, square: float, slopes: tuple[float, ...]) -> None:
    logits = np.array([2.0, 1, -1])
    assert cross_entropy_of_logits(logits, truth) == pytest.approx(loss, abs=6e-7)
    assert squared_error_of_logits(logits, truth) == pytest.approx(square, abs=6e-7)
    assert squared_error_gradient(logits, truth) == pytest.approx(slopes, abs=6e-7)


@given(LOGITS, st.data())
def test_gradients_are_autograds(logits: np.ndarray, data: st.DataObject) -> None:
    truth = data.draw(st.integers(0, len(logits) - 1))
    z = torch.tensor(logits, requires_grad=True)
    loss = torch.nn.functional.cross_entropy(z[None], torch.tensor([truth]))
    (gradient,) = torch.autograd.grad(loss, z)
    assert cross_entropy_of_logits(logits, truth) == pytest.approx(float(loss.detach()), abs=1e-12)
    np.testing.assert_allclose(cross_entropy_gradient(logits, truth), gradient, atol=1e-12)
    target = torch.nn.functional.one_hot(torch.tensor(truth), len(logits)).double()
    square = torch.nn.functional.mse_loss(torch.softmax(z, 0), target, reduction="sum")
    (gradient,) = torch.autograd.grad(square, z)
    assert squared_error_of_logits(logits, truth) == pytest.approx(float(square.detach()), abs=1e-12)
    np.testing.assert_allclose(squared_error_gradient(logits, truth), gradient, atol=1e-12)


@pytest.mark.parametrize("size", [1e4, -1e4])
def test_nothing_overflows(size: float) -> None:
    logits = np.array([size, 0.0, -size])
    with np.errstate(over="raise", invalid="raise"):
        assert softmax(logits).sum() == pytest.approx(1)
        for truth in range(3):
            exact = -special.log_softmax(logits)[truth]
            assert cross_entropy_of_logits(logits, truth) == pytest.approx(exact)
            assert np.isfinite(squared_error_gradient(logits, truth)).all()


@pytest.mark.parametrize(("margin", "steps", "squared"), [(6, 4, 55), (10, 6, 2762)])
def test_published_ways_out_of_the_hole(margin: float, steps: int, squared: int) -> None:
    logits = np.array([0.0, -margin])
    assert steps_until_right(logits, 1, "cross_entropy") == steps
    assert steps_until_right(logits, 1, "squared_error") == squared


def test_a_right_answer_needs_no_step_and_a_hopeless_one_never_comes() -> None:
    assert steps_until_right(np.array([0.0, 1]), 1, "squared_error") == 0
    assert steps_until_right(np.array([0.0, -40]), 1, "squared_error") is None


@given(st.floats(-20, 20), st.floats(0.1, 5))
def test_errors_of_numbers_are_pytorchs(residual: float, delta: float) -> None:
    r = torch.tensor(residual, dtype=torch.float64, requires_grad=True)
    zero = torch.zeros((), dtype=torch.float64)
    functions = torch.nn.functional
    for mine, loss in [
        (squared_error(residual), functions.mse_loss(r, zero)),
        (absolute_error(residual), functions.l1_loss(r, zero)),
        (huber_error(residual, delta), functions.huber_loss(r, zero, delta=delta)),
    ]:
        (slope,) = torch.autograd.grad(loss, r)
        assert mine == pytest.approx((float(loss.detach()), float(slope)), abs=1e-12)


@given(npst.arrays(np.float64, st.integers(1, 9), elements=st.floats(-10, 10)), st.floats(0.2, 4))
def test_the_best_constant_is_scipys(points: np.ndarray, delta: float) -> None:
    assert best_constant(points, "squared") == pytest.approx(points.mean())
    assert best_constant(points, "absolute") == pytest.approx(np.median(points))

    def total(c: float) -> float:
        return sum(huber_error(c - point, delta)[0] for point in points)

    found = optimize.minimize_scalar(total, bounds=(points.min() - 1, points.max() + 1), method="bounded")
    assert total(best_constant(points, "huber", delta)) <= found.fun + 1e-9


def test_published_constants() -> None:
    points = np.array([0.0, 0, 1, 2, 10])
    assert best_constant(points, "squared") == pytest.approx(2.6)
    assert best_constant(points, "absolute") == 1
