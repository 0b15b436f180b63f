"""From a data point on the perceptron page to the same network and point, calculated number by number."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.visit import LOAD

pytestmark = pytest.mark.browser

LOSS = re.compile(r"loss (\d\S*?)\.?$")


@pytest.mark.parametrize(
    "query",
    [
        "/?layers=2&units1=3&units2=2&activation=tanh&features=x1,x2,x1x2",
        "/?data=iris&layers=1&units1=4&activation=relu",
        "/?data=plane&layers=1&units1=2&activation=sigmoid",
    ],
    ids=["two classes", "three classes", "a number"],
)
def test_a_point_is_followed_with_the_numbers_in_hand(visit: Open, query: str) -> None:
    page = visit(query).play()
    page.wait_epochs(5)
    page.pause()
    words = page.network.element.locator(".inspector p").nth(1)
    link = page.page.get_by_role("link", name="Backpropagation, number by number")
    for place in (0, 7):
        page.click_point(place)
        expect(words).to_contain_text("loss")
        page.wait_still()
        found = LOSS.search(words.locator("span").inner_text())
        assert found, words.inner_text()
        with page.page.expect_popup() as opened:
            link.click()
        by_hand = opened.value
        expect(by_hand.locator(".backpropagation[data-draws]")).not_to_have_attribute("data-draws", "0", timeout=LOAD)
        loss = by_hand.locator('.backpropagation button[data-cell="L"] .number')
        assert number(loss.inner_text()) == pytest.approx(number(found[1]), rel=6e-3, abs=6e-4)
        expect(by_hand.get_by_text("was not taken")).to_have_count(0)
        by_hand.close()


def number(text: str) -> float:
    """Read a number as people see it: of nearly nothing a power of ten, with a minus that is no hyphen."""
    return float(text.replace("−", "-"))


def test_a_network_too_large_is_said_to_be_so(visit: Open) -> None:
    page = visit("/?layers=2&units1=8")
    page.click_point(0)
    expect(page.network.element).to_contain_text("could be followed number by number")
    expect(page.page.get_by_role("link", name="Backpropagation, number by number")).to_have_count(0)
