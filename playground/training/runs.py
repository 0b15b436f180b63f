"""Runs as the server sees them: who owns which worker, who watches, and how many there may be."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection

from playground.training.changes import is_adjustment, is_adjustment_of_all
from playground.training.commands import Adjust, Command, Forget, Picture, Settings, Start, Wish
from playground.training.nursery import Hatchling, Nursery

Deliver = Callable[[bytes | None], None]
"""What a viewer does with a packed frame; ``None`` says that the worker is gone."""


class RunLimitError(RuntimeError):
    """As many networks as this server allows are being watched already."""


class Run:
    """One network of one page of one session, with or without a living worker.

    The page changes its settings, viewers send commands and receive frames, each from threads of their own; a lock
    keeps them apart. The worker starts when the first viewer comes, and again when one asks after it has died.

    Parameters
    ----------
    settings
        What to train, to measure, and how fast.
    playing
        Whether training starts with the first worker.
    """

    def __init__(self, settings: Settings, playing: bool, owner: Runs) -> None:
        self.token = secrets.token_urlsafe(24)
        self._settings, self._playing, self._owner = settings, playing, owner
        self._generation = 0
        self._worker: Hatchling | None = None
        self._viewers: dict[int, Deliver] = {}
        self._next_viewer = 0
        self._lock = threading.RLock()
        self._closed = False
        self.unwatched_since = time.monotonic()

    @property
    def settings(self) -> Settings:
        """What the run trains and measures now."""
        return self._settings

    @property
    def process_id(self) -> int | None:
        """The worker's process number, or ``None`` while there is no worker."""
        worker = self._worker
        return worker.process.pid if worker else None

    @property
    def is_watched(self) -> bool:
        """Whether any viewer is attached."""
        return bool(self._viewers)

    def configure(self, settings: Settings) -> None:
        """Take new settings: in place if only what :func:`is_adjustment` allows, speed or probes differ.

        Otherwise they come with a new network.
        """
        with self._lock:
            before, self._settings = self._settings, settings
            if before == settings:
                return
            if before.device == settings.device and _takes_up(before, settings):
                self._send(Adjust(settings))
            else:
                self._generation += 1
                self._send(Start(settings, self._generation))

    def restart(self) -> None:
        """Begin anew with the same settings, and wait to be played."""
        with self._lock:
            self._generation += 1
            self._send(Start(self._settings, self._generation, playing=False))

    def attach(self, deliver: Deliver) -> int:
        """Add a viewer, start the worker if there is none, and return the viewer's number.

        Raises
        ------
        RunLimitError
            If a worker is needed and no more may be started.
        """
        with self._lock:
            self.ensure_worker()
            self._next_viewer += 1
            self._viewers[self._next_viewer] = deliver
            return self._next_viewer

    def detach(self, viewer: int) -> None:
        """Remove a viewer; unknown numbers are ignored, so that it may be called twice."""
        with self._lock:
            if self._viewers.pop(viewer, None) is not None:
                self.unwatched_since = time.monotonic()
                self._send(Forget(viewer))

    def command(self, command: Wish | Picture) -> None:
        """Pass a viewer's wish on to the worker; it is lost if the worker is."""
        with self._lock:
            self._send(command)

    def ensure_worker(self) -> bool:
        """Start a worker if none lives; return whether one was started.

        Raises
        ------
        RunLimitError
            If no more may be started.
        """
        with self._lock:
            if self._worker is not None or self._closed:
                return False
            self._owner.make_room(self)
            self._worker = self._owner.nursery.take()
            self._generation += 1
            self._send(Start(self._settings, self._generation, playing=self._playing))
            self._playing = False
            threading.Thread(target=self._listen, args=(self._worker,), name="run-listener", daemon=True).start()
            return True

    def put_to_sleep(self) -> None:
        """End the worker; the next viewer gets a new one, and whoever has just come is told."""
        with self._lock:
            worker, self._worker = self._worker, None
            viewers = list(self._viewers.values())
        if worker is not None:
            worker.end()
            for deliver in viewers:
                deliver(None)

    def close(self) -> None:
        """End the run for good; idempotent."""
        with self._lock:
            self._closed = True
        self.put_to_sleep()
        self._owner.forget(self)

    def _send(self, command: Command) -> None:
        if self._worker is not None:
            with suppress(OSError):  # a worker that has just died is noticed, and said, by the listener
                self._worker.pipe.send(command)

    def _listen(self, worker: Hatchling) -> None:
        """Deliver frames until the worker's pipe closes, then tell the viewers."""
        while (packed := _receive(worker.pipe)) is not None:
            deliver = self._viewers.get(int.from_bytes(packed[:8], "little"))
            if deliver is not None:
                deliver(packed[8:])
        with self._lock:
            died = self._worker is worker
            if died:
                self._worker = None
            viewers = list(self._viewers.values())
        if died:
            worker.end()
            for deliver in viewers:
                deliver(None)


class Runs:
    """All runs of the server, by token.

    Parameters
    ----------
    limit
        How many workers may live at once. Beyond it, the worker that nobody has watched for longest gives way.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.nursery = Nursery()
        self._runs: dict[str, Run] = {}
        self._lock = threading.Lock()

    def create(self, settings: Settings, playing: bool = False) -> Run:
        """Return a new run; its worker starts with the first viewer."""
        run = Run(settings, playing, self)
        with self._lock:
            self._runs[run.token] = run
        return run

    def get(self, token: str) -> Run | None:
        """Return the run with a token, or ``None``."""
        return self._runs.get(token)

    def forget(self, run: Run) -> None:
        """Drop a closed run; unknown ones are ignored."""
        with self._lock:
            self._runs.pop(run.token, None)

    def make_room(self, newcomer: Run) -> None:
        """See to it that one more worker may start.

        Raises
        ------
        RunLimitError
            If all the workers allowed are being watched.
        """
        with self._lock:
            living = [run for run in self._runs.values() if run is not newcomer and run.process_id is not None]
        if len(living) < self.limit:
            return
        unwatched = [run for run in living if not run.is_watched]
        if not unwatched:
            raise RunLimitError(f"{len(living)} workers are being watched, as many as allowed")
        min(unwatched, key=lambda run: run.unwatched_since).put_to_sleep()

    def close(self) -> None:
        """End every run; idempotent."""
        for run in list(self._runs.values()):
            run.close()
        self.nursery.close()


def _receive(pipe: Connection) -> bytes | None:
    """Return the next message of a worker, or ``None`` once it is gone."""
    try:
        return pipe.recv_bytes()
    except (EOFError, OSError):
        return None


def _takes_up(before: Settings, after: Settings) -> bool:
    """Return whether a running worker takes other settings up without starting anew."""
    if after.comparison is not None:
        return is_adjustment_of_all(before.comparison, after.comparison)
    return before.comparison is None and is_adjustment(before.experiment, after.experiment)


def limit_from_environment() -> int:
    """Return how many workers may live at once: ``NEURAL_PLAYGROUND_MAX_RUNS``, or 16 for each processor core."""
    return int(os.environ.get("NEURAL_PLAYGROUND_MAX_RUNS") or 16 * (os.cpu_count() or 1))


RUNS = Runs(limit_from_environment())
