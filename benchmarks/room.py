"""A class in one room beside as many strangers, all training on one server, over the real protocols.

Thirty strangers and thirty students have their pages open. In turns the strangers train, the students, and the
students while the teacher watches the wall, so that all are measured on the same machine in the same minutes. Then more
students join and only look, and the class has its turns again; at the end, when those have left, all have one more.
Prints of each kind of turn pictures a second of the slowest and of the median, epochs a second of all, and how many
cores the server took, its workers and this program itself; then the wall's own pace and bytes, and how long after the
teacher's pause the last network says that it is paused.

    python benchmarks/room.py [--students 30] [--more 70] [--seconds 8] [--rounds 4]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import psutil
from fairness import processor_times, workers
from serving import Served, serve
from streamlit_session import Session, joined
from visitors import facts_of
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 180.0
SETTLING = 2.0
"""Seconds from the teacher's word until everybody trains, or none."""


@dataclass
class Watcher:
    """Somebody who watches a network, and what they have seen of it: when each picture came, and its epoch."""

    token: str
    taken: list[tuple[float, int]] = field(default_factory=list)
    status: str = ""
    paused: float = 0.0
    live: ClientConnection | None = None

    async def watch(self, served: Served) -> None:
        """Give a credit for each picture, as connection.js does, at most 60 a second."""
        async with connect(f"{served.socket}/live", max_size=None, ping_interval=None) as live:
            self.live = live
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

    async def watch(self, live: ClientConnection) -> None:
        """Take all that comes."""
        async for packed in live:
            self.size += len(packed)
            if isinstance(packed, str) and json.loads(packed)["type"] == "wall":
                self.told.append(time.monotonic())


@dataclass
class Turn:
    """What was measured in turns of one kind: of each, pictures a second and the rest of what is printed."""

    slowest: list[float] = field(default_factory=list)
    median: list[float] = field(default_factory=list)
    epochs: list[float] = field(default_factory=list)
    processor: list[tuple[float, float, float]] = field(default_factory=list)

    async def measure(self, served: Served, watchers: list[Watcher], seconds: float) -> None:
        """Measure one more."""
        async with asyncio.timeout(PATIENCE):
            while not all(watcher.taken and watcher.status == "running" for watcher in watchers):
                await asyncio.sleep(0.05)
        await asyncio.sleep(SETTLING)
        before, start = processor(served), time.monotonic()
        await asyncio.sleep(seconds)
        end, after = time.monotonic(), processor(served)
        parts = [[seen for seen in watcher.taken if start <= seen[0] <= end] for watcher in watchers]
        rates = sorted(len(part) / (end - start) for part in parts)
        self.slowest.append(rates[0])
        self.median.append(statistics.median(rates))
        self.epochs.append(sum((part[-1][1] - part[0][1]) / (end - start) for part in parts if part))
        mine, others, us = ((now - then) / (end - start) for then, now in zip(before, after, strict=True))
        self.processor.append((mine, others, us))

    def report(self, name: str) -> None:
        """Print the means."""
        cores = [statistics.mean(part) for part in zip(*self.processor, strict=True)]
        print(
            f"{name}: pictures a second {statistics.mean(self.median):.1f}, "
            f"slowest {statistics.mean(self.slowest):.1f}; epochs a second of all {statistics.mean(self.epochs):.0f}; "
            f"cores: server {cores[0]:.2f}, workers {cores[1]:.2f}, this program {cores[2]:.2f}",
            flush=True,
        )


def processor(served: Served) -> tuple[float, float, float]:
    """Return the processor time that the server has taken, its workers, and this program."""
    server = psutil.Process(served.process.pid).cpu_times()
    return server.user + server.system, sum(processor_times(workers(served)).values()), time.process_time()


async def press(watchers: list[Watcher], button: str) -> None:
    """Press a button of everybody's transport."""
    for watcher in watchers:
        assert watcher.live is not None
        await watcher.live.send(json.dumps({"type": button}))


@dataclass
class Class:
    """A room with its teacher and its students.

    Parameters
    ----------
    stack, group
        What ends them all.
    """

    served: Served
    stack: AsyncExitStack
    group: asyncio.TaskGroup
    given: dict[str, Any] = field(default_factory=dict)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def open(self) -> None:
        """Open the room; the teacher's hand is one connection."""
        teacher = await self.stack.enter_async_context(Session(self.served, "class", ""))
        await teacher.press("Open the room")
        self.given = await teacher.component("wall")
        self.hand = await self.enter(self.given["token"], self.stack)

    async def enter(self, token: str, stack: AsyncExitStack, wall: Wall | None = None) -> ClientConnection:
        """Connect somebody to the room, who hears all that it says."""
        room = await stack.enter_async_context(connect(f"{self.served.socket}/live/room", max_size=None))
        enter = {"type": "enter", "code": self.given["code"], "token": token, "wall": wall is not None}
        await room.send(json.dumps(enter))
        self.tasks.append(self.group.create_task((wall or Wall()).watch(room)))
        return room

    async def join(self, number: int, stack: AsyncExitStack) -> Watcher:
        """Return a student who has joined, once their page has a network."""
        session = await joined(self.served, stack, self.given["code"], number)
        await self.enter(session.given["room_bar"]["token"], stack)
        watcher = Watcher((await session.component("transport"))["token"])
        self.tasks.append(self.group.create_task(watcher.watch(self.served)))
        return watcher

    async def pause(self, watchers: list[Watcher]) -> float:
        """Pause all, and return how long after that the last one says so, in seconds."""
        pressed = time.monotonic()
        await self.hand.send(json.dumps({"type": "order", "kind": "pause"}))
        async with asyncio.timeout(PATIENCE):
            while not all(watcher.paused > pressed for watcher in watchers):
                await asyncio.sleep(0.01)
        return max(watcher.paused for watcher in watchers) - pressed


