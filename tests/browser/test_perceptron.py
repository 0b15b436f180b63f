from __future__ import annotations

import json
import re
import time
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from playground.experiment import Dense, Experiment, Model, PlaneData
from tests.browser.conftest import Open
from tests.browser.visit import FIGURES, Visit, wait_until

pytestmark = pytest.mark.browser

SMALL = Experiment(data=PlaneData(name="xor", samples=100), model=Model(layers=(Dense(units=3, activation="relu"),)))


# Opening the page


def test_the_page_opens_idle_with_a_painted_plane(visit: Open) -> None:
    page = visit()
    page.wait_status("idle")
    assert [page.fact("epoch", key) for key in FIGURES] == ["0", "0", "0"]
    assert len(page.colours()) > 20, "the untrained network's answers"
    assert page.reached("epoch") == "0"
    page.wait_whole_query({})
    assert "Neural network playground" in page.page.title()


def test_pictures_and_buttons_have_words(visit: Open) -> None:
    page = visit()
    for key in FIGURES:
        figure = page.figure(key)
        assert figure.get_attribute("role") == "img"
        assert len(figure.get_attribute("aria-label") or "") > 10
    for button in page.page.locator(".transport button").all():
        assert button.get_attribute("aria-label")
    assert page.page.locator("img:not([alt])").count() == 0


def test_the_page_has_a_path_of_its_own(visit: Open) -> None:
    page = visit("/perceptron")
    page.wait_status("idle")
    assert page.page.get_by_role("dialog").count() == 0, "no word of a page that does not exist"


@pytest.mark.parametrize("path", ["/", "/perceptron"])
def test_a_link_with_an_experiment(visit: Open, path: str) -> None:
    page = visit(f"{path}?{SMALL.to_query()}")
    page.wait_whole_query(
        {
            "data": "xor",
            "samples": "100",
            "layers": "1",
            "units1": "3",
            "activation1": "relu",
            "seed": "0",
        }
    )
    with page.page.expect_download() as download:
        page.page.get_by_role("button", name="Download this experiment").click()
    assert Experiment.from_json(download.value.path().read_text("utf-8")) == SMALL


def test_its_address_opens_the_same_page(visit: Open) -> None:
    first = visit("/?data=circle&layers=3&units3=9&features=x1,x1^2&drop=dropout&rate1=0.1&lang=en")
    first.slider("noise").press("ArrowRight")
    first.wait_query("noise", "0.05")
    second = visit(first.page.url)
    second.wait_whole_query(first.query)
    for key in ("noise", "layers", "units3", "rate1"):
        assert second.slider(key).get_attribute("aria-valuetext") == first.slider(key).get_attribute("aria-valuetext")


def test_a_refused_experiment_is_explained(visit: Open) -> None:
    page = visit(f"/?{urlencode({'experiment': json.dumps({'data': {'samples': 1}})})}")
    expect(page.page.get_by_role("alert")).to_contain_text("data.samples: 1: must be at least 10")
    page.wait_whole_query({})
    page.play()


def test_autoplay_at_full_speed(visit: Open) -> None:
    page = visit("/?autoplay=1&speed=max")
    page.wait_status("running")
    page.wait_epochs(50)
    page.wait_whole_query({"autoplay": "1", "speed": "max"})


# The transport


def test_playing_draws_all_figures(visit: Open) -> None:
    page = visit()
    before = page.colours(), page.picture()
    page.play()
    for key in FIGURES:
        page.wait_frames(5, key)
    page.wait_epochs(5)
    line = page.figure("figure-loss").locator(".scatterlayer path.js-line").first
    assert line.get_attribute("d")
    assert page.picture() != before[1]
    assert int(page.reached("epoch")) > 0
    page.pause()
    for key in FIGURES:
        assert page.fact("epoch", key) == page.fact("epoch")
    reached = page.epoch, page.reached("batch"), page.fact("frames")
    time.sleep(0.5)
    assert (page.epoch, page.reached("batch"), page.fact("frames")) == reached
    page.play()
    page.wait_epochs(1)


def test_a_step_is_one_batch(visit: Open) -> None:
    page = visit()
    for batch in (1, 2, 3):
        page.button("Step").click()
        expect(page.page.locator(".transport [data-value=batch]")).to_have_text(f"{batch}/25")
        assert page.epoch == 0
    page.wait_status("paused")


def test_a_step_of_one_epoch_goes_to_its_end(visit: Open) -> None:
    page = visit()
    page.button("Step").click()
    for epoch in (1, 2):
        page.button("Step one epoch").click()
        page.wait_fact("epoch", f"it === '{epoch}'")
        expect(page.page.locator(".transport [data-value=batch]")).to_have_text("0/25")


def test_reset_begins_anew_with_the_same_network(visit: Open) -> None:
    page = visit()
    picture = page.picture()
    page.play().wait_epochs(3)
    generation = page.generation
    page.button("Reset").click()
    page.wait_status("idle")
    page.wait_fact("epoch", "it === '0'")
    assert page.generation > generation
    page.wait_picture_again(picture)


