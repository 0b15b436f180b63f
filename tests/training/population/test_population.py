"""How a population counts, what may change while it trains, and what it does with networks that diverge."""

from typing import Any

import numpy as np
import pytest
import torch

from playground.experiment import Experiment
from playground.training.population.cohort import Cohort
from playground.training.population.population import Population
from playground.training.population.view import PopulationView
from playground.training.trainers.snapshot import Progress
from playground.training.trainers.trainer import Trainer
from tests.training.population.following import (
    CURVES,
    DOUBLE,
    assert_same,
    dense,
    described,
    dropout,
    measured,
    row_of,
    rows_of,
)

LAYERS = (dense(8, "relu"), dense(8, "relu"))
SLOW, OTHER = ({"name": "sgd", "learning_rate": rate} for rate in (0.01, 0.02))
FAST: list[dict[str, Any]] = [
    {"name": "sgd", "learning_rate": 10.0},
    {"name": "sgd", "learning_rate": 5.0, "momentum": 0.5},
    {"name": "sgd", "learning_rate": 5.0, "momentum": 0.5, "nesterov": True},
]


def regression(optimizer: dict[str, Any], seed: int = 0) -> Experiment:
    return described(*LAYERS, samples=100, seed=seed, loss="mse", optimizer=optimizer)


def test_before_training_there_is_one_value_of_each_curve() -> None:
    population = Population([described(seed=seed) for seed in range(3)])
    assert (population.epoch, population.step, population.samples, population.newest) == (0, 0, 0, 0)
    assert population.records.names == CURVES
    assert population.records.since(0, "train_loss").shape == (1, 3)
    assert population.is_healthy
    assert population.facts() == {"networks": "3", "diverged": "0"}
    assert Population([described(name="plane")]).records.names == CURVES[:2]


def test_curves_are_named_by_their_parts() -> None:
    curves = Population([described(name="plane")]).curves
    assert curves == tuple(
        f"{name}_loss_{part}" for name in ("train", "test") for part in ("median", "low", "high", "networks")
    )


