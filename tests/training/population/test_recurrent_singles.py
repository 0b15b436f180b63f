"""Recurrent networks on the compare page: each learns by itself, and shows how far back its gradient goes."""

from __future__ import annotations

import numpy as np
import pytest

from playground.experiment import Experiment, Model, ProblemData, Training
from playground.experiment.comparison import Comparison
from playground.experiment.layers import RNN, Dense
from playground.training.population.population import Population
from playground.training.population.probes import GradientsInTime, Planes, Standings
from playground.training.population.view import PopulationView
from playground.training.probes.memory import GradientInTime
from playground.training.probes.views import make_view
from playground.training.trainers.kinds import make_trainer
from playground.training.trainers.sequence import SequenceTrainer


@pytest.fixture(name="cells", scope="module")
def fixture_cells() -> Comparison:
    data = ProblemData(name="adding", length=12, samples=64)
    base = Experiment(data=data, model=Model(layers=(RNN(units=5),)), training=Training(batch_size=16))
    return Comparison(base=base, axis="cell", values=("rnn", "lstm", "gru"), seeds=3)


def test_each_learns_as_it_would_alone(cells: Comparison) -> None:
    rows = [experiment for row in cells.experiments for experiment in row]
    population = Population(rows)
    for _ in range(2):
        population.train_epoch()
    for place, experiment in enumerate(rows):
        alone = make_trainer(experiment, "cpu")
        for _ in range(2):
            alone.train_epoch()
        assert population.records.last("test_loss")[place] == np.float32(alone.history.last()["test_loss"])


def test_the_gradient_in_time_is_each_network_s_own(cells: Comparison) -> None:
    rows = [experiment for row in cells.experiments for experiment in row]
    population = Population(rows)
    population.train_epoch()
    shown = GradientsInTime((0, 3, 6)).measure(PopulationView(population))["gradients_in_time"]
    assert shown.shape == (3, 12)
    for row, place in zip(shown, (0, 3, 6), strict=True):
        alone = make_trainer(rows[place], "cpu")
        assert isinstance(alone, SequenceTrainer)
        alone.train_epoch()
        measured = GradientInTime().measure(make_view(alone))
        expected = measured["gradient_share_c" if place == 3 else "gradient_share"][0]
        np.testing.assert_allclose(row, expected, rtol=1e-5)


def test_the_table_counts_what_is_right_within_the_tolerance(cells: Comparison) -> None:
    population = Population([experiment for row in cells.experiments for experiment in row])
    standings = Standings(3).measure(PopulationView(population))["standings"]
    accuracies = population.records.last("test_accuracy").reshape(3, 3).mean(1)
    np.testing.assert_allclose(standings[:, 0], accuracies, rtol=1e-6)


def test_networks_whose_gradients_are_shortened_show_their_boundary_too() -> None:
    base = Experiment(model=Model(layers=(Dense(units=4, activation="tanh"),)))
    made = Comparison(base=base, axis="clip", values=(0.0, 1.0), seeds=3)
    population = Population([experiment for row in made.experiments for experiment in row])
    planes = Planes((0, 3), 16).measure(PopulationView(population))["planes"]
    assert np.abs(planes[0].astype(int) - planes[1].astype(int)).max() <= 1, "the same weights, by the other way"
    assert planes[1].std() > 0
