"""Rooms over their WebSocket: what opens a page of one, for tests."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from playground.live import room_socket as module
from playground.rooms import ROOMS, Gate, Room
from playground.training.probes.frame import Frame
from tests.live.conftest import Server
from tests.training.watching import PATIENCE


class Member:
    """A page of a room."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.room: dict[str, Any] = {}
        self.wall: list[dict[str, Any]] = []
        self.ranking: Any = None
        self.glances: dict[int, Frame] = {}

    def say(self, message: str, /, **fields: Any) -> None:
        with contextlib.suppress(ConnectionClosed):
            self.connection.send(json.dumps({"type": message, **fields}))

    def hear(self, timeout: float = PATIENCE) -> str:
        """Take the next message and return its type."""
        data = self.connection.recv(timeout=timeout)
        if isinstance(data, bytes):
            self.glances[int.from_bytes(data[:4], "little")] = Frame.unpack(data[4:])
            return "glance"
        message = json.loads(data)
        if message["type"] == "wall":
            self.wall, self.ranking = message["students"], message["ranking"]
        else:
            self.room = message
        return str(message["type"])

    def until(self, reached: Callable[[], Any]) -> None:
        """Listen until something is so."""
        end = time.monotonic() + PATIENCE
        while not reached():
            assert time.monotonic() < end, (self.room, self.wall)
            self.hear()

    def closing_code(self) -> int:
        end = time.monotonic() + PATIENCE
        try:
            while True:
                self.connection.recv(timeout=max(end - time.monotonic(), 0))
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006


@pytest.fixture(name="gate", autouse=True)
def fixture_gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    """A gate that has counted nothing yet."""
    gate = Gate(ROOMS)
    monkeypatch.setattr(module, "GATE", gate)
    return gate


@pytest.fixture(name="room")
def fixture_room() -> Iterator[Room]:
    room = ROOMS.open("First lesson", "perceptron", "preset=xor", "en")
    yield room
    room.end()


Come = Callable[..., Member]


@pytest.fixture(name="come")
def fixture_come(server: Server, room: Room) -> Iterator[Come]:
    """Return what opens a page of the room for whoever has a token."""
    with contextlib.ExitStack() as stack:

        def come(token: str | None = None, code: str | None = None, wall: bool = False, **how: Any) -> Member:
            address = f"ws://127.0.0.1:{server.port}/live/room"
            member = Member(stack.enter_context(connect(address, max_size=None, **how)))
            if token is not None:
                member.say("enter", code=code or room.shown.code, token=token, wall=wall)
            return member

        yield come
