"""The page of convolutional networks as a person has it open."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.visit import LOAD, Visit, wait_until

DIGITS = "?cnn_data=digits&cnn_batch=32&cnn_learning_rate=0.003"
PICTURES = """
(maps) => [...maps.querySelectorAll(".map canvas:not(.kernel)")].map((canvas) => {
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return pixels.reduce((sum, it) => (sum * 31 + it) % 1e9, 7);
})
"""
KERNELS = PICTURES.replace(".map canvas:not(.kernel)", ".map canvas.kernel")


def looking_inside(visit: Any, path: str = DIGITS, **person: Any) -> Inside:
    """Open the page and wait until the maps are drawn."""
    return Inside(visit(f"/cnn{path}", ready=False, **person)).ready()


class Inside:
    """The parts of the page."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.page = visit, visit.page
        self.maps = self.page.locator(".live-maps")
        self.ink = self.page.locator(".live-maps .ink")
        self.enlarged = self.page.locator(".live-maps .enlarged")

    def ready(self) -> Inside:
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=LOAD)
        self.page.wait_for_selector(".live-maps[data-frames]:not([data-frames='0'])", timeout=LOAD)
        self.page.wait_for_selector(".live-maps .map canvas", timeout=LOAD)
        return self

    def fact(self, name: str) -> str:
        return self.maps.get_attribute(f"data-{name}") or ""

    @property
    def epoch(self) -> int:
        return int(self.fact("epoch"))

    def wait_epochs(self, more: int = 1) -> None:
        goal = self.epoch + more
        wait_until(lambda: self.epoch >= goal, LOAD / 1000)

    def wait_status(self, status: str) -> None:
        expect(self.maps).to_have_attribute("data-status", status, timeout=LOAD)

    def pause(self) -> None:
        self.visit.button("Pause").click()
        self.wait_status("paused")
        self.visit.wait_still()

    def pictures(self) -> list[int]:
        pictures: list[int] = self.maps.evaluate(PICTURES)
        return pictures

    def kernels(self) -> list[int]:
        kernels: list[int] = self.maps.evaluate(KERNELS)
        return kernels

    def shares(self) -> list[float]:
        """What the network says of each class, in percent."""
        texts = self.page.locator(".live-maps .bars span:last-child").all_inner_texts()
        return [float(text.rstrip("%")) for text in texts]

    def enlarge(self, name: str) -> None:
        """Choose a map, and wait until it is enlarged."""
        self.page.get_by_role("button", name=name, exact=True).click()
        expect(self.enlarged).to_have_attribute("aria-label", name)

    def result(self) -> Locator:
        """The enlarged map before its activation, or after pooling, to point at."""
        return self.enlarged.locator(".raster[tabindex='0']").first

    def draw(self, *points: tuple[float, float]) -> None:
        """Draw one stroke; places from 0 to 1."""
        box = self.ink.bounding_box()
        assert box is not None
        places = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in points]
        self.page.mouse.move(*places[0])
        self.page.mouse.down()
        for place in places[1:]:
            self.page.mouse.move(*place, steps=6)
        self.page.mouse.up()
