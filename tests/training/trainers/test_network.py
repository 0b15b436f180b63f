"""A network as people see it, against plain PyTorch modules."""

import itertools
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from playground.architecture.build import build
from playground.experiment import Experiment
from playground.training.trainers.network import Network
from tests.strategies import experiments

DROPOUT, DROPCONNECT = {"type": "dropout", "rate": 0.5}, {"type": "dropconnect", "rate": 0.5}


def dense(units: int, activation: str = "tanh") -> dict[str, Any]:
    return {"type": "dense", "units": units, "activation": activation}


def model(*layers: dict[str, Any]) -> nn.Sequential:
    return build(Experiment.from_parts({"data": {"name": "blobs"}, "model": {"layers": list(layers)}, "seed": 6}))


@settings(max_examples=30)
@given(experiments(samples=20, units=9, layers=5), st.integers(0, 1000))
def test_the_last_outputs_are_those_of_the_model_without_dropout(described: Experiment, seed: int) -> None:
    built = build(described)
    network = Network(built)
    inputs = torch.randn(7, built[-1].in_features if len(built) == 1 else network.layers[0].linear.in_features)
    values = network.outputs(inputs)
    assert built.training
    assert torch.equal(values[0], inputs)
    expected = built.eval()(inputs)
    torch.testing.assert_close(values[-1], expected, rtol=1e-5, atol=1e-5)  # sums in another order


def test_every_layers_outputs_and_sums_are_told() -> None:
    built = model(DROPOUT, dense(3), DROPCONNECT, dense(2, "relu"), DROPOUT, dense(4, "linear"))
    network, x = Network(built), torch.linspace(-2, 2, 10).reshape(5, 2)
    values = network.outputs(x)
    sums = network.pre_activations(values)
    assert [tuple(value.shape) for value in values] == [(5, 2), (5, 3), (5, 2), (5, 4), (5, 4)]
    linears = [module for module in built if isinstance(module, nn.Linear)]
    activations = [torch.tanh, torch.relu, lambda z: z, lambda z: z]
    for place, (linear, activation) in enumerate(zip(linears, activations, strict=True)):
        expected = values[place] @ linear.weight.T + linear.bias
        torch.testing.assert_close(sums[place], expected)
        torch.testing.assert_close(values[place + 1], activation(expected))
    assert not any(value.requires_grad for value in [*values, *sums])


def test_a_layer_is_a_linear_one_with_what_follows() -> None:
    network = Network(model(DROPOUT, dense(3), DROPCONNECT, dense(2, "linear"), DROPOUT))
    first, second, output = network.layers
    assert [layer.linear.out_features for layer in network.layers] == [3, 2, 4]
    assert [type(layer.activation) for layer in network.layers] == [nn.Tanh, type(None), type(None)]
    assert first.dropout is None
    assert second.dropout is not None
    assert output.dropout is None
    assert network.input_dropout is not None
    assert network.input_dropout is not second.dropout
    assert Network(model(dense(3), DROPOUT)).input_dropout is None


def test_a_network_without_hidden_layers_is_its_output_layer() -> None:
    network = Network(model())
    assert [layer.linear.out_features for layer in network.layers] == [4]


def test_what_the_last_batch_kept_is_the_modules_masks() -> None:
    built = model(DROPCONNECT, dense(3), DROPOUT, dense(2))
    network = Network(built)
    first, second, _ = network.layers
    assert [first.kept_units(), first.kept_links(), second.kept_units(), second.kept_links()] == [None] * 4
    x = torch.randn(6, 2)
    outputs = built(x)
    links, units = first.kept_links(), first.kept_units()
    assert links is not None
    assert units is not None
    assert links.shape == (3, 2)
    assert units.shape == (6, 3)
    assert set(links.ravel().tolist()) == set(units.ravel().tolist()) == {0, 1}
    assert (second.kept_units(), second.kept_links()) == (None, None)

    hidden = torch.tanh(x @ (first.linear.weight * links * 2).T + first.linear.bias) * units * 2
    torch.testing.assert_close(outputs, built[-1](torch.tanh(second.linear(hidden))))


def test_the_generators_of_masks_are_named_once() -> None:
    assert Network(model(dense(3))).generators() == []
    (generator,) = Network(model(DROPOUT, dense(3), DROPOUT, DROPCONNECT, dense(3))).generators()
    built = model(DROPOUT, dense(3))
    (generator,) = Network(built).generators()
    state = generator.get_state()
    drawn = built(torch.ones(9, 2))
    assert not torch.equal(generator.get_state(), state)
    generator.set_state(state)
    assert torch.equal(built(torch.ones(9, 2)), drawn)


@pytest.mark.parametrize(("layer", "unit", "source"), [(1, 0, 0), (1, 2, 1), (2, 0, 2), (3, 3, 1), (1, 2, None)])
def test_one_number_is_set_and_no_other(layer: int, unit: int, source: int | None) -> None:
    built = model(dense(3), dense(2))
    before = {name: value.clone() for name, value in built.state_dict().items()}
    assert Network(built).set_parameter(layer, unit, source, 7.5)
    name = f"{['1_dense', '2_dense', 'output'][layer - 1]}.{'bias' if source is None else 'weight'}"
    before[name][(unit,) if source is None else (unit, source)] = 7.5
    for key, value in built.state_dict().items():
        assert torch.equal(value, before[key]), key


def test_there_are_no_other_numbers() -> None:
    built = model(dense(3), dense(2))
    network, first = Network(built), {name: value.clone() for name, value in built.state_dict().items()}
    sizes = {1: (3, 2), 2: (2, 3), 3: (4, 2)}
    far = [-(2**63), -3, -1, *range(5), 2**20, 2**63]
    for layer, unit, source in itertools.product(far, far, [None, *far]):
        units, sources = sizes.get(layer, (0, 0))
        there = unit in range(units) and (source is None or source in range(sources))
        assert network.set_parameter(layer, unit, source, 9.0) is there, (layer, unit, source)
        changed = sum(int((value != first[name]).sum()) for name, value in built.state_dict().items())
        assert changed == there, (layer, unit, source)
        built.load_state_dict(first)
