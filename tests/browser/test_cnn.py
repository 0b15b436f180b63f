"""A convolutional network that trains while somebody looks inside."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.inside import DIGITS, looking_inside
from tests.browser.visit import LOAD, wait_until

pytestmark = pytest.mark.browser
ONE = [(0.5, 0.12), (0.5, 0.88)]


def test_it_trains_and_kernels_maps_and_figures_follow(visit: Open) -> None:
    page = looking_inside(visit, f"{DIGITS}&autoplay=1&speed=max")
    page.wait_status("running")
    kernels, pictures = page.kernels(), page.pictures()
    assert len(kernels) == 8 + 16
    assert len(pictures) == 8 + 8 + 16 + 16
    page.wait_epochs(6)
    assert all(before != after for before, after in zip(kernels, page.kernels(), strict=True))
    assert sum(before != after for before, after in zip(pictures, page.pictures(), strict=True)) > 30
    for key in ("figure-loss", "figure-accuracy", "figure-confusion"):
        page.page.wait_for_selector(f".st-key-{key} .live-figure:not([data-frames='0'])", timeout=LOAD)
    assert sum(page.shares()) == pytest.approx(100, abs=0.6)
    page.pause()
    stopped = page.kernels()
    page.page.wait_for_timeout(300)
    assert page.kernels() == stopped


def test_a_drawing_is_answered_while_it_is_drawn(visit: Open) -> None:
    page = looking_inside(visit, f"{DIGITS}&autoplay=1&speed=max")
    page.wait_epochs(8)
    page.pause()
    before, shares = page.pictures(), page.shares()
    page.draw(*ONE)
    expect(page.page.locator(".live-maps .which")).to_contain_text("Your drawing")
    wait_until(lambda: page.pictures() != before and page.shares() != shares)
    drawn = page.pictures()
    page.draw((0.2, 0.5), (0.8, 0.5))
    wait_until(lambda: page.pictures() != drawn)
    page.page.get_by_role("button", name="Next test image").click()
    expect(page.page.locator(".live-maps .which")).to_contain_text("Test image 2")
    page.page.get_by_role("button", name="Previous test image").click()
    wait_until(lambda: page.pictures() == before)


def test_before_the_activation_there_are_other_maps(visit: Open) -> None:
    page = looking_inside(visit)
    after = page.pictures()
    page.page.get_by_role("radio", name="Before the activation").click()
    wait_until(lambda: page.pictures()[:8] != after[:8])
    assert page.pictures()[8:16] == after[8:16]  # pooling has no activation


def test_a_picture_of_ones_own_is_turned_round_comes_back_and_goes_with_a_broken_file(visit: Open) -> None:
    page = looking_inside(visit)
    which, own = page.page.locator(".live-maps .which"), page.page.get_by_role("button", name="Your picture")
    expect(own).to_be_hidden()
    page.page.get_by_text("Show it a picture of yours").click()
    file = page.page.locator(".st-key-cnn_brought input[type=file]")
    drawn = BytesIO()
    Image.new("L", (60, 60), 240).save(drawn, "PNG")
    file.set_input_files([{"name": "paper.png", "mimeType": "image/png", "buffer": drawn.getvalue()}])
    expect(which).to_contain_text("Your picture, as the network sees it")
    expect(page.page.get_by_role("switch", name="Dark on light")).to_be_checked()
    page.page.get_by_role("button", name="Next test image").click()
    expect(which).to_contain_text("Test image 2")
    own.click()
    expect(which).to_contain_text("Your picture, as the network sees it")
    file.set_input_files([{"name": "paper.png", "mimeType": "image/png", "buffer": drawn.getvalue()[:40]}])
    expect(which).to_contain_text("Test image 1")
    expect(own).to_be_hidden()


def test_why_lays_a_map_over_the_dimmed_image_and_says_what_its_colours_mean(visit: Open) -> None:
    page = looking_inside(visit, f"{DIGITS}&cnn_why=occlusion")
    reason, why = page.page.locator(".live-maps .reason"), page.page.locator(".live-maps .why")
    expect(reason).to_be_visible()
    expect(reason).to_have_css("mix-blend-mode", "normal")
    expect(page.page.locator(".live-maps .picture")).to_have_css("filter", "brightness(0.45)")
    prediction = page.fact("prediction")
    expect(why).to_contain_text(f"Blue speaks for “{prediction}”")
    page.page.get_by_role("radio", name="Image alone").click()
    expect(reason).to_be_hidden()
    expect(why).to_be_hidden()
    expect(page.page.locator(".live-maps .picture")).to_have_css("filter", "none")


def test_the_answer_stands_out_and_the_true_class_has_a_tick(visit: Open) -> None:
    page = looking_inside(visit, "?cnn_data=fashion_mnist&cnn_samples=200")
    tracks = page.page.locator(".live-maps .bars .track")
    boxes = [track.bounding_box() for track in tracks.all()]
    assert len({(box["x"], box["width"]) for box in boxes if box}) == 1  # names are of different lengths
    page.wait_status("idle")
    expect(page.page.locator(".live-maps .bars .prediction .label")).to_have_text(page.fact("prediction"))
    which = page.page.locator(".live-maps .which").inner_text()
    expect(page.page.locator(".live-maps .bars li", has_text="✓").locator(".label")).to_have_text(
        which.partition(": ")[2]
    )


def test_loss_and_accuracy_are_in_sight_while_it_trains(visit: Open) -> None:
    page = looking_inside(visit, f"{DIGITS}&autoplay=1&speed=max")
    page.wait_epochs(2)
    curves = page.page.locator(".live-maps .curves")
    expect(curves).to_be_in_viewport()
    page.pause()
    assert curves.locator(".test").first.inner_text() == page.visit.reached("test_loss")
    assert curves.locator(".test").last.inner_text().endswith("%")


def test_many_maps_take_two_rows_until_all_are_asked_for(visit: Open) -> None:
    page = looking_inside(visit, "?cnn_data=digits&cnn_layers=conv:64,3,1,1,1,relu;flatten")
    maps = page.page.locator(".live-maps .map:visible")
    wait_until(lambda: len({round(box["y"]) for one in maps.all() if (box := one.bounding_box())}) == 2)
    assert maps.count() < 64
    page.page.get_by_role("button", name="Show all 64 maps").click()
    expect(maps).to_have_count(64)
    page.page.get_by_role("button", name="Show fewer maps").click()
    wait_until(lambda: maps.count() < 64)


def test_a_card_more_is_a_layer_more_and_the_address_says_so(visit: Open) -> None:
    page = looking_inside(visit)
    generation = int(page.fact("generation"))
    layers = page.page.locator(".live-maps section h2")
    count = layers.count()
    page.page.get_by_role("button", name="Add a layer").click()
    page.page.get_by_text("Dropout", exact=True).last.click()
    wait_until(lambda: layers.count() == count + 1, LOAD / 1000)
    wait_until(lambda: int(page.fact("generation")) > generation)
    wait_until(lambda: page.page.evaluate("decodeURIComponent(location.search)").count(";dropout:") == 2)
    again = looking_inside(visit, page.page.evaluate("location.search"))
    assert again.page.locator(".live-maps section h2").count() == count + 1


def test_a_wrong_image_can_be_taken_in_hand(visit: Open) -> None:
    page = looking_inside(visit)
    wrong = page.page.locator(".st-key-wrong .live-images button").first
    name = wrong.get_attribute("aria-label") or ""
    wrong.click()
    place = name.split()[1].rstrip(":")
    expect(page.page.locator(".live-maps .which")).to_contain_text(f"Test image {place}:")
    held = page.page.locator(".st-key-wrong .live-images .held")
    expect(held).to_have_attribute("aria-label", name)


def test_a_phone_has_room_for_it(visit: Open) -> None:
    page = looking_inside(visit, viewport={"width": 390, "height": 844}, color_scheme="dark")
    assert page.page.evaluate("document.scrollingElement.scrollWidth") <= 390
    assert page.maps.bounding_box()["width"] <= 390  # type: ignore[index]
