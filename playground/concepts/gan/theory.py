"""The value of the game, the best discriminator against a generator whose density is known, and what it then is worth.

I. Goodfellow and others, "Generative adversarial nets", 2014, section 4.
"""

from __future__ import annotations

from math import log

import numpy as np

from playground.arrays import Float64Array

VALUE_AT_EQUALITY = -log(4)
"""The value of the game where the generator's distribution is that of the data and the discriminator says ½."""


def best_discriminator(real: Float64Array, generated: Float64Array) -> Float64Array:
    """Return p / (p + p_g) of densities of one shape; ½ where both are 0: nothing that is drawn lies there."""
    both = real + generated
    share: Float64Array = np.divide(real, both, out=np.full_like(both, 0.5), where=both > 0)
    return share


def value(on_real: Float64Array, on_generated: Float64Array) -> float:
    """Return the value of the game, mean log D(x) + mean log(1 - D(G(z))).

    Parameters
    ----------
    on_real, on_generated
        What the discriminator says of data ``(n,)`` and of generated points ``(m,)``, probabilities.
    """
    with np.errstate(divide="ignore"):  # one that is wrong for sure has lost without end
        return float(np.log(on_real).mean() + np.log1p(-on_generated).mean())


def value_at_best(real: Float64Array, generated: Float64Array, cell: float) -> float:
    """Return the value of the game with the best discriminator, -log 4 + 2 JS, in nats.

    Parameters
    ----------
    real, generated
        Densities on a grid that covers both.
    cell
        Size of a cell of the grid.
    """
    both = real + generated
    return float(cell * (_weighted_log_share(real, both) + _weighted_log_share(generated, both)))


def gaussian_density(points: Float64Array, mean: Float64Array, covariance: Float64Array) -> Float64Array:
    """Return the density ``(n,)`` of a Gaussian at points ``(n, d)``.

    A generator without hidden layers, Az + b with normal noise z, is one: of mean b and covariance AAᵀ.

    Raises
    ------
    numpy.linalg.LinAlgError
        If the covariance has no inverse: then there is no density.
    """
    away = points - mean
    root = np.linalg.cholesky(covariance)
    squares = (np.linalg.solve(root, away.T) ** 2).sum(axis=0)
    scale = np.diag(root).prod() * (2 * np.pi) ** (len(mean) / 2)
    density: Float64Array = np.exp(-squares / 2) / scale
    return density


def _weighted_log_share(part: Float64Array, whole: Float64Array) -> float:
    """Return the sum of p log(p / q), nothing where p is 0; not by the quotient, which rounds to 0 before p does."""
    there = part > 0
    return float((part[there] * (np.log(part[there]) - np.log(whole[there]))).sum())
