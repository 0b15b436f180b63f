"""Runs as the server sees them: who owns which worker, who watches, and how many there may be."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
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
        self._place: Place | None = None
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
            self._next_viewer += 1
            viewer = self._next_viewer
            self._viewers[viewer] = deliver  # before the worker starts: a run that is watched gives way to nobody
            try:
                self.ensure_worker()
            except BaseException:
                del self._viewers[viewer]
                raise
            return viewer

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
            place = self._owner.take_place(self)
            try:
                self._worker = self._owner.nursery.take()
            except BaseException:
                self._owner.give_back(place)
                raise
            self._place = place
            self._generation += 1
            self._send(Start(self._settings, self._generation, playing=self._playing))
            self._playing = False
            threading.Thread(target=self._listen, args=(self._worker,), name="run-listener", daemon=True).start()
            return True

    def put_to_sleep(self) -> None:
        """End the worker; the next viewer gets a new one, and whoever has just come is told."""
        with self._lock:
            worker = self._worker
        if worker is not None:
            self._end(worker)

    def give_way(self, place: Place) -> None:
        """End the worker that has a place; one that was started since goes on."""
        with self._lock:
            worker = self._worker if self._place is place else None
        if worker is not None:
            self._end(worker)

    def _end(self, worker: Hatchling) -> None:
        """End a worker if it is still this run's, give its place back and tell the viewers."""
        with self._lock:
            if self._worker is not worker:
                return
            place, self._worker, self._place = self._place, None, None
            viewers = list(self._viewers.values())
        worker.end()
        if place is not None:
            self._owner.give_back(place)
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
        self._end(worker)


@dataclass(frozen=True, eq=False)
class Place:
    """One of the workers that may live at once, from before it is started until it has ended."""

    run: Run

    @property
    def may_give_way(self) -> bool:
        """Whether nobody watches the worker. One that is just being started is somebody's already."""
        return self.run.process_id is not None and not self.run.is_watched


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
        self._places: set[Place] = set()
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

    def take_place(self, newcomer: Run) -> Place:
        """Return a place for the worker that a run is about to start.

        Who asks counts from this moment on, not from when the process lives: visitors who come at the same time
        cannot all be let in because none of them is there yet.

        Raises
        ------
        RunLimitError
            If all the workers allowed are being watched, or are just being started.
        """
        place = Place(newcomer)
        with self._lock:
            unwatched = [taken for taken in self._places if taken.may_give_way]
            if len(self._places) >= self.limit and not unwatched:
                raise RunLimitError(f"{len(self._places)} workers are being watched, as many as allowed")
            leaving = None
            if len(self._places) >= self.limit:
                leaving = min(unwatched, key=lambda taken: taken.run.unwatched_since)
                self._places.remove(leaving)
            self._places.add(place)
        if leaving is not None:
            leaving.run.give_way(leaving)
        return place

    def give_back(self, place: Place) -> None:
        """Let somebody else have the place of a worker that has ended; a second time it is ignored."""
        with self._lock:
            self._places.discard(place)

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
