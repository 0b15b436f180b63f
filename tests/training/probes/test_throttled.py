"""Measurements that are kept for a while."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest

from playground.training.probes.throttled import Throttle
from playground.training.probes.view import View
from playground.training.trainers.trainer import Trainer
from tests.training.clockwork import BEGINNING, Clock
from tests.training.writers import forecaster


@dataclass(frozen=True)
class Question:
    number: int = 0


FIRST = Question()


class Counter:
    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> int:
        self.calls += 1
        return self.calls


def look(trainer: Trainer, throttle: Throttle, measure: Counter, question: Question = FIRST) -> int:
    """Ask as a probe does, in a view of its own, for what is to be measured once a minute at most."""
    return View(trainer, throttle=throttle).throttled(question, measure, share=0.5, interval=60)


def test_a_network_that_stands_is_measured_once_and_another_question_at_once() -> None:
    trainer, throttle, measure = forecaster(), Throttle(), Counter()
    assert [look(trainer, throttle, measure) for _ in range(3)] == [
        1,
        1,
        1,
    ]
    assert look(trainer, throttle, measure, Question(1)) == 2
    assert look(forecaster(), Throttle(), measure, Question(1)) == 3


def test_while_it_trains_there_is_a_rest_and_once_it_stands_none() -> None:
    trainer, throttle, measure = forecaster(), Throttle(), Counter()
    look(trainer, throttle, measure)
    trainer.train_batch()
    assert look(trainer, throttle, measure) == 1
    assert look(trainer, throttle, measure) == 2  # nothing was learned since it was last asked
    trainer.train_batch()
    assert look(trainer, throttle, measure) == 2


def test_another_way_from_the_past_is_another_network_at_the_same_step() -> None:
    trainer, throttle, measure = forecaster(), Throttle(), Counter()
    beginning = trainer.snapshot()
    trainer.train_batch()
    assert look(trainer, throttle, measure) == 1
    trainer.restore(beginning)
    trainer.train_batch()
    look(trainer, throttle, measure)
    assert look(trainer, throttle, measure) == 2


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_dear_measurements_take_no_more_than_their_share(share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(batch=0.01)
    clock.count_batches(monkeypatch, learn=False)
    trainer, throttle, began = forecaster(), Throttle(), list[float]()

    def measure() -> None:
        began.append(clock.now)
        clock.now += 0.5

    while clock.now < BEGINNING + 50:
        trainer.train_batch()
        trainer.step += 1  # as if something had been learned
        View(trainer, throttle=throttle).throttled(Question(), measure, share)
    assert [later - before for before, later in pairwise(began)] == pytest.approx(
        [0.5 / share] * (len(began) - 1), abs=0.02
    )
    assert len(began) == 50 * share / 0.5
