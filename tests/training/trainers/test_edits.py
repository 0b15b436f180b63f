"""Weights that a person sets by hand: :meth:`Trainer.edit`, and what is measured of it."""

import math
from typing import Any

import numpy as np
import pytest
import torch

from playground.experiment import Experiment
from playground.training.trainers.snapshot import Progress
from playground.training.trainers.trainer import Trainer
from tests.training.trainers.test_trainer import DENSE, diverged, experiment


def losses(trainer: Trainer) -> dict[str, float]:
    """Return both losses of a circle, by their definition."""
    p = trainer.predict(trainer.dataset.inputs)[:, 1].astype(float)
    each = -np.log(np.where(trainer.dataset.targets == 1, p, 1 - p))
    return {"train_loss": each[trainer.dataset.train].mean(), "test_loss": each[trainer.dataset.test].mean()}


@pytest.mark.parametrize("batches", [0, 1, 3, 5])
@pytest.mark.parametrize(("layer", "unit", "source"), [(1, 3, 1), (1, 0, None), (2, 0, 3), (2, 0, None)])
def test_the_network_is_measured_anew(layer: int, unit: int, source: int | None, batches: int) -> None:
    trainer = Trainer(experiment(DENSE, {"type": "dropout"}))
    for _ in range(batches):
        trainer.train_batch()
    curves, before = trainer.history.trained(), dict(trainer.measured)
    assert trainer.edit(layer, unit, source, 1.5)
    linear = trainer.network.layers[layer - 1].linear
    assert (linear.bias[unit] if source is None else linear.weight[unit, source]).item() == 1.5
    assert trainer.measured != before
    for name, loss in losses(trainer).items():
        assert trainer.measured[name] == pytest.approx(loss, rel=1e-4)
    inputs = torch.tensor(trainer.dataset.inputs)
    torch.testing.assert_close(trainer.measured_outputs, trainer.network.outputs(inputs)[-1])
    assert trainer.history.trained() == curves
    assert (trainer.step, trainer.progress) == (batches, Progress.HEALTHY)


def test_training_goes_on_from_there() -> None:
    trainer = Trainer(experiment(optimizer={"name": "sgd", "learning_rate": 0.1}))
    trainer.edit(1, 2, 0, -4.0)
    trainer.train_batch()
    weight = trainer.network.layers[0].linear.weight
    assert weight.grad is not None
    assert weight[2, 0].item() == pytest.approx(-4 - 0.1 * weight.grad[2, 0].item())


@pytest.mark.parametrize("place", [(0, 0, 0), (3, 0, 0), (1, 4, 0), (1, 0, 2), (2, 1, None), (2**20, 0, None)])
def test_what_is_not_there_is_not_set(place: tuple[int, int, int | None]) -> None:
    trainer = Trainer(experiment())
    trainer.train_batch()
    before, measured = trainer.snapshot().parameters, trainer.measured
    assert not trainer.edit(*place, 1.5)
    assert torch.equal(trainer.snapshot().parameters, before)
    assert trainer.measured is measured


def deep() -> Experiment:
    layers: list[dict[str, Any]] = [{"type": "dense", "units": 1, "activation": "linear"}] * 8
    return experiment(*layers, name="plane", loss="mse")


def test_an_edit_that_makes_the_loss_infinite_is_not_kept_as_the_last_good_network() -> None:
    trainer = Trainer(deep())
    for layer in range(1, 9):
        assert trainer.edit(layer, 0, 0, 1e6 if layer > 1 else 1.0)
        if not math.isfinite(trainer.measured["train_loss"]):
            break
        parameters = trainer.snapshot().parameters
    assert not math.isfinite(trainer.measured["train_loss"])
    assert trainer.is_healthy
    trainer.train_batch()
    assert trainer.progress is Progress.DIVERGED
    assert torch.equal(trainer.snapshot().parameters, parameters)
    assert torch.isfinite(trainer.measured_outputs).all()


def test_an_edit_is_kept_when_the_next_batch_diverges() -> None:
    trainer = Trainer(experiment())
    trainer.train_batch()
    trainer.edit(1, 0, 0, 2.5)
    edited = trainer.snapshot().parameters
    trainer.inputs[:] = math.inf  # whatever the batch, its loss is no number
    trainer.train_batch()
    trainer.train_epoch()
    assert trainer.progress is Progress.DIVERGED
    assert torch.equal(trainer.snapshot().parameters, edited)


def test_a_diverged_network_can_be_edited_and_stays_where_it_is() -> None:
    trainer = diverged()
    step = trainer.step
    assert trainer.edit(1, 0, 0, 0.25)
    trainer.train_batch()
    assert trainer.progress is Progress.DIVERGED
    assert trainer.step == step
    assert trainer.network.layers[0].linear.weight[0, 0].item() == 0.25
    assert math.isfinite(trainer.measured["train_loss"])
