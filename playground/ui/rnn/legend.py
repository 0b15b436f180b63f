"""The component that explains the lines of several figures at once, as wide as there is room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from playground.figures.theme import Shade
from playground.live.files import source
from playground.live.scripts import base_path, version

_LEGEND = st.components.v2.component(
    "legend", html=source("legend.html"), css=source("legend.css"), js=source("page_element.js", "legend.js")
)


@dataclass(frozen=True)
class Entry:
    """One line.

    Parameters
    ----------
    label
        What it is.
    dash
        As Plotly has it: a name, or lengths of dashes and gaps in pixels.
    width
        In pixels.
    colours
        On either background.
    """

    label: str
    dash: str
    width: float
    colours: Mapping[Shade, str]


def legend(entries: Sequence[Entry], *, key: str) -> None:
    """Show what lines are.

    Parameters
    ----------
    key
        Names the element on the page.
    """
    scripts = f"{base_path()}/live/{version()}"
    _LEGEND(key=key, data={"scripts": scripts, "entries": [asdict(entry) for entry in entries]})
