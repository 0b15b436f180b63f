"""The TCP connection between a worker on another machine and the server, as both ends set it up.

Who connects proves by a key that it belongs here, and the server proves it too, before anything is unpickled: the
handshake of :mod:`multiprocessing.connection`. It authenticates and does not encrypt: a cluster's network is trusted,
as Ray itself needs it.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import AuthenticationError, connection
from multiprocessing.connection import Connection

UNREACHABLE = 4
"""Seconds after which a machine that does not answer any more, not even to refuse, counts as lost."""
TICKET_BYTES = 16


@dataclass(frozen=True)
class Invitation:
    """What a worker needs to come to the server.

    Parameters
    ----------
    host, port
        Where the server listens.
    key
        What both sides know.
    ticket
        Which worker it is, ``TICKET_BYTES`` long.
    helpers
        How many others it may invite itself, to train some of its networks.
    helps
        Whether it is one of those: who invites it is a worker then, not the server.
    """

    host: str
    port: int
    key: bytes
    ticket: bytes
    helpers: int = 0
    helps: bool = False


def come(invitation: Invitation) -> Connection:
    """Connect to the server, and return the worker's end.

    Raises
    ------
    OSError
        If nobody answers there, or hangs up.
    multiprocessing.AuthenticationError
        If either side does not know the key.
    """
    dialled = socket.create_connection((invitation.host, invitation.port), UNREACHABLE)
    line = prepared(dialled)
    try:
        connection.answer_challenge(line, invitation.key)
        connection.deliver_challenge(line, invitation.key)
        line.send_bytes(invitation.ticket)
    except AssertionError as error:  # Python 3.11 says it so if the other side speaks of something else
        line.close()
        raise AuthenticationError("no server of ours answers") from error
    except BaseException:
        line.close()
        raise
    return line


def prepared(connected: socket.socket) -> Connection:
    """Return a connection over a socket that waits for nothing, and closes soon after the other machine has gone.

    The kernel asks after a silent machine each second; without, one that lost its power would be waited for for hours.
    """
    connected.settimeout(None)
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else a frame's end waits for 40 ms
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 1), ("TCP_KEEPINTVL", 1), ("TCP_KEEPCNT", UNREACHABLE - 1)):
        if hasattr(socket, name):
            connected.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000 * UNREACHABLE)
    return Connection(connected.detach())


def greet(line: Connection, key: bytes) -> bytes:
    """Let somebody prove that they know the key, prove it to them, and return their ticket.

    Raises
    ------
    OSError, EOFError, AssertionError
        If they hang up, or say something else; also something too long.
    multiprocessing.AuthenticationError
        If they do not know the key.
    """
    connection.deliver_challenge(line, key)
    connection.answer_challenge(line, key)
    return line.recv_bytes(TICKET_BYTES)


def close(line: Connection) -> None:
    """Close a connection that may be closed already."""
    with suppress(OSError):
        line.close()
