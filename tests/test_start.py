"""The start of the app from the command line: quick, in any folder, and ended by Ctrl-C without a trace."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from playground.start import FIRST_PORT, AddressError, check_address, free_port, link
from tests.serving import free_port as unused_port
from tests.serving import wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C goes to process groups there")


@contextmanager
def app(folder: Path, port: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Start the app in a terminal's way: a process group of its own, in some folder."""
    process = subprocess.Popen(
        [sys.executable, "-m", "playground", "--port", str(port), *options],
        cwd=folder,
        env=os.environ | {"LC_ALL": "C"},
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def press_ctrl_c(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Interrupt all processes of the group, as a terminal does; return what the app has written."""
    os.killpg(process.pid, signal.SIGINT)
    return process.communicate(timeout=60)


def wait_for_end(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Return those of the processes that live on."""
    _gone, alive = psutil.wait_procs(processes, timeout=20)
    return [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]


def test_serves_every_page_and_ends_cleanly(tmp_path: Path) -> None:
    port = unused_port()
    with app(tmp_path, port) as process:
        wait_for(f"http://localhost:{port}/perceptron")
        with urllib.request.urlopen(f"http://localhost:{port}/") as answer:
            assert answer.status == 200
        children = psutil.Process(process.pid).children(recursive=True)
        out, err = press_ctrl_c(process)
        assert process.returncode == 0
        assert f"http://localhost:{port}" in out
        assert "Traceback" not in err
        assert wait_for_end(children) == []


@pytest.mark.parametrize("seconds", [0.6, 1.2, 2.5])
def test_ctrl_c_while_it_starts(tmp_path: Path, seconds: float) -> None:
    with app(tmp_path, unused_port()) as process:
        assert process.stdout is not None
        assert process.stdout.readline()  # the command runs; what it imports and warms up comes now
        time.sleep(seconds)
        children = psutil.Process(process.pid).children(recursive=True)
        _out, err = press_ctrl_c(process)
        assert process.returncode == 0
        assert "Traceback" not in err
        assert wait_for_end(children) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a second address of its own")
def test_listens_only_where_told(tmp_path: Path) -> None:
    port = unused_port()
    with app(tmp_path, port, "--host", "127.0.0.1") as process:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.2", port)):
            pass
        out, _err = press_ctrl_c(process)
        assert "network" not in out


def test_port_in_use_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with app(tmp_path, port) as process:
            out, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert out == ""
    assert err.startswith(f"neural-playground: port {port} is in use")
    assert err.count("\n") == 1


def test_needs_neither_torch_nor_streamlit_to_speak() -> None:
    code = (
        "import sys, playground.cli, playground.start; sys.exit(bool({'torch', 'streamlit', 'rich'} & {*sys.modules}))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_takes_the_next_port_when_the_first_is_in_use() -> None:
    first = free_port("127.0.0.1")
    with socket.create_server(("127.0.0.1", first)):
        assert free_port("127.0.0.1") > first >= FIRST_PORT
        with pytest.raises(AddressError, match=f"port {first} is in use"):
            check_address("127.0.0.1", first)


def test_link() -> None:
    assert link(None, 8501) == "http://localhost:8501"
    assert link("0.0.0.0", 80, "/perceptron") == "http://localhost:80/perceptron"
    assert link("::1", 80) == "http://[::1]:80"
