"""What a browser test leaves behind when it fails: what its browsers did, and how their pages looked at the end.

Playwright's own snapshots and film of every action would make a visit 1.5 to 2 times as long. Recorded is what costs
nothing: its trace of actions, what network and console said, and at the failure each page's picture and DOM.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page

from benchmarks.serving import ROOT

FOLDER = Path(os.environ.get("NEURAL_PLAYGROUND_TEST_FAILURES") or ROOT / "test-failures")
LONGEST_NAME = 120
MOMENT = 5_000  # milliseconds that the picture of a page that hangs may take


class Person:
    """A browser of its own cookies and cache, and what its network and its console say.

    One tab stays open at an address that shows nothing: where tabs of a site share a process, it keeps the process, and
    in it what was compiled of Streamlit's and Plotly's scripts, which is half of what a visit costs.
    """

    def __init__(self, context: BrowserContext, nowhere: str) -> None:
        self.context = context
        self.first = context.new_page()
        self.first.goto(nowhere)
        self.start, self.lines = time.monotonic(), list[str]()
        context.tracing.start()
        context.on(
            "console", lambda message: self._note(f"console {message.type}: {message.text} ({message.location['url']})")
        )
        context.on("weberror", lambda failed: self._note(f"error: {failed.error}"))
        context.on("response", lambda given: self._note(f"{given.status} {given.request.method} {given.url}"))
        context.on("requestfailed", lambda request: self._note(f"failed: {request.method} {request.url}"))

    def _note(self, line: str) -> None:
        self.lines.append(f"{time.monotonic() - self.start:8.3f} {line}\n")

    def begin(self, test: str) -> None:
        """Record from now on what happens."""
        self.context.tracing.start_chunk(title=test)
        self.start = time.monotonic()
        self.lines.clear()


class Recording:
    """What happens in the browsers of one test; as a context, it keeps it where something fails.

    Parameters
    ----------
    test
        The test's name, with its file.
    """

    def __init__(self, test: str) -> None:
        self.test = test
        self.people: list[Person] = []
        self.left: list[str] = []
        """Which files were written, a line for each."""

    def follow(self, person: Person) -> BrowserContext:
        """Record a person's browser, and return it."""
        if person not in self.people:
            person.begin(self.test)
            self.people.append(person)
        return person.context

    def keep(self) -> None:
        """Write everything into a folder of the test's own."""
        if not self.people:
            return
        folder = FOLDER / re.sub(r"[^\w.-]+", "-", self.test)[-LONGEST_NAME:].strip("-")
        folder.mkdir(parents=True, exist_ok=True)
        for number, person in enumerate(self.people):
            for place, page in enumerate(page for page in person.context.pages if page != person.first):
                self._keep_page(page, folder / f"page-{number}-{place}")
            trace, log = folder / f"trace-{number}.zip", folder / f"network-and-console-{number}.log"
            self._write(trace, lambda file, person=person: person.context.tracing.stop_chunk(path=file))
            self._write(log, lambda file, person=person: file.write_text("".join(person.lines), "utf-8"))
        self.people.clear()

    def _keep_page(self, page: Page, path: Path) -> None:
        self._write(path.with_suffix(".png"), lambda file: page.screenshot(path=file, timeout=MOMENT))
        self._write(path.with_suffix(".html"), lambda file: file.write_text(page.content(), "utf-8"))

    def _write(self, path: Path, write: Callable[[Path], object]) -> None:
        """Write a file; what hinders it is said beside the test's own failure, not instead of it."""
        try:
            write(path)
            self.left.append(str(path))
        except Error as failed:
            self.left.append(f"{path} could not be written: {failed.message.splitlines()[0]}")

    def drop(self) -> None:
        """Forget what was recorded."""
        for person in self.people:
            person.context.tracing.stop_chunk()
        self.people.clear()

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, kind: type[BaseException] | None, _failed: object, _where: object) -> None:
        self.keep() if kind else self.drop()
