"""A recurrent network that learns while somebody looks at its memory."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open
from tests.browser.test_cell_drawing import calculated
from tests.browser.visit import LOAD, Visit, wait_until

pytestmark = pytest.mark.browser
PICTURES = """
(memory) => [...memory.querySelectorAll(".memory-map canvas")].map((canvas) => {
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return pixels.reduce((sum, it) => (sum * 31 + it) % 1e9, 7);
})
"""


class Looked:
    """The component on the page."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.page = visit, visit.page
        self.memory = self.page.locator(".live-memory")
        self.cell = self.page.locator(".memory-cell")
        self.scroll = self.page.locator(".memory-scroll")

    def fact(self, name: str) -> str:
        return self.memory.get_attribute(f"data-{name}") or ""

    def wait_fact(self, name: str, value: str) -> None:
        expect(self.memory).to_have_attribute(f"data-{name}", value, timeout=LOAD)

    def wait_more(self, name: str, more: int) -> None:
        goal = int(self.fact(name)) + more
        wait_until(lambda: int(self.fact(name)) >= goal, LOAD / 1000)

    def pictures(self) -> list[int]:
        pictures: list[int] = self.memory.evaluate(PICTURES)
        return pictures

    def pause(self) -> None:
        self.visit.button("Pause").click()
        self.wait_fact("status", "paused")
        self.visit.wait_still()

    def click_step(self, step: int) -> None:
        """Click the input of a step, counted from 0."""
        self.page.locator(".memory-strip rect.input").nth(step).click()
        self.wait_fact("step", str(step))
        expect(self.cell).to_be_visible()
        expect(self.cell).to_have_attribute("data-step", str(step + 1))

    def letters(self) -> list[str]:
        return self.page.locator(".memory-strip text.letter").all_text_contents()

    def lines(self) -> dict[str, Locator]:
        lines = self.cell.locator(".cell-lines li").all()
        return {line.get_attribute("data-symbol") or "": line for line in lines}

    def exact(self) -> dict[str, float]:
        return {symbol: float(line.get_attribute("data-exact") or "nan") for symbol, line in self.lines().items()}

    def before(self) -> dict[str, float]:
        before: dict[str, float] = json.loads(self.cell.get_attribute("data-before") or "")
        return before


def described(data: dict[str, Any], *layers: dict[str, Any]) -> str:
    training = {"optimizer": {"name": "adam", "learning_rate": 0.005}, "batch_size": 64}
    return quote(json.dumps({"data": data, "model": {"layers": layers}, "training": training}))


def looking(visit: Open, data: dict[str, Any], *layers: dict[str, Any], more: str = "", **person: Any) -> Looked:
    """Open the page of recurrent networks on an experiment and wait for its first picture."""
    opened = visit(f"/rnn?experiment={described(data, *layers)}{more}", ready=False, **person)
    opened.page.wait_for_selector(".live-memory[data-frames]:not([data-frames='0'])", timeout=LOAD)
    return Looked(opened)


FIRST = {"name": "first_symbol", "length": 12, "samples": 640}
LSTM = {"type": "lstm", "units": 6}
NAMES = {"name": "surnames"}
PLAYING = "&autoplay=1&speed=max"


def test_it_follows_while_the_network_learns(visit: Open) -> None:
    page = looking(visit, FIRST, LSTM, more=PLAYING)
    page.wait_fact("status", "running")
    before = page.pictures()
    assert len(before) == 3
    page.wait_more("frames", 8)
    page.wait_more("epoch", 2)
    assert all(one != other for one, other in zip(before, page.pictures(), strict=True))
    assert len(page.letters()) == 12
    shares = page.page.locator("rect.input").evaluate_all("all => all.map((it) => Number(it.dataset.share))")
    assert max(shares) == 1
    assert min(shares) >= 0


def equations_hold(page: Looked) -> None:
    """Check the written numbers of an LSTM's cell, and the unrounded ones behind them."""
    for symbol, line in page.lines().items():
        written = calculated(line.locator(".cell-filled").inner_text())
        assert written == pytest.approx(page.exact()[symbol], abs=0.01), line.inner_text()
    exact, before = page.exact(), page.before()
    assert exact["c"] == pytest.approx(exact["f"] * before["c"] + exact["i"] * exact["g"], abs=1e-5)
    parts = json.loads(page.cell.get_attribute("data-parts") or "")
    for gate, applied in {"f": "σ", "i": "σ", "o": "σ", "g": "tanh"}.items():
        assert exact[gate] == pytest.approx(calculated(f"{applied}({sum(parts[gate].values())})"), abs=1e-5)


def test_a_step_opens_the_cell_whose_numbers_satisfy_the_equations(visit: Open) -> None:
    page = looking(visit, FIRST, LSTM, more=PLAYING)
    page.wait_more("epoch", 3)
    page.click_step(4)
    before = page.cell.inner_text()
    wait_until(lambda: page.cell.inner_text() != before)  # it follows while the network learns
    page.pause()
    equations_hold(page)
    after = page.exact()
    page.cell.get_by_role("button", name="Next step").click()
    expect(page.cell).to_have_attribute("data-step", "6")
    assert page.before() == pytest.approx({"h": after["h"], "c": after["c"]}, abs=1e-6)
    equations_hold(page)
    assert "of its memory c" in page.cell.locator(".memory-sentence").inner_text()


