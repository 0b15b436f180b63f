"""Workers for tests, each in a process of its own."""

from collections.abc import Iterator

import pytest

from playground.training.nursery import Nursery
from tests.training.watching import LiveLine, hatched, hide_main_script


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
def worker(nursery: Nursery, monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveLine]:
    hide_main_script(monkeypatch)
    with hatched(nursery) as line:
        yield line
