from __future__ import annotations

import numpy as np
import pytest
import torch

from playground.activations import ACTIVATIONS
from playground.architecture.modules import activation_module
from playground.concepts.neuron import CORNERS, FALSE, TRUE, Neuron, corner_points, right_corners

POINTS = np.random.default_rng(0).uniform(-6, 6, (50, 2))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_neuron_is_a_linear_layer_with_an_activation(name: str) -> None:
    linear = torch.nn.Linear(2, 1, dtype=torch.float64)
    with torch.no_grad():
        linear.weight[:] = torch.tensor([[1.5, -0.7]])
        linear.bias[:] = 0.4
        expected = activation_module(name)(linear(torch.from_numpy(POINTS)))[:, 0].numpy()
    np.testing.assert_allclose(Neuron(1.5, -0.7, 0.4, ACTIVATIONS[name]).outputs(POINTS), expected, rtol=1e-6)


def test_the_half_plane_is_where_a_sigmoid_is_above_one_half() -> None:
    neuron = Neuron(-2.0, 0.5, 1.0, ACTIVATIONS["sigmoid"])
    assert (neuron.says_one(POINTS) == (neuron.outputs(POINTS) > 0.5)).all()
    on_the_line = Neuron(1.0, 1.0, 0.0, ACTIVATIONS["threshold"])
    assert not on_the_line.says_one(np.array([[2.0, -2.0]]))[0], "as the threshold is 0 at 0"


def test_the_corners_are_those_of_a_truth_table() -> None:
    assert corner_points().tolist() == [[TRUE if bit else FALSE for bit in corner] for corner in CORNERS]


@pytest.mark.parametrize("bias", [-5.9, -3.0, 0.0])
def test_and_is_right_for_these_biases_and_for_no_others(bias: float) -> None:
    linear = ACTIVATIONS["linear"]
    assert right_corners(Neuron(1, 1, bias, linear), (0, 0, 0, 1)) == 4
    assert right_corners(Neuron(1, 1, -6.0, linear), (0, 0, 0, 1)) == 3
    assert right_corners(Neuron(1, 1, 0.1, linear), (0, 0, 0, 1)) == 2
