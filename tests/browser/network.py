"""The network diagram as a person sees and uses it."""

from __future__ import annotations

import re
from typing import Any, Literal

from playwright.sync_api import Locator, Page

from playground.figures.theme import CLASS_COLOURS

Unit = int | str
"""A neuron of its layer, from 0; an input (layer 0) by its name."""
Neuron = tuple[int, Unit]

MINUS = "−"
PIXELS = """
(canvas, [x, y, width, height]) => {
  const copy = new OffscreenCanvas(width, height);
  const context = copy.getContext("2d", { willReadFrequently: true });
  const scale = canvas.width / canvas.clientWidth;
  context.drawImage(canvas, x * scale, y * scale, width * scale, height * scale, 0, 0, width, height);
  return [...new Uint32Array(context.getImageData(0, 0, width, height).data.buffer)];
}
"""


class Network:
    """The network diagram of a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.element = page.locator(".st-key-figure-diagram .diagram")
        self.inspector = self.element.locator(".inspector")
        self.field = self.inspector.locator("input[inputmode=decimal]")

    def fact(self, name: str) -> str:
        """What the diagram's element says in ``data-...``."""
        return self.element.get_attribute(f"data-{name}") or ""

    @property
    def says(self) -> str:
        """What stands below the diagram of the part in hand."""
        return self.inspector.inner_text()

    def number(self, before: str) -> float:
        """The number that follows these words below the diagram."""
        match = re.search(re.escape(before) + r"[ =]*(−?\d+(?:\.\d+)?(?:e−?\d+)?)", self.says)
        assert match, f"no number after {before!r} in {self.says!r}"
        return float(match[1].replace(MINUS, "-"))

    # Where things are

    def neurons(self) -> list[Neuron]:
        """All neurons in the diagram."""
        places = self.element.locator(".neurons button").evaluate_all(
            "all => all.map(({ dataset: { layer, unit } }) => [Number(layer), layer === '0' ? unit : Number(unit)])"
        )
        return [(layer, unit) for layer, unit in places]

    def neuron(self, layer: int, unit: Unit) -> Locator:
        return self.element.locator(f".neurons button[data-layer='{layer}'][data-unit='{unit}']")

    def box(self, layer: int, unit: Unit) -> dict[str, float]:
        """Left, top, width and height of a neuron in the window."""
        box = self.neuron(layer, unit).bounding_box()
        assert box is not None
        return dict(box)  # type: ignore[arg-type]

    def centre(self, layer: int, unit: Unit) -> tuple[float, float]:
        box = self.box(layer, unit)
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def bias(self, layer: int, unit: Unit) -> tuple[float, float]:
        """The middle of the small square at a neuron's lower left."""
        box = self.box(layer, unit)
        return box["x"] - 2, box["y"] + box["height"] - 2

    def link(self, source: Neuron, target: Neuron, share: float = 0.3) -> tuple[float, float]:
        """A place on the curve of a link; not its middle, where many cross."""
        (x1, y1), (x2, y2), half = self.centre(*source), self.centre(*target), self.box(*target)["width"] / 2
        x1, x2 = x1 + half, x2 - half
        t, u = share, 1 - share
        middle = (x1 + x2) / 2
        return u**3 * x1 + 3 * u * t * middle + t**3 * x2, u * u * (u + 3 * t) * y1 + t * t * (t + 3 * u) * y2

    def button(self, name: str) -> Locator:
        """Plus, minus or another button of the diagram."""
        return self.element.get_by_role("button", name=name, exact=True)

    # What is drawn

    def pixels(self, x: float, y: float, width: int, height: int, part: str = "neuron") -> list[int]:
        """Pixels of a part of the diagram around a place in the window, as the numbers of RGBA's four bytes."""
        canvas = self.element.locator(f".{part}-picture")
        bounds = canvas.bounding_box()
        assert bounds is not None
        left, top = x - bounds["x"] - width / 2, y - bounds["y"] - height / 2
        read: list[int] = canvas.evaluate(PIXELS, [left, top, width, height])
        return read

    def picture(self, layer: int, unit: Unit) -> tuple[int, ...]:
        """The map in a neuron: its pixels but for the edges and the corner where the bias is."""
        return tuple(self.pixels(*self.centre(layer, unit), 12, 12))

    def pictures(self) -> dict[Neuron, tuple[int, ...]]:
        return {neuron: self.picture(*neuron) for neuron in self.neurons()}

    def strength(self, place: tuple[float, float], sign: Literal["positive", "negative"]) -> float:
        """How near the pixels at a link come to the colour of strong weights: from 0 to 1, the colour itself."""
        name = CLASS_COLOURS[1 if sign == "positive" else 0]
        colour = tuple(bytes.fromhex(name.removeprefix("#")))
        far = min(distance(rgb(pixel), colour) for pixel in self.pixels(*place, 5, 5, "link"))
        return 1 - min(far / 200, 1)

    # What a person does

    def point(self, place: tuple[float, float]) -> None:
        """Bring the mouse to a place."""
        self.page.mouse.move(*place)

    def leave(self) -> None:
        """Take the mouse off the diagram."""
        self.page.mouse.move(5, 5)

    def click(self, place: tuple[float, float]) -> None:
        self.page.mouse.click(*place)

    def press(self, name: str) -> None:
        """Press plus, minus or another button of the diagram."""
        self.button(name).click()


def rgb(pixel: int) -> tuple[int, int, int]:
    """The colour of an opaque pixel over a white page."""
    alpha = (pixel >> 24 & 255) / 255
    red, green, blue = (round(255 + ((pixel >> shift & 255) - 255) * alpha) for shift in (0, 8, 16))
    return red, green, blue


def distance(first: tuple[Any, ...], second: tuple[Any, ...]) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5)
