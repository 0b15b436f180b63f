"""The way into a server's rooms: codes are looked up here, so that nobody tries all of them, or floods a room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Literal

from playground.rooms.attempts import Attempts
from playground.rooms.codes import read_code
from playground.rooms.registry import Rooms
from playground.rooms.room import Room
from playground.rooms.shown import RoomError
from playground.rooms.student import Student

MOST_GUESSES, GUESSES_WITHIN = 30, 60.0
"""Codes of no room that one address may try in so many seconds. A school is one address; whoever reads a code wrongly
tries two or three, and of 86 million codes thirty a minute find one of fifty rooms in a month."""
MOST_ENTRIES, ENTRIES_WITHIN = 250, 60.0
"""Students who may join from one address in so many seconds: a full room at once."""
MOST_OPENED, OPENED_WITHIN = 30, 600.0
"""Rooms that one address may open in so many seconds."""

GateReason = Literal["code", "patience"]


class GateError(Exception):
    """Somebody is not let through.

    Parameters
    ----------
    reason
        ``code``: there is no such room. ``patience``: too many attempts from one address, for the moment.
    """

    def __init__(self, reason: GateReason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Gate:
    """Lets people into rooms.

    Parameters
    ----------
    rooms
        Those of the server.
    clock
        Returns seconds.
    """

    rooms: Rooms
    clock: Callable[[], float] = monotonic

    def __post_init__(self) -> None:
        self._guesses = Attempts(MOST_GUESSES, GUESSES_WITHIN, self.clock)
        self._entries = Attempts(MOST_ENTRIES, ENTRIES_WITHIN, self.clock)
        self._opened = Attempts(MOST_OPENED, OPENED_WITHIN, self.clock)

    def find(self, code: str, origin: str) -> Room:
        """Return the room of a code as somebody has typed it.

        Parameters
        ----------
        origin
            The address from which they come.

        Raises
        ------
        GateError
            ``code``, or ``patience`` after too many of those.
        """
        if self._guesses.is_exhausted(origin):
            raise GateError("patience")
        letters = read_code(code)
        room = self.rooms.find(letters) if letters else None
        if room is None:
            self._guesses.allow(origin)
            raise GateError("code")
        return room

    def join(self, code: str, name: str, origin: str, token: str | None = None) -> tuple[Room, Student]:
        """Let somebody into the room of a code, or back in who brings a token of it.

        Raises
        ------
        GateError
            ``code`` or ``patience``.
        RoomError
            ``full``, ``locked`` or ``ended``.
        """
        room = self.find(code, origin)
        if token is not None and room.knows(token):
            return room, room.join(token=token)
        if not self._entries.allow(origin):
            raise GateError("patience")
        return room, room.join(name)

    def open(self, title: str, page: str, query: str, language: str, origin: str, challenge: str | None = None) -> Room:
        """Open a room.

        Raises
        ------
        GateError
            ``patience``.
        RoomError
            ``full``, if there are as many as there may be.
        """
        if len(self.rooms) >= self.rooms.most:
            self.rooms.sweep()
            if len(self.rooms) >= self.rooms.most:
                raise RoomError("full")
        if not self._opened.allow(origin):
            raise GateError("patience")
        return self.rooms.open(title, page, query, language, challenge)
