"""The component that shows softmax of two logits beside the sigmoid of their difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import streamlit as st

from playground.activations import ACTIVATIONS
from playground.concepts.sampled import sampled
from playground.figures.component_colours import SHADES, component_colours
from playground.i18n import _, language
from playground.live.files import source
from playground.live.scripts import base_path, version

LIMIT, STEP = 6.0, 0.1
"""Logits go from -6 to 6 in steps of 0.1."""

_SOFTMAX = st.components.v2.component(
    "softmax_of_two", html=source("softmax.html"), css=source("softmax.css"), js=source("page_element.js", "softmax.js")
)


def softmax_figure(logits: tuple[float, float], *, key: str, on_move: Callable[[Mapping[str, Any]], None]) -> None:
    """Show two logits with sliders, their softmax as bars, and the sigmoid of their difference.

    Parameters
    ----------
    key
        Names the element on the page.
    on_move
        Called, before the page reruns, once somebody has moved a logit: ``{"logits": [z0, z1]}``.
    """
    data = {
        "scripts": f"{base_path()}/live/{version()}",
        "logits": list(logits),
        "ranges": {"limit": LIMIT, "step": STEP},
        "table": asdict(sampled(ACTIVATIONS["sigmoid"])),
        "themes": {shade: component_colours(shade) for shade in SHADES},
        "texts": {
            "alt": _("Softmax of two logits, and the sigmoid of their difference"),
            "logit0": _("Logit z₀ of class 0"),
            "logit1": _("Logit z₁ of class 1"),
            "curve": _("The sigmoid; a dashed line shows that at z₁ − z₀ it is as high as the bar of class 1"),
            "difference": _("difference z₁ − z₀"),
        },
        "language": language(),
    }
    _SOFTMAX(key=key, data=data, on_moved_change=lambda: on_move(st.session_state[key]["moved"]))
