"""What stands on each machine of the cluster: an actor of Ray's that forks workers as the server's own pool does.

An actor for each worker would take seconds to start; this one is there already, and a fork takes milliseconds.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection

from playground.training.worker.cluster.line import Invitation, come
from playground.training.worker.cluster.main_script import main_script_hidden
from playground.training.worker.processes import WorkerHandle, WorkerPool

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

    def start(self, invitation: Invitation) -> int:
        """Start a worker that comes to the server, and return the number of its process."""
        with self._lock:
            with main_script_hidden():
                handle = self._pool.take()
            self._workers[invitation.ticket] = handle
        handle.pipe.send(invitation)
        assert handle.process.pid is not None
        return handle.process.pid

    def end(self, ticket: bytes) -> None:
        """End a worker, one way or another; unknown ones are ignored."""
        with self._lock:
            handle = self._workers.pop(ticket, None)
        if handle is not None:
            handle.discard()


def work_for_server(pipe: Connection) -> None:
    """Come to the server and serve its run, until it or this machine's actor is gone. Entry point of the process."""
    try:
        invitation: Invitation = pipe.recv()
        line = come(invitation)
        os.nice(LAST)
    except (EOFError, OSError, AuthenticationError, KeyboardInterrupt):
        return  # the server misses it, and says so to whoever waits
    threading.Thread(target=_end_with, args=(pipe,), daemon=True).start()
    from playground.training.worker.preload import work

    with suppress(KeyboardInterrupt, OSError):
        work(line, is_kept=True)


def _end_with(pipe: Connection) -> None:
    """End this process with the actor that started it: Ray takes its machine for lost then, whoever trains there."""
    with suppress(EOFError, OSError):
        pipe.recv_bytes()
    os._exit(0)
