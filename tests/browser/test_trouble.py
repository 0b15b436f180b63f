"""A worker that dies, a server that goes away and comes back, a tab that is closed."""

from __future__ import annotations

import time
from collections.abc import Callable

import psutil
import pytest
from playwright.sync_api import expect

from benchmarks.serving import Served, serve
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser


def workers(served: Served) -> set[int]:
    """Return the processes that train: children of the fork server, which is the server's child."""
    return {child.pid for child in served.children() if child.ppid() != served.process.pid}


def fulfilled(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait for a condition, and return whether it came."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def test_a_killed_worker_takes_only_its_own_page_along(visit: Open, served: Served) -> None:
    other = visit("/?autoplay=1")
    before = workers(served)
    page = visit("/?autoplay=1")
    page.wait_epochs(1)
    (worker,) = workers(served) - before
    generation = other.generation
    psutil.Process(worker).kill()
    page.wait_status("lost")
    expect(page.page.locator(".transport .message")).to_contain_text("The training process is gone")
    other.wait_epochs(3)
    assert (other.fact("status"), other.generation) == ("running", generation)
    page.play()
    page.wait_epochs(3)
    expect(page.page.locator(".transport .message")).to_be_hidden()
    other.wait_epochs(3)
    assert other.generation == generation


def test_a_server_that_comes_back(visit: Open) -> None:
    with serve() as first:
        page = visit("/?layers=3", address=first.address, troubled=True)
        page.play().wait_epochs(1)
    expect(page.figure()).to_have_attribute("data-status", "disconnected")
    expect(page.page.locator(".transport .message")).to_contain_text("Connection lost")
    assert page.button("Play").is_disabled()
    with serve(port=first.port):
        page.wait_status("idle", timeout=40_000)
        expect(page.page.locator(".transport .message")).to_be_hidden()
        page.wait_query("layers", "3")
        page.play().wait_epochs(1)


def test_a_closed_tab_ends_its_worker(visit: Open, served: Served) -> None:
    before = workers(served)
    page = visit("/?autoplay=1&speed=max")
    page.wait_epochs(1)
    mine = workers(served) - before
    assert len(mine) == 1
    page.page.close()
    assert fulfilled(lambda: not mine & workers(served), 60), "the worker of a closed tab lives on"
