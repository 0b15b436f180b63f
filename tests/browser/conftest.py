"""A real server and a real Chromium. Without one, the tests are skipped; on the project's own machines they fail."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from benchmarks.serving import CHROMIUM_FLAGS, Served, chromium, serve
from tests.browser.visit import Visit

Open = Callable[..., Visit]


@pytest.fixture(scope="package", name="chrome")
def fixture_chrome() -> Iterator[Browser]:
    """The browser."""
    path = chromium()
    if path is None:
        stop = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        stop("no Chromium: set NEURAL_PLAYGROUND_CHROMIUM to its path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package", name="served")
def fixture_served(chrome: Browser) -> Iterator[Served]:
    """The application's server; none is started where there is no browser."""
    with serve() as served:
        yield served


@pytest.fixture(scope="package", name="people")
def fixture_people(chrome: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Browsers by language, size and shade; visits of the same one share its cache, which makes them shorter."""
    contexts: dict[str, BrowserContext] = {}

    def context(**options: Any) -> BrowserContext:
        key = repr(sorted(options.items()))
        if key not in contexts:
            usual = {"viewport": {"width": 1440, "height": 900}, "locale": "en-US"}
            contexts[key] = chrome.new_context(**(usual | options))
        return contexts[key]

    yield context
    for made in contexts.values():
        made.close()


@pytest.fixture(name="visit")
def fixture_visit(people: Callable[..., BrowserContext], served: Served) -> Iterator[Open]:
    """Open the page in a new tab; afterwards nothing may have gone wrong unnoticed in the browser."""
    with ExitStack() as open_visits:

        def visit(
            path: str = "/", address: str = served.address, troubled: bool = False, ready: bool = True, **person: Any
        ) -> Visit:
            made = Visit(people(**person), address, troubled)
            open_visits.callback(made.leave)
            return made.go(path, ready)

        yield visit
