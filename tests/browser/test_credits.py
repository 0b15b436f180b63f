"""What the browser's script says of what it has: each credit names the frame that it took last."""

from __future__ import annotations

import json
from typing import Any

import psutil
import pytest
from playwright.sync_api import WebSocket

from benchmarks.serving import Served
from playground.training.probes.frame import Frame
from playground.training.probes.small_frames import FrameReader
from tests.browser.conftest import Open
from tests.browser.test_trouble import workers
from tests.browser.visit import Visit

pytestmark = pytest.mark.browser


class Ear:
    """Hears what a page and the server say over the frames' WebSocket from the next load on, in its order."""

    def __init__(self, visit: Visit) -> None:
        self.messages: list[dict[str, Any] | Frame] = []
        self._reader = FrameReader()
        visit.page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        if socket.url.endswith("/live"):
            socket.on("framesent", self._note_sent)
            socket.on("framereceived", self._note_received)

    def _note_sent(self, text: str | bytes) -> None:
        self.messages.append(json.loads(text))

    def _note_received(self, packed: str | bytes) -> None:
        if isinstance(packed, bytes):
            self.messages.append(self._reader.read(packed))

    def frames(self) -> list[Frame]:
        return [each for each in self.messages if isinstance(each, Frame)]

    def assert_credits_follow(self) -> None:
        """Compare each credit with the frame before it."""
        last: Frame | None = None
        credits_after = 0
        for each in self.messages:
            if isinstance(each, Frame):
                last = each
            elif each["type"] == "ready" and last is not None:
                facts = last.metadata
                expected = {name: int(facts[name]) for name in ("generation", "version", "newest")}
                credit = each["generation"], each["shown"], each["since"]
                assert credit == (expected["generation"], expected["version"], expected["newest"] + 1)
                credits_after += 1
        assert credits_after > 3

    def assert_nothing_came_twice(self) -> None:
        shown = [(frame.metadata["generation"], frame.metadata["version"]) for frame in self.frames()]
        assert len(set(shown)) == len(shown) > 3


def test_a_credit_says_which_network_which_version_and_how_much_of_the_curves_is_there(
    visit: Open, served: Served
) -> None:
    before = workers(served)
    page = visit("/")
    ear = Ear(page)
    page.page.reload()
    page.ready().play().wait_epochs(3)
    page.pause()
    newest = int(ear.frames()[-1].metadata["newest"])
    for worker in workers(served) - before:  # of the page before the reload, if it still lives, and of this one
        psutil.Process(worker).kill()
    page.wait_status("lost")
    page.play().wait_epochs(1)  # a new network, whose versions begin again
    generations = [int(frame.metadata["generation"]) for frame in ear.frames()]
    assert generations[-1] > generations[0]
    first = next(frame for frame in ear.frames() if int(frame.metadata["generation"]) == generations[-1])
    assert (int(first.metadata["since"]), newest > 0) == (0, True)
    page.pause()
    ear.assert_credits_follow()
    ear.assert_nothing_came_twice()
