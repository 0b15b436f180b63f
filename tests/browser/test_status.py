"""The status page in a browser: accessible, in both languages, and never older than it says."""

from __future__ import annotations

import re
from contextvars import copy_context

import pytest
from playwright.sync_api import expect

from playground.i18n import _, set_language
from tests.browser.conftest import Open
from tests.browser.test_axe import ENGLISH, FRENCH, check_headings, findings, take_a_telephone

pytestmark = pytest.mark.browser


def heading(language: str) -> str:
    """Return the page's first heading."""

    def translated() -> str:
        set_language(language)
        return _("Neural network playground: status")

    return copy_context().run(translated)


@pytest.mark.parametrize(("language", "shade"), [ENGLISH, FRENCH])
def test_axe_finds_nothing(visit: Open, language: str, shade: str) -> None:
    opened = visit(f"/status?lang={language}", ready=False, color_scheme=shade)
    check_headings(opened, heading(language), language)
    faults = findings(opened, "as it comes")
    expect(opened.page.locator("body[data-status=connected]")).to_have_count(1)  # it has asked for itself again
    check_headings(opened, heading(language), language)
    take_a_telephone(opened)
    assert not faults + findings(opened, "on a telephone")


def test_it_follows(visit: Open) -> None:
    page = visit("/?autoplay=1&speed=max")
    status = visit("/status?lang=en", ready=False)
    row = status.page.get_by_role("row", name=re.compile(r"spiral .* yes .*MB"))
    expect(row.first).to_be_visible()
    before = status.page.locator("main").inner_text()
    page.wait_epochs(1)
    expect(status.page.locator("main")).not_to_have_text(before, use_inner_text=True)


def test_a_server_that_does_not_answer_is_seen(visit: Open) -> None:
    status = visit("/status", ready=False, troubled=True)
    status.page.route("**/status", lambda route: route.abort())
    expect(status.page.locator("body[data-status=disconnected]")).to_have_count(1)
    expect(status.page.locator("h1")).to_be_visible()
    status.page.unroute("**/status")
    expect(status.page.locator("body[data-status=connected]")).to_have_count(1)
