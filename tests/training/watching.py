"""What a server and its browsers do with a worker, made simple enough for tests."""

from __future__ import annotations

import queue
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any

import psutil

from playground.experiment import Experiment
from playground.experiment.read import AnyExperiment
from playground.training.probes.frame import Frame
from playground.training.probes.plane import Losses, Probe, Weights
from playground.training.probes.small_frames import FrameReader
from playground.training.worker.commands import Instruction, Picture, Settings
from playground.training.worker.processes import WorkerHandle, WorkerPool
from playground.training.worker.runs import Notice, Run

PATIENCE = 60.0  # seconds after which a test gives up; a machine in a hurry never waits so long
NEVER = 0.3  # seconds in which a frame would have come, if one came at all


def experiment(units: int = 4, learning_rate: float = 0.05, seed: int = 3, **training: Any) -> Experiment:
    """Return a small network that has three batches in an epoch."""
    return Experiment.from_parts(
        {
            "data": {"name": "circle", "samples": 50},
            "model": {"layers": [{"type": "dense", "units": units, "activation": "tanh"}]},
            "training": {"optimizer": {"name": "sgd", "learning_rate": learning_rate}, **training},
            "seed": seed,
        }
    )


def described(
    what: AnyExperiment | None = None,
    *probes: Probe,
    batches_per_second: float | None = None,
) -> Settings:
    """Return settings that measure losses and weights if no other probes are named."""
    return Settings(what or experiment(), probes or (Losses(), Weights()), "cpu", batches_per_second)


class Line:
    """The server's end of a worker's pipe."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe
        self._readers: defaultdict[int, FrameReader] = defaultdict(FrameReader)

    def tell(self, command: Instruction) -> None:
        self.pipe.send(command)

    def ask(self, viewer: int = 1, generation: int = 0, since: int = 0, shown: int = -1) -> None:
        """Give one credit."""
        self.tell(Picture(viewer, generation, since, shown))

    def answer(self) -> tuple[int, Frame]:
        """Return the next frame, and whom it is for."""
        assert self.pipe.poll(PATIENCE), "no frame came"
        packed = self.pipe.recv_bytes()
        viewer = int.from_bytes(packed[:8], "little")
        return viewer, self._readers[viewer].read(packed[8:])

    def frame(self, **credit: int) -> Frame:
        """Give one credit and return the frame that answers it."""
        self.ask(**credit)
        return self.answer()[1]

    def frame_when(self, reached: Callable[[Frame], bool]) -> Frame:
        """Look again and again until a frame shows what is waited for."""
        end = time.monotonic() + PATIENCE
        while not reached(frame := self.frame()):
            assert time.monotonic() < end, f"still {frame.metadata}"
        return frame

    @property
    def is_silent(self) -> bool:
        """Whether no frame comes within the time in which one would."""
        return not self.pipe.poll(NEVER)


class LiveLine(Line):
    """The line to a worker in a process of its own."""

    def __init__(self, handle: WorkerHandle) -> None:
        super().__init__(handle.pipe)
        self.process = handle.process


@contextmanager
def lent(pool: WorkerPool) -> Iterator[LiveLine]:
    """Lend a worker, and end it."""
    handle = pool.take()
    try:
        yield LiveLine(handle)
    finally:
        handle.discard()


class Spectator:
    """A viewer of a run that keeps what it is given."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.given: queue.Queue[bytes | Notice] = queue.Queue()
        self.number = run.attach(self.given.put)
        self.reader = FrameReader()

    def ask(self, generation: int = 0, since: int = 0, shown: int = -1) -> None:
        self.run.command(Picture(self.number, generation, since, shown))

    def frame(self, **credit: int) -> Frame:
        self.ask(**credit)
        packed = self.given.get(timeout=PATIENCE)
        assert isinstance(packed, bytes), packed
        return self.reader.read(packed)

    def frame_when(self, reached: Callable[[Frame], bool]) -> Frame:
        end = time.monotonic() + PATIENCE
        while not reached(frame := self.frame()):
            assert time.monotonic() < end, f"still {frame.metadata}"
        return frame


def number(frame: Frame, fact: str) -> int:
    """Return one of the numbers in a frame's metadata: epoch, step, generation, version..."""
    return int(frame.metadata[fact])


def process_of(run: Run) -> int:
    """Return the process number of a run's worker, which lives."""
    assert run.process_id is not None
    return run.process_id


def status(frame: Frame) -> str:
    return frame.metadata["status"]


def gone(process_id: int, seconds: float = PATIENCE) -> bool:
    """Return whether a process ends, and is reaped, within so many seconds."""
    end = time.monotonic() + seconds
    while psutil.pid_exists(process_id):
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def workers() -> list[psutil.Process]:
    """Return the living workers of this process, without what starts them: fork server and resource tracker."""
    me = psutil.Process()
    living = []
    for child in me.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            forked, spawned = child.ppid() != me.pid, any("spawn_main" in word for word in child.cmdline())
            if (forked or spawned) and child.status() != psutil.STATUS_ZOMBIE:
                living.append(child)
    return living


def wait_until(reached: Callable[[], bool]) -> None:
    """Wait for something that comes by itself."""
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end, "it has not come"
        time.sleep(0.01)


def wait_for_workers(count: int) -> list[psutil.Process]:
    """Wait until so many workers live: one that is spawned is known for one only once its own command has begun."""
    end = time.monotonic() + PATIENCE
    while len(living := workers()) < count:
        assert time.monotonic() < end, f"{len(living)} of {count} workers live"
        time.sleep(0.01)
    return living


def hide_main_script(monkeypatch: Any) -> None:
    """Keep workers from importing what ran the tests: ``bin/pytest`` is no part of a server."""
    import __main__

    monkeypatch.setattr(__main__, "__spec__", None)
    monkeypatch.delattr(__main__, "__file__", raising=False)