@pytest.mark.parametrize("sizes", [(10,), (10, 30), (4, 10, 7, 30), (1, 29), (100, 100)])
def test_epochs_stay_in_step_whatever_the_batches(sizes: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    experiments = [described(batch_size=size, seed=k) for k, size in enumerate(sizes)]
    population, counts = Population(experiments), dict.fromkeys(sizes, 0)
    for _places, cohort in population.cohorts:
        size, train = cohort.experiments[0].training.batch_size, cohort.train_batch

        def counted(size: int = size, train: Any = train) -> None:
            counts[size] += 1
            train()

        monkeypatch.setattr(cohort, "train_batch", counted)
    each = {size: -(-30 // size) for size in sizes}
    most = population.batches_per_epoch
    assert most == max(each.values())
    for step in range(1, 3 * most + 1):
        population.train_batch()
        assert (population.step, population.epoch) == (step, step // most)
        assert len(population.records) == population.newest + 1 == population.epoch + 1
        assert population.samples == step * 30 * len(sizes) // most
        for size, batches in each.items():
            assert abs(counts[size] - step * batches / most) < 1  # evenly spread
            assert counts[size] == 3 * batches or step < 3 * most
    assert population.samples == 3 * 30 * len(sizes)


def test_an_epoch_that_was_started_is_ended() -> None:
    population = Population([described(batch_size=10), described(batch_size=30)])
    population.train_batch()
    population.train_epoch()
    assert (population.epoch, population.step) == (1, 3)
    population.train_epoch()
    assert (population.epoch, population.step) == (2, 6)


def test_the_same_experiments_give_the_same_numbers_bit_for_bit() -> None:
    runs = []
    for seed_of_torch in (1, 2):
        torch.manual_seed(seed_of_torch)
        population = Population([described(dense(), dropout(0.3), dense(5, "gelu"), seed=seed) for seed in range(3)])
        for _ in range(5):
            population.train_epoch()
        runs.append(([row.tolist() for row in rows_of(population)], population.records.since(0, "test_loss").tolist()))
    assert runs[0] == runs[1]


def test_there_is_no_single_weight_to_edit() -> None:
    population = Population([described()])
    before = rows_of(population)
    assert not population.edit(1, 0, 0, 5.0)
    assert torch.equal(before[0], rows_of(population)[0])


def test_probes_see_the_population_and_what_is_new() -> None:
    population = Population([described()])
    view = PopulationView(population, 3)
    assert isinstance(view, PopulationView)
    assert (view.population, view.since) == (population, 3)


@pytest.mark.parametrize("kind", ["sgd", "momentum", "adagrad", "rmsprop", "adam", "adamw"])
@pytest.mark.parametrize(
    "changes",
    [
        [{"rate": 0.002}] * 3,
        [{"rate": 0.002}, {"rate": 0.005, "l1": 0.02}, {"l2": 0.1}],
        [{"l1": 0.01, "l2": 0.02}] * 3,
        [{}, {}, {"rate": 0.001}],
    ],
)
@pytest.mark.parametrize("started", [False, True])
def test_changes_act_at_once_as_in_the_trainer(kind: str, changes: list[dict[str, float]], started: bool) -> None:
    optimizer = {"name": "sgd", "momentum": 0.9} if kind == "momentum" else {"name": kind}

    def varied(k: int, rate: float = 0.01, l1: float = 0.0, l2: float = 0.0) -> Experiment:
        # Of three shapes and batch sizes, the last two computed together.
        layers = (dense(4), dense(3, ("relu", "tanh", "gelu")[k]))
        return described(
            *layers, seed=k, batch_size=(7, 10, 10)[k], l1=l1, l2=l2, optimizer=optimizer | {"learning_rate": rate}
        )

    before = [varied(k) for k in range(3)]
    after = [varied(k, **change) for k, change in enumerate(changes)]
    population, trainers = Population(before, dtype=DOUBLE), [Trainer(e, dtype=DOUBLE) for e in before]
    for member in (population, *trainers):
        member.train_epoch()
    if started:
        population.train_batch()
        trainers[0].train_batch()  # the others' first batch is due later

    rows, noted = rows_of(population), len(population.records)
    population.adjust(after)
    assert all(torch.equal(old, new) for old, new in zip(rows, rows_of(population), strict=True))
    assert len(population.records) == noted
    assert population.experiments == after
    for trainer, adjusted in zip(trainers, after, strict=True):
        trainer.adjust(adjusted)
    for _ in range(3):
        for member in (population, *trainers):
            member.train_epoch()
        figures = measured(population)
        for k, trainer in enumerate(trainers):
            assert_same({name: values[k] for name, values in figures.items()}, trainer.measured, str(k))
    for row, trainer in zip(rows_of(population), trainers, strict=True):
        torch.testing.assert_close(row, row_of(trainer.model), rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize("fast", FAST)
def test_a_network_that_diverges_keeps_its_last_finite_weights_and_the_others_go_on(fast: dict[str, Any]) -> None:
    healthy = [regression(SLOW), regression(OTHER, 1), regression({"name": "adam"}, 2), regression(SLOW, 3)]
    population = Population([healthy[0], regression(fast), *healthy[1:]])
    without = Population([healthy[0], regression({"name": "sgd", "learning_rate": 0.001}), *healthy[1:]])
    others, alive, weights = [0, 2, 3, 4], True, rows_of(population)[1]
    died = 0
    for epoch in range(1, 61):
        population.train_epoch()
        without.train_epoch()
        rows, alive = rows_of(population), bool(population.alive[1])
        if alive:
            weights = rows[1]
        died = died or (0 if alive else epoch)
        assert torch.isfinite(rows[1]).all()
        assert torch.equal(rows[1], weights)  # bit for bit those of the last epoch with a finite loss
        for k in others:
            assert torch.equal(rows[k], rows_of(without)[k])
    assert 1 < died < 50
    assert population.alive.tolist() == [True, False, True, True, True]
    assert population.facts() == {"networks": "5", "diverged": "1"}
    assert (population.progress, population.is_healthy) == (Progress.HEALTHY, True)
    for name in CURVES:
        curves = population.records.since(0, name)
        assert np.isfinite(curves[:died, 1]).all()
        assert not np.isfinite(curves[died, 1])
        assert np.isnan(curves[died + 1 :, 1]).all()
        np.testing.assert_array_equal(curves[:, others], without.records.since(0, name)[:, others])
    assert np.isnan(population.records.since(died, "train_accuracy")[:, 1]).all()


def test_it_rests_from_batch_to_batch_and_whatever_is_adjusted() -> None:
    experiments = [regression(FAST[0]), regression(SLOW)]
    population = Population(experiments)
    while population.alive[0]:
        population.train_epoch()
    before = rows_of(population)
    for _ in range(population.batches_per_epoch):
        population.train_batch()
        assert torch.equal(rows_of(population)[0], before[0])  # within an epoch too
    before = rows_of(population)
    population.adjust([regression(OTHER), regression(OTHER)])
    population.train_batch()
    assert torch.equal(rows_of(population)[0], before[0])
    population.train_epoch()
    rows = rows_of(population)
    assert torch.equal(rows[0], before[0])
    assert not torch.equal(rows[1], before[1])
    assert population.alive.tolist() == [False, True]
    assert np.isnan(population.records.last("train_loss")[0])


@pytest.mark.parametrize(
    "optimizer",
    [
        {"name": "sgd"},
        {"name": "sgd", "momentum": 0.9},
        {"name": "sgd", "momentum": 0.9, "nesterov": True},
        {"name": "adagrad"},
        {"name": "rmsprop", "momentum": 0.5},
        {"name": "adam"},
        {"name": "adamw", "weight_decay": 0.1},
    ],
    ids=lambda optimizer: "-".join(map(str, optimizer.values())),
)
def test_under_every_optimizer_who_has_diverged_rests_and_whoever_follows_too(optimizer: dict[str, Any]) -> None:
    layers = (dense(4, "relu"), dropout(0.2), dense(3))
    experiments = [  # rates that differ, so that those of the living are columns before one has diverged too
        described(*layers, seed=k, l1=0.01, l2=0.02, optimizer=optimizer | {"learning_rate": 0.01 + k / 1000})
        for k in range(4)
    ]
    population, without = Population(experiments), Population(experiments)
    ((places, cohort),) = population.cohorts
    assert isinstance(cohort, Cohort)
    resting: dict[int, torch.Tensor] = {}
    for dying in (None, 2, None, None, 0, None, None):  # one in the second epoch, another in the fifth
        before = rows_of(population)
        if dying is not None:
            cohort.parameters[places.index(dying)] = np.nan
        for _ in range(population.batches_per_epoch):
            population.train_batch()
            without.train_batch()
            rows, expected = rows_of(population), rows_of(without)
            assert all(torch.equal(rows[network], row) for network, row in resting.items())
            learning = set(range(4)) - {*resting, dying}
            assert all(torch.equal(rows[network], expected[network]) for network in learning)
        if dying is not None:
            resting[dying] = before[dying]
            assert torch.equal(rows[dying], before[dying])
        assert population.alive.tolist() == [network not in resting for network in range(4)]
    population.adjust(experiments)
    population.train_epoch()
    assert all(torch.equal(rows_of(population)[network], row) for network, row in resting.items())
    losses = population.records.since(0, "test_loss")
    assert np.isnan(losses).sum(axis=0).tolist() == [4, 0, 7, 0]  # of the epoch in which each diverged, and since


def test_it_keeps_what_the_trainer_keeps() -> None:
    population, trainer = Population([regression(FAST[0]), regression(SLOW)]), Trainer(regression(FAST[0]))
    while population.alive[0]:
        population.train_epoch()
    while trainer.is_healthy:
        trainer.train_epoch()
    assert population.epoch == trainer.epoch
    torch.testing.assert_close(rows_of(population)[0], row_of(trainer.model), rtol=1e-3, atol=1e-3)


def test_once_all_have_diverged_nothing_moves() -> None:
    population = Population([regression(FAST[0]), regression(FAST[1], 1)])
    for _ in range(100):
        population.train_epoch()
    assert population.progress is Progress.DIVERGED
    assert not population.is_healthy
    assert population.facts() == {"networks": "2", "diverged": "2"}

    def state() -> list[Any]:
        rows = [row.tolist() for row in rows_of(population)]
        return [population.step, population.epoch, population.samples, len(population.records), rows]

    before = state()
    assert before[1] < 100
    assert torch.isfinite(torch.stack(rows_of(population))).all()
    population.train_batch()
    population.train_epoch()
    assert state() == before


def test_a_loss_beyond_what_is_recorded_is_no_error() -> None:
    population = Population([regression(FAST[0]), regression(SLOW)], dtype=DOUBLE)
    losses: list[float] = []
    while population.alive[0]:
        population.train_epoch()
        losses.append(float(measured(population)["train_loss"][0]))
    assert max(losses) > float(np.finfo(np.float32).max)
    assert np.isinf(population.records.since(0, "train_loss")[:, 0]).any()
