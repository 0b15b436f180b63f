"""Many GANs at once beside trainers of one each."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
import torch

from playground.experiment.gan import STEPS_AN_EPOCH, GanExperiment
from playground.training.population.gan_cohort import CURVES, MOST_TOGETHER, gan_cohorts
from playground.training.population.gan_population import GanPopulation
from playground.training.trainers.gan import GanTrainer
from playground.training.trainers.snapshot import Progress

SMALL = {"layers": [{"type": "dense", "units": 6, "activation": "tanh"}] * 2}
LOSSES = ("non_saturating", "saturating", "least_squares", "wasserstein")
Described = dict[str, Any]


def described(training: Described, seed: int = 0, **parts: Any) -> GanExperiment:
    model = {"generator": SMALL, "discriminator": SMALL}
    usual = {"batch_size": 16}
    return GanExperiment.from_parts({"model": model, "training": usual | training, "seed": seed, **parts})


def rows_of(population: GanPopulation) -> list[torch.Tensor]:
    """Return each GAN's numbers, generator first, in the order of the experiments."""
    rows = {
        place: torch.cat([cohort.generators.parameters[row], cohort.discriminators.parameters[row]])
        for places, cohort in population.cohorts
        for row, place in enumerate(places)
    }
    return [rows[place] for place in range(len(rows))]


def row_of(trainer: GanTrainer) -> torch.Tensor:
    weights = [*trainer.generator.parameters(), *trainer.discriminator.parameters()]
    return torch.cat([each.detach().flatten() for each in weights])


def assert_followed(
    experiments: list[GanExperiment],
    steps: int = STEPS_AN_EPOCH,
    dtype: torch.dtype = torch.float64,
    tolerance: float = 1e-8,
) -> GanPopulation:
    """Compare a population with trainers: all weights, and what was measured."""
    population = GanPopulation(experiments, dtype=dtype)
    for _ in range(steps):
        population.train_batch()
    for place, (experiment, row) in enumerate(zip(experiments, rows_of(population), strict=True)):
        trainer = GanTrainer(experiment, dtype=dtype)
        before = row_of(trainer)
        for _ in range(steps):
            trainer.train_batch()
        assert trainer.is_healthy
        assert (row_of(trainer) - before).abs().max() > 1e-3, "it has learned something"
        torch.testing.assert_close(row, row_of(trainer), rtol=tolerance, atol=tolerance)
        for name in population.records.names:
            noted = population.records.last(name)[place]
            expected = trainer.measured.get(name, np.nan)
            np.testing.assert_allclose(noted, expected, rtol=1e-4, atol=max(1e-6, tolerance), equal_nan=True)
    return population


# The same as alone


def test_every_loss_with_and_without_its_penalty_from_several_seeds() -> None:
    trainings = [
        {"loss": loss, "r1": strength, "gradient_penalty": strength} for loss, strength in product(LOSSES, (0.0, 0.3))
    ]
    experiments = [described(training, seed) for training in trainings for seed in (3, 4)]
    population = assert_followed(experiments)
    assert len(population.cohorts) == 2 == len(experiments) // MOST_TOGETHER


@pytest.mark.parametrize(
    "trainings",
    [
        [{"beta1": beta1} for beta1 in (0.0, 0.5, 0.9)],
        [{"generator_rate": one, "discriminator_rate": other} for one, other in ((2e-3, 1e-4), (1e-4, 1e-3))],
        [{"r1": r1, "beta1": 0.5} for r1 in (0.0, 0.1, 10.0)],
        [{"discriminator_steps": 3, "loss": loss} for loss in LOSSES],
        [{"discriminator_steps": count} for count in (1, 2)],
        [{"frozen": frozen} for frozen in ("none", "generator", "discriminator")],
        [{"batch_size": size, "beta2": 0.9} for size in (8, 32)],
    ],
    ids=lambda trainings: ",".join(trainings[0]),
)
def test_what_may_differ(trainings: list[Described]) -> None:
    assert_followed([described(training, seed) for training in trainings for seed in (0, 1)])


def test_networks_of_other_shapes_and_other_data() -> None:
    models = [
        {"generator": {"noise": 3, "layers": []}, "discriminator": SMALL},
        {"generator": SMALL, "discriminator": {"layers": [{"type": "dense", "units": 5, "activation": "elu"}]}},
    ]
    assert_followed([described({}, 2, model=model, data={"name": "two_moons"}) for model in models])


def test_a_group_of_one() -> None:
    assert_followed([described({})])


def test_in_single_precision_it_stays_close() -> None:
    trainings: list[Described] = [{"loss": loss, "r1": 0.1} for loss in LOSSES]
    assert_followed([described(training, 1) for training in trainings], dtype=torch.float32, tolerance=2e-3)


def test_networks_of_the_usual_size_follow_too() -> None:
    assert_followed([GanExperiment(seed=seed) for seed in (0, 1)])


