"""The descent page in a real browser: by mouse, by keyboard, by link."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import quote

import numpy as np
import pytest
from playwright.sync_api import expect

from playground.concepts.descent import SURFACES, trajectory
from playground.concepts.descent.step_size import shrinkage
from playground.concepts.descent.stochastic import Sampling, descent, exercise
from tests.browser.conftest import Open
from tests.browser.descending import Descending
from tests.browser.visit import wait_until

pytestmark = pytest.mark.browser


def test_a_dragged_start_moves_all_paths_at_once_and_the_page_hears_of_it_later(visit: Open) -> None:
    race = Descending(visit, "?descent_preset=rolls_past")
    page = race.page
    page.mouse.move(*race.at(0.5, 0.5))
    page.mouse.down()
    for share in (0.55, 0.6, 0.7):
        drawn = int(race.fact("draws"))
        page.mouse.move(*race.at(share, 0.3))
        wait_until(lambda drawn=drawn: int(race.fact("draws")) > drawn)
    page.mouse.up()
    start = race.numbers("start")
    assert start == pytest.approx([2, -2], abs=0.05)
    himmelblau = SURFACES["himmelblau"]
    for name, (x, y, _height) in race.here.items():
        steps = 300 if name != "rmsprop" else 0
        if steps:
            end = trajectory(himmelblau, name, (start[0], start[1]), himmelblau.rate(name), steps)[-1]
            assert [x, y] == pytest.approx(end, abs=1e-9), name
    race.visit.wait_query("descent_start", re.escape(quote(f"{start[0]:g},{start[1]:g}")))
    assert race.numbers("start") == start, "the page's echo changes nothing"


def test_the_start_moves_by_the_keyboard(visit: Open) -> None:
    race = Descending(visit)
    race.start.focus()
    race.start.evaluate(
        """(start) => {
          start.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft" }));
          start.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", shiftKey: true }));
        }"""
    )  # both within one picture
    wait_until(lambda: race.numbers("start") == pytest.approx([2 - 4.8 / 200, 1 - 48 / 200], abs=1e-3))
    race.visit.wait_query("descent_start", re.escape(quote("1.976,0.76")))


def test_a_rate_by_slider_and_by_number_and_one_for_all(visit: Open) -> None:
    race = Descending(visit)
    field = race.element.locator(".racer input[type=text]")
    field.first.fill("0.04")
    field.first.press("Enter")
    expected = trajectory("bowl", "gd", (2, 1), 0.04, 300)[-1]
    wait_until(lambda: race.here["gd"][:2] == pytest.approx(expected, abs=1e-12))
    race.element.locator(".together input").check()
    slider = race.element.locator(".racer input[type=range]").nth(1)
    slider.focus()
    slider.press("ArrowRight")
    wait_until(lambda: len({each.input_value() for each in field.all()}) == 1)
    race.visit.wait_query("descent_together", "1")


def test_playing_goes_through_all_steps_and_stops_at_the_end(visit: Open) -> None:
    race = Descending(visit, "?descent_preset=saddle")
    assert race.fact("step") == "10"
    play = race.element.locator(".play")
    play.click()
    expect(race.element).to_have_attribute("data-playing", "1")
    expect(race.element).to_have_attribute("data-step", "300")
    expect(race.element).to_have_attribute("data-playing", "")
    play.click()
    wait_until(lambda: 0 < int(race.fact("step")) < 300)
    play.click()
    expect(race.element).to_have_attribute("data-playing", "")
    step = int(race.fact("step"))
    race.visit.wait_query("descent_step", str(step))
    expected = trajectory("saddle", "adam", (1.5, 0.001), 0.05, 300)[step]
    assert race.here["adam"][:2] == pytest.approx(expected, abs=1e-10)


def test_the_step_in_hand_in_words_in_the_table_and_in_the_file(visit: Open) -> None:
    race = Descending(visit, "?descent_step=1")
    lines = race.element.locator(".lines")
    expect(lines).to_contain_text("θ = (2, 1) − 0.07 · (2, 25) = (1.86, −0.75)")
    race.element.get_by_role("button", name="Momentum", exact=True).click()
    expect(lines).to_contain_text("v = 0.9 · (0, 0) + (2, 25) = (2, 25)")
    race.element.locator("summary").click()
    row = race.element.locator("tbody tr").first
    expect(row).to_contain_text("1.86")
    with race.page.expect_download() as download:
        race.element.locator(".csv").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert rows[0][:5] == ["step", "method", "x", "y", "f"]
    assert len(rows) == 1 + 4 * 301
    of_descent = np.array([[float(cell) for cell in line[2:4]] for line in rows[1:302]])
    np.testing.assert_allclose(of_descent, trajectory("bowl", "gd", (2, 1), 0.07, 300), rtol=1e-8, atol=1e-12)


def test_basins_follow_the_rate_and_one_disappears(visit: Open) -> None:
    basins = Descending(visit, "?descent_preset=four_basins", "basins")
    expect(basins.element).to_have_attribute("data-size", "200")
    counts = basins.numbers("counts")
    assert min(counts[:4]) > 9000
    assert sum(counts) == 40_000
    field = basins.element.locator("input[type=text]")
    field.fill("0.017")
    field.press("Enter")
    expect(basins.element).to_have_attribute("data-rate", "0.017")
    expect(basins.element).to_have_attribute("data-size", "200")
    counts = basins.numbers("counts")
    assert sorted(counts[:4])[0] == 0
    expect(basins.element.locator("tbody tr")).to_have_count(5)
    basins.visit.wait_query("descent_basin_rate", r"0\.017")
    expect(basins.page.get_by_text("settings changed since")).to_be_visible()


def test_a_click_on_the_basins_draws_a_starts_path(visit: Open) -> None:
    basins = Descending(visit, "?descent_preset=four_basins", "basins")
    basins.page.mouse.click(*basins.at(0.2, 0.8))
    wait_until(lambda: basins.numbers("start") == pytest.approx([-3, 3], abs=0.05))
    assert basins.numbers("end") == pytest.approx([-2.80512, 3.13131], abs=1e-4)
    expect(basins.element.locator(".fate")).to_contain_text("(−2.805; 3.131)")


def test_the_gauge_says_what_becomes_of_the_ball(visit: Open) -> None:
    size = Descending(visit, "?descent_preset=swings", "step-size")
    assert size.fact("verdict") == "swings"
    assert size.numbers("ends")[1] == 1
    gauge = size.element.locator(".track input")
    gauge.focus()
    gauge.press("ArrowRight")
    gauge.press("ArrowRight")
    expect(size.element).to_have_attribute("data-verdict", "diverges")
    gauge.press("Home")
    expect(size.element).to_have_attribute("data-verdict", "converges")
    steep = size.element.locator("[data-name=steep] input")
    steep.focus()
    steep.press("End")
    rate = size.numbers("rate")[0]
    wait_until(lambda: size.numbers("factors") == pytest.approx([shrinkage("gd", rate, each, 0) for each in (1, 100)]))


def test_noise_is_pythons_and_moves_with_its_rate(visit: Open) -> None:
    noise = Descending(visit, "?descent_preset=equal_budget", "noise")
    problem = exercise()
    lowest = problem.loss(*problem.solution)

    def expected(rate: float) -> list[list[float]]:
        ends = [descent(problem, Sampling(size, rate), 3000 // size)[-1] for size in (1, 10, 100)]
        return [[*end, problem.loss(*end) - lowest] for end in ends]

    np.testing.assert_allclose(noise.here, expected(0.1), atol=1e-9)
    field = noise.element.locator("input[type=text]")
    field.fill("0.05")
    field.press("Enter")
    expect(noise.element).to_have_attribute("data-rate", "0.05")
    np.testing.assert_allclose(noise.here, expected(0.05), atol=1e-9)
    noise.element.get_by_role("button", name="M = 10", exact=True).click()
    expect(noise.element.get_by_role("button", name="M = 10", exact=True)).to_have_attribute("aria-pressed", "true")


def test_a_formula_is_typed_and_raced_on(visit: Open) -> None:
    race = Descending(visit, "?descent_surface=own")
    field = race.page.locator(".st-key-descent_formula input")
    field.fill("(x - 1)^2 + 2 (y + 1)^2")
    field.press("Enter")
    wait_until(lambda: race.here["gd"][:2] == pytest.approx([1, -1], abs=1e-3))
    field.fill("x +")
    field.press("Enter")
    expect(race.page.get_by_text("The formula ends too early.")).to_be_visible()
    assert race.here["gd"][:2] == pytest.approx([1, -1], abs=1e-3)


def test_the_loss_of_the_trained_network_is_a_surface(visit: Open) -> None:
    perceptron = visit("/?data=circle&layers=1&units1=3&speed=max")
    perceptron.play().wait_epochs(20)
    perceptron.pause()
    loss = float(perceptron.page.locator(".transport [data-value=train_loss]").inner_text().replace("−", "-"))
    perceptron.choose_page("Concepts", "Descent")
    race = Descending.on(perceptron)
    race.page.locator(".st-key-descent_surface input").first.click()
    race.page.get_by_role("option", name="Your network's loss").click()
    expect(race.page.get_by_text("Its training loss as it was at epoch")).to_be_visible()
    race.visit.wait_rest()
    for along in ("two weights", "its own path"):
        race.page.locator(".st-key-descent_along input").first.click()
        race.page.get_by_role("option", name=along).click()
        race.visit.wait_rest()
        race.element.locator(".time input").press("Home")  # later a method may leave the picture
        expect(race.element).to_have_attribute("data-step", "0")
        wait_until(lambda: all(height is not None for _x, _y, height in race.here.values()))
        heights = {height for _x, _y, height in race.here.values()}
        assert len(heights) == 1
        assert 0 < heights.pop() < 20
    assert loss > 0
    race.visit.wait_query("descent_surface", "network")


def test_without_a_network_the_page_says_where_to_train_one(visit: Open) -> None:
    race = Descending(visit, "?descent_surface=network")
    expect(race.page.get_by_text("Train a network on the perceptron page first")).to_be_visible()
    assert race.here["gd"][2] < 1e-6, "the bowl stands in for it"


def test_the_pages_are_found_by_section_with_the_keyboard(visit: Open) -> None:
    race = Descending(visit)
    section = race.page.get_by_role("button", name="Networks")
    section.focus()
    section.press("Enter")
    expect(race.page.get_by_role("menuitem", name="CNN")).to_be_focused()
    race.page.keyboard.press("ArrowDown")
    expect(race.page.get_by_role("menuitem", name="RNN")).to_be_focused()
    race.page.keyboard.press("Enter")
    expect(race.page.locator("h1")).to_have_text("Recurrent network")


def test_a_rate_is_typed_with_the_readers_decimal_mark(visit: Open) -> None:
    race = Descending(visit, "?lang=fr")
    field = race.element.locator(".racer input[type=text]").first
    expect(field).to_have_value("0,07")
    field.fill("0,04")
    field.press("Enter")
    expected = trajectory("bowl", "gd", (2, 1), 0.04, 300)[-1]
    wait_until(lambda: race.here["gd"][:2] == pytest.approx(expected, abs=1e-12))
    field.fill("much")
    field.press("Enter")
    expect(field).to_have_value("0,04")
