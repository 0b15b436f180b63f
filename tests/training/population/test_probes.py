"""The probes of a comparison, against plain NumPy on the records and against ordinary trainers."""

from __future__ import annotations

import pickle
from itertools import chain
from typing import Any

import numpy as np
import pytest

from playground.experiment import Experiment
from playground.experiment.comparison import Comparison
from playground.training.population.population import Population
from playground.training.population.probes import (
    CURVE_PARTS,
    RANKING,
    EveryNetwork,
    LayerGradients,
    Planes,
    Spread,
    Standings,
    UnitStates,
)
from playground.training.population.view import PopulationView
from playground.training.probes.frame import Frame, Tensors
from playground.training.probes.gradients import Gradients
from playground.training.probes.plane import Boundary
from playground.training.probes.view import View
from playground.training.trainers.trainer import Trainer
from tests.training.watching import experiment

VALUES = ("tanh", "relu", "sigmoid")
ALL = [Spread(3), EveryNetwork(), Planes((0, 4, 7), 20), LayerGradients(3), UnitStates(3), Standings(3)]
CURVES = ("train_loss", "test_loss", "train_accuracy", "test_accuracy")
CALM, WILD = 0.1, 60.0


def compared(name: str = "circle", axis: str = "activation", values: Any = VALUES, **base: Any) -> Comparison:
    parts = experiment(units=5).model_dump()
    parts["data"] |= {"name": name, "samples": 60}
    return Comparison(base=Experiment.from_parts(parts | base), axis=axis, values=values, seeds=3)


def population(comparison: Comparison, epochs: int) -> Population:
    trained = Population(list(chain(*comparison.experiments)))
    for _ in range(epochs):
        trained.train_epoch()
    return trained


def measure(probe: Any, of: Population, since: int = 0) -> Tensors:
    return probe.measure(PopulationView(of, since))


def records(of: Population, name: str, values: int = 3) -> np.ndarray:
    """Return a curve as ``(epochs, values, seeds)``."""
    curve = of.records.since(0, name)
    return curve.reshape(len(curve), values, -1)


@pytest.fixture(name="calm", scope="module")
def fixture_calm() -> Population:
    return population(compared(), 5)


@pytest.fixture(name="wild", scope="module")
def fixture_wild() -> Population:
    """Networks of which those with the last learning rate diverge, and of those before only some."""
    comparison = compared(
        axis="learning_rate",
        values=(CALM, 4.0, WILD),
        model={"layers": [{"type": "dense", "units": 5, "activation": "relu"}] * 2},
        training={"optimizer": {"name": "sgd", "learning_rate": 0.1}, "loss": "mse", "batch_size": 10},
    )
    wild = population(comparison, 6)
    alive = wild.alive.reshape(3, 3)
    assert [row.sum() for row in alive] == [3, 1, 0]
    return wild


# Curves


@pytest.mark.parametrize("name", CURVES)
def test_median_and_range_are_those_of_the_networks_of_each_value(calm: Population, name: str) -> None:
    measured, curve = measure(Spread(3), calm), records(calm, name)
    for part, expected in [("median", np.median(curve, 2)), ("low", curve.min(2)), ("high", curve.max(2))]:
        values = measured[f"{name}_{part}"]
        assert (values.shape, values.dtype) == ((6, 3), np.float32)
        np.testing.assert_allclose(values, expected, rtol=1e-6)


def test_curves_are_named_as_the_population_names_them(calm: Population) -> None:
    measured = measure(Spread(3), calm) | measure(EveryNetwork(), calm)
    assert set(measured) == set(calm.curves) == {f"{name}_{part}" for name in CURVES for part in CURVE_PARTS}


@pytest.mark.parametrize("name", CURVES)
def test_every_network_has_its_own_curve(calm: Population, name: str) -> None:
    np.testing.assert_array_equal(measure(EveryNetwork(), calm)[f"{name}_networks"], calm.records.since(0, name))


