"""The convolution page as a person has it open in a browser."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.bringing import bring
from tests.browser.conftest import Open
from tests.browser.visit import LOAD, Visit

IMPORTED = """
async ([name, work, given]) => {
  const known = performance.getEntriesByType("resource").find((entry) => entry.name.endsWith("/pictures.js")).name;
  const module = await import(known.replace("pictures.js", name));
  return new Function("module", "given", `return ${work}`)(module, given);
}
"""


class Convolving:
    """One person's visit of the convolution page."""

    def __init__(self, visit: Open, query: str = "", figure: str = "convolution", **person: Any) -> None:
        self.visit: Visit = visit(f"/convolution{query}", ready=False, **person)
        self.page: Page = self.visit.page
        self.element = self.page.locator(f".{figure}[data-draws]")
        self.drawn()

    def drawn(self) -> None:
        """Wait until the component has drawn and the page's script has run."""
        expect(self.element).to_be_visible(timeout=LOAD)
        expect(self.element).not_to_have_attribute("data-draws", "0", timeout=LOAD)
        self.visit.wait_rest()

    def fact(self, name: str) -> str:
        """What the component says in ``data-...``."""
        return self.element.get_attribute(f"data-{name}") or ""

    def numbers(self, name: str) -> list[float]:
        return [float(text) for text in self.fact(name).split(",")]

    def expect(self, name: str, value: object) -> None:
        expect(self.element).to_have_attribute(f"data-{name}", str(value))

    def part(self, name: str) -> Locator:
        return self.element.locator(f'[data-part="{name}"]')

    def cell(self, row: int, column: int) -> Locator:
        return self.element.get_by_role("textbox", name=f"row {row}, column {column} of the kernel")

    def set_slider(self, name: str, value: int) -> None:
        """Move a slider to a value."""
        self.element.locator(f'[data-name="{name}"] input').fill(str(value))

    def hover(self, part: str, down: float, across: float) -> None:
        """Point at a place of a picture, by shares of its height and width."""
        box = self.part(part).bounding_box()
        assert box is not None
        self.page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])

    def computed(self, module: str, work: str, given: object) -> Any:
        """Run an expression on one of the page's own modules in the browser."""
        return self.page.evaluate(IMPORTED, [module, work, given])

    def bring(self, picture: Image.Image) -> None:
        """Bring a picture of one's own."""
        file = io.BytesIO()
        picture.save(file, "PNG")
        bring(self.visit, "conv_upload", "mine.png", file.getvalue())


def one_dimension(visit: Visit) -> None:
    go_to_part(visit, 0, ".signal")


def step_by_step(visit: Visit) -> None:
    go_to_part(visit, 2, ".convolution .walk")


def pooling(visit: Visit) -> None:
    go_to_part(visit, 3, ".pooling")


def go_to_part(visit: Visit, part: int, component: str) -> None:
    visit.page.locator(".st-key-conv_part button").nth(part).click()
    expect(visit.page.locator(component)).to_be_visible(timeout=LOAD)