def test_a_new_seed_is_in_the_control_and_in_the_address(visit: Open) -> None:
    page = visit()
    field = page.page.get_by_role("spinbutton", name="Seed")
    before = field.input_value()
    page.play()
    page.button("Reset with a new seed").click()
    page.wait_query("seed", r"\d+")
    expect(field).to_have_value(page.query["seed"])
    assert field.input_value() != before
    page.wait_fact("generation", "Number(it) > 1")


def test_keys(visit: Open) -> None:
    page = visit()
    page.page.keyboard.press("s")
    expect(page.page.locator(".transport [data-value=batch]")).to_have_text("1/25")
    page.page.keyboard.press("e")
    page.wait_fact("epoch", "it === '1'")
    page.page.keyboard.press("Space")
    page.wait_status("running")
    page.page.keyboard.press("Space")
    page.wait_status("paused")
    page.page.keyboard.press("0")
    page.wait_status("idle")
    page.page.keyboard.press("n")
    page.wait_query("seed", r"\d+")


def test_keys_belong_to_what_has_the_focus(visit: Open) -> None:
    page = visit()
    field = page.page.get_by_role("spinbutton", name="Seed")
    field.focus()
    page.page.keyboard.type("0 sen")
    chooser = page.page.get_by_role("combobox", name="Data set")
    chooser.focus()
    page.page.keyboard.type("sen ")
    page.page.keyboard.press("Escape")
    page.slider("layers").focus()
    page.page.keyboard.press("s")
    time.sleep(0.5)
    assert (page.fact("status"), page.epoch, page.reached("batch")) == ("idle", 0, "0/25")
    page.button("Step").focus()
    page.page.keyboard.press("Space")
    expect(page.page.locator(".transport [data-value=batch]")).to_have_text("1/25")
    page.wait_status("paused")


# Changes while it trains


def test_the_learning_rate_changes_the_running_network(visit: Open) -> None:
    page = visit("/?autoplay=1")
    page.wait_epochs(3)
    generation, epoch = page.generation, page.epoch
    page.slider("learning_rate").press("ArrowRight")
    page.wait_query("learning_rate", "0.03")
    page.wait_rest()
    page.wait_epochs(3)
    assert page.generation == generation
    assert page.epoch > epoch
    assert page.fact("status") == "running"


def test_the_speed_changes_the_running_network(visit: Open) -> None:
    page = visit("/?autoplay=1&speed=5-epochs")
    page.wait_epochs(2)
    generation = page.generation
    page.choose("speed", "full speed")
    page.wait_query("speed", "max")
    page.wait_epochs(50)
    assert page.generation == generation


def test_hidden_layers_start_a_new_network_that_goes_on_training(visit: Open) -> None:
    page = visit("/?autoplay=1&speed=max")
    page.wait_epochs(20)
    generation = page.generation
    page.slider("layers").press("ArrowRight")
    page.wait_fact("generation", f"Number(it) === {generation + 1}")
    page.wait_query("layers", "3")
    page.wait_status("running")
    page.wait_epochs(2)
    expect(page.page.get_by_role("slider", name="Layer 3: neurons")).to_be_visible()


def test_a_preset_starts_another_network_that_goes_on_training(visit: Open) -> None:
    page = visit("/?autoplay=1")
    page.wait_epochs(1)
    generation = page.generation
    page.choose("preset", "A neuron without activation is linear regression")
    page.wait_fact("generation", f"Number(it) > {generation}")
    page.wait_query("data", "plane")
    expect(page.page.locator(".live-figure")).to_have_count(2)
    page.wait_status("running")
    page.wait_epochs(1)


def test_a_moved_view_stays_while_it_trains(visit: Open) -> None:
    page = visit("/?autoplay=1")
    page.wait_epochs(1)
    box = page.figure().locator(".nsewdrag").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    page.page.mouse.move(x + 60, y + 30, steps=6)
    page.page.mouse.up()
    wait_until(lambda: view(page)[0] != pytest.approx([-6, 6], abs=0.1))
    page.wait_still("document.querySelector('.st-key-figure-boundary .live-plot').layout.xaxis.range")
    moved = view(page)
    page.wait_frames(20)
    page.slider("learning_rate").press("ArrowRight")
    page.wait_query("learning_rate", "0.03")
    page.wait_frames(20)
    time.sleep(0.5)
    assert view(page) == [pytest.approx(axis) for axis in moved]


def view(page: Visit) -> list[list[float]]:
    layout = "document.querySelector('.st-key-figure-boundary .live-plot').layout"
    ranges: list[list[float]] = page.page.evaluate(f"[{layout}.xaxis.range, {layout}.yaxis.range]")
    return ranges


def test_a_loss_that_diverges_is_explained_and_the_last_network_shown(visit: Open) -> None:
    page = visit("/?data=circle&activation1=relu&activation2=relu&optimizer=sgd&learning_rate=10&loss=mse&autoplay=1")
    page.wait_status("diverged")
    message = page.page.locator(".transport .message")
    expect(message).to_contain_text("Try a smaller learning rate")
    for key in FIGURES:
        expect(page.figure(key).locator(".live-notice")).to_have_text("Diverged")
    assert page.colours()
    assert not re.search("nan|undefined", page.page.locator(".transport").inner_text(), re.IGNORECASE)
    assert page.button("Play").is_disabled()
    page.button("Reset").click()
    page.wait_status("idle")
    expect(message).to_be_hidden()
