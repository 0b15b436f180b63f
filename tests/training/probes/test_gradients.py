from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from playground.experiment import Experiment
from playground.losses import loss_function
from playground.training.probes.gradients import Gradients, GradientState, gradient_states
from playground.training.trainers.trainer import Trainer
from tests.training.looking import measured, trainer

FINE, VANISHING, EXPLODING = GradientState
STATES = ("gradient_fine", "gradient_vanishing", "gradient_exploding")


def one_batch(activation: str, initializer: str, layers: int, **training: Any) -> Trainer:
    """Return a network after one step on the whole training part."""
    of = trainer(
        *[(8, activation)] * layers,
        epochs=0,
        initializer=initializer,
        training={
            "batch_size": 1000,
            "shuffle": False,
            "optimizer": {"name": "sgd", "learning_rate": 1e-9},
            **training,
        },
    )
    of.train_batch()
    return of


@pytest.mark.parametrize(
    "penalties", [{}, {"l1": 0.01, "l2": 0.02, "l1_step": "subgradient"}, {"l1": 0.01, "l2": 0.02}]
)
@pytest.mark.parametrize("activation", ["tanh", "gelu"])
def test_sizes_are_those_of_autograd_on_the_same_batch(activation: str, penalties: dict[str, Any]) -> None:
    of = one_batch(activation, "default", 2, **penalties)
    again = Trainer(Experiment.from_json(of.experiment.to_json()), by_hand=False)
    count = of.dataset.train_samples
    targets = torch.tensor(of.dataset.targets[:count], dtype=torch.float32)[:, None]
    loss = loss_function("cross_entropy", of.task)(again.model(again.inputs[:count]), targets)
    weights = [layer.linear.weight for layer in again.network.layers]
    gradients = [gradient.numpy() for gradient in torch.autograd.grad(loss, weights)]
    l1 = penalties["l1"] if "l1_step" in penalties else 0  # a proximal step adds nothing to the gradient
    l2 = penalties.get("l2", 0)
    for gradient, weight in zip(gradients, weights, strict=True):
        gradient += l1 * np.sign(weight.detach().numpy()) + l2 * weight.detach().numpy()
    tensors = measured(Gradients(), of)
    np.testing.assert_allclose(tensors["gradient_norm"], [np.linalg.norm(g) for g in gradients], rtol=1e-4)
    np.testing.assert_allclose(tensors["gradient_mean"], [np.abs(g).mean() for g in gradients], rtol=1e-4)


def test_before_the_first_batch_nothing_is_said() -> None:
    tensors = measured(Gradients(), trainer((4, "tanh"), (4, "tanh"), epochs=0))
    assert not tensors["gradient_norm"].any()
    assert tensors["gradient_state"].tolist() == [FINE] * 3


@pytest.mark.parametrize(("activation", "initializer"), [("sigmoid", "default"), ("sigmoid", "xavier")])
def test_in_a_deep_sigmoid_network_gradients_vanish_towards_the_inputs(activation: str, initializer: str) -> None:
    tensors = measured(Gradients(), one_batch(activation, initializer, 8))
    states = tensors["gradient_state"].tolist()
    assert states[:3] == [VANISHING] * 3
    assert states[-2:] == [FINE] * 2
    assert states == sorted(states, reverse=True)


def test_behind_a_threshold_there_is_no_gradient() -> None:
    tensors = measured(Gradients(), one_batch("threshold", "default", 1))
    assert tensors["gradient_state"].tolist() == [VANISHING, FINE]
    assert tensors["gradient_norm"][0] == 0
    assert tensors["gradient_vanishing"][0] == pytest.approx(1e-9), "a logarithmic axis has no place for 0"


def test_weights_drawn_too_small_leave_next_to_no_gradient() -> None:
    assert measured(Gradients(), one_batch("tanh", "too_small", 8))["gradient_state"].tolist() == [VANISHING] * 9


def test_weights_drawn_too_large_make_the_gradients_of_a_relu_network_explode() -> None:
    tensors = measured(Gradients(), one_batch("relu", "too_large", 8))
    assert tensors["gradient_state"].tolist() == [EXPLODING] * 9
    assert tensors["gradient_norm"].min() > 100


@pytest.mark.parametrize(
    ("activation", "initializer", "layers"), [("tanh", "default", 2), ("tanh", "xavier", 8), ("relu", "he", 8)]
)
def test_a_sound_network_is_fine(activation: str, initializer: str, layers: int) -> None:
    tensors = measured(Gradients(), one_batch(activation, initializer, layers))
    assert tensors["gradient_state"].tolist() == [FINE] * (layers + 1)


@pytest.mark.parametrize(
    ("norms", "means", "states"),
    [
        ([1, 1], [0.1, 0.1], [FINE, FINE]),
        ([1e-3, 1], [0.9e-4, 0.1], [VANISHING, FINE]),
        ([1e-3, 1], [1.1e-4, 0.1], [FINE, FINE]),
        ([101, 99], [1, 1], [EXPLODING, FINE]),
        ([2, 1e-3], [1, 1e-3], [EXPLODING, FINE]),
        ([0.5, 1e-3], [1, 1e-3], [FINE, FINE]),
        ([np.inf, np.nan], [np.inf, np.nan], [EXPLODING, EXPLODING]),
        ([0, 0], [0, 0], [VANISHING, VANISHING]),
        ([0, 1], [0, 1], [VANISHING, FINE]),
    ],
)
def test_the_rule_of_thumb(norms: list[float], means: list[float], states: list[int]) -> None:
    with np.errstate(invalid="ignore"):
        assert gradient_states(np.array(norms, float), np.array(means, float)).tolist() == states


@pytest.mark.parametrize(("activation", "initializer"), [("sigmoid", "default"), ("relu", "too_large")])
def test_each_bar_stands_under_its_state_alone(activation: str, initializer: str) -> None:
    tensors = measured(Gradients(), one_batch(activation, initializer, 8))
    stacked = np.stack([tensors[name] for name in STATES])
    np.testing.assert_array_equal(np.isfinite(stacked).sum(axis=0), 1)
    np.testing.assert_array_equal(np.isfinite(stacked).argmax(axis=0), tensors["gradient_state"])
    np.testing.assert_allclose(np.nanmax(stacked, axis=0), np.maximum(tensors["gradient_norm"], 1e-9))


def test_a_network_that_diverged_is_told_of_without_warnings() -> None:
    of = trainer((4, "relu"), data="plane", training={"optimizer": {"name": "sgd", "learning_rate": 100.0}}, epochs=30)
    assert not of.is_healthy
    tensors = measured(Gradients(), of)
    assert EXPLODING in tensors["gradient_state"].tolist()
