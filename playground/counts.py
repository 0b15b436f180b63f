"""What a server has refused, by kind: numbers for whoever runs it, which say nothing of anybody."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from typing import Literal, get_args

Refusal = Literal["limit", "gave_way", "message", "too_long", "origin", "run", "code", "join", "room", "status"]
"""No place for a worker; a worker that was watched gave way to a student's; a message that is none, or too long; a page
of another origin; a token of no run; a code of no room; too many attempts to join; a room's own refusal; a stranger at
the door of the status page."""
KINDS: tuple[Refusal, ...] = get_args(Refusal)


class Refusals:
    """Counts refusals from the start of the server on. Safe to use from several threads."""

    def __init__(self) -> None:
        self._counts: Counter[Refusal] = Counter()
        self._lock = threading.Lock()

    def add(self, kind: Refusal) -> None:
        """Count one."""
        with self._lock:
            self._counts[kind] += 1

    def so_far(self) -> Mapping[Refusal, int]:
        """Return how many there were of each kind, of all kinds."""
        with self._lock:
            return {kind: self._counts[kind] for kind in KINDS}


REFUSALS = Refusals()
"""Those of this process."""
