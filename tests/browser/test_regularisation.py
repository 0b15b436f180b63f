"""The regularisation page in a real browser: what is dropped, drawn and dragged is what Python computes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from playground.activations import ACTIVATIONS
from playground.concepts.regularisation.dropout import MaskedLayer, answers, expected_activation, mask_shares, moments
from playground.concepts.regularisation.penalties import best_in_plane
from playground.ui.regularisation.paths import GRAM
from tests.browser.conftest import Open
from tests.browser.regularising import Regularising, layer
from tests.browser.visit import LOAD, wait_until

pytestmark = pytest.mark.browser
PLANE = np.array([[GRAM[0], GRAM[1]], [GRAM[1], GRAM[2]]])

MATH = """
async ([layers, planes]) => {
  const math = await import("/live/any/dropout_math.js");
  const { ACTIVATIONS } = await import("/live/any/activation_functions.js");
  const { bestInPlane } = await import("/live/any/penalty_plane.js");
  const found = layers.map((layer) => {
    const masks = Array.from({ length: math.maskCount(layer) }, (_, mask) => mask);
    return [
      masks.map((mask) => [0, 1].map((unit) => math.answerOf(layer, unit, mask))),
      masks.map((mask) => math.shareOf(layer, mask)), math.moments(layer),
      ["none", "keep", "drop"].map((scaling) => math.atTest(layer, scaling)),
      ["relu", "sigmoid"].map((phi) => math.expectedActivation(layer, ACTIVATIONS[phi].value)),
    ];
  });
  return [found, planes.map((plane) => bestInPlane(plane))];
}
"""

PIXELS = "[...document.querySelectorAll('.live-images canvas')].map((canvas) => canvas.toDataURL())"
"""What the small images show, each as text."""


def test_the_scripts_compute_what_python_computes(visit: Open) -> None:
    page = visit("/_stcore/health", ready=False).page
    generator = np.random.default_rng(0)
    layers: list[Any] = []
    for place in range(16):
        count = int(generator.integers(2, 7))
        layers.append(
            {
                "values": generator.normal(0, 2, count).tolist(),
                "weights": generator.normal(0, 2, (2, count)).tolist(),
                "biases": generator.normal(0, 1, 2).tolist(),
                "rate": float(generator.uniform(0, 0.9)),
                "kind": ("dropout", "dropconnect")[place % 2],
                "inverted": place % 4 < 2,
            }
        )
    planes = [
        {"gram": list(GRAM), "centre": generator.uniform(-3, 3, 2).tolist(), "l1": l1, "l2": l2}
        for l1 in (0.0, 0.4, 2.0)
        for l2 in (0.0, 0.7)
    ]
    found, best = page.evaluate(MATH, [layers, planes])
    for given, (under, shares, both, tests, expected) in zip(layers, found, strict=True):
        arrays = (np.array(given[name]) for name in ("values", "weights", "biases"))
        mine = MaskedLayer(*arrays, given["rate"], given["kind"], given["inverted"])
        np.testing.assert_allclose(under, answers(mine), atol=1e-12)
        np.testing.assert_allclose(shares, mask_shares(len(mine.values), mine.rate), atol=1e-14)
        for name, value in zip(("mean", "covariance"), moments(mine), strict=True):
            np.testing.assert_allclose(both[name], value, atol=1e-10)
        np.testing.assert_allclose(
            tests, [mine.at_test("none"), mine.at_test("keep"), mine.at_test("drop")], atol=1e-12
        )
        for phi, value in zip(("relu", "sigmoid"), expected, strict=True):
            np.testing.assert_allclose(value, expected_activation(mine, ACTIVATIONS[phi].function), atol=1e-12)
    for plane, found_best in zip(planes, best, strict=True):
        expected = best_in_plane(PLANE, np.array(plane["centre"]), plane["l1"], plane["l2"])
        np.testing.assert_allclose(found_best, expected, atol=1e-10)


def test_a_click_drops_a_neuron_and_another_brings_it_back(visit: Open) -> None:
    page = Regularising(visit, "?regularisation_preset=inverted")
    assert page.numbers("masks") == [0b1011, 0b1011]
    neuron = page.element.get_by_role("button", name="Neuron 1: drop it or keep it")
    neuron.click()
    wait_until(lambda: page.numbers("masks") == [0b1010, 0b1010])
    expected = answers(layer(0.5))[0b1010]
    assert page.numbers("now") == pytest.approx(expected.tolist())
    neuron.press("Enter")
    wait_until(lambda: page.numbers("masks") == [0b1011, 0b1011])
    expect(neuron).to_be_focused()


def test_the_rate_moves_and_masks_are_drawn(visit: Open) -> None:
    page = Regularising(visit)
    page.element.locator("input.rate").fill("0.2")
    mean, covariance = moments(layer(0.2))
    wait_until(lambda: page.numbers("covariance") == pytest.approx(covariance.ravel().tolist()))
    assert page.numbers("mean") == pytest.approx(mean.tolist())
    for _ in range(20):
        page.element.locator(".hundred").click()
    wait_until(lambda: page.numbers("samples") == [2000])
    cells = page.element.locator("tbody tr").nth(7).locator("td")
    drawn = float(cells.first.inner_text().replace("−", "-"))
    assert abs(drawn - mean[0]) < 5 * np.sqrt(covariance[0, 0] / 2000)
    page.element.locator(".clear").click()
    wait_until(lambda: page.numbers("samples") == [0])


def test_each_weight_has_a_mask_of_its_own(visit: Open) -> None:
    page = Regularising(visit, "?regularisation_preset=tied&regularisation_drop=dropconnect")
    assert page.numbers("covariance")[1] == 0
    page.element.get_by_role("button", name="Weight from neuron 4 to answer 2: drop it or keep it").press("Enter")
    wait_until(lambda: page.numbers("masks") == [0b1011, 0b1111])
    expected = answers(layer(0.5, "dropconnect"))
    assert page.numbers("now") == pytest.approx([expected[0b1011, 0], expected[0b1111, 1]])


def test_a_weight_is_typed(visit: Open) -> None:
    page = Regularising(visit, "?lang=fr")
    field = page.element.get_by_label("h₁", exact=True)
    field.fill("-1,5")
    values = np.array([-1.5, 2, -1, 0.5])
    expected = moments(MaskedLayer(values, layer(0.5).weights, layer(0.5).biases, 0.5))[0]
    wait_until(lambda: page.numbers("mean") == pytest.approx(expected.tolist()))


def test_the_least_point_is_dragged_and_moved_by_keys(visit: Open) -> None:
    page = Regularising(visit, "?regularisation_preset=corner", "penalties")
    expected = best_in_plane(PLANE, np.array([2.0, 0.6]), 1.0, 0.0)
    assert page.numbers("best") == pytest.approx(expected.tolist())
    canvas = page.element.locator(".plane canvas")
    canvas.focus()
    canvas.evaluate(
        """(canvas) => {
          for (const [key, shiftKey] of [["ArrowUp", true], ["ArrowUp", false], ["ArrowLeft", false]]) {
            canvas.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true }));
          }
        }"""
    )
    wait_until(lambda: page.numbers("centre") == pytest.approx([1.9, 1.2]))
    box = canvas.bounding_box()
    assert box is not None
    page.page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.3 * box["height"])
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 0.3 * box["height"], steps=3)
    page.page.mouse.up()
    wait_until(lambda: page.numbers("centre")[0] < 0 < page.numbers("centre")[1])
    found = best_in_plane(PLANE, np.array(page.numbers("centre")), 1.0, 0.0)
    assert page.numbers("best") == pytest.approx(found.tolist(), abs=1e-9)


def test_zeros_are_counted_while_the_penalty_moves(visit: Open) -> None:
    page = Regularising(visit, "?regularisation_preset=lasso", "penalties")
    assert page.numbers("zeros") == [6]
    page.element.locator("input.lambda").fill("-0.22")
    wait_until(lambda: page.numbers("zeros") == [10])
    expect(page.element.locator(".zeros")).to_have_text("10 of 10 coefficients are exactly 0.")
    page.element.locator("input.lambda").fill("-3")
    wait_until(lambda: page.numbers("zeros") == [1])


def test_networks_learn_and_points_come_and_go(visit: Open) -> None:
    page = Regularising(visit, "?regularisation_part=sure", "how-sure")
    page.visit.button("Play").click()
    wait_until(lambda: page.numbers("epoch")[0] >= 300 and page.numbers("frames")[0] >= 5)
    page.visit.button("Pause").click()
    expect(page.element).to_have_attribute("data-status", "paused")
    at, gap, _beyond = page.numbers("group")
    assert 0 < at < gap
    before, count = page.element.get_attribute("data-generation"), page.numbers("points")
    picture = page.element.locator(".dropped svg")
    box = picture.bounding_box()
    assert box is not None
    page.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 0.3 * box["height"])
    wait_until(lambda: page.numbers("points") == [count[0] + 1])
    page.visit.wait_query("regularisation_point_x", ".+")
    wait_until(lambda: page.element.get_attribute("data-generation") != before)
    page.element.locator(".dropped circle").last.press("Delete")
    wait_until(lambda: page.numbers("points") == count)


def test_networks_learn_from_few_images_and_take_up_another_augmentation(visit: Open) -> None:
    query = "?regularisation_part=more&regularisation_more_images=digits&regularisation_more_samples=50"
    page = visit(f"/regularisation{query}", ready=False).page
    images = page.locator(".live-images[data-images='12']")
    expect(images).to_be_visible(timeout=LOAD)
    transport = page.locator(".transport").first
    transport.locator("[data-action=play]").click(timeout=LOAD)
    epoch = transport.locator("[data-value=epoch]")
    wait_until(lambda: int(epoch.inner_text()) >= 2)
    drawn = page.evaluate(PIXELS)
    page.get_by_role("slider", name="Turn by up to").press("End")
    wait_until(lambda: page.evaluate(PIXELS)[1:] != drawn[1:])
    assert page.evaluate(PIXELS)[0] == drawn[0], "the image itself stays as it is"
    before = int(epoch.inner_text())
    wait_until(lambda: int(epoch.inner_text()) > before > 1)
    expect(page.locator(".scatterlayer .trace").first).to_be_visible(timeout=LOAD)
