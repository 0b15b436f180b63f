"""How many workers may live at once, and whose gives way to a newcomer's."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Protocol


class RunLimitError(RuntimeError):
    """As many networks as this server allows are being watched already."""


class Tenant(Protocol):
    """A run, as far as places are concerned."""

    unwatched_since: float

    @property
    def process_id(self) -> int | None:
        """The worker's process number, or ``None`` while there is none."""
        ...

    @property
    def is_watched(self) -> bool:
        """Whether anybody sees it."""
        ...

    def give_way(self, place: Place) -> None:
        """End the worker that has a place."""
        ...


@dataclass(frozen=True, eq=False)
class Place:
    """A worker's right to live, from before it is started until it has ended."""

    tenant: Tenant

    @property
    def may_be_taken(self) -> bool:
        """Whether the worker lives and nobody watches it. One that is just being started is somebody's already."""
        return self.tenant.process_id is not None and not self.tenant.is_watched


class Places:
    """All the places there are; safe to use from several threads.

    Parameters
    ----------
    limit
        How many. Beyond it, the worker that nobody has watched for longest gives way.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._taken: set[Place] = set()
        self._lock = threading.Lock()

    def take(self, newcomer: Tenant) -> Place:
        """Return a place for the worker that is about to be started.

        It counts from this moment on, not from when the process lives: of visitors who come at the same time, not all
        can be let in because none of them is there yet.

        Raises
        ------
        RunLimitError
            If all the workers allowed are being watched, or are just being started.
        """
        place, leaving = Place(newcomer), None
        with self._lock:
            if len(self._taken) >= self.limit:
                leaving = self._longest_unwatched()
                self._taken.remove(leaving)
            self._taken.add(place)
        if leaving is not None:
            leaving.tenant.give_way(leaving)
        return place

    def give_back(self, place: Place) -> None:
        """Let somebody else have the place of a worker that has ended; a second time it is ignored."""
        with self._lock:
            self._taken.discard(place)

    def _longest_unwatched(self) -> Place:
        unwatched = [place for place in self._taken if place.may_be_taken]
        if not unwatched:
            raise RunLimitError(f"{len(self._taken)} workers are being watched, as many as allowed")
        return min(unwatched, key=lambda place: place.tenant.unwatched_since)
