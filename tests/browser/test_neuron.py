"""The neuron page in a real browser: by mouse, by keyboard, by link."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect
from scipy import special, stats

from benchmarks.serving import Served
from playground.activations import ACTIVATIONS
from playground.concepts.sampled import sampled
from playground.datasets import load
from playground.experiment import PlaneData
from tests.browser.conftest import Enter
from tests.browser.neuron_visit import NeuronVisit
from tests.browser.visit import wait_until

pytestmark = pytest.mark.browser

LOOK_UP = """
async ([table, places, of]) => {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const sampled = await import(loaded.find((name) => name.endsWith("/sampled.js")));
  return places.map((place) => sampled[of](table, place));
}
"""
PIXELS = """
(canvas) => {
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  const context = copy.getContext("2d", { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  return [...new Uint32Array(context.getImageData(0, 0, copy.width, copy.height).data.buffer)].join();
}
"""
RERUNS = """
() => {
  window.reruns = 0;
  const app = document.querySelector("[data-testid=stApp]");
  new MutationObserver(() => app.dataset.testScriptState === "running" && (window.reruns += 1)).observe(app, {
    attributeFilter: ["data-test-script-state"],
  });
}
"""

Open = Callable[..., NeuronVisit]


@pytest.fixture(name="neuron")
def fixture_neuron(enter: Enter, leaving: ExitStack, served: Served) -> Open:
    """Open the neuron page in a new tab; afterwards nothing may have gone wrong unnoticed in the browser."""

    def visit(query: str = "", **person: Any) -> NeuronVisit:
        made = NeuronVisit(enter(**person), served.address, troubled=False)
        leaving.callback(made.leave)
        made.page.goto(f"{served.address}/neuron{query}")
        return made.ready()

    return visit


def test_softmax_is_live_and_equal_to_the_sigmoid_whose_table_is_read_as_python_made_it(neuron: Open) -> None:
    page = neuron()
    two = page.page.locator(".st-key-figure-softmax .two-classes")
    expect(two).not_to_have_attribute("data-draws", "0")
    two.locator("[data-name='0'] input").press("End")
    two.locator("[data-name='1'] input").press("ArrowRight")
    expect(two).to_have_attribute("data-logits", "6,2.1")
    shares = [float(share) for share in (two.get_attribute("data-shares") or "").split(",")]
    assert shares == pytest.approx(special.softmax([6, 2.1]), abs=1e-5)
    assert float(two.get_attribute("data-sigmoid") or "nan") == pytest.approx(shares[1], abs=1e-5)
    page.wait_query("neuron_z0", "6.0")
    expect(page.page.locator(".katex", has_text=f"{shares[1]:.4f}").first).to_be_visible()
    tables_are_the_registrys(page)


def tables_are_the_registrys(page: NeuronVisit) -> None:
    """What the scripts look up is what Python computes, between the entries and beyond them too."""
    places = np.concatenate([np.linspace(-70, 70, 701), [0, 1e-6, -1e-6, 1e-3, -1e-3, 16, -16]])
    for name, entry in ACTIVATIONS.items():
        table = vars(sampled(entry))
        for of, function in (("valueAt", entry.function), ("slopeAt", entry.derivative)):
            values = page.page.evaluate(LOOK_UP, [table, places.tolist(), of])
            np.testing.assert_allclose(values, function(places), atol=2e-4, err_msg=f"{name} {of}")


def test_a_slider_changes_numbers_and_pictures_at_once_and_the_page_hears_of_it_later(neuron: Open) -> None:
    page = neuron()
    canvases = page.neuron.locator("canvas")
    expect(canvases).to_have_count(2)
    before = [canvases.nth(k).evaluate(PIXELS) for k in (0, 1)]
    drawing = page.neuron.locator(".drawing svg").inner_html()
    page.page.evaluate(RERUNS)
    box = page.neuron.locator("[data-name=w1] input").bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.page.mouse.move(box["x"] + box["width"] * 0.6, middle)
    page.page.mouse.down()
    for share in (0.7, 0.8, 0.9):
        drawn = page.number("draws")
        page.page.mouse.move(box["x"] + box["width"] * share, middle)
        wait_until(lambda drawn=drawn: page.number("draws") > drawn)
    w1, z, h = page.numbers("w1", "z", "h")
    assert w1 > 3.5
    assert z == pytest.approx(w1 * 2 - 1 - 3, abs=1e-3)
    assert h == pytest.approx(special.expit(z), abs=1e-3)
    assert [canvases.nth(k).evaluate(PIXELS) != old for k, old in enumerate(before)] == [True, True]
    assert page.neuron.locator(".drawing svg").inner_html() != drawing
    page.page.mouse.up()
    page.wait_query("w1", re.escape(str(w1)))
    assert page.page.evaluate("window.reruns") >= 1
    page.wait_rest()
    assert page.number("w1") == w1, "the page's echo changes nothing"


def test_the_arrow_the_line_and_the_point_can_be_dragged(neuron: Open) -> None:
    page = neuron()
    assert page.neuron.get_attribute("data-right") == "4/4"
    page.drag((1, 1), (3, -2))
    page.wait_numbers(w1=3, w2=-2, b=-3)
    page.drag((1, 0), (0, 0))
    page.wait_numbers(w1=3, w2=-2, b=0)
    page.drag((2, -1), (-4, 3))
    page.wait_numbers(x1=-4, x2=3, z=-18)
    page.page.mouse.click(*page.at(5, 5))
    page.wait_numbers(x1=5, x2=5)
    assert page.neuron.get_attribute("data-right") == "3/4"
    expect(page.neuron.locator(".count")).to_have_text("3 of 4 right")
    expect(page.neuron.locator(".wrong")).to_have_count(1)
    page.wait_query("neuron_x1", "5.0")
    assert page.query | {"w1": "3.0", "w2": "-2.0", "bias": "0.0", "neuron_x2": "5.0"} == page.query
    page.drag((3, -2), (9, -9))
    page.wait_numbers(w1=5, w2=-5)  # never beyond the sliders


def test_with_the_keyboard_alone(neuron: Open) -> None:
    page = neuron("?neuron_preset=or")
    names = []
    page.neuron.locator("[data-name=w1] input").focus()
    for _ in range(7):
        names.append(page.focused())
        match names[-1].split(";")[0]:
            case "Weight w₁":
                page.page.keyboard.press("ArrowRight")
            case "Bias b":
                page.page.keyboard.press("Home")
                page.wait_numbers(b=-5)
            case "Line where the sum is 0":
                page.page.keyboard.press("Shift+ArrowUp")
            case "Tip of the weight vector w":
                page.page.keyboard.press("ArrowDown")
            case "Point x":
                page.page.keyboard.press("ArrowLeft")
        page.page.keyboard.press("Tab")
    assert len(set(names)) == 7, names
    page.wait_numbers(w1=1.1, w2=0.9, b=-4, x1=1.9, x2=-1)
    surface = page.neuron.locator(".surface canvas")
    before = surface.evaluate(PIXELS)
    surface.press("ArrowRight")
    wait_until(lambda: surface.evaluate(PIXELS) != before)
    tip = page.neuron.get_by_role("slider", name="Tip of the weight vector")
    expect(tip).to_have_attribute("aria-valuetext", "w₁ = 1.1, w₂ = 0.9")


def test_presets_gates_and_the_threshold_on_its_line(neuron: Open) -> None:
    page = neuron()
    for label, right in (("OR", "4/4"), ("NAND", "4/4"), ("XOR: impossible", "3/4"), ("A dead ReLU", "")):
        page.choose("neuron_preset", label)
        expect(page.neuron).to_have_attribute("data-right", right)
    page.wait_numbers(h=0, slope=0)
    page.choose("neuron_activation", "Leaky ReLU")
    expect(page.neuron).to_have_attribute("data-slope", "0.0100")
    page.choose("neuron_preset", "OR")
    expect(page.neuron).to_have_attribute("data-right", "4/4")
    page.wait_rest()  # other claims are longer, and move what is below them
    page.drag((2, -1), (-1, -2))
    page.wait_numbers(z=0, h=0)  # the threshold is 0 at 0
    page.neuron.get_by_role("slider", name="Point x").press("ArrowUp")
    expect(page.neuron).to_have_attribute("data-z", "0.1000")
    page.wait_numbers(h=1)


def test_a_link_reproduces_the_screen_in_french_and_dark(neuron: Open) -> None:
    link = "?lang=fr&w1=2&w2=-1.5&bias=0.5&neuron_x1=1&neuron_activation=tanh&neuron_preset=identity"
    page = neuron(link, color_scheme="dark")
    assert page.numbers("w1", "w2", "b", "x1", "x2", "z") == [2, -1.5, 0.5, 1, -1, 4]
    assert page.number("h") == pytest.approx(np.tanh(4), abs=1e-4)
    expect(page.neuron.locator(".formula")).to_contain_text("φ(4,00)")
    expect(page.neuron.locator(".drawing figcaption")).to_have_text("Le neurone")
    text = page.neuron.locator(".formula").evaluate("it => getComputedStyle(it).color")
    assert min(int(part) for part in re.findall(r"\d+", text)[:3]) > 180, "light on dark"
    fill = page.neuron.locator(".drawing svg text").first.get_attribute("fill")
    assert fill == "#f0f2f6"


def test_the_line_reaches_least_squares(neuron: Open) -> None:
    page = neuron("?fit_rate=0.05&speed=20-epochs").ready_to_fit()
    line = page.page.locator(".st-key-figure-fit .scatterlayer .tracelive0 path.js-line")
    before = line.get_attribute("d")
    page.button("Play").click()
    page.wait_fact("epoch", "Number(it) >= 80", "figure-fit", timeout=20_000)
    page.button("Pause").click()
    page.wait_fact("status", "it === 'paused'", "figure-fit")
    assert line.get_attribute("d") != before
    dataset = load(PlaneData(name="plane", samples=60, noise=0.1, features=("x1",)), 0)
    x, y = dataset.inputs[dataset.train, 0].astype(float), dataset.targets[dataset.train]
    expected = stats.linregress(x, y)
    wait_until(lambda: abs(page.fit_numbers()[2] - expected.intercept) < 1e-3)
    weight, best_weight, bias, best_bias, error, best_error = page.fit_numbers()
    assert (best_weight, best_bias) == pytest.approx((expected.slope, expected.intercept), rel=1e-3)
    assert (weight, bias, error) == pytest.approx((best_weight, best_bias, best_error), abs=1e-3)
    drawn, exact = (
        page.page.locator(f".st-key-figure-fit .scatterlayer .tracelive{k} path.js-line").get_attribute("d")
        for k in (0, 1)
    )
    ends = [[float(number) for number in re.findall(r"-?[\d.]+", path or "")] for path in (drawn, exact)]
    assert ends[0] == pytest.approx(ends[1], abs=1.5), "to the pixel"


def test_beyond_the_bound_it_diverges_and_the_page_says_so(neuron: Open) -> None:
    page = neuron("?speed=max").ready_to_fit()
    page.button("Play").click()
    page.wait_fact("epoch", "Number(it) >= 5", "figure-fit")
    generation = page.fact("generation", "figure-fit")
    slider = page.page.locator(".st-key-fit_rate [role=slider], .st-key-fit_rate input[type=range]").first
    slider.focus()
    page.page.keyboard.press("End")
    page.wait_fact("status", "it === 'diverged'", "figure-fit")
    assert page.fact("generation", "figure-fit") == generation, "the rate acts on the running network"
    expect(page.page.get_by_text("the line diverges")).to_be_visible()
    message = page.page.locator(".transport .message")
    expect(message).to_contain_text("Take a learning rate below 2/λ = ")
    slider.focus()
    page.page.keyboard.press("Home")
    expect(message).to_contain_text("Now press Reset")
    page.button("Reset").click()
    expect(message).to_be_hidden()


def test_on_a_telephone_nothing_is_wider_than_the_screen(neuron: Open) -> None:
    page = neuron(viewport={"width": 390, "height": 844})
    page.ready_to_fit()
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
    parts = page.page.locator(".stElementContainer, .katex-display")
    widths = parts.evaluate_all("all => all.map((it) => it.getBoundingClientRect().right)")
    assert max(widths) <= 391
    page.neuron.locator(".stage").scroll_into_view_if_needed()
    page.drag((1, 1), (-2, 2))
    page.wait_numbers(w1=-2, w2=2)
    sizes = page.neuron.locator("text, span, output, figcaption, p").evaluate_all(
        "all => all.map((it) => Number.parseFloat(getComputedStyle(it).fontSize))"
    )
    assert min(sizes) >= 14


@pytest.mark.parametrize("width", [1440, 700, 390])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_nothing_moves_under_the_hand_when_the_page_hears_of_a_change(neuron: Open, lang: str, width: int) -> None:
    page = neuron(f"?lang={lang}", viewport={"width": width, "height": 844})
    changed = page.page.get_by_text({"en": "settings changed since", "fr": "réglages modifiés depuis"}[lang])
    before = page.at(1, 1)
    page.page.mouse.move(*before)
    page.page.mouse.down()
    page.page.mouse.move(*page.at(0, 1), steps=3)
    expect(changed).to_be_visible()
    assert page.at(1, 1) == before
    page.page.mouse.up()
