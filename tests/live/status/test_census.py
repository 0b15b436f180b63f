"""What a census counts and measures, against what the test itself has made."""

from __future__ import annotations

import os
import signal
import time

import psutil
import pytest

from playground.live.status.census import Census, Counter
from playground.rooms import Rooms
from playground.training.worker.commands import Play
from playground.training.worker.places import Visitor
from playground.training.worker.runs import Run, Runs
from tests.training.conftest import _fork_server, runs  # noqa: F401
from tests.training.watching import PATIENCE, Spectator, described, gone, process_of


def census_when(counter: Counter, run: Run, least: float) -> Census:
    """Return the first census in which a run takes that much of a processor core."""
    end = time.monotonic() + PATIENCE
    while True:
        census = counter.take()
        usage = next(one.usage for one in census.runs if one.number == run.number)
        if usage is not None and usage.processor >= least:
            return census
        assert time.monotonic() < end, usage
        time.sleep(0.2)


def test_runs_are_counted_with_what_they_cost(runs: Runs) -> None:  # noqa: F811
    counter, rooms = Counter(runs, Rooms()), Rooms()
    busy = Spectator(runs.create(described(), visitor=Visitor(of_room=True)))
    idle = Spectator(runs.create(described()))
    runs.create(described())
    idle.run.detach(idle.number)
    busy.frame()
    busy.run.command(Play())
    busy.ask(generation=1, shown=1)

    census = census_when(counter, busy.run, 0.05)

    assert [run.number for run in census.runs] == [busy.run.number, idle.run.number], "the dearest comes first"
    first, second = census.runs
    assert (first.of_room, first.watched, second.of_room, second.watched) == (True, True, False, False)
    assert (first.trains, first.networks, first.parameters) == ("circle", 1, 17)
    assert (census.limit, census.taken, census.sleeping, len(rooms)) == (2, 2, 1, 0)
    assert first.usage is not None
    assert first.usage.processor < 1.5
    assert 1e6 < first.usage.memory < psutil.Process(process_of(busy.run)).memory_info().rss
    assert census.server.memory > 10e6
    assert census.memory >= census.memory_free > 0


def test_a_worker_that_ends_meanwhile_is_no_error(runs: Runs) -> None:  # noqa: F811
    clock = [0.0]
    counter = Counter(runs, Rooms(), lambda: clock[0])
    first, second = Spectator(runs.create(described())), Spectator(runs.create(described()))
    assert len(counter.take().runs) == 2
    process = process_of(first.run)
    os.kill(process, signal.SIGKILL)
    assert gone(process)
    clock[0] += 1.0
    assert [run.number for run in counter.take().runs if run.usage] == [second.run.number]


def test_it_is_taken_once_a_second_at_most(runs: Runs) -> None:  # noqa: F811
    clock = [0.0]
    rooms = Rooms()
    counter = Counter(runs, rooms, lambda: clock[0])
    before = counter.take()
    rooms.open("A class", "cnn", "", "en").join("Ada")
    clock[0] = 0.9
    assert counter.take() is before
    clock[0] = 1.0
    after = counter.take()
    assert [(room.page, room.students) for room in after.rooms] == [("cnn", 1)]
    assert after.uptime == pytest.approx(1.0)
