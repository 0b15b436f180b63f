"""The component that goes through a small network step by step, and its numbers."""

from __future__ import annotations

from typing import Annotated, Any

import streamlit as st
from pydantic import Field

from playground.concepts.backpropagation import multiplications
from playground.concepts.by_hand import LIMIT
from playground.figures.component_colours import SHADES, component_colours
from playground.i18n import language
from playground.live.files import source
from playground.live.scripts import base_path, version
from playground.ui.backpropagation.shapes import MOST_PARAMETERS
from playground.ui.backpropagation.words import network_words
from playground.ui.component_values import Held, keep, read_numbers

PREFIX = "backprop_"
"""What the keys of the network's numbers begin with."""
Number = Annotated[float, Field(ge=-LIMIT, le=LIMIT, allow_inf_nan=False)]
MOST_STEPS = 30

_NETWORK = st.components.v2.component(
    "backpropagation_network",
    html=source("backpropagation.html"),
    css=source("backpropagation.css"),
    js=source("page_element.js", "concept_element.js", "backpropagation.js"),
)


class NetworkNumbers(Held):
    """What a person sets of a network.

    ``epsilon`` is a power of ten; ``step`` is -1 for the last one; ``blank`` is 1 where the numbers are hidden.
    """

    weights: tuple[Number, ...] = Field(min_length=1, max_length=MOST_PARAMETERS)
    x: tuple[Number, ...] = Field(min_length=1, max_length=4)
    y: tuple[Number, ...] = Field(min_length=1, max_length=4)
    rate: float = Field(0.5, gt=0, le=10, allow_inf_nan=False)
    epsilon: float = Field(-5.0, ge=-12, le=-1)
    step: int = Field(-1, ge=-1, le=MOST_STEPS)
    blank: int = Field(0, ge=0, le=1)


def network_figure(sizes: tuple[int, ...], phi: str, psi: str, loss: str, numbers: NetworkNumbers, *, key: str) -> None:
    """Show a network with its numbers; see :class:`playground.concepts.backpropagation.SmallNetwork`."""
    counts = multiplications(sizes, psi == "softmax")
    data: dict[str, Any] = {
        "scripts": f"{base_path()}/live/{version()}",
        "sizes": list(sizes),
        "phi": phi,
        "psi": psi,
        "loss": loss,
        "counts": {name: getattr(counts, name) for name in ("forward", "backward", "separate", "passes")},
        "numbers": numbers.model_dump(),
        "themes": {shade: component_colours(shade) for shade in SHADES},
        "texts": network_words(),
        "language": language(),
    }

    def take() -> None:
        held = read_numbers(NetworkNumbers, st.session_state[key]["moved"])
        of_network = tuple(map(len, (numbers.weights, numbers.x, numbers.y)))
        if held is not None and tuple(map(len, (held.weights, held.x, held.y))) == of_network:
            keep(PREFIX, held)

    _NETWORK(key=key, data=data, on_moved_change=take)
