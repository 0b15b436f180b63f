"""Modes that are covered, and points near to them: of perfect samples, of collapsed ones, of smeared ones."""

from __future__ import annotations

import numpy as np
import pytest

from playground.concepts.gan import TARGETS, covered_modes, share_within
from playground.concepts.gan.coverage import mode_counts

RING = TARGETS["ring8"]


def test_a_perfect_sample_covers_all_and_nearly_all_of_it_is_near() -> None:
    points = RING.sample(np.random.default_rng(0), 100_000)
    assert covered_modes(points, RING.centres, RING.sigma).all()
    expected = 1 - np.exp(-4.5)  # two dimensions: 98.9 %, not 99.7 %
    near = share_within(points, RING.centres, RING.sigma)
    assert abs(near - expected) < 4 * np.sqrt(expected * (1 - expected) / len(points))


def test_a_collapsed_one_covers_one() -> None:
    points = RING.centres[3] + 0.05 * np.random.default_rng(0).normal(size=(1000, 2))
    assert covered_modes(points, RING.centres, RING.sigma).tolist() == [k == 3 for k in range(8)]
    assert share_within(points, RING.centres, RING.sigma) == 1


def test_points_smeared_over_the_plane_light_all_lamps_and_are_not_near() -> None:
    points = np.random.default_rng(0).uniform(-2.5, 2.5, (4000, 2))
    assert covered_modes(points, RING.centres, RING.sigma).all()
    assert share_within(points, RING.centres, RING.sigma) < 0.15


@pytest.mark.parametrize(("count", "covered"), [(6, False), (7, True)])
def test_a_mode_needs_a_twentieth_of_its_share(count: int, covered: bool) -> None:
    """Of 1,000 points a mode's fair share is 125: 6.25 of them are a twentieth."""
    points = np.concatenate([np.tile(RING.centres[0], (1000 - count, 1)), np.tile(RING.centres[5], (count, 1))])
    assert covered_modes(points, RING.centres, RING.sigma)[5] == covered


def test_a_point_between_two_centres_counts_once() -> None:
    centres = np.array([[0.0, 0.0], [1.0, 0.0]])
    assert mode_counts(np.array([[0.4, 0.0], [0.9, 0.0], [9.0, 9.0]]), centres, 1.0).tolist() == [1, 1]
