"""The component that shows texts that a run's network writes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from playground.i18n import _, language
from playground.live.figure import connection
from playground.live.files import source
from playground.training.worker.runs import Run

_SAMPLES = st.components.v2.component(
    "live_samples",
    html=source("samples.html"),
    css=source("samples.css"),
    js=source("page_element.js", "live_element.js", "samples.js"),
    isolate_styles=False,  # so that people who script the page find it as they find every live figure
)


def live_samples(run: Run, symbols: Sequence[str], *, key: str, alt: str, passages: bool = False) -> None:
    """Show the texts of :class:`playground.training.probes.texts.Samples`, each as it is now.

    Parameters
    ----------
    symbols
        How each symbol is shown, by its number; of padding and mark nothing is.
    key
        Names the element on the page.
    alt
        What the texts are, for people who cannot see them.
    passages
        Whether they are pieces of running text, which take the whole width, and not lines.
    """
    data = connection(run) | {
        "symbols": list(symbols),
        "passages": passages,
        "language": language(),
        "texts": {
            "alt": alt,
            "learned": _("in the list"),
            "held_out": _("held out"),
            "empty": _("(nothing)"),
            "on": "…",
        },
    }
    _SAMPLES(key=key, data=data)
