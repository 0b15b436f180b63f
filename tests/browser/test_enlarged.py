"""A map of a network for images, enlarged, with the arithmetic of its pixels."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.inside import DIGITS, Inside, looking_inside
from tests.browser.visit import wait_until

pytestmark = pytest.mark.browser
WIDE = "?cnn_data=digits&cnn_layers=conv:24,3,1,1,1,relu;conv:4,3,1,1,1,relu;flatten"


def number(text: str) -> float:
    return float(text.replace("−", "-").replace(" ", ""))


def adds_up(page: Inside) -> bool:
    """Whether what is written is the sum that the worker computed."""
    answered = float(page.enlarged.get_attribute("data-answered") or "nan")
    calculated = float(page.enlarged.get_attribute("data-calculated") or "nan")
    return calculated == pytest.approx(answered, abs=1e-4)


def test_each_pixel_has_its_arithmetic(visit: Open) -> None:
    page = looking_inside(visit)
    page.enlarge("3 · conv, map 5")
    expect(page.enlarged.locator(".inputs canvas")).to_have_count(8)
    for key in ("ArrowUp", "ArrowLeft", "ArrowLeft"):
        before = page.enlarged.inner_text()
        page.result().press(key)
        wait_until(lambda before=before: page.enlarged.inner_text() != before)
        assert adds_up(page)
    page.enlarged.get_by_role("button", name="Close").click()
    expect(page.enlarged).to_be_hidden()


def test_it_opens_below_its_own_layer_in_sight_and_closes_with_the_keyboard(visit: Open) -> None:
    page = looking_inside(visit)
    page.enlarge("2 · max pool, map 3")
    expect(page.enlarged).to_be_in_viewport(ratio=0.9)
    expect(page.enlarged).to_be_focused()
    assert page.enlarged.evaluate("it => it.parentElement.querySelector('h2').textContent").startswith("2 · max pool")
    page.page.keyboard.press("Escape")
    expect(page.enlarged).to_be_hidden()
    expect(page.page.get_by_role("button", name="2 · max pool, map 3", exact=True)).to_be_focused()


def test_a_second_click_on_the_map_closes_it(visit: Open) -> None:
    page = looking_inside(visit)
    page.enlarge("1 · conv, map 2")
    chosen = page.page.get_by_role("button", name="1 · conv, map 2", exact=True)
    expect(chosen).to_have_attribute("aria-expanded", "true")
    chosen.click()
    expect(page.enlarged).to_be_hidden()
    expect(chosen).to_have_attribute("aria-expanded", "false")


def test_the_sum_adds_up_as_it_is_written_however_many_maps_come_in(visit: Open) -> None:
    page = looking_inside(visit, WIDE)
    page.enlarge("2 · conv, map 1")
    terms = page.enlarged.locator(".term").all_inner_texts()
    *summands, total, _activated = terms
    assert len(summands) == 16 + 2
    assert "the other 8 maps" in summands[-2]
    assert "bias" in summands[-1]
    values = [number(re.match(r"([+−]? ?[\d.]+)", term)[1]) for term in summands]  # type: ignore[index]
    assert sum(values) == pytest.approx(number(total.removeprefix("= ")), abs=0.0005 * 19)
    assert adds_up(page)


def test_another_map_that_comes_in_can_be_written_out(visit: Open) -> None:
    page = looking_inside(visit, WIDE)
    page.enlarge("2 · conv, map 1")
    page.enlarged.get_by_role("button", name="map 20", exact=True).click()
    expect(page.enlarged).to_have_attribute("data-input", "19")
    expect(page.enlarged.locator(".factors")).to_contain_text("window (map 20)")
    page.result().press("ArrowUp")
    wait_until(lambda: (page.enlarged.get_attribute("data-at") or "").startswith("3,"))
    expect(page.enlarged).to_have_attribute("data-input", "19")
    cells = page.enlarged.locator(".cells.products span").all_inner_texts()
    total = page.enlarged.locator(".factors output").inner_text()
    assert sum(map(number, cells)) == pytest.approx(number(total), abs=0.005 * 10)


def test_of_a_pooling_layer_the_pixel_that_wins_is_framed(visit: Open) -> None:
    page = looking_inside(visit, DIGITS)
    page.enlarge("2 · max pool, map 1")
    cells = page.enlarged.locator(".cells span")
    best = page.enlarged.locator(".cells .best")
    expect(best).to_have_count(1)
    assert number(best.inner_text()) == max(map(number, cells.all_inner_texts()))
    assert adds_up(page)


def test_of_a_pooling_layer_on_the_image_itself_the_pixel_that_wins_is_framed(visit: Open) -> None:
    page = looking_inside(visit, "?cnn_data=digits&cnn_layers=maxpool:2,2,0;flatten")
    page.enlarge("1 · max pool, map 1")
    best = page.enlarged.locator(".cells .best")
    expect(best).to_have_count(1)
    assert number(best.inner_text()) == max(map(number, page.enlarged.locator(".cells span").all_inner_texts()))


def test_a_finger_chooses_a_pixel(visit: Open) -> None:
    page = looking_inside(visit, viewport={"width": 390, "height": 844}, has_touch=True)
    page.page.get_by_role("button", name="1 · conv, map 1", exact=True).tap()
    expect(page.enlarged).to_be_in_viewport()
    result = page.result()
    result.scroll_into_view_if_needed()
    expect(result).to_have_css("touch-action", "none")
    before = page.enlarged.get_attribute("data-at")
    result.tap(position={"x": 5, "y": 5})
    expect(page.enlarged).to_have_attribute("data-at", "0,0")
    assert before != "0,0"
