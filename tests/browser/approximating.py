"""The approximation page as a person uses it in a browser."""

from __future__ import annotations

import numpy as np
from playwright.sync_api import expect

from playground.concepts.approximation.one_layer import OneLayer
from tests.browser.conftest import Open
from tests.browser.visit import LOAD, Visit


class Approximating:
    """One person's visit of the approximation page."""

    def __init__(self, visit: Open, query: str = "", figure: str = "one-layer") -> None:
        self.visit: Visit = visit(f"/approximation{query}", ready=False)
        self.page = self.visit.page
        self.element = self.page.locator(f".{figure}[data-draws]")
        expect(self.element).not_to_have_attribute("data-draws", "0", timeout=LOAD)
        self.visit.wait_rest()

    def numbers(self, name: str) -> list[float]:
        return [float(part) for part in (self.element.get_attribute(f"data-{name}") or "").split(",")]

    def layer(self, phi: str, steepness: float) -> OneLayer:
        kinks, heights, directions = (np.array(self.numbers(name)) for name in ("kinks", "heights", "directions"))
        return OneLayer(kinks, heights, directions, steepness, phi)


def errors_by_width(visit: Visit) -> None:
    visit.page.locator(".st-key-approximation_part button").nth(1).click()
    expect(visit.page.locator(".width-chart")).to_be_visible(timeout=LOAD)


def towers_over_a_plane(visit: Visit) -> None:
    visit.page.locator(".st-key-approximation_part button").nth(2).click()
    expect(visit.page.locator(".tower-field")).to_be_visible(timeout=LOAD)
    expect(visit.page.locator(".tower-field tbody tr")).to_have_count(10)