def test_a_networks_curve_is_that_of_its_trainer(calm: Population) -> None:
    trainer = Trainer(calm.experiments[4])
    for _ in range(5):
        trainer.train_epoch()
    measured = measure(EveryNetwork(), calm)
    for name, curve in trainer.history.trained().items():
        np.testing.assert_allclose(measured[f"{name}_networks"][1:, 4], curve, rtol=2e-3, atol=2e-3)


@pytest.mark.parametrize("since", [0, 2, 6])
def test_only_what_the_viewer_lacks_is_told(calm: Population, since: int) -> None:
    for probe in (Spread(3), EveryNetwork()):
        whole, rest = measure(probe, calm), measure(probe, calm, since)
        for name, values in whole.items():
            np.testing.assert_array_equal(rest[name], values[since:])


def test_networks_that_diverged_leave_the_curves_of_their_value(wild: Population) -> None:
    measured, curve = measure(Spread(3), wild), records(wild, "train_loss")
    for epoch, value in np.ndindex(7, 3):
        finite = [loss for loss in curve[epoch, value] if np.isfinite(loss)]
        for part, of in (("median", np.median), ("low", min), ("high", max)):
            figure = measured[f"train_loss_{part}"][epoch, value]
            assert np.isnan(figure) if not finite else figure == pytest.approx(of(finite), rel=1e-5)
    assert np.isnan(measured["test_accuracy_median"][-1, 2])
    assert np.isfinite(measured["test_accuracy_median"][:, 0]).all()


# Pictures


@pytest.mark.parametrize(
    ("name", "low", "high"), [("circle", 0, 1), ("plane", -1, 1), ("pinwheel3", 0, 3), ("blobs", 0, 4)]
)
def test_pictures_are_the_boundary_in_256_shades(name: str, low: float, high: float) -> None:
    comparison = compared(name)
    trained = population(comparison, 4)
    planes = measure(Planes((0, 3, 7), 24), trained)["planes"]
    assert (planes.shape, planes.dtype) == ((3, 24, 24), np.uint8)
    for plane, network in zip(planes, (0, 3, 7), strict=True):
        trainer = Trainer(trained.experiments[network])
        for _ in range(4):
            trainer.train_epoch()
        boundary = np.clip(Boundary(24).measure(View(trainer))["boundary"], low, high)
        difference = np.abs(plane / 255 * (high - low) + low - boundary)
        jumps = 0.02 if high > 1 else 0.0  # of many classes a cell on the border may be the neighbour's
        assert np.mean(difference > (high - low) / 255) <= jumps


def test_a_picture_of_a_network_that_diverged_is_that_of_its_last_finite_weights(wild: Population) -> None:
    losses = wild.records.since(0, "train_loss")
    network = next(k for k in range(3, 9) if np.isnan(losses[-1, k]))
    epochs = int(np.isfinite(losses[:, network]).sum()) - 1
    assert 0 < epochs < 6
    before = Population(wild.experiments)
    for _ in range(epochs):
        before.train_epoch()
    probe = Planes((network,), 20)
    np.testing.assert_array_equal(measure(probe, wild)["planes"], measure(probe, before)["planes"])


# Gradients and units


def test_gradients_are_those_of_the_trainers_layer_by_layer() -> None:
    comparison = compared(axis="depth", values=(0, 2, 1))
    measured = measure(LayerGradients(3), population(comparison, 4))
    norms = np.full((3, 3, 3), np.nan)
    for value, seed in np.ndindex(3, 3):
        trainer = Trainer(comparison.experiments[value][seed])
        for _ in range(4):
            trainer.train_epoch()
        own = Gradients().measure(View(trainer))["gradient_norm"]
        norms[value, seed, : len(own)] = own
    for part, expected in [("median", np.median(norms, 1)), ("low", norms.min(1)), ("high", norms.max(1))]:
        assert (measured[f"gradient_{part}"].shape, measured[f"gradient_{part}"].dtype) == ((3, 3), np.float32)
        np.testing.assert_allclose(measured[f"gradient_{part}"], expected, rtol=2e-3)
    assert np.isnan(measured["gradient_median"]).tolist() == [[False, True, True], [False] * 3, [False, False, True]]