def test_other_settings_are_taken_up_on_the_way() -> None:
    before: list[Described] = [{"loss": loss, "beta1": 0.5} for loss in LOSSES]
    change = {"generator_rate": 3e-3, "r1": 1.0, "beta1": 0.2, "discriminator_steps": 2, "gradient_penalty": 0.0}
    first, then = ([described(one | more, 5) for one in before] for more in ({}, change))
    population = GanPopulation(first, dtype=torch.float64)
    trainers = [GanTrainer(each, dtype=torch.float64) for each in first]
    for _ in range(5):
        population.train_batch()
        for trainer in trainers:
            trainer.train_batch()
    population.adjust(then)
    for trainer, each in zip(trainers, then, strict=True):
        trainer.adjust(each)
    for _ in range(5):
        population.train_batch()
        for trainer in trainers:
            trainer.train_batch()
    for row, trainer in zip(rows_of(population), trainers, strict=True):
        torch.testing.assert_close(row, row_of(trainer), rtol=1e-8, atol=1e-8)


# What a worker needs of it


def test_steps_parts_and_epochs() -> None:
    population = GanPopulation([described({}, seed) for seed in range(MOST_TOGETHER + 2)])
    assert (population.parts, population.batches_per_epoch) == (2, STEPS_AN_EPOCH)
    population.train_part()
    assert population.step == 0
    population.train_part()
    assert (population.step, population.epoch, population.newest) == (1, 0, 0)
    assert population.samples == 16 * 10
    population.train_epoch()
    assert (population.step, population.epoch, population.newest) == (STEPS_AN_EPOCH, 1, 1)
    assert population.epochs_since(0).tolist() == [0, 1]
    assert not population.edit(0, 0, None, 1.0)
    assert population.facts() == {"networks": "10", "diverged": "0"}


def test_curves_are_those_that_one_of_them_has() -> None:
    critic, plain = described({"loss": "wasserstein"}), described({})
    assert GanPopulation([critic, plain]).records.names == CURVES
    assert GanPopulation([critic, critic]).records.names == ("value", "modes_covered", "share_within_3_sigma")
    line = described({}, data={"name": "line"})
    assert GanPopulation([line, line]).records.names == ("value", "on_real", "on_generated")
    assert "on_real_median" in GanPopulation([critic, plain]).curves


def spoil(population: GanPopulation, place: int) -> None:
    """Make a weight of one network no number."""
    ((row, cohort),) = [(places.index(place), one) for places, one in population.cohorts if place in places]
    cohort.discriminators.parameters[row, 0] = float("nan")


def test_one_that_diverges_rests_and_the_others_go_on() -> None:
    experiments = [described({"loss": loss}, seed) for loss in LOSSES for seed in (0, 1)]
    population, spared = (GanPopulation(experiments, dtype=torch.float64) for _ in range(2))
    for each in (population, spared):
        each.train_epoch()
    kept = rows_of(population)
    spoil(population, 3)
    for _ in range(2):
        population.train_epoch()
        spared.train_epoch()
    rows = rows_of(population)
    assert population.alive.tolist() == [place != 3 for place in range(8)]
    assert population.facts()["diverged"] == "1"
    assert population.is_healthy
    assert torch.equal(rows[3], kept[3])
    for place in {*range(8)} - {3}:
        torch.testing.assert_close(rows[place], rows_of(spared)[place], rtol=1e-9, atol=1e-9)
        assert not torch.equal(rows[place], kept[place])
    values = population.records.since(0, "value")
    assert not np.isnan(values[:2]).any(), "of least squares it may be beyond all bounds"
    assert np.isnan(values[2:, 3]).all()
    assert not np.isnan(np.delete(values, 3, axis=1)).any()


def test_once_all_have_diverged_nothing_goes_on() -> None:
    population = GanPopulation([described({}, seed) for seed in range(2)])
    for place in range(2):
        spoil(population, place)
    population.train_epoch()
    assert population.progress is Progress.DIVERGED
    step = population.step
    population.train_batch()
    assert population.step == step


def test_cohorts_are_as_even_as_they_can_be() -> None:
    experiments = [described({"loss": loss}, seed) for loss in LOSSES for seed in range(5)]
    groups = gan_cohorts(experiments, "cpu", torch.float32)
    assert [len(places) for places, _cohort in groups] == [7, 7, 6]
    assert sorted(place for places, _cohort in groups for place in places) == list(range(20))


def test_what_is_generated_and_said_is_that_of_the_trainer() -> None:
    experiments = [described({}, seed) for seed in range(3)]
    ((_places, cohort),) = gan_cohorts(experiments, "cpu", torch.float64)
    trainer = GanTrainer(experiments[2], dtype=torch.float64)
    made = cohort.generated([0, 2], 20)[1].numpy()
    np.testing.assert_allclose(made, trainer.generated()[:20], atol=1e-12)
    points = torch.randn(7, 2, dtype=torch.float64)
    torch.testing.assert_close(cohort.logits([2], points)[0], trainer.discriminator(points)[:, 0].detach())
