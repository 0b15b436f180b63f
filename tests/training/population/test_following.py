"""Every network of a population follows the ordinary trainer, for each activation and optimizer."""

import functools
import itertools
from typing import Any

import numpy as np
import pytest
import torch

from playground.activations import ACTIVATIONS
from playground.experiment import Experiment
from playground.experiment.training import OPTIMIZERS
from playground.training.population.population import Population
from playground.training.trainers.trainer import Trainer
from tests.training.population.following import (
    DOUBLE,
    SINGLE,
    assert_same,
    curves_in_full,
    dense,
    described,
    row_of,
    rows_of,
)

EPOCHS = 20
OPTIMIZED: dict[str, dict[str, Any]] = {
    **{name: {"name": name} for name in OPTIMIZERS},
    "momentum": {"name": "sgd", "momentum": 0.9},
    "nesterov": {"name": "sgd", "momentum": 0.9, "nesterov": True},
    "rmsprop with momentum": {"name": "rmsprop", "momentum": 0.5},
    "weight decay": {"name": "adamw", "weight_decay": 0.5},
}
# RMSprop divides by the size of gradients, tiny ones too, and momentum carries the rounding on: in single precision
# networks were seen 2e-5 apart after 20 epochs, as far as one is from itself in another order of the same sums.
IN_SINGLE = [name for name in OPTIMIZED if name != "rmsprop with momentum"]
PAIRS = list(itertools.product(ACTIVATIONS, OPTIMIZED))


def experiment(activation: str, optimizer: str) -> Experiment:
    """Return an experiment with batches of 9, 9, 9 and 3."""
    layers = (dense(4, activation), dense(3, activation))
    return described(*layers, optimizer=OPTIMIZED[optimizer], batch_size=9)


@functools.cache
def together(dtype: torch.dtype) -> Population:
    """Return one population of all pairs, before it learns."""
    return Population([experiment(*pair) for pair in PAIRS], dtype=dtype)


@functools.cache
def curves(dtype: torch.dtype) -> dict[str, np.ndarray]:
    """Let all learn, at once, and return their curves in full precision."""
    return curves_in_full(together(dtype), EPOCHS)


def test_all_are_computed_together() -> None:
    assert [len(places) for places, _cohort in together(SINGLE).cohorts] == [len(PAIRS)]
    assert len(PAIRS) == 11 * 9


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("optimizer", IN_SINGLE)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_losses_follow_the_trainers_in_single_precision(activation: str, optimizer: str, by_hand: bool) -> None:
    curves(SINGLE)
    place, records = PAIRS.index((activation, optimizer)), together(SINGLE).records
    trainer = Trainer(experiment(activation, optimizer), by_hand=by_hand)
    for _ in range(EPOCHS):
        trainer.train_epoch()
    for name in ("train_loss", "test_loss"):
        alone = trainer.history.since(0)[name]
        np.testing.assert_allclose(records.since(0, name)[:, place], alone, rtol=0, atol=1e-5, err_msg=name)
        assert np.ptp(alone) > 0.003  # it has learned something


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("optimizer", OPTIMIZED)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_all_curves_follow_the_trainers_in_double_precision(activation: str, optimizer: str, by_hand: bool) -> None:
    history, place = curves(DOUBLE), PAIRS.index((activation, optimizer))
    trainer = Trainer(experiment(activation, optimizer), dtype=DOUBLE, by_hand=by_hand)
    for epoch in range(EPOCHS + 1):
        assert_same({name: curve[epoch, place] for name, curve in history.items()}, trainer.measured, f"{epoch}")
        if epoch < EPOCHS:
            trainer.train_epoch()
    torch.testing.assert_close(rows_of(together(DOUBLE))[place], row_of(trainer.model), rtol=1e-9, atol=1e-9)


def test_what_is_recorded_is_what_was_measured() -> None:
    history, records = curves(DOUBLE), together(DOUBLE).records
    for name, curve in history.items():
        np.testing.assert_array_equal(records.since(0, name), curve.astype(np.float32))
