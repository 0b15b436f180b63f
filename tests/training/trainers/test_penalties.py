"""The penalties on weights: what they pull at, the proximal step, and what the reported loss holds."""

from __future__ import annotations

import pytest
import torch

from playground.experiment import ExperimentError
from playground.training.trainers.trainer import Trainer
from tests.training.small_runs import experiment


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize(("l1", "l2"), [(0.3, 0.0), (0.0, 0.2), (0.3, 0.2)])
def test_penalties_pull_at_the_weights_and_not_at_the_biases(l1: float, l2: float, by_hand: bool) -> None:
    penalties = {"l1": l1, "l2": l2, "l1_step": "subgradient"}
    plain, penalised = (Trainer(each, by_hand=by_hand) for each in (experiment(), experiment(**penalties)))
    first = dict(plain.model.named_parameters())
    before = {name: parameter.detach().clone() for name, parameter in first.items()}
    plain.train_batch()
    penalised.train_batch()
    for name, parameter in penalised.model.named_parameters():
        pull = first[name].grad * 0 if name.endswith("bias") else l1 * before[name].sign() + l2 * before[name]
        torch.testing.assert_close(parameter.grad, first[name].grad + pull, rtol=0, atol=1e-6)


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "rmsprop"])
@pytest.mark.parametrize("by_hand", [True, False])
def test_the_proximal_step_shrinks_weights_after_the_optimizers(by_hand: bool, optimizer: str) -> None:
    spec = {"name": optimizer, "learning_rate": 0.05}
    plain, penalised = (
        Trainer(each, by_hand=by_hand) for each in (experiment(optimizer=spec), experiment(optimizer=spec, l1=3.0))
    )
    plain.train_batch()
    penalised.train_batch()
    zeros = 0
    for (name, moved), shrunk in zip(plain.model.named_parameters(), penalised.model.parameters(), strict=True):
        expected = moved if name.endswith("bias") else torch.nn.functional.softshrink(moved, 0.05 * 3.0)
        torch.testing.assert_close(shrunk, expected, rtol=0, atol=1e-7)
        torch.testing.assert_close(shrunk.grad, moved.grad, rtol=0, atol=0)
        zeros += int((shrunk == 0).sum())
    assert zeros > 0


def test_without_a_penalty_there_is_no_step() -> None:
    assert experiment(l1_step="subgradient") == experiment()
    assert experiment(l1=0.1, l1_step="subgradient") != experiment(l1=0.1)
    with pytest.raises(ExperimentError, match="proximal"):
        experiment(l1_step="nearest")


def test_the_reported_loss_does_not_hold_the_penalties() -> None:
    assert Trainer(experiment(l1=1, l2=1)).history.last() == Trainer(experiment()).history.last()
