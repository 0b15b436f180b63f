from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from playground.experiment import Dense, Experiment, Model, PlaneData, TableData, Training
from playground.ui.perceptron.by_hand import by_hand


def experiment(*units: int, activation: str = "tanh", **given: Any) -> Experiment:
    layers = tuple(Dense(units=count, activation=activation) for count in units)  # type: ignore[arg-type]
    return Experiment(model=Model(layers=layers), **given)


def query(of: Experiment, inputs: int) -> dict[str, str]:
    address = by_hand(of, of.data.task, inputs).address
    assert address is not None
    assert urlsplit(address).path == "/backpropagation"
    return {key: value for key, [value] in parse_qs(urlsplit(address).query).items()}


def test_the_address_says_the_shape_and_the_functions() -> None:
    assert query(experiment(4, 3), 2) == {
        "backprop_inputs": "2",
        "backprop_layers": "2",
        "backprop_units1": "4",
        "backprop_units2": "3",
        "backprop_outputs": "1",
        "backprop_phi": "tanh",
        "backprop_psi": "sigmoid",
        "backprop_loss": "cross_entropy",
        "lang": "en",
    }


@pytest.mark.parametrize(
    ("of", "functions"),
    [
        (experiment(2, data=TableData(name="iris")), ("3", "softmax", "cross_entropy")),
        (experiment(2, training=Training(loss="mse")), ("1", "linear", "squared")),
        (experiment(2, data=PlaneData(name="plane")), ("1", "linear", "squared")),
    ],
    ids=["three classes", "squared error", "a number"],
)
def test_what_follows_the_output_layer(of: Experiment, functions: tuple[str, str, str]) -> None:
    found = query(of, 2)
    assert tuple(found[f"backprop_{name}"] for name in ("outputs", "psi", "loss")) == functions


@pytest.mark.parametrize(
    ("of", "inputs", "reason"),
    [
        (experiment(), 2, "one or two hidden layers of 4"),
        (experiment(2, 2, 2), 2, "one or two hidden layers of 4"),
        (experiment(5), 2, "one or two hidden layers of 4"),
        (experiment(2), 5, "at most 4 inputs"),
        (experiment(2, activation="elu"), 2, "one activation for all hidden neurons: Sigmoid, tanh, ReLU"),
        (Experiment(model=Model(layers=(Dense(units=2), Dense(units=2, activation="tanh")))), 2, "one activation"),
        (experiment(2, data=PlaneData(name="plane"), training=Training(loss="mae")), 2, "two losses"),
        (experiment(2, data=TableData(name="iris"), training=Training(loss="mse")), 2, "two losses"),
    ],
)
def test_why_a_network_cannot_be_calculated(of: Experiment, inputs: int, reason: str) -> None:
    found = by_hand(of, of.data.task, inputs)
    assert found.address is None
    assert reason in found.sentence
