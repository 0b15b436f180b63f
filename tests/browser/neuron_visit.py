"""The neuron page as a person has it open in a browser."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.visit import LOAD, Visit


class NeuronVisit(Visit):
    """One person's visit of the neuron page."""

    def _hear(self, kind: str, text: str, where: str) -> None:
        """Note what the browser complains of, but for how Streamlit finds out that /neuron is no base path."""
        if not (where.startswith(f"{self.address}/neuron/_stcore/") and "404" in text):
            super()._hear(kind, text, where)

    def ready(self) -> NeuronVisit:
        """Wait until the neuron is drawn and the script has run."""
        expect(self.neuron).not_to_have_attribute("data-draws", "0", timeout=LOAD)
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=LOAD)
        return self

    def ready_to_fit(self) -> NeuronVisit:
        """Wait until the regression's line is drawn too."""
        self.page.wait_for_selector(".st-key-figure-fit .live-figure:not([data-frames='0'])", timeout=LOAD)
        self.page.wait_for_selector(".st-key-figure-fit .scatterlayer path.js-line", state="attached", timeout=LOAD)
        return self

    @property
    def neuron(self) -> Locator:
        return self.page.locator(".st-key-figure-neuron .neuron")

    def number(self, name: str) -> float:
        """What the figure's element says in ``data-...``."""
        return float(self.neuron.get_attribute(f"data-{name}") or "nan")

    def numbers(self, *names: str) -> list[float]:
        return [self.number(name) for name in names]

    def wait_numbers(self, **numbers: float) -> None:
        """Wait until the figure's element says these numbers: it does with its next picture."""
        for name, value in numbers.items():
            expect(self.neuron).to_have_attribute(f"data-{name}", re.compile(rf"^{value:g}(\.0*)?$"))

    def at(self, x1: float, x2: float) -> tuple[float, float]:
        """Where on the screen a place of the plane is."""
        box = self.neuron.locator(".stage").bounding_box()
        assert box is not None
        return box["x"] + (x1 + 6) / 12 * box["width"], box["y"] + (6 - x2) / 12 * box["height"]

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Drag from one place of the plane to another."""
        self.page.mouse.move(*self.at(*start))
        self.page.mouse.down()
        self.page.mouse.move(*self.at(*end), steps=6)
        self.page.mouse.up()

    def fit_numbers(self) -> list[float]:
        """The regression's table: weight, bias and error of the neuron, each followed by that of least squares."""
        texts = self.page.locator(".st-key-numbers-fit td").all_inner_texts()
        return [float(text.replace("E", "e").replace("∞", "inf")) for text in texts]
