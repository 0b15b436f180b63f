"""Who starts workers: this machine (:mod:`.processes`) or a Ray cluster (:mod:`.cluster`). What both promise."""

from __future__ import annotations

from multiprocessing.connection import Connection
from typing import Protocol

from playground.training.worker.commands import Settings


class NoWorkerError(RuntimeError):
    """No worker could be started, for a reason that may pass: the cluster does not answer."""


class StartedWorker(Protocol):
    """A worker that waits for its first command, wherever it runs."""

    @property
    def pipe(self) -> Connection:
        """The server's end: commands in, frames out. The server takes bytes from it alone, and unpickles nothing."""
        ...

    @property
    def process_id(self) -> int | None:
        """The number of its process, on the machine where it runs."""
        ...

    @property
    def is_local(self) -> bool:
        """Whether it runs on this machine, so that its number means something here."""
        ...

    @property
    def ran_out_of_memory(self) -> bool:
        """Whether it has ended because its network needs more memory than a worker may take, if that is known."""
        ...

    def end(self) -> None:
        """Cut the pipe, which ends the worker, and let go of all that it held; idempotent.

        It is not closed here, as a thread may be reading from it: that one does.
        """
        ...

    def is_lost(self) -> bool:
        """Return, once its pipe is closed, whether its machine went with it. Asking may take some seconds."""
        ...


class Pool(Protocol):
    """Starts workers; safe to use from several threads."""

    def warm_up(self) -> None:
        """Pay now for what the first worker would pay."""
        ...

    def take(self, settings: Settings | None = None) -> StartedWorker:
        """Return a new worker, on a machine that suits what it is going to train.

        Raises
        ------
        RunLimitError
            If no machine has room.
        NoWorkerError
            If none could be started.
        """
        ...

    def close(self) -> None:
        """End all that is no run's; idempotent."""
        ...


def received(pipe: Connection) -> bytes | None:
    """Return the next message of a worker, or ``None`` once it is gone."""
    try:
        return pipe.recv_bytes()
    except (EOFError, OSError):
        return None
