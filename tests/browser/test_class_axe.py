"""What axe-core says of a class's pages: the way in, the wall with students on it, and the bar."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.classes import NewPerson
from tests.browser.test_axe import (
    ENGLISH,
    FRENCH,
    RESTED,
    all_of_it_in_sight,
    check_headings,
    findings,
    settle,
    take_a_telephone,
)
from tests.browser.test_class import fixture_contexts, fixture_person
from tests.browser.visit import LOAD

__all__ = ["fixture_contexts", "fixture_person"]
pytestmark = pytest.mark.browser
HEADING = ("A whole class at once", "Toute une classe à la fois")


@pytest.mark.parametrize(("language", "shade"), [ENGLISH, FRENCH])
def test_axe_finds_nothing(person: NewPerson, language: str, shade: str) -> None:
    teacher, student = person(color_scheme=shade), person(color_scheme=shade)
    teacher.visit.go(f"/class?lang={language}", ready=False)
    opens = teacher.page.locator(".st-key-open-room button")
    expect(opens).to_be_visible(timeout=LOAD)
    teacher.page.wait_for_selector(RESTED, timeout=LOAD)  # there is no live part here yet
    check_headings(teacher.visit, HEADING[language == "fr"], language)
    with all_of_it_in_sight(teacher.visit):
        faults = findings(teacher.visit, "entrance")
    opens.click()
    expect(teacher.wall).to_have_attribute("data-status", "open", timeout=LOAD)
    student.joins(teacher.wall.locator(".code").inner_text(), "Anna", lang=language)
    student.bar.locator("[data-act=hand]").click()
    expect(teacher.wall.locator(".raised:visible")).to_have_count(1)
    teacher.page.locator(".st-key-ask button").click()
    expect(student.bar.locator(".choices button").first).to_be_visible(timeout=LOAD)
    student.bar.locator(".choices button").first.click()
    expect(teacher.wall.locator("canvas:visible")).to_have_count(1, timeout=LOAD)
    for take in (None, take_a_telephone):
        for who, words in ((teacher, "wall"), (student, "bar")):
            if take is not None:
                take(who.visit)
            settle(who.visit)
            with all_of_it_in_sight(who.visit):
                faults += findings(who.visit, f"{words}, {'telephone' if take else 'screen'}")
    check_headings(teacher.visit, HEADING[language == "fr"], language)
    assert not faults, "\n".join(faults)
