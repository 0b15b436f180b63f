"""The approximation page in a real browser: what is dragged is what Python computes, and 320 networks learn."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from playground.concepts.approximation import TARGETS, best_fit, drawn_target
from playground.concepts.approximation import towers as tower_package
from playground.concepts.approximation.best_fits import HIDDEN
from playground.concepts.approximation.one_layer import (
    ACTIVATION_NAMES,
    OneLayer,
    bumps,
    errors,
    staircase,
    with_best_heights,
)
from playground.concepts.approximation.targets import Target, modulus_of_continuity
from tests.browser.approximating import Approximating
from tests.browser.conftest import Open
from tests.browser.visit import LOAD, wait_until

pytestmark = pytest.mark.browser

MATH = """
async ([layers, surfaces, fits]) => {
  const math = await import("/live/any/approximation_math.js");
  const towers = await import("/live/any/tower_math.js");
  const { curveOf } = await import("/live/any/hidden_functions.js");
  const found = layers.map(({ target, drawn, ...layer }) => {
    const wanted = math.targetOf(target, drawn);
    const { sup, rms } = math.errorsOf(layer, wanted);
    const count = layer.kinks.length;
    const bound = math.modulusOf(math.errorsOf(layer, wanted).wanted, 1 / count);
    return [sup, rms, bound, math.bestHeights(layer, wanted), math.staircase(wanted, count), math.bumps(wanted, 3)];
  });
  const fields = surfaces.map(([surface, count, steepness]) => {
    const { sup, rms } = towers.foundOf(surface, count, steepness);
    return [sup, rms];
  });
  return [found, fields, fits.map(([name, fit, x]) => curveOf(name, fit, x))];
}
"""


def test_the_scripts_compute_what_python_computes(visit: Open) -> None:
    page = visit("/_stcore/health", ready=False).page
    generator = np.random.default_rng(0)
    layers: list[Any] = []
    for target in [*TARGETS, "drawn"]:
        for phi in ACTIVATION_NAMES:
            count = int(generator.integers(1, 9))
            layers.append(
                {
                    "kinks": np.sort(generator.uniform(-1, 0.9, count)).tolist(),
                    "heights": generator.normal(0, 1, count).tolist(),
                    "directions": generator.choice([-1.0, 1.0], count).tolist(),
                    "steepness": 8.0,
                    "phi": phi,
                    "target": target,
                    "drawn": generator.uniform(-1, 1, 41).tolist(),
                }
            )
    surfaces = [[name, count, 60.0] for name in tower_package.SURFACES for count in (1, 3, 6)]
    fits: list[Any] = []
    x = np.linspace(-1, 1, 21)
    for name in HIDDEN:
        fit = best_fit("sine", name, 5, 1)
        parts = {each: getattr(fit, each).tolist() for each in ("weights", "kinks", "heights")}
        fits.append([name, parts, x.tolist()])
    found, fields, curves = page.evaluate(MATH, [layers, surfaces, fits])
    for given, (sup, rms, bound, heights, steps, pairs) in zip(layers, found, strict=True):
        target: Target = drawn_target(given["drawn"]) if given["target"] == "drawn" else TARGETS[given["target"]]
        arrays = (np.array(given[name]) for name in ("kinks", "heights", "directions"))
        layer = OneLayer(*arrays, given["steepness"], given["phi"])
        assert errors(layer, target) == pytest.approx((sup, rms), abs=1e-9)
        assert modulus_of_continuity(target, 1 / len(layer.kinks)) == pytest.approx(bound, abs=1e-9)
        best = with_best_heights(layer, target)
        np.testing.assert_allclose(heights, best.heights, rtol=1e-5, atol=1e-7)
        made_steps, made_pairs = staircase(target, len(layer.kinks), 1, "relu"), bumps(target, 3, 1, "relu")
        for mine, made in ((steps, made_steps), (pairs, made_pairs)):
            np.testing.assert_allclose(mine["kinks"], made.kinks, atol=1e-12)
            np.testing.assert_allclose(mine["heights"], made.heights, atol=1e-9)
    for (name, count, steepness), (sup, rms) in zip(surfaces, fields, strict=True):
        assert tower_package.errors(name, count, steepness) == pytest.approx((sup, rms), abs=1e-9)
    for (name, parts, _x), curve in zip(fits, curves, strict=True):
        inputs = np.array(parts["weights"]) * (x[:, None] - np.array(parts["kinks"]))
        np.testing.assert_allclose(curve, HIDDEN[name](inputs) @ np.array(parts["heights"]), atol=1e-7)


def test_a_handle_is_dragged_and_the_error_follows(visit: Open) -> None:
    page = Approximating(visit, "?approximation_preset=two_relus")
    assert page.numbers("sup") == [0]
    box = page.element.locator("circle").first.bounding_box()
    assert box is not None
    across, up = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.page.mouse.move(across, up)
    page.page.mouse.down()
    page.page.mouse.move(across + 60, up + 20, steps=4)
    page.page.mouse.up()
    wait_until(lambda: page.numbers("sup")[0] > 0.05)
    sup, rms = errors(page.layer("relu", 1), TARGETS["absolute"])
    assert page.numbers("sup") == pytest.approx([sup], abs=1e-9)
    assert page.numbers("rms") == pytest.approx([rms], abs=1e-9)
    assert max(page.numbers("kinks")) > 0.05
    page.visit.wait_query("approximation_kinks", ".+")


def test_the_keyboard_moves_turns_and_removes(visit: Open) -> None:
    page = Approximating(visit, "?approximation_preset=two_relus")
    handle = page.element.locator("circle").first
    handle.focus()
    handle.evaluate(
        """(handle) => {
          for (const [key, shiftKey] of [["ArrowRight", true], ["ArrowRight", false], ["ArrowDown", false]]) {
            handle.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true }));
          }
        }"""
    )
    wait_until(lambda: page.numbers("kinks") == [0.12, 0])  # all of them within one picture
    assert page.numbers("heights") == [0.95, 1]
    handle.press("Enter")
    wait_until(lambda: page.numbers("directions") == [-1, -1])
    handle.press("Delete")
    wait_until(lambda: page.numbers("kinks") == [0])
    expect(page.element.locator(".fewer")).to_be_disabled()


def test_staircases_bumps_and_best_heights(visit: Open) -> None:
    page = Approximating(visit)
    page.element.locator(".more").click()
    page.element.locator(".staircase").click()
    wait_until(lambda: page.numbers("sup")[0] == pytest.approx(1 / 9, abs=2e-3))
    assert len(page.numbers("kinks")) == 9
    page.element.locator(".bumps").click()
    wait_until(lambda: len(page.numbers("kinks")) == 8)
    assert page.numbers("sup") == pytest.approx([1 / 4], abs=1e-6)
    page.element.locator(".staircase").click()
    wait_until(lambda: page.numbers("sup")[0] == pytest.approx(1 / 8, abs=1e-6))
    before = page.numbers("rms")[0]
    page.element.locator(".best").click()
    wait_until(lambda: page.numbers("rms")[0] < before)
    expect(page.element.locator(".verdict")).to_have_text("F leaves the band of ±0.12.")
    page.element.locator(".epsilon").fill("-0.5")
    expect(page.element.locator(".verdict")).to_contain_text("stays within ±0.32")


def test_a_target_is_drawn(visit: Open) -> None:
    page = Approximating(visit, "?approximation_target=drawn")
    box = page.element.locator(".whole canvas").bounding_box()
    assert box is not None
    before = page.numbers("rms")
    page.page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 0.1 * box["height"])
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 0.1 * box["height"], steps=6)
    page.page.mouse.up()
    wait_until(lambda: page.numbers("rms") != before)
    page.visit.wait_query("approximation_drawn", ".+")
    drawn = [float(part) for part in page.visit.query["approximation_drawn"].split(",")]
    assert len(set(drawn[14:28])) == 1, "a line from side to side"
    assert drawn[20] > 1


def test_pointing_at_a_width_shows_its_fits(visit: Open) -> None:
    page = Approximating(visit, "?approximation_preset=polynomial", "width-chart")
    page.element.locator(".width input").fill("31")
    expect(page.element).to_have_attribute("data-width", "32")
    expect(page.element.locator(".fit-title")).to_contain_text("32 neurons")
    found = page.element.locator(".found")
    expect(found).to_contain_text("x²: never")
    page.element.locator(".epsilon").fill("-0.1")
    expect(found).to_contain_text("x²: 1")
    box = page.element.locator(".errors-by-width canvas").bounding_box()
    assert box is not None
    page.page.mouse.move(box["x"] + box["width"] - 20, box["y"] + 50)
    expect(page.element).to_have_attribute("data-width", "64")


def test_networks_of_every_width_learn(visit: Open) -> None:
    page = Approximating(visit, "?approximation_preset=found&speed=max", "width-chart")
    page.visit.button("Play").click()
    wait_until(lambda: page.numbers("epoch")[0] >= 40 and page.numbers("frames")[0] >= 5, LOAD / 1000)
    page.visit.button("Pause").click()
    expect(page.element).to_have_attribute("data-status", "paused")
    cells = page.element.locator("tbody tr").last.locator("td")
    expect(cells).to_have_count(2)
    best, trained = (float(cell.replace("E−", "e-").replace("−", "-")) for cell in cells.all_inner_texts())
    assert best < 1e-6 < 1e-3 < trained < 0.5


def test_towers_and_their_cut(visit: Open) -> None:
    page = Approximating(visit, "?approximation_preset=many_towers", "tower-field")
    assert page.numbers("rms") == pytest.approx([tower_package.errors("hill", 8, 300)[1]], abs=1e-9)
    page.element.locator("input.count").fill("4")
    wait_until(lambda: page.numbers("rms") == pytest.approx([tower_package.errors("hill", 4, 300)[1]], abs=1e-9))
    expect(page.element.locator("tbody tr")).to_have_count(10)
    page.visit.wait_query("approximation_towers_count", "4")
