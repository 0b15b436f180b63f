"""The same with dropout, penalties, other shapes and other data; and with whatever Hypothesis thinks of."""

import itertools
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.activations import ACTIVATIONS
from playground.experiment import SGD, Adagrad, Adam, AdamW, Experiment, RMSprop, Training
from playground.training.population.population import Population
from playground.training.trainers.trainer import Trainer
from tests.strategies import models, planes
from tests.training.population.following import (
    DOUBLE,
    assert_followed,
    dense,
    described,
    dropconnect,
    dropout,
    measured,
    row_of,
    rows_of,
)

QUICK = {"name": "sgd", "learning_rate": 0.1}
DROPPED: dict[str, list[tuple[dict[str, Any], ...]]] = {
    "dropout after each layer, with other rates in each network": [
        (dense(6), dropout(a), dense(5), dropout(b)) for a, b in ((0.1, 0.5), (0.7, 0.2), (0.3, 0.0), (0.0, 0.0))
    ]
    + [(dense(6), dense(5), dropout(0.4)), (dense(6), dense(5))],
    "dropout on inputs": [(dropout(0.3), dense(6)), (dense(6),), (dropout(0.6), dense(6), dropout(0.1))],
    "no hidden layer": [(), (dropout(0.3),), (dropconnect(0.3),), (dropconnect(0.2), dropout(0.1))],
    "two dropouts in a row": [
        (dropout(a), dropout(b), dense(6), dropout(b), dropout(a)) for a, b in ((0.1, 0.5), (0.0, 0.3), (0.4, 0.0))
    ],
    "dropconnect": [
        (dropconnect(a), dense(6), dropconnect(b), dense(5), dropconnect(c))
        for a, b, c in ((0.1, 0.2, 0.3), (0.5, 0.0, 0.0), (0.0, 0.4, 0.6))
    ]
    + [(dense(6), dense(5))],
    "dropconnect and dropout": [
        (dropconnect(0.2), dropout(0.1), dense(6), dropout(0.3), dropconnect(0.4), dense(5)),
        (dropout(0.5), dropconnect(0.2), dense(6), dropconnect(0.3), dropout(0.2), dense(5)),
        (dense(6), dense(5)),
    ],
}
DATA: list[dict[str, Any]] = [
    {"data": {"name": "pinwheel3", "samples": 62}},
    {"data": {"name": "pinwheel5", "samples": 62, "features": ["x1", "sin(x2)", "x1*x2"]}},
    {"data": {"name": "blobs", "samples": 62, "noise": 0.2, "train_fraction": 0.8}, "training": {"loss": "mse"}},
    {"data": {"name": "circle", "samples": 62}, "training": {"loss": "mse"}},
    {"data": {"name": "plane", "samples": 62}},
    {"data": {"name": "iris"}},
    {"data": {"name": "iris"}, "training": {"loss": "mse"}},
    {"data": {"name": "breast_cancer", "columns": ["mean radius", "mean texture"]}},
    {"data": {"name": "points", "points": [[k % 5, k % 7, k % 3] for k in range(40)]}},
]


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("name", DROPPED)
def test_dropped_units_and_weights_are_those_of_the_trainer(name: str, by_hand: bool) -> None:
    experiments = [described(*layers, seed=seed) for layers in DROPPED[name] for seed in (0, 1)]
    assert_followed(experiments, by_hand=by_hand)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_dropout_and_every_activation(activation: str) -> None:
    layers = (dense(5, activation), dropout(0.3), dropconnect(0.2), dense(4, activation))
    assert_followed([described(*layers), described(dense(5), dense(4, activation))])


@pytest.mark.parametrize("optimizer", ["sgd", "adagrad", "rmsprop", "adam", "adamw"])
def test_penalties_of_each_network(optimizer: str) -> None:
    pairs = [(0.0, 0.0), (0.01, 0.0), (0.0, 0.05), (0.02, 0.1)]
    assert_followed(
        [
            described(dense(), dense(3), l1=l1, l2=l2, l1_step=step, optimizer={"name": optimizer})
            for l1, l2 in pairs
            for step in ("proximal", "subgradient")
        ]
    )


def test_what_has_diverged_is_not_shrunk_either() -> None:
    fast = {"name": "sgd", "learning_rate": 100.0}
    population = Population([described(dense(), l1=0.1, loss="mse", optimizer=fast), described(dense(), l1=0.1)])
    for _ in range(3):
        population.train_epoch()
    assert population.alive.tolist() == [False, True]
    before = rows_of(population)
    population.train_epoch()
    after = rows_of(population)
    assert torch.equal(before[0], after[0])
    assert not torch.equal(before[1], after[1])


