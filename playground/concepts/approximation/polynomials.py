"""The best polynomials: the floor of networks whose activation is one (Pinkus; lecture, slide 24)."""

from __future__ import annotations

import numpy as np

from playground.arrays import Float64Array
from playground.concepts.approximation.best_fits import PANELS, quadrature
from playground.concepts.approximation.targets import CELLS, Target

MOST_EXCHANGES = 200


def rms_floor(target: Target, degree: int) -> float:
    """Return √(½ ∫ (p - f)²) over [-1, 1] of the best polynomial p of a degree at most: f without its projection."""
    x, shares = quadrature(PANELS)
    values = target(x)
    basis = np.polynomial.legendre.legvander(x, degree) * np.sqrt(2 * np.arange(degree + 1) + 1)
    left = values - basis @ (basis.T @ (shares * values))
    return float(np.sqrt(shares @ left**2))


def sup_floor(target: Target, degree: int) -> float:
    """Return the largest difference of the best polynomial of a degree at most, over a grid of 2,001 places.

    Remez' exchange, one place at a time: the error of the best one takes its largest size, with signs in turn, at
    degree + 2 places; each round the place of the largest error takes the place of a neighbour with the same sign.
    """
    x = np.linspace(-1, 1, CELLS + 1)
    values, powers = target(x), np.polynomial.chebyshev.chebvander(x, degree)
    count = degree + 2
    at = np.unique(np.round((1 - np.cos(np.pi * np.arange(count) / (count - 1))) / 2 * CELLS).astype(int))
    signs = (-1.0) ** np.arange(count)
    level = 0.0
    for _round in range(MOST_EXCHANGES):
        solution = np.linalg.solve(np.column_stack([powers[at], signs]), values[at])
        errors = values - powers @ solution[:-1]
        level, worst = abs(float(solution[-1])), int(np.abs(errors).argmax())
        if np.abs(errors[worst]) <= level * (1 + 1e-9) + 1e-14:
            break
        at = _exchanged(at, errors, worst)
    return max(level, target.jump / 2)


def _exchanged(at: np.ndarray, errors: Float64Array, worst: int) -> np.ndarray:
    """Return the places with the worst one among them, so that errors still change their sign from one to the next."""
    place = int(np.searchsorted(at, worst))
    same = np.sign(errors[worst])
    if place == 0:
        return np.array([worst, *(at[1:] if np.sign(errors[at[0]]) == same else at[:-1])])
    if place == len(at):
        return np.array([*(at[:-1] if np.sign(errors[at[-1]]) == same else at[1:]), worst])
    new = at.copy()
    new[place - 1 if np.sign(errors[at[place - 1]]) == same else place] = worst
    return new
