from itertools import product
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from torch import nn

from playground.activations import ACTIVATIONS
from playground.architecture.build import build
from playground.architecture.modules import DropConnectLinear, SeededDropout
from playground.architecture.seeds import generators, weight_generators
from playground.architecture.summary import summary
from playground.experiment import Experiment
from playground.losses import encode_targets, loss_function
from playground.training.trainers.trainer import Trainer
from tests.strategies import experiments

DENSE = {"type": "dense", "units": 6, "activation": "tanh"}


def experiment(*layers: dict[str, Any], name: str = "circle", loss: str = "auto", **rest: Any) -> Experiment:
    return Experiment.from_parts(
        {
            "data": {"name": name, "samples": 40},
            "model": {"layers": list(layers), "initializer": rest.pop("initializer", "default")},
            "training": {"loss": loss},
            **rest,
        }
    )


def points(n: int = 64) -> torch.Tensor:
    return torch.from_numpy(np.random.default_rng(0).uniform(-3, 3, (n, 2))).float()


def weights(network: nn.Module) -> list[torch.Tensor]:
    return list(network.state_dict().values())


def equal(first: list[torch.Tensor], second: list[torch.Tensor]) -> bool:
    return all(torch.equal(a, b) for a, b in zip(first, second, strict=True))


TASKS = [("circle", "cross_entropy"), ("circle", "mse"), ("blobs", "cross_entropy"), ("blobs", "mse"), ("plane", "mse")]


@pytest.mark.parametrize(
    ("activation", "name", "loss"),
    [(activation, *task) for activation, task in product(sorted(set(ACTIVATIONS) - {"threshold"}), TASKS)],
)
def test_gradients_agree_with_finite_differences(activation: str, name: str, loss: str) -> None:
    described = experiment(
        {"type": "dense", "units": 3, "activation": activation},
        {"type": "dense", "units": 2, "activation": activation},
        name=name,
        loss=loss,
        seed=2,
    )
    network = build(described).double()
    random = np.random.default_rng(1)
    inputs = torch.from_numpy(random.normal(size=(7, 2)))
    classes = described.data.task.classes
    drawn = torch.from_numpy(random.normal(size=7) if classes is None else random.integers(0, classes, 7))
    targets = encode_targets(drawn, loss, described.data.task)
    targets = targets.double() if targets.is_floating_point() else targets
    function = loss_function(loss, described.data.task)

    function(network(inputs), targets).backward()
    step = 1e-6
    with torch.no_grad():
        for parameter in network.parameters():
            flat, gradient = parameter.view(-1), parameter.grad.view(-1)
            for place in range(len(flat)):
                value = flat[place].item()
                flat[place] = value + step
                above = function(network(inputs), targets)
                flat[place] = value - step
                below = function(network(inputs), targets)
                flat[place] = value
                assert float(gradient[place]) == pytest.approx(float(above - below) / (2 * step), abs=1e-6)


def test_the_exercise_of_the_lecture_has_13_parameters() -> None:
    described = experiment({"type": "dense", "units": 3}, name="plane")
    assert described.parameters == 13
    assert [row.parameters for row in summary(described)] == [9, 4]
    assert sum(parameter.numel() for parameter in build(described).parameters()) == 13


@settings(max_examples=50)
@given(experiments(samples=20, units=16))
def test_any_experiment_builds_the_network_it_counts(described: Experiment) -> None:
    network = build(described)
    assert sum(parameter.numel() for parameter in network.parameters()) == described.parameters
    inputs = torch.zeros(3, *described.data.input_shape)
    assert network(inputs).shape == (3, described.data.task.outputs)
    assert network.training
    assert list(network._modules)[-1] == "output"


