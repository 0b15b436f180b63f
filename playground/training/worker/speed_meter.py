"""How fast a network trains."""

from __future__ import annotations

import time


class SpeedMeter:
    """How many samples a second were trained over about the last two seconds."""

    def __init__(self) -> None:
        self._start = self._half = time.monotonic()
        self._count = self._old_count = 0

    def add(self, samples: int) -> None:
        """Count samples as trained now."""
        self._count += samples
        now = time.monotonic()
        if now - self._half > 1:
            self._start, self._half = self._half, now
            self._count, self._old_count = 0, self._count

    def rate(self) -> float:
        """Return samples a second."""
        passed = time.monotonic() - self._start
        return (self._count + self._old_count) / passed if passed > 0.05 else 0.0
