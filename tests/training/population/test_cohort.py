import itertools
from typing import Any

import numpy as np
import pytest
import torch

from playground.architecture.build import build
from playground.architecture.seeds import generators
from playground.datasets import load
from playground.experiment import Experiment
from playground.training.population import cohort as module
from playground.training.population.cohort import Cohort, cohorts
from playground.training.trainers.trainer import Trainer
from tests.training.population.following import (
    DOUBLE,
    SINGLE,
    assert_same,
    dense,
    described,
    dropconnect,
    dropout,
    row_of,
)

TWO_LAYERS = (dense(), dense(3))
TOGETHER: dict[str, Experiment] = {
    "activation": described(dense(4, "relu"), dense(3, "gelu")),
    "optimizer": described(*TWO_LAYERS, optimizer={"name": "sgd", "momentum": 0.5}),
    "learning rate": described(*TWO_LAYERS, optimizer={"name": "adam", "learning_rate": 0.5}),
    "penalties": described(*TWO_LAYERS, l1=0.1, l2=0.2),
    "dropout": described(dense(), dropout(0.5), dense(3)),
    "dropconnect": described(dropconnect(0.5), *TWO_LAYERS),
    "seed": described(*TWO_LAYERS, seed=4),
}
APART: dict[str, Experiment] = {
    "width": described(dense(5), dense(3)),
    "depth": described(dense()),
    "batch size": described(*TWO_LAYERS, batch_size=7),
    "loss": described(*TWO_LAYERS, loss="mse"),
    "shuffle": described(*TWO_LAYERS, shuffle=False),
    "noise": described(*TWO_LAYERS, samples=61),
    "dropouts in a row": described(dropout(0.1), dropout(0.1), *TWO_LAYERS),
}
PARTS: list[dict[str, Any]] = [
    {"data": {"name": "circle", "samples": 50}},
    {"data": {"name": "circle", "samples": 50}, "training": {"loss": "mse"}},
    {"data": {"name": "pinwheel3", "samples": 50}},
    {"data": {"name": "blobs", "samples": 50}, "training": {"loss": "mse"}},
    {"data": {"name": "plane", "samples": 50}},
    {"data": {"name": "iris"}},
    {"data": {"name": "breast_cancer"}},
    {"data": {"name": "points", "points": [[0, 1, 0], [1, 0, 1], [2, 2, 1], [-1, 1, 0], [3, -1, 1], [-2, -2, 0]]}},
]


def only(*experiments: Experiment, dtype: torch.dtype = DOUBLE) -> Cohort:
    ((_places, cohort),) = cohorts(experiments, "cpu", dtype)
    return cohort


@pytest.mark.parametrize("name", TOGETHER)
def test_networks_that_differ_in_this_are_computed_together(name: str) -> None:
    groups = cohorts([described(*TWO_LAYERS), TOGETHER[name]], "cpu", SINGLE)
    assert [sorted(places) for places, _cohort in groups] == [[0, 1]]


@pytest.mark.parametrize("name", APART)
def test_networks_that_differ_in_this_are_not(name: str) -> None:
    groups = cohorts([described(*TWO_LAYERS), APART[name], described(*TWO_LAYERS)], "cpu", SINGLE)
    assert [sorted(places) for places, _cohort in groups] == [[0, 2], [1]]


def test_every_network_is_in_one_place_with_its_own_numbers() -> None:
    experiments = [e for pair in zip(TOGETHER.values(), APART.values(), strict=True) for e in pair] * 2
    groups = cohorts(experiments, "cpu", SINGLE)
    assert sorted(place for places, _cohort in groups for place in places) == list(range(len(experiments)))
    for places, cohort in groups:
        assert cohort.experiments == [experiments[place] for place in places]
        for place, row in zip(places, cohort.parameters, strict=True):
            assert torch.equal(row, row_of(build(experiments[place])))  # bit for bit


def test_neighbours_share_activation_and_optimizer() -> None:
    pairs = [(a, o) for a in ("relu", "tanh") for o in ("adam", "sgd")]
    mixed = [described(dense(4, a), seed=seed, optimizer={"name": o}) for seed in range(3) for a, o in pairs]
    cohort = only(*mixed)
    kinds = [(e.layers[0].spec, e.training.optimizer) for e in cohort.experiments]
    changes = sum(before != after for before, after in itertools.pairwise(kinds))
    assert changes == len(pairs) - 1


@pytest.mark.parametrize("initializer", ["default", "xavier", "he", "too_small", "too_large"])
def test_first_weights_are_those_of_the_network_that_is_built(initializer: str) -> None:
    described_ones = [
        Experiment.from_parts({"model": {"layers": [dense(5), dense(2)], "initializer": initializer}, "seed": seed})
        for seed in range(3)
    ]
    for dtype in (SINGLE, DOUBLE):
        cohort = only(*described_ones, dtype=dtype)
        for experiment, row in zip(described_ones, cohort.parameters, strict=True):
            assert torch.equal(row, row_of(build(experiment)).to(dtype))


@pytest.mark.parametrize("parts", PARTS)
def test_every_network_has_the_data_of_its_seed(parts: dict[str, Any]) -> None:
    experiments = [Experiment.from_parts({**parts, "seed": seed}) for seed in (5, 2, 5)]
    cohort = only(*experiments, dtype=SINGLE)
    assert len(cohort.datasets) == 2
    for k, experiment in enumerate(experiments):
        dataset = load(experiment.data, experiment.seed)
        np.testing.assert_array_equal(cohort.datasets[cohort.places[k]].inputs, dataset.inputs)
        np.testing.assert_array_equal(cohort.inputs[k].numpy().T, dataset.inputs)


