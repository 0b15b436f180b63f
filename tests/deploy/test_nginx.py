"""Two servers behind nginx, as deploy/nginx has it: who goes where, who stays, whom a server's end concerns."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from benchmarks.serving import Served, serve
from playground.environment import SERVER_LETTER
from playground.training.probes.frame import Frame
from tests.deploy.gateway import gateway, nginx_path
from tests.live.conftest import Browser
from tests.session import session
from tests.training.watching import PATIENCE

ROOM = {"A": "AHJKMN", "B": "BCDEFG"}
WATCHED = re.compile(r'^playground_runs\{of_room="no",watched="yes"\} (\d+)', re.MULTILINE)


class Site(NamedTuple):
    """Two servers, and the way to them."""

    gate: Served
    servers: dict[str, Served]


@pytest.fixture(scope="module", params=["", "/class"], ids=["root", "base path"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Two servers behind nginx, at the root and below a path."""
    nginx_path()
    with ExitStack() as stack:
        servers = {letter: stack.enter_context(serve(request.param, **{SERVER_LETTER: letter})) for letter in "AB"}
        ports = {letter: server.port for letter, server in servers.items()}
        folder = tmp_path_factory.mktemp("nginx")
        yield Site(stack.enter_context(gateway(folder, ports, request.param)), servers)


class Visitor:
    """A browser without a screen: it keeps cookies, opens the page, its session and its run's connection."""

    def __init__(self, gate: Served, stack: ExitStack, **cookies: str) -> None:
        self.gate, self._stack = gate, stack
        self.web = stack.enter_context(httpx.Client(base_url=gate.address, timeout=PATIENCE))
        for name, value in cookies.items():
            self.web.cookies.set(name, value, domain="127.0.0.1")
        self.live: ClientConnection

    def open(self, query: str = "") -> Browser:
        """Open the page, and return the connection on which its pictures come."""
        page = self.web.get(f"/?{query}" if query else "/")
        assert page.status_code == 200
        _, token = self._stack.enter_context(session(self.gate, query, self.headers))
        self.live = self._stack.enter_context(
            connect(f"{self.gate.socket}/live", max_size=None, additional_headers=self.headers)
        )
        browser = Browser(self.live)
        browser.open(token)
        return browser

    @property
    def headers(self) -> dict[str, str]:
        """What a browser sends along with each connection."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.web.cookies.items())
        return {"Cookie": cookies, "Origin": f"http://127.0.0.1:{self.gate.port}"}

    @property
    def server(self) -> str:
        """The letter of the server that the visitor was given."""
        return self.web.cookies["playground_server"]


@pytest.fixture
def come(site: Site) -> Iterator[ExitStack]:
    """All connections of a test."""
    with ExitStack() as stack:
        yield stack


def watched(server: Served) -> int:
    """Return how many runs a server says are watched, once its count is of now."""
    time.sleep(1.1)
    found = WATCHED.search(httpx.get(f"{server.address}/metrics").text)
    assert found
    return int(found[1])


def test_a_visitor_stays_where_they_came_first(site: Site, come: ExitStack) -> None:
    before = {letter: watched(server) for letter, server in site.servers.items()}
    visitors = [Visitor(site.gate, come) for _ in range(6)]
    for visitor in visitors:
        visitor.open().frame()  # a run's token is known to its own server alone
    for letter, server in site.servers.items():
        assert watched(server) - before[letter] == sum(visitor.server == letter for visitor in visitors)
    first = visitors[0]
    assert {first.web.get("/").headers.get("set-cookie") for _ in range(10)} == {None}, "it is right already"


def test_newcomers_are_shared_out(site: Site) -> None:
    given = [httpx.get(f"{site.gate.address}/").cookies["playground_server"] for _ in range(40)]
    assert 8 <= given.count("A") <= 32  # by chance outside once in 10,000 times


@pytest.mark.parametrize("letter", ["A", "B"])
@pytest.mark.parametrize("typed", [str.upper, str.lower])
def test_a_rooms_code_leads_to_its_server_whatever_somebody_had(
    site: Site, come: ExitStack, letter: str, typed: type[str]
) -> None:
    other = "B" if letter == "A" else "A"
    before = watched(site.servers[letter])
    visitor = Visitor(site.gate, come, playground_server=other, playground_room=ROOM[other])
    visitor.open(f"room={typed(ROOM[letter])}").frame()
    assert watched(site.servers[letter]) == before + 1
    assert visitor.web.cookies["playground_room"].upper() == ROOM[letter]
    assert visitor.server == letter


def test_who_is_in_a_room_stays_with_it_without_its_code_in_the_address(site: Site, come: ExitStack) -> None:
    before = watched(site.servers["A"])
    Visitor(site.gate, come, playground_server="B", playground_room=ROOM["A"]).open().frame()
    assert watched(site.servers["A"]) == before + 1


@pytest.mark.parametrize("room", ["", "%00", "A" * 3000, "1", "é", "Z" * 6, "';drop", "a b", "../.."])
def test_a_code_that_is_none_leads_somewhere_all_the_same(site: Site, room: str) -> None:
    answer = httpx.get(f"{site.gate.address}/", params={"room": room}, cookies={"playground_room": "x" * 500})
    assert answer.status_code == 200
    assert answer.cookies["playground_server"] in ("A", "B")
    assert "playground_room=A" not in answer.headers.get("set-cookie", "") or room.startswith("A")


@pytest.mark.parametrize("path", ["/status", "/metrics", "/status/"])
def test_nobody_is_told_the_status_through_it(site: Site, path: str) -> None:
    answer = httpx.get(site.gate.address + path)
    assert answer.status_code == 404
    assert "playground_" not in answer.text


def test_pages_of_another_origin_are_still_refused(site: Site, come: ExitStack) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        connect(f"{site.gate.socket}/live", additional_headers={"Origin": "http://evil.example"})


def hear_to_the_end(browser: Browser) -> None:
    """Take whatever comes on a connection, until it ends with an error."""
    while True:
        browser.receive()


@contextmanager
def two_servers(folder: Path) -> Iterator[Site]:
    """Two servers of this test's own."""
    with (
        serve(**{SERVER_LETTER: "A"}) as first,
        serve(**{SERVER_LETTER: "B"}) as second,
        gateway(folder, {"A": first.port, "B": second.port}) as gate,
    ):
        yield Site(gate, {"A": first, "B": second})


