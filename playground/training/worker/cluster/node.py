"""What stands on each machine of the cluster: an actor of Ray's that forks workers as the server's own pool does.

An actor for each worker would take seconds to start; this one is there already, and a fork takes milliseconds.
"""

from __future__ import annotations

import os
import socket
import threading
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection

from playground.training.worker.cluster.line import Invitation, come
from playground.training.worker.cluster.main_script import main_script_hidden
from playground.training.worker.processes import WorkerHandle, WorkerPool

ARRIVAL = 5.0
"""Seconds that a helper which was started has until it is here."""
LAST = 19
"""What a worker adds to its nice value once it has come (19 is the most that there is): Ray starts actors with 15, and
who trains must neither keep those waiting nor the next worker on its way to the server."""


class Node:
    """The workers of one machine; Ray calls it from several threads.

    It is told all it knows by the server that it belongs to, and ends with it.
    """

    def __init__(self) -> None:
        self._pool = WorkerPool(work_for_server)
        self._workers: dict[bytes, WorkerHandle] = {}
        self._lock = threading.Lock()
        with main_script_hidden():
            self._pool.warm_up()

    def is_ready(self) -> bool:
        """Return that workers can be forked: it is answered only once they can."""
        return True

    def start(self, invitation: Invitation) -> tuple[int, list[Invitation]]:
        """Start a worker that comes to whoever invites it; return the number of its process, and whom it invites."""
        with self._lock:
            with main_script_hidden():
                handle = self._pool.take()
            self._workers[invitation.ticket] = handle
        handle.pipe.send(invitation)
        assert handle.process.pid is not None
        return handle.process.pid, handle.pipe.recv() if invitation.helpers else []

    def end(self, ticket: bytes) -> None:
        """End a worker, one way or another; unknown ones are ignored."""
        with self._lock:
            handle = self._workers.pop(ticket, None)
        if handle is not None:
            handle.discard()


def work_for_server(pipe: Connection) -> None:
    """Come to the server and serve its run, until it or this machine's actor is gone. Entry point of the process.

    Or come to another worker, and help it.
    """
    try:
        invitation: Invitation = pipe.recv()
        line = come(invitation)
        os.nice(LAST)
        party = Party(line, invitation.helpers) if invitation.helpers else None
        if party is not None:
            pipe.send(party.invitations)
    except (EOFError, OSError, AuthenticationError, KeyboardInterrupt):
        return  # the server misses it, and says so to whoever waits
    threading.Thread(target=_end_with, args=(pipe,), daemon=True).start()
    from playground.training.worker.preload import help_worker, work

    with suppress(KeyboardInterrupt, OSError, EOFError):
        if invitation.helps:
            help_worker(line)
            return
        if party is not None:
            party.gather()
        work(line, is_kept=True)


class Party:
    """The helpers that a worker invites.

    Parameters
    ----------
    line
        The worker's connection to the server: by the same network the helpers reach this machine.
    most
        How many are invited.
    """

    def __init__(self, line: Connection, most: int) -> None:
        from playground.training.worker.cluster.gate import Gate

        with socket.socket(fileno=os.dup(line.fileno())) as connected:
            self._gate = Gate(connected.getsockname()[0])
        self._line = line
        self._invited = [self._gate.invite(helps=True) for _ in range(most)]

    @property
    def invitations(self) -> list[Invitation]:
        """One for each."""
        return [invitation for invitation, _coming in self._invited]

    def gather(self) -> None:
        """Hear from the server how many were started, and take them; one that does not come in time is done without.

        Raises
        ------
        EOFError, OSError
            If the server hangs up.
        """
        from playground.training.population.helpers import HELPERS

        started: int = self._line.recv()
        for _invitation, coming in self._invited[:started]:
            with suppress(TimeoutError):
                HELPERS.join(coming.result(ARRIVAL))
        self._gate.close()


def _end_with(pipe: Connection) -> None:
    """End this process with the actor that started it: Ray takes its machine for lost then, whoever trains there."""
    with suppress(EOFError, OSError):
        pipe.recv_bytes()
    os._exit(0)
