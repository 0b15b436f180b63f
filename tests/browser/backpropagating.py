"""The backpropagation page as a person uses it in a browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.visit import LOAD, Visit


class Backpropagating:
    """One person's visit of the backpropagation page."""

    def __init__(self, visit: Open, query: str = "", figure: str = "network") -> None:
        self.visit: Visit = visit(f"/backpropagation{query}", ready=False)
        self.page = self.visit.page
        self.element = self.page.locator(f".backpropagation.{figure}[data-draws]")
        expect(self.element).not_to_have_attribute("data-draws", "0", timeout=LOAD)
        self.visit.wait_rest()

    def numbers(self, name: str) -> list[float]:
        return [float(part) for part in (self.element.get_attribute(f"data-{name}") or "").split(",")]

    def text(self, cell: str) -> str:
        return self.element.locator(f'button[data-cell="{cell}"] .number').inner_text()


def a_chain_of_layers(visit: Visit) -> None:
    visit.page.locator(".st-key-backprop_part button").nth(1).click()
    expect(visit.page.locator(".backpropagation.chain")).to_be_visible(timeout=LOAD)


def unfold_the_curve(visit: Visit) -> None:
    visit.page.locator(".backpropagation .curve summary").click()
    expect(visit.page.locator(".backpropagation .curve canvas")).to_be_visible()
