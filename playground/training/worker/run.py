"""A run: one network of one page of one session, its worker and who watches it."""

from __future__ import annotations

import logging
import queue
import secrets
import threading
import time
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from playground.training.worker.commands import (
    Adjust,
    Command,
    Forget,
    HandOver,
    Instruction,
    Picture,
    Settings,
    Start,
    Survey,
)
from playground.training.worker.keepsake import Keepsake
from playground.training.worker.notices import Deliver, Notice, tell
from playground.training.worker.pending_glances import DeliverGlance, Goals, PendingGlances
from playground.training.worker.places import Place, Places, RunLimitError, Visitor
from playground.training.worker.pools import NoWorkerError, Pool, StartedWorker, received
from playground.training.worker.priorities import put_pages_first
from playground.training.worker.processes import close
from playground.training.worker.slider_moves import SliderMoves

_LOGGER = logging.getLogger(__name__)

RETRIES = 60.0
"""Seconds in which a run looks for another machine when its own is lost: Ray may notice that later than we do."""


class Owner(Protocol):
    """Whose a run is: all runs of a server."""

    places: Places
    pool: Pool

    def worker_processes(self) -> list[int]:
        """Return the numbers of all workers' processes that live on this machine."""
        ...

    def forget(self, run: Run) -> None:
        """Drop a closed run."""
        ...


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
    visitor
        Whose it is.
    number
        Counts the runs of a server: a name for people that opens nothing, as the token does.
    """

    def __init__(self, settings: Settings, playing: bool, owner: Owner, visitor: Visitor, number: int) -> None:
        self.token = secrets.token_urlsafe(24)
        self.visitor, self.number = visitor, number
        self._settings, self._playing, self._owner = settings, playing, owner
        self._generation = 0
        self._worker: StartedWorker | None = None
        self._place: Place | None = None
        self._kept: Keepsake | None = None
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
        return worker.process_id if worker else None

    @property
    def local_process_id(self) -> int | None:
        """The same, if the worker runs on this machine."""
        worker = self._worker
        return worker.process_id if worker and worker.is_local else None

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
                tell(others, Notice.STARTED)
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

    def state(self, patience: float = 5.0) -> bytes | None:
        """Return the network as it is now, for another run to begin with.

        ``None`` where there is no worker, more than one network, or no answer within so many seconds.
        """
        answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        with self._lock:
            if self._worker is None:
                return None
            self._next_viewer += 1
            self._glances.wait(self._next_viewer, answers.put)
            self._send(HandOver(self._next_viewer))
        with suppress(queue.Empty):
            return answers.get(timeout=patience) or None
        return None

    def begin_with(self, state: bytes) -> None:
        """Let the first worker go on from another run's state, where that is of the same network."""
        self._kept = Keepsake(self._generation, False, state)

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
                tell(self._viewers.values(), Notice.STARTED)
            return started

    def _ensure_worker(self) -> bool:
        with self._lock:
            if self._worker is not None or self._closed:
                return False
            place = self._owner.places.take(self)
            try:
                self._worker = self._owner.pool.take(self._settings)
            except BaseException:
                self._owner.places.give_back(place)
                raise
            self._place = place
            kept = self._kept if self._kept and self._kept.generation == self._generation else None
            self._generation += 1
            self._kept = kept and replace(kept, generation=self._generation)  # until the new worker sends its own
            self._send(Start(self._settings, self._generation, self._playing, kept.state if kept else None))
            self._playing = False
            put_pages_first(self._owner.worker_processes())
            threading.Thread(target=self._listen, args=(self._worker,), name="run-listener", daemon=True).start()
            return True

    def put_to_sleep(self) -> None:
        """End the worker; the next viewer gets a new one, and whoever has just come is told."""
        if (worker := self._worker) is not None:
            self._end(worker)

    def give_way(self, place: Place) -> None:
        """End the worker that has a place; one that was started since goes on."""
        with self._lock:
            worker = self._worker if self._place is place else None
        if worker is not None:
            self._end(worker, Notice.GAVE_WAY)

    def _end(self, worker: StartedWorker, notice: Notice = Notice.GONE) -> bool:
        """End a worker if it is still this run's, give its place back and tell the viewers; return whether it was."""
        with self._lock:
            if self._worker is not worker:
                return False
            place, self._worker, self._place = self._place, None, None
            viewers = list(self._viewers.values())
            self._glances.forget_all()
        worker.end()
        if place is not None:
            self._owner.places.give_back(place)
        tell(viewers, Notice.TOO_LARGE if worker.ran_out_of_memory else notice)
        return True

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

    def _listen(self, worker: StartedWorker) -> None:
        """Deliver frames until the worker's pipe ends, then close it and tell the viewers."""
        while (packed := received(worker.pipe)) is not None:
            if (kept := Keepsake.of(packed)) is not None:
                self._kept = kept
                continue
            number = int.from_bytes(packed[:8], "little")
            deliver = self._viewers.get(number) or self._glances.take(number)
            if deliver is not None:
                deliver(packed[8:])
        is_ours = self._end(worker)
        close(worker.pipe)
        if is_ours and worker.is_lost():
            self._go_on_elsewhere()

    def _go_on_elsewhere(self) -> None:
        """Start the worker anew where there is another machine, for whoever watches: this one is not to blame."""
        end = time.monotonic() + RETRIES
        while self._worker is None and self._viewers and not self._closed and time.monotonic() < end:
            try:
                with self._lock:
                    self._playing = self._kept is not None and self._kept.playing
                    self.ensure_worker()
            except (NoWorkerError, RunLimitError) as error:
                _LOGGER.warning("a run whose machine was lost does not start yet: %s", error)
                time.sleep(1.0)
