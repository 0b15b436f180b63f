"""The browser's Back button: it leaves a page, however many controls were moved there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.visit import LOAD, SOON

pytestmark = pytest.mark.browser


def test_back_leaves_a_page_at_once_and_finds_the_one_before_as_it_was(visit: Open) -> None:
    page = visit("/perceptron?preset=one-neuron-xor", locale="fr-FR")
    page.slider("noise").focus()
    for times in range(3):
        page.page.keyboard.press("ArrowRight")
        page.wait_query("noise", rf"0\.{(times + 1) * 5:02}".rstrip("0"))
    left = page.query

    page.choose_page("Réseaux", "CNN")
    page.page.wait_for_url("**/cnn?*", timeout=LOAD)
    expect(page.page.locator(".st-key-cnn_seed")).to_be_attached(timeout=LOAD)
    page.page.go_back()

    page.page.wait_for_url("**/perceptron?*", timeout=SOON)
    expect(page.page.locator(".st-key-noise")).to_be_attached(timeout=LOAD)
    page.wait_whole_query(left)
    page.wait_rest()
    page.page.go_back()
    page.page.wait_for_url("about:blank", timeout=SOON)
