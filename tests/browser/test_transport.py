"""The transport's choice of a device, with a connection that only says what a worker with a graphics card would."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from playground.live.files import source

pytestmark = pytest.mark.browser

CONNECTION = """
export const isDark = () => false;
export function watch(socket, token, draw) {
  window.say = (facts) => draw({ status: "paused", reason: "", facts, tensors: {} });
  return { close() {}, send() {}, tell() {} };
}
"""
START = """
async ([script, html, data]) => {
  document.body.innerHTML = html;
  const { default: mounted } = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  window.told = [];
  mounted({ data, parentElement: document.body, setTriggerValue: (name, value) => window.told.push([name, value]) });
}
"""
TEXTS = {"auto": "Automatic", "cpu": "Processor", "cuda": "Graphics card", "devices": "Where to train"}
REASONS = {"small": "too small for the card", "large": "large enough for it"}
CARD = {"devices": "cpu,cuda", "device": "CPU"}


@pytest.fixture(name="page")
def fixture_page(blank: Page) -> Page:
    blank.route(
        "**/live/noted/connection.js", lambda route: route.fulfill(content_type="text/javascript", body=CONNECTION)
    )
    colours = {"light": ["#000", "#000"]}
    data = {"scripts": "/live/noted", "socket": "/live", "token": "a", "language": "en", "sliders": []}
    data |= {"texts": TEXTS | REASONS, "colours": colours, "accuracies": True}
    blank.evaluate(
        START, [source("page_element.js", "live_element.js", "transport.js"), source("transport.html"), data]
    )
    blank.wait_for_function("Boolean(window.say)")
    return blank


def say(page: Page, **facts: Any) -> Locator:
    page.evaluate("facts => window.say(facts)", facts)
    return page.locator(".devices")


def test_without_a_graphics_card_there_is_nothing_to_choose(page: Page) -> None:
    expect(say(page, device="CPU")).to_be_hidden()
    expect(page.locator(".why")).to_be_hidden()


@pytest.mark.parametrize(("taken", "reason"), [("cpu", "small"), ("cuda", "large")])
def test_what_was_taken_by_itself_is_said_with_the_reason(page: Page, taken: str, reason: str) -> None:
    devices = say(page, **CARD, device_asked="auto", device_taken=taken)
    expect(devices).to_be_visible()
    expect(devices).to_have_attribute("aria-label", "Where to train")
    expect(devices).to_have_value("auto")
    assert devices.locator("option").all_inner_texts() == ["Automatic", "Processor", "Graphics card"]
    expect(page.locator(".why")).to_have_text(REASONS[reason])


def test_a_choice_is_told_to_the_page_and_needs_no_reason(page: Page) -> None:
    devices = say(page, **CARD, device_asked="auto", device_taken="cpu")
    devices.select_option("cuda")
    assert page.evaluate("window.told") == [["device", "cuda"]]
    devices = say(page, **CARD, device_asked="cuda", device_taken="cuda")
    expect(devices).to_have_value("cuda")
    expect(page.locator(".why")).to_be_hidden()
