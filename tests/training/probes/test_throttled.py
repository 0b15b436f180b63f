"""Measurements that are kept for a while."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest

from playground.training.probes.throttled import paced
from tests.training.clockwork import BEGINNING, Clock
from tests.training.writers import forecaster


@dataclass(frozen=True)
class Question:
    number: int = 0


class Counter:
    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> int:
        self.calls += 1
        return self.calls


def test_a_network_that_stands_is_measured_once_and_another_question_at_once() -> None:
    trainer, measure = forecaster(), Counter()
    assert [paced(trainer, Question(), measure, 0.5, rest=60) for _ in range(3)] == [1, 1, 1]
    assert paced(trainer, Question(1), measure, 0.5, rest=60) == 2
    assert paced(forecaster(), Question(1), measure, 0.5, rest=60) == 3


def test_while_it_trains_there_is_a_rest_and_once_it_stands_none() -> None:
    trainer, measure = forecaster(), Counter()
    paced(trainer, Question(), measure, 0.5, rest=60)
    trainer.train_batch()
    assert paced(trainer, Question(), measure, 0.5, rest=60) == 1
    assert paced(trainer, Question(), measure, 0.5, rest=60) == 2  # nothing was learned since it was last asked
    trainer.train_batch()
    assert paced(trainer, Question(), measure, 0.5, rest=60) == 2


def test_another_way_from_the_past_is_another_network_at_the_same_step() -> None:
    trainer, measure = forecaster(), Counter()
    beginning = trainer.snapshot()
    trainer.train_batch()
    assert paced(trainer, Question(), measure, 0.5, rest=60) == 1
    trainer.restore(beginning)
    trainer.train_batch()
    paced(trainer, Question(), measure, 0.5, rest=60)
    assert paced(trainer, Question(), measure, 0.5, rest=60) == 2


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_dear_measurements_take_no_more_than_their_share(share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(batch=0.01)
    clock.count_batches(monkeypatch, learn=False)
    trainer, began = forecaster(), list[float]()

    def measure() -> None:
        began.append(clock.now)
        clock.now += 0.5

    while clock.now < BEGINNING + 50:
        trainer.train_batch()
        trainer.step += 1  # as if something had been learned
        paced(trainer, Question(), measure, share)
    assert [later - before for before, later in pairwise(began)] == pytest.approx(
        [0.5 / share] * (len(began) - 1), abs=0.02
    )
    assert len(began) == 50 * share / 0.5
