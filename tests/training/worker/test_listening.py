"""Who closes the pipe of a worker: whoever reads from it, and nobody while they may be reading."""

from __future__ import annotations

import os
import threading

from playground.training.worker.commands import Picture
from playground.training.worker.runs import Notice, Runs
from tests.training.watching import PATIENCE, described, wait_until


def test_a_pipe_is_closed_by_its_listener_after_the_last_frame(runs: Runs) -> None:
    run = runs.create(described())
    busy, go_on = threading.Event(), threading.Event()

    def deliver(packed: bytes | Notice) -> None:
        if isinstance(packed, bytes):
            busy.set()
            assert go_on.wait(PATIENCE)

    run.command(Picture(run.attach(deliver), 0, 0, -1))
    assert busy.wait(PATIENCE)
    worker = run._worker
    assert worker is not None
    number = worker.pipe.fileno()

    run.put_to_sleep()

    assert not worker.pipe.closed
    opened = [os.open(os.devnull, os.O_RDONLY) for _ in range(20)]
    assert number not in opened, "the listener would take what is meant for another"
    for each in opened:
        os.close(each)
    go_on.set()
    wait_until(lambda: worker.pipe.closed)


def test_a_dead_workers_pipe_is_closed(runs: Runs) -> None:
    run = runs.create(described())
    heard: list[bytes | Notice] = []
    run.attach(heard.append)
    worker = run._worker
    assert worker is not None
    assert worker.process_id is not None

    os.kill(worker.process_id, 9)

    wait_until(lambda: worker.pipe.closed)
    assert heard == [Notice.GONE]
