from __future__ import annotations

from itertools import product

import pytest
from playwright.sync_api import expect

from playground.experiment.features import FEATURES
from tests.browser.conftest import Open
from tests.browser.network import Neuron
from tests.browser.visit import Visit, wait_until

pytestmark = pytest.mark.browser

TO_PICTURE = """
([field, value]) => new Promise((resolve) => {
  const figure = document.querySelector(".st-key-figure-boundary .live-figure");
  const started = performance.now();
  new MutationObserver((_, observer) => {
    observer.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - started));
  }).observe(figure, { attributeFilter: ["data-frames"] });
  field.value = value;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
})
"""
"""Milliseconds from the input of a weight to the heatmap that the browser shows."""


# What it shows


def test_every_neuron_has_a_map_of_its_own_that_training_changes(visit: Open) -> None:
    page = visit("/?speed=max")
    before = page.network.pictures()
    assert len(before) == 7 + 8 + 8 + 1
    assert len(set(before.values())) == len(before)
    page.play().wait_epochs(30)
    page.pause()
    after = page.network.pictures()
    for (layer, unit), picture in after.items():
        assert (picture == before[layer, unit]) == (layer == 0), (layer, unit)
    assert len(set(after.values())) == len(after)
    assert page.network.fact("epoch") == page.fact("epoch")


def test_a_neuron_pointed_at_is_seen_large_and_as_a_formula(visit: Open) -> None:
    page = visit()
    plane, network = page.picture(), page.network
    for layer, unit, name in ((1, 2, "layer 1, neuron 3"), (2, 7, "layer 2, neuron 8"), (0, "x1", "input x₁")):
        seen = page.picture()
        network.point(network.centre(layer, unit))
        page.wait_picture(seen)
        expect(page.figure()).to_have_attribute("data-looked", f"{layer},{0 if unit == 'x1' else unit}")
        expect(page.figure().locator(".live-looked")).to_contain_text(name)
        expect(network.inspector).to_contain_text(name)
    network.point(network.centre(1, 2))
    expect(network.inspector).to_contain_text("tanh(")
    for part in ("·x₁", "·x₂"):
        assert part in network.says
    network.leave()
    page.wait_picture_again(plane)
    expect(page.figure()).to_have_attribute("data-looked", "")


def test_a_link_pointed_at_shows_weight_and_gradient(visit: Open) -> None:
    page = visit()
    page.button("Step").click()
    page.wait_status("paused")
    network = page.network
    values = set()
    for unit in range(3):
        network.point(network.link((0, "x1"), (1, unit)))
        expect(network.inspector).to_contain_text(f"input x₁ → layer 1, neuron {unit + 1}: weight")
        values.add((network.number("weight"), network.number("gradient of the last batch")))
    assert len(values) == 3
    weight = network.number("weight")
    page.button("Step").click()
    expect(network.inspector).not_to_contain_text(f"weight {weight:.3f}".replace("-", "−"))


def test_a_link_has_the_width_and_the_colour_of_its_weight(visit: Open) -> None:
    page = visit("/?layers=1&units1=2")
    network, place = page.network, page.network.link((0, "x2"), (1, 1))
    for weight, sign, other in ((5, "positive", "negative"), (-5, "negative", "positive")):
        edit(page, place, weight)
        network.click((place[0], network.centre(0, "x1")[1] - 60))  # lets the link go
        network.leave()
        wait_until(lambda sign=sign: network.strength(place, sign) > 0.9)
        assert network.strength(place, other) < 0.6  # type: ignore[arg-type]
        wide = coloured(page, place)
    edit(page, place, 0.1)
    network.click((place[0], network.centre(0, "x1")[1] - 60))
    network.leave()
    wait_until(lambda: coloured(page, place) < wide)


def coloured(page: Visit, place: tuple[float, float]) -> int:
    """How many pixels above and below a place something is drawn."""
    return sum(pixel != 0 for pixel in page.network.pixels(*place, 1, 14, "link"))


# What a click changes


