from typing import Any

import pytest
import torch
from hypothesis import given, settings

from playground.architecture.build import build
from playground.architecture.summary import SummaryRow, output_activation, summary
from playground.experiment import Experiment
from tests.strategies import experiments


def experiment(name: str, loss: str = "auto", *layers: dict[str, Any]) -> Experiment:
    return Experiment.from_parts(
        {"data": {"name": name}, "model": {"layers": list(layers)}, "training": {"loss": loss}}
    )


def test_each_layer_has_its_row_and_the_output_comes_last() -> None:
    described = experiment(
        "blobs",
        "auto",
        {"type": "dense", "units": 8, "activation": "tanh"},
        {"type": "dropout", "rate": 0.2},
        {"type": "dropconnect", "rate": 0.2},
        {"type": "dense", "units": 5, "activation": "relu"},
    )
    assert summary(described) == [
        SummaryRow("1_dense", "dense", "tanh", (8,), 24, 16),
        SummaryRow("2_dropout", "dropout", "", (8,), 0, 0),
        SummaryRow("3_dropconnect", "dropconnect", "", (8,), 0, 0),
        SummaryRow("4_dense", "dense", "relu", (5,), 45, 40),
        SummaryRow("output", "dense", "softmax", (4,), 24, 20),
    ]


@pytest.mark.parametrize(
    ("name", "loss", "activation"),
    [
        ("circle", "auto", "sigmoid"),
        ("circle", "mse", "linear"),
        ("pinwheel3", "auto", "softmax"),
        ("pinwheel3", "cross_entropy", "softmax"),
        ("pinwheel3", "mse", "linear"),
        ("plane", "auto", "linear"),
    ],
)
def test_what_follows_the_output_layer_is_part_of_the_loss(name: str, loss: str, activation: str) -> None:
    assert output_activation(experiment(name, loss)) == activation
    assert summary(experiment(name, loss))[-1].activation == activation


@settings(max_examples=50)
@given(experiments(samples=20, units=16))
def test_the_table_agrees_with_the_network(described: Experiment) -> None:
    rows = {row.name: row for row in summary(described)}
    network = build(described)
    assert sum(row.parameters for row in rows.values()) == described.parameters
    values = torch.zeros(2, *described.data.input_shape)
    for name, child in network.named_children():
        values = child(values)
        if name in rows:
            assert tuple(values.shape[1:]) == rows[name].output_shape
            assert sum(parameter.numel() for parameter in child.parameters()) == rows[name].parameters
    learning = {name for name, child in network.named_children() if list(child.parameters())}
    assert learning == {row.name for row in rows.values() if row.parameters}
