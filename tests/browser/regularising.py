"""The regularisation page as a person uses it in a browser."""

from __future__ import annotations

import numpy as np
from playwright.sync_api import expect

from playground.concepts.regularisation.dropout import Kind, MaskedLayer
from tests.browser.conftest import Open
from tests.browser.visit import LOAD, Visit

VALUES, WEIGHTS, BIASES = (1.0, 2.0, -1.0, 0.5), ((0.5, -1.0, 2.0, 4.0), (1.0, 1.0, -0.5, 0.25)), (0.2, 0.0)


class Regularising:
    """One person's visit of the regularisation page."""

    def __init__(self, visit: Open, query: str = "", figure: str = "mask-layer") -> None:
        self.visit: Visit = visit(f"/regularisation{query}", ready=False)
        self.page = self.visit.page
        self.element = self.page.locator(f".{figure}[data-draws]")
        expect(self.element).not_to_have_attribute("data-draws", "0", timeout=LOAD)
        self.visit.wait_rest()

    def numbers(self, name: str) -> list[float]:
        return [float(part) for part in (self.element.get_attribute(f"data-{name}") or "").split(",")]


def layer(rate: float, kind: Kind = "dropout", inverted: bool = True) -> MaskedLayer:
    """Return the layer that the page opens with."""
    return MaskedLayer(np.array(VALUES), np.array(WEIGHTS), np.array(BIASES), rate, kind, inverted)


def connections(visit: Visit) -> None:
    visit.page.locator(".st-key-regularisation_drop button").nth(1).click()
    expect(visit.page.locator(".mask-layer [data-part]")).to_have_count(8, timeout=LOAD)


def how_sure(visit: Visit) -> None:
    visit.page.locator(".st-key-regularisation_part button").nth(2).click()
    expect(visit.page.locator(".how-sure")).to_be_visible(timeout=LOAD)


def penalties(visit: Visit) -> None:
    visit.page.locator(".st-key-regularisation_part button").nth(1).click()
    expect(visit.page.locator(".penalties")).to_be_visible(timeout=LOAD)


def more_data(visit: Visit) -> None:
    visit.page.locator(".st-key-regularisation_part button").nth(3).click()
    expect(visit.page.locator(".live-images[data-images='12']")).to_be_visible(timeout=LOAD)
