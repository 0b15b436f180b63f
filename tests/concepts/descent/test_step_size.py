"""Bounds of the learning rate, by eigenvalues and on both sides by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from playground.concepts.descent import trajectory
from playground.concepts.descent.step_size import (
    best_rate,
    halving_steps,
    largest_stable_rate,
    shrinkage,
    step_matrix,
)
from playground.concepts.descent.surfaces import bowl

LINEAR = ["gd", "momentum", "nesterov"]


@pytest.mark.parametrize("method", LINEAR)
def test_the_matrix_is_a_step(method: str) -> None:
    path = trajectory(bowl(25), method, (2, 1), 0.02, 20)
    for axis, curvature in enumerate((1, 25)):
        state = np.array([path[0, axis], 0.0])
        for step in range(1, 21):
            state = step_matrix(method, 0.02, curvature, 0.9) @ state
            assert state[0] == pytest.approx(path[step, axis], abs=1e-13)


@given(st.sampled_from(LINEAR), st.floats(0.5, 200), st.floats(0, 0.97))
def test_just_below_the_bound_it_shrinks_and_just_above_it_grows(
    method: str, curvature: float, momentum: float
) -> None:
    bound = largest_stable_rate(method, curvature, momentum)
    assert (
        shrinkage(method, 0.999 * bound, curvature, momentum)
        < 1
        < shrinkage(method, 1.001 * bound, curvature, momentum)
    )


@pytest.mark.parametrize(("method", "bound"), [("gd", 0.08), ("momentum", 0.152), ("nesterov", 0.0542857)])
def test_published_bounds_hold_on_both_sides_when_one_goes_there(method: str, bound: float) -> None:
    assert largest_stable_rate(method, 25, 0.9) == pytest.approx(bound, rel=1e-6)
    below, above = (trajectory(bowl(25), method, (2, 1), rate * bound, 2000)[-1] for rate in (0.99, 1.01))
    assert abs(below[1]) < 1e-3
    assert not abs(above[1]) < 1e3


def test_published_factors() -> None:
    assert shrinkage("momentum", 0.999 * 0.152, 25, 0.9) == pytest.approx(0.948683, abs=1e-6)
    assert shrinkage("momentum", 1.001 * 0.152, 25, 0.9) == pytest.approx(1.030090, abs=1e-6)
    for curvature in (1, 25):
        assert shrinkage("momentum", 1 / 9, curvature, 4 / 9) == pytest.approx(2 / 3, abs=1e-6)
        assert shrinkage("gd", best_rate(1, 25), curvature, 0) == pytest.approx(12 / 13)


@given(st.floats(0.01, 1.5), st.floats(1, 40))
def test_half_of_the_distance(rate: float, curvature: float) -> None:
    factor = abs(1 - rate * curvature)
    assume(1e-3 < factor < 0.999)
    assert factor ** halving_steps(factor) == pytest.approx(0.5)


def test_what_never_halves_and_what_halves_at_once() -> None:
    assert halving_steps(1.0) == halving_steps(1.5) == float("inf")
    assert halving_steps(0.0) == 0


def test_what_has_no_bound() -> None:
    assert largest_stable_rate("adam", 25, 0.9) == float("inf")
    assert largest_stable_rate("gd", -1, 0.9) == float("inf")
    with pytest.raises(ValueError, match="adam"):
        step_matrix("adam", 0.1, 1, 0.9)
