"""How large a step may be: on a parabola a method is linear, and converges while its eigenvalues are below 1.

On f(x) = λx²/2 each step multiplies what a method remembers by a matrix. Gradient descent: x ← (1 - γλ) x (lecture,
slide 30). Momentum and Nesterov, in PyTorch's form, have two numbers, x and the velocity v (Polyak 1964; Sutskever et
al. 2013).
"""

from __future__ import annotations

import math

import numpy as np

from playground.arrays import Float64Array


def step_matrix(method: str, rate: float, curvature: float, momentum: float) -> Float64Array:
    """Return what a step does to (x, v), ``(2, 2)``; without momentum v stays 0.

    Raises
    ------
    ValueError
        If the method's step is not linear.
    """
    slope = curvature
    match method:
        case "gd":
            return np.array([[1 - rate * slope, 0.0], [0.0, 0.0]])
        case "momentum":
            return np.array([[1 - rate * slope, -rate * momentum], [slope, momentum]])
        case "nesterov":
            ahead = rate * (1 + momentum)
            return np.array([[1 - ahead * slope, -rate * momentum**2], [slope, momentum]])
    raise ValueError(f"method: {method!r} is not one of gd, momentum, nesterov")


def shrinkage(method: str, rate: float, curvature: float, momentum: float) -> float:
    """Return by what a step multiplies the distance in the long run: the spectral radius of its matrix."""
    return float(np.abs(np.linalg.eigvals(step_matrix(method, rate, curvature, momentum))).max())


def largest_stable_rate(method: str, curvature: float, momentum: float) -> float:
    """Return the learning rate above which a method leaves a minimum of this curvature; infinite if it has no bound.

    2/λ for gradient descent, 2(1 + μ)/λ with momentum, 2(1 + μ)/((1 + 2μ)λ) in Nesterov's form.
    """
    if curvature <= 0 or method not in ("gd", "momentum", "nesterov"):
        return math.inf
    if method == "gd":
        return 2 / curvature
    return 2 * (1 + momentum) / curvature / (1 if method == "momentum" else 1 + 2 * momentum)


def best_rate(least: float, most: float) -> float:
    """Return the rate at which gradient descent shrinks both directions alike, the best there is: 2/(λmin + λmax)."""
    return 2 / (least + most)


def halving_steps(factor: float) -> float:
    """Return how many steps halve a distance that each multiplies by a factor; infinite if it does not shrink."""
    if factor >= 1:
        return math.inf
    return 0.0 if factor == 0 else math.log(0.5) / math.log(factor)
