from __future__ import annotations

import numpy as np
import pytest

from playground.concepts.approximation.towers import (
    SURFACES,
    bumps_of,
    errors,
    middle_heights,
    middles,
    neurons,
    towers,
)


def test_a_tower_is_a_network_of_two_hidden_layers() -> None:
    """Written out neuron by neuron: eight steps, one neuron for the middle square, its height."""
    heights = np.zeros((3, 3))
    heights[1, 1] = 0.7
    x, y = np.meshgrid(middles(20), middles(20))
    edges = np.array([-1, -1 / 3, 1 / 3, 1])

    def sigma(a: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-a))

    first = [sigma(40 * (x - edge)) for edge in edges] + [sigma(40 * (y - edge)) for edge in edges]
    middle = sigma(10 * (first[1] - first[2] + first[5] - first[6] - 1.5))
    rest = np.zeros_like(middle)  # the other eight are there, and as high as 0
    np.testing.assert_allclose(towers(heights, 40, middles(20), middles(20)), 0.7 * middle + rest, atol=1e-12)
    assert neurons(3) == (8, 9)


def test_bumps_share_one_out_between_them() -> None:
    inside = np.linspace(-0.7, 0.7, 50)
    np.testing.assert_allclose(bumps_of(5, 100, inside).sum(axis=0), 1, atol=1e-9)


@pytest.mark.parametrize("surface", ["cone", "hill", "saddle", "waves"])
def test_more_towers_are_nearer_in_the_mean(surface: str) -> None:
    found = [errors(surface, count, 300)[1] for count in (4, 6, 8, 10)]
    assert found == sorted(found, reverse=True)


def test_the_hole_at_a_corner_stays() -> None:
    for count in (2, 4, 6, 8, 10):
        for steepness in (100.0, 300.0):
            assert errors("hill", count, steepness)[0] > 0.95
    assert errors("hill", 3, 300)[0] < 0.95, "no corner is at the summit"


def test_heights_are_those_in_the_middle_of_squares() -> None:
    heights = middle_heights("saddle", 4)
    assert heights.shape == (4, 4)
    assert heights[0, 3] == pytest.approx(SURFACES["saddle"](np.array(0.75), np.array(-0.75)))
