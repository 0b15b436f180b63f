"""The parts of the losses page as a person opens them in a browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visit import LOAD, Visit


def two_distributions(visit: Visit) -> None:
    go_to_part(visit, 1, ".two-distributions")


def numbers_to_predict(visit: Visit) -> None:
    go_to_part(visit, 2, ".numbers-to-predict")


def go_to_part(visit: Visit, part: int, component: str) -> None:
    visit.page.locator(".st-key-losses_part button").nth(part).click()
    expect(visit.page.locator(component)).to_be_visible(timeout=LOAD)
