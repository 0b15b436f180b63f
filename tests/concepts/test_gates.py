from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from playground.concepts.gates import along
from playground.concepts.recurrence import Cell, unroll
from playground.concepts.recurrent_weights import start_weights

CELLS: tuple[Cell, ...] = get_args(Cell)


@pytest.mark.parametrize("cell", CELLS)
def test_gates_along_known_states_are_those_of_the_equations(cell: Cell) -> None:
    weights = start_weights(cell, 3, 6, seed=1, forget_bias=0.0 if cell == "rnn" else 2.0)
    inputs = np.random.default_rng(2).normal(size=(4, 11, 3))
    expected = unroll(cell, weights, inputs)
    unrolled = along(cell, weights, inputs, expected.h)
    assert unrolled.gates.keys() == expected.gates.keys()
    for name, values in expected.gates.items():
        np.testing.assert_allclose(unrolled.gates[name], values, atol=1e-12)
    for name in ("h", "h0", "h_before", *(("c", "c_before") if cell == "lstm" else ())):
        np.testing.assert_allclose(getattr(unrolled, name), getattr(expected, name), atol=1e-12)


def test_other_states_make_other_gates() -> None:
    weights = start_weights("gru", 3, 6, seed=1)
    inputs = np.random.default_rng(2).normal(size=(1, 5, 3))
    states = unroll("gru", weights, inputs).h
    moved = along("gru", weights, inputs, states + 0.5)
    assert not np.allclose(moved.gates["z"][:, 1:], along("gru", weights, inputs, states).gates["z"][:, 1:])
    np.testing.assert_array_equal(moved.gates["z"][:, 0], along("gru", weights, inputs, states).gates["z"][:, 0])
