"""All rooms of a server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from playground.rooms.codes import new_code
from playground.rooms.room import MOST_STUDENTS, Room
from playground.rooms.shown import RoomError

MOST_ROOMS = 50
IDLE = 4 * 3600.0
"""Seconds after which a room ends that nobody has been heard of in."""


class Rooms:
    """The rooms of a server, by their codes. Safe to use from several threads.

    Parameters
    ----------
    most
        Rooms, at most.
    most_students
        In each of them.
    idle
        Seconds after which a room ends that nobody has been heard of in.
    clock
        Returns seconds.
    letter
        With which all codes begin: where there are several servers, each has one of its own.
    """

    def __init__(
        self,
        most: int = MOST_ROOMS,
        most_students: int = MOST_STUDENTS,
        idle: float = IDLE,
        clock: Callable[[], float] = time.monotonic,
        letter: str = "",
    ) -> None:
        self._letter = letter
        self.most, self.most_students = most, most_students
        self._idle, self._clock = idle, clock
        self._rooms: dict[str, Room] = {}
        self._lock = threading.Lock()

    @property
    def letter(self) -> str:
        """With which all codes begin; empty where there is one server."""
        return self._letter

    def allow(self, most: int, most_students: int, letter: str) -> None:
        """Take other limits, and another letter, for rooms that are opened from now on."""
        with self._lock:
            self.most, self.most_students, self._letter = most, most_students, letter

    def __len__(self) -> int:
        """Return how many rooms there are."""
        return len(self._rooms)

    @property
    def students(self) -> int:
        """How many students there are in all rooms together."""
        return sum(room.size for room in self.all())

    def all(self) -> list[Room]:
        """Return all rooms, as they were opened."""
        with self._lock:
            return list(self._rooms.values())

    def open(self, title: str, page: str, query: str, language: str, challenge: str | None = None) -> Room:
        """Open a room.

        Raises
        ------
        RoomError
            ``full``, if there are as many as there may be.
        """
        self.sweep()
        with self._lock:
            if len(self._rooms) >= self.most:
                raise RoomError("full")
            code = new_code(self._rooms, self._letter)
            room = Room(code, title, page, query, language, challenge, self.most_students, self._clock)
            self._rooms[code] = room
        room.listen(lambda _version: self._forget(room))
        return room

    def find(self, code: str) -> Room | None:
        """Return the room of a code, if there is one."""
        room = self._rooms.get(code)
        if room is not None and self._is_idle(room):
            self.sweep()
            return None
        return room

    def sweep(self) -> None:
        """End rooms that nobody has been heard of in for long."""
        with self._lock:
            idle = [room for room in self._rooms.values() if self._is_idle(room)]
        for room in idle:
            room.end()

    def close(self) -> None:
        """End all rooms."""
        for room in self.all():
            room.end()

    def _is_idle(self, room: Room) -> bool:
        return self._clock() - room.active_at >= self._idle

    def _forget(self, room: Room) -> None:
        if room.shown.ended:
            with self._lock:
                self._rooms.pop(room.shown.code, None)


ROOMS = Rooms()
"""Those of this process."""
