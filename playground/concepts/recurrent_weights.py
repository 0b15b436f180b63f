"""Fresh weights of recurrent cells, and how large the matrix is that a state is multiplied with at every step."""

from __future__ import annotations

from typing import Literal

import numpy as np

from playground.arrays import Array
from playground.concepts.recurrence import GATES, Cell, Weights

Start = Literal["default", "orthogonal"]

FORGETTING = 1
"""The block that keeps the past where it is near 1: the forget gate f of an LSTM, the update gate z of a GRU."""


def spectral_radius(matrix: Array) -> float:
    """Return the largest absolute value of a square matrix's eigenvalues."""
    return float(np.abs(np.linalg.eigvals(matrix)).max())


def scaled_to_radius(matrix: Array, radius: float) -> Array:
    """Return a multiple of a square matrix that has a given spectral radius.

    Raises
    ------
    ValueError
        If the matrix has no eigenvalue but 0, so that no multiple of it has another.
    """
    present = spectral_radius(matrix)
    if present == 0:
        raise ValueError("the matrix's spectral radius is 0, and so is that of all its multiples")
    return matrix * (radius / present)


def start_weights(
    cell: Cell,
    inputs: int,
    units: int,
    seed: int,
    start: Start = "default",
    radius: float | None = None,
    forget_bias: float = 0.0,
) -> Weights:
    """Return fresh weights in double precision.

    Parameters
    ----------
    start
        ``default``: all uniform between ∓1/√units, as PyTorch begins. ``orthogonal``: recurrent blocks that keep
        lengths (Saxe, McClelland and Ganguli 2014), the rest as in ``default``.
    radius
        The spectral radius that each recurrent block is scaled to.
    forget_bias
        What is added to the bias of the gate that keeps the past (:data:`FORGETTING`); the plain cell has none.
    """
    random = np.random.default_rng(seed)
    gates, bound = len(GATES[cell]), units**-0.5
    shapes = ((gates * units, inputs), (gates * units, units), (gates * units,), (gates * units,))
    weight_ih, weight_hh, bias_ih, bias_hh = (random.uniform(-bound, bound, shape) for shape in shapes)
    blocks = np.split(weight_hh, gates)
    if start == "orthogonal":
        blocks = [_orthogonal(random, units) for _ in blocks]
    if radius is not None:
        blocks = [scaled_to_radius(block, radius) for block in blocks]
    if cell != "rnn":
        bias_ih[FORGETTING * units : (FORGETTING + 1) * units] += forget_bias
    return Weights(weight_ih, np.concatenate(blocks), bias_ih, bias_hh)


def _orthogonal(random: np.random.Generator, units: int) -> Array:
    """Draw an orthogonal matrix, each as likely as any other: QR of normal numbers, with the signs of R's diagonal."""
    q, r = np.linalg.qr(random.normal(size=(units, units)))
    return q * np.sign(np.diag(r))