@pytest.mark.parametrize("in_pieces", [False, True])
@pytest.mark.parametrize("parts", PARTS)
def test_what_is_measured_is_what_the_trainer_measures(
    parts: dict[str, Any], in_pieces: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if in_pieces:
        monkeypatch.setattr(module, "EVALUATED_VALUES", 7 * 3 * 8)
    experiments = [Experiment.from_parts({**parts, "seed": seed}) for seed in range(3)]
    cohort = only(*experiments)
    for _ in range(2):
        figures = cohort.measure()
        for k, experiment in enumerate(experiments):
            alone = Trainer(experiment, dtype=DOUBLE)
            assert_same({name: values[k] for name, values in figures.items()}, alone.measured, str(k))


def test_measuring_does_not_change_learning() -> None:
    experiments = [described(dense(), dropout(0.3), seed=seed) for seed in range(3)]
    watched, alone = only(*experiments), only(*experiments)
    for _ in range(2 * watched.batches_per_epoch):
        watched.measure()
        watched.some((1,), 6)
        watched.train_batch()
        alone.train_batch()
    assert torch.equal(watched.parameters, alone.parameters)


@pytest.mark.parametrize("shuffle", [True, False])
@pytest.mark.parametrize("batch_size", [1, 8, 30, 31])
def test_batches_are_those_of_each_seed_and_the_last_may_be_smaller(
    batch_size: int, shuffle: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = (4, 1, 4)
    experiments = [described(seed=seed, batch_size=batch_size, shuffle=shuffle) for seed in seeds]
    cohort, given = only(*experiments, dtype=SINGLE), []
    monkeypatch.setattr(cohort.passes, "learn", lambda inputs, targets, _loss: given.append((inputs, targets)))
    for _ in range(2 * cohort.batches_per_epoch):
        cohort.train_batch()
    for k, experiment in enumerate(experiments):
        dataset, order = load(experiment.data, experiment.seed), generators(experiment.seed).batches
        inputs, targets, sizes = [], [], []
        for _epoch in range(2):
            rows = torch.randperm(30, generator=order).numpy() if shuffle else np.arange(30)
            inputs.append(dataset.inputs[rows])
            targets.append(dataset.targets[rows])
            sizes += [min(batch_size, 30 - start) for start in range(0, 30, batch_size)]
        assert [x.shape[2] for x, _ in given] == sizes
        np.testing.assert_array_equal(torch.cat([x[k] for x, _ in given], 1).T, np.concatenate(inputs))
        np.testing.assert_array_equal(torch.cat([y[k] for _, y in given], 1)[0], np.concatenate(targets))


def test_penalties_pull_at_the_weights_and_not_at_the_biases(monkeypatch: pytest.MonkeyPatch) -> None:
    penalties = [(0.0, 0.0), (0.3, 0.0), (0.0, 0.2), (0.3, 0.2)]
    cohort = only(
        *(
            described(*TWO_LAYERS, l1=l1, l2=l2, l1_step="subgradient", optimizer={"name": "sgd"})
            for l1, l2 in penalties
        )
    )
    monkeypatch.setattr(cohort.passes, "learn", lambda *_batch: [part.zero_() for part in cohort.passes.gradients])
    before = [weight.clone() for weight in cohort.passes.weights]
    cohort.train_batch()
    for weights, pulls in zip(before, cohort.passes.gradients, strict=True):
        for k, (l1, l2) in enumerate(penalties):
            weight = weights[k, :, :-1]
            torch.testing.assert_close(pulls[k, :, :-1], l1 * weight.sign() + l2 * weight, rtol=1e-12, atol=1e-12)
        assert not pulls[:, :, -1].any()


def test_large_losses_are_finite_as_long_as_each_is() -> None:
    cohort = only(described(seed=1), described(seed=2), dtype=SINGLE)
    large = np.array([3e38, 1.0], dtype=np.float32)
    cohort.end_epoch({"train_loss": large, "test_loss": large})
    assert cohort.alive.all()
    cohort.end_epoch({"train_loss": large, "test_loss": np.array([np.inf, 1], dtype=np.float32)})
    assert cohort.alive.tolist() == [False, True]


def test_some_networks_as_they_are_now_see_the_plane_each_in_its_way() -> None:
    tables = [Experiment.from_parts({"data": {"name": "iris"}, "seed": seed}) for seed in range(3)]
    trainers, cohort = [Trainer(e, dtype=DOUBLE) for e in tables], only(*tables)
    for rows in ((2, 0), (2, 0), (1,)):
        passes, inputs = cohort.some(rows, 7)
        outputs = passes.outputs(inputs)[-1]
        assert outputs.shape == (len(rows), 3, 49)
        for row, answer in zip(rows, outputs, strict=True):
            trainer = trainers[row]
            grid = trainer.dataset.inputs_at(trainer.dataset.grid(7))
            torch.testing.assert_close(answer.mT, trainer.outputs(grid), rtol=1e-9, atol=1e-9)
        for _ in range(cohort.batches_per_epoch):
            cohort.train_batch()
        for trainer in trainers:
            trainer.train_epoch()
