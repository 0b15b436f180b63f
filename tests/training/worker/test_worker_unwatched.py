"""When a worker ends by itself, in a thread of this process, where its long times can be short."""

import multiprocessing
import threading
from collections.abc import Iterator

import pytest

from playground.training.worker import worker as module
from playground.training.worker.commands import Start
from playground.training.worker.worker import Worker
from tests.training.watching import PATIENCE, Line, described


class TestUnwatched:
    """One worker in a thread of this process, whose patience can be shortened."""

    @pytest.fixture
    def line(self) -> Iterator[Line]:
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

    def test_the_worker_ends_after_a_long_time(self, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
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
