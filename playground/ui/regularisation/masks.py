"""The component that shows dropout on one layer, and its numbers."""

from __future__ import annotations

from typing import Annotated, Any

import streamlit as st
from pydantic import Field

from playground.concepts.regularisation.dropout import Kind, Scaling
from playground.figures.component_colours import SHADES, component_colours
from playground.i18n import _, language
from playground.live.csv_files import csv_texts
from playground.live.files import source
from playground.live.scripts import base_path, version
from playground.ui.component_values import Held, keep, read_numbers

PREFIX = "regularisation_mask_"
"""What the keys of the figure's numbers begin with."""
FEWEST, MOST, ANSWERS = 2, 6, 2
"""Neurons of the layer, and the neurons that they lead to."""
Number = Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)]

_LAYER = st.components.v2.component(
    "regularisation_mask_layer",
    html=source("mask_layer.html"),
    css=source("regularisation.css"),
    js=source("page_element.js", "concept_element.js", "mask_layer.js"),
)


class MaskNumbers(Held):
    """What a person sets of a layer with its mask; bit k of a mask says whether neuron k is kept."""

    values: tuple[Number, ...] = Field((1.0, 2.0, -1.0, 0.5), min_length=FEWEST, max_length=MOST)
    weights: tuple[Number, ...] = Field(
        (0.5, -1.0, 2.0, 4.0, 1.0, 1.0, -0.5, 0.25), min_length=2 * FEWEST, max_length=2 * MOST
    )
    biases: tuple[Number, Number] = (0.2, 0.0)
    rate: float = Field(0.2, ge=0, le=0.9)
    first: int = Field(0b1011, ge=0, lt=2**MOST)
    second: int = Field(0b0111, ge=0, lt=2**MOST)


def that_fit(numbers: MaskNumbers) -> MaskNumbers:
    """Return numbers with as many weights as neurons need: a link can name others. What lacks is 0."""
    count = len(numbers.values)
    weights = (*numbers.weights, *(0.0,) * (2 * MOST))[: ANSWERS * count]
    masks = {name: getattr(numbers, name) % 2**count for name in ("first", "second")}
    return numbers.model_copy(update={"weights": weights, **masks})


def mask_figure(kind: Kind, inverted: bool, scaling: Scaling, phi: str, numbers: MaskNumbers, *, key: str) -> None:
    """Show a layer with its mask; see :mod:`playground.concepts.regularisation.dropout`."""
    data: dict[str, Any] = {
        "scripts": f"{base_path()}/live/{version()}",
        "kind": kind,
        "inverted": inverted,
        "scaling": scaling,
        "phi": phi,
        "numbers": that_fit(numbers).model_dump(),
        "themes": {shade: component_colours(shade) for shade in SHADES},
        "texts": {**_texts(), **csv_texts(), "csv": _("CSV")},
        "language": language(),
    }

    def take() -> None:
        held = read_numbers(MaskNumbers, st.session_state[key]["moved"])
        if held is not None:
            keep(PREFIX, that_fit(held))

    _LAYER(key=key, data=data, on_moved_change=take)


def _texts() -> dict[str, str]:
    return {
        "alt": _("Dropout on one layer: its mask, and the answers under all masks"),
        "network": _("The layer with its mask: click to drop or to keep"),
        "given": _("Values h, weights w and biases b; they can be changed"),
        "distribution": _("The first answer under all {count} masks"),
        "distribution_alt": _("How probable each answer is, with its mean and the answer at test time"),
        "both": _("Both answers under all masks"),
        "both_alt": _("The second answer against the first, under all masks"),
        "rate": _("Probability p of being dropped"),
        "one": _("Draw a mask"),
        "hundred": _("Draw 100"),
        "clear": _("Clear"),
        "now": _("now {first} and {second}"),
        "neuron": _("Neuron {n}: drop it or keep it"),
        "link": _("Weight from neuron {n} to answer {unit}: drop it or keep it"),
        "legend_masks": _("all masks"),
        "legend_mean": _("mean ± standard deviation"),
        "legend_test": _("at test time"),
        "legend_now": _("mask in hand"),
        "legend_drawn": _("masks drawn"),
        "quantity": _("quantity"),
        "answer_1": _("answer 1"),
        "answer_2": _("answer 2"),
        "mean": _("mean over all masks"),
        "test": _("answer at test time"),
        "variance": _("variance"),
        "covariance": _("covariance of the two"),
        "expected": _("mean of φ(answer)"),
        "of_mean": _("φ(mean)"),
        "mask_now": _("under the mask in hand"),
        "drawn_mean": _("mean of {n} drawn"),
        "drawn_variance": _("their variance"),
        "drawn_covariance": _("their covariance"),
        "table": _("Means and variances over all masks, and of those drawn"),
        "file": _("dropout"),
    }
