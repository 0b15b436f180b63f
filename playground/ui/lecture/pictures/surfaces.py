"""Pictures of planes: data, minima, descents, penalties, what a generator is to imitate."""

from __future__ import annotations

import numpy as np

from playground.arrays import Float64Array
from playground.concepts.descent.basins import basins
from playground.concepts.descent.paths import trajectory
from playground.concepts.descent.stationary_points import stationary_points
from playground.concepts.descent.stochastic import LeastSquares, Sampling, descent, exercise
from playground.concepts.descent.surfaces import SURFACES
from playground.concepts.gan.targets import TARGETS
from playground.concepts.regularisation.penalties import best_in_plane
from playground.planes import PLANES
from playground.ui.lecture.pictures.svg import WIDTH, Axes, cells, circle, dots, drawing, line, lines

ROUND = np.linspace(0, 2 * np.pi, 33)


def spiral() -> str:
    """Return points on two arms of a spiral."""
    points, targets = PLANES["spiral"].draw(np.random.default_rng(0), 84, 0.0)
    axes = Axes(-9.4, 9.4, -5.6, 5.6)
    return drawing(*(dots(axes.places(points[targets == side]), 1.8, kind) for side, kind in ((0, "fo"), (1, "fb"))))


def halves() -> str:
    """Return what one neuron sees: a line, with points on both sides."""
    points, targets = PLANES["gaussian"].draw(np.random.default_rng(1), 44, 0.1)
    axes = Axes(-9.4, 9.4, -5.6, 5.6)
    both = [dots(axes.places(points[targets == side]), 1.8, kind) for side, kind in ((0, "fo"), (1, "fb"))]
    return drawing(*both, lines([(axes.place(-5.6, 5.6), axes.place(5.6, -5.6))]))


def ring() -> str:
    """Return the ring that a generator is to imitate: where it is to put points, and points near it."""
    target = TARGETS["ring8"]
    generator = np.random.default_rng(0)
    drawn = target.centres[generator.integers(0, 8, 56)] + 0.16 * generator.normal(size=(56, 2))
    axes = Axes(-5, 5, -2.6, 2.6, 4)
    rings = [circle(*place, 6, "b") for place in axes.places(target.centres)]
    return drawing(*rings, dots(axes.places(drawn), 1.1, "fo"))


def four_basins() -> str:
    """Return which of four minima a descent finds from each place."""
    surface = SURFACES["himmelblau"]
    minima = [point for point in stationary_points(surface) if point.kind == "minimum"]
    rows, columns = 27, 45
    places = basins(surface, minima, "gd", 0.01, (rows, columns), 200).minima[::-1]
    kinds = ("fb", "fo", "fg", "fq")
    left, right, bottom, top = surface.domain
    axes = Axes(left, right, bottom, top, 0)
    middles = dots([axes.place(point.x, point.y) for point in minima], 2.2, "fn")
    return drawing(cells(places, 0, 0, WIDTH / columns, kinds), middles)


def slope() -> str:
    """Return a curve with two minima, and steps down into one of them."""
    axes = Axes(-1.7, 1.7, -0.75, 2.1)
    x = np.linspace(-1.6, 1.6, 41)
    place, path = -1.55, []
    for _step in range(9):
        path.append((place, float(_double(place))))
        place -= 0.02 * (4 * place**3 - 4 * place + 0.3)
    steps = axes.places(path)
    return drawing(axes.curve(x, _double(x), ""), line(steps, "o"), dots(steps, 2, "fo"))


def ravine() -> str:
    """Return levels of a bowl that is steeper one way than the other, with a descent."""
    surface = SURFACES["bowl"]
    left, right, bottom, top = surface.domain
    axes = Axes(left, right, bottom, top, 3)
    levels = [
        line(axes.places(np.stack([r * np.cos(ROUND), r * np.sin(ROUND) / 5], 1)), "q") for r in (0.6, 1.2, 1.8, 2.3)
    ]
    path = trajectory("bowl", "gd", (2.2, 1.2), 0.073, 16)
    return drawing(*levels, line(axes.places(path), "o"), dots(axes.places(path), 1.5, "fo"))


def noise() -> str:
    """Return the way of single examples to the best line, over levels of its loss."""
    return _stochastic(Sampling(1, 0.12, seed=2), 45)


def batches() -> str:
    """Return the way of batches of ten: as far, with less noise."""
    return _stochastic(Sampling(10, 0.12, seed=2), 30)


def diamond() -> str:
    """Return the L1 penalty's diamond, touched at a corner by a level of the loss."""
    gram, centre = np.array([[1.0, 0.5], [0.5, 1.0]]), np.array([1.3, 0.5])
    best = best_in_plane(gram, centre, 0.6, 0.0)
    axes = Axes(-2.2, 2.6, -1.3, 1.45, 3)
    size = float(np.abs(best).sum())
    corners = np.array([[size, 0], [0, size], [-size, 0], [0, -size], [size, 0]])
    ways = np.linalg.inv(np.linalg.cholesky(gram)).T @ np.stack([np.cos(ROUND), np.sin(ROUND)])
    touching = float(np.sqrt((best - centre) @ gram @ (best - centre)))
    levels = [line(axes.places(centre + share * touching * ways.T), "q") for share in (0.5, 1.0)]
    shape = line(axes.places(corners), "b")
    return drawing(axes.cross(), *levels, shape, circle(*axes.place(*best), 2.6, "fo"))


def _double(x: Float64Array | float) -> Float64Array:
    value: Float64Array = np.asarray(x) ** 4 - 2 * np.asarray(x) ** 2 + 0.3 * np.asarray(x) + 0.6
    return value


def _stochastic(sampling: Sampling, steps: int) -> str:
    problem = exercise()
    path = descent(problem, sampling, steps, (-1.2, 0.9))
    best, ways = _least(problem)
    axes = Axes(-2.6, 3.6, -1.6, 1.6, 2)
    levels = [line(axes.places(best + size * ways.T), "q") for size in (0.35, 0.75, 1.15)]
    return drawing(*levels, line(axes.places(path), "o"), circle(*axes.place(*best), 2.2, "fb"))


def _least(problem: LeastSquares) -> tuple[Float64Array, Float64Array]:
    """Return the best slope and intercept, and the ellipse ``(2, n)`` of one level around them."""
    columns = np.stack([problem.x, np.ones_like(problem.x)], axis=1)
    best = np.asarray(np.linalg.lstsq(columns, problem.y, rcond=None)[0], np.float64)
    root = np.linalg.inv(np.linalg.cholesky(columns.T @ columns / len(columns))).T
    ways = np.asarray(root @ np.stack([np.cos(ROUND), np.sin(ROUND)]), np.float64)
    return best, ways
