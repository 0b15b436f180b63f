import pytest
import torch
from torch import Tensor

from playground.architecture.modules import activation_module
from playground.training.population.activations import spans
from playground.training.population.buffers import Buffers

NAMES = ["tanh", "tanh", "gelu", "relu", "linear"]
INPUTS, UNITS, SAMPLES = 3, 4, 6
LIKE = torch.zeros(len(NAMES), 1, dtype=torch.float64)


def buffers(names: list[str], into: Tensor | None = None) -> Buffers:
    made = Buffers(LIKE, (INPUTS, UNITS, SAMPLES), spans(names), into)
    source = torch.Generator().manual_seed(5)
    for tensor in (made.pre_activations, made.error):
        tensor.copy_(torch.randn(tensor.shape, generator=source, dtype=LIKE.dtype))
    return made


def test_shapes_and_the_one_that_biases_are_multiplied_with() -> None:
    made = buffers(NAMES)
    assert made.values.shape == (len(NAMES), INPUTS, SAMPLES)
    assert made.augmented.shape == (len(NAMES), INPUTS + 1, SAMPLES)
    assert made.pre_activations.shape == made.activations.shape == made.error.shape == made.delta.shape
    assert made.pre_activations.shape == (len(NAMES), UNITS, SAMPLES)
    made.values.fill_(3.0)
    assert (made.augmented[:, :-1] == 3).all()
    assert (made.augmented[:, -1] == 1).all()
    assert torch.equal(made.incoming, made.augmented.transpose(1, 2))
    assert {tensor.dtype for tensor in (made.augmented, made.pre_activations, made.error)} == {torch.float64}


@pytest.mark.parametrize("inside_the_next", [True, False])
def test_each_network_has_its_own_activation_both_ways(inside_the_next: bool) -> None:
    following = torch.ones(len(NAMES), UNITS + 1, SAMPLES, dtype=torch.float64)
    made = buffers(NAMES, following[:, :-1] if inside_the_next else None)
    sums = made.pre_activations.clone().requires_grad_()
    expected = torch.stack([activation_module(name)(row) for name, row in zip(NAMES, sums, strict=True)])
    expected.backward(made.error)
    made.activate()
    made.go_back()
    torch.testing.assert_close(made.activations, expected.detach(), rtol=1e-12, atol=1e-14)
    torch.testing.assert_close(made.delta, sums.grad, rtol=1e-12, atol=1e-14)
    assert (following[:, -1] == 1).all()
    if inside_the_next:
        assert torch.equal(following[:, :-1], made.activations)


def test_an_output_layer_has_nothing_to_compute() -> None:
    made = buffers(["linear"] * len(NAMES))
    sums, error = made.pre_activations.clone(), made.error.clone()
    made.activate()
    made.go_back()
    assert made.activations is made.pre_activations
    assert made.delta is made.error
    assert torch.equal(made.activations, sums)
    assert torch.equal(made.delta, error)


def test_a_linear_hidden_layer_hands_its_sums_on() -> None:
    following = torch.ones(len(NAMES), UNITS + 1, SAMPLES, dtype=torch.float64)
    made = buffers(["linear"] * len(NAMES), following[:, :-1])
    made.activate()
    made.go_back()
    assert torch.equal(following[:, :-1], made.pre_activations)
    assert torch.equal(made.delta, made.error)
