"""Fitting a line by least squares, exactly, and what gradient descent may do on the way there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.arrays import FloatArray


@dataclass(frozen=True)
class Line:
    """A line ``y = slope * x + intercept``."""

    slope: float
    intercept: float

    def at(self, x: FloatArray) -> FloatArray:
        """Return its heights ``(n,)`` at places ``(n,)``."""
        return self.slope * x + self.intercept

    def mean_squared_error(self, x: FloatArray, y: FloatArray) -> float:
        """Return the mean squared error for points, places ``(n,)`` and heights ``(n,)``."""
        return float(np.mean((y - self.at(x)) ** 2))


def least_squares_line(x: FloatArray, y: FloatArray) -> Line:
    """Return the line with the smallest mean squared error (lecture, slide 12: one neuron with the identity).

    It goes through the mean of the points; its slope is their covariance over the variance of ``x``. Where all ``x``
    are equal, of all best lines it is the horizontal one.

    Parameters
    ----------
    x, y
        Places and heights of the points, ``(n,)``, n at least 1.
    """
    centred = x - x.mean()
    variance = float(np.mean(centred**2))
    slope = float(np.mean(centred * (y - y.mean()))) / variance if variance > 0 else 0.0
    return Line(slope, float(y.mean()) - slope * float(x.mean()))


def largest_stable_rate(x: FloatArray) -> float:
    """Return the learning rate above which gradient descent on the mean squared error of a line diverges.

    Descent with steps γ (lecture, slide 30) multiplies the distance from the minimum along each eigenvector of the
    Hessian by 1 - γλ, and grows as soon as γ > 2/λ for the largest eigenvalue λ (for instance Goh 2017, "Why momentum
    really works"). The Hessian of ``mean((y - w x - b)²)`` in (w, b) is ``2 [[mean(x²), mean(x)], [mean(x), 1]]``.

    Parameters
    ----------
    x
        Places of the points, ``(n,)``, n at least 1.
    """
    mean = float(x.mean())
    hessian = 2 * np.array([[float(np.mean(x**2)), mean], [mean, 1.0]])
    return 2 / float(np.linalg.eigvalsh(hessian)[-1])
