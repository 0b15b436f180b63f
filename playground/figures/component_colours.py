"""The colours of what components draw in the browser."""

from __future__ import annotations

from typing import Any

from playground.experiment.spec import Task
from playground.figures.theme import CLASS_COLOURS, CURVE_COLOURS, MIDDLE, TEXT, Shade, blend, colorscale

SHADES: tuple[Shade, ...] = ("light", "dark")


def component_colours(shade: Shade) -> dict[str, Any]:
    """Return colours by what they are for, and the scale of a neuron's answers."""
    text, middle = TEXT[shade], MIDDLE[shade]
    colours = {
        "negative": CLASS_COLOURS[0],
        "positive": {"light": CLASS_COLOURS[1], "dark": "#3d9be0"}[shade],
        "text": text,
        "border": blend(text, middle, 0.55),
        "faint": blend(text, middle, 0.3),
        "mesh": blend(text, middle, 0.45),
        "curve": CURVE_COLOURS[shade][0],
        "mark": {"light": "#7a2a8f", "dark": "#e28bf5"}[shade],
    }
    return {"colours": colours, "scale": colorscale(shade, Task(classes=2))}