def test_children_are_named_after_their_place_in_the_list() -> None:
    network = build(
        experiment(
            DENSE,
            {"type": "dropout"},
            {"type": "dropconnect"},
            {"type": "dense", "units": 2, "activation": "linear"},
            {"type": "dense", "units": 2, "activation": "leaky_relu"},
            {"type": "dense", "units": 2, "activation": "threshold"},
        )
    )
    assert [name for name, _ in network.named_children()] == [
        *("1_dense", "1_tanh", "2_dropout", "4_dense", "5_dense", "5_leakyrelu", "6_dense", "6_threshold", "output")
    ]
    assert {type(child) for child in network[:1]} == {nn.Linear}
    assert isinstance(network.get_submodule("4_dense"), DropConnectLinear)
    assert type(network.get_submodule("output")) is nn.Linear


def test_dropconnect_acts_on_the_next_weights_alone_and_on_the_output_where_it_comes_last() -> None:
    dropconnect = {"type": "dropconnect", "rate": 0.3}
    network = build(experiment(dropconnect, {"type": "dropout"}, DENSE, DENSE, dropconnect))
    assert isinstance(network.get_submodule("3_dense"), DropConnectLinear)
    assert type(network.get_submodule("4_dense")) is nn.Linear
    assert isinstance(network.get_submodule("output"), DropConnectLinear)
    assert network.get_submodule("output").rate == 0.3


def test_without_hidden_layers_there_is_one_linear_layer() -> None:
    network = build(experiment())
    assert [name for name, _ in network.named_children()] == ["output"]
    inputs = points()
    weight, bias = network.get_submodule("output").parameters()
    torch.testing.assert_close(network(inputs), inputs @ weight.T + bias)


@pytest.mark.parametrize("rate", [0.2, 0.5, 0.95])
def test_dropout_keeps_the_expectation(rate: float) -> None:
    n = 400_000
    outputs = SeededDropout(rate, torch.Generator().manual_seed(1))(torch.ones(n))
    assert set(outputs.unique().tolist()) == {0.0, float(torch.tensor(1.0) / (1 - rate))}
    assert abs(float(outputs.mean()) - 1) < 5 * (rate / (1 - rate) / n) ** 0.5


@pytest.mark.parametrize("rate", [0.2, 0.5, 0.95])
def test_dropconnect_keeps_the_expectation(rate: float) -> None:
    inputs, outputs = 500, 800
    layer = DropConnectLinear(inputs, outputs, rate, torch.Generator().manual_seed(1))
    nn.init.ones_(layer.weight)
    sums = (layer(torch.ones(1, inputs)) - layer.bias).detach() / inputs
    assert abs(float(sums.mean()) - 1) < 5 * (rate / (1 - rate) / (inputs * outputs)) ** 0.5
    assert sums.std() > 0


def test_dropout_masks_each_sample_and_dropconnect_each_batch() -> None:
    same = torch.ones(50, 8)
    masked = SeededDropout(0.5, torch.Generator().manual_seed(1))(same)
    assert len(masked.unique(dim=0)) > 1
    layer = DropConnectLinear(8, 8, 0.5, torch.Generator().manual_seed(1))
    assert len(layer(same).unique(dim=0)) == 1
    assert not torch.equal(layer(same), layer(same))


def test_masked_gradients_flow_through_what_was_kept_alone() -> None:
    layer = DropConnectLinear(8, 8, 0.5, torch.Generator().manual_seed(1))
    layer(torch.ones(1, 8)).sum().backward()
    assert layer.mask is not None
    torch.testing.assert_close(layer.weight.grad, layer.mask / 0.5)


NOISY = (DENSE, {"type": "dropout", "rate": 0.5}, {"type": "dropconnect", "rate": 0.5}, DENSE, {"type": "dropout"})


def test_evaluation_ignores_dropout_and_dropconnect() -> None:
    noisy, plain = build(experiment(*NOISY)), build(experiment(DENSE, DENSE))
    assert equal(weights(noisy), weights(plain))
    inputs = points()
    assert not torch.equal(noisy(inputs), plain(inputs))
    assert torch.equal(noisy.eval()(inputs), plain.eval()(inputs))


