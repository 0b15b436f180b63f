from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from playground.training.probes.ranges import STEPS, round_up, stepped_range

SIZES = st.floats(1e-30, 1e30)


@pytest.mark.parametrize(
    ("size", "step"),
    [(0, 0), (1, 1), (1.0000001, 1), (1.2, 1.5), (0.97, 1), (0.012, 0.015), (51, 75), (9.9, 10), (8e9, 1e10)],
)
def test_sizes_go_up_to_the_next_step(size: float, step: float) -> None:
    assert round_up(size) == pytest.approx(step)


@given(SIZES)
def test_a_step_is_not_much_more_than_the_size(size: float) -> None:
    assert size / (1 + 1e-5) <= round_up(size) <= 1.7 * size


@given(SIZES, st.floats(1, 1e6))
def test_a_larger_size_has_no_smaller_step(size: float, factor: float) -> None:
    assume(size * factor < 1e30)
    assert round_up(size) <= round_up(size * factor)


@given(st.sampled_from(STEPS), st.integers(-20, 20))
def test_a_step_stays_a_step(step: float, power: int) -> None:
    assert round_up(step * 10.0**power) == pytest.approx(step * 10.0**power)


@pytest.mark.parametrize("size", [-1, float("inf"), float("nan")])
def test_what_has_no_step_is_refused(size: float) -> None:
    with pytest.raises(ValueError, match="no step"):
        round_up(size)


@pytest.mark.parametrize(
    ("low", "high", "limits"),
    [(0, 0, (0, 1)), (0.2, 0.9, (0, 1)), (-0.9, 0.2, (-1, 0.2)), (-3, -2, (-3, 0)), (0, 41, (0, 50))],
)
def test_ranges_hold_everything_and_zero(low: float, high: float, limits: tuple[float, float]) -> None:
    assert stepped_range(low, high) == pytest.approx(limits)