@dataclass
class Turns:
    """Who trains in turns, and what was measured of each kind.

    Parameters
    ----------
    a_class, strangers, students
        Who they are; those who only look are not among the students.
    seconds
        Of each turn.
    """

    a_class: Class
    strangers: list[Watcher]
    students: list[Watcher]
    seconds: float
    wall: Wall = field(default_factory=Wall)
    pauses: list[float] = field(default_factory=list)

    async def of_strangers(self, turn: Turn) -> None:
        """Let the strangers train."""
        await press(self.strangers, "play")
        await turn.measure(self.a_class.served, self.strangers, self.seconds)
        await press(self.strangers, "pause")
        await asyncio.sleep(SETTLING)

    async def of_class(self, turn: Turn, watched: bool) -> None:
        """Let the students train, while the teacher watches the wall or does not."""
        async with AsyncExitStack() as at_the_wall:
            if watched:
                await self.a_class.enter(self.a_class.given["token"], at_the_wall, self.wall)
            await press(self.students, "play")  # the teacher's word would start those who only look, too
            await turn.measure(self.a_class.served, self.students, self.seconds)
            self.pauses.append(await self.a_class.pause(self.students))
        self.wall.told.append(0.0)


STRANGERS, ALONE, WITH_WALL = "strangers", "a class, nobody at the wall", "a class with its wall"
CROWDED = {name: f"{name}, and others who only look" for name in (ALONE, WITH_WALL)}


async def measure(served: Served, options: argparse.Namespace) -> None:
    """Let everybody come, and measure in turns."""
    turns = {name: Turn() for name in (STRANGERS, ALONE, WITH_WALL, *CROWDED.values())}
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
        a_class = Class(served, stack, group)
        await a_class.open()
        sessions = [await stack.enter_async_context(Session(served)) for _ in range(options.students)]
        strangers = [Watcher((await session.component("transport"))["token"]) for session in sessions]
        a_class.tasks += [group.create_task(watcher.watch(served)) for watcher in strangers]
        students = [await a_class.join(number, stack) for number in range(options.students)]
        found = Turns(a_class, strangers, students, options.seconds)

        async def everybody() -> None:
            await found.of_strangers(turns[STRANGERS])
            for name in (ALONE, WITH_WALL):
                await found.of_class(turns[name], name == WITH_WALL)

        for _ in range(options.rounds):
            await everybody()
        async with AsyncExitStack() as lookers:
            for number in range(options.more):
                await a_class.join(options.students + number, lookers)
            await asyncio.sleep(SETTLING)
            for _ in range(options.rounds):
                for name in (ALONE, WITH_WALL):
                    await found.of_class(turns[CROWDED[name]], name == WITH_WALL)
        await asyncio.sleep(SETTLING)
        await everybody()
        for task in a_class.tasks:
            task.cancel()
    report(turns, found)


def report(turns: dict[str, Turn], found: Turns) -> None:
    """Print all."""
    of_all = statistics.mean(turns[STRANGERS].slowest)
    for name, turn in turns.items():
        turn.report(name)
        print(f"    its slowest against the slowest stranger: {statistics.mean(turn.slowest) / of_all:.2f}")
    told = found.wall.told
    gaps = [after - before for before, after in pairwise(told) if before and after]
    rate = found.wall.size / sum(gaps) / 1000
    print(f"wall: every {statistics.median(gaps):.2f} s (longest {max(gaps):.2f}), {rate:.0f} kB a second")
    print(f"pause: the last of {len(found.students)} says so after {1000 * max(found.pauses):.0f} ms at most")
    shown, alone = (statistics.mean(turns[name].epochs) for name in (WITH_WALL, ALONE))
    print(f"epochs with the wall against without: {shown / alone:.2f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--more", type=int, default=70)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--rounds", type=int, default=4)
    options = parser.parse_args()
    with serve(NEURAL_PLAYGROUND_MAX_RUNS=str(3 * (options.students + options.more))) as served:
        time.sleep(5)  # the app is up, and the fork server has imported PyTorch
        asyncio.run(measure(served, options))


if __name__ == "__main__":
    main()
