"""The component in which a hidden layer is made by hand, and its numbers."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
import streamlit as st
from pydantic import Field

from playground.concepts.approximation.targets import DRAWN_POINTS
from playground.figures.component_colours import SHADES, component_colours
from playground.i18n import _, language
from playground.live.csv_files import csv_texts
from playground.live.files import source
from playground.live.scripts import base_path, version
from playground.ui.component_values import Held, keep, read_numbers

PREFIX = "approximation_"
"""What the keys of the layer's numbers begin with."""
MOST = 16
"""Neurons that are made by hand."""
Kink = Annotated[float, Field(ge=-1.1, le=1.1, allow_inf_nan=False)]
Height = Annotated[float, Field(ge=-40, le=40, allow_inf_nan=False)]
Direction = Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]
Drawn = Annotated[float, Field(ge=-2, le=2, allow_inf_nan=False)]
FIRST_DRAWN = tuple(float(height) for height in np.round(0.9 * np.sin(4 * np.linspace(-1, 1, DRAWN_POINTS)), 2))
"""What is drawn before somebody has drawn anything."""

_ONE_LAYER = st.components.v2.component(
    "approximation_one_layer",
    html=source("one_layer.html"),
    css=source("approximation.css"),
    js=source("page_element.js", "concept_element.js", "one_layer.js"),
)


class LayerNumbers(Held):
    """What a person sets of a hidden layer, and of the target where it is drawn; all neurons have one steepness."""

    kinks: tuple[Kink, ...] = Field((-1.05, -0.5, 0.0, 0.5), min_length=1, max_length=MOST)
    heights: tuple[Height, ...] = Field((0.75, -0.5, 0.0, 0.5), min_length=1, max_length=MOST)
    directions: tuple[Direction, ...] = Field((1.0, 1.0, 1.0, 1.0), min_length=1, max_length=MOST)
    steepness: float = Field(20.0, ge=1, le=200)
    epsilon: float = Field(0.25, ge=0.01, le=1)
    drawn: tuple[Drawn, ...] = Field(FIRST_DRAWN, min_length=DRAWN_POINTS, max_length=DRAWN_POINTS)


def of_one_length(numbers: LayerNumbers) -> LayerNumbers:
    """Return numbers that all have as many neurons: a link can name others. What lacks is 0, or not turned round."""
    count = len(numbers.kinks)
    return numbers.model_copy(
        update={
            "heights": (*numbers.heights, *(0.0,) * count)[:count],
            "directions": tuple(
                -1.0 if direction < 0 else 1.0 for direction in (*numbers.directions, *(1.0,) * count)[:count]
            ),
        }
    )


def layer_figure(target: str, phi: str, numbers: LayerNumbers, *, key: str) -> None:
    """Show a hidden layer over its target; see :mod:`playground.concepts.approximation.one_layer`."""
    data: dict[str, Any] = {
        "scripts": f"{base_path()}/live/{version()}",
        "target": target,
        "phi": phi,
        "numbers": of_one_length(numbers).model_dump(),
        "most": MOST,
        "themes": {shade: component_colours(shade) for shade in SHADES},
        "texts": {**_texts(), **csv_texts(), "csv": _("CSV")},
        "language": language(),
    }

    def take() -> None:
        held = read_numbers(LayerNumbers, st.session_state[key]["moved"])
        if held is not None:
            keep(PREFIX, of_one_length(held))

    _ONE_LAYER(key=key, data=data, on_moved_change=take)


def _texts() -> dict[str, str]:
    return {
        "alt": _("A hidden layer made by hand: its target, its answer, and each neuron's curve"),
        "whole": _("Target (dashed) with the band of ±ε, and F(x) = Σ v φ(w(x − s))"),
        "whole_alt": _("The target as a dashed curve with its band, and what the hidden layer gives"),
        "parts": _("Each neuron alone: drag its handle aside (kink s) and up (height v)"),
        "handle": _("Neuron {n}: kink and height"),
        "handle_value": _("kink {kink}, height {height}"),
        "inside": _("F stays within ±{epsilon} of the target everywhere."),
        "outside": _("F leaves the band of ±{epsilon}."),
        "sup": _("largest error, sup |F − f|"),
        "rms": _("root mean square error"),
        "bound": _("bound ω(1/{n}) for {n} equal steps"),
        "epsilon": _("Band ε"),
        "steepness": _("Steepness w"),
        "neurons": _("Number of neurons, and the one in hand"),
        "count": _("{n} neurons"),
        "fewer": _("Remove the neuron in hand"),
        "more": _("Add a neuron where the error is largest"),
        "turn": _("Turn round"),
        "staircase": _("Staircase"),
        "bumps": _("Bumps"),
        "best": _("Best heights"),
        "neuron": _("neuron"),
        "kink": _("kink s"),
        "height": _("height v"),
        "table": _("Kink, height, weight and bias of each neuron"),
        "file": _("hidden layer"),
    }
