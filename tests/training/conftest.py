"""Workers for tests, each in a process of its own."""

import threading
from collections.abc import Iterator

import pytest

from playground.training.worker.processes import WorkerPool
from playground.training.worker.runs import Runs
from tests.training.watching import LiveLine, hide_main_script, lent, workers


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    pool = WorkerPool()
    yield pool
    pool.close()


@pytest.fixture
def worker(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveLine]:
    hide_main_script(monkeypatch)
    with lent(pool) as line:
        yield line


@pytest.fixture(scope="session")
def _fork_server() -> None:
    WorkerPool().warm_up()


@pytest.fixture
def runs(_fork_server: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runs]:
    """All runs of a server that allows two workers."""
    hide_main_script(monkeypatch)
    runs = Runs(limit=2)
    yield runs
    runs.close()
    for thread in threading.enumerate():
        if thread.name == "run-listener":
            thread.join(5)
            assert not thread.is_alive()
    assert workers() == []
