"""What the wall of a class shows of networks side by side."""

import numpy as np

from playground.experiment import Experiment
from playground.training.population.glance import medians_glance
from playground.training.population.population import Population
from playground.training.population.view import PopulationView
from tests.training.watching import experiment


def test_many_networks_have_their_medians() -> None:
    population = Population([experiment(seed=seed) for seed in range(3)])
    for _ in range(2):
        population.train_epoch()
    probe = medians_glance(population)
    picture = np.asarray(probe.measure(PopulationView(population))["picture"])
    assert (probe.kind, probe.curves) == ("curves", ("train_accuracy", "test_accuracy"))
    expected = [np.median(population.records.since(0, name), axis=1) for name in probe.curves]
    np.testing.assert_array_equal(picture, np.array(expected, dtype=np.float32))


def regression(learning_rate: float, seed: int) -> Experiment:
    layer = {"type": "dense", "units": 4, "activation": "relu"}
    training = {"optimizer": {"name": "sgd", "learning_rate": learning_rate}}
    return Experiment.from_parts(
        {"data": {"name": "plane"}, "model": {"layers": [layer] * 3}, "training": training, "seed": seed}
    )


def test_those_that_have_diverged_are_left_out() -> None:
    population = Population([regression(0.01, 0), regression(50.0, 1), regression(0.01, 2)])
    for _ in range(30):
        population.train_epoch()
    assert population.alive.tolist() == [True, False, True]
    picture = np.asarray(medians_glance(population).measure(PopulationView(population))["picture"])
    last = population.records.last("test_loss")
    np.testing.assert_allclose(picture[1, -1], last[[0, 2]].mean(), rtol=1e-6)