def test_rows_buttons_and_keys_choose_unit_and_step(visit: Open) -> None:
    page = looking(visit, FIRST, LSTM)
    canvas = page.page.locator(".memory-map canvas").nth(1)
    box = canvas.bounding_box()
    assert box is not None
    canvas.click(position={"x": box["width"] * 2.5 / 12, "y": box["height"] * 3.5 / 6})
    page.wait_fact("unit", "4")
    page.wait_fact("step", "2")
    expect(page.cell.locator(".cell-title")).to_have_text("Unit 4 of 6 at step 3")
    page.cell.get_by_role("button", name="Previous unit").click()
    page.wait_fact("unit", "3")
    page.cell.get_by_role("button", name="Close").click()
    expect(page.cell).to_be_hidden()
    page.scroll.focus()
    for key, name, value in (("ArrowRight", "step", "3"), ("End", "step", "11"), ("ArrowDown", "unit", "4")):
        page.scroll.press(key)
        page.wait_fact(name, value)
    expect(page.scroll).to_have_attribute("aria-valuenow", "12")
    page.scroll.press("Enter")
    expect(page.cell.locator(".cell-title")).to_have_text("Unit 4 of 6 at step 12")
    page.scroll.press("Escape")
    expect(page.cell).to_be_hidden()


def test_pointing_says_unit_step_and_value(visit: Open) -> None:
    page = looking(visit, FIRST, LSTM)
    page.page.get_by_role("button", name="output gate o").click()
    page.page.locator(".memory-map canvas[data-symbol=o]").hover(position={"x": 3, "y": 3})
    tip = page.page.locator(".memory-tip")
    expect(tip).to_contain_text("unit 1, step 1: o = ")
    assert 0 < float(tip.inner_text().rpartition(" ")[2]) < 1


def test_an_own_name_is_read_and_answered(visit: Open) -> None:
    page = looking(visit, NAMES, {"type": "embedding", "units": 8}, {"type": "gru", "units": 12})
    assert page.fact("sequence") == "0"
    page.page.get_by_role("button", name="Next test sequence").click()
    page.wait_fact("sequence", "1")
    page.page.get_by_label("Type your own").fill("Müller")
    page.wait_fact("sequence", "-1")
    assert page.letters() == ["∅"] * 14 + list("Müller")
    shares = [float(it.get_attribute("data-probability") or "nan") for it in page.page.locator(".memory-bars li").all()]
    assert len(shares) == 7
    assert sum(shares) == pytest.approx(1, abs=1e-3)
    page.page.get_by_role("button", name="Back to the test sequences").click()
    page.wait_fact("sequence", "1")


def test_padding_is_explained_where_there_is_any(visit: Open) -> None:
    page = looking(visit, NAMES, {"type": "rnn", "units": 4})
    assert page.letters()[0] == "∅"
    expect(page.page.locator(".memory-legend")).to_contain_text("∅ padding: fills up short names in front")
    other = looking(visit, FIRST, {"type": "rnn", "units": 4})
    expect(other.page.locator(".memory-legend")).to_contain_text("Shade of the inputs")
    expect(other.page.locator(".memory-legend")).not_to_contain_text("∅")


def test_what_cannot_be_read_is_said(visit: Open) -> None:
    page = looking(
        visit, {"name": "brackets", "length": 10, "samples": 640}, {"type": "rnn", "units": 5, "return_sequences": True}
    )
    box = page.page.get_by_label("Type your own")
    box.fill("xyz")
    expect(page.page.locator(".memory-warning")).to_have_text("The network can read none of this: it knows ( ) ·")
    box.fill("(()")
    page.wait_fact("sequence", "-1")
    assert page.letters() == ["(", "(", ")"]
    expect(page.page.locator(".memory-strip text.prediction")).to_have_count(3)
    expect(page.page.locator(".memory-warning")).to_have_text("")


def test_every_direction_of_every_layer_can_be_looked_at(visit: Open) -> None:
    layers = [{"type": "gru", "units": 4, "bidirectional": True, "return_sequences": each} for each in (True, False)]
    page = looking(visit, FIRST, *layers)
    assert page.fact("direction") == "0"
    expect(page.page.locator(".memory-directions").get_by_role("radio")).to_have_count(4)
    first = page.pictures()
    page.page.get_by_role("radio", name="layer 2: GRU ← backwards").click()
    page.wait_fact("direction", "3")
    wait_until(lambda: all(one != other for one, other in zip(first, page.pictures(), strict=True)))
    expect(page.page.locator(".memory-heads .here")).to_have_text("2 · GRU ←")
    page.click_step(11)  # the first that is read backwards
    assert page.before() == {"h": 0}


@pytest.mark.parametrize("length", [100, 400])
def test_a_small_screen_scrolls_the_steps_and_never_the_page(visit: Open, length: int) -> None:
    small = {"viewport": {"width": 390, "height": 800}}
    page = looking(visit, {"name": "adding", "length": length, "samples": 640}, LSTM, **small)
    assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wait_until(lambda: page.scroll.evaluate("(it) => it.scrollLeft") > 0)  # the last step is looked at
    page.page.get_by_role("button", name="Whole sequence").click()
    fits = "(it) => it.scrollWidth <= it.clientWidth + 1"
    wait_until(lambda: bool(page.scroll.evaluate(fits)))


def test_the_first_symbol_is_seen_on_a_small_screen(visit: Open) -> None:
    data = {"name": "first_symbol", "length": 60, "samples": 640}
    page = looking(visit, data, {"type": "rnn", "units": 4}, viewport={"width": 390, "height": 800})
    assert page.scroll.evaluate("(it) => it.scrollWidth > it.clientWidth")
    assert page.scroll.evaluate("(it) => it.scrollLeft") == 0
    page.scroll.press("End")
    wait_until(lambda: bool(page.scroll.evaluate("(it) => it.scrollLeft > 0")))
