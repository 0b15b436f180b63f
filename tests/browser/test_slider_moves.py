from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.visit import Visit

pytestmark = pytest.mark.browser

NOTE_SENT = """
() => {
  window.sent = [];
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (message) {
    if (typeof message !== "string") window.sent.push("page");
    else if (JSON.parse(message).type === "move") window.sent.push(message);
    return send.call(this, message);
  };
}
"""
"""Notes what is sent: sliders' moves, and that the page is told of something."""


def settled(page: Visit, at_least: int) -> int:
    """The network's number once a new one has come and the page has come to rest: a change begins after its click."""
    page.wait_fact("generation", f"Number(it) >= {at_least}")
    page.wait_rest()
    page.wait_still()
    return page.generation


def test_a_slider_reaches_the_network_before_the_page_and_the_page_changes_nothing_more(visit: Open) -> None:
    page = visit()
    generation = page.generation
    page.page.evaluate(NOTE_SENT)
    page.slider("layers").press("ArrowRight")
    page.wait("window.sent.includes('page')")
    assert json.loads(page.page.evaluate("window.sent[0]")) == {"type": "move", "control": "layers", "stop": 3}
    expect(page.page.get_by_role("slider", name="Layer 3: neurons")).to_be_visible()
    page.wait_rest()
    page.slider("units3").press("ArrowLeft")
    page.wait_query("units3", "7")
    assert settled(page, generation + 2) == generation + 2
    page.choose("preset", "A neuron without activation is linear regression")
    assert settled(page, generation + 3) == generation + 3
    moves = [json.loads(text)["control"] for text in page.page.evaluate("window.sent") if text != "page"]
    assert moves == ["layers", "units3"], "what the page itself moves is not said again"
