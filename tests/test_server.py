"""The whole application as people start it, from its first answer to its end."""

import json
import socket
from collections.abc import Iterator

import httpx
import psutil
import pytest
from websockets.sync.client import connect

from benchmarks.serving import Served, serve
from playground.live.scripts import version
from playground.training.probes.small_frames import FrameReader
from tests.session import session
from tests.training.watching import PATIENCE, gone

READY = json.dumps({"type": "ready", "generation": 0, "since": 0, "shown": -1})


def test_a_server_answers_serves_runs_and_leaves_nothing_behind() -> None:
    with serve() as served:
        page = httpx.get(served.address, timeout=PATIENCE)
        assert page.status_code == 200
        assert f"/live/{version()}/plotly-cartesian.min.js" in page.headers["link"]
        assert httpx.get(f"{served.address}/live/{version()}/painter.js", timeout=PATIENCE).status_code == 200

        with session(served) as (_, token), connect(f"{served.socket}/live", max_size=None) as live:
            live.send(json.dumps({"type": "hello", "token": token}))
            live.send(READY)
            packed = live.recv(timeout=PATIENCE)
            assert isinstance(packed, bytes)
            assert "train_loss" in FrameReader().read(packed).tensors

            children = served.children()
            grandchildren = [child for child in children if child.ppid() != served.process.pid]
            assert grandchildren, "no worker lives"
            served.stop(PATIENCE)

        assert [child for child in children if not gone(child.pid)] == []


def test_a_server_whose_port_another_has_is_not_taken_for_the_other() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(RuntimeError, match=f"does not listen on port {port}"), serve(port=port):
            pass


@pytest.fixture(scope="module")
def in_class() -> Iterator[Served]:
    """Return a server below a path of its own, where sessions end a second after their page has gone."""
    with serve("/class", STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL="1") as served:
        yield served


def test_scripts_are_below_the_base_path(in_class: Served) -> None:
    path = f"/class/live/{version()}/connection.js"
    here = f"http://127.0.0.1:{in_class.port}"

    assert "export function watch" in httpx.get(here + path, timeout=PATIENCE).text
    assert "export function watch" not in httpx.get(here + path.removeprefix("/class"), timeout=PATIENCE).text
    assert f"<{path}>" in httpx.get(f"{in_class.address}/", timeout=PATIENCE).headers["link"]


def test_the_worker_of_a_closed_session_ends(in_class: Served) -> None:
    with session(in_class) as (browser, token), connect(f"{in_class.socket}/live", max_size=None) as live:
        live.send(json.dumps({"type": "hello", "token": token}))
        live.send(READY)
        assert isinstance(live.recv(timeout=PATIENCE), bytes)
        worker = max(in_class.children(), key=psutil.Process.create_time)
        assert worker.ppid() != in_class.process.pid

        browser.close()

        assert gone(worker.pid)
