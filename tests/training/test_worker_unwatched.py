"""A worker that nobody watches, in a thread of this process, where its long times can be short."""

import multiprocessing
import threading
import time
from collections.abc import Iterator

import pytest

from playground.training import worker as module
from playground.training.commands import Start
from playground.training.worker import Worker
from tests.training.watching import PATIENCE, Line, described, number, status


class TestUnwatched:
    """One worker in a thread of this process, whose patience can be shortened."""

    @pytest.fixture
    def line(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
        monkeypatch.setattr(module, "UNWATCHED_PAUSE", 0.2)
        ours, theirs = multiprocessing.Pipe()
        ended: list[str] = []

        def serve() -> None:
            try:
                Worker(theirs).serve()
                ended.append("by itself")
            except EOFError:
                ended.append("cut")

        self.thread, self.ended = threading.Thread(target=serve), ended
        self.thread.start()
        yield Line(ours)
        ours.close()
        self.thread.join(PATIENCE)
        theirs.close()
        assert not self.thread.is_alive()

    def test_a_network_that_nobody_watches_pauses(self, line: Line) -> None:
        line.tell(Start(described(batches_per_second=200), generation=1, playing=True))
        before = line.frame_when(lambda frame: number(frame, "step") > 0)
        busy = time.process_time()
        time.sleep(1.2)
        busy = time.process_time() - busy

        after = line.frame()

        assert busy < 0.7  # it sleeps; looking again and again would take all the time
        assert status(after) == "running"
        assert number(after, "step") - number(before, "step") <= 120  # 40 in a fifth of a second, 240 in all of it
        line.frame_when(lambda frame: number(frame, "step") > number(after, "step"))

    def test_the_worker_ends_after_a_long_time(self, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "UNWATCHED_PAUSE", 60)
        monkeypatch.setattr(module, "UNWATCHED_END", 0.3)
        line.tell(Start(described(), generation=1, playing=True))

        self.thread.join(PATIENCE)

        assert self.ended == ["by itself"]

    def test_the_worker_ends_when_its_pipe_closes(self, line: Line) -> None:
        line.tell(Start(described(), generation=1, playing=False))
        line.frame()

        line.pipe.close()

        self.thread.join(PATIENCE)
        assert self.ended == ["cut"]
