"""A tab that nobody sees takes no pictures, and its network soon trains no more; it goes on when the tab is shown.

Playwright keeps every tab visible, minimized windows too. What browsers do to a hidden one is done by hand: they let
its animation frames wait.
"""

from __future__ import annotations

import psutil
import pytest
from playwright.sync_api import WebSocket

from benchmarks.serving import Served
from playground.training.worker.worker import UNWATCHED_PAUSE
from tests.browser.conftest import Open
from tests.browser.test_trouble import fulfilled, workers
from tests.browser.visit import Visit

pytestmark = pytest.mark.browser
HIDE = """() => {
  window.waiting = [];
  window.shownFrame = window.requestAnimationFrame;
  window.requestAnimationFrame = (draw) => window.waiting.push(draw);
}"""
SHOW = """() => {
  window.requestAnimationFrame = window.shownFrame;
  for (const draw of window.waiting) requestAnimationFrame(draw);
}"""


class Taken:
    """Counts the pictures that a page takes from its next load on."""

    def __init__(self, visit: Visit) -> None:
        self.count = 0
        visit.page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        if socket.url.endswith("/live"):
            socket.on("framereceived", self._note)

    def _note(self, message: str | bytes) -> None:
        self.count += isinstance(message, bytes)


def rests(worker: psutil.Process, visit: Visit) -> bool:
    """Return whether a worker takes hardly any processor time for two seconds."""
    before = worker.cpu_times().user
    visit.page.wait_for_timeout(2000)  # Python hears of pictures only while it waits for the page
    return worker.cpu_times().user - before < 0.05


def test_a_hidden_tab_takes_no_pictures_and_its_network_pauses(visit: Open, served: Served) -> None:
    others = workers(served)
    page = visit("/_stcore/health", ready=False)
    taken = Taken(page)
    page.go("/?autoplay=1&speed=max").wait_epochs(3)
    (worker,) = (psutil.Process(process) for process in workers(served) - others)
    page.page.evaluate(HIDE)

    assert fulfilled(lambda: rests(worker, page), 6 * UNWATCHED_PAUSE), "the network still trains"
    count = taken.count
    assert rests(worker, page)
    assert taken.count == count

    page.page.evaluate(SHOW)
    page.wait_epochs(3)
