"""Recurrent cells, forward and backward through time, written as their equations (lecture, slides 55 to 57).

Weights lie as PyTorch lays them: the blocks of a cell's gates one under the other, in the order of :data:`GATES`.
Sequences are ``(n, T, inputs)``, states ``(n, T, units)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import numpy as np

from playground.arrays import Array

"""Single or double precision; what comes out is as precise as what goes in."""
Cell = Literal["rnn", "lstm", "gru"]

GATES: Mapping[Cell, tuple[str, ...]] = MappingProxyType(
    {"rnn": ("h",), "lstm": ("i", "f", "g", "o"), "gru": ("r", "z", "n")}
)
"""The blocks of a cell's weights; the plain cell has one only, of its state itself."""


@dataclass(frozen=True)
class Weights:
    """All numbers of a cell, named as in ``torch.nn.RNN``, ``LSTM`` and ``GRU``.

    Parameters
    ----------
    weight_ih, weight_hh
        From the input, ``(gates · units, inputs)``, and from the state before, ``(gates · units, units)``.
    bias_ih, bias_hh
        ``(gates · units,)``.
    """

    weight_ih: Array
    weight_hh: Array
    bias_ih: Array
    bias_hh: Array

    @property
    def units(self) -> int:
        """Units of the cell."""
        return int(self.weight_hh.shape[1])


@dataclass(frozen=True)
class Parts:
    """What a gate is made of before its activation.

    Parameters
    ----------
    x, h, bias
        From the input, from the state before, and what is always there. Of a GRU's n, ``h`` holds ``b_hn`` too, and n
        is ``tanh(x + bias + r · h)``.
    """

    x: Array
    h: Array
    bias: Array


@dataclass(frozen=True)
class Unrolled:
    """A cell over a sequence.

    Parameters
    ----------
    cell
        Which one.
    h
        States h₁ to h_T, ``(n, T, units)``.
    gates
        By their names, each ``(n, T, units)``, after their activations.
    h0
        The state before the first step, ``(n, units)``.
    c, c0
        Memories of an LSTM, as the states.
    """

    cell: Cell
    h: Array
    gates: Mapping[str, Array]
    h0: Array
    c: Array = field(default_factory=lambda: np.empty(0))
    c0: Array = field(default_factory=lambda: np.empty(0))

    @property
    def h_before(self) -> Array:
        """States h₀ to h_{T-1}, ``(n, T, units)``."""
        return np.concatenate([self.h0[:, None], self.h[:, :-1]], axis=1)

    @property
    def c_before(self) -> Array:
        """Memories c₀ to c_{T-1} of an LSTM, ``(n, T, units)``."""
        return np.concatenate([self.c0[:, None], self.c[:, :-1]], axis=1)


@dataclass(frozen=True)
class StateGradients:
    """How a loss depends on the states of each step: what changes if a state is changed and all that follows follows.

    Parameters
    ----------
    h
        ``∂loss/∂h_t``, ``(n, T, units)``. In an LSTM c_t is held, for it was there before h_t.
    c
        ``∂loss/∂c_t`` of an LSTM, by its own state h_t and by all that follow; of other cells nothing, ``(0,)``.
    """

    h: Array
    c: Array = field(default_factory=lambda: np.empty(0))


def rnn_forward(weights: Weights, inputs: Array, h0: Array | None = None) -> Unrolled:
    """Return the plain cell (slide 56): ``h_t = tanh(W x_t + U h_{t-1} + b)``."""
    first = _zeros(weights, inputs) if h0 is None else h0
    driven, h, states = inputs @ weights.weight_ih.T + weights.bias_ih, first, []
    for t in range(inputs.shape[1]):
        h = np.tanh(driven[:, t] + h @ weights.weight_hh.T + weights.bias_hh)
        states.append(h)
    over_time = np.stack(states, axis=1)
    return Unrolled("rnn", over_time, {"h": over_time}, first)


def lstm_forward(weights: Weights, inputs: Array, h0: Array | None = None, c0: Array | None = None) -> Unrolled:
    """Return the LSTM (slide 57): ``c_t = f c_{t-1} + i g``, ``h_t = o tanh(c_t)``."""
    first = _zeros(weights, inputs) if h0 is None else h0
    first_c = _zeros(weights, inputs) if c0 is None else c0
    driven, h, c, rows = inputs @ weights.weight_ih.T + weights.bias_ih, first, first_c, []
    for t in range(inputs.shape[1]):
        sums = np.split(driven[:, t] + h @ weights.weight_hh.T + weights.bias_hh, 4, axis=-1)
        i, f, g, o = sigmoid(sums[0]), sigmoid(sums[1]), np.tanh(sums[2]), sigmoid(sums[3])
        c = f * c + i * g
        h = o * np.tanh(c)
        rows.append((i, f, g, o, c, h))
    *gates, memories, states = (np.stack(row, axis=1) for row in zip(*rows, strict=True))
    return Unrolled("lstm", states, dict(zip(GATES["lstm"], gates, strict=True)), first, memories, first_c)


