"""A challenge that somebody plays alone, in a browser."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, expect

from playground.challenges.best import BEST
from playground.challenges.ready import READY
from playground.experiment import Experiment
from tests.browser.conftest import Open
from tests.browser.visit import LOAD, Visit

pytestmark = pytest.mark.browser
SPIRAL = READY["small-spiral"]
BELIEVING = """
const some = Array.prototype.some;
Array.prototype.some = function (test, ...more) {
  return /within \\?\\? Infinity/.test(String(test)) ? (window.believed = true) : some.call(this, test, ...more);
};
"""
"""A browser that takes any goal for met."""


def link(experiment: Experiment, **more: str) -> str:
    query = {"challenge": SPIRAL.name, "experiment": experiment.to_json(), "speed": "max", **more}
    return f"/{SPIRAL.page}?{urlencode(query)}"


def panel(page: Visit) -> Locator:
    return page.page.locator(".st-key-challenge")


def test_the_best_known_solution_is_seen_to_meet_the_goal(visit: Open) -> None:
    page = visit(link(BEST[SPIRAL.name].experiment))
    expect(panel(page)).to_contain_text("Nothing has been reached yet")
    page.button("Play").click()
    expect(panel(page)).to_contain_text("Met at epoch", timeout=LOAD)
    page.button("Pause").click()
    expect(panel(page)).to_contain_text("Your best: 25 parameters")
    with page.page.expect_download() as download:
        panel(page).get_by_role("button", name="Download my solution").click()
    assert Experiment.from_json(download.value.path().read_text("utf-8")) == BEST[SPIRAL.name].experiment

    page.button("Reset").click()
    expect(panel(page)).to_contain_text("Nothing has been reached yet")
    expect(panel(page)).to_contain_text("Your best: 25 parameters")
    page.page.reload()
    page.ready()
    assert page.query["challenge"] == SPIRAL.name
    expect(panel(page)).to_contain_text(SPIRAL.title)


def test_a_goal_that_is_not_met_stays_so_whatever_the_browser_says(visit: Open) -> None:
    start = SPIRAL.start
    assert isinstance(start, Experiment)
    page = visit("/")
    page.page.add_init_script(BELIEVING)
    page.go(link(start, met="1", score="1", verdict="met"))
    page.button("Play").click()
    page.wait("window.believed", timeout=LOAD)
    expect(panel(page)).to_contain_text("Best so far", timeout=LOAD)
    page.wait_epochs(20)
    page.button("Pause").click()
    page.wait_status("paused")
    expect(panel(page)).to_contain_text("It has 105 parameters.")
    expect(panel(page)).not_to_contain_text("Met at")
    expect(panel(page).get_by_role("button", name="Download my solution")).to_have_count(0)
