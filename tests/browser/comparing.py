"""The compare page as a person has it open."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.visit import LOAD, Visit, wait_until

FIGURES = ("figure-loss", "figure-accuracy", "figure-gradients", "figure-units")
PICTURES = """
(grid) => [...grid.querySelectorAll(".picture canvas:first-child")].map((canvas) => {
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const colours = new Set(new Uint32Array(pixels.buffer)).size;
  return `${colours}:${pixels.reduce((sum, it) => (sum * 31 + it) % 1e9, 7)}`;
})
"""


def comparing(visit: Any, path: str = "", **person: Any) -> Comparing:
    """Open the compare page and wait until everything is drawn."""
    return Comparing(visit(f"/compare{path}", ready=False, **person)).ready()


class Comparing:
    """The parts of the compare page."""

    figures: Sequence[str] = FIGURES
    """Keys of the figures that are always there."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.page = visit, visit.page
        self.grid = self.page.locator(".live-grid")
        self.table = self.page.locator(".ranking table")

    def ready(self) -> Comparing:
        """Wait until the script has run and every figure, the grid and the table have something to show."""
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=LOAD)
        self.page.wait_for_selector(".live-grid[data-frames]:not([data-frames='0'])", timeout=LOAD)
        for key in self.figures:
            self.page.wait_for_selector(f".st-key-{key} .main-svg", timeout=LOAD)
        self.page.wait_for_selector(".ranking tbody tr", timeout=LOAD)
        return self

    def fact(self, name: str) -> str:
        """What the grid's element says in ``data-...``."""
        return self.grid.get_attribute(f"data-{name}") or ""

    @property
    def epoch(self) -> int:
        return int(self.fact("epoch"))

    @property
    def generation(self) -> int:
        return int(self.fact("generation"))

    def wait_epochs(self, more: int = 1) -> None:
        """Wait for more epochs than now."""
        goal = self.epoch + more
        wait_until(lambda: self.epoch >= goal)

    def wait_generation(self, after: int) -> None:
        """Wait for a picture of other networks."""
        wait_until(lambda: self.generation > after)

    def wait_status(self, status: str) -> None:
        """Wait until grid, figures and transport have a status."""
        expect(self.grid).to_have_attribute("data-status", status)
        self.visit.wait_status(status)

    def pause(self) -> None:
        self.visit.button("Pause").click()
        self.wait_status("paused")
        self.visit.wait_still()

    def pictures(self) -> list[str]:
        """For each picture how many colours it has, and a number that tells it from others."""
        pictures: list[str] = self.grid.evaluate(PICTURES)
        return pictures

    def paths(self, key: str, kind: str) -> list[str]:
        """The drawn paths of a figure: ``line`` or ``fill``; the outline of an area is not drawn."""
        paths: list[str] = (
            self.visit.figure(key)
            .locator(f".scatterlayer path.js-{kind}:not([style*='stroke-width: 0px'])")
            .evaluate_all("all => all.map((it) => it.getAttribute('d') ?? '').filter((d) => d.includes('L'))")
        )
        return paths

    def rows(self) -> list[list[str]]:
        """The cells of the table."""
        rows: list[list[str]] = self.table.locator("tbody tr").evaluate_all(
            "all => all.map((row) => [...row.cells].map((cell) => cell.textContent.trim()))"
        )
        return rows

    def order(self) -> list[str]:
        return (self.page.locator(".ranking").get_attribute("data-order") or "").split(",")

    def download(self, name: str) -> list[list[str]]:
        """Press one of the buttons under the table and return the file's lines."""
        with self.page.expect_download() as download:
            self.page.locator(".ranking").get_by_role("button", name=name).click()
        text = download.value.path().read_bytes().decode()
        assert text.endswith("\r\n")
        return list(csv.reader(io.StringIO(text, newline="")))

    def stepped_back(self, key: str = "figure-loss") -> Locator:
        return self.visit.figure(key).locator(".scatterlayer .stepped-back")
