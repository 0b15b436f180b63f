"""A real server for tests: the application in a process of its own, and one session of it without a browser."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

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
        return f"http://127.0.0.1:{self.port}{self.base}"

    @property
    def socket(self) -> str:
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
def serve(base: str = "", port: int | None = None, **environment: str) -> Iterator[Served]:
    """Start the application, on a free port unless one is given, and end it."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    options = ["--server.headless", "true", "--server.baseUrlPath", base.strip("/")]
    process = subprocess.Popen(
        command + options,
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    served = Served(port, base, process)
    try:
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


@contextmanager
def session(served: Served) -> Iterator[tuple[ClientConnection, str]]:
    """Open the start page as a browser does; yield the connection and the token of the page's run."""
    with connect(f"{served.socket}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as browser:  # type: ignore[list-item]
        hello = BackMsg()
        hello.rerun_script.query_string = ""
        browser.send(hello.SerializeToString())
        while True:
            received = browser.recv(timeout=PATIENCE)
            assert isinstance(received, bytes)
            token = re.search(rb'"token": ?"([\w-]+)"', received)
            if token:
                yield browser, token[1].decode()
                return
            assert ForwardMsg.FromString(received).WhichOneof("type") != "script_finished", "the page shows no run"


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
