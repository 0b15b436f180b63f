"""The losses page in a real browser: what is dragged is what Python computes."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from playground.concepts import losses
from playground.concepts.softmax import softmax
from tests.browser.conftest import Open
from tests.browser.visit import LOAD, Visit, wait_until

pytestmark = pytest.mark.browser

MATH = """
async ([cases, points, residuals]) => {
  const math = await import("/live/any/losses_math.js");
  const answers = cases.map(([logits, truth]) => [
    math.softmax(logits), math.crossEntropyOfLogits(logits, truth), math.squaredErrorOfLogits(logits, truth),
    math.crossEntropyGradient(logits, truth), math.squaredErrorGradient(logits, truth),
  ]);
  const pairs = cases.slice(1).map(([logits], k) => {
    const [p, q] = [math.softmax(logits), math.softmax(cases[k][0])];
    return [p, q, math.entropy(p), math.divergence(p, q), math.crossEntropy(p, q)];
  });
  const ways = [6, 10].map((margin) => {
    const ways = [math.crossEntropyGradient, math.squaredErrorGradient];
    return ways.map((way) => math.stepsUntilRight([0, -margin], 1, way));
  });
  const best = points.map(([values, delta]) => math.bestConstants(values, delta));
  return [answers, pairs, ways, best, residuals.map((residual) => math.errorsOf(residual, 1.5))];
}
"""


class Weighing:
    """One person's visit of the losses page."""

    def __init__(self, visit: Open, query: str = "", figure: str = "one-answer") -> None:
        self.visit: Visit = visit(f"/losses{query}", ready=False)
        self.page = self.visit.page
        self.element = self.page.locator(f".{figure}[data-draws]")
        expect(self.element).not_to_have_attribute("data-draws", "0", timeout=LOAD)
        self.visit.wait_rest()

    def numbers(self, name: str) -> list[float]:
        return [float(part) for part in (self.element.get_attribute(f"data-{name}") or "").split(",")]

    def bar(self, chart: str, k: int) -> Locator:
        return self.element.locator(f".{chart} g").nth(k)

    def drag(self, chart: str, k: int, share: float) -> None:
        """Drag the end of a bar to a share of the chart's height."""
        box = self.bar(chart, k).locator(".grip").bounding_box()
        assert box is not None
        across = box["x"] + box["width"] / 2
        self.page.mouse.move(across, box["y"] + box["height"] / 2)
        self.page.mouse.down()
        for part in (0.5, 1):
            self.page.mouse.move(across, box["y"] + box["height"] * (0.5 + part * (0.5 - share)))
        self.page.mouse.up()


def test_the_scripts_compute_what_python_computes(visit: Open) -> None:
    page = visit("/_stcore/health", ready=False).page
    generator = np.random.default_rng(0)
    cases: list[Any] = [[generator.normal(0, 5, 4).tolist(), int(generator.integers(4))] for _ in range(40)]
    cases += [[[1e4, 0.0, -1e4, 3.0], 2], [[-1e4, -1e4, 1e4, 0.0], 0]]
    points = [(generator.uniform(-2, 12, count).tolist(), delta) for count in (1, 2, 5, 8) for delta in (0.3, 2.0)]
    residuals = [-3.0, -1.5, -0.2, 0.0, 0.4, 1.5, 4.0]
    answers, pairs, ways, best, errors = page.evaluate(MATH, [cases, points, residuals])
    for (logits, truth), (q, ce, square, ce_slope, square_slope) in zip(cases, answers, strict=True):
        z = np.array(logits)
        np.testing.assert_allclose(q, softmax(z), atol=1e-14)
        assert ce == pytest.approx(losses.cross_entropy_of_logits(z, truth), rel=1e-12)
        assert square == pytest.approx(losses.squared_error_of_logits(z, truth), abs=1e-12)
        np.testing.assert_allclose(ce_slope, losses.cross_entropy_gradient(z, truth), atol=1e-13)
        np.testing.assert_allclose(square_slope, losses.squared_error_gradient(z, truth), atol=1e-13)
    for p, q, h, kl, both in pairs[:39]:
        p, q = np.array(p), np.array(q)
        assert h == pytest.approx(losses.entropy(p), abs=1e-12)
        assert kl == pytest.approx(losses.kl_divergence(p, q), abs=1e-11)
        assert both == pytest.approx(losses.cross_entropy(p, q), abs=1e-11)
    assert ways == [[4, 55], [6, 2762]]
    for (values, delta), found in zip(points, best, strict=True):
        for kind, constant in found.items():
            assert constant == pytest.approx(losses.best_constant(np.array(values), kind, delta), abs=1e-9), kind
    for residual, found in zip(residuals, errors, strict=True):
        expected = losses.squared_error(residual), losses.absolute_error(residual), losses.huber_error(residual, 1.5)
        np.testing.assert_allclose([found["squared"], found["absolute"], found["huber"]], expected, atol=1e-14)


