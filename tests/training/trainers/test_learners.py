"""Whole training runs of both learners, which must not differ, and which of them a network gets."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings

from playground.activations import ACTIVATIONS
from playground.experiment import SGD, Experiment
from playground.training.trainers.learners import AutogradLearner, HandLearner
from playground.training.trainers.trainer import Trainer
from tests.strategies import experiments
from tests.training.by_hand import in_double

OPTIMIZERS: list[dict[str, Any]] = [
    {"name": "sgd", "learning_rate": 0.02, "momentum": 0.8, "nesterov": True},
    {"name": "adagrad"},
    {"name": "rmsprop", "learning_rate": 0.003, "momentum": 0.5},
    {"name": "adamw", "weight_decay": 0.1},
]
BY_HAND = [name for name in ACTIVATIONS if name != "gelu"]


def described(activation: str = "tanh", *before: dict[str, Any], name: str = "circle", **training: Any) -> Experiment:
    layers = [*before, *[{"type": "dense", "units": units, "activation": activation} for units in (5, 4)]]
    return Experiment.from_parts(
        {
            "data": {"name": name, "samples": 40},
            "model": {"layers": [*layers, *before]},
            "training": training,
            "seed": 4,
        }
    )


def assert_both_learn_the_same(what: Experiment, epochs: int = 50, tolerance: float = 1e-6) -> Trainer:
    by_hand, by_autograd = in_double(what), in_double(what, by_hand=False)
    assert isinstance(by_hand._learner, HandLearner)
    assert isinstance(by_autograd._learner, AutogradLearner)
    for _ in range(epochs):
        by_hand.train_epoch()
        by_autograd.train_epoch()
    for name, curve in by_autograd.history.trained().items():
        np.testing.assert_allclose(by_hand.history.trained()[name], curve, rtol=tolerance, atol=tolerance)
    for ours, theirs in zip(by_hand.model.parameters(), by_autograd.model.parameters(), strict=True):
        torch.testing.assert_close(ours, theirs, rtol=tolerance, atol=tolerance)
    return by_hand


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda spec: spec["name"])
@pytest.mark.parametrize("activation", BY_HAND)
def test_both_learn_the_same(activation: str, optimizer: dict[str, Any]) -> None:
    trained = assert_both_learn_the_same(described(activation, optimizer=optimizer))
    losses = trained.history.trained()["train_loss"]
    assert losses[-1] != losses[0]


@pytest.mark.parametrize("drop", [{"type": "dropout", "rate": 0.2}, {"type": "dropconnect", "rate": 0.3}])
@pytest.mark.parametrize(
    ("name", "loss"), [("circle", "mse"), ("plane", "mse"), ("blobs", "cross_entropy"), ("pinwheel3", "mse")]
)
def test_both_learn_the_same_with_drops_and_penalties(name: str, loss: str, drop: dict[str, Any]) -> None:
    assert_both_learn_the_same(described("tanh", drop, name=name, loss=loss, l1=0.001, l2=0.01), epochs=20)


@pytest.mark.parametrize("l1_step", ["proximal", "subgradient"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda spec: spec["name"])
def test_both_learn_the_same_with_an_l1_penalty(optimizer: dict[str, Any], l1_step: str) -> None:
    trained = assert_both_learn_the_same(described("tanh", optimizer=optimizer, l1=0.02, l1_step=l1_step), epochs=50)
    weights = [parameter for name, parameter in trained.model.named_parameters() if name.endswith("weight")]
    zeros = sum(int((weight == 0).sum()) for weight in weights)
    assert zeros == 0 or l1_step == "proximal"


@settings(max_examples=30)
@given(experiments(samples=40, units=8, layers=3))
def test_any_first_batches_teach_both_the_same(what: Experiment) -> None:
    # No Adam here: it divides by the size of a gradient, and one that is nothing but rounding moves a weight too.
    plain = what.training.model_copy(update={"optimizer": SGD(learning_rate=1e-4, momentum=0.5)})
    what = what.model_copy(update={"training": plain})
    ours, theirs = in_double(what), in_double(what, by_hand=False)
    for _ in range(3):
        ours.train_batch()
        theirs.train_batch()
    torch.testing.assert_close(ours._parameters, theirs._parameters, rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize("by_hand", [True, False])
def test_learning_takes_rate_and_penalties_of_the_moment(by_hand: bool) -> None:
    what = described(optimizer={"name": "sgd", "learning_rate": 0.05})
    trainer = in_double(what, by_hand)
    other = described(optimizer={"name": "sgd", "learning_rate": 0.5}, l2=1.0)
    weight = next(trainer.model.parameters())
    before = weight.detach().clone()
    inputs, targets = next(trainer._learner.batches(trainer.inputs, trainer._targets, 10))
    loss = trainer._learner.learn(inputs, targets, other.training)
    assert weight.grad is not None
    torch.testing.assert_close(weight.detach(), before - 0.5 * weight.grad)
    again = in_double(what, by_hand)
    assert loss == pytest.approx(again._learner.learn(inputs, targets, what.training), rel=1e-12)
    fresh = next(again.model.parameters()).grad
    assert fresh is not None
    torch.testing.assert_close(weight.grad, fresh + before)


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda spec: spec["name"])
def test_a_state_is_a_copy_that_can_be_taken_up_again(optimizer: dict[str, Any], by_hand: bool) -> None:
    trainer = Trainer(described(optimizer=optimizer, shuffle=False), by_hand=by_hand)
    trainer.train_epoch()
    state, parameters = trainer._learner.state(), trainer._parameters.detach().clone()
    trainer.train_epoch()
    end = trainer._parameters.detach().clone()
    assert not torch.equal(end, parameters)
    for _ in range(2):
        trainer._learner.load(state)
        trainer._parameters.data.copy_(parameters)
        trainer.train_epoch()
        assert torch.equal(trainer._parameters.detach(), end)


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("size", [1, 7, 10, 40, 100])
def test_batches_hold_every_sample_once_and_in_order(size: int, by_hand: bool) -> None:
    trainer = Trainer(described(), by_hand=by_hand)
    batches = list(trainer._learner.batches(trainer.inputs, trainer._targets, size))
    assert {len(inputs) for inputs, _ in batches[:-1]} <= {size}
    for place, whole in enumerate((trainer.inputs, trainer._targets)):
        together = np.concatenate([np.asarray(batch[place]) for batch in batches])
        np.testing.assert_array_equal(together, whole.numpy())


def test_gelu_is_left_to_autograd() -> None:
    assert isinstance(Trainer(described("gelu"))._learner, AutogradLearner)


def test_large_networks_are_left_to_autograd() -> None:
    def of(units: int, batch: int) -> Trainer:
        parts = {"model": {"layers": [{"type": "dense", "units": units}] * 2}, "training": {"batch_size": batch}}
        return Trainer(Experiment.from_parts({"data": {"samples": 60}, **parts}))

    assert isinstance(of(64, 10)._learner, HandLearner)
    assert isinstance(of(200, 10)._learner, AutogradLearner)
    assert isinstance(of(128, 16)._learner, HandLearner)
    assert isinstance(of(128, 17)._learner, AutogradLearner)
    assert isinstance(of(93, 100_000)._learner, HandLearner)  # there are only 30 samples to train with


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_single_and_double_precision_are_taken_by_hand(dtype: torch.dtype) -> None:
    assert isinstance(Trainer(described(), dtype=dtype)._learner, HandLearner)


def test_other_precisions_are_left_to_autograd() -> None:
    trainer = Trainer(described(optimizer={"name": "sgd"}), dtype=torch.bfloat16)
    assert isinstance(trainer._learner, AutogradLearner)
    trainer.train_epoch()
    assert trainer.is_healthy
