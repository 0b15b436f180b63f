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

from benchmarks.serving import PATIENCE, ROOT, wait_for
from benchmarks.serving import free_port as unused_port
from playground import start as module
from playground.start import FIRST_PORT, AddressError, Reach, audience, check_address, free_port, link, reach

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
    _gone, alive = psutil.wait_procs(processes, timeout=60)
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


@contextmanager
def served(way: list[str], port: int, locale: str = "C", **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Serve in one of the ways there are, at a port; yield the process once it answers."""
    language = {"LC_ALL": locale, "PYTHONIOENCODING": "utf-8"}
    streamlit = {"STREAMLIT_SERVER_PORT": str(port), "STREAMLIT_SERVER_HEADLESS": "true"}
    process = subprocess.Popen(
        [sys.executable, *(part.format(port=port) for part in way)],
        cwd=ROOT,
        env=os.environ | language | streamlit | environment,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def answers(address: str, port: int) -> bool:
    """Return whether something listens there; anything but a refusal is an error."""
    try:
        with socket.create_connection((address, port), timeout=PATIENCE):
            return True
    except ConnectionRefusedError:
        return False


COMMAND = ["-m", "playground", "--port", "{port}"]
STREAMLIT = ["-m", "streamlit", "run", "app.py"]
THE_APP = ["app.py", "--port", "{port}"]
OPEN = ["0.0.0.0", *(["::"] if socket.has_dualstack_ipv6() else [])]
LOCAL = ["127.0.0.1", *(["::1"] if socket.has_dualstack_ipv6() else [])]


OPENED = [
    *([*COMMAND, "--host", host] for host in OPEN),
    [*STREAMLIT, "--server.address", OPEN[-1]],
    [*THE_APP, "--host", OPEN[0]],
]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a second address of its own")
class TestWhoCanOpenIt:
    """Each server is started for as many questions as it can answer: a start takes some seconds of both cores."""

    @pytest.mark.parametrize("way", [COMMAND, THE_APP], ids=" ".join)
    def test_nobody_but_this_machine(self, way: list[str]) -> None:
        port = unused_port()
        with served(way, port) as process:
            assert answers("127.0.0.1", port)
            assert not answers("127.0.0.2", port)
            out, _err = press_ctrl_c(process)
        assert out.splitlines()[1].startswith("only on this machine")
        assert "network at" not in out

    def test_nobody_but_this_machine_in_the_readers_language(self) -> None:
        port = unused_port()
        with served(STREAMLIT, port, locale="fr_FR.UTF-8") as process:
            assert answers("127.0.0.1", port)
            assert not answers("127.0.0.2", port)
            out, _err = press_ctrl_c(process)
        assert out.startswith("L'application est à l'adresse http://")
        assert out.splitlines()[1].startswith("uniquement sur cette machine")

    @pytest.mark.parametrize("way", OPENED, ids=" ".join)
    def test_everybody_once_opened(self, way: list[str]) -> None:
        port = unused_port()
        with served(way, port) as process:
            assert answers("127.0.0.2", port)
            assert answers("::1", port) is (way[-1] == "::")
            out, _err = press_ctrl_c(process)
        assert out.startswith(f"The playground is at http://localhost:{port}\n")
        assert "for everybody in this network" in out
        assert "only on this machine" not in out

    def test_everybody_by_the_environment(self) -> None:
        port = unused_port()
        with served(STREAMLIT, port, STREAMLIT_SERVER_ADDRESS="0.0.0.0") as process:
            assert answers("127.0.0.2", port)
            out, _err = press_ctrl_c(process)
        assert "for everybody in this network" in out

    def test_one_address_in_the_readers_language(self) -> None:
        port = unused_port()
        with served([*COMMAND, "--host", "127.0.0.1"], port, locale="fr_FR.UTF-8") as process:
            assert not answers("127.0.0.2", port)
            out, _err = press_ctrl_c(process)
        first, second, *_others = out.splitlines()
        assert first.startswith(f"L'application est à l'adresse http://127.0.0.1:{port}")
        assert second.startswith("uniquement sur cette machine")


class TestReach:
    @pytest.mark.parametrize("host", [None, *LOCAL, "localhost", "127.0.0.2"])
    def test_only_this_machine(self, host: str | None) -> None:
        assert reach(host) is Reach.MACHINE

    @pytest.mark.parametrize("host", OPEN)
    def test_every_address(self, host: str) -> None:
        assert reach(host) is Reach.EVERY_ADDRESS

    def test_one_address(self) -> None:
        assert reach("192.0.2.1") is Reach.ONE_ADDRESS

    def test_the_address_for_others_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "_network_address", lambda: "192.0.2.7")
        assert audience("0.0.0.0", 8501) == "and for everybody in this network at http://192.0.2.7:8501"
        assert audience("192.0.2.1", 8501) == "for everybody in this network"

    def test_there_may_be_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "_network_address", lambda: None)
        assert audience("0.0.0.0", 8501) == "for everybody in this network"

    @pytest.mark.parametrize("host", ["", "here.invalid", "999.1.1.1", "[::]", pytest.param("é" * 70, id="too long")])
    def test_what_is_no_address_is_refused(self, host: str) -> None:
        with pytest.raises(AddressError):
            check_address(host, 8501)

    @pytest.mark.parametrize("host", [None, *OPEN, *LOCAL])
    def test_a_port_in_use_is_seen(self, host: str | None) -> None:
        taken = "::1" if host == "::1" else "127.0.0.1"
        with socket.create_server((taken, 0), family=socket.AF_INET6 if ":" in taken else socket.AF_INET) as other:
            port = other.getsockname()[1]
            with pytest.raises(AddressError, match=f"port {port} is in use"):
                check_address(host, port)


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
