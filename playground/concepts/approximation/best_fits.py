"""Random hidden neurons with the best output weights: how near a network of N neurons can come, and for which φ never.

Hidden weights are drawn and stay, w from N(0, 6²) and kinks s = -b/w uniformly from [-1, 1]; the output weights are
those of least squares, with no bias of the output, as in Hornik's statement (lecture, slide 23). This says what exists,
not what gradient descent finds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from playground.activations import ACTIVATIONS
from playground.arrays import Float64Array
from playground.concepts.approximation.targets import TARGETS, Target

STEEPNESS = 6.0
"""Standard deviation of the hidden weights."""
CONDITION = 1e-10
"""Singular values below this share of the largest count as none."""
PANELS, POINTS = 256, 8
"""Gauss-Legendre quadrature with so many points in each of so many parts of [-1, 1]."""

HIDDEN: Mapping[str, Callable[[Float64Array], Float64Array]] = MappingProxyType(
    {name: ACTIVATIONS[name].function for name in ("sigmoid", "tanh", "relu", "threshold")}
    | {"square": np.square, "cube": lambda x: x**3, "identity": lambda x: x}
)
"""Activations of the hidden neurons."""
DEGREES: Mapping[str, int] = MappingProxyType({"identity": 1, "square": 2, "cube": 3})
"""Those that are polynomials, with their degrees: no number of neurons leaves the polynomials of that degree."""


@dataclass(frozen=True)
class Fit:
    """A network of one hidden layer, F(x) = Σ v φ(w (x - s)).

    Parameters
    ----------
    weights, kinks, heights
        w, s and v, each ``(N,)``.
    rms, sup
        √(½ ∫ (F - f)²) over [-1, 1], and the largest difference.
    """

    weights: Float64Array
    kinks: Float64Array
    heights: Float64Array
    rms: float
    sup: float


def best_fit_error(
    target: str | Target | Callable[[Float64Array], Float64Array],
    activation: str,
    widths: int | Sequence[int],
    seeds: int | Sequence[int] = 11,
) -> Float64Array:
    """Return the root mean square error of the best fit with so many random neurons, the median over seeds.

    Parameters
    ----------
    target
        One of :data:`TARGETS`, or a function ``(n,)`` to ``(n,)``.
    activation
        One of :data:`HIDDEN`; ``linear`` is ``identity``.
    widths
        Numbers N of hidden neurons.
    seeds
        Which, or how many from 0 on.

    Returns
    -------
    Float64Array
        ``(widths,)``; of a single width a scalar.
    """
    medians = np.median(fit_errors(target, activation, np.atleast_1d(widths).tolist(), seeds), axis=1)
    return medians[0] if np.ndim(widths) == 0 else medians


def fit_errors(
    target: str | Target | Callable[[Float64Array], Float64Array],
    activation: str,
    widths: Sequence[int],
    seeds: int | Sequence[int] = 11,
) -> Float64Array:
    """Return the root mean square error of each fit, ``(widths, seeds)``; see :func:`best_fit_error`."""
    chosen = range(seeds) if isinstance(seeds, int) else seeds
    return np.array([[best_fit(target, activation, width, seed).rms for seed in chosen] for width in widths])


def best_fit(
    target: str | Target | Callable[[Float64Array], Float64Array],
    activation: str,
    width: int,
    seed: int,
    panels: int = PANELS,
) -> Fit:
    """Return the best fit with so many neurons, drawn from a seed."""
    function = TARGETS[target] if isinstance(target, str) else target
    phi = HIDDEN["identity" if activation == "linear" else activation]
    weights, kinks = random_neurons(width, seed)
    x, shares = quadrature(panels)
    features = phi(np.outer(x, weights) - weights * kinks)
    values = np.asarray(function(x), dtype=np.float64)
    roots = np.sqrt(shares)
    heights, *_rest = np.linalg.lstsq(features * roots[:, None], values * roots, rcond=CONDITION)
    errors = features @ heights - values
    return Fit(
        weights, kinks, np.asarray(heights, np.float64), float(np.sqrt(shares @ errors**2)), float(np.abs(errors).max())
    )


def random_neurons(width: int, seed: int) -> tuple[Float64Array, Float64Array]:
    """Return weights and kinks of hidden neurons, each ``(width,)``."""
    generator = np.random.default_rng(seed)
    return generator.normal(0, STEEPNESS, width), generator.uniform(-1, 1, width)


@lru_cache(maxsize=4)
def quadrature(panels: int) -> tuple[Float64Array, Float64Array]:
    """Return places and shares, which add up to 1, for means over [-1, 1]; no place is at 0 or at an end."""
    inner, inner_shares = np.polynomial.legendre.leggauss(POINTS)
    edges = np.linspace(-1, 1, panels + 1)
    places = (edges[:-1, None] + (inner + 1) / panels).ravel()
    return places, np.tile(inner_shares / (2 * panels), panels)
