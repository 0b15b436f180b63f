"""The lecture's map, as a person comes to it from a page, and leaves it for another."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from playground.presets.lecture import SLIDES
from tests.browser.conftest import Open
from tests.browser.visit import LOAD, Visit

pytestmark = pytest.mark.browser

IN_SIGHT = """number => {
  const { top } = document.querySelector(`#slide-${number}`).getBoundingClientRect();
  return top > 50 && top < innerHeight / 3;
}"""
"""Below Streamlit's own bar, and in the upper third of the window."""
SIDEWAYS = "it => it.scrollWidth - it.clientWidth"


def mapped(visit: Visit) -> Visit:
    """Wait until the map is drawn."""
    expect(visit.page.locator(".lecture")).to_have_attribute("data-draws", "1", timeout=LOAD)
    visit.wait_rest()
    return visit


def place(page: Page, number: int) -> Locator:
    return page.locator(f"#slide-{number}")


def check_arrival(page: Page, number: int) -> None:
    """Wait until a slide is where one reads it first, marked, and has the keyboard."""
    expect(place(page, number)).to_have_class("arrived", timeout=LOAD)
    expect(place(page, number)).to_be_focused()
    page.wait_for_function(IN_SIGHT, arg=number)


def test_from_a_lesson_to_the_slide_in_a_tab_of_its_own(visit: Open) -> None:
    lesson = visit("/losses?lang=fr", ready=False).page
    link = lesson.get_by_role("link", name="diapos 27", exact=True)
    link.wait_for(timeout=LOAD)
    with lesson.context.expect_page() as opened:
        link.click()
    check_arrival(opened.value, 27)
    expect(opened.value.locator("h1")).to_have_count(1)
    assert opened.value.url.endswith("/lecture?lang=fr#slide-27")
    opened.value.close()


def test_from_a_preset_to_the_slide(visit: Open) -> None:
    page = visit("/approximation?approximation_preset=polynomial", ready=False).page
    link = page.get_by_role("link", name="slide 24", exact=True).first
    link.wait_for(timeout=LOAD)
    assert link.get_attribute("href") == "/lecture?lang=en#slide-24"


def test_an_address_names_a_slide(visit: Open) -> None:
    page = mapped(visit("/lecture?lang=en#slide-38", ready=False))
    check_arrival(page.page, 38)
    assert page.query == {"lang": "en"}
    page.page.get_by_role("link", name="Slide 40", exact=True).click()
    check_arrival(page.page, 40)
    expect(place(page.page, 38)).not_to_have_class("arrived")
    page.page.go_back()
    check_arrival(page.page, 38)


def test_a_french_browser_arrives_where_the_address_says_no_language(visit: Open) -> None:
    page = mapped(visit("/lecture#slide-30", ready=False, locale="fr-FR"))
    check_arrival(page.page, 30)


def test_a_card_opens_its_page_on_the_preset(visit: Open) -> None:
    page = mapped(visit("/lecture?lang=fr", ready=False))
    card = place(page.page, 31)
    card.get_by_role("link", name="Descente Juste au-dessus de la borne", exact=True).click()
    page.page.wait_for_url(re.compile(r"/descent\?.*descent_preset=diverges"), timeout=LOAD)
    expect(page.page.locator("h1")).to_have_text("Descente de gradient", timeout=LOAD)
    expect(page.page.locator(".st-key-descent_preset input")).to_have_value("Juste au-dessus de la borne", timeout=LOAD)
    assert page.query["lang"] == "fr"


def test_another_language_leaves_the_reader_on_the_map(visit: Open) -> None:
    page = mapped(visit("/lecture?lang=en", ready=False))
    page.page.get_by_text("Français", exact=True).click()
    expect(page.page.locator(".lecture")).to_have_attribute("data-draws", "2", timeout=LOAD)
    expect(page.page.locator(".lecture .links a").first).to_have_attribute("href", re.compile("lang=fr"))


def test_it_is_the_second_entry_that_people_see(visit: Open) -> None:
    page = mapped(visit("/lecture?lang=en#slide-30", ready=False))
    menu = page.page.locator("[data-testid=stTopNav]")
    assert menu.locator("[data-testid=stTopNavLink] p").all_inner_texts() == ["Perceptron", "Lecture", "Class"]
    menu.get_by_role("link", name="Perceptron").click()
    expect(page.page.locator("h1")).to_have_text("Multilayer perceptron", timeout=LOAD)
    menu.get_by_role("link", name="Lecture").click()
    expect(page.page.locator("h1")).to_have_text("The lecture, slide by slide", timeout=LOAD)
    expect(page.page.locator(".lecture li.arrived")).to_have_count(0)


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_pictures_have_the_shades_colours_and_nothing_is_wider_than_a_telephone(visit: Open, shade: str) -> None:
    screen: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "color_scheme": shade}
    page = mapped(visit("/lecture?lang=en", ready=False, **screen))
    expect(page.page.locator(".lecture svg")).to_have_count(sum(bool(slide.picture) for slide in SLIDES.values()))
    colour = {"light": "rgb(0, 114, 178)", "dark": "rgb(86, 180, 233)"}[shade]
    expect(page.page.locator(".lecture svg .b").first).to_have_css("stroke", colour)
    assert page.page.locator("[data-testid=stMain]").evaluate(SIDEWAYS) == 0
