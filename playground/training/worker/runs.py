"""Runs as the server sees them: who owns which worker, who watches, and how many there may be."""

from __future__ import annotations

import os
import secrets
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import Enum
from multiprocessing.connection import Connection

from playground.environment import usual_limit
from playground.training.worker.commands import Adjust, Command, Forget, Instruction, Picture, Settings, Start, Survey
from playground.training.worker.pending_glances import DeliverGlance, Goals, PendingGlances
from playground.training.worker.places import Place, Places
from playground.training.worker.processes import WorkerHandle, WorkerPool
from playground.training.worker.slider_moves import SliderMoves

POLITE = 10
"""Nice value of workers on a full machine."""


class Notice(Enum):
    """What viewers are told of their run's worker."""

    GONE = "gone"
    STARTED = "started"


Deliver = Callable[[bytes | Notice], None]
"""What a viewer does with a packed frame, or with what it is told of the worker."""


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
        self._worker: WorkerHandle | None = None
        self._place: Place | None = None
        self._viewers: dict[int, Deliver] = {}
        self._next_viewer = 0
        self._glances = PendingGlances()
        self._lock = threading.RLock()
        self._closed = False
        self.moves = SliderMoves(lambda: self._settings, self.configure)
        self._seen = threading.Event()
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
            if before.takes_up(settings):
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

        A viewer that has been here before the worker is told that it started: whatever it asked for is lost.

        Raises
        ------
        RunLimitError
            If a worker is needed and no more may be started.
        """
        with self._lock:
            self._next_viewer += 1
            viewer, others = self._next_viewer, list(self._viewers.values())
            self._viewers[viewer] = deliver  # before the worker starts: a run that is watched gives way to nobody
            try:
                started = self._ensure_worker()
            except BaseException:
                del self._viewers[viewer]
                raise
            if started:
                _tell(others, Notice.STARTED)
            return viewer

    def detach(self, viewer: int) -> None:
        """Remove a viewer; unknown numbers are ignored, so that it may be called twice."""
        with self._lock:
            if self._viewers.pop(viewer, None) is not None:
                self.unwatched_since = time.monotonic()
                self._send(Forget(viewer))

    def wait_until_seen(self, seconds: float) -> None:
        """Wait until somebody has drawn a first picture of this run, or some time has passed."""
        self._seen.wait(seconds)

    def command(self, command: Command | Picture | Survey) -> None:
        """Pass a viewer's command on to the worker; it is lost if the worker is."""
        if isinstance(command, Picture) and command.shown >= 0:  # it asks for the next one as it draws the first
            self._seen.set()
        with self._lock:
            self._send(command)

    def glance(self, deliver: DeliverGlance, shown: str = "", goals: Goals = ()) -> Settings | None:
        """Ask for a glance without watching (:meth:`PendingGlances.ask`); return of what it will tell, if asked."""
        with self._lock:
            self._next_viewer += 1
            asked = self._glances.ask(self._next_viewer, deliver, shown, goals) if self._worker is not None else None
            if asked is not None:
                self._send(asked)
            return None if asked is None else self._settings

    def ensure_worker(self) -> bool:
        """Start a worker if none lives, and tell the viewers; return whether one was started.

        Raises
        ------
        RunLimitError
            If no more may be started.
        """
        with self._lock:
            started = self._ensure_worker()
            if started:
                _tell(self._viewers.values(), Notice.STARTED)
            return started

    def _ensure_worker(self) -> bool:
        with self._lock:
            if self._worker is not None or self._closed:
                return False
            place = self._owner.places.take(self)
            try:
                self._worker = self._owner.pool.take()
            except BaseException:
                self._owner.places.give_back(place)
                raise
            self._place = place
            self._generation += 1
            self._send(Start(self._settings, self._generation, playing=self._playing))
            self._playing = False
            self._owner.put_pages_first()
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

    def _end(self, worker: WorkerHandle) -> None:
        """End a worker if it is still this run's, give its place back and tell the viewers."""
        with self._lock:
            if self._worker is not worker:
                return
            place, self._worker, self._place = self._place, None, None
            viewers = list(self._viewers.values())
            self._glances.forget_all()
        worker.end()
        if place is not None:
            self._owner.places.give_back(place)
        _tell(viewers, Notice.GONE)

    def close(self) -> None:
        """End the run for good; idempotent."""
        with self._lock:
            self._closed = True
        self.put_to_sleep()
        self._owner.forget(self)

    def _send(self, command: Instruction) -> None:
        if self._worker is not None:
            with suppress(OSError):  # a worker that has just died is noticed, and said, by the listener
                self._worker.pipe.send(command)

    def _listen(self, worker: WorkerHandle) -> None:
        """Deliver frames until the worker's pipe closes, then tell the viewers."""
        while (packed := _receive(worker.pipe)) is not None:
            number = int.from_bytes(packed[:8], "little")
            deliver = self._viewers.get(number) or self._glances.take(number)
            if deliver is not None:
                deliver(packed[8:])
        self._end(worker)


class Runs:
    """All runs of the server, by token.

    Parameters
    ----------
    limit
        How many workers may live at once. Beyond it, the worker that nobody has watched for longest gives way.
    """

    def __init__(self, limit: int) -> None:
        self.places = Places(limit)
        self.pool = WorkerPool()
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

    def put_pages_first(self) -> None:
        """Where more workers live than there are processors, let all of them give way to what lays out pages.

        Alone they need not: measured, a browser on the same machine then takes a sixth of the epochs. What an ordinary
        user has given away cannot be taken back, so they stay polite for as long as they live.
        """
        workers = [process_id for run in list(self._runs.values()) if (process_id := run.process_id) is not None]
        if sys.platform == "win32" or len(workers) <= (os.cpu_count() or 1):
            return
        for process_id in workers:
            with suppress(ProcessLookupError, PermissionError):  # it has just ended; a machine that forbids it
                os.setpriority(os.PRIO_PROCESS, process_id, POLITE)

    def forget(self, run: Run) -> None:
        """Drop a closed run; unknown ones are ignored."""
        with self._lock:
            self._runs.pop(run.token, None)

    def close(self) -> None:
        """End every run; idempotent."""
        for run in list(self._runs.values()):
            run.close()
        self.pool.close()


def _tell(viewers: Iterable[Deliver], notice: Notice) -> None:
    for deliver in viewers:
        deliver(notice)


def _receive(pipe: Connection) -> bytes | None:
    """Return the next message of a worker, or ``None`` once it is gone."""
    try:
        return pipe.recv_bytes()
    except (EOFError, OSError):
        return None


RUNS = Runs(usual_limit())
"""Those of this process; a server sets the limit that its environment says."""
