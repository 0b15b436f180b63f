"""Gradients that are shortened, and absolute errors, wherever networks learn."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from playground.architecture.build import build
from playground.architecture.seeds import generators
from playground.datasets import load
from playground.experiment import Experiment
from playground.training.population.population import Population, can_be_batched
from playground.training.trainers.learners import AutogradLearner
from playground.training.trainers.trainer import Trainer

NUMBERS, CLASSES = {"name": "multi_gaussian", "samples": 60}, {"name": "blobs", "samples": 60}


def dense(data: dict[str, Any] = CLASSES, **training: Any) -> Experiment:
    layers = [{"type": "dense", "units": 6, "activation": "tanh"}]
    return Experiment.from_parts({"data": data, "model": {"layers": layers}, "training": training, "seed": 3})


def bare(experiment: Experiment, epochs: int) -> tuple[nn.Module, list[float]]:
    """Return a network that a plain loop trained, and the length of each batch's gradient before it was shortened."""
    data, model, order = load(experiment.data, 3), build(experiment).double(), generators(3).batches
    x = torch.tensor(data.inputs[data.train]).double()
    y = torch.tensor(data.targets[data.train])
    numbers = experiment.data.task.classes is None
    optimizer, lengths = torch.optim.Adam(model.parameters(), lr=0.01), []
    for _ in range(epochs):
        for batch in torch.split(torch.randperm(len(x), generator=order), 10):
            optimizer.zero_grad()
            outputs = model(x[batch])
            loss = F.l1_loss(outputs[:, 0], y[batch]) if numbers else F.cross_entropy(outputs, y[batch])
            loss.backward()
            if clip := experiment.training.clip_norm:
                lengths.append(float(nn.utils.clip_grad_norm_(model.parameters(), clip)))
            optimizer.step()
    return model, lengths


@pytest.mark.parametrize("experiment", [dense(clip_norm=0.9), dense(NUMBERS, loss="mae", clip_norm=0.6)])
def test_clipping_is_pytorchs_in_a_plain_loop(experiment: Experiment) -> None:
    trainer = Trainer(experiment, dtype=torch.float64)
    assert isinstance(trainer._learner, AutogradLearner)  # the hand-written step knows of neither
    for _ in range(4):
        trainer.train_epoch()
    model, lengths = bare(experiment, 4)
    assert min(lengths) < experiment.training.clip_norm < max(lengths)  # some are shortened, some are not
    for ours, theirs in zip(trainer.model.parameters(), model.parameters(), strict=True):
        torch.testing.assert_close(ours, theirs, rtol=0, atol=1e-9)


def test_absolute_errors_are_learned_as_in_a_plain_loop() -> None:
    experiment = dense(NUMBERS, loss="mae")
    trainer = Trainer(experiment, dtype=torch.float64)
    for _ in range(4):
        trainer.train_epoch()
    model, _ = bare(experiment, 4)
    for ours, theirs in zip(trainer.model.parameters(), model.parameters(), strict=True):
        torch.testing.assert_close(ours, theirs, rtol=0, atol=1e-9)
    test = trainer.dataset.test
    off = trainer.measured_outputs[test, 0].numpy() - trainer.dataset.targets[test]
    assert trainer.measured["test_loss"] == pytest.approx(np.abs(off).mean(), rel=1e-6)


def test_penalties_are_part_of_what_is_shortened() -> None:
    experiment = dense(clip_norm=0.1, l2=10.0, optimizer={"name": "sgd", "learning_rate": 1.0})
    trainer = Trainer(experiment, dtype=torch.float64)
    before = trainer._parameters.detach().clone()
    trainer.train_batch()
    assert float((trainer._parameters.detach() - before).norm()) == pytest.approx(0.1, rel=1e-4)


@pytest.mark.parametrize(
    "experiment", [dense(clip_norm=0.2), dense(NUMBERS, loss="mae"), dense(NUMBERS, loss="mae", clip_norm=0.1)]
)
def test_networks_side_by_side_learn_so_too(experiment: Experiment) -> None:
    assert not can_be_batched(experiment)
    other = experiment.model_copy(update={"seed": 4})
    population, alone = Population([experiment, other]), [Trainer(each) for each in (experiment, other)]
    for _ in range(3):
        population.train_epoch()
        for trainer in alone:
            trainer.train_epoch()
    for place, trainer in enumerate(alone):
        np.testing.assert_array_equal(
            population.records.since(0, "test_loss")[:, place], trainer.history.since(0)["test_loss"]
        )
