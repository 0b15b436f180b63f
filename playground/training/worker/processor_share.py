"""How much of a processor a worker gets while it wants one: less than all of it where many train at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

_MEMORY = 1.0  # seconds of work that are remembered
_LEAST = 0.01


class ProcessorShare:
    """Processor time against wall time of this process's last second of work or so."""

    def __init__(self) -> None:
        self._wall = self._processor = 0.0

    @contextmanager
    def working(self) -> Iterator[None]:
        """Measure what is done inside; it may not wait for anything but the processor."""
        wall, processor = time.perf_counter(), time.process_time()
        yield
        self._wall += time.perf_counter() - wall
        self._processor += time.process_time() - processor
        if self._wall > _MEMORY:
            self._wall, self._processor = self._wall / 2, self._processor / 2

    @property
    def share(self) -> float:
        """The share, from almost 0 to 1; 1 as long as hardly anything was measured."""
        if self._wall < _MEMORY / 20:
            return 1.0
        return min(1.0, max(_LEAST, self._processor / self._wall))
