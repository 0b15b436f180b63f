"""Measurements that are too dear to be made anew for every picture."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from playground.training.trainers.trainer import Trainer

T = TypeVar("T")
Moment = tuple[int, int]

_MADE: WeakKeyDictionary[Trainer, dict[type, Made]] = WeakKeyDictionary()


_SPENT: list[float] = []


def spent() -> float:
    """Return how many seconds went into paced measurements since this was asked for last; they keep their own share."""
    total = sum(_SPENT)
    _SPENT.clear()
    return total


@dataclass
class Made:
    """What was measured last.

    Parameters
    ----------
    question, moment
        Of what, and at which moment of training.
    value
        What was found.
    ended, cost
        When it was ready, and how long it took, in seconds.
    asked
        At which moment it was last asked for.
    """

    question: Hashable
    moment: Moment
    value: Any
    ended: float
    cost: float
    asked: Moment


def paced(trainer: Trainer, question: Hashable, measure: Callable[[], T], share: float, rest: float = 0.0) -> T:
    """Return a measurement of a trainer, an older one where a new one is not due.

    It is due where something else is asked, and where the network has changed: while it trains, after a rest that
    keeps the time for measuring within bounds; once it stands, at the next picture.

    Parameters
    ----------
    question
        The probe that asks; of each of its class one measurement is kept.
    measure
        Makes a new one.
    share
        Share of the time that may go into it while training, 0 to 1.
    rest
        Seconds between two measurements, at least.
    """
    kept = _MADE.setdefault(trainer, {})
    made = kept.get(type(question))
    moment = (trainer.restored, trainer.step)
    start = time.perf_counter()
    if made is not None and made.question == question:
        stands = made.asked == moment
        made.asked = moment
        if made.moment == moment or not (stands or start - made.ended >= max(rest, made.cost * (1 / share - 1))):
            found: T = made.value
            return found
    value = measure()
    ended = time.perf_counter()
    _SPENT.append(ended - start)
    kept[type(question)] = Made(question, moment, value, ended, ended - start, moment)
    return value
