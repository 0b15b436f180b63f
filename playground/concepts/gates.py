"""The gates of a recurrent cell over a sequence whose states are known."""

from __future__ import annotations

import numpy as np

from playground.arrays import Array
from playground.concepts.recurrence import Cell, Unrolled, Weights, sigmoid


def along(cell: Cell, weights: Weights, inputs: Array, h: Array) -> Unrolled:
    """Return a cell over sequences ``(n, T, inputs)`` for states ``(n, T, units)`` that are known already.

    As :func:`playground.concepts.recurrence.unroll`, but with all gates at once, which is many times faster: only an
    LSTM's cell is still followed step by step.
    """
    first = np.zeros((len(inputs), weights.units), dtype=h.dtype)
    driven = inputs @ weights.weight_ih.T + weights.bias_ih
    fed = np.concatenate([first[:, None], h[:, :-1]], axis=1) @ weights.weight_hh.T + weights.bias_hh
    if cell == "rnn":
        return Unrolled(cell, h, {"h": h}, first)
    if cell == "gru":
        x, held = np.split(driven, 3, axis=-1), np.split(fed, 3, axis=-1)
        r, z = (sigmoid(x[k] + held[k]) for k in range(2))
        return Unrolled(cell, h, {"r": r, "z": z, "n": np.tanh(x[2] + r * held[2])}, first)
    i, f, g, o = np.split(driven + fed, 4, axis=-1)
    gates = {"i": sigmoid(i), "f": sigmoid(f), "g": np.tanh(g), "o": sigmoid(o)}
    added, c, cells = gates["i"] * gates["g"], first, []
    for t in range(h.shape[1]):
        c = gates["f"][:, t] * c + added[:, t]
        cells.append(c)
    return Unrolled(cell, h, gates, first, np.stack(cells, axis=1), first)
