"""A class in one room beside as many strangers, all training at full speed on one server, over the real protocols.

In one run: strangers alone; the students of a room; the same with the wall watched; and with many more who have joined
and only look. Prints of each pictures a second (median, slowest) and epochs a second of all, the wall's own pace and
bytes, and how long after the teacher's pause each network says that it is paused.

    python benchmarks/room.py [--students 30] [--more 70] [--seconds 15]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from serving import Served, serve
from streamlit_session import Session
from visitors import facts_of
from websockets.asyncio.client import ClientConnection, connect

TRAINING = "autoplay=1"
PATIENCE = 180.0


@dataclass
class Watcher:
    """Somebody who watches a network, and what they have seen of it: when each picture came, and its epoch."""

    token: str
    taken: list[tuple[float, int]] = field(default_factory=list)
    status: str = ""
    paused: float = 0.0

    async def watch(self, served: Served) -> None:
        """Give a credit for each picture, as connection.js does, at most 60 a second."""
        async with connect(f"{served.socket}/live", max_size=None, ping_interval=None) as live:
            await live.send(json.dumps({"type": "hello", "token": self.token}))
            facts: dict[str, str] = {}
            ready = {"type": "ready", "generation": 0, "since": 0, "shown": -1}
            await live.send(json.dumps(ready))
            while True:
                packed = await live.recv()
                if isinstance(packed, str):
                    continue
                facts |= facts_of(packed)
                now = time.monotonic()
                self.taken.append((now, int(facts["epoch"])))
                if facts["status"] == "paused" != self.status:
                    self.paused = now
                self.status = facts["status"]
                epoch = int(facts["epoch"])
                ready = {"generation": int(facts["generation"]), "since": epoch + 1, "shown": int(facts["version"])}
                await asyncio.sleep(1 / 60)
                await live.send(json.dumps({"type": "ready"} | ready))


@dataclass
class Wall:
    """The teacher's wall: when it was told of everybody, and how many bytes."""

    told: list[float] = field(default_factory=list)
    size: int = 0
    pictures: int = 0

    async def watch(self, live: ClientConnection) -> None:
        """Take all that comes."""
        async for packed in live:
            self.size += len(packed)
            if isinstance(packed, bytes):
                self.pictures += 1
            elif json.loads(packed)["type"] == "wall":
                self.told.append(time.monotonic())


async def measured(name: str, watchers: list[Watcher], seconds: float) -> tuple[float, float]:
    """Measure for some seconds; print, and return pictures a second of the slowest and epochs a second of all."""
    async with asyncio.timeout(PATIENCE):
        while not all(watcher.taken and watcher.taken[-1][1] > 0 for watcher in watchers):
            await asyncio.sleep(0.05)
    start = time.monotonic()
    await asyncio.sleep(seconds)
    parts = [[seen for seen in watcher.taken if seen[0] >= start] for watcher in watchers]
    rates = sorted(len(part) / seconds for part in parts)
    epochs = sum((part[-1][1] - part[0][1]) / seconds for part in parts if part)
    median = statistics.median(rates)
    print(f"{name}: pictures a second {median:.1f} (slowest {rates[0]:.1f}), epochs a second of all {epochs:.0f}")
    return rates[0], epochs


async def strangers(served: Served, options: argparse.Namespace) -> tuple[float, float]:
    """Measure visitors who are in no room."""
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
        sessions = [await stack.enter_async_context(Session(served, "", TRAINING)) for _ in range(options.students)]
        watchers = [Watcher((await session.component("transport"))["token"]) for session in sessions]
        tasks = [group.create_task(watcher.watch(served)) for watcher in watchers]
        found = await measured("strangers", watchers, options.seconds)
        for task in tasks:
            task.cancel()
    return found


async def joined(served: Served, stack: AsyncExitStack, code: str, number: int) -> Session:
    """Return the session of a student who has joined, once its page has a network."""
    session = await stack.enter_async_context(Session(served, "class", f"room={code}"))
    await session.press("Join", Code=code, Your_name=f"Student of row {number}")
    bar = await session.component("room_bar")
    room = await stack.enter_async_context(connect(f"{served.socket}/live/room", max_size=None, ping_interval=None))
    await room.send(json.dumps({"type": "enter", "code": code, "token": bar["token"], "wall": False}))
    await session.component("transport")
    return session


async def a_class(served: Served, options: argparse.Namespace, alone: tuple[float, float]) -> None:
    """Measure a class: without the wall, with it, and with many who only look."""
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
        teacher = await stack.enter_async_context(Session(served, "class", ""))
        await teacher.press("Open the room")
        given = await teacher.component("wall")
        enter = {"type": "enter", "code": given["code"], "token": given["token"]}
        hand = await stack.enter_async_context(connect(f"{served.socket}/live/room", max_size=None, ping_interval=None))
        await hand.send(json.dumps(enter | {"wall": False}))
        sessions = [await joined(served, stack, given["code"], number) for number in range(options.students)]
        watchers = [Watcher(session.given["transport"]["token"]) for session in sessions]
        tasks = [group.create_task(watcher.watch(served)) for watcher in watchers]
        await asyncio.sleep(3)
        await hand.send(json.dumps({"type": "order", "kind": "play"}))
        without = await measured("a class, nobody at the wall", watchers, options.seconds)
        live = await stack.enter_async_context(connect(f"{served.socket}/live/room", max_size=None, ping_interval=None))
        await live.send(json.dumps(enter | {"wall": True}))
        wall = Wall()
        tasks.append(group.create_task(wall.watch(live)))
        with_wall = await measured("a class with its wall", watchers, options.seconds)
        for number in range(options.more):
            await joined(served, stack, given["code"], options.students + number)
        crowded = await measured(f"the same, and {options.more} who look", watchers, options.seconds)
        pauses = [after - before for before, after in zip(wall.told, wall.told[1:], strict=False)]
        rate = wall.size / (wall.told[-1] - wall.told[0]) / 1000
        print(f"wall: every {statistics.median(pauses):.2f} s (longest {max(pauses):.2f}), {rate:.0f} kB a second")
        pressed = time.monotonic()
        await hand.send(json.dumps({"type": "order", "kind": "pause"}))
        async with asyncio.timeout(PATIENCE):
            while not all(watcher.paused > pressed for watcher in watchers):
                await asyncio.sleep(0.01)
        last = max(watcher.paused for watcher in watchers) - pressed
        print(f"pause: the last of {len(watchers)} says so after {1000 * last:.0f} ms")
        against, many = with_wall[0] / alone[0], crowded[0] / alone[0]
        print(f"slowest student against slowest stranger: {against:.2f}, crowded {many:.2f}")
        print(f"epochs with the wall against without: {with_wall[1] / without[1]:.2f}")
        for task in tasks:
            task.cancel()


async def main_of(served: Served, options: argparse.Namespace) -> None:
    """Measure strangers, then a class."""
    alone = await strangers(served, options)
    await asyncio.sleep(3)
    await a_class(served, options, alone)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--more", type=int, default=70)
    parser.add_argument("--seconds", type=float, default=15.0)
    options = parser.parse_args()
    with serve(NEURAL_PLAYGROUND_MAX_RUNS=str(3 * (options.students + options.more))) as served:
        time.sleep(5)  # the app is up, and the fork server has imported PyTorch
        asyncio.run(main_of(served, options))


if __name__ == "__main__":
    main()
