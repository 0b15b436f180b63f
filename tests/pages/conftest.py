"""The pages of the application in AppTest: no server, no browser, and so no worker process either."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from playground.ui import runs as page_runs
from tests.pages.opened import Opened, RecordedRuns
from tests.ui.scripts import installed_components

__all__ = ["installed_components"]


@pytest.fixture(name="opened")
def fixture_opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """A page not yet visited, with runs of its own."""
    recorded = RecordedRuns(limit=1)
    monkeypatch.setattr(page_runs, "RUNS", recorded)
    page = Opened(recorded)
    page.leave()
    yield page
    page.leave()
    assert [run.process_id for run in recorded.made] == [None] * len(recorded.made), "no browser came, no worker starts"
    assert not any(recorded.get(run.token) for run in recorded.made), "a closed page keeps no run"
    recorded.close()


@pytest.fixture(name="compare")
def fixture_compare(opened: Opened) -> Opened:
    """The compare page, not yet visited."""
    opened.page = "compare"
    return opened
