"""The part of the neuron page on softmax with two classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from playground.activations import ACTIVATIONS
from playground.concepts.softmax import softmax
from playground.i18n import _
from playground.numerals import in_latex
from playground.ui.address import note, seed
from playground.ui.neuron.softmax import LIMIT, softmax_figure
from playground.ui.slide_links import with_slide_links

LOGITS = {"neuron_z0": 0.5, "neuron_z1": 2.0}
"""The logits' keys, with what the page opens with."""


def two_classes() -> None:
    """Show that the sigmoid is softmax with two classes (lecture, slide 15), with the numbers of two sliders."""
    st.header(_("The sigmoid is softmax with two classes"), anchor=False)
    words = _(
        "Softmax makes probabilities of K logits (slide 15). With two classes only the difference of the logits "
        "counts: divide above and below by $e^{z_1}$, and the sigmoid is left. Move both logits by the same "
        "amount, and nothing changes."
    )
    st.markdown(with_slide_links(words))
    first, second = (_logit(key, usual) for key, usual in LOGITS.items())
    softmax_figure((first, second), key="figure-softmax", on_move=_move)
    with st.container(horizontal=True, horizontal_alignment="center", vertical_alignment="center", gap="large"):
        for formula in identity(first, second):
            st.latex(formula, width="content")


def identity(first: float, second: float) -> list[str]:
    """Return the identity in LaTeX: as it is, and both its sides with the numbers of two logits."""
    share = softmax(np.array([first, second]))[1]
    sigmoid = ACTIVATIONS["sigmoid"].function(np.array(second - first))
    powers = rf"\frac{{e^{{{second:g}}}}}{{e^{{{first:g}}} + e^{{{second:g}}}}} = {share:.4f}"
    of_difference = rf"\sigma({second:g} - {_in_brackets(first)}) = \sigma({second - first:.1f}) = {sigmoid:.4f}"
    return [
        r"\frac{e^{z_1}}{e^{z_0} + e^{z_1}} = \frac{1}{1 + e^{-(z_1 - z_0)}} = \sigma(z_1 - z_0)",
        *(in_latex(side) for side in (powers, of_difference)),
    ]


def _in_brackets(number: float) -> str:
    return f"({number:g})" if number < 0 else f"{number:g}"


def _logit(key: str, usual: float) -> float:
    value = float(seed(key, usual, float, lambda number: -LIMIT <= number <= LIMIT))
    note(key, value, usual)
    return value


def _move(moved: Mapping[str, Any]) -> None:
    """Keep the logits that somebody set; what is no number in its range is left."""
    match moved:
        case {"logits": [int() | float() as first, int() | float() as second]}:
            for key, value in zip(LOGITS, (first, second), strict=True):
                if -LIMIT <= value <= LIMIT:
                    st.session_state[key] = round(float(value), 6)
