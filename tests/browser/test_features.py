from __future__ import annotations

import ast

import pytest
from playwright.sync_api import expect

from playground.optimizers import OPTIMIZERS
from tests.browser.conftest import Open
from tests.browser.visit import Visit, wait_until

pytestmark = pytest.mark.browser


def test_the_data_are_set(visit: Open) -> None:
    page = visit("/?mistakes=False")
    assert page.points().count() == 250
    page.page.get_by_text("Test points").click()
    expect(page.points()).to_have_count(500)
    page.slider("train").press("ArrowRight")
    expect(page.page.locator(".transport [data-value=batch]")).to_have_text("0/30")
    before = places(page)
    page.slider("noise").press("ArrowRight")
    wait_until(lambda: places(page) != before)
    seen = page.picture()
    field = page.page.get_by_role("spinbutton", name="Seed")
    field.fill("17")
    field.press("Enter")
    page.wait_picture(seen)
    page.wait_query("seed", "17")
    page.wait_whole_query(
        {"mistakes": "False", "test_points": "True", "train": "0.6", "noise": "0.05", "seed": "17"},
    )


def test_the_batch_size_sets_the_steps_of_an_epoch(visit: Open) -> None:
    page = visit("/?batch=30")
    batch = page.page.locator(".transport [data-value=batch]")
    expect(batch).to_have_text("0/9")
    for steps in ("13", "25", "50", "125", "250"):
        page.slider("batch").press("ArrowLeft")
        expect(batch).to_have_text(f"0/{steps}")
    page.wait_query("batch", "1")


def places(page: Visit) -> list[str]:
    """Where the points are."""
    transforms: list[str] = page.points().evaluate_all("all => all.map((one) => one.getAttribute('transform'))")
    return transforms


@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_a_penalty_shrinks_the_weights_of_the_running_network(visit: Open, penalty: str) -> None:
    page = visit("/?autoplay=1&data=circle&layers=1")
    page.wait_epochs(10)
    generation, network = page.generation, page.network
    network.click(network.link((0, "x1"), (1, 0)))
    page.slider(penalty).press("End")
    page.wait_query(penalty, "10.0")
    wait_until(lambda: abs(network.number("weight")) < 0.15)
    assert page.generation == generation


def test_discretized_there_are_two_colours_and_more_classes_have_more(visit: Open) -> None:
    page = visit("/?speed=max")
    page.play().wait_epochs(20)
    page.pause()
    page.page.get_by_text("Discretize").click()
    wait_until(lambda: len(page.colours()) == 2)
    page.choose("data", "Pinwheel, 5 arms")
    page.wait_query("data", "pinwheel5")
    expect(page.network.element.locator(".neurons button[data-layer='3']")).to_have_count(5)
    page.play().wait_epochs(20)
    page.pause()
    wait_until(lambda: 3 <= len(page.colours()) <= 5)
    assert page.reached("train_accuracy").endswith("%")


def test_each_layer_has_its_own_activation(visit: Open) -> None:
    page = visit()
    network = page.network
    page.choose("activation2", "ReLU")
    page.wait_query("activation2", "relu")
    expect(network.element.locator(".handles")).to_contain_text("ReLU")
    for layer, name in ((1, "tanh("), (2, "ReLU(")):
        network.point(network.centre(layer, 0))
        expect(network.inspector).to_contain_text(name)


def test_every_optimizer_learns(visit: Open) -> None:
    page = visit("/?autoplay=1&speed=max&data=gaussian&optimizer=adamw")
    for name, optimizer in OPTIMIZERS.items():
        generation = page.generation
        page.choose("optimizer", optimizer.label)
        page.wait_fact("generation", f"Number(it) > {generation}")
        page.wait_epochs(3)
        wait_until(lambda name=name: page.query.get("optimizer", "adam") == name)
        page.wait_rest()
        wait_until(lambda: float(page.reached("train_loss").replace("−", "-")) < 0.5)
        assert float(page.reached("test_loss").replace("−", "-")) < 1
        assert page.fact("status") == "running"


def test_the_code_of_the_experiment_is_shown_and_downloads(visit: Open) -> None:
    page = visit("/?data=xor&layers=1&units1=3")
    page.page.get_by_text("Code for PyTorch").click()
    shown = page.page.locator(".st-key-code_pytorch").get_by_test_id("stCode")
    expect(shown).to_contain_text("import torch")
    with page.page.expect_download() as download:
        page.page.get_by_role("button", name="Download the script").click()
    assert download.value.suggested_filename == "experiment.py"
    ast.parse(download.value.path().read_text("utf-8"))


def test_iris_a_table_of_the_house(visit: Open) -> None:
    page = visit("/?autoplay=1&speed=max")
    page.choose("data", "Iris (table)")
    page.wait_query("data", "iris")
    expect(page.network.element.locator(".neurons button[data-layer='0']")).to_have_count(4)
    page.wait_epochs(20)
    wait_until(lambda: float(page.reached("train_accuracy").rstrip("%")) > 90)
