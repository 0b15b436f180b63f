"""Networks for images side by side, as a person sees and uses them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.comparing import FIGURES, comparing
from tests.browser.conftest import Open
from tests.browser.visit import LOAD, wait_until

pytestmark = pytest.mark.browser
DIGITS = "?family=cnn&cnn_preset=digits&cnn_data=digits&cnn_samples=300&cnn_learning_rate=0.003&cnn_batch=32&seeds=3"
LAYERS = "&cnn_layers=conv:8,3,1,1,1,relu;maxpool:2,2,0;flatten;dense:16,relu"
SMALL = f"{DIGITS}{LAYERS}&axis=learning_rate&values_learning_rate=0.0001,0.01"


def test_confusions_and_ranking_change_while_they_learn(visit: Open) -> None:
    page = comparing(visit, f"{SMALL}&speed=max")
    expect(page.page.locator(".transport .device")).to_contain_text("6 networks")
    expect(page.grid).to_have_class("live-grid one confusions")
    untrained = page.pictures()
    assert len(untrained) == 2
    page.visit.play()
    page.wait_epochs(8)
    page.pause()
    for key in FIGURES:
        wait_until(lambda key=key: page.visit.fact("epoch", key) == page.fact("epoch"))
    assert all(before != after for before, after in zip(untrained, page.pictures(), strict=True))
    size = page.grid.locator("canvas").first.evaluate("(it) => [it.width, it.height]")
    assert size == [10, 10], "a cell for each pair of digits"
    wait_until(lambda: page.order() == ["0.01", "0.0001"])
    fast, slow = (float(row[2].split("%")[0]) for row in page.rows())
    assert fast > 70 > slow
    under = page.grid.locator(".score span:first-child").all_inner_texts()
    assert float(under[1].rstrip("%")) > 70
    heading, *lines = page.download("Results (CSV)")
    assert heading[:3] == ["learning_rate", "seed", "epoch"]
    assert len(lines) == 6
    wait_until(lambda: len(page.paths("figure-gradients", "line")) == 2)


def test_classes_have_names_and_counts_under_the_pointer(visit: Open) -> None:
    page = comparing(visit, SMALL, locale="en-US")
    names = page.grid.locator(".cell").first.locator(".classes.true span")
    expect(names).to_have_text([str(digit) for digit in range(10)])
    expect(names.first).to_be_visible()
    picture = page.grid.locator(".picture").first
    box = picture.bounding_box()
    assert box is not None
    cell = box["width"] / 10
    counts = []
    for given in range(10):
        picture.hover(position={"x": (given + 0.5) * cell, "y": 2.5 * cell})
        words = "recognized" if given == 2 else f"taken for {given}"
        expect(page.grid.locator(".tip")).to_have_text(re.compile(rf"^2: \d+ of \d+ {words}$"))
        counts.append([int(number) for number in re.findall(r"(\d+)", page.grid.locator(".tip").inner_text())[1:3]])
    assert sum(count for count, _all in counts) == counts[0][1] > 0, "every sample of a class is taken for one"
    page.page.mouse.move(0, 0)
    expect(page.grid.locator(".tip")).to_have_count(0)


def test_pictures_without_room_have_no_names(visit: Open) -> None:
    page = comparing(visit, f"{SMALL}&shown=all", viewport={"width": 1000, "height": 800})
    expect(page.grid.locator(".classes.true").first).to_be_hidden()


def test_one_step_and_one_epoch_of_all_networks(visit: Open) -> None:
    page = comparing(visit, SMALL)
    page.visit.button("Step").click()
    expect(page.page.locator(".transport [data-value=batch]")).to_have_text("1/10")
    page.visit.button("Step one epoch").click()
    wait_until(lambda: page.epoch == 1)
    page.page.wait_for_timeout(300)
    assert page.epoch == 1
    assert page.fact("status") == "paused"


def test_every_seed_and_one_network_alone(visit: Open) -> None:
    page = comparing(visit, f"{SMALL}&shown=all")
    expect(page.grid.locator(".picture")).to_have_count(6)
    with page.page.context.expect_page() as opened:
        page.grid.locator("a.picture").nth(4).click()
    alone = opened.value
    alone.wait_for_selector(".st-key-figure-loss .main-svg", timeout=LOAD)
    assert alone.url.startswith(f"{page.visit.address}/cnn?")
    expect(alone.get_by_role("spinbutton", name="Seed")).to_have_value("1")
    alone.close()


def test_from_points_to_images_and_back(visit: Open) -> None:
    page = comparing(visit, "?axis=depth&values_depth=0,1&seeds=3&data=circle&samples=100")
    page.page.get_by_role("radio", name="CNN").click()
    page.visit.wait_query("family", "cnn")
    page.visit.wait_query("comparison", "images-activations")
    expect(page.grid).to_have_class("live-grid one confusions")
    wait_until(lambda: len(page.pictures()) == 4)
    page.page.get_by_role("radio", name="Perceptron").click()
    expect(page.grid).to_have_class("live-grid one planes")
    sizes = "all => all.map((it) => it.width)"
    wait_until(lambda: page.grid.locator(".picture canvas:first-child").evaluate_all(sizes) == [64] * 4)
