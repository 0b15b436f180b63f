from __future__ import annotations

import numpy as np
import pytest

from playground.concepts.approximation.targets import TARGETS, drawn_target, modulus_of_continuity


def test_a_drawn_target_goes_straight_from_point_to_point() -> None:
    target = drawn_target([0.0, 1.0, -1.0])
    np.testing.assert_allclose(target(np.array([-1, -0.5, 0, 0.25, 1])), [0, 0.5, 1, 0.5, -1])


@pytest.mark.parametrize(
    ("name", "slope"), [("sine", 2 * np.pi), ("absolute", 1.0), ("exponential", np.e), ("cube", 3.0)]
)
@pytest.mark.parametrize("parts", [4, 8, 16, 32])
def test_what_changes_within_a_step_is_bounded_by_the_largest_slope(name: str, slope: float, parts: int) -> None:
    found = modulus_of_continuity(TARGETS[name], 1 / parts)
    assert found <= slope * (1 / parts + 0.001)
    assert modulus_of_continuity(TARGETS[name], 2 / parts) >= found


def test_a_jump_changes_by_one_however_near() -> None:
    assert modulus_of_continuity(TARGETS["jump"], 0.001) == 1


def test_nielsens_curve() -> None:
    t = np.linspace(0, 1, 11)
    expected = 0.2 + 0.4 * t * t + 0.3 * t * np.sin(15 * t) + 0.05 * np.cos(50 * t)
    np.testing.assert_allclose(TARGETS["nielsen"](2 * t - 1), expected, atol=1e-12)
