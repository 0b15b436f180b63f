"""Networks of different widths in one cohort: each learns what it would learn alone."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
import torch

from playground.architecture.build import build
from playground.concepts.approximation import TARGETS
from playground.datasets.curves import curve_places
from playground.experiment import Dense, Experiment, Model
from playground.experiment.studies.curves import TEST_PLACES, WidthStudy
from playground.training.population.cohort import Cohort
from playground.training.population.padding import padded_rows
from playground.training.population.population import Population
from playground.training.population.view import PopulationView
from playground.training.population.width_fits import WidthFits
from playground.training.trainers.trainer import Trainer


def study(activation: str = "tanh", widths: tuple[int, ...] = (1, 3, 8, 9, 17), seeds: int = 2) -> WidthStudy:
    values = tuple(TARGETS["sine"](curve_places()).tolist())
    return WidthStudy(values=values, widths=widths, seeds=seeds, activation=activation)  # type: ignore[arg-type]


def population(of: WidthStudy, dtype: torch.dtype = torch.float64) -> Population:
    return Population(list(chain(*of.experiments)), dtype=dtype)


def test_rows_hold_each_network_and_room() -> None:
    models = [build(Experiment(model=Model(layers=(Dense(units=units),)))) for units in (2, 3)]
    rows, live, is_weight = padded_rows(models)
    assert rows.shape == (2, 3 * 3 + 4)
    assert live.sum(dim=1).tolist() == [2 * 3 + 3, 3 * 3 + 4]
    assert torch.equal(rows * (1 - live), torch.zeros_like(rows))
    first, second = (module for module in models[0] if isinstance(module, torch.nn.Linear))
    assert torch.equal(rows[0, :9].view(3, 3)[:2, :2], first.weight)
    assert torch.equal(rows[0, 9:][:2], second.weight[0])
    assert rows[0, -1] == second.bias[0]
    assert is_weight.tolist() == [1, 1, 0] * 3 + [1, 1, 1, 0]


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "relu"])
def test_each_network_learns_as_it_would_alone(activation: str) -> None:
    of = study(activation)
    together = population(of)
    assert len(together.cohorts) == 3, "up to 8 neurons, up to 16, and more"
    for _ in range(10):
        together.train_epoch()
    losses = together.records.last("train_loss")
    for place, experiment in enumerate(chain(*of.experiments)):
        alone = Trainer(experiment)
        for _ in range(10):
            alone.train_epoch()
        assert losses[place] == pytest.approx(alone.history.last()["train_loss"], rel=1e-3)


def test_room_stays_empty() -> None:
    together = population(study("sigmoid"))
    for _ in range(3):
        together.train_epoch()
    for places, cohort in together.cohorts:
        assert isinstance(cohort, Cohort)
        counts = [int((row != 0).sum()) for row in cohort.parameters]
        assert counts == [together.experiments[place].parameters for place in places]


def test_fits_and_errors_are_those_of_each_network() -> None:
    of = study(widths=(2, 5, 20), seeds=3)
    together = population(of)
    for _ in range(5):
        together.train_epoch()
    measured = WidthFits(3).measure(PopulationView(together))
    assert measured["fits"].shape == (3, TEST_PLACES)
    alone = Trainer(of.experiments[2][0])
    for _ in range(5):
        alone.train_epoch()
    judged = alone.dataset.test
    outputs = alone.outputs(alone.dataset.inputs[judged])[:, 0]
    np.testing.assert_allclose(measured["fits"][2], outputs, atol=1e-3)
    losses = np.sqrt(together.records.last("test_loss")).reshape(3, 3)
    expected = np.stack([np.median(losses, 1), losses.min(1), losses.max(1)], axis=1)
    np.testing.assert_allclose(measured["width_rms"], expected, rtol=1e-4)
    assert (measured["width_sup"] >= measured["width_rms"]).all()


def test_what_has_diverged_is_left_out() -> None:
    of = study(widths=(4, 6), seeds=2)
    together = population(of, torch.float32)
    (_places, cohort), *_rest = together.cohorts
    assert isinstance(cohort, Cohort)
    cohort.alive[:] = [False, True, False, False]
    measured = WidthFits(2).measure(PopulationView(together))
    assert np.isfinite(measured["width_rms"][0]).all()
    assert np.isnan(measured["width_rms"][1]).all()
    assert np.isfinite(measured["fits"]).all()
