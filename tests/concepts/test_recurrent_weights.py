"""Fresh weights of recurrent cells against PyTorch's, and their spectral radii."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest
import torch

from playground.concepts.recurrence import GATES, Cell, Unrolled, Weights, gate_parts, unroll
from playground.concepts.recurrent_weights import scaled_to_radius, spectral_radius, start_weights

CELLS: tuple[Cell, ...] = get_args(Cell)
MODULES: dict[Cell, Any] = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


def test_the_spectral_radius_is_the_largest_eigenvalues() -> None:
    turn = np.array([[0.0, -0.5], [0.5, 0.0]])
    assert spectral_radius(turn) == pytest.approx(0.5)
    assert spectral_radius(np.diag([0.3, -1.7, 0.9])) == pytest.approx(1.7)
    assert spectral_radius(scaled_to_radius(np.random.default_rng(0).normal(size=(12, 12)), 1.3)) == pytest.approx(1.3)


def test_a_matrix_without_eigenvalues_but_0_cannot_be_scaled() -> None:
    with pytest.raises(ValueError, match="spectral radius is 0"):
        scaled_to_radius(np.array([[0.0, 1.0], [0.0, 0.0]]), 1.0)


class TestStartWeights:
    @pytest.mark.parametrize("cell", CELLS)
    def test_the_default_is_pytorchs(self, cell: Cell) -> None:
        weights, module = start_weights(cell, 4, 32, seed=3), MODULES[cell](4, 32)
        for name, drawn in vars(weights).items():
            assert drawn.shape == tuple(getattr(module, f"{name}_l0").shape)
            assert np.abs(drawn).max() <= 32**-0.5
        assert np.std(weights.weight_hh) == pytest.approx((3 * 32) ** -0.5, rel=0.05)

    @pytest.mark.parametrize("cell", CELLS)
    def test_orthogonal_blocks_keep_lengths(self, cell: Cell) -> None:
        weights = start_weights(cell, 4, 16, seed=3, start="orthogonal")
        for block in np.split(weights.weight_hh, len(GATES[cell])):
            np.testing.assert_allclose(block @ block.T, np.eye(16), atol=1e-12)
        np.testing.assert_array_equal(weights.weight_ih, start_weights(cell, 4, 16, seed=3).weight_ih)

    @pytest.mark.parametrize("start", ["default", "orthogonal"])
    @pytest.mark.parametrize("cell", CELLS)
    def test_every_block_gets_the_radius(self, cell: Cell, start: Any) -> None:
        weights = start_weights(cell, 4, 16, seed=3, start=start, radius=1.6)
        radii = [spectral_radius(block) for block in np.split(weights.weight_hh, len(GATES[cell]))]
        assert radii == pytest.approx([1.6] * len(radii))

    @pytest.mark.parametrize(("cell", "gate"), [("lstm", "f"), ("gru", "z"), ("rnn", None)])
    def test_the_forget_bias_goes_to_the_gate_that_keeps_the_past(self, cell: Cell, gate: str | None) -> None:
        inputs = np.zeros((1, 1, 4))
        raised, usual = (
            unroll_parts(start_weights(cell, 4, 16, seed=3, forget_bias=bias), cell, inputs) for bias in (5.0, 0.0)
        )
        for name in GATES[cell]:
            np.testing.assert_allclose(raised[name] - usual[name], 5.0 if name == gate else 0.0, atol=1e-12)


def unroll_parts(weights: Weights, cell: Cell, inputs: np.ndarray) -> dict[str, np.ndarray]:
    unrolled: Unrolled = unroll(cell, weights, inputs)
    return {name: part.bias for name, part in gate_parts(weights, inputs, unrolled).items()}
