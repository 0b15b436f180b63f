"""How many workers may live at once, and whose gives way to a newcomer's.

Students of rooms are expected: a place is kept for each who has none yet, so that strangers do not turn a class away.
At most :data:`MOST_FOR_ROOMS` of all places are, so that rooms do not turn everybody else away.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from playground.counts import REFUSALS

MOST_FOR_ROOMS = 3 / 4
"""The share of places up to which students go before strangers."""
USUAL_EACH = 4
"""How many workers a visitor may have on a server that is more than half full, where nobody says it."""


class RunLimitError(RuntimeError):
    """As many networks as this server allows are being watched already."""


@dataclass(eq=False)
class Visitor:
    """Whose runs they are: one session of a browser.

    Parameters
    ----------
    of_room
        Whether it is a student in a room, or its teacher; the page says so whenever it runs.
    """

    of_room: bool = False


class Tenant(Protocol):
    """A run, as far as places are concerned."""

    unwatched_since: float

    @property
    def visitor(self) -> Visitor:
        """Whose it is."""
        ...

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
    since: float = field(default_factory=time.monotonic)

    @property
    def may_be_taken(self) -> bool:
        """Whether the worker lives and nobody watches it. One that is just being started is somebody's already."""
        return self.tenant.process_id is not None and not self.tenant.is_watched


class Places:
    """All the places there are; safe to use from several threads.

    Parameters
    ----------
    limit
        How many.
    each
        How many a visitor may have once more than half of all are taken; beyond it, their own give way to each other.

    Attributes
    ----------
    students
        Returns how many students are in rooms; the server says it.
    """

    def __init__(self, limit: int, each: int = USUAL_EACH) -> None:
        self.limit, self.each = limit, each
        self.students: Callable[[], int] = lambda: 0
        self._taken: set[Place] = set()
        self._lock = threading.Lock()

    @property
    def taken(self) -> int:
        """How many are taken."""
        return len(self._taken)

    def take(self, newcomer: Tenant) -> Place:
        """Return a place for the worker that is about to be started.

        It counts from this moment on, not from when the process lives: of visitors who come at the same time, not all
        can be let in because none of them is there yet.

        Raises
        ------
        RunLimitError
            If the newcomer may take none of those that are free, and nobody's who would give way to them.
        """
        place, students = Place(newcomer), self.students()
        with self._lock:
            leaving = self._who_leaves(newcomer.visitor, students)
            if leaving is not None:
                self._taken.remove(leaving)
            self._taken.add(place)
        if leaving is not None:
            if leaving.tenant.is_watched:
                REFUSALS.add("gave_way")
            leaving.tenant.give_way(leaving)
        return place

    def give_back(self, place: Place) -> None:
        """Let somebody else have the place of a worker that has ended; a second time it is ignored."""
        with self._lock:
            self._taken.discard(place)

    def _who_leaves(self, visitor: Visitor, students: int) -> Place | None:
        """Return whose place a newcomer gets, none if a free one is theirs to take."""
        own = [place for place in self._taken if place.tenant.visitor is visitor]
        if len(own) >= self.each and 2 * len(self._taken) > self.limit:
            return self._require(_longest_unwatched(own))
        members = [place for place in self._taken if place.tenant.visitor.of_room]
        strangers = [place for place in self._taken if not place.tenant.visitor.of_room]
        for_rooms = int(MOST_FOR_ROOMS * self.limit)
        is_full = len(self._taken) >= self.limit
        if visitor.of_room:
            if not is_full:
                return None
            leaving = _longest_unwatched(strangers) or _longest_unwatched(own)
            if leaving is None and len(members) < for_rooms:
                leaving = _longest_there(strangers)
            return self._require(leaving or _longest_unwatched(members))
        with_place = len({place.tenant.visitor for place in members})
        kept = max(min(students, for_rooms) - with_place, 0)
        if len(self._taken) + kept < self.limit:
            return None
        leaving = _longest_unwatched(strangers)
        if leaving is None and is_full and len(strangers) < self.limit - min(students, for_rooms):
            leaving = _longest_unwatched(members)
        return self._require(leaving)

    def _require(self, leaving: Place | None) -> Place:
        if leaving is None:
            REFUSALS.add("limit")
            raise RunLimitError(f"{len(self._taken)} workers of {self.limit} live, and none gives way")
        return leaving


def _longest_unwatched(places: Iterable[Place]) -> Place | None:
    """Return the place whose worker nobody has watched for longest, if there is one that nobody watches."""
    unwatched = [place for place in places if place.may_be_taken]
    return min(unwatched, key=lambda place: place.tenant.unwatched_since, default=None)


def _longest_there(places: Iterable[Place]) -> Place | None:
    """Return the place that has been taken for longest, of those whose workers live."""
    living = [place for place in places if place.tenant.process_id is not None]
    return min(living, key=lambda place: place.since, default=None)