def test_a_logit_is_dragged_and_moves_everything_at_once(visit: Open) -> None:
    page = Weighing(visit, "?losses_preset=temperature")
    page.drag("logits", 1, 0.9)
    logits = page.numbers("logits")
    assert logits[1] > 3
    scaled = np.array(logits) / 2
    np.testing.assert_allclose(page.numbers("shares"), softmax(scaled), atol=1e-12)
    np.testing.assert_allclose(page.numbers("square"), losses.squared_error_gradient(scaled, 0), atol=1e-12)
    page.visit.wait_query("losses_answer_logits", re.escape(f"2%2C{logits[1]:g}%2C-1"))


def test_the_keyboard_moves_logits_and_a_click_chooses_the_right_class(visit: Open) -> None:
    page = Weighing(visit)
    page.bar("logits", 0).focus()
    page.bar("logits", 0).evaluate(
        """(bar) => {
          for (const key of ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowDown"]) {
            bar.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, shiftKey: key === "ArrowUp" }));
          }
        }"""
    )
    wait_until(lambda: page.numbers("logits") == [5.7, -5])  # all of them within one picture
    page.element.locator(".shares .class").first.click()
    expect(page.element).to_have_attribute("data-truth", "0")


def test_steps_lead_out_of_the_hole_as_the_table_says(visit: Open) -> None:
    page = Weighing(visit, "?losses_preset=out_of_the_hole")
    cells = page.element.locator("tbody td")
    expect(cells.nth(2)).to_have_text("4")
    expect(cells.nth(5)).to_have_text("55")
    for left in (3, 2, 1, 0):
        page.element.get_by_role("button", name="Step with cross-entropy").click()
        expect(cells.nth(2)).to_have_text(str(left))
    logits = page.numbers("logits")
    assert logits[1] > logits[0]


def test_the_bar_is_the_sum_of_its_parts_while_q_is_dragged_and_the_first_part_stands_still(visit: Open) -> None:
    page = Weighing(visit, "?losses_preset=minimising_one", "two-distributions")

    def parts() -> list[float]:
        found = page.element.locator(".stack rect")
        return [float(found.nth(k).get_attribute("data-value") or "nan") for k in (0, 1)]

    before = parts()[0]
    for share in (0.2, 0.5, 0.8):
        page.drag("q", 0, share)
        entropy, divergence = parts()
        (cross,) = page.numbers("cross")
        assert entropy == before
        assert cross == pytest.approx(entropy + divergence, abs=1e-12)
        q = np.array(page.numbers("q"))
        assert q.sum() == pytest.approx(1)
        assert divergence == pytest.approx(losses.kl_divergence(np.array([0.7, 0.2, 0.1]), q), abs=1e-12)


def test_q_descends_to_p_and_stops_there(visit: Open) -> None:
    page = Weighing(visit, "?losses_preset=minimising_one", "two-distributions")
    page.element.locator(".descend").click()
    expect(page.element).to_have_attribute("data-descending", "1")
    expect(page.element).to_have_attribute("data-descending", "")
    assert page.numbers("divergence")[0] < 1e-5
    np.testing.assert_allclose(page.numbers("q"), [0.7, 0.2, 0.1], atol=5e-3)


def test_bits_swap_and_what_is_infinite(visit: Open) -> None:
    page = Weighing(visit, "?losses_preset=no_distance", "two-distributions")
    page.element.locator("input.bits").check()
    wait_until(lambda: page.numbers("divergence")[0] == pytest.approx(0.170653 / np.log(2), abs=1e-5))
    page.element.locator(".swap").click()
    wait_until(lambda: page.numbers("divergence")[0] == pytest.approx(0.122211 / np.log(2), abs=1e-5))
    infinite = Weighing(visit, "?losses_preset=zero_share", "two-distributions")
    expect(infinite.element).to_have_attribute("data-divergence", "Infinity")
    expect(infinite.element.locator(".stack path")).to_be_attached()
    expect(infinite.element.locator(".formula")).to_contain_text("∞")


def test_an_outlier_draws_the_mean_alone(visit: Open) -> None:
    page = Weighing(visit, "?losses_preset=outlier", "numbers-to-predict")
    assert page.numbers("best") == pytest.approx([2.6, 1, 1], abs=1e-6)
    outlier = page.element.get_by_role("slider", name="Point 5")
    outlier.focus()
    page.page.keyboard.press("Shift+ArrowRight")
    wait_until(lambda: page.numbers("best") == pytest.approx([2.8, 1, 1], abs=1e-6))
    page.visit.wait_query("losses_numbers_points", "0%2C0%2C1%2C2%2C11")
