"""The WebSocket of a room: what its students and its teacher say, and what each of them is told.

A browser says ``enter`` with the room's code and a token. The token says who it is; what a student's page sends of what
only a teacher may say ends its connection, and changes nothing. The server sends what the room is like as text, each
time that something has changed for whoever gets it, and to the teacher's wall once a second how everybody stands.
"""

from __future__ import annotations

import asyncio
import json
from abc import ABC, abstractmethod
from contextlib import suppress
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from playground.live.clients import client_of
from playground.live.room_messages import (
    ROOM_MESSAGE,
    Ask,
    ClosePoll,
    End,
    Enter,
    Freeze,
    GiveOrder,
    Hand,
    InRoom,
    Lock,
    OfStudent,
    Remove,
    Vote,
)
from playground.live.room_orders import carry_out
from playground.live.sockets import BAD_MESSAGE, BadMessageError, close, receive, serve
from playground.live.wall import WALLS
from playground.rooms import GATE, GateError, Room, RoomError, Student

NOT_ALLOWED, UNKNOWN_ROOM, TOO_MANY = 4403, 4404, 4429
PAUSE = 0.2
"""Seconds between two messages on the room to one browser: a class that votes does not flood its telephones."""


async def room(socket: WebSocket) -> None:
    """Serve one browser of a room: what it says, and what it is told."""

    async def stay(entered: InRoom) -> None:
        if not isinstance(entered, Enter):
            raise BadMessageError(BAD_MESSAGE, "enter comes first")
        await _place_for(socket, entered).stay()

    await serve(socket, ROOM_MESSAGE, stay)


def _place_for(socket: WebSocket, entered: Enter) -> RoomSocket:
    """Return the connection of whoever has this token.

    Raises
    ------
    BadMessageError
        If there is no such room, or nobody in it has the token.
    """
    try:
        found = GATE.find(entered.code, client_of(socket.scope))
    except GateError as refused:
        if refused.reason == "code":
            raise BadMessageError(UNKNOWN_ROOM, "unknown room", "code") from refused
        raise BadMessageError(TOO_MANY, "unknown room", "join") from refused
    if found.is_teacher(entered.token):
        return TeacherSocket(socket, found, entered.token, entered.wall)
    if found.knows(entered.token):
        return StudentSocket(socket, found, entered.token)
    raise BadMessageError(UNKNOWN_ROOM, "unknown token", "run")


class RoomSocket(ABC):
    """One page of a room, for as long as its connection lasts.

    Parameters
    ----------
    found
        The room.
    token
        Whose page it is.
    """

    def __init__(self, socket: WebSocket, found: Room, token: str) -> None:
        self._socket, self._room, self._token = socket, found, token
        self._loop = asyncio.get_running_loop()
        self._stirred = asyncio.Event()
        self._sending = asyncio.Lock()

    async def stay(self) -> None:
        """Pass messages both ways until the browser leaves."""
        stop = self._room.listen(self._hear)
        teller = asyncio.create_task(self._tell())
        try:
            while True:
                await self._take(await receive(self._socket, ROOM_MESSAGE))
        finally:
            teller.cancel()
            stop()

    async def _take(self, message: InRoom) -> None:
        """Do what a browser says; what comes too late, or is of something that has gone, changes nothing.

        Raises
        ------
        BadMessageError
            If it may not say that.
        """
        with suppress(RoomError):  # the room's next message says how it is
            await self._obey(message)

    @abstractmethod
    async def _obey(self, message: InRoom) -> None:
        """Do what a browser says."""

    @abstractmethod
    def _view(self) -> dict[str, Any] | None:
        """Return what this browser may know of the room; nothing once it does not belong here any more."""

    def _hear(self, _version: int) -> None:
        """Learn, in any thread, that something has changed."""
        with suppress(RuntimeError):  # the loop is closed when the server stops
            self._loop.call_soon_threadsafe(self._stirred.set)

    async def _send(self, message: bytes | dict[str, Any]) -> None:
        async with self._sending:
            if isinstance(message, bytes):
                await self._socket.send_bytes(message)
            else:
                await self._socket.send_text(json.dumps(message, ensure_ascii=False))

    async def _tell(self) -> None:
        """Send what the room is like, whenever that has changed for this browser."""
        told: dict[str, Any] | None = None
        with suppress(WebSocketDisconnect, RuntimeError):  # the receiving side notices it, and ends all
            while True:
                self._stirred.clear()
                WALLS.follow(self._room)
                view = self._view()
                if view is None:
                    await close(self._socket, UNKNOWN_ROOM, "gone")
                    return
                if view != told:
                    await self._send(view)
                    told = view
                await asyncio.sleep(PAUSE)
                await self._stirred.wait()

    def _common(self) -> dict[str, Any]:
        shown = self._room.shown
        poll = shown.poll
        return {
            "type": "room",
            "title": shown.title,
            "frozen": shown.frozen,
            "ended": shown.ended,
            "task": {"number": shown.task.number, "page": shown.task.page},
            "poll": {"number": poll.number, "question": poll.question, "choices": poll.choices, "open": poll.open}
            if poll
            else None,
        }