@pytest.mark.parametrize("kind", ["sgd", "adagrad", "rmsprop", "adam", "adamw"])
def test_learning_rates_of_each_network(kind: str) -> None:
    rates = (0.001, 0.01, 0.05)
    assert_followed([described(optimizer={"name": kind, "learning_rate": rate}) for rate in rates])


@pytest.mark.parametrize("shuffle", [True, False])
@pytest.mark.parametrize("batch_size", [1, 7, 29, 30, 31, 100])
def test_batches_that_do_not_divide_the_data(batch_size: int, shuffle: bool) -> None:
    experiments = [described(batch_size=batch_size, shuffle=shuffle, optimizer=QUICK, seed=seed) for seed in (0, 7, 0)]
    assert_followed(experiments)


@pytest.mark.parametrize("parts", DATA)
def test_other_data_and_losses(parts: dict[str, Any]) -> None:
    model = {"layers": [dense(5, "relu"), dropout(0.1), dense(3)]}
    assert_followed([Experiment.from_parts({**parts, "model": model, "seed": seed}) for seed in (0, 1, 12)])


def test_shapes_and_batches_of_many_kinds_at_once() -> None:
    layers: list[tuple[dict[str, Any], ...]] = [
        (dropout(0.0),),
        (dense(3),),
        (dense(3, "relu"), dropout(0.2)),
        (dense(12, "gelu"),),
        (dense(3), dense(3)),
        (dense(3, "selu"), dense(3, "elu"), dense(3, "silu"), dense(1)),
    ]
    optimizers: list[dict[str, Any]] = [{"name": "adam"}, QUICK, {"name": "sgd", "momentum": 0.8}]
    kinds = itertools.product(layers, (4, 10, 30), optimizers)
    experiments = [
        described(*each, batch_size=size, optimizer=optimizer, seed=seed)
        for seed, (each, size, optimizer) in enumerate(kinds)
    ]
    population = assert_followed(experiments[::-1])
    assert len(population.cohorts) == 5 * 3
    assert population.epoch == 6


def test_one_network_alone() -> None:
    assert_followed([described(dense(3, "relu"))], by_hand=False)


# Gentle ones: where tiny gradients are divided by tiny numbers, rounding decides.
_rate = {"learning_rate": st.floats(1e-4, 0.03)}
_steady = {**_rate, "epsilon": st.floats(1e-3, 0.1)}
_momentum = st.floats(0.01, 0.9)
_averages = {**_steady, "beta1": st.floats(0.1, 0.99), "beta2": st.floats(0.5, 0.9999)}
gentle = st.one_of(
    st.builds(SGD, **_rate),
    st.builds(SGD, **_rate, momentum=_momentum, nesterov=st.booleans()),
    st.builds(Adagrad, **_steady),
    st.builds(RMSprop, **_steady, alpha=st.floats(0.1, 0.99), momentum=st.just(0.0) | _momentum),
    st.builds(Adam, **_averages),
    st.builds(AdamW, **_averages, weight_decay=st.floats(0, 1)),
)


@st.composite
def side_by_side(draw: st.DrawFn) -> list[Experiment]:
    """Draw networks of any kind on the same data, each with its seed, some of one shape.

    Without l1: its sign turns with the rounding of a weight near 0.
    """
    data = draw(planes(40))
    losses = ["auto", "mse", "cross_entropy"] if data.task.is_classification else ["auto", "mse"]
    training = st.builds(
        Training,
        optimizer=gentle,
        batch_size=st.integers(1, 50),
        loss=st.sampled_from(losses),
        l2=st.floats(0, 0.1),
        shuffle=st.booleans(),
    )
    few = draw(st.lists(models(units=6, layers=5), min_size=1, max_size=3))
    trainings = draw(st.lists(training, min_size=1, max_size=3))
    network = st.builds(
        Experiment,
        data=st.just(data),
        model=st.sampled_from(few),
        training=st.sampled_from(trainings),
        seed=st.integers(0, 2**31 - 1),
    )
    return draw(st.lists(network, min_size=1, max_size=6))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(side_by_side())
def test_any_networks_follow_their_trainers(experiments: list[Experiment]) -> None:
    population = Population(experiments, dtype=DOUBLE)
    trainers = [Trainer(experiment, dtype=DOUBLE) for experiment in experiments]
    for _ in range(3):
        population.train_epoch()
        figures, rows = measured(population), rows_of(population)
        for place, trainer in enumerate(trainers):
            trainer.train_epoch()
            if trainer.is_healthy and trainer.measured["train_loss"] < 1e3:
                for name in ("train_loss", "test_loss"):
                    np.testing.assert_allclose(figures[name][place], trainer.measured[name], rtol=1e-7, atol=1e-7)
                torch.testing.assert_close(rows[place], row_of(trainer.model), rtol=1e-6, atol=1e-7)
