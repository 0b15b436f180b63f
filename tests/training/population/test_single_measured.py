"""What is measured of networks that learn by themselves in a population."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from playground.training.population.population import Population
from playground.training.population.probes import Confusions, LayerGradients, Standings, UnitStates
from playground.training.population.view import PopulationView
from playground.training.probes.confusion import Confusion
from playground.training.probes.view import View
from playground.training.trainers.image import ImageTrainer
from tests.training.population.following import CURVES, dense, described
from tests.training.population.test_single import FLAT, VARIED, few, single_networks


def test_confusions_are_the_trainers_own_as_pictures() -> None:
    experiments = [few(seed=seed, classes=["1", "3", "8"]) for seed in range(2)]
    population = Population(experiments)
    for _ in range(2):
        population.train_epoch()
    measured = Confusions((1, 0)).measure(PopulationView(population))
    pictures = measured["confusions"]
    assert measured["confusion_counts"].dtype == np.int32
    assert (pictures.shape, pictures.dtype) == ((2, 3, 3), np.uint8)
    for picture, own, seed in zip(pictures, measured["confusion_counts"], (1, 0), strict=True):
        trainer = ImageTrainer(experiments[seed])
        for _ in range(2):
            trainer.train_epoch()
        counts = Confusion().measure(View(trainer))["confusion_test"]
        assert own.tolist() == counts.tolist()
        for true in range(3):
            for given in range(3):
                share = counts[true, given] / counts[true].sum()
                sign = 1 if true == given else -1
                assert picture[2 - true, given] == round(127.5 + 127.5 * sign * share**0.5)


def test_two_classes_are_two_by_two_and_numbers_none() -> None:
    pair = Population([few(classes=["3", "8"])])
    assert Confusions((0,)).measure(PopulationView(pair))["confusions"].shape == (1, 2, 2)
    assert Confusions((0,)).measure(PopulationView(Population([described()])))["confusions"].shape == (0, 0, 0)


def test_gradients_are_those_of_the_last_batch_layer_by_layer() -> None:
    population = Population([few(), few(layers=FLAT)])
    assert all((norms == 0).all() for norms in PopulationView(population).gradient_norms())
    population.train_batch()
    norms = PopulationView(population).gradient_norms()
    for by_layer, one in zip(norms, single_networks(population), strict=True):
        model = one.trainer.model
        expected = [float(m.weight.grad.norm()) for m in model if isinstance(m, (nn.Linear, nn.Conv2d))]
        np.testing.assert_allclose(by_layer, expected, rtol=1e-5)
        assert by_layer.all()
    assert [len(by_layer) for by_layer in norms] == [4, 2]
    medians = LayerGradients(2).measure(PopulationView(population))["gradient_median"]
    assert medians.shape == (2, 4)
    assert np.isnan(medians[1, 2:]).all()


def test_states_of_units_are_those_counted_by_hand() -> None:
    """A filter counts once, with all of its map."""
    layers = [
        {"type": "conv2d", "filters": 5, "padding": 1, "activation": "relu"},
        {"type": "max_pool2d"},
        {"type": "conv2d", "filters": 3, "activation": "tanh"},
        {"type": "flatten"},
        dense(6, "sigmoid"),
        {"type": "dropout", "rate": 0.5},
        dense(4, "linear"),
    ]
    population = Population([few(layers=layers, samples=400)])
    (one,) = single_networks(population)
    with torch.no_grad():
        one.trainer.model.get_submodule("1_conv2d").bias[:2] = -10.0  # dead filters
        one.trainer.model.get_submodule("3_conv2d").bias[0] = 10.0  # a saturated one
        one.trainer.model.get_submodule("5_dense").bias[:3] = -10.0
    population.train_epoch()
    trainer = one.trainer
    values = trainer.stack.outputs(trainer.inputs[:250])
    dead = saturated = 0
    for number, low, high in ((1, None, None), (3, -0.98, 0.98), (5, 0.02, 0.98), (7, None, None)):
        for unit in range(values[number].shape[1]):
            numbers = values[number][:, unit].flatten()
            dead += bool((numbers == 0).all())
            near = sum((low is not None and v <= low) or (high is not None and v >= high) for v in numbers.tolist())
            saturated += near >= 0.95 * len(numbers)
    assert dead == 2
    assert saturated >= 4
    np.testing.assert_allclose(PopulationView(population).unit_states(), [[dead / 18, saturated / 18]], rtol=1e-6)
    measured = UnitStates(1).measure(PopulationView(population))
    assert measured["units_dead"][0] == pytest.approx(2 / 18)


def test_without_hidden_layers_there_are_no_units() -> None:
    population = Population([few(layers=[{"type": "flatten"}])])
    assert not PopulationView(population).unit_states().any()


def test_looking_changes_nothing() -> None:
    first, second = Population(VARIED[:3]), Population(VARIED[:3])
    first.train_epoch()
    for _ in range(second.batches_per_epoch):
        second.train_batch()
        for probe in (Confusions((0, 1)), LayerGradients(3), UnitStates(3), Standings(3)):
            probe.measure(PopulationView(second))
    for name in CURVES:
        np.testing.assert_array_equal(first.records.since(0, name), second.records.since(0, name))
