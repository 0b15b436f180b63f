"""Many visits to one server, rooms among them, over the real protocols, and what stays behind of them.

A visit opens a page, watches its network learn for a moment and leaves, now and then without a word; each tenth opens
a room, into which two students come, vote and raise a hand, and which its teacher ends or forgets. Prints
processes, threads, open files and memory of the server and all that belongs to it before and after, once all sessions
have ended.

    python benchmarks/soak.py [--visits 1000] [--at-once 6]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import time
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass

import psutil
from serving import Served, serve
from streamlit_session import Session, joined
from visitors import facts_of
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

PAGES = ("", "", "", "cnn", "rnn", "gan", "compare", "neuron", "descent")
WITH_NETWORK = ("", "cnn", "rnn", "gan", "compare")
SETTLED, PATIENCE = 150.0, 600.0
"""Seconds after which a session that its browser has left is over; after which a soak gives up."""


@dataclass(frozen=True)
class Left:
    """What a server and all processes that belong to it hold."""

    processes: int
    threads: int
    files: int
    megabytes: float

    @classmethod
    def now(cls, server: psutil.Process) -> Left:
        """Count."""
        family = [server, *server.children(recursive=True)]
        counts = [(it.num_threads(), it.num_fds(), it.memory_info().rss / 2**20) for it in family if it.is_running()]
        threads, files, sizes = zip(*counts, strict=True)
        return cls(len(counts), sum(threads), sum(files), sum(sizes))


async def look(served: Served, chance: random.Random) -> None:
    """Open a page, watch its network for some pictures if it has one, and leave."""
    page = chance.choice(PAGES)
    async with Session(served, page, "autoplay=1") as session:
        if page not in WITH_NETWORK:
            await asyncio.sleep(chance.uniform(0.5, 2))
            return
        token = (await session.component("transport"))["token"]
        async with connect(f"{served.socket}/live", max_size=None, ping_interval=None) as live:
            await live.send(json.dumps({"type": "hello", "token": token}))
            facts: dict[str, str] = {}
            ready = {"type": "ready", "generation": 0, "since": 0, "shown": -1}
            for _ in range(chance.randrange(1, 20)):
                await live.send(json.dumps(ready))
                packed = await live.recv()
                if isinstance(packed, bytes):
                    facts |= facts_of(packed)
                    ready |= {"generation": int(facts["generation"]), "since": int(facts["epoch"]) + 1}
                    ready |= {"shown": int(facts["version"])}
            if chance.random() < 0.2:
                live.transport.abort()


async def teach(served: Served, chance: random.Random) -> None:
    """Open a room, let two students in, ask them, and end it, or go. Each teacher is at another school."""
    async with AsyncExitStack() as stack:
        teacher = await stack.enter_async_context(Session(served, "class", origin=_somewhere(chance)))
        await teacher.press("Open the room")
        given = await teacher.component("wall")
        hand = await stack.enter_async_context(connect(f"{served.socket}/live/room", max_size=None, ping_interval=None))
        await hand.send(json.dumps({"type": "enter", "code": given["code"], "token": given["token"], "wall": True}))
        for number in range(2):
            student = await joined(served, stack, given["code"], number)
            token = student.given["room_bar"]["token"]
            async with connect(f"{served.socket}/live/room", max_size=None) as room:
                await room.send(json.dumps({"type": "enter", "code": given["code"], "token": token, "wall": False}))
                await room.send(json.dumps({"type": "hand", "up": True}))
                await hand.send(json.dumps({"type": "ask", "question": "Which?", "choices": ["this", "that"]}))
                await asyncio.sleep(chance.uniform(0.2, 1))
                await room.send(json.dumps({"type": "vote", "choice": number}))
        if chance.random() < 0.8:
            await hand.send(json.dumps({"type": "end"}))
            with suppress(ConnectionClosed):
                async with asyncio.timeout(5):
                    while json.loads(await _text(hand)).get("ended") is not True:
                        pass


def _somewhere(chance: random.Random) -> str:
    """Return an IP address of some school: from one and the same so many rooms may not be opened."""
    return f"198.18.{chance.randrange(256)}.{chance.randrange(1, 255)}"


async def _text(live: object) -> str:
    while isinstance(told := await live.recv(), bytes):  # type: ignore[attr-defined]
        pass
    return str(told)


async def soak(served: Served, options: argparse.Namespace) -> int:
    """Let everybody come, some at once; return how many visits failed."""
    chance, gate, failed = random.Random(1), asyncio.Semaphore(options.at_once), 0

    async def come(number: int) -> None:
        nonlocal failed
        async with gate:
            try:
                async with asyncio.timeout(PATIENCE):
                    await (teach if number % 10 == 9 else look)(served, chance)
            except (TimeoutError, ConnectionClosed, OSError) as error:
                failed += 1
                print(f"visit {number}: {error!r}")

    await asyncio.gather(*(come(number) for number in range(options.visits)))
    return failed


def main() -> None:
    """Soak and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=1000)
    parser.add_argument("--warm", type=int, default=30)
    parser.add_argument("--at-once", type=int, default=6)
    options = parser.parse_args()
    with serve() as served:
        server = psutil.Process(served.process.pid)
        time.sleep(5)
        warm = argparse.Namespace(visits=options.warm, at_once=options.at_once)
        asyncio.run(soak(served, warm))  # what is loaded once is no leak
        time.sleep(SETTLED)
        before = Left.now(server)
        start = time.monotonic()
        failed = asyncio.run(soak(served, options))
        seconds = time.monotonic() - start
        time.sleep(SETTLED)
        after = Left.now(server)
    print(f"{options.visits} visits in {seconds / 60:.1f} minutes, {failed} failed")
    print(f"before {before}\nafter  {after}")
    print(f"memory {100 * (after.megabytes / before.megabytes - 1):+.1f} %")


if __name__ == "__main__":
    main()
