"""The server's own routes: frames over a WebSocket, and the scripts that draw them.

The protocol: the browser says ``hello`` with the token of a run, then ``ready`` each time it can take a frame, and
what its transport's buttons say. The server answers with frames (binary) or with why there are none (text, JSON).
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress

from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from playground.live.messages import (
    MESSAGE,
    GoTo,
    Hello,
    LookAt,
    Move,
    Ready,
    Said,
    SetParameter,
    Transport,
)
from playground.live.room_socket import room
from playground.live.scripts import base_path, script
from playground.live.sockets import BAD_MESSAGE, BadMessageError, receive, serve
from playground.live.solutions import solution
from playground.live.status.routes import status_routes
from playground.training.probes.focus import Focus
from playground.training.worker.commands import Command, Edit, Look, Pause, Picture, Play, Scrub, Step, StepPlayer
from playground.training.worker.places import RunLimitError
from playground.training.worker.pools import NoWorkerError
from playground.training.worker.runs import RUNS, Notice, Run

UNKNOWN_RUN = 4404


def routes() -> list[BaseRoute]:
    """Return the routes, below the server's base path."""
    return [
        WebSocketRoute(f"{base_path()}/live", live),
        WebSocketRoute(f"{base_path()}/live/room", room),
        Route(f"{base_path()}/live/{{version}}/{{name}}", script),
        Route(f"{base_path()}/live/room/{{code}}/{{number:int}}.json", solution),
        *status_routes(),
    ]


async def live(socket: WebSocket) -> None:
    """Serve one browser: frames out, credits and transport in."""

    async def watch(hello: Said) -> None:
        run = RUNS.get(hello.token) if isinstance(hello, Hello) else None
        if run is None:
            raise BadMessageError(UNKNOWN_RUN, "unknown run", "run")
        await Viewer(socket, run).watch()

    await serve(socket, MESSAGE, watch)


class Viewer:
    """One browser watching one run, for as long as its connection lasts."""

    def __init__(self, socket: WebSocket, run: Run) -> None:
        self._socket, self._run = socket, run
        self._outbox: asyncio.Queue[bytes | str] = asyncio.Queue()
        self._number: int | None = None
        self._loop = asyncio.get_running_loop()

    async def watch(self) -> None:
        """Pass messages both ways until the browser leaves."""
        await self._attach()
        sender = asyncio.create_task(self._send_frames())
        try:
            while True:
                await self._obey(await receive(self._socket, MESSAGE))
        finally:
            sender.cancel()
            if self._number is not None:
                await asyncio.to_thread(self._run.detach, self._number)

    async def _attach(self) -> None:
        """Join the viewers of the run; starting a process blocks for a moment, so in a thread."""
        try:
            self._number = await asyncio.to_thread(self._run.attach, self._deliver)
        except RunLimitError:
            self._say_lost("limit")
        except NoWorkerError:
            self._say_lost("worker")

    def _deliver(self, packed: bytes | Notice) -> None:
        """Take a frame, or what the run says of its worker, from a thread of the run's."""
        with suppress(RuntimeError):  # the loop is closed when the server stops
            match packed:
                case Notice.GONE:
                    self._loop.call_soon_threadsafe(self._say_lost, "worker")
                case Notice.GAVE_WAY:
                    self._loop.call_soon_threadsafe(self._say_lost, "limit")
                case Notice.TOO_LARGE:
                    self._loop.call_soon_threadsafe(self._say_lost, "memory")
                case Notice.STARTED:
                    self._loop.call_soon_threadsafe(self._say_started)
                case _:
                    self._loop.call_soon_threadsafe(self._outbox.put_nowait, packed)

    def _say_lost(self, reason: str) -> None:
        """Tell the browser that there is no worker, and why: ``worker`` (it died), ``limit`` or ``memory``."""
        self._outbox.put_nowait(json.dumps({"status": "lost", "reason": reason}))

    def _say_started(self) -> None:
        """Tell the browser that there is a worker now, which knows nothing of what it said before: of no credit."""
        self._outbox.put_nowait(json.dumps({"status": "started"}))

    async def _send_frames(self) -> None:
        with suppress(WebSocketDisconnect):  # the receiving side notices it, and ends the viewer
            while True:
                message = await self._outbox.get()
                if isinstance(message, bytes):
                    await self._socket.send_bytes(message)
                else:
                    await self._socket.send_text(message)

    async def _obey(self, message: Said) -> None:
        match message:
            case Hello():
                raise BadMessageError(BAD_MESSAGE, "hello comes once")
            case Ready(generation=generation, since=since, shown=shown):
                if self._outbox.qsize() > 2:
                    raise BadMessageError(BAD_MESSAGE, "more credits than frames taken")
                if self._number is not None:
                    await self._command(Picture(self._number, generation, since, shown))
            case Transport(type=kind):
                await self._revive()
                if self._number is not None:
                    await self._transport(kind)
            case Move(control=control, stop=stop):
                await asyncio.to_thread(self._run.moves.move, control, stop)
            case _:
                await self._command(command_of(message))

    async def _transport(self, kind: str) -> None:
        if kind == "reset":
            await asyncio.to_thread(self._run.restart)
        else:
            commands: dict[str, Play | Pause | Step | StepPlayer] = {
                "play": Play(),
                "pause": Pause(),
                "step": Step(),
                "step_epoch": Step(epoch=True),
                "step_generator": StepPlayer("generator"),
                "step_discriminator": StepPlayer("discriminator"),
            }
            await self._command(commands[kind])

    async def _revive(self) -> None:
        """Start the worker if it died, or could not be started: somebody asked for it."""
        if self._number is None:
            await self._attach()
            if self._number is not None:
                self._say_started()
            return
        try:
            await asyncio.to_thread(self._run.ensure_worker)
        except RunLimitError:
            self._say_lost("limit")
        except NoWorkerError:
            self._say_lost("worker")

    async def _command(self, command: Command | Picture) -> None:
        """Pass a command on in a thread: a busy worker may be slow to take it."""
        await asyncio.to_thread(self._run.command, command)


def command_of(message: LookAt | SetParameter | GoTo) -> Command:
    """Return what a message asks of the worker."""
    match message:
        case LookAt():
            focus = {name: value for name, value in message if name != "type"}  # a dump would encode the pixels again
            return Look(Focus(**focus))
        case SetParameter(layer=layer, unit=unit, source=source, value=value):
            return Edit(layer, unit, source, value)
        case GoTo(place=place):
            return Scrub(place)