def test_inputs_are_clicked_on_and_off(visit: Open) -> None:
    page = visit()
    on = {"x1", "x2"}
    for name in [*reversed(FEATURES), *FEATURES]:
        page.network.click(page.network.centre(0, name))
        on = (on ^ {name}) or {name}
        expect(page.network.neuron(0, name)).to_have_attribute("aria-pressed", str(name in on).lower())
        wait_until(lambda on=on: set(page.query.get("features", "x1,x2").split(",")) == on)
        page.wait_rest()
    assert on == {"x1", "x2"}
    page.page.get_by_test_id("stSidebar").get_by_role("button", name="x₁x₂").click()
    expect(page.network.neuron(0, "x1*x2")).to_have_attribute("aria-pressed", "true")


def test_layers_and_neurons_by_plus_and_minus(visit: Open) -> None:
    page = visit("/?layers=1&units1=1")
    press = page.network.press
    for units in range(2, 9):
        press("Layer 1: more neurons")
        has_units(page, 1, units)
    press("Layer 1: fewer neurons")
    has_units(page, 1, 7)
    for layers in range(2, 7):
        press("Add a hidden layer")
        has_layers(page, layers)
    maps = page.network.pictures()
    assert len(maps) == 7 + 7 + 5 * 8 + 1
    assert len(set(maps.values())) == len(maps)
    for layers in range(5, -1, -1):
        press("Remove the last hidden layer")
        has_layers(page, layers)
    expect(page.network.button("Remove the last hidden layer")).to_be_disabled()
    assert len(page.network.neurons()) == 7 + 1


def test_the_sidebar_changes_the_diagram(visit: Open) -> None:
    page = visit("/?autoplay=1")
    page.slider("layers").press("ArrowLeft")
    has_layers(page, 1)
    page.slider("units1").press("ArrowLeft")
    has_units(page, 1, 7)
    assert len(page.network.neurons()) == 7 + 7 + 1
    page.wait_epochs(2)


def has_layers(page: Visit, count: int) -> None:
    expect(page.network.element.locator(".layer-count")).to_contain_text(f"Hidden layers: {count}")
    expect(page.slider("layers")).to_have_attribute("aria-valuetext", str(count))
    wait_until(lambda: page.query.get("layers", "2") == str(count))
    page.wait_rest()
    expect(page.network.element.locator(".neurons button[data-layer='0']").first).to_be_attached()
    last = page.network.element.locator(f".neurons button[data-layer='{count + 1}']")
    expect(last).to_have_count(1)


def has_units(page: Visit, layer: int, count: int) -> None:
    expect(page.network.element.locator(f".neurons button[data-layer='{layer}']")).to_have_count(count)
    expect(page.slider(f"units{layer}")).to_have_attribute("aria-valuetext", str(count))
    wait_until(lambda: page.query.get(f"units{layer}", "8") == str(count))
    page.wait_rest()


def edit(page: Visit, place: tuple[float, float], value: float) -> float:
    """Click what is at a place, give it a value, and return the milliseconds until the plane shows it."""
    page.network.click(place)
    expect(page.network.field).to_be_focused()
    field = page.network.field.element_handle()
    taken: float = page.page.evaluate(TO_PICTURE, [field, str(value)])
    return taken


def test_weights_and_biases_are_edited_while_it_rests(visit: Open) -> None:
    page = visit()
    network = page.network
    times = [edit(page, network.link((0, "x2"), (1, 1)), 4.5)]
    expect(network.inspector).to_contain_text("weight 4.500")
    times.append(edit(page, network.bias(1, 2), -3))
    expect(network.inspector).to_contain_text("− 3.00)")
    times.append(edit(page, network.link((2, 0), (3, 0)), -2))
    expect(network.inspector).to_contain_text("weight −2.000")
    slider = network.inspector.locator("input[type=range]")
    expect(slider).to_have_value("-2")
    before = page.picture()
    slider.fill("3.5")
    page.wait_picture(before)
    expect(network.inspector).to_contain_text("weight 3.500")
    assert page.fact("status") == "idle"
    print("from input to heatmap:", ", ".join(f"{taken:.0f} ms" for taken in times))  # noqa: T201
    assert max(times) < 1000


