"""The component that shows a formal neuron with two inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import streamlit as st

from playground.activations import Activation
from playground.concepts.neuron import CORNERS, Neuron, corner_points
from playground.concepts.sampled import sampled
from playground.figures.component_colours import SHADES, component_colours
from playground.i18n import _, language
from playground.live.files import source
from playground.live.scripts import base_path, version

REACH, LIMIT, STEP = 6.0, 5.0, 0.1
"""The plane goes from -6 to 6, weights and bias from -5 to 5, both in steps of 0.1."""

_NEURON = st.components.v2.component(
    "formal_neuron", html=source("neuron.html"), css=source("neuron.css"), js=source("page_element.js", "neuron.js")
)


def neuron_figure(
    neuron: Neuron,
    point: tuple[float, float],
    targets: Sequence[int],
    *,
    key: str,
    on_move: Callable[[Mapping[str, Any]], None],
) -> None:
    """Show a neuron, its half-plane and its surface, with sliders.

    Parameters
    ----------
    point
        The input x whose way through the neuron is shown.
    targets
        What a gate wants for each of its four inputs; nothing where there is no gate.
    key
        Names the element on the page.
    on_move
        Called, before the page reruns, once somebody has changed something: ``{"w": [w1, w2], "b": b, "x": [x1, x2]}``.
    """
    data = {
        "scripts": f"{base_path()}/live/{version()}",
        "numbers": {"w": [neuron.w1, neuron.w2], "b": neuron.bias, "x": list(point)},
        "activation": _named(neuron.activation),
        "table": asdict(sampled(neuron.activation)),
        "corners": _corners(targets),
        "ranges": {"reach": REACH, "limit": LIMIT, "step": STEP},
        "themes": {shade: component_colours(shade) for shade in SHADES},
        "texts": _texts(),
        "language": language(),
    }
    _NEURON(key=key, data=data, on_moved_change=lambda: on_move(st.session_state[key]["moved"]))


def _named(activation: Activation) -> dict[str, Any]:
    """Return what the component says of an activation, and between which values it is drawn if it has two bounds."""
    low, high = activation.bounds
    bounded = low is not None and high is not None
    return {"label": _(activation.label), "symbol": "φ", "shown": [low, high] if bounded else None}


def _corners(targets: Sequence[int]) -> list[dict[str, Any]]:
    if not targets:
        return []
    return [
        {"at": at, "name": f"({first}, {second})", "target": target}
        for at, (first, second), target in zip(corner_points().tolist(), CORNERS, targets, strict=True)
    ]


def _texts() -> dict[str, str]:
    return {
        "alt": _("A formal neuron with two inputs: sliders, drawing, plane and surface"),
        "w1": _("Weight w₁"),
        "w2": _("Weight w₂"),
        "b": _("Bias b"),
        "neuron": _("The neuron"),
        "plane": _("Its half-plane"),
        "surface": _("Its surface"),
        "neuron_alt": _("The neuron: inputs, weighted links, the sum, the activation, and the answer for the point x"),
        "plane_alt": _(
            "The plane, coloured by the neuron's answer; plus signs mark the side where the sum is positive"
        ),
        "surface_alt": _("The neuron's answer as a surface over the plane; drag it or use the arrow keys to turn it"),
        "arrow": _("Tip of the weight vector w; the arrow keys move it"),
        "line": _("Line where the sum is 0; the arrow keys move the bias"),
        "point": _("Point x; the arrow keys move it"),
        "slope": _("slope"),
        "right": _("{right} of {all} right"),
    }
