"""Networks of a population that have a trainer each, against trainers alone."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from playground.experiment import Experiment
from playground.training.population.cohort import Cohort
from playground.training.population.population import Population, can_be_batched
from playground.training.population.single import SingleNetwork
from playground.training.population.view import PopulationView
from playground.training.trainers.image import ImageTrainer
from playground.training.trainers.kinds import make_trainer
from playground.training.trainers.trainer import Trainer
from tests.training.imaging import LAYERS, digits
from tests.training.population.following import CURVES, dense, described

FLAT: list[dict[str, Any]] = [{"type": "flatten"}, dense(8, "sigmoid")]
WILD = {"loss": "mse", "optimizer": {"name": "sgd", "learning_rate": 100.0}}


def changed(experiment: Experiment, **training: Any) -> Experiment:
    parts = experiment.model_dump()
    parts["training"] |= training
    return Experiment.from_parts(parts)


def few(seed: int = 0, batch_size: int = 50, layers: list[dict[str, Any]] = LAYERS, **data: Any) -> Experiment:
    return digits(layers, seed, batch_size, **({"samples": 100} | data))


VARIED = [few(seed=0), few(seed=1), few(seed=0, batch_size=20), few(seed=1, layers=FLAT), few(seed=2, batch_size=100)]


def single_networks(population: Population) -> list[SingleNetwork]:
    """Return them in the order of the experiments; there is nothing else."""
    networks = {places[0]: one for places, one in population.cohorts if isinstance(one, SingleNetwork)}
    assert len(networks) == len(population.experiments)
    return [networks[place] for place in range(len(networks))]


def test_dense_networks_on_points_and_tables_are_computed_together_and_all_others_are_not() -> None:
    assert can_be_batched(described())
    assert can_be_batched(Experiment.from_parts({"data": {"name": "iris"}}))
    assert not any(map(can_be_batched, VARIED))
    assert all(isinstance(one, Cohort) for _places, one in Population([described(), described(seed=4)]).cohorts)
    assert len(single_networks(Population(VARIED))) == 5


def test_each_is_a_lone_trainer_bit_for_bit() -> None:
    population, alone = Population(VARIED), [make_trainer(experiment, "cpu") for experiment in VARIED]
    for _ in range(3):
        population.train_epoch()
        for trainer in alone:
            trainer.train_epoch()
    assert population.epoch == 3
    for place, (one, trainer) in enumerate(zip(single_networks(population), alone, strict=True)):
        for name, curve in trainer.history.since(0).items():
            np.testing.assert_array_equal(population.records.since(0, name)[:, place], curve)
        for mine, theirs in zip(one.trainer.weights().values(), trainer.weights().values(), strict=True):
            np.testing.assert_array_equal(mine, theirs)
    assert len({tuple(population.records.since(0, "test_loss")[:, place]) for place in range(5)}) == 5


def test_points_and_images_of_one_population_would_do_too() -> None:
    """What learns together stays as it is beside networks that learn by themselves."""
    mixed, pure = (
        Population([few(), described(), few(seed=1), described(seed=4)]),
        Population([described(), described(seed=4)]),
    )
    for member in (mixed, pure):
        for _ in range(2):
            member.train_epoch()
    for name in CURVES:
        np.testing.assert_array_equal(mixed.records.since(0, name)[:, [1, 3]], pure.records.since(0, name))


def test_a_step_is_taken_in_parts_one_network_at_a_time() -> None:
    population = Population([few(seed=0), few(seed=1), few(seed=2, batch_size=25)])
    trainers = [one.trainer for one in single_networks(population)]
    assert (population.parts, population.batches_per_epoch) == (3, 4)
    steps = []
    for _ in range(2 * (2 + 2 + 4)):
        population.train_part()
        steps.append((sum(trainer.step for trainer in trainers), population.step))
    assert [taken for taken, _step in steps] == list(range(1, 17)), "each time one batch of one network"
    assert all(after - before in (0, 1) for before, after in pairwise(step for _taken, step in steps))
    assert (population.epoch, population.step) == (2, 8)
    assert [trainer.epoch for trainer in trainers] == [2, 2, 2]


def test_a_step_that_was_begun_is_ended() -> None:
    population, whole = (
        Population([few(seed=seed) for seed in range(3)]),
        Population([few(seed=seed) for seed in range(3)]),
    )
    population.train_part()
    assert population.step == 0
    population.train_batch()
    assert population.step == 1
    population.train_part()
    population.train_epoch()
    whole.train_epoch()
    assert (population.epoch, population.step) == (1, 2)
    assert population.records.last("test_loss").tolist() == whole.records.last("test_loss").tolist()


def test_many_that_are_computed_together_are_one_part() -> None:
    population = Population([described(seed=seed, batch_size=10 + 5 * seed) for seed in range(3)])
    assert population.parts == 1
    population.train_part()
    assert population.step == 1


def test_networks_of_a_seed_share_their_inputs() -> None:
    members = single_networks(Population(VARIED))
    shared = [one.trainer.inputs.data_ptr() for one in members]
    assert shared[0] == shared[2] != shared[1] == shared[3]
    assert shared[4] not in shared[:4]
    assert members[0].trainer.dataset is members[2].trainer.dataset


# Divergence


def test_one_that_diverges_rests_and_the_others_go_on() -> None:
    experiments = [few(seed=0), changed(few(seed=0), **WILD), few(seed=1)]
    population, without = Population(experiments), Population([experiments[0], experiments[2]])
    while population.alive.all() and population.epoch < 20:
        population.train_epoch()
        without.train_epoch()
    died = population.epoch
    weights = single_networks(population)[1].trainer.weights()
    assert all(np.isfinite(values).all() for values in weights.values())
    for _ in range(2):
        population.train_epoch()
        without.train_epoch()
    assert population.alive.tolist() == [True, False, True]
    assert population.is_healthy
    assert population.facts()["diverged"] == "1"
    for name, values in single_networks(population)[1].trainer.weights().items():
        np.testing.assert_array_equal(values, weights[name])
    for name in CURVES:
        curves = population.records.since(0, name)
        assert np.isfinite(curves[:died, 1]).all()
        assert np.isnan(curves[died:, 1]).all()
        np.testing.assert_array_equal(curves[:, [0, 2]], without.records.since(0, name))


def test_one_that_has_diverged_has_no_part_in_a_step_any_more() -> None:
    population = Population([few(seed=0), changed(few(seed=0), **WILD), few(seed=1)])

    def parts_of_a_step() -> int:
        before, parts = population.step, 0
        while population.step == before:
            population.train_part()
            parts += 1
        return parts

    assert parts_of_a_step() == 3
    while population.alive.all() and population.epoch < 20:
        population.train_epoch()
    assert parts_of_a_step() == 2


def test_those_with_larger_batches_go_on_at_their_steps_once_the_quickest_has_diverged() -> None:
    experiments = [changed(few(seed=0, batch_size=20), **WILD), few(seed=1, batch_size=50)]
    population, alone = Population(experiments), make_trainer(experiments[1], "cpu")
    while population.alive.all() and population.epoch < 20:
        population.train_epoch()
    assert population.alive.tolist() == [False, True]
    for _ in range(2):
        population.train_epoch()
    for _ in range(population.epoch):
        alone.train_epoch()
    assert (population.batches_per_epoch, alone.batches_per_epoch) == (5, 2)
    assert population.step == 5 * population.epoch
    for name, values in single_networks(population)[1].trainer.weights().items():
        np.testing.assert_array_equal(values, alone.weights()[name])


def test_training_ends_with_the_last_network() -> None:
    population = Population([changed(few(seed=seed), **WILD) for seed in range(2)])
    for _ in range(200):
        population.train_part()
    assert not population.is_healthy
    assert not population.alive.any()
    rested = population.step
    population.train_part()
    population.train_batch()
    assert population.step == rested


# Changes while they train


def test_rates_and_penalties_are_taken_up_at_once() -> None:
    before = [few(seed=seed) for seed in range(2)]
    slow = {"name": "adam", "learning_rate": 0.0005}
    after = [changed(before[0], optimizer=slow), changed(before[1], l1=0.01, l2=0.1)]
    population, alone = Population(before), [ImageTrainer(experiment) for experiment in before]
    for member in (population, *alone):
        member.train_batch()
    population.adjust(after)
    assert population.experiments == [one.experiments[0] for one in single_networks(population)] == after
    for trainer, adjusted in zip(alone, after, strict=True):
        trainer.adjust(adjusted)
    for _ in range(2):
        for member in (population, *alone):
            member.train_epoch()
    losses = population.records.since(0, "train_loss")
    np.testing.assert_array_equal(losses, np.stack([t.history.since(0)["train_loss"] for t in alone], 1))
    unchanged = Population(before)
    for _ in range(2):
        unchanged.train_epoch()
    assert (unchanged.records.last("train_loss") != population.records.last("train_loss")).all()


# What is seen of them


def test_any_trainer_can_be_one() -> None:
    """A dense network in an ordinary trainer, which no population makes of it, is judged as its cohort judges it."""
    experiment = described(dense(16, "relu"), dense(8, "tanh"), samples=400)
    one, together = SingleNetwork(experiment, "cpu"), Population([experiment])
    assert type(one.trainer) is Trainer
    for _ in range(one.batches_per_epoch):
        one.train_batch()
    together.train_epoch()
    view = PopulationView(together)
    np.testing.assert_allclose(one.unit_states(), view.unit_states()[0], atol=1e-6)
    np.testing.assert_allclose(one.gradient_norms(), view.gradient_norms()[0], rtol=1e-3, atol=1e-6)
    assert one.measure()["test_loss"][0] == pytest.approx(together.records.last("test_loss")[0], rel=1e-4)
