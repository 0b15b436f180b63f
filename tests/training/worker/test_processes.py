import sys
import threading
import time
from collections.abc import Iterator

import psutil
import pytest

from playground.training.worker.commands import Start
from playground.training.worker.processes import Nursery
from tests.training.watching import (
    PATIENCE,
    LiveLine,
    described,
    gone,
    hatched,
    hide_main_script,
    status,
    wait_for_workers,
    workers,
)

MIB = 2**20


@pytest.fixture
def nursery(monkeypatch: pytest.MonkeyPatch) -> Iterator[Nursery]:
    hide_main_script(monkeypatch)
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
def spawning(monkeypatch: pytest.MonkeyPatch) -> Iterator[Nursery]:
    """Return the nursery of a system without fork server."""
    hide_main_script(monkeypatch)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(sys, "platform", "darwin")
        nursery = Nursery()
    yield nursery
    for thread in threading.enumerate():
        if thread.name == "nursery":
            thread.join(PATIENCE)
    nursery.close()
    assert workers() == []


def works(line: LiveLine) -> bool:
    line.tell(Start(described(), generation=1, playing=False))
    return status(line.frame()) == "idle"


def test_a_new_worker_works_in_a_process_of_its_own(nursery: Nursery) -> None:
    with hatched(nursery) as line:
        assert line.process.is_alive()
        assert line.process.pid not in (None, psutil.Process().pid)
        assert works(line)


def test_workers_share_what_was_imported(nursery: Nursery) -> None:
    nursery.warm_up()
    with hatched(nursery) as first, hatched(nursery) as second:
        for line in (first, second):
            assert works(line)
            assert psutil.Process(line.process.pid).memory_full_info().uss <= 20 * MIB


def test_workers_give_way_to_server_and_browser(nursery: Nursery) -> None:
    with hatched(nursery) as line:
        assert works(line)
        assert psutil.Process(line.process.pid).nice() == psutil.Process().nice() + 1


def test_ending_a_worker_reaps_it(nursery: Nursery) -> None:
    hatchling = nursery.take()
    assert works(LiveLine(hatchling))
    process_id = hatchling.process.pid
    assert process_id

    hatchling.end()

    assert hatchling.pipe.closed
    assert hatchling.process.exitcode == 0  # it ended by itself: nobody had to kill it
    assert gone(process_id)
    hatchling.end()


def test_a_worker_that_somebody_listens_to_ends_by_itself(nursery: Nursery) -> None:
    hatchling = nursery.take()
    heard: list[str] = []

    def listen() -> None:
        try:
            hatchling.pipe.recv_bytes()
        except (EOFError, OSError):
            heard.append("end")

    listener = threading.Thread(target=listen)
    listener.start()
    time.sleep(0.1)  # it is waiting in the operating system's read by now

    hatchling.end()

    listener.join(PATIENCE)
    assert heard == ["end"]
    assert hatchling.process.exitcode == 0


def test_a_worker_that_does_not_end_is_killed(nursery: Nursery) -> None:
    hatchling = nursery.take()
    assert works(LiveLine(hatchling))
    psutil.Process(hatchling.process.pid).suspend()

    hatchling.end()

    assert hatchling.process.exitcode == -9


def test_warming_up_and_closing_leave_no_worker(nursery: Nursery) -> None:
    nursery.warm_up()
    assert workers() == []
    nursery.close()
    nursery.close()
    assert workers() == []


def test_where_nothing_forks_a_spare_worker_is_kept(spawning: Nursery) -> None:
    spawning.warm_up()
    (spare,) = wait_for_workers(1)

    with hatched(spawning) as line:
        assert line.process.pid == spare.pid
        assert line.process.is_alive()

    spawning.close()
    spawning.close()
    assert gone(spare.pid)
