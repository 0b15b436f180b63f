"""Whose a run is: all pages of a session are one visitor's, and another session is another's."""

from __future__ import annotations

from tests.pages.opened import PAGES, Opened


def test_pages_of_a_session_are_one_visitors(opened: Opened) -> None:
    opened.visit()
    opened.app.switch_page(str(PAGES / "cnn.py"))
    opened.again()
    first, second = (run.visitor for run in opened.runs.made)
    assert first is second
    assert not first.of_room

    opened.visit()
    assert opened.run.visitor is not first