def test_a_weight_edited_while_it_trains_goes_on_learning(visit: Open) -> None:
    page = visit("/?autoplay=1&speed=1-epoch")
    page.wait_epochs(1)
    generation, network = page.generation, page.network
    edit(page, network.link((0, "x1"), (1, 0)), 9)
    expect(network.inspector).to_contain_text("weight 9.0")
    page.wait_epochs(1)
    learnt = network.number("weight")
    assert learnt == pytest.approx(9, abs=1)
    slider = network.inspector.locator("input[type=range]")
    assert float(slider.input_value()) == 5, "the end of the slider"
    page.wait_epochs(1)
    assert network.number("weight") != learnt
    assert (page.generation, page.fact("status")) == (generation, "running")


# What is dropped


def test_dropped_neurons_are_crossed_out(visit: Open) -> None:
    page = visit("/?drop=dropout&rate1=0.5&rate2=0.5&batch=10")
    whole = page.network.pictures()
    page.button("Step").click()
    page.wait_status("paused")
    hidden = [neuron for neuron in page.network.neurons() if neuron[0] in (1, 2)]
    shares = {neuron: share_dropped(page, neuron) for neuron in hidden}
    assert 0.3 < sum(shares.values()) / len(shares) < 0.7
    page.network.leave()
    crossed = [neuron for neuron in hidden if is_crossed(page, neuron)]
    assert 2 < len(crossed) < 14
    assert all(shares[neuron] > 0 for neuron in crossed)
    assert not is_crossed(page, (3, 0))
    assert all(page.network.picture(*neuron) != whole[neuron] for neuron in crossed)


def share_dropped(page: Visit, neuron: Neuron) -> float:
    page.network.point(page.network.centre(*neuron))
    expect(page.network.inspector).to_contain_text(f"layer {neuron[0]}, neuron {int(neuron[1]) + 1}:")
    return page.network.number("dropped for") / 100 if "dropped for" in page.network.says else 0.0


def is_crossed(page: Visit, neuron: Neuron) -> bool:
    """Whether the middle of a neuron has the colour of writing: dark, unlike every map."""
    return min(pixel & 255 for pixel in page.network.pixels(*page.network.centre(*neuron), 3, 3)) < 60


def test_cut_links_say_so(visit: Open) -> None:
    page = visit("/?drop=dropconnect&rate2=0.6&layers=2&units1=3&units2=4")
    page.button("Step").click()
    page.wait_status("paused")
    cut = 0
    for source, unit in product(range(3), range(4)):
        page.network.point(page.network.link((1, source), (2, unit), 0.4))
        expect(page.network.inspector).to_contain_text("→ layer 2")
        cut += "cut in the last batch" in page.network.says
    assert 0 < cut < 12


# Wide layers, and the keyboard


def test_a_wide_layer_shows_eight_neurons_and_leads_to_the_others(visit: Open) -> None:
    page = visit("/?units1=128")
    network = page.network
    expect(network.element.locator(".handles")).to_contain_text("… 120 more")
    first = [network.picture(1, unit) for unit in range(8)]
    network.press("Show the neurons after")
    expect(network.neuron(1, 15)).to_be_attached()
    assert {unit for layer, unit in network.neurons() if layer == 1} == set(range(8, 16))
    assert [network.picture(1, unit) for unit in range(8, 16)] != first
    seen = page.picture()
    network.point(network.centre(1, 9))
    page.wait_picture(seen)
    expect(network.inspector).to_contain_text("layer 1, neuron 10:")
    network.press("Show the neurons before")
    expect(network.neuron(1, 0)).to_be_attached()
    assert [network.picture(1, unit) for unit in range(8)] == first


def test_the_diagram_with_the_keyboard_alone(visit: Open) -> None:
    page = visit()
    keyboard, network = page.page.keyboard, page.network
    page.button("Reset with a new seed").focus()
    for _ in range(60):
        keyboard.press("Tab")
        if page.focused() == "input x₁":
            break
    keyboard.press("ArrowRight")
    keyboard.press("ArrowDown")
    assert page.focused().startswith("layer 1, neuron")
    expect(network.inspector).to_contain_text(page.focused())
    expect(page.figure().locator(".live-looked")).to_contain_text(page.focused())
    seen = page.picture()
    keyboard.press("Enter")
    expect(network.field).to_be_focused()
    keyboard.press("ControlOrMeta+a")
    keyboard.type("2.5")
    page.wait_picture(seen)
    expect(network.inspector).to_contain_text("+ 2.50)")
