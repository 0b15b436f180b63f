"""How sure networks are: curves under masks against a network computed by PyTorch, spreads, and what p = 0 does."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
import torch

from playground.datasets import load
from playground.experiment.studies.curves import ScatterData, SureStudy
from playground.training.population.how_sure import PLACES, REACH, SHOWN, HowSure
from playground.training.population.population import Population
from playground.training.population.view import PopulationView
from playground.training.trainers.trainer import Trainer

POINTS = tuple((x / 5, float(np.sin(x / 2))) for x in range(-10, 11, 2))


def asked(
    rate: float, activation: str = "tanh", epochs: int = 30
) -> tuple[SureStudy, Population, dict[str, np.ndarray]]:
    study = SureStudy(points=POINTS, rate=rate, activation=activation, units=8, seeds=3)  # type: ignore[arg-type]
    population = Population(list(chain(*study.experiments)), dtype=torch.float64)
    for _ in range(30):
        population.train_epoch()
    return study, population, dict(HowSure(200).measure(PopulationView(population)))


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_each_of_the_group_gives_what_it_would_alone(activation: str) -> None:
    study, _population, measured = asked(0.2, activation)
    x = np.linspace(-REACH, REACH, PLACES, dtype=np.float32)[:, None]
    for place, experiment in enumerate(study.experiments[1]):
        alone = Trainer(experiment)
        for _ in range(30):
            alone.train_epoch()
        np.testing.assert_allclose(measured["group_lines"][place], alone.outputs(x)[:, 0], atol=2e-3)
    np.testing.assert_allclose(measured["group_mean"], measured["group_lines"].mean(axis=0), atol=1e-6)
    np.testing.assert_allclose(measured["group_spread"], measured["group_lines"].std(axis=0), atol=1e-6)


def test_the_network_with_dropout_learns_as_it_would_alone() -> None:
    study, population, _measured = asked(0.2)
    alone = Trainer(study.experiments[0][0])
    for _ in range(30):
        alone.train_epoch()
    assert population.records.last("train_loss")[0] == pytest.approx(alone.history.last()["train_loss"], rel=1e-3)


def test_many_masks_have_the_mean_and_spread_of_pytorchs_dropout() -> None:
    study, _population, measured = asked(0.2)
    alone = Trainer(study.experiments[0][0])
    for _ in range(30):
        alone.train_epoch()
    torch.manual_seed(0)
    places = [10, 64, 110]
    x = torch.linspace(-REACH, REACH, PLACES)[places, None]
    layers = [layer for layer in alone.model.children() if isinstance(layer, torch.nn.Linear)]
    drop, draws = torch.nn.Dropout(0.2), 20_000
    with torch.no_grad():
        values = drop(torch.tanh(layers[0](x)).expand(draws, -1, -1))
        answers = layers[2](drop(torch.tanh(layers[1](values))))[:, :, 0].numpy()
    spread = answers.std(axis=0)
    assert measured["drop_lines"].shape == (SHOWN, PLACES)
    np.testing.assert_allclose(measured["drop_spread"][places], spread, rtol=0.25)
    assert (np.abs(measured["drop_mean"][places] - answers.mean(axis=0)) < 5 * spread / np.sqrt(200)).all()


def test_without_dropout_a_single_network_is_never_unsure() -> None:
    _study, _population, measured = asked(0.0)
    assert not measured["drop_spread"].any()
    assert measured["drop_lines"].shape == (1, PLACES)
    assert measured["group_spread"].max() > 0.01


def test_the_same_masks_in_each_picture() -> None:
    _study, population, measured = asked(0.3)
    again = HowSure(200).measure(PopulationView(population))
    np.testing.assert_array_equal(again["drop_lines"], measured["drop_lines"])


def test_points_are_learned_and_judged() -> None:
    dataset = load(ScatterData(points=POINTS), 0)
    assert dataset.train_samples == len(POINTS)
    np.testing.assert_array_equal(dataset.targets[dataset.train], dataset.targets[dataset.test])
    np.testing.assert_allclose(dataset.inputs[dataset.train, 0], [x for x, _y in POINTS], atol=1e-6)
