"""The component that shows a chain of layers, and its numbers."""

from __future__ import annotations

from typing import Annotated

import streamlit as st
from pydantic import Field

from playground.activations import ACTIVATIONS
from playground.figures.component_colours import SHADES, component_colours
from playground.i18n import _, language
from playground.live.files import source
from playground.live.scripts import base_path, version
from playground.ui.backpropagation.words import chain_words
from playground.ui.component_values import Held, keep, read_numbers

PREFIX = "backprop_chain_"
"""What the keys of the chain's numbers begin with."""
FEWEST, MOST = 1, 20
"""Layers of a chain."""
STEEPEST = {"sigmoid": 0.25, "tanh": 1.0, "relu": 1.0, "linear": 1.0}
"""The largest slope of each activation."""
Weight = Annotated[float, Field(ge=-8, le=8, allow_inf_nan=False)]

_CHAIN = st.components.v2.component(
    "backpropagation_chain",
    html=source("chain.html"),
    css=source("backpropagation.css", "chain.css"),
    js=source("page_element.js", "concept_element.js", "chain.js"),
)


class ChainNumbers(Held):
    """What a person sets of a chain; ``shortcut`` is 1 where each layer adds what it is given."""

    weights: tuple[Weight, ...] = Field((1.0,) * 10, min_length=FEWEST, max_length=MOST)
    bias: float = Field(0.0, ge=-4, le=4)
    x: float = Field(0.5, ge=-2, le=2)
    shortcut: int = Field(0, ge=0, le=1)


def chain_figure(phi: str, numbers: ChainNumbers, *, key: str) -> None:
    """Show what becomes of a gradient in a chain of layers; see :func:`playground.concepts.layer_chain.layer_chain`."""
    data = {
        "scripts": f"{base_path()}/live/{version()}",
        "phi": phi,
        "name": _(ACTIVATIONS[phi].label),
        "steepest": STEEPEST[phi],
        "numbers": numbers.model_dump(),
        "themes": {shade: component_colours(shade) for shade in SHADES},
        "texts": chain_words(),
        "language": language(),
    }

    def take() -> None:
        held = read_numbers(ChainNumbers, st.session_state[key]["moved"])
        if held is not None and len(held.weights) == len(numbers.weights):
            keep(PREFIX, held)

    _CHAIN(key=key, data=data, on_moved_change=take)
