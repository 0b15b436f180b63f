"""The live ranking of a challenge: each one's best verdict, the best first."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from playground.challenges.challenge import Challenge
from playground.challenges.judge import Verdict

Who = TypeVar("Who", bound=Hashable)


@dataclass(frozen=True)
class Entry(Generic[Who]):
    """One line of a ranking.

    Parameters
    ----------
    place
        From 1; of two with the same score, who had it first is better.
    who
        Whose it is.
    score
        What is ranked.
    verdict
        The one that counts; its experiment is the solution.
    at
        When it came, by the ranking's clock.
    """

    place: int
    who: Who
    score: float
    verdict: Verdict
    at: float


class Ranking(Generic[Who]):
    """Who has met a challenge, and how well. Safe to use from several threads.

    It holds as many lines as there are people in its room, who are limited.

    Parameters
    ----------
    challenge
        What is ranked.
    clock
        Returns seconds.
    """

    def __init__(self, challenge: Challenge, clock: Callable[[], float] = time.monotonic) -> None:
        self.challenge, self._clock = challenge, clock
        self._best: dict[Who, tuple[float, float, int, Verdict]] = {}
        self._offers = 0
        self._lock = threading.Lock()

    def offer(self, who: Who, verdict: Verdict) -> bool:
        """Take a verdict on somebody's run; return whether it is their first that counts, or better than theirs."""
        if not verdict.met or verdict.score is None:
            return False
        with self._lock:
            before = self._best.get(who)
            if before is not None and not self.challenge.is_better(verdict.score, before[0]):
                return False
            self._offers += 1
            self._best[who] = (verdict.score, self._clock(), self._offers, verdict)
            return True

    def forget(self, who: Who) -> None:
        """Leave somebody out who has gone."""
        with self._lock:
            self._best.pop(who, None)

    def entries(self) -> list[Entry[Who]]:
        """Return all lines, the best first."""
        with self._lock:
            lines = list(self._best.items())
        highest_first = self.challenge.is_better(1.0, 0.0)
        lines.sort(key=lambda line: (-line[1][0] if highest_first else line[1][0], line[1][2]))
        return [
            Entry(place, who, score, verdict, at) for place, (who, (score, at, _offer, verdict)) in enumerate(lines, 1)
        ]

    def solution(self, who: Who) -> Entry[Who] | None:
        """Return somebody's line; ``None`` without one."""
        return next((entry for entry in self.entries() if entry.who == who), None)
