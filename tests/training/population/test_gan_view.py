"""What is seen of GANs side by side, against single trainers and against counting by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from playground.experiment.gan import STEPS_AN_EPOCH, GanExperiment
from playground.training.population.gan_population import GanPopulation
from playground.training.population.gan_view import (
    MILESTONES,
    POINTS,
    STANDINGS,
    Coverage,
    Discriminators,
    GanPopulationView,
    GanStandings,
    Generated,
)
from playground.training.population.probes import EveryNetwork, Spread
from playground.training.trainers.gan import GanTrainer
from tests.training.population.test_gan_population import LOSSES, described, spoil

EXPERIMENTS = [described({"loss": loss}, seed) for loss in LOSSES for seed in range(3)]


def trained(experiments: list[GanExperiment], epochs: int = 1) -> GanPopulationView:
    population = GanPopulation(experiments)
    for _ in range(epochs):
        population.train_epoch()
    return GanPopulationView(population)


@pytest.fixture(name="view", scope="module")
def fixture_view() -> GanPopulationView:
    return trained(EXPERIMENTS)


def alone(place: int) -> GanTrainer:
    trainer = GanTrainer(EXPERIMENTS[place])
    trainer.train_epoch()
    return trainer


def test_the_plane_is_what_each_discriminator_says_from_bottom_to_top(view: GanPopulationView) -> None:
    shown = (10, 0, 7)
    planes = Discriminators(shown, 6).measure(view)["planes"]
    assert planes.shape == (3, 6, 6)
    places = np.linspace(-2.5, 2.5, 6)
    points = torch.tensor([[x, y] for y in places for x in places], dtype=torch.float32)
    for network, plane in zip(shown, planes, strict=True):
        said = alone(network).discriminator(points)[:, 0].detach().numpy().reshape(6, 6)
        loss = EXPERIMENTS[network].training.loss
        if loss == "wasserstein":
            share = (said - said.min()) / (said.max() - said.min())
        else:
            share = said.clip(0, 1) if loss == "least_squares" else 1 / (1 + np.exp(-said))
        np.testing.assert_allclose(plane / 255, share, atol=0.01, err_msg=loss)


def test_points_are_those_that_each_generator_makes(view: GanPopulationView) -> None:
    shown = (5, 2)
    made = Generated(shown).measure(view)["generated"]
    assert made.shape == (2, POINTS, 2)
    for network, points in zip(shown, made, strict=True):
        np.testing.assert_allclose(points / 65_535 * 6 - 3, alone(network).generated()[:POINTS], atol=1e-3)


def test_a_point_outside_is_marked() -> None:
    view = trained([described({}), described({}, 1)], epochs=0)
    cohort = view.population.cohorts[0][1]
    cohort.generators.parameters[0, -2:] = torch.tensor([50.0, 0.0])
    made = Generated((0, 1)).measure(view)["generated"]
    assert not made[0].any()
    assert made[1].any()


def test_curves_go_through_the_probes_of_all_comparisons(view: GanPopulationView) -> None:
    records = view.population.records
    assert Spread(4).measure(view)["modes_covered_median"].shape == (2, 4)
    assert EveryNetwork().measure(view)["value_networks"].shape == (2, 12)
    spread = Spread(4).measure(view)["on_real_median"][-1]
    np.testing.assert_allclose(spread[0], np.median(records.last("on_real")[:3]), rtol=1e-6)
    assert np.isnan(spread[3]), "a critic says no probabilities"


def test_modes_are_noted_after_some_steps() -> None:
    assert all(steps % STEPS_AN_EPOCH == 0 for steps in MILESTONES)
    epochs = MILESTONES[0] // STEPS_AN_EPOCH
    view = trained(EXPERIMENTS[:3], epochs - 1)
    before = Coverage().measure(view)
    assert np.isnan(before["coverage"][:, :3]).all()
    view.population.train_epoch()
    reached = view.population.records.last("modes_covered")
    view.population.train_epoch()
    after = Coverage().measure(view)
    np.testing.assert_array_equal(after["coverage"][:, 0], reached)
    assert np.isnan(after["coverage"][:, 1:3]).all()
    for column, name in ((3, "modes_covered"), (4, "share_within_3_sigma")):
        np.testing.assert_array_equal(after["coverage"][:, column], view.population.records.last(name))
    np.testing.assert_array_equal(after["played"][:, 0], view.population.records.last("value"))


def test_data_without_modes_have_none_to_note() -> None:
    view = trained([described({}, data={"name": "line"})] * 2)
    assert np.isnan(Coverage().measure(view)["coverage"]).all()
    standings = GanStandings(2).measure(view)["standings"]
    np.testing.assert_allclose(standings[:, 0], view.population.records.last("value"))
    np.testing.assert_allclose(standings[:, 4], view.population.records.last("on_real"))


def test_standings_leave_out_what_has_diverged(view: GanPopulationView) -> None:
    own = trained(EXPERIMENTS)
    for place in (1, 3, 4, 5):
        spoil(own.population, place)
    own.population.train_epoch()
    shares, values, modes = (
        own.population.records.last(name).astype(float) for name in ("share_within_3_sigma", "value", "modes_covered")
    )
    rows = GanStandings(4).measure(own)["standings"]
    lives = [0, 2]
    expected: dict[str, Any] = {
        "score_mean": shares[lives].mean(),
        "score_spread": shares[lives].std(ddof=1),
        "score_low": shares[lives].min(),
        "score_high": shares[lives].max(),
        "beside": modes[lives].mean(),
        "value": values[lives].mean(),
        "diverged": 1,
    }
    for name, number in expected.items():
        assert rows[0, STANDINGS.index(name)] == pytest.approx(number, rel=1e-5), name
    assert np.isnan(rows[1, :-1]).all()
    assert rows[1, -1] == 3
    assert rows[2, -1] == 0
