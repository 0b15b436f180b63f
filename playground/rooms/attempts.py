"""How often somebody may try: guesses at codes, and floods of newcomers, are slowed down."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

MOST_REMEMBERED = 10_000
"""Addresses; the one that has tried nothing for the longest is forgotten first."""


class Attempts:
    """Counts attempts by where they come from.

    Parameters
    ----------
    most, seconds
        So many are allowed within so many seconds.
    clock
        Returns seconds.
    """

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._tried: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def is_exhausted(self, origin: str) -> bool:
        """Return whether an attempt would not be allowed now; asking is none."""
        now = self._clock()
        with self._lock:
            times = self._tried.get(origin, ())
            return sum(now - time < self._seconds for time in times) >= self._most

    def allow(self, origin: str) -> bool:
        """Count an attempt and return whether it is allowed; one that is not does not prolong the wait."""
        now = self._clock()
        with self._lock:
            times = self._tried.setdefault(origin, deque())
            self._tried.move_to_end(origin)
            while times and now - times[0] >= self._seconds:
                times.popleft()
            while len(self._tried) > MOST_REMEMBERED:
                self._tried.popitem(last=False)
            if len(times) >= self._most:
                return False
            times.append(now)
            return True
