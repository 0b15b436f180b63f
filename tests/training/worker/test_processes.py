import sys
import threading
import time
from collections.abc import Iterator

import psutil
import pytest

from playground.training.worker.commands import Start
from playground.training.worker.processes import WorkerPool
from tests.training.watching import (
    PATIENCE,
    LiveLine,
    described,
    gone,
    hide_main_script,
    lent,
    status,
    wait_for_workers,
    workers,
)

MIB = 2**20


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerPool]:
    hide_main_script(monkeypatch)
    pool = WorkerPool()
    yield pool
    pool.close()


@pytest.fixture
def spawning(monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerPool]:
    """Return the pool of a system without fork server."""
    hide_main_script(monkeypatch)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(sys, "platform", "darwin")
        pool = WorkerPool()
    yield pool
    for thread in threading.enumerate():
        if thread.name == "pool":
            thread.join(PATIENCE)
    pool.close()
    assert workers() == []


def works(line: LiveLine) -> bool:
    line.tell(Start(described(), generation=1, playing=False))
    return status(line.frame()) == "idle"


def test_a_new_worker_works_in_a_process_of_its_own(pool: WorkerPool) -> None:
    with lent(pool) as line:
        assert line.process.is_alive()
        assert line.process.pid not in (None, psutil.Process().pid)
        assert works(line)


def test_workers_share_what_was_imported(pool: WorkerPool) -> None:
    pool.warm_up()
    with lent(pool) as first, lent(pool) as second:
        for line in (first, second):
            assert works(line)
            assert psutil.Process(line.process.pid).memory_full_info().uss <= 20 * MIB


def test_workers_give_way_to_server_and_browser(pool: WorkerPool) -> None:
    with lent(pool) as line:
        assert works(line)
        assert psutil.Process(line.process.pid).nice() == psutil.Process().nice() + 1


def test_ending_a_worker_reaps_it(pool: WorkerPool) -> None:
    handle = pool.take()
    assert works(LiveLine(handle))
    process_id = handle.process.pid
    assert process_id

    handle.discard()

    assert handle.pipe.closed
    assert handle.process.exitcode == 0  # it ended by itself: nobody had to kill it
    assert gone(process_id)
    handle.discard()


def test_a_worker_that_somebody_listens_to_ends_by_itself(pool: WorkerPool) -> None:
    handle = pool.take()
    heard: list[str] = []

    def listen() -> None:
        try:
            handle.pipe.recv_bytes()
        except (EOFError, OSError):
            heard.append("end")

    listener = threading.Thread(target=listen)
    listener.start()
    time.sleep(0.1)  # it is waiting in the operating system's read by now

    handle.end()

    listener.join(PATIENCE)
    assert heard == ["end"]
    assert handle.process.exitcode == 0


def test_a_worker_that_does_not_end_is_killed(pool: WorkerPool) -> None:
    handle = pool.take()
    assert works(LiveLine(handle))
    psutil.Process(handle.process.pid).suspend()

    handle.end()

    assert handle.process.exitcode == -9


def test_warming_up_and_closing_leave_no_worker(pool: WorkerPool) -> None:
    pool.warm_up()
    assert workers() == []
    pool.close()
    pool.close()
    assert workers() == []


def test_where_nothing_forks_a_spare_worker_is_kept(spawning: WorkerPool) -> None:
    spawning.warm_up()
    (spare,) = wait_for_workers(1)

    with lent(spawning) as line:
        assert line.process.pid == spare.pid
        assert line.process.is_alive()

    spawning.close()
    spawning.close()
    assert gone(spare.pid)