def gru_forward(weights: Weights, inputs: Array, h0: Array | None = None) -> Unrolled:
    """Return the GRU: ``n = tanh(W x_t + b + r (U h_{t-1} + b_hn))``, ``h_t = (1 - z) n + z h_{t-1}``."""
    first = _zeros(weights, inputs) if h0 is None else h0
    driven, h, rows = np.split(inputs @ weights.weight_ih.T + weights.bias_ih, 3, axis=-1), first, []
    for t in range(inputs.shape[1]):
        held = np.split(h @ weights.weight_hh.T + weights.bias_hh, 3, axis=-1)
        r, z = sigmoid(driven[0][:, t] + held[0]), sigmoid(driven[1][:, t] + held[1])
        n = np.tanh(driven[2][:, t] + r * held[2])
        h = (1 - z) * n + z * h
        rows.append((r, z, n, h))
    *gates, states = (np.stack(row, axis=1) for row in zip(*rows, strict=True))
    return Unrolled("gru", states, dict(zip(GATES["gru"], gates, strict=True)), first)


def unroll(cell: Cell, weights: Weights, inputs: Array) -> Unrolled:
    """Return a cell over sequences ``(n, T, inputs)``, from states of zeros."""
    forward = {"rnn": rnn_forward, "lstm": lstm_forward, "gru": gru_forward}
    return forward[cell](weights, inputs)


def gate_parts(weights: Weights, inputs: Array, unrolled: Unrolled) -> dict[str, Parts]:
    """Return what every gate was made of at every step, each part but the bias ``(n, T, units)``."""
    gates = len(GATES[unrolled.cell])
    x = np.split(inputs @ weights.weight_ih.T, gates, axis=-1)
    h = np.split(unrolled.h_before @ weights.weight_hh.T, gates, axis=-1)
    parts = {}
    for k, name in enumerate(GATES[unrolled.cell]):
        bias_ih, bias_hh = (np.split(bias, gates)[k] for bias in (weights.bias_ih, weights.bias_hh))
        parts[name] = Parts(x[k], h[k] + bias_hh, bias_ih) if name == "n" else Parts(x[k], h[k], bias_ih + bias_hh)
    return parts


def state_gradients(weights: Weights, unrolled: Unrolled, by_h: Array) -> StateGradients:
    """Return how a loss depends on the state of each step, by backpropagation through time.

    Parameters
    ----------
    by_h
        The loss's derivative by what it sees itself: by the last state, ``(n, units)``, or by every state,
        ``(n, T, units)``.
    """
    seen = by_h
    if by_h.ndim == 2:
        seen = np.zeros_like(unrolled.h)
        seen[:, -1] = by_h
    back = {"rnn": _rnn_backward, "lstm": _lstm_backward, "gru": _gru_backward}
    return back[unrolled.cell](weights, unrolled, seen)


def _rnn_backward(weights: Weights, unrolled: Unrolled, seen: Array) -> StateGradients:
    """``∂h_t/∂h_{t-1} = diag(1 - h_t²) U``, from the last step to the first."""
    gradients, later = np.empty_like(unrolled.h), np.zeros_like(unrolled.h0)
    for t in reversed(range(gradients.shape[1])):
        gradients[:, t] = seen[:, t] + later
        later = (gradients[:, t] * (1 - unrolled.h[:, t] ** 2)) @ weights.weight_hh
    return StateGradients(gradients)


def _lstm_backward(weights: Weights, unrolled: Unrolled, seen: Array) -> StateGradients:
    i, f, g, o = (unrolled.gates[name] for name in GATES["lstm"])
    bent, before = np.tanh(unrolled.c), unrolled.c_before
    slopes = (g * i * (1 - i), before * f * (1 - f), i * (1 - g**2), bent * o * (1 - o))
    by_h, by_c = np.empty_like(unrolled.h), np.empty_like(unrolled.h)
    later_h, later_c = np.zeros_like(unrolled.h0), np.zeros_like(unrolled.h0)
    for t in reversed(range(by_h.shape[1])):
        by_h[:, t] = seen[:, t] + later_h
        by_c[:, t] = later_c + by_h[:, t] * o[:, t] * (1 - bent[:, t] ** 2)
        sums = [(by_h if k == 3 else by_c)[:, t] * slope[:, t] for k, slope in enumerate(slopes)]
        later_h = np.concatenate(sums, axis=1) @ weights.weight_hh
        later_c = by_c[:, t] * f[:, t]
    return StateGradients(by_h, by_c)


def _gru_backward(weights: Weights, unrolled: Unrolled, seen: Array) -> StateGradients:
    r, z, n = (unrolled.gates[name] for name in GATES["gru"])
    before, units = unrolled.h_before, weights.units
    held = before @ weights.weight_hh[2 * units :].T + weights.bias_hh[2 * units :]
    by_n = (1 - z) * (1 - n**2)
    slopes = (by_n * held * r * (1 - r), (before - n) * z * (1 - z), by_n * r)
    gradients, later = np.empty_like(unrolled.h), np.zeros_like(unrolled.h0)
    for t in reversed(range(gradients.shape[1])):
        gradients[:, t] = seen[:, t] + later
        sums = [gradients[:, t] * slope[:, t] for slope in slopes]
        later = gradients[:, t] * z[:, t] + np.concatenate(sums, axis=1) @ weights.weight_hh
    return StateGradients(gradients)


def sigmoid(x: Array) -> Array:
    """Return ``1 / (1 + e^{-x})`` without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * x))


def _zeros(weights: Weights, inputs: Array) -> Array:
    return np.zeros((len(inputs), weights.units), dtype=np.result_type(inputs, weights.weight_hh))
