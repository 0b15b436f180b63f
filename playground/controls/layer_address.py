"""The layers that a link brings to the page of convolutional networks, or why they are refused."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from playground.controls.layer_text import from_text, settled
from playground.experiment.layers import Layer, LayerSpec
from playground.ui.address import became, seed

KEY = "cnn_layers"
"""Key of the layers, in the session as a tuple and in the address as a line (:mod:`playground.controls.layer_text`)."""
_REFUSED = "_cnn_refused_link"
"""Key of why the layers of the address were refused, until the page's layers are others."""


def shown_layers(default: Sequence[LayerSpec]) -> tuple[Layer, ...]:
    """Return the layers of the page: at first those of the address, or else the usual ones."""
    if KEY not in st.session_state and KEY in st.query_params:
        became(KEY, st.query_params[KEY])  # the page itself says what is refused, and in which layer
        try:
            from_text(st.query_params[KEY])
        except ValueError as refused:
            st.session_state[_REFUSED] = str(refused)
    return seed(KEY, tuple(map(settled, default)), from_text)


def refused_link() -> str:
    """Return why the layers of the address were refused, as long as the usual ones stand in their place."""
    reason: str = st.session_state.get(_REFUSED, "")
    return reason


def forget_refused_link() -> None:
    """Say nothing any more of why the layers of the address were refused: the page's layers are others now."""
    st.session_state.pop(_REFUSED, None)