def test_shares_of_units_are_means_over_the_networks_of_a_value(calm: Population) -> None:
    states = PopulationView(calm).unit_states()
    measured = measure(UnitStates(3), calm)
    for column, name in enumerate(("units_dead", "units_saturated")):
        expected = [np.mean(states[3 * value : 3 * value + 3, column]) for value in range(3)]
        np.testing.assert_allclose(measured[name], expected, rtol=1e-6)
        assert measured[name].dtype == np.float32


# The ranking


def test_the_standings_are_those_of_the_last_epoch(calm: Population) -> None:
    measured = measure(Standings(3), calm)["standings"]
    assert (measured.shape, measured.dtype) == ((3, len(RANKING)), np.float32)
    for value in range(3):
        test, train, test_loss, train_loss = (
            records(calm, name)[-1, value].astype(np.float64)
            for name in ("test_accuracy", "train_accuracy", "test_loss", "train_loss")
        )
        mean = sum(test) / 3
        spread = (sum((one - mean) ** 2 for one in test) / 2) ** 0.5
        expected = [mean, spread, min(test), max(test), sum(train) / 3, sum(test_loss) / 3, sum(train_loss) / 3, 0]
        np.testing.assert_allclose(measured[value], expected, rtol=1e-5, atol=1e-7)


def test_a_ranking_of_numbers_ranks_losses() -> None:
    trained = population(compared("plane"), 2)
    measured = measure(Standings(3), trained)["standings"]
    np.testing.assert_allclose(measured[:, 0], records(trained, "test_loss")[-1].mean(1), rtol=1e-5)
    np.testing.assert_allclose(measured[:, 4], records(trained, "train_loss")[-1].mean(1), rtol=1e-5)
    assert set(measure(Spread(3), trained)) == {
        f"{part}_loss_{of}" for part in ("train", "test") for of in ("median", "low", "high")
    }


def test_networks_that_diverged_are_counted_and_left_out_of_the_ranking(wild: Population) -> None:
    measured = measure(Standings(3), wild)["standings"]
    alive, accuracy = wild.alive.reshape(3, 3), records(wild, "test_accuracy")[-1]
    assert measured[:, 7].tolist() == [3 - row.sum() for row in alive]
    assert np.isnan(measured[2, :7]).all()
    for value in range(2):
        counted = accuracy[value][alive[value]]
        assert measured[value, 0] == pytest.approx(np.mean(counted), rel=1e-5)
    assert measured[1, 1] == 0, "one that is left has no spread"


def test_one_network_of_each_seed_has_no_spread() -> None:
    trained = population(compared(axis="seed", values=(4, 1)), 2)
    measured = measure(Standings(2), trained)["standings"]
    assert len(trained.experiments) == 2
    assert measured[:, 1].tolist() == [0, 0]
    np.testing.assert_array_equal(measured[:, 2], measured[:, 3])


# Values that cross processes


@pytest.mark.parametrize("probe", ALL, ids=lambda probe: type(probe).__name__)
def test_a_probe_is_a_value_that_crosses_processes(probe: Any) -> None:
    again = pickle.loads(pickle.dumps(probe))
    assert again == probe
    assert hash(again) == hash(probe)


@pytest.mark.parametrize("probe", ALL, ids=lambda probe: type(probe).__name__)
def test_what_a_probe_measures_fits_in_a_frame(probe: Any, calm: Population, wild: Population) -> None:
    for of in (calm, wild, population(compared("plane"), 1)):
        measured = measure(probe, of)
        again = Frame.unpack(Frame(measured).pack()).tensors
        assert set(again) == set(measured)
        for key, values in measured.items():
            np.testing.assert_array_equal(again[key], values)
