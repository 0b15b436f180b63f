from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from playground.activations import ACTIVATIONS
from playground.concepts.softmax import softmax

LOGITS = st.floats(-1000, 1000)
SIGMOID = ACTIVATIONS["sigmoid"].function


@given(st.lists(LOGITS, min_size=1, max_size=6))
def test_softmax_is_scipys(logits: list[float]) -> None:
    np.testing.assert_allclose(softmax(np.array(logits)), special.softmax(logits), rtol=1e-9, atol=1e-300)


@given(LOGITS, LOGITS)
def test_with_two_classes_it_is_the_sigmoid_of_the_difference(first: float, second: float) -> None:
    share = softmax(np.array([first, second]))[1]
    assert share == pytest.approx(special.expit(second - first), abs=1e-12)
    assert share == pytest.approx(float(SIGMOID(np.array(second - first))), abs=1e-12)


@pytest.mark.parametrize(
    ("logits", "shares"), [((1000, -1000), (1, 0)), ((-1000, 1000), (0, 1)), ((1000, 1000), (0.5, 0.5))]
)
def test_it_does_not_overflow(logits: tuple[float, float], shares: tuple[float, float]) -> None:
    assert softmax(np.array(logits, dtype=float)).tolist() == list(shares)


def test_it_works_on_the_last_axis_of_any_shape() -> None:
    logits = np.random.default_rng(0).normal(size=(2, 3, 4))
    np.testing.assert_allclose(softmax(logits), special.softmax(logits, axis=-1))
