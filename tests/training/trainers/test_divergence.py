"""What is told of the epoch in which a network diverged: losses that are no numbers, and no accuracies at all."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from playground.experiment import Experiment
from playground.training.population.cohort import Cohort
from playground.training.population.population import Population
from playground.training.trainers.kinds import make_trainer
from playground.training.trainers.trainer import Trainer
from tests.training.imaging import digits
from tests.training.population.following import described
from tests.training.sequencing import network_for, recurrent

ACCURACIES = ("train_accuracy", "test_accuracy")
COUNTED: dict[str, Experiment] = {
    "two classes": described(),
    "three classes": described(name="pinwheel3"),
    "images": digits(samples=100),
    **{name: recurrent(*network_for(name), name=name) for name in ("first_symbol", "adding", "parity", "lines")},
}
UNCOUNTED: dict[str, Experiment] = {
    "a number": described(name="plane"),
    "a forecast": recurrent(*network_for("sunspots"), name="sunspots"),
}


def broken(experiment: Experiment) -> Trainer:
    """Return a trainer whose second epoch ended in a loss that is no number."""
    trainer = make_trainer(experiment, "cpu")
    trainer.train_epoch()
    with torch.no_grad():
        for values in trainer.model.parameters():
            values.fill_(math.nan)
    trainer.train_epoch()
    assert not trainer.is_healthy
    return trainer


@pytest.mark.parametrize("name", COUNTED)
def test_there_are_accuracies_of_every_epoch_but_the_one_that_diverged(name: str) -> None:
    trainer = broken(COUNTED[name])
    for accuracy in ACCURACIES:
        curve = trainer.history.since(0)[accuracy]
        assert np.isfinite(curve).tolist() == [True] * (trainer.epoch - 1) + [True, False]
        assert math.isnan(curve[-1])
        assert math.isnan(trainer.measured[accuracy])
        assert trainer.facts()[accuracy] == "nan"
    assert not math.isfinite(trainer.measured["train_loss"])


@pytest.mark.parametrize("name", UNCOUNTED)
def test_where_nothing_is_counted_there_are_losses_alone(name: str) -> None:
    trainer = broken(UNCOUNTED[name])
    assert not set(ACCURACIES) & set(trainer.history.names)
    assert not math.isfinite(trainer.history.last()["train_loss"])
    assert np.isfinite(trainer.history.since(0)["train_loss"][:-1]).all()


@pytest.mark.parametrize("name", ["two classes", "three classes", "images", "parity"])
def test_in_a_population_there_are_none_either_from_that_epoch_on(name: str) -> None:
    experiments = [COUNTED[name].model_copy(update={"seed": seed}) for seed in range(2)]
    population = Population(experiments)
    population.train_epoch()
    with torch.no_grad():
        for places, member in population.cohorts:
            if isinstance(member, Cohort):
                member.parameters[places.index(1)] = math.nan
            elif places == [1]:
                for values in member.trainer.model.parameters():
                    values.fill_(math.nan)
    for _ in range(2):
        population.train_epoch()
    for accuracy in ACCURACIES:
        curves = population.records.since(0, accuracy)
        assert np.isfinite(curves).tolist() == [[True, True], [True, True], [True, False], [True, False]]


def test_an_accuracy_comes_back_with_an_edit_of_the_network_that_is_kept() -> None:
    trainer = broken(COUNTED["two classes"])
    assert trainer.edit(1, 0, 0, 0.5)
    assert all(0 <= trainer.measured[accuracy] <= 1 for accuracy in ACCURACIES)


def test_a_batch_without_a_finite_loss_ends_training_though_the_network_measures_well_after_it() -> None:
    experiment = described(name="plane", batch_size=100, optimizer={"name": "sgd", "learning_rate": 0.5})
    trainer = Trainer(experiment)
    with torch.no_grad():
        for values in trainer.model.parameters():
            values.zero_()
    assert trainer.edit(len(experiment.layers), 0, None, 3e19)  # its square is beyond single precision
    trainer.train_batch()  # which takes the bias to the mean of the targets at once
    assert np.isfinite(trainer.measured["train_loss"])
    assert np.isfinite(trainer.measured["test_loss"])
    assert (trainer.epoch, trainer.is_healthy) == (1, False)


def test_a_loss_that_is_no_number_for_the_test_part_alone_ends_training_too() -> None:
    trainer = Trainer(COUNTED["two classes"])
    trainer.train_epoch()
    weights = trainer.weights()
    trainer.inputs[trainer.dataset.test] = math.nan
    trainer.train_epoch()
    assert math.isfinite(trainer.measured["train_loss"])
    assert not trainer.is_healthy
    assert all(np.array_equal(values, weights[name]) for name, values in trainer.weights().items())