def test_a_rate_of_0_changes_nothing() -> None:
    quiet = (DENSE, {"type": "dropout", "rate": 0}, {"type": "dropconnect", "rate": 0}, DENSE)
    assert torch.equal(build(experiment(*quiet))(points()), build(experiment(DENSE, DENSE))(points()))


def masked_outputs(described: Experiment, seed_of_torch: int = 0) -> list[torch.Tensor]:
    torch.manual_seed(seed_of_torch)
    network = build(described)
    return [network(points()).detach() for _ in range(3)]


def test_masks_depend_on_the_seed_alone() -> None:
    first = masked_outputs(experiment(*NOISY, seed=4), seed_of_torch=1)
    assert equal(first, masked_outputs(experiment(*NOISY, seed=4), seed_of_torch=2))
    assert not torch.equal(first[0], first[1])

    def masks(described: Experiment) -> list[torch.Tensor]:
        network = build(described)
        network(points())
        return [child.mask for child in network if isinstance(child, SeededDropout | DropConnectLinear)]

    assert equal(masks(experiment(*NOISY, seed=4)), masks(experiment(*NOISY, seed=4, initializer="he", name="plane")))
    assert not equal(masks(experiment(*NOISY, seed=4)), masks(experiment(*NOISY, seed=5)))
    first_mask = torch.empty(64, 6).bernoulli_(0.5, generator=generators(4).dropout)
    assert torch.equal(masks(experiment(*NOISY, seed=4))[0], first_mask)


def test_the_same_seed_gives_the_same_weights_and_another_seed_others() -> None:
    torch.manual_seed(1)
    first = weights(build(experiment(DENSE, seed=4)))
    torch.manual_seed(2)
    assert equal(first, weights(build(experiment(DENSE, seed=4))))
    assert not torch.equal(first[0], weights(build(experiment(DENSE, seed=5)))[0])


def test_another_dropout_rate_changes_neither_first_weights_nor_the_order_of_batches() -> None:
    def seen(rate: float) -> list[torch.Tensor]:
        trainer = Trainer(experiment(DENSE, {"type": "dropout", "rate": rate}, seed=4), by_hand=False)
        batches: list[torch.Tensor] = []
        trainer.model.register_forward_pre_hook(
            lambda model, inputs: batches.append(inputs[0].clone()) if model.training else None
        )
        first = [weight.clone() for weight in weights(trainer.model)]
        for _ in range(3):
            trainer.train_epoch()
        return first + batches

    assert len(seen(0.0)) == 4 + 3 * 2
    assert equal(seen(0.0), seen(0.5))
    assert equal(seen(0.2), seen(0.5))


def test_what_is_drawn_for_one_purpose_differs_from_what_is_drawn_for_another() -> None:
    made = generators(0)
    sources = [made.batches, made.dropout, *weight_generators(0, 3)]
    drawn = [torch.rand(4, generator=generator) for generator in sources]
    assert len({tuple(numbers.tolist()) for numbers in drawn}) == 5
    again = generators(0)
    assert torch.equal(torch.rand(4, generator=again.dropout), drawn[1])


def test_layers_of_the_same_shape_start_alike_in_networks_that_differ_elsewhere() -> None:
    def wide(units: int) -> dict[str, Any]:
        return DENSE | {"units": units}

    shallow = weights(build(experiment(wide(4), wide(4), seed=4)))
    deep = weights(build(experiment(wide(4), wide(4), wide(4), {"type": "dropout", "rate": 0.5}, seed=4)))
    wider = weights(build(experiment(wide(4), wide(9), seed=4)))
    assert equal(shallow[:4], deep[:4])
    assert equal(shallow[-2:], deep[-2:])
    assert equal(shallow[:2], wider[:2])
    assert not torch.equal(deep[2], deep[4])
