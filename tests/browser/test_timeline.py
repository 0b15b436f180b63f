from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser


def test_going_back_shows_the_past_and_training_goes_on_from_there(visit: Open) -> None:
    page = visit("/?speed=max")
    first = page.picture()
    page.play().wait_epochs(30)
    page.pause()
    newest, last, loss = page.epoch, page.picture(), page.reached("train_loss")
    timeline = page.page.locator(".timeline input")
    assert int(timeline.get_attribute("max") or 0) > 10
    generation = page.generation
    timeline.fill("0")
    page.wait_fact("epoch", "it === '0'")
    page.wait_picture_again(first)
    expect(page.network.element).to_have_attribute("data-epoch", "0")
    expect(page.page.locator(".transport .message")).to_contain_text(f"Epoch 0 of {newest}")
    timeline.fill("10")
    page.wait_fact("epoch", "Number(it) > 0")
    back = page.epoch
    assert 0 < back < newest
    expect(page.page.locator(".transport .message")).to_contain_text(f"Epoch {back} of {newest}")
    for key in ("figure-loss", "figure-accuracy"):
        expect(page.figure(key).locator(".shapelayer path")).to_have_count(1)
    timeline.fill(timeline.get_attribute("max") or "")
    page.wait_fact("epoch", f"it === '{newest}'")
    page.wait_picture_again(last)
    assert page.reached("train_loss") == loss
    timeline.fill("10")
    page.wait_fact("epoch", f"it === '{back}'")
    page.button("Step one epoch").click()
    page.wait_fact("epoch", f"it === '{back + 1}'")
    expect(page.page.locator(".transport .message")).to_be_hidden()
    assert int(timeline.get_attribute("max") or 0) < 13, "what came after is gone"
    page.play().wait_epochs(5)
    assert page.generation == generation