def test_a_server_that_is_killed_is_told_to_its_visitors_and_to_nobody_else(tmp_path: Path) -> None:
    with two_servers(tmp_path) as site, ExitStack() as come:
        stays = Visitor(site.gate, come, playground_server="A")
        leaves = Visitor(site.gate, come, playground_server="B", playground_room=ROOM["B"])
        undisturbed, lost = stays.open("autoplay=1&speed=max"), leaves.open("autoplay=1&speed=max")
        undisturbed.frame_when(lambda frame: int(frame.metadata["epoch"]) > 1)
        lost.frame()
        killed = time.monotonic()
        for process in [*site.servers["B"].children(), site.servers["B"].process]:
            process.kill()

        with pytest.raises(ConnectionClosed):  # what had been sent may still come first
            hear_to_the_end(lost)
        told = time.monotonic() - killed
        back = Visitor(site.gate, come, **dict(leaves.web.cookies))
        assert isinstance(back.open().frame(), Frame)
        again = time.monotonic() - killed

        assert back.server == "A"
        assert "playground_room" not in back.web.cookies, "the room is gone, and its cookie with it"
        epoch = int(undisturbed.frame().metadata["epoch"])
        undisturbed.frame_when(lambda frame: int(frame.metadata["epoch"]) > epoch)
        assert told < 2
        if os.environ.get("CI") != "true":
            assert again < 30
        print(json.dumps({"told": round(told, 2), "back": round(again, 2)}))  # noqa: T201
