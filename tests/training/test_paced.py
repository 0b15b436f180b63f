"""Measurements that are kept for a while."""

from __future__ import annotations

import time
from dataclasses import dataclass

from playground.training.paced import paced
from tests.training.watching import PATIENCE
from tests.training.writers import forecaster


@dataclass(frozen=True)
class Question:
    number: int = 0


class Counter:
    def __init__(self, cost: float = 0.0) -> None:
        self.calls, self.cost, self.spent = 0, cost, 0.0

    def __call__(self) -> int:
        start = time.perf_counter()
        time.sleep(self.cost)
        self.calls += 1
        self.spent += time.perf_counter() - start
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


def test_dear_measurements_take_no_more_than_their_share() -> None:
    trainer, measure = forecaster(), Counter(cost=0.02)
    start = time.perf_counter()
    while measure.calls < 6:
        before = measure.spent
        trainer.train_batch()
        paced(trainer, Question(), measure, 0.2)
        assert time.perf_counter() - start < PATIENCE, "it measures no more"
    assert before <= 0.2 * (time.perf_counter() - start)  # the sixth waits for what the five before have cost
