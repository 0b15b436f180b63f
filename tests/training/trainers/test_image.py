"""The trainer of images against a plain PyTorch loop, and what it measures."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from playground.architecture.build import build
from playground.architecture.seeds import generators
from playground.datasets import load
from playground.experiment import Experiment, PlaneData
from playground.training.trainers.image import ImageTrainer
from playground.training.trainers.kinds import make_trainer
from playground.training.trainers.run_to_end import train
from playground.training.trainers.trainer import Trainer
from tests.training.imaging import LAYERS, digits, trained

PLAIN = [layer for layer in LAYERS if layer["type"] != "dropout"]


def test_follows_a_plain_loop() -> None:
    experiment = digits(PLAIN)
    trainer = ImageTrainer(experiment)
    data, model = load(experiment.data, 0), build(experiment)
    x = torch.tensor(data.inputs[data.train])
    y = torch.tensor(data.targets[data.train])
    optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
    order = generators(0).batches
    for _ in range(3):
        losses, right = [], []
        for batch in torch.split(torch.randperm(len(x), generator=order), 50):
            optimizer.zero_grad()
            outputs = model(x[batch])
            loss = F.cross_entropy(outputs, y[batch])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            right.append((outputs.argmax(1) == y[batch]).float().mean().item())
        trainer.train_epoch()
        assert trainer.measured["train_loss"] == pytest.approx(np.mean(losses), abs=1e-4)
        assert trainer.measured["train_accuracy"] == pytest.approx(np.mean(right), abs=0.011)
        with torch.no_grad():
            outputs = model(torch.tensor(data.inputs[data.test]))
        classes = torch.tensor(data.targets[data.test])
        assert trainer.measured["test_loss"] == pytest.approx(F.cross_entropy(outputs, classes).item(), abs=1e-4)
        assert trainer.measured["test_accuracy"] == pytest.approx(
            (outputs.argmax(1) == classes).float().mean().item(), abs=0.005
        )


def test_learns_the_digits() -> None:
    assert trained(60).measured["test_accuracy"] > 0.85


def test_two_classes_have_one_output() -> None:
    trainer = trained(30, classes=["3", "8"])
    assert trainer.measured_outputs.shape[1] == 1
    assert trainer.measured["test_accuracy"] > 0.85


def test_the_same_seed_gives_the_same_numbers_and_augmentation_has_a_source_of_its_own() -> None:
    moved = {"shift": 1.0, "rotation": 10.0, "noise": 0.1}
    first, second = (trained(2, augmentation=moved) for _ in range(2))
    assert first.measured == second.measured
    still = trained(2)
    assert still.measured != first.measured
    assert torch.equal(*(made._generators[0].get_state() for made in (still, first)))  # the same order of batches


def test_mistakes_are_of_the_test_part() -> None:
    trainer = trained(2)
    wrong = trainer.mistakes()
    assert len(wrong) == len(trainer.dataset.targets) - trainer.dataset.train_samples
    assert wrong.mean() == pytest.approx(1 - trainer.measured["test_accuracy"], abs=1e-6)


def test_goes_back_in_time_and_repeats_itself() -> None:
    trainer = trained(1, augmentation={"noise": 0.2})
    snapshot = trainer.snapshot()
    trainer.train_epoch()
    after = trainer.measured["test_loss"]
    trainer.restore(snapshot)
    assert trainer.epoch == 1
    trainer.train_epoch()
    assert trainer.measured["test_loss"] == after


def test_going_on_from_the_past_forgets_the_batches_that_came_later() -> None:
    trainer = trained(1)
    snapshot = trainer.snapshot()
    trainer.train_epoch()
    trainer.restore(snapshot)
    trainer.forget_later()
    assert (len(trainer.batch_history), len(trainer.history)) == (8, 2)


def test_experiments_get_the_trainer_that_they_need() -> None:
    assert isinstance(make_trainer(digits(), "cpu"), ImageTrainer)
    assert type(make_trainer(Experiment(data=PlaneData(samples=50)), "cpu")) is Trainer


def test_the_command_lines_engine_trains_images() -> None:
    result = train(digits(), epochs=2)
    assert result.status == "finished"
    assert len(result.history["test_accuracy"]) == 2
    assert result.metrics["test_accuracy"] == result.history["test_accuracy"][-1]


def test_augmentation_taken_up_on_the_way_concerns_the_next_batches_alone() -> None:
    trainer, other = trained(), trained()
    other.adjust(digits(augmentation={"shift": 2, "noise": 0.3}))
    assert other.epoch == trainer.epoch
    for mine, others in zip(trainer.model.parameters(), other.model.parameters(), strict=True):
        torch.testing.assert_close(mine, others, rtol=0, atol=0)
    trainer.train_epoch()
    other.train_epoch()
    assert other.measured["train_loss"] > trainer.measured["train_loss"]
