"""What a generator is to imitate: densities that are densities, and points drawn from them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from playground.concepts.gan import TARGETS, Mixture, drawn_mixture

REACH, CELLS = 6.0, 600


def grid() -> np.ndarray:
    places = (np.arange(CELLS) + 0.5) * 2 * REACH / CELLS - REACH
    return np.stack(np.meshgrid(places, places), axis=-1).reshape(-1, 2)


@pytest.mark.parametrize("name", TARGETS)
def test_densities_have_mass_one(name: str) -> None:
    cell = (2 * REACH / CELLS) ** 2
    parts = [TARGETS[name].density(part).sum() * cell for part in np.array_split(grid(), 80)]
    assert sum(parts) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("name", TARGETS)
def test_points_are_drawn_from_the_density(name: str) -> None:
    """The share of points in a box is the density's mass there, within four standard errors."""
    target, count = TARGETS[name], 20_000
    points = target.sample(np.random.default_rng(0), count)
    cell, masses = (2 * REACH / CELLS) ** 2, []
    places = grid()
    boxes = [(places[:, 0] < 0.3) & (places[:, 1] > -0.3), places[:, 0] > 1.1]
    for box in boxes:
        masses.append(sum(target.density(part).sum() for part in np.array_split(places[box], 40)) * cell)
    shares = [((points[:, 0] < 0.3) & (points[:, 1] > -0.3)).mean(), (points[:, 0] > 1.1).mean()]
    # The edge of a box cuts cells: half a cell's width of mass, at most 2 % here.
    for share, mass in zip(shares, masses, strict=True):
        assert abs(share - mass) < 4 * np.sqrt(0.25 / count) + 0.02


def test_density_against_scipy() -> None:
    mixture = Mixture("", np.array([[0.0, 1.0], [2.0, -1.0]]), 0.7, has_modes=True)
    points = np.random.default_rng(1).normal(0, 2, (50, 2))
    expected = np.mean(
        [multivariate_normal(centre, 0.49 * np.eye(2)).pdf(points) for centre in mixture.centres], axis=0
    )
    np.testing.assert_allclose(mixture.density(points), expected, rtol=1e-12)


def test_ring_and_grid_are_those_of_the_reference() -> None:
    ring, squares = TARGETS["ring8"], TARGETS["grid25"]
    np.testing.assert_allclose(np.linalg.norm(ring.centres, axis=1), 2)
    assert (len(ring.centres), ring.sigma) == (8, 0.1)
    assert (len(squares.centres), squares.sigma) == (25, 0.05)
    gaps = np.linalg.norm(squares.centres[:, None] - squares.centres, axis=2)
    assert gaps[gaps > 0].min() == 1


def test_the_same_source_draws_the_same_points() -> None:
    one, other = (TARGETS["two_moons"].sample(np.random.default_rng(3), 10) for _ in range(2))
    np.testing.assert_array_equal(one, other)


def test_drawn_points_are_imitated_one_by_one() -> None:
    drawn = drawn_mixture([(0, 0), (1, 2)], 0.01)
    points = drawn.sample(np.random.default_rng(0), 200)
    nearest = np.linalg.norm(points[:, None] - drawn.centres, axis=2).min(axis=1)
    assert nearest.max() < 0.06
    assert not drawn.has_modes
