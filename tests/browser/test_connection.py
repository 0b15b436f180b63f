"""What the page's script says to the server, and what it does when the server will not have it."""

from __future__ import annotations

import json
from typing import Any

import psutil
import pytest
from playwright.sync_api import WebSocket, WebSocketRoute, expect

from benchmarks.serving import Served, serve
from tests.browser.conftest import Open
from tests.browser.test_trouble import workers
from tests.browser.visit import Visit, wait_until
from tests.live.conftest import Browser

pytestmark = pytest.mark.browser
FRAMES = "**/live"
READS_SLOWLY = """
Object.assign(window, { slow: false, held: [], read: 0 });
const whole = Response.prototype.arrayBuffer;
Response.prototype.arrayBuffer = async function () {
  if (window.slow) await new Promise((resolve) => window.held.push(resolve));
  window.read += 1;
  return whole.call(this);
};
"""
"""A browser that is in no hurry to inflate a frame once ``slow`` is true, until somebody lets go of what it holds."""


class Transcript:
    """All that goes over a page's connection from its next visit on."""

    def __init__(self, page: Visit) -> None:
        self.sent: list[dict[str, Any]] = []
        self.received: list[str | bytes] = []
        page.page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        if socket.url.endswith("/live"):
            socket.on("framesent", lambda text: self.sent.append(json.loads(text)))
            socket.on("framereceived", lambda message: self.received.append(message))


class Replay:
    """A connection on which comes what came before."""

    def __init__(self, received: list[str | bytes]) -> None:
        self.received, self.sent = list(received), list[Any]()

    def recv(self, timeout: float) -> str | bytes:
        return self.received.pop(0)

    def send(self, text: str) -> None:
        self.sent.append(json.loads(text))


def messages_of_the_test_client(transcript: Transcript) -> list[dict[str, Any]]:
    """Return what the client of ``tests/live`` says when it receives the same."""
    connection: Any = Replay(transcript.received)
    client = Browser(connection)
    client.open(transcript.sent[0]["token"])
    while connection.received:
        client.receive()
    messages: list[dict[str, Any]] = connection.sent
    return messages


def test_a_page_that_met_the_limit_plays_once_there_is_room(visit: Open) -> None:
    with serve(NEURAL_PLAYGROUND_MAX_RUNS="1") as small:
        first = visit("/", address=small.address, troubled=True)
        second = visit("/", address=small.address, troubled=True, ready=False)
        expect(second.figure()).to_have_attribute("data-status", "lost")
        transcript = Transcript(second)
        second.go("/", ready=False)
        second.wait_status("lost")
        expect(second.page.locator(".transport .message")).to_contain_text("As many networks as this server allows")
        second.button("Play").click()
        second.wait_status("lost")

        first.page.close()
        press_until_running(second)
        second.wait_epochs(2)
        second.pause()
        expect(second.page.locator(".transport .message")).to_be_hidden()

        from_the_script = [message for message in transcript.sent if message["type"] not in ("play", "pause")]
        assert [message["type"] for message in from_the_script[:3]] == ["hello", "ready", "ready"]
        assert messages_of_the_test_client(transcript) == from_the_script


def press_until_running(page: Visit) -> None:
    """Press play until the server has noticed that a tab was closed, and has room."""

    def runs() -> bool:
        if page.fact("status") == "lost":
            page.button("Play").click()
        page.page.wait_for_timeout(500)
        return page.fact("status") == "running"

    wait_until(runs, seconds=60)


def test_a_page_whose_messages_are_refused_goes_silent_and_comes_back(visit: Open) -> None:
    page = visit("/", troubled=True)
    connections: list[str] = []
    poisoned = True

    def pass_on(route: WebSocketRoute) -> None:
        connections.append(route.url)
        server = route.connect_to_server()
        route.on_message(lambda text: server.send('{"type": "nonsense"}' if poisoned else text))

    page.page.route_web_socket(FRAMES, pass_on)
    page.go("/", ready=False)
    page.wait_status("lost")
    expect(page.page.locator(".transport .message")).to_contain_text("The server refused what this page sent")
    assert len(connections) == 3
    page.button("Step").click()
    wait_until(lambda: page.fact("status") == "lost" and len(connections) == 6)
    page.wait_status("lost")

    poisoned = False
    page.button("Play").click()
    page.wait_status("idle")
    expect(page.page.locator(".transport .message")).to_be_hidden()
    page.play().wait_epochs(1)


def test_a_frame_that_is_read_late_does_not_say_that_a_lost_run_still_trains(visit: Open, served: Served) -> None:
    page = visit("/")
    page.page.add_init_script(READS_SLOWLY)
    before = workers(served)
    page.page.reload()
    page.ready().play().wait_epochs(1)
    page.page.evaluate("window.slow = true")
    page.wait("window.held.length > 0")
    for worker in workers(served) - before:
        psutil.Process(worker).kill()
    page.wait_status("lost")
    read = page.page.evaluate("window.read")
    page.page.evaluate("window.slow = false, window.held.forEach((letGo) => letGo())")
    page.wait(f"window.read > {read}")
    page.page.evaluate("new Promise((drawn) => setTimeout(() => requestAnimationFrame(() => setTimeout(drawn)), 100))")
    page.wait_status("lost")
    expect(page.page.locator(".transport .message")).to_contain_text("The training process is gone")
    page.play().wait_epochs(1)
