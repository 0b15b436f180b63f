"""A real server and a real Chromium. Without one, the tests are skipped; on the project's own machines they fail."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.serving import CHROMIUM_FLAGS, Served, chromium, serve
from tests.browser.recording import Person, Recording
from tests.browser.visit import Visit

Open = Callable[..., Visit]
Enter = Callable[..., BrowserContext]
RECORDING = pytest.StashKey[Recording]()


@pytest.fixture(scope="package", name="chrome")
def fixture_chrome() -> Iterator[Browser]:
    """The browser."""
    path = chromium()
    if path is None:
        stop = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        stop("no Chromium: set NEURAL_PLAYGROUND_CHROMIUM to its path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*CHROMIUM_FLAGS, "--process-per-site"])
        yield browser
        browser.close()


@pytest.fixture(scope="package", name="served")
def fixture_served(chrome: Browser) -> Iterator[Served]:
    """The application's server; none is started where there is no browser."""
    with serve() as served:
        yield served


@pytest.fixture(scope="package", name="people")
def fixture_people(chrome: Browser, served: Served) -> Iterator[Callable[..., Person]]:
    """Browsers by language, size and shade; visits of the same one share its cache, which makes them shorter."""
    people: dict[str, Person] = {}

    def person(**options: Any) -> Person:
        key = repr(sorted(options.items()))
        if key not in people:
            usual = {"viewport": {"width": 1440, "height": 900}, "locale": "en-US"}
            people[key] = Person(chrome.new_context(**(usual | options)), f"{served.address}/_stcore/health")
        return people[key]

    yield person
    for made in people.values():
        made.context.close()


@pytest.fixture(name="recording")
def fixture_recording(request: pytest.FixtureRequest) -> Iterator[Recording]:
    """What is kept of the test if it fails."""
    with Recording(request.node.nodeid) as recording:
        request.node.stash[RECORDING] = recording
        yield recording


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say in the report of a failure what was kept of it: while the pages are open, so before the test's end."""
    report = yield
    recording = item.stash.get(RECORDING, None)
    if recording is not None and report.failed:
        recording.keep()
        report.sections.append(("Left by the browsers", "\n".join(recording.left) or "nothing: none was open"))
    return report


@pytest.fixture(name="enter")
def fixture_enter(people: Callable[..., Person], recording: Recording) -> Enter:
    """Return a browser of a language, size and shade, which is recorded until the test ends."""
    return lambda **person: recording.follow(people(**person))


@pytest.fixture(name="leaving")
def fixture_leaving(recording: Recording) -> Iterator[ExitStack]:
    """What is to be done when the test ends, and may fail."""
    with ExitStack() as leaving:
        leaving.push(recording)
        yield leaving


@pytest.fixture(name="visit")
def fixture_visit(enter: Enter, leaving: ExitStack, served: Served) -> Open:
    """Open the page in a new tab; afterwards nothing may have gone wrong unnoticed in the browser."""

    def visit(
        path: str = "/", address: str = served.address, troubled: bool = False, ready: bool = True, **person: Any
    ) -> Visit:
        made = Visit(enter(**person), address, troubled)
        leaving.callback(made.leave)
        return made.go(path, ready)

    return visit


@pytest.fixture(name="blank")
def fixture_blank(enter: Enter, served: Served) -> Iterator[Page]:
    """A page of this server that has nothing on it."""
    page = enter().new_page()
    page.goto(f"{served.address}/_stcore/health")
    yield page
    page.close()
