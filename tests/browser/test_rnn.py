"""A recurrent network that trains while somebody looks at its memory."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from playground.controls.rnn_data import DATA_LABELS
from playground.presets.recurrent import RNN_PRESETS
from tests.browser.conftest import Open
from tests.browser.visit import LOAD, Visit, wait_until

pytestmark = pytest.mark.browser
SMALL = "rnn_preset=parity&rnn_units=8&rnn_samples=320"
FIGURE = "figure-loss"


def opened(visit: Open, query: str = SMALL, **context: object) -> Visit:
    """Open the page and wait until it has run and its figures have a picture."""
    page = visit(f"/rnn?{query.removeprefix('?')}", ready=False, **context)
    page.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=LOAD)
    page.page.wait_for_selector(f".st-key-{FIGURE} .live-figure:not([data-frames='0'])", timeout=LOAD)
    return page


def epoch(page: Visit) -> int:
    return int(page.fact("epoch", FIGURE))


def generation(page: Visit) -> int:
    return int(page.fact("generation", FIGURE))


def address(page: Visit) -> str:
    """The query of the address; asking the page for it lets the test hear of changes."""
    return str(page.page.evaluate("location.search"))


def test_it_trains_and_all_figures_follow(visit: Open) -> None:
    page = opened(visit, f"{SMALL}&autoplay=1&speed=max")
    wait_until(lambda: epoch(page) >= 3, LOAD / 1000)
    for key in ("figure-loss", "figure-accuracy", "figure-directions", "figure-confusion"):
        page.page.wait_for_selector(f".st-key-{key} .live-figure:not([data-frames='0'])", timeout=LOAD)
    page.page.wait_for_selector(".st-key-figure-memory", timeout=LOAD)
    page.button("Pause").click()
    wait_until(lambda: page.fact("status", FIGURE) == "paused", LOAD / 1000)
    line = page.page.locator(".st-key-figure-directions .scatterlayer path.js-line").first
    wait_until(lambda: bool(line.get_attribute("d")))  # the gradient's line is drawn


def test_the_learning_rate_changes_in_a_running_network(visit: Open) -> None:
    page = opened(visit, f"{SMALL}&autoplay=1&speed=5-epochs")
    wait_until(lambda: epoch(page) >= 1, LOAD / 1000)
    before, reached = generation(page), epoch(page)
    slider = page.slider("rnn_learning_rate")
    slider.focus()
    slider.press("ArrowLeft")
    wait_until(lambda: "rnn_learning_rate=" in address(page), LOAD / 1000)
    wait_until(lambda: epoch(page) > reached + 1, LOAD / 1000)
    assert generation(page) == before
    page.button("Reset").click()
    wait_until(lambda: epoch(page) <= reached, LOAD / 1000)


def test_another_cell_is_another_network_and_the_link_reproduces_it(visit: Open) -> None:
    page = opened(visit)
    before = generation(page)
    page.page.locator(".st-key-rnn_cell").get_by_role("radio", name="GRU").click()
    wait_until(lambda: generation(page) > before, LOAD / 1000)
    wait_until(lambda: "rnn_cell=gru" in address(page), LOAD / 1000)
    again = opened(visit, address(page))
    expect(again.page.locator("td", has_text="1 gru")).to_have_count(1)
    wait_until(lambda: address(again) == address(page))


def test_the_moment_of_a_forecast_is_the_sequence_in_hand(visit: Open) -> None:
    page = opened(visit, "rnn_data=sunspots&rnn_past=22&rnn_horizon=1&rnn_inputs=values&rnn_units=4")
    memory = page.page.locator(".st-key-figure-memory .live-memory")
    wait_until(lambda: memory.get_attribute("data-sequence") == "79", LOAD / 1000)  # the last of 80
    page.page.get_by_role("button", name="Previous test sequence").click()
    wait_until(lambda: memory.get_attribute("data-sequence") == "78", LOAD / 1000)
    wait_until(lambda: "rnn_origin=-1" in address(page), LOAD / 1000)
    slider = page.slider("rnn_origin")
    slider.focus()
    slider.press("ArrowLeft")
    wait_until(lambda: "rnn_origin=-2" in address(page), LOAD / 1000)
    wait_until(lambda: memory.get_attribute("data-sequence") == "77", LOAD / 1000)
    expect(page.page.locator(".memory-which")).to_have_text("Test sequence 78 of 80")


TOO_WIDE = """
(input, labels) => {
  const { font, paddingLeft, paddingRight } = getComputedStyle(input);
  const room = input.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  return labels.filter((label) => pen.measureText(label).width > room);
}
"""


def test_presets_and_tasks_are_read_as_a_whole_in_their_menus(visit: Open) -> None:
    page = opened(visit)
    labels = [preset.label for preset in RNN_PRESETS.values()] + list(DATA_LABELS.values())
    for key in ("rnn_preset", "rnn_data"):
        assert page.page.locator(f".st-key-{key} input").evaluate(TOO_WIDE, labels) == []


def test_the_question_of_a_preset_is_as_easy_to_read_as_its_claim(visit: Open) -> None:
    question = opened(visit).page.locator("[class*=st-key-question] summary")
    expect(question).to_have_css("opacity", "1")
    expect(question.locator("p")).to_have_css("font-size", "16px")


def test_a_phone_has_room_for_it(visit: Open) -> None:
    page = opened(visit, viewport={"width": 390, "height": 844}, color_scheme="dark")
    assert page.page.evaluate("document.scrollingElement.scrollWidth") <= 390
