"""Where workers of other machines come in: one listening socket of the server, and who may pass."""

from __future__ import annotations

import logging
import secrets
import socket
import threading
import time
from concurrent.futures import Future
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection

from playground.training.worker.cluster.line import TICKET_BYTES, Invitation, close, greet, prepared
from playground.training.worker.processes import cut

_LOGGER = logging.getLogger(__name__)

HANDSHAKE = 3.0
"""Seconds that somebody has to prove who they are."""
MOST_STRANGERS = 32
"""Connections that have proved nothing yet; for another one the oldest goes, since a worker needs milliseconds."""


class Gate:
    """Takes the connections of workers that are expected, and refuses all others; safe to use from several threads.

    Parameters
    ----------
    host
        The address of this machine that the others reach.

    Attributes
    ----------
    refused
        How many connections were turned away.
    """

    def __init__(self, host: str) -> None:
        self._host, self._key = host, secrets.token_bytes(32)
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listening = socket.create_server((host, 0), family=family, backlog=MOST_STRANGERS)
        self._port = int(self._listening.getsockname()[1])
        self._listening.settimeout(0.5)  # closing a socket does not wake who waits on it
        self._expected: dict[bytes, Future[Connection]] = {}
        self._strangers: dict[Connection, float] = {}
        self._lock = threading.Lock()
        self._closed = False
        self.refused = 0
        threading.Thread(target=self._listen, name="gate", daemon=True).start()

    def invite(self, helpers: int = 0, helps: bool = False) -> tuple[Invitation, Future[Connection]]:
        """Return what a worker needs to come here once, and what will hold its connection."""
        ticket, coming = secrets.token_bytes(TICKET_BYTES), Future[Connection]()
        with self._lock:
            self._expected[ticket] = coming
        return Invitation(self._host, self._port, self._key, ticket, helpers, helps), coming

    def forget(self, invitation: Invitation) -> None:
        """Expect a worker no more."""
        with self._lock:
            self._expected.pop(invitation.ticket, None)

    def close(self) -> None:
        """Let nobody in any more; idempotent."""
        with self._lock:
            self._closed = True
            for line in self._strangers:
                _hang_up(line)

    def _listen(self) -> None:
        with self._listening:
            while not self._closed:
                try:
                    accepted, _address = self._listening.accept()
                except TimeoutError:
                    self._hang_up_on_the_slow()
                    continue
                except OSError as error:  # a connection that broke at once; no file descriptor left
                    _LOGGER.warning("a connection could not be taken: %s", error)
                    time.sleep(0.1)
                    continue
                self._hang_up_on_the_slow()
                self._admit(accepted)

    def _admit(self, accepted: socket.socket) -> None:
        try:
            line = prepared(accepted)
        except OSError:  # it has gone again
            accepted.close()
            return
        with self._lock:
            self._strangers[line] = time.monotonic()
            for oldest in list(self._strangers)[:-MOST_STRANGERS]:
                _hang_up(oldest)
            if self._closed:  # since it was taken
                _hang_up(line)
        threading.Thread(target=self._greet, args=(line,), name="gate-handshake", daemon=True).start()

    def _hang_up_on_the_slow(self) -> None:
        with self._lock:
            for line, since in self._strangers.items():
                if time.monotonic() - since > HANDSHAKE:
                    _hang_up(line)

    def _greet(self, line: Connection) -> None:
        """Let a worker pass that knows the key and is expected."""
        try:
            ticket = greet(line, self._key)
        except (AuthenticationError, OSError, EOFError, AssertionError) as error:
            self._refuse(line, repr(error))
            return
        with self._lock:
            del self._strangers[line]
            coming = self._expected.pop(ticket, None)
        if coming is None:
            self._refuse(line, "nobody expects it")
        else:
            coming.set_result(line)

    def _refuse(self, line: Connection, reason: str) -> None:
        with self._lock:
            self._strangers.pop(line, None)
            self.refused += 1
        close(line)
        _LOGGER.info("a connection was refused: %s", reason)


def _hang_up(line: Connection) -> None:
    """End a conversation that another thread waits in; that one closes it, once it is no stranger any more."""
    with suppress(OSError):  # the other side was faster
        cut(line)
