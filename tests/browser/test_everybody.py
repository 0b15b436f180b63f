from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open
from tests.browser.visit import FIGURES, wait_until

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_both_shades_can_be_read(visit: Open, shade: str) -> None:
    page = visit("/?autoplay=1", color_scheme=shade)
    page.wait_epochs(2)
    page.pause()
    background = luminance(
        page.page.locator("[data-testid=stApp]").evaluate("it => getComputedStyle(it).backgroundColor")
    )
    assert (background < 0.2) == (shade == "dark")
    for key in FIGURES:
        assert contrast(luminance(colour(page.figure(key).locator(".xtick text"), "fill")), background) > 7
        line = page.figure("figure-loss").locator("path.js-line")
        assert contrast(luminance(colour(line, "stroke")), background) > 3
    assert len(page.colours()) > 20


def colour(drawn: Locator, style: str) -> str:
    """Return a colour of the first of some parts; one that is just being drawn anew has none."""
    colours: list[str] = []

    def has_one() -> bool:
        colours.append(drawn.first.evaluate(f"it => getComputedStyle(it).{style}"))
        return colours[-1].startswith("rgb")

    wait_until(has_one)
    return colours[-1]


def luminance(colour: str) -> float:
    shares = [float(part) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: float, second: float) -> float:
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def test_a_telephone(visit: Open) -> None:
    page = visit("/", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    for element in ("document.scrollingElement", "document.querySelector('[data-testid=stMain]')"):
        assert page.page.evaluate(f"{element}.scrollWidth - {element}.clientWidth") == 0
    button = page.button("Play")
    expect(button).to_be_in_viewport()
    for name in ("Play", "Step", "Reset"):
        box = page.button(name).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert min(box["width"], box["height"]) >= 24, "WCAG 2.2, target size"
    button.tap()
    page.wait_status("running")
    page.wait_epochs(2)
    for key in FIGURES:
        drawn = page.figure(key).bounding_box()
        assert drawn is not None
        assert drawn["width"] <= 390


def test_every_control_can_be_reached_with_the_keyboard(visit: Open) -> None:
    page = visit("/?drop=dropout&optimizer=sgd")
    names: list[str] = []
    for _ in range(150):
        page.page.keyboard.press("Tab")
        name = page.focused()
        if not name and names:
            break
        names.append(name)
    expected = {"Play", "Step", "Step one epoch", "Reset", "Reset with a new seed", "Seed"}
    for role in ("slider", "combobox", "switch"):
        named = page.page.get_by_role(role)  # type: ignore[arg-type]
        expected |= set(
            named.evaluate_all("all => all.filter(one => !one.disabled).map(one => one.getAttribute('aria-label'))")
        )
    assert len(expected) > 25
    assert {name for name in expected if not any(name in reached for reached in names)} == set()
    for part in ("English", "x₁", "Dropout", "in detail", "Download this experiment"):
        assert any(part in name for name in names), part


# French


def test_a_french_page(visit: Open) -> None:
    page = visit("/?lang=fr&autoplay=1")
    page.wait_epochs(1)
    expect(page.page.get_by_role("slider", name="Couches cachées")).to_be_visible()
    assert "Perte" in page.figure("figure-loss").inner_text()
    assert page.figure().get_attribute("aria-label") != visit().figure().get_attribute("aria-label")
    assert page.page.locator("html").get_attribute("lang") in ("en", "fr")
    generation = page.generation
    page.slider("layers").press("ArrowRight")
    page.wait_query("layers", "3")
    page.wait_fact("generation", f"Number(it) > {generation}")
    assert page.query["lang"] == "fr"


def test_the_link_of_a_french_browser_is_french_in_an_english_one(visit: Open) -> None:
    french = visit(locale="fr-CA")
    expect(french.page.get_by_role("slider", name="Couches cachées")).to_be_visible()
    english = visit(french.page.url)
    expect(english.page.get_by_role("slider", name="Couches cachées")).to_be_visible()


def test_a_change_of_language_leaves_the_network_alone(visit: Open) -> None:
    page = visit("/?autoplay=1&data=circle&optimizer=rmsprop&layers=3")
    page.wait_epochs(2)
    generation, query = page.generation, page.query
    page.page.get_by_role("radio", name="Français").click()
    expect(page.page.get_by_role("slider", name="Couches cachées")).to_be_visible()
    page.wait_query("lang", "fr")
    page.slider("learning_rate").press("ArrowRight")
    page.wait_query("learning_rate", "0.03")
    page.wait_epochs(2)
    assert page.generation == generation
    page.wait_whole_query(query | {"lang": "fr", "learning_rate": "0.03"})


def test_a_preset_chosen_in_french(visit: Open) -> None:
    page = visit("/?lang=fr")
    page.page.locator(".st-key-preset [role=combobox]").click()
    page.page.get_by_role("option").nth(2).click()
    page.wait_query("data", "xor")
    page.wait_query("units1", "4")
