"""Recurrent cells against PyTorch, their gradients against autograd and finite differences."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest
import torch

from playground.concepts.recurrence import (
    GATES,
    Cell,
    Weights,
    gate_parts,
    gru_forward,
    lstm_forward,
    rnn_forward,
    sigmoid,
    state_gradients,
    unroll,
)

CELLS: tuple[Cell, ...] = get_args(Cell)
MODULES: dict[Cell, Any] = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
STEPPED: dict[Cell, Any] = {"rnn": torch.nn.RNNCell, "lstm": torch.nn.LSTMCell, "gru": torch.nn.GRUCell}
NAMES = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
N, T, INPUTS, UNITS = 5, 9, 3, 7


def arrays(seed: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape)


def strong_weights(cell: Cell, seed: int = 0) -> Weights:
    """Return weights that bring gates near their ends too."""
    rows = len(GATES[cell]) * UNITS
    shapes = ((rows, INPUTS), (rows, UNITS), (rows,), (rows,))
    return Weights(*(arrays(seed + k, *shape) for k, shape in enumerate(shapes)))


def loaded(module: torch.nn.Module, weights: Weights, suffix: str = "") -> torch.nn.Module:
    module.load_state_dict({f"{name}{suffix}": torch.from_numpy(getattr(weights, name)) for name in NAMES})
    return module


@pytest.mark.parametrize(("precision", "near"), [(np.float32, 1e-5), (np.float64, 1e-10)])
@pytest.mark.parametrize("cell", CELLS)
def test_forward_equals_pytorch(cell: Cell, precision: Any, near: float) -> None:
    weights = Weights(*(getattr(strong_weights(cell), name).astype(precision) for name in NAMES))
    x, h0, c0 = arrays(7, N, T, INPUTS), arrays(8, N, UNITS), arrays(9, N, UNITS)
    x, h0, c0 = x.astype(precision), h0.astype(precision), c0.astype(precision)
    module = MODULES[cell](INPUTS, UNITS, batch_first=True, dtype=torch.from_numpy(x).dtype)
    start = [torch.from_numpy(state)[None] for state in (h0, c0)]
    with torch.no_grad():
        states, last = loaded(module, weights, "_l0")(torch.from_numpy(x), tuple(start) if cell == "lstm" else start[0])
    unrolled = {
        "rnn": lambda: rnn_forward(weights, x, h0),
        "lstm": lambda: lstm_forward(weights, x, h0, c0),
        "gru": lambda: gru_forward(weights, x, h0),
    }[cell]()
    assert unrolled.h.dtype == precision
    assert set(unrolled.gates) == set(GATES[cell])
    np.testing.assert_allclose(unrolled.h, states.numpy(), rtol=0, atol=near)
    if cell == "lstm":
        np.testing.assert_allclose(unrolled.c[:, -1], last[1][0].numpy(), rtol=0, atol=near)


@pytest.mark.parametrize("cell", CELLS)
def test_states_begin_at_zero_unless_given(cell: Cell) -> None:
    unrolled = unroll(cell, strong_weights(cell), arrays(7, N, T, INPUTS))
    assert not unrolled.h_before[:, 0].any()
    np.testing.assert_array_equal(unrolled.h_before[:, 1:], unrolled.h[:, :-1])
    if cell == "lstm":
        np.testing.assert_array_equal(unrolled.c_before[:, 1:], unrolled.c[:, :-1])


@pytest.mark.parametrize("cell", CELLS)
def test_the_parts_of_a_gate_give_its_value(cell: Cell) -> None:
    weights, inputs = strong_weights(cell), arrays(7, N, T, INPUTS)
    unrolled = unroll(cell, weights, inputs)
    parts = gate_parts(weights, inputs, unrolled)
    assert list(parts) == list(GATES[cell])
    for name, part in parts.items():
        share = unrolled.gates["r"] if name == "n" else 1.0
        value = part.x + part.bias + share * part.h
        made = np.tanh(value) if name in ("h", "g", "n") else sigmoid(value)
        np.testing.assert_allclose(made, unrolled.gates[name], atol=1e-12)


def by_autograd(cell: Cell, weights: Weights, inputs: np.ndarray, by_h: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a loss's gradients by h_t and c_t, step by step; the loss is ``Σ by_h · h``, so linear in the states."""
    module = loaded(STEPPED[cell](INPUTS, UNITS, dtype=torch.float64), weights)
    h, c = torch.zeros(N, UNITS, dtype=torch.float64), torch.zeros(N, UNITS, dtype=torch.float64)
    states, memories = [], []
    for t in range(T):
        x = torch.from_numpy(inputs[:, t])
        if cell == "lstm":
            h, c = module(x, (h, c))
            memories.append(c)
        else:
            h = module(x, h)
        states.append(h)
    for state in (*states, *memories):
        state.retain_grad()
    sum((torch.from_numpy(by_h[:, t]) * states[t]).sum() for t in range(T)).backward()
    gradients = [np.stack([state.grad.numpy() for state in row], axis=1) for row in (states, memories) if row]
    return gradients[0], gradients[-1]


@pytest.mark.parametrize("sees", ["last", "every"])
@pytest.mark.parametrize("cell", CELLS)
def test_gradients_equal_autograd(cell: Cell, sees: str) -> None:
    weights, inputs, by_h = strong_weights(cell), arrays(7, N, T, INPUTS), arrays(8, N, T, UNITS)
    if sees == "last":
        by_h[:, :-1] = 0
    expected = by_autograd(cell, weights, inputs, by_h)
    gradients = state_gradients(weights, unroll(cell, weights, inputs), by_h[:, -1] if sees == "last" else by_h)
    np.testing.assert_allclose(gradients.h, expected[0], rtol=0, atol=1e-8)
    if cell == "lstm":
        np.testing.assert_allclose(gradients.c, expected[1], rtol=0, atol=1e-8)
    else:
        assert not gradients.c.size


@pytest.mark.parametrize("cell", CELLS)
def test_gradients_are_what_happens_when_a_state_is_changed(cell: Cell) -> None:
    weights, inputs, by_h = strong_weights(cell), arrays(7, N, T, INPUTS), arrays(8, N, UNITS)
    whole, step = unroll(cell, weights, inputs), 4

    def loss(h: np.ndarray) -> float:
        rest = inputs[:, step + 1 :]
        forward = {"rnn": rnn_forward, "gru": gru_forward}
        after = lstm_forward(weights, rest, h, whole.c[:, step]) if cell == "lstm" else forward[cell](weights, rest, h)
        return float((by_h * after.h[:, -1]).sum())

    changed = []
    for place in range(UNITS):
        nudge = np.zeros((N, UNITS))
        nudge[2, place] = 1e-5
        changed.append((loss(whole.h[:, step] + nudge) - loss(whole.h[:, step] - nudge)) / 2e-5)
    np.testing.assert_allclose(state_gradients(weights, whole, by_h).h[2, step], changed, rtol=1e-6, atol=1e-9)
