"""The backpropagation page in a real browser: its numbers are Python's, and its steps show them one after the other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from playground.concepts.backpropagation import Cell, difference, multiplications, passes
from playground.concepts.layer_chain import layer_chain
from tests.browser.backpropagating import Backpropagating
from tests.browser.conftest import Open
from tests.browser.visit import wait_until
from tests.concepts.test_backpropagation import random_networks

pytestmark = pytest.mark.browser

MATH = """
async ([examples, chains]) => {
  const math = await import("/live/any/backpropagation_math.js");
  const { layerChain } = await import("/live/any/layer_chain.js");
  const found = examples.map(({ network, x, y, cells }) => [
    math.passes(network, x, y), cells.map((cell) => math.difference(network, x, y, cell, 1e-3).slope),
  ]);
  return [found, chains.map((each) => layerChain(...each))];
}
"""


def test_the_scripts_compute_what_python_computes(visit: Open) -> None:
    page = visit("/_stcore/health", ready=False).page
    generator = np.random.default_rng(1)
    examples = list(random_networks(100))
    cells = [Cell("parameter", 0, 0), Cell("pre_activation", 1, 0), Cell("activation", 0, 0)]
    given: list[Any] = [
        {
            "network": {
                "sizes": list(network.sizes),
                "parameters": network.parameters.tolist(),
                "phi": network.phi,
                "psi": network.psi,
                "loss": network.loss,
            },
            "x": x.tolist(),
            "y": y.tolist(),
            "cells": [vars(cell) for cell in cells],
        }
        for network, x, y in examples
    ]
    kinds = [(phi, shortcut) for phi in ("sigmoid", "tanh", "relu", "linear") for shortcut in (False, True)]
    chains = [(phi, generator.normal(0, 1.2, 12).tolist(), 0.3, -0.7, shortcut) for phi, shortcut in kinds]
    networks, found_chains = page.evaluate(MATH, [given, [list(each) for each in chains]])
    for (network, x, y), (found, slopes) in zip(examples, networks, strict=True):
        expected = passes(network, x, y)
        np.testing.assert_allclose(found["gradient"], expected.gradient, atol=1e-12)
        assert found["loss"] == pytest.approx(expected.loss, abs=1e-12)
        np.testing.assert_allclose(found["outputGradient"], expected.output_gradient, rtol=1e-11)
        for name, mine in (("deltas", expected.deltas), ("below", expected.below), ("slopes", expected.slopes)):
            for script, python in zip(found[name], mine, strict=True):
                np.testing.assert_allclose(script, python, atol=1e-12)
        python_slopes = [difference(network, x, y, cell, 1e-3) for cell in cells]
        np.testing.assert_allclose(slopes, python_slopes, atol=1e-9)
    for (phi, weights, bias, x, shortcut), found in zip(chains, found_chains, strict=True):
        chain = layer_chain(phi, np.array(weights), bias, x, shortcut)
        np.testing.assert_allclose(found["gradients"], chain.gradients, rtol=1e-11)
        np.testing.assert_allclose(found["weightGradients"], chain.weight_gradients, rtol=1e-11)


def test_steps_show_one_number_after_the_other(visit: Open) -> None:
    page = Backpropagating(visit)
    expect(page.element).to_have_attribute("data-step", "13")
    assert page.text("d:2:0") == "−0.1039"
    page.element.locator(".first").click()
    expect(page.element).to_have_attribute("data-step", "0")
    assert page.text("a:1:0") == ""
    for _ in range(6):
        page.element.locator(".next").click()
    expect(page.element).to_have_attribute("data-step", "6")
    assert page.text("L") == "0.0708"
    assert page.text("d:2:0") == ""
    expect(page.element.locator(".formulas")).to_contain_text("2(f − y) = 2·(0.7339 − 1) = −0.5321")
    reused = page.element.locator(".cell.reused")
    assert {reused.nth(k).locator("input, .number").count() for k in range(reused.count())} == {1}
    page.visit.wait_query("backprop_step", "6")


def test_playing_ends_with_all_of_it(visit: Open) -> None:
    page = Backpropagating(visit, "?backprop_step=11")
    page.element.locator(".play").click()
    expect(page.element).to_have_attribute("data-step", "13", timeout=30_000)
    expect(page.element.locator(".play")).to_have_text("Play")


def test_a_number_is_typed_and_the_step_is_applied(visit: Open) -> None:
    page = Backpropagating(visit)
    field = page.element.locator('input[data-cell="x:0"]')
    field.fill("1,5")
    wait_until(lambda: page.numbers("loss")[0] != pytest.approx(0.070792, abs=1e-6))
    field.press("ArrowUp")
    page.visit.wait_query("backprop_x", "1.6%2C-1")
    after = page.numbers("after")[0]
    page.element.locator(".apply").click()
    wait_until(lambda: page.numbers("loss")[0] == pytest.approx(after, abs=1e-9))


def test_a_cell_shows_its_formula_the_whole_product_and_a_difference(visit: Open) -> None:
    page = Backpropagating(visit)
    page.element.locator('button[data-cell="g:0"]').click()
    chosen = page.element.locator(".about")
    expect(chosen).to_contain_text("∂L/∂f · ψ′(a²) · v₁ · φ′(a¹₁) · x₁ = (−0.5321) · 0.1953 · 1.2 · 0.2055 · 0.5")
    expect(chosen).to_contain_text("= −0.012812")
    counts = multiplications((2, 2, 1))
    for count in (counts.forward, counts.backward, counts.separate, counts.differences):
        expect(page.element.locator(".bars")).to_contain_text(str(count))


def test_numbers_are_hidden_and_printed(visit: Open) -> None:
    page = Backpropagating(visit)
    page.element.locator(".hide input").check()
    wait_until(lambda: page.text("d:2:0") == "")
    sheet = page.element.locator("iframe.sheet")
    page.element.locator(".exercise").click()
    exercise = sheet.content_frame.locator("body")
    expect(exercise).to_contain_text("w₁₁ = 0.8")
    assert "0.1039" not in exercise.inner_text()
    page.element.locator(".solution").click()
    expect(sheet.content_frame.locator("body")).to_contain_text("−0.1039")


def test_a_chain_lets_less_and_less_through(visit: Open) -> None:
    page = Backpropagating(visit, "?backprop_preset=relu_chain", "chain")
    assert page.numbers("product") == [1]
    bar = page.element.locator(".weights g").nth(3)
    bar.focus()
    bar.evaluate(
        """(bar) => {
          const key = (name) => new KeyboardEvent("keydown", { key: name, bubbles: true, shiftKey: true });
          for (let k = 0; k < 2; k += 1) bar.dispatchEvent(key("ArrowDown"));
        }"""
    )
    wait_until(lambda: page.numbers("weights")[3] == -1)
    assert page.numbers("product") == [0]


def test_the_numbers_of_a_link_show_which_link_it_is(visit: Open) -> None:
    page = Backpropagating(visit, "?backprop_units1=3")
    pointed = page.element.locator(".stage [data-pointed]")
    expect(pointed).to_have_count(0)
    page.element.locator('input[data-cell="p:3"]').focus()
    expect(pointed).to_have_count(3)
    cards = [page.element.locator(".card[data-pointed]").nth(place).inner_text().split("\n")[0] for place in (0, 1)]
    assert cards == ["x₂", "b₂"], "the fourth weight leads from the second input to the second unit"
    page.element.locator('input[data-cell="x:0"]').focus()
    expect(pointed).to_have_count(0)
