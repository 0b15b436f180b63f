"""Measurements that are too dear to be made anew for every picture."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
Moment = tuple[int, int]


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


class Throttle:
    """Keeps the dear measurements of one network, and their cost within bounds. Its owner looks at that network alone.

    Attributes
    ----------
    cost
        Seconds that went into them: they keep a share of the time of their own.
    """

    def __init__(self) -> None:
        self.cost = 0.0
        self._made: dict[type, Made] = {}
        self._constants: dict[str, Any] = {}

    def measured(
        self, moment: Moment, question: Hashable, measure: Callable[[], T], share: float, interval: float = 0.0
    ) -> T:
        """Return a measurement, an older one where a new one is not due.

        It is due where something else is asked, and where the network has changed: while it trains, after an interval
        that keeps the time for measuring within bounds; once it stands, at the next picture.

        Parameters
        ----------
        moment
            At which moment of training the network is.
        question
            The probe that asks; of each of its class one measurement is kept.
        measure
            Makes a new one.
        share
            Share of the time that may go into it while training, 0 to 1.
        interval
            Seconds between two measurements, at least.
        """
        made = self._made.get(type(question))
        start = time.perf_counter()
        if made is not None and made.question == question:
            stands = made.asked == moment
            made.asked = moment
            due = stands or start - made.ended >= max(interval, made.cost * (1 / share - 1))
            if made.moment == moment or not due:
                return made.value
        value = measure()
        ended = time.perf_counter()
        self.cost += ended - start
        self._made[type(question)] = Made(question, moment, value, ended, ended - start, moment)
        return value

    def constant(self, name: str, make: Callable[[], T]) -> T:
        """Return what stays the same for as long as the network is looked at, made when it is first asked for."""
        if name not in self._constants:
            self._constants[name] = make()
        return self._constants[name]
