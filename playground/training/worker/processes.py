"""Where worker processes come from.

On Linux a fork server imports PyTorch once and forks a worker in some milliseconds. macOS and Windows have to start a
new interpreter each time; there a spare one is kept ready.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from playground.training.worker.commands import Settings
from playground.training.worker.memory_limit import OUT_OF_MEMORY

# torch._dynamo is imported lazily by every optimizer, at 0.9 s and 119 MB a process if it is not here.
PRELOAD = ("torch", "torch._dynamo", "numpy", "playground.training.worker.preload")

_ENDS = threading.Lock()
"""Held while a pipe is cut or closed: it must not be closed between its number being read and used."""


@dataclass(frozen=True)
class WorkerHandle:
    """A worker process that waits for its first command.

    Parameters
    ----------
    process
        The process.
    pipe
        The server's end: commands in, frames out.
    """

    process: BaseProcess
    pipe: Connection
    is_local = True

    @property
    def process_id(self) -> int | None:
        """The process's number."""
        return self.process.pid

    def is_lost(self) -> bool:
        """Return that this machine is still there."""
        return False

    @property
    def ran_out_of_memory(self) -> bool:
        """Whether it has ended because its network needs more memory than a worker may take."""
        return self.process.exitcode == OUT_OF_MEMORY

    def end(self) -> None:
        """Cut the pipe, which ends the worker, and reap it; idempotent. Whoever listens to the pipe closes it."""
        cut(self.pipe)
        self.process.join(2)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()

    def discard(self) -> None:
        """End a worker to which nobody listens; idempotent."""
        self.end()
        close(self.pipe)


class WorkerPool:
    """Starts worker processes. One for the whole server; safe to use from several threads.

    Parameters
    ----------
    work
        What a worker does with its end of the pipe; ``None`` for what the server's own do.
    """

    def __init__(self, work: Callable[[Connection], None] | None = None) -> None:
        self._work = work or _work
        # NumPy's threads in one worker wait for those of the others: measured, a gradient through time took 240 ms in
        # place of 6. It reads this when it is loaded, so the environment must say it before.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        forks = sys.platform == "linux"
        self._context = multiprocessing.get_context("forkserver") if forks else multiprocessing.get_context("spawn")
        if forks:
            self._context.set_forkserver_preload(list(PRELOAD))
        self._spares = 0 if forks else 1
        self._ready: list[WorkerHandle] = []
        self._lock = threading.Lock()
        self._closed = False

    def warm_up(self) -> None:
        """Pay now for what the first worker would pay: the fork server's imports, or a spare interpreter."""
        handle = self._start()
        if self._spares:
            self._ready.append(handle)
        else:
            handle.discard()

    def take(self, settings: Settings | None = None) -> WorkerHandle:
        """Return a new worker; on one machine all are alike, whatever they train."""
        with self._lock:
            handle = self._ready.pop() if self._ready else None
        if self._spares:
            threading.Thread(target=self._refill, name="pool", daemon=True).start()
        return handle or self._start()

    def close(self) -> None:
        """End the spare workers; idempotent."""
        with self._lock:
            self._closed = True
            spares, self._ready = self._ready, []
        for handle in spares:
            handle.discard()

    def _refill(self) -> None:
        handle = self._start()
        with self._lock:
            if not self._closed and len(self._ready) < self._spares:
                self._ready.append(handle)
                return
        handle.discard()

    def _start(self) -> WorkerHandle:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=self._work, args=(theirs,), name="playground-worker", daemon=True)
        with _interrupts_held():
            process.start()
        theirs.close()
        return WorkerHandle(process, ours)


def cut(pipe: Connection) -> None:
    """End the talk on both sides, so that a thread that reads from a pipe stops.

    Closing is left to that thread: the number of a closed file is given to the next one that opens, from which a thread
    that was about to read would take what is another run's.
    """
    if sys.platform == "win32":
        pipe.close()
        return
    with _ENDS, suppress(OSError), socket.socket(fileno=os.dup(pipe.fileno())) as our_end:
        our_end.shutdown(socket.SHUT_RDWR)


def close(pipe: Connection) -> None:
    """Close a pipe that no other thread reads from or writes to; idempotent."""
    with _ENDS:
        pipe.close()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep Ctrl-C from what is started meanwhile: a fork server that still imports would print a traceback.

    A process inherits what its starter's thread holds back. All of them end when the server closes their pipes.
    """
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # where this comes later, it lets the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: Connection) -> None:
    """Import the worker in its own process; the server never loads PyTorch."""
    from playground.training.worker.preload import work

    with suppress(KeyboardInterrupt):
        work(pipe)