class StudentSocket(RoomSocket):
    """A page of a student."""

    async def stay(self) -> None:
        """Count the page among the student's open ones."""
        self._room.note_presence(self._token, 1)
        try:
            await super().stay()
        finally:
            self._room.note_presence(self._token, -1)

    async def _obey(self, message: InRoom) -> None:
        match message:
            case Hand(up=up):
                self._room.raise_hand(self._token, up)
            case Vote(choice=choice):
                self._room.vote(self._token, choice)
            case _:
                raise BadMessageError(NOT_ALLOWED, "not allowed")

    def _view(self) -> dict[str, Any] | None:
        """Return the room and the student; how others have voted comes once nobody votes any more."""
        shown = self._room.shown
        if shown.ended:
            return self._common()
        you = self._student()
        if you is None:
            return None
        view = self._common() | {
            "you": {"name": you.name, "number": you.number, "hand": you.hand, "choice": you.choice},
            "rank": WALLS.rank(self._room, you.number),
        }
        if view["poll"] and not view["poll"]["open"]:
            view["poll"]["votes"] = shown.votes
        return view

    def _student(self) -> Student | None:
        try:
            return self._room.student(self._token)
        except RoomError:
            return None


class TeacherSocket(RoomSocket):
    """A page of the teacher.

    Parameters
    ----------
    wall
        Whether it shows the wall.
    """

    def __init__(self, socket: WebSocket, found: Room, token: str, wall: bool) -> None:
        super().__init__(socket, found, token)
        self._wall = wall

    async def stay(self) -> None:
        """Watch the wall too, if the page shows it."""
        if not self._wall:
            await super().stay()
            return
        with WALLS.watched(self._room, self._send):
            await super().stay()

    async def _obey(self, message: InRoom) -> None:
        if isinstance(message, Enter | OfStudent):
            raise BadMessageError(NOT_ALLOWED, "not allowed")
        match message:
            case GiveOrder(kind=kind):
                self._room.order(self._token, kind)
                await asyncio.to_thread(carry_out, self._room, kind)
            case Freeze(frozen=frozen):
                self._room.freeze(self._token, frozen)
            case Lock(locked=locked):
                self._room.lock(self._token, locked)
            case Remove(student=number):
                self._room.remove(self._token, number)
            case Ask(question=question, choices=choices):
                self._room.ask(self._token, question, choices)
            case ClosePoll():
                self._room.close_poll(self._token)
            case End():
                self._room.end(self._token)

    def _view(self) -> dict[str, Any] | None:
        shown, students = self._room.shown, self._room.students
        view = self._common() | {
            "locked": shown.locked,
            "students": len(students),
            "hands": sum(student.hand for student in students),
        }
        if view["poll"]:
            view["poll"]["votes"] = shown.votes
        return view
