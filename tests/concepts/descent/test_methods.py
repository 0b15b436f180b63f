"""First steps, whatever the surface."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.concepts.descent.methods import METHODS, RATES, Options, Stepper

SLOPES = st.tuples(*[st.floats(1e-3, 1e6).flatmap(lambda size: st.sampled_from([size, -size]))] * 2).map(np.array)


@given(SLOPES, st.floats(1e-4, 1.0))
def test_the_first_step_of_each(gradient: np.ndarray, rate: float) -> None:
    def first(method: str) -> np.ndarray:
        return Stepper(method, rate, Options()).step(gradient)

    np.testing.assert_allclose(first("gd"), rate * gradient)
    np.testing.assert_allclose(first("momentum"), rate * gradient, err_msg="PyTorch does not damp it")
    np.testing.assert_allclose(first("nesterov"), 1.9 * rate * gradient)
    np.testing.assert_allclose(first("adagrad"), rate * np.sign(gradient), rtol=1e-6)
    np.testing.assert_allclose(first("rmsprop"), 10 * rate * np.sign(gradient), rtol=1e-3)
    np.testing.assert_allclose(first("adam"), rate * np.sign(gradient), rtol=1e-4)


@pytest.mark.parametrize("method", [name for name in METHODS if name != "annealing"])
def test_many_points_go_as_each_alone(method: str) -> None:
    gradients = np.random.default_rng(0).normal(size=(5, 2, 7))
    together, alone = Stepper(method, 0.1), [Stepper(method, 0.1) for _ in range(7)]
    for gradient in gradients:
        steps = together.step(gradient)
        for k, stepper in enumerate(alone):
            np.testing.assert_array_equal(steps[:, k], stepper.step(gradient[:, k]))


def test_each_method_has_a_usual_rate() -> None:
    assert list(RATES) == list(METHODS)
