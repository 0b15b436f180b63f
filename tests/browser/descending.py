"""The descent page as a person has it open in a browser."""

from __future__ import annotations

import json
from typing import Any, Self

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.visit import LOAD, Visit


class Descending:
    """One person's visit of the descent page.

    Parameters
    ----------
    figure
        The component that is open: ``race``, ``basins``, ``step-size`` or ``noise``.
    """

    def __init__(self, visit: Open, query: str = "", figure: str = "race", **person: Any) -> None:
        self._look_at(visit(f"/descent{query}", ready=False, **person), figure)

    @classmethod
    def on(cls, visit: Visit, figure: str = "race") -> Self:
        """Return the page of somebody who has come by the menu."""
        made = cls.__new__(cls)
        made._look_at(visit, figure)
        return made

    def _look_at(self, visit: Visit, figure: str) -> None:
        self.visit: Visit = visit
        self.page: Page = visit.page
        self.element = self.page.locator(f".{figure}[data-draws]")
        expect(self.element).to_be_visible(timeout=LOAD)
        expect(self.element).not_to_have_attribute("data-draws", "0", timeout=LOAD)
        self.visit.wait_rest()

    def fact(self, name: str) -> str:
        """What the component says in ``data-...``."""
        return self.element.get_attribute(f"data-{name}") or ""

    def numbers(self, name: str) -> list[float]:
        return [float(part) for part in self.fact(name).split(",")]

    @property
    def here(self) -> Any:
        """Where each is at the step in hand."""
        return json.loads(self.fact("here"))

    @property
    def start(self) -> Locator:
        return self.element.locator(".start")

    def at(self, across: float, up: float) -> tuple[float, float]:
        """Where on the screen a share of the map is."""
        box = self.element.locator(".stage").bounding_box()
        assert box is not None
        return box["x"] + across * box["width"], box["y"] + (1 - up) * box["height"]


def where_each_start_ends(visit: Visit) -> None:
    go_to_part(visit, 1, ".basins[data-size='200']")


def step_size(visit: Visit) -> None:
    go_to_part(visit, 2, ".step-size")


def noise(visit: Visit) -> None:
    go_to_part(visit, 3, ".noise")


def go_to_part(visit: Visit, part: int, component: str) -> None:
    visit.page.locator(".st-key-descent_part button").nth(part).click()
    expect(visit.page.locator(component)).to_be_visible(timeout=LOAD)
