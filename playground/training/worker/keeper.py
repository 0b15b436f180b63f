"""When a worker hands the server what its run could go on from elsewhere."""

from __future__ import annotations

import time
from multiprocessing.connection import Connection

from playground.training.timeline.portable import MOST_BYTES, portable
from playground.training.timeline.timeline import NoTimeline, Timeline
from playground.training.worker.commands import Status
from playground.training.worker.keepsake import Keepsake
from playground.training.worker.trainee import Many, Trainee

INTERVAL = 3.0
"""Seconds between two; what was trained since the last one is lost with a machine."""
MOST_TIME = 0.02
"""Share of its time that a worker spends on them at most."""


class Keeper:
    """Sends keepsakes of one run, where anybody wants them.

    Parameters
    ----------
    pipe
        Where to send them, or ``None``: a worker on the server's own machine is lost with the server.
    """

    def __init__(self, pipe: Connection | None) -> None:
        self._pipe = pipe
        self._sent: tuple[int, int, Status] | None = None  # version, generation, status
        self._state = b""
        self._next = 0.0

    def due(self, version: int, generation: int, status: Status) -> list[float]:
        """Return when the next one may be sent, or nothing if the last one still holds, or there was no network yet.

        Whether a network trains is said at once: a paused one must not be found training.
        """
        if self._pipe is None or not generation or self._sent == (version, generation, status):
            return []
        return [self._next if self._sent is not None and self._sent[1:] == (generation, status) else 0.0]

    def keep(
        self, trainee: Trainee, past: Timeline | NoTimeline, version: int, generation: int, status: Status
    ) -> None:
        """Send one if it is time. Of the past that somebody looks at none is made: the newest moment is what counts."""
        due, start = self.due(version, generation, status), time.monotonic()
        if self._pipe is None or not due or due[0] > start:
            return
        if self._sent is None or self._sent[1] != generation:
            self._state = b""
        if not isinstance(trainee, Many) and not past.is_shown and len(state := portable(trainee)) <= MOST_BYTES:
            self._state = state
        self._sent = version, generation, status
        if self._state:
            self._pipe.send_bytes(Keepsake(generation, status is Status.RUNNING, self._state).message())
        self._next = start + max(INTERVAL, (time.monotonic() - start) / MOST_TIME)
