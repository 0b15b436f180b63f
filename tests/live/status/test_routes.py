"""Who is shown the status, and that it names nobody."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterator

import httpx
import pytest
from websockets.sync.client import connect

from benchmarks.serving import Served, serve
from playground.counts import REFUSALS
from playground.live.status import census
from playground.live.status.routes import AUDIENCE, NOTHING
from playground.rooms import ROOMS
from playground.training.worker.runs import Run
from tests.live.conftest import Server, Visit, option, run, server, start, visit  # noqa: F401
from tests.live.test_clients import HOSTILE
from tests.session import session
from tests.training.watching import PATIENCE

PATHS = ("/status", "/metrics")
PAGE = {"accept": "text/html"}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("header", HOSTILE, ids=lambda header: "-".join(header))
def test_a_trace_of_a_proxy_is_answered_with_nothing(server: Server, path: str, header: tuple[str, str]) -> None:  # noqa: F811
    before = REFUSALS.so_far()["status"]
    answer = httpx.get(server.address + path, headers=[header])
    assert (answer.status_code, answer.text) == (404, NOTHING)
    assert REFUSALS.so_far()["status"] == before + 1


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", ["evil.example", "school.example:8501", "localhost.evil.example"])
def test_so_is_another_name_of_this_machine(server: Server, path: str, host: str) -> None:  # noqa: F811
    answer = httpx.get(server.address + path, headers={"host": host})
    assert (answer.status_code, answer.text) == (404, NOTHING)


def test_a_scraper_may_be_admitted_by_its_address(server: Server) -> None:  # noqa: F811
    AUDIENCE.networks = (ipaddress.ip_network("127.0.0.0/8"),)
    try:
        assert httpx.get(server.address + "/metrics", headers={"host": "school.example"}).status_code == 200
        forged = {"host": "school.example", "x-forwarded-for": "127.0.0.1"}
        assert httpx.get(server.address + "/metrics", headers=forged).status_code == 404
    finally:
        AUDIENCE.networks = ()


def test_curl_gets_text_and_a_browser_a_page(server: Server) -> None:  # noqa: F811
    text, page = httpx.get(server.address + "/status"), httpx.get(server.address + "/status?lang=fr", headers=PAGE)
    assert text.headers["content-type"].startswith("text/plain")
    assert "Refused since the start" in text.text
    assert page.headers["content-type"].startswith("text/html")
    assert '<html lang="fr">' in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "playground_uptime_seconds" in httpx.get(server.address + "/metrics").text


def test_it_names_no_person_no_code_and_no_token(
    server: Server,  # noqa: F811
    visit: Visit,  # noqa: F811
    run: Run,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(census, "FRESH", 0.0)
    visit(run).frame()
    room = ROOMS.open("Ms Lovelace's class", "perceptron", "experiment=private", "en")
    student = room.join("Ada")
    try:
        shown = [httpx.get(server.address + path, headers=headers).text for path in PATHS for headers in ({}, PAGE)]
    finally:
        room.end()
    for secret in (run.token, room.shown.code, room.secret, student.token, "Ada", "Lovelace", "private", "127.0.0.1"):
        assert not any(secret in text for text in shown), secret
    assert "playground_students 1.0" in shown[2]


def test_what_is_refused_is_counted(server: Server, visit: Visit, run: Run) -> None:  # noqa: F811
    before = REFUSALS.so_far()
    strange = visit()
    strange.say("hello", token="wrong")
    strange.closing_code()
    for text in ("no JSON", "x" * 20_001):
        browser = visit(run)
        browser.connection.send(text)
        browser.closing_code()
    with (
        pytest.raises(Exception, match="403"),
        connect(server.address.replace("http", "ws") + "/live", origin="http://e"),
    ):  # type: ignore[arg-type]
        pass
    after = REFUSALS.so_far()
    assert {kind: after[kind] - before[kind] for kind in ("run", "message", "too_long", "origin")} == {
        "run": 1,
        "message": 1,
        "too_long": 1,
        "origin": 1,
    }


@pytest.fixture(scope="module")
def in_class() -> Iterator[Served]:
    """Return a whole server below a path of its own."""
    with serve("/class") as served:
        yield served


def test_a_whole_server_tells_its_operator_below_its_base_path(in_class: Served) -> None:
    with session(in_class) as (_, token), connect(f"{in_class.socket}/live", max_size=None) as live:
        live.send(json.dumps({"type": "hello", "token": token}))
        live.send(json.dumps({"type": "ready", "generation": 0, "since": 0, "shown": -1}))
        assert isinstance(live.recv(timeout=PATIENCE), bytes)
        told = httpx.get(f"{in_class.address}/metrics").text
        assert 'playground_runs{of_room="no",watched="yes"} 1.0' in told
        assert "1 watched" in httpx.get(f"{in_class.address}/status").text
        assert httpx.get(f"{in_class.address}/status", headers={"x-forwarded-for": "127.0.0.1"}).text == NOTHING
    maps = f"/proc/{in_class.process.pid}/maps"
    with open(maps, encoding="utf-8") as loaded:
        assert "libtorch" not in loaded.read()
