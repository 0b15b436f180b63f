"""The application in a process of its own, and where the browser is that looks at it: for benchmarks and for tests."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0  # seconds for a server to start on a slow machine


@dataclass(frozen=True)
class Served:
    """A running server.

    Parameters
    ----------
    port
        Where it listens, on 127.0.0.1.
    base
        Path below which it serves everything: empty, or ``/class``.
    process
        Its process.
    """

    port: int
    base: str
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        """The start page's address."""
        return f"http://127.0.0.1:{self.port}{self.base}"

    @property
    def socket(self) -> str:
        """What the addresses of its WebSockets begin with."""
        return f"ws://127.0.0.1:{self.port}{self.base}"

    def children(self) -> list[psutil.Process]:
        """Return the processes that it has started, workers and their fork server among them."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def stop(self, seconds: float) -> None:
        """Press Ctrl-C and wait for the end.

        Raises
        ------
        subprocess.TimeoutExpired
            If the server goes on for longer.
        """
        self.process.send_signal(signal.SIGINT)
        self.process.wait(seconds)


@contextmanager
def serve(base: str = "", port: int | None = None, root: Path = ROOT, **environment: str) -> Iterator[Served]:
    """Start the application, on a free port unless one is given, and end it.

    Parameters
    ----------
    root
        The checkout whose application it is.

    Raises
    ------
    RuntimeError
        If it ends, or a minute has passed, and it does not listen there.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    options = ["--server.headless", "true", "--server.baseUrlPath", base.strip("/")]
    process = subprocess.Popen(
        command + options,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)} | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    served = Served(port, base, process)
    try:
        _wait_for_port(process, port)
        wait_for(f"{served.address}/_stcore/health")
        yield served
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for_port(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until this process listens on a port: another that found it free at the same moment may answer there."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        with suppress(psutil.NoSuchProcess):
            sockets = psutil.Process(process.pid).net_connections("tcp")
            if any(one.status == psutil.CONN_LISTEN and one.laddr.port == port for one in sockets):
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server does not listen on port {port}; it ended with {process.poll()}")


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(address: str) -> None:
    """Wait until an address answers.

    Raises
    ------
    TimeoutError
        If it does not within a minute.
    """
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise TimeoutError(f"{address} does not answer")


def chromium() -> str | None:
    """Return where Chromium is, as ``NEURAL_PLAYGROUND_CHROMIUM`` says or where systems put it, or ``None``."""
    named = os.environ.get("NEURAL_PLAYGROUND_CHROMIUM")
    candidates = [named] if named else ["/usr/bin/chromium", shutil.which("chromium")]
    return next((path for path in candidates if path and os.access(path, os.X_OK)), None)
