"""What is counted and measured of a server: its runs, its rooms, its refusals, and what they cost the machine."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import psutil

from playground.counts import REFUSALS, Refusal
from playground.rooms import ROOMS, Rooms
from playground.training.worker.runs import RUNS, Run, Runs

FRESH = 1.0
"""Seconds for which a census stands: who asks more often is told the same."""
WINDOW = 0.2
"""Seconds over which processor time is measured where nobody has asked for a while."""
STALE = 30.0
"""Seconds after which an earlier measurement says nothing of now."""


@dataclass(frozen=True)
class Usage:
    """What a process takes.

    Parameters
    ----------
    processor
        Of one processor core: 1 is all of it.
    memory
        Bytes that it has for itself.
    """

    processor: float
    memory: int


@dataclass(frozen=True)
class RunUsage:
    """A run whose worker lives.

    Parameters
    ----------
    number
        Counts the server's runs.
    trains
        The name of its data.
    networks, parameters
        How many networks it trains, and how many weights and biases they have together.
    of_room, watched
        Whether it is a student's; whether anybody watches it.
    usage
        What its worker takes; nothing where that is not this machine's, or has just ended.
    """

    number: int
    trains: str
    networks: int
    parameters: int
    of_room: bool
    watched: bool
    usage: Usage | None


@dataclass(frozen=True)
class RoomUsage:
    """A room.

    Parameters
    ----------
    page
        That its teacher has sent last.
    students
        How many are in it.
    idle
        Seconds since anybody in it was heard of.
    """

    page: str
    students: int
    idle: float


@dataclass(frozen=True)
class Census:
    """A server at one moment.

    Parameters
    ----------
    letter
        Of the server, where there are several.
    uptime
        Seconds since it began to count.
    processors, load, memory, memory_free
        Of the machine: cores, processes that want one (mean of the last minute), bytes.
    server
        What the server's own process takes.
    limit, taken
        Places for workers, and those that are taken.
    runs
        Those whose workers live, the dearest first.
    sleeping
        Runs without a worker.
    rooms
        All of them.
    refusals
        Since the start, by kind.
    """

    letter: str
    uptime: float
    processors: int
    load: float
    memory: int
    memory_free: int
    server: Usage
    limit: int
    taken: int
    runs: tuple[RunUsage, ...]
    sleeping: int
    rooms: tuple[RoomUsage, ...]
    refusals: Mapping[Refusal, int]


class Counter:
    """Takes the census of a server, once a second at most. Safe to use from several threads; it blocks.

    Parameters
    ----------
    runs, rooms
        Of the server.
    clock
        Returns seconds, of the rooms' clock.
    """

    def __init__(self, runs: Runs, rooms: Rooms, clock: Callable[[], float] = time.monotonic) -> None:
        self._runs, self._rooms, self._clock = runs, rooms, clock
        self._meter = _Meter()
        self._began = clock()
        self._taken_at = -STALE
        self._census: Census | None = None
        self._lock = threading.Lock()

    def take(self) -> Census:
        """Return how things stand, at most a second ago."""
        with self._lock:
            if self._census is None or self._clock() - self._taken_at >= FRESH:
                self._census = self._count()
                self._taken_at = self._clock()
            return self._census

    def _count(self) -> Census:
        alive = [(run, process) for run in self._runs.all() if (process := run.local_process_id) is not None]
        usages = self._meter.measure([os.getpid(), *(process for _run, process in alive)])
        runs = [_run_usage(run, usages.get(process)) for run, process in alive]
        rooms, now, machine = self._rooms.all(), self._clock(), psutil.virtual_memory()
        return Census(
            letter=self._rooms.letter,
            uptime=now - self._began,
            processors=os.cpu_count() or 1,
            load=psutil.getloadavg()[0],
            memory=machine.total,
            memory_free=machine.available,
            server=usages.get(os.getpid(), Usage(0, 0)),
            limit=self._runs.places.limit,
            taken=self._runs.places.taken,
            runs=tuple(sorted(runs, key=lambda run: -run.usage.processor if run.usage else 0)),
            sleeping=len(self._runs.all()) - len(alive),
            rooms=tuple(RoomUsage(room.shown.task.page, room.size, max(now - room.active_at, 0)) for room in rooms),
            refusals=REFUSALS.so_far(),
        )


class _Meter:
    """Measures processes, by the processor time that they have taken since they were last measured."""

    def __init__(self) -> None:
        self._known: dict[int, psutil.Process] = {}
        self._before: dict[int, tuple[float, float]] = {}  # when, and processor time
        self._measured_at = -STALE

    def measure(self, process_ids: list[int]) -> dict[int, Usage]:
        """Return what living processes take; those that are not there, or not to be looked at, are left out."""
        if time.monotonic() - self._measured_at > STALE:
            self._before = {}
            for process_id in process_ids:
                self._look(process_id)
            time.sleep(WINDOW)
        usages = {process_id: usage for process_id in process_ids if (usage := self._look(process_id))}
        self._known = {process_id: self._known[process_id] for process_id in usages}
        self._before = {process_id: self._before[process_id] for process_id in usages}
        self._measured_at = time.monotonic()
        return usages

    def _look(self, process_id: int) -> Usage | None:
        try:
            process = self._known.get(process_id)
            if process is None or not process.is_running():  # its number may be another's by now
                process = self._known[process_id] = psutil.Process(process_id)
                self._before.pop(process_id, None)
            with process.oneshot():
                times, memory, began = process.cpu_times(), process.memory_full_info().uss, process.create_time()
        except psutil.Error:
            return None
        now, taken = time.monotonic(), times.user + times.system
        age = max(time.time() - began, WINDOW)
        at, before = self._before.get(process_id, (now - age, 0.0))
        self._before[process_id] = (now, taken)
        return Usage(max(taken - before, 0.0) / max(now - at, 1e-3), memory)


def _run_usage(run: Run, usage: Usage | None) -> RunUsage:
    settings = run.settings
    comparison, experiment = settings.comparison, settings.experiment
    networks = comparison.networks if comparison else 1
    return RunUsage(
        number=run.number,
        trains=experiment.data.name,
        networks=networks,
        parameters=networks * experiment.parameters,
        of_room=run.visitor.of_room,
        watched=run.is_watched,
        usage=usage,
    )


COUNTER = Counter(RUNS, ROOMS)
"""That of this process."""
