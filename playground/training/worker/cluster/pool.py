"""The server's side of a cluster: asks for workers, and takes their connections."""

from __future__ import annotations

import logging
import multiprocessing
import threading
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from playground.experiment.gan import GanExperiment
from playground.training.trainers.cost import WORTH_IT, multiplications
from playground.training.worker.cluster.broker import SHARE, Broker, Started, end_with_server
from playground.training.worker.cluster.gate import Gate
from playground.training.worker.cluster.joining import NoClusterError
from playground.training.worker.cluster.line import Invitation
from playground.training.worker.cluster.main_script import main_script_hidden
from playground.training.worker.commands import Settings
from playground.training.worker.pools import NoWorkerError
from playground.training.worker.processes import cut

_LOGGER = logging.getLogger(__name__)

ARRIVAL = 10.0
"""Seconds that a worker which was started has until it is here."""
MOST_HELPERS = 15
"""Processes that help one run, at most."""
BROKEN = (EOFError, OSError)
"""What asking the broker's process raises when that is gone."""


@dataclass(frozen=True)
class ClusterWorker:
    """A worker on a machine of the cluster.

    Parameters
    ----------
    pipe
        The server's end of its TCP connection.
    started
        Its process and node.
    """

    pipe: Connection
    started: Started
    invitation: Invitation
    pool: ClusterPool
    is_local = False
    ran_out_of_memory = False  # what ended it is known to its own machine

    @property
    def process_id(self) -> int | None:
        """The number of its process, on its machine."""
        return self.started.process_id

    def end(self) -> None:
        """Cut the connection, which ends the worker, and give its room back; idempotent.

        Whoever listens to it closes it.
        """
        cut(self.pipe)
        self.pool.let_go(self.invitation)

    def is_lost(self) -> bool:
        """Return whether its machine went with it, or that of somebody who helped it."""
        return any(map(self.pool.has_lost, {self.started.node, *self.started.helpers}))


class ClusterPool:
    """Starts workers on a Ray cluster. One for the whole server; safe to use from several threads.

    Parameters
    ----------
    address
        Of the cluster; this machine belongs to it.

    Raises
    ------
    NoClusterError
        If there is none.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._lock = threading.Lock()
        self._broker, self._cluster = self._connect()
        self._gate = Gate(self._cluster.host())
        self._closed = False

    def _connect(self) -> tuple[Broker, Any]:
        # A new interpreter: a fork of this one, or of what forks workers, would bring threads and PyTorch along.
        broker = Broker(ctx=multiprocessing.get_context("spawn"))
        with main_script_hidden():
            broker.start(end_with_server)
        try:
            cluster = broker.Cluster()
            cluster.join(self._address)
            return broker, cluster
        except BaseException:
            broker.shutdown()
            raise

    def usual_limit(self) -> int:
        """Return how many workers the cluster has room for."""
        return max(1, int(self._cluster.cores() / SHARE))

    def warm_up(self) -> None:
        """Wait until every node can fork workers."""
        self._cluster.warm_up()

    def take(self, settings: Settings | None = None) -> ClusterWorker:
        """Return a new worker, on a node that Ray chooses by what is free.

        Raises
        ------
        RunLimitError
            If no node has room.
        NoWorkerError
            If none could be started, or its connection did not come.
        """
        cluster = self._ask()
        try:
            helpers = _helpers(settings, cluster.cores()) if settings is not None else 0
            invitation, coming = self._gate.invite(helpers)
        except BROKEN as error:
            raise NoWorkerError(f"the cluster does not answer: {error!r}") from error
        try:
            started: Started = cluster.start(invitation, settings is not None and _wants_card(settings))
            pipe = coming.result(ARRIVAL)
            if helpers:
                pipe.send(len(started.helpers))
            return ClusterWorker(pipe, started, invitation, self)
        except BROKEN as error:  # a timeout too
            self.let_go(invitation)
            _close(coming)
            raise NoWorkerError(f"no worker came from the cluster: {error!r}") from error
        finally:
            self._gate.forget(invitation)

    def let_go(self, invitation: Invitation) -> None:
        """Let a worker's node end it, and give its room back."""
        if not self._closed:
            with suppress(NoWorkerError, *BROKEN):  # all of them ended with the broker, or their room is Ray's to mind
                self._cluster.end(invitation.ticket)

    def has_lost(self, node: str) -> bool:
        """Return whether a node is gone, or all of them are."""
        try:
            return not self._closed and bool(self._cluster.is_lost(node))
        except BROKEN:
            return True

    def close(self) -> None:
        """Leave the cluster, which ends all workers there; idempotent."""
        with self._lock:
            self._closed = True
            self._gate.close()
            self._broker.shutdown()

    def _ask(self) -> Any:
        """Return the cluster, by a new process if the one before has ended: Ray ends it when the cluster is gone."""
        with self._lock:
            if self._closed:
                raise NoWorkerError("the server ends")
            try:
                self._cluster.is_there()
            except BROKEN as error:
                _LOGGER.warning("the connection to the cluster is lost (%r); trying again", error)
                try:
                    self._broker, self._cluster = self._connect()
                except (NoClusterError, *BROKEN) as still:
                    raise NoWorkerError(f"the cluster does not answer: {still}") from still
            return self._cluster


def _close(coming: Future[Connection]) -> None:
    """Close the connection of a worker that came too late."""
    coming.add_done_callback(lambda late: late.result().close())


def _helpers(settings: Settings, cores: float) -> int:
    """Return how many other processes may train some of a run's networks: one of each core, at most.

    Any comparison has them from the start, as what it compares may become networks for images.
    """
    if settings.comparison is None or isinstance(settings.experiment, GanExperiment):
        return 0
    return max(min(settings.comparison.networks, int(cores), MOST_HELPERS + 1) - 1, 0)


def _wants_card(settings: Settings) -> bool:
    """Return whether a run would train on a graphics card, if its machine had one."""
    if settings.device != "auto":
        return settings.device == "cuda"
    networks = settings.comparison.networks if settings.comparison else 1
    return networks * multiplications(settings.experiment) >= WORTH_IT
