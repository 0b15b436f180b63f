"""Stochastic gradient descent on the exercise of slide 32: a line by least squares, some points at a time.

L(w, b) = 1/N Σ (y_i - w x_i - b)². A step takes the mean gradient of M of the N points (lecture, slides 32 and 33).
``stochastic.js`` draws the same points in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from playground.arrays import Float64Array
from playground.concepts.descent.random_numbers import RandomNumbers

SAMPLES = 100
START = (-2.0, 2.0)


@dataclass(frozen=True)
class LeastSquares:
    """Points, and what is known of the line through them.

    Parameters
    ----------
    x, y
        The points, ``(n,)``.
    """

    x: Float64Array
    y: Float64Array

    @cached_property
    def solution(self) -> tuple[float, float]:
        """The best slope and intercept."""
        design = np.stack([self.x, np.ones_like(self.x)], axis=1)
        w, b = np.linalg.lstsq(design, self.y, rcond=None)[0]
        return float(w), float(b)

    @cached_property
    def hessian(self) -> Float64Array:
        """The second derivatives of L, ``(2, 2)``."""
        design = np.stack([self.x, np.ones_like(self.x)], axis=1)
        return 2 * design.T @ design / len(self.x)

    @property
    def largest_rate(self) -> float:
        """2/λmax: above it descent on all points diverges."""
        return 2 / float(np.linalg.eigvalsh(self.hessian)[-1])

    def loss(self, w: float, b: float) -> float:
        """Return L."""
        return float(np.mean((self.y - w * self.x - b) ** 2))

    def gradients(self, w: float, b: float) -> Float64Array:
        """Return the gradient of each point's squared error, ``(n, 2)``."""
        errors = w * self.x + b - self.y
        return np.stack([2 * errors * self.x, 2 * errors], axis=1)

    @property
    def formula(self) -> str:
        """L as a formula in x = w and y = b, for the map."""
        xx, x, y = float(np.mean(self.x**2)), float(np.mean(self.x)), float(np.mean(self.y))
        xy, yy = float(np.mean(self.x * self.y)), float(np.mean(self.y**2))
        return f"{xx!r} x^2 + {2 * x!r} x y + y^2 - {2 * xy!r} x - {2 * y!r} y + {yy!r}".replace("- -", "+ ")


def exercise(samples: int = SAMPLES, seed: int = 0) -> LeastSquares:
    """Return points about the line y = 1.5 x - 0.5."""
    generator = np.random.default_rng(seed)
    x = generator.uniform(-1, 1, samples)
    return LeastSquares(x, 1.5 * x - 0.5 + 0.3 * generator.normal(size=samples))


@dataclass(frozen=True)
class Sampling:
    """How points are drawn for a step, and how large it is.

    Parameters
    ----------
    batch
        M, how many points are drawn.
    rate
        γ of the first step.
    decay
        τ of γ_n = γ/(1 + n/τ); 0 keeps it constant.
    replacement
        Whether a point can be drawn again before all have had their turn.
    seed
        Of the draws.
    """

    batch: int
    rate: float
    decay: float = 0.0
    replacement: bool = True
    seed: int = 0


def descent(problem: LeastSquares, sampling: Sampling, steps: int, start: tuple[float, float] = START) -> Float64Array:
    """Return slope and intercept after each step, ``(steps + 1, 2)``."""
    draws = Draws(len(problem.x), sampling)
    points = np.zeros((steps + 1, 2))
    points[0] = start
    for step in range(steps):
        rate = sampling.rate / (1 + step / sampling.decay) if sampling.decay else sampling.rate
        w, b = points[step]
        by_w = by_b = 0.0
        for place in draws.next():
            error = w * problem.x[place] + b - problem.y[place]
            by_w += 2 * error * problem.x[place]
            by_b += 2 * error
        points[step + 1] = w - rate * by_w / sampling.batch, b - rate * by_b / sampling.batch
    return points


def variance_of_mean(problem: LeastSquares, w: float, b: float, batch: int, replacement: bool) -> float:
    """Return E|g_M - g|²: how far the mean gradient of M points is from that of all, squared, on average.

    tr Σ/M with replacement; without, times (N - M)/(N - 1) (Cochran 1977, theorem 2.2).
    """
    gradients = problem.gradients(w, b)
    spread = float(((gradients - gradients.mean(axis=0)) ** 2).sum(axis=1).mean())
    count = len(problem.x)
    return spread / batch * (1 if replacement else (count - batch) / (count - 1))


class Draws:
    """Draws the points of one step after the other."""

    def __init__(self, count: int, sampling: Sampling) -> None:
        self._count, self._batch, self._replacement = count, sampling.batch, sampling.replacement
        self._random = RandomNumbers(sampling.seed)
        self._waiting: list[int] = []

    def next(self) -> list[int]:
        """Return the places of the next step's points."""
        if self._batch == self._count:
            return list(range(self._count))
        if self._replacement:
            return [self._random.below(self._count) for _ in range(self._batch)]
        return [self._one_of_those_left() for _ in range(self._batch)]

    def _one_of_those_left(self) -> int:
        """Return a point that has not had its turn in this epoch."""
        if not self._waiting:
            self._waiting = list(range(self._count))
        place = self._random.below(len(self._waiting))
        chosen = self._waiting[place]
        self._waiting[place] = self._waiting[-1]
        self._waiting.pop()
        return chosen
