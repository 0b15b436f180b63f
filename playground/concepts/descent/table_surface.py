"""A surface that is known at the points of a grid: between them cubic convolution says how high it is.

Keys 1981, "Cubic convolution interpolation for digital image processing", with a = -1/2: exact at the points, of third
order between them, and its slopes have no jumps. It is the logarithm that is interpolated: a loss is never negative,
and spans powers of ten. ``table_program.js`` does the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from playground.arrays import Float64Array
from playground.concepts.descent.methods import METHODS
from playground.numerals import rounded

LEAST = 1e-12
"""What stands for a height that is 0 or less: it has no logarithm."""


@dataclass(frozen=True)
class TableSurface:
    """Heights on a grid.

    Parameters
    ----------
    label, sentence
        What it is.
    domain
        Left, right, bottom and top of the grid.
    heights
        ``(rows, columns)``, rows from bottom to top; none is negative.
    start
        Where a descent starts.
    trail
        A path to draw on it, ``(k, 2)``.
    """

    label: str
    sentence: str
    domain: tuple[float, float, float, float]
    heights: Float64Array
    start: tuple[float, float]
    trail: Float64Array

    def program(self, x: Float64Array, y: Float64Array) -> tuple[Float64Array, Float64Array, Float64Array]:
        """Return heights and slopes at points of one shape; beyond the grid none is a number."""
        left, right, bottom, top = self.domain
        rows, columns = self.heights.shape
        wide, high = (right - left) / (columns - 1), (top - bottom) / (rows - 1)
        across, up = (np.asarray(x, dtype=np.float64) - left) / wide, (np.asarray(y, dtype=np.float64) - bottom) / high
        inside = (across >= 0) & (across <= columns - 1) & (up >= 0) & (up <= rows - 1)
        across, up = np.where(inside, across, 0.0), np.where(inside, up, 0.0)
        column = np.clip(np.floor(across), 0, columns - 2).astype(int)
        row = np.clip(np.floor(up), 0, rows - 2).astype(int)
        by_column, column_slopes = _weights(across - column)
        by_row, row_slopes = _weights(up - row)
        results = [np.zeros_like(across) for _ in range(3)]
        for j in range(4):
            for k in range(4):
                value = self.padded[row + j, column + k]
                results[0] += value * by_row[j] * by_column[k]
                results[1] += value * by_row[j] * column_slopes[k] / wide
                results[2] += value * row_slopes[j] * by_column[k] / high
        height = np.exp(np.where(inside, results[0], np.nan))
        return height, height * results[1], height * results[2]

    @cached_property
    def padded(self) -> Float64Array:
        """The heights' logarithms with one more on each side, which goes on as the last ones do (Keys, equation 19)."""
        padded = np.pad(np.log(np.maximum(self.heights, LEAST)), 1)
        padded[:, 0] = 3 * padded[:, 1] - 3 * padded[:, 2] + padded[:, 3]
        padded[:, -1] = 3 * padded[:, -2] - 3 * padded[:, -3] + padded[:, -4]
        padded[0] = 3 * padded[1] - 3 * padded[2] + padded[3]
        padded[-1] = 3 * padded[-2] - 3 * padded[-3] + padded[-4]
        return padded

    @cached_property
    def curvature(self) -> float:
        """A large curvature of it: of all second differences nine in ten are smaller."""
        left, right, bottom, top = self.domain
        rows, columns = self.heights.shape
        across = np.diff(self.heights, 2, axis=1) / ((right - left) / (columns - 1)) ** 2
        up = np.diff(self.heights, 2, axis=0) / ((top - bottom) / (rows - 1)) ** 2
        return float(np.quantile(np.abs(np.concatenate([across.ravel(), up.ravel()])), 0.9))

    def rate(self, method: str) -> float:
        """Return a learning rate that suits a method here.

        Raises
        ------
        KeyError
            If there is no such method.
        """
        width = self.domain[1] - self.domain[0]
        by_slope = 0.5 / max(self.curvature, 1e-9)
        rates = dict.fromkeys(METHODS, 0.02 * width) | {
            "gd": by_slope,
            "momentum": 0.3 * by_slope,
            "nesterov": 0.3 * by_slope,
            "adagrad": 0.05 * width,
            "annealing": 0.1 * width,
        }
        return rounded(min(max(rates[method], 1e-4), 10.0), 2)

    def minima(self) -> list[tuple[float, float, float]]:
        """Return the grid's lowest points among their neighbours, inside of it: x, y and height, the lowest first."""
        inner = self.heights[1:-1, 1:-1]
        rows, columns = self.heights.shape
        shifts = [(j, k) for j in range(3) for k in range(3) if (j, k) != (1, 1)]
        around = np.stack([self.heights[j : rows - 2 + j, k : columns - 2 + k] for j, k in shifts])
        lowest = np.argwhere((inner < around).all(axis=0)) + 1
        left, right, bottom, top = self.domain
        points = [
            (left + k * (right - left) / (columns - 1), bottom + j * (top - bottom) / (rows - 1), self.heights[j, k])
            for j, k in lowest
        ]
        return sorted(((float(x), float(y), float(height)) for x, y, height in points), key=lambda point: point[2])


def _weights(t: Float64Array) -> tuple[list[Float64Array], list[Float64Array]]:
    """Return the weights of the four points about a place between the second and the third, and their slopes."""
    return (
        [
            ((-0.5 * t + 1) * t - 0.5) * t,
            (1.5 * t - 2.5) * t * t + 1,
            ((-1.5 * t + 2) * t + 0.5) * t,
            (0.5 * t - 0.5) * t * t,
        ],
        [(-1.5 * t + 2) * t - 0.5, (4.5 * t - 5) * t, (-4.5 * t + 4) * t + 0.5, (1.5 * t - 1) * t],
    )
