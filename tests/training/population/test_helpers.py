"""Networks that other processes train are the networks that this one would have trained, bit for bit."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection

import numpy as np
import pytest

from playground.experiment import Experiment, Model, ProblemData, Training
from playground.experiment.layers import LSTM
from playground.training.population import population as module
from playground.training.population.helpers import DistantNetwork, Helper, Helpers, help_out
from playground.training.population.population import Population
from playground.training.population.view import PopulationView
from tests.training.population.following import described
from tests.training.population.test_single import VARIED, changed

EVERY = tuple(range(5))
SEQUENCES = [
    Experiment(
        data=ProblemData(name="first_symbol", length=8, samples=64),
        model=Model(layers=(LSTM(units=4),)),
        training=Training(batch_size=16),
        seed=seed,
    )
    for seed in EVERY
]


@pytest.fixture(name="helpers")
def fixture_helpers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Helpers]:
    """Two that help, each in a thread of its own."""
    helpers, lines, threads = Helpers(), list[Connection](), list[threading.Thread]()
    for _ in range(2):
        ours, theirs = Pipe()
        threads.append(threading.Thread(target=_until_the_end, args=(theirs,)))
        threads[-1].start()
        helpers.join(ours)
        lines.append(ours)
    monkeypatch.setattr(module, "HELPERS", helpers)
    yield helpers
    for line in lines:
        line.close()
    for thread in threads:
        thread.join()


def _until_the_end(line: Connection) -> None:
    with pytest.raises(EOFError):
        help_out(line)


def distant(population: Population) -> list[int]:
    return sorted(places[0] for places, one in population.cohorts if isinstance(one, DistantNetwork))


def both(experiments: list[Experiment], monkeypatch: pytest.MonkeyPatch) -> tuple[Population, Population]:
    """Return a population that is shared out, and one that is not."""
    shared = Population(experiments)
    monkeypatch.setattr(module, "HELPERS", Helpers())
    alone = Population(experiments)
    assert (len(distant(shared)), distant(alone)) == (3, [])
    return shared, alone


@pytest.mark.parametrize("experiments", [VARIED, SEQUENCES], ids=["images", "sequences"])
def test_they_learn_what_they_would_here(
    experiments: list[Experiment], helpers: Helpers, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, alone = both(experiments, monkeypatch)
    slower = [changed(one, optimizer={"name": "sgd", "learning_rate": 0.01}) for one in experiments]
    for population in (shared, alone):
        population.train_epoch()
        population.train_batch()
        population.adjust(slower)
        population.train_epoch()
    assert shared.epoch == alone.epoch >= 2
    for name in alone.records.names:
        np.testing.assert_array_equal(shared.records.since(0, name), alone.records.since(0, name))
    ours, theirs = PopulationView(shared), PopulationView(alone)
    np.testing.assert_array_equal(ours.unit_states(), theirs.unit_states())
    for here, there in zip(theirs.gradient_norms(), ours.gradient_norms(), strict=True):
        np.testing.assert_array_equal(here, there)
    np.testing.assert_array_equal(ours.confusions(EVERY), theirs.confusions(EVERY))
    np.testing.assert_array_equal(ours.gradients_in_time(EVERY), theirs.gradients_in_time(EVERY))
    assert np.isnan(ours.plane(EVERY, 4)).all()
    assert len(np.unique(ours.gradient_norms()[0])) > 1


def test_one_that_diverges_elsewhere_rests(helpers: Helpers, monkeypatch: pytest.MonkeyPatch) -> None:
    wild = changed(VARIED[0], loss="mse", optimizer={"name": "sgd", "learning_rate": 100.0})
    shared, alone = both([*VARIED[:3], VARIED[4], wild], monkeypatch)
    for population in (shared, alone):
        for _ in range(3):
            population.train_epoch()
    np.testing.assert_array_equal(shared.alive, alone.alive)
    assert not shared.alive.all()


def test_what_needs_no_help_stays_here(helpers: Helpers) -> None:
    assert distant(Population([changed(described(seed=seed), clip_norm=1.0) for seed in EVERY])) == []
    assert distant(Population(VARIED[:1])) == []


def test_whoever_is_needed_no_more_lets_go_of_what_they_had(helpers: Helpers, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    usual = Helper.begin

    def begin(helper: Helper, experiments: Sequence[Experiment]) -> list[DistantNetwork]:
        begun.append(len(experiments))
        return usual(helper, experiments)

    monkeypatch.setattr(Helper, "begin", begin)
    for experiments in (VARIED, VARIED[:2], [described()]):
        Population(experiments).train_epoch()
    assert begun == [2, 1, 1, 0, 0, 0]


def test_they_take_another_comparison(helpers: Helpers) -> None:
    first = Population(VARIED)
    first.train_batch()
    second = Population(SEQUENCES)
    second.train_epoch()
    assert len(distant(second)) == 3
    assert np.isfinite(second.records.since(0, "train_loss")).all()
