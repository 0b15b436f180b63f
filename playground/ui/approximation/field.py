"""The component that shows towers over a plane, and its numbers."""

from __future__ import annotations

from typing import Any

import streamlit as st
from pydantic import Field

from playground.figures.component_colours import SHADES, component_colours
from playground.i18n import _, language
from playground.live.csv_files import csv_texts
from playground.live.files import source
from playground.live.scripts import base_path, version
from playground.ui.component_values import Held, keep, read_numbers

PREFIX = "approximation_towers_"
"""What the keys of the figure's numbers begin with."""

_FIELD = st.components.v2.component(
    "approximation_tower_field",
    html=source("tower_field.html"),
    css=source("approximation.css"),
    js=source("page_element.js", "concept_element.js", "tower_field.js"),
)


class TowerNumbers(Held):
    """What a person sets: towers in each direction, how steep their steps are, and where the cut runs."""

    count: int = Field(4, ge=1, le=10)
    steepness: float = Field(60.0, ge=5, le=320)
    height: float = Field(0.1, ge=-0.98, le=0.98)


def tower_figure(surface: str, numbers: TowerNumbers, *, key: str) -> None:
    """Show towers; see :mod:`playground.concepts.approximation.towers`."""
    data: dict[str, Any] = {
        "scripts": f"{base_path()}/live/{version()}",
        "surface": surface,
        "numbers": numbers.model_dump(),
        "themes": {shade: component_colours(shade) for shade in SHADES},
        "texts": {**_texts(), **csv_texts(), "csv": _("CSV")},
        "language": language(),
    }

    def take() -> None:
        held = read_numbers(TowerNumbers, st.session_state[key]["moved"])
        if held is not None:
            keep(PREFIX, held)

    _FIELD(key=key, data=data, on_moved_change=take)


def surface_labels() -> dict[str, str]:
    """Return what the functions of two inputs are called."""
    return {
        "block": _("a block"),
        "cone": _("a cone"),
        "hill": _("a hill"),
        "waves": _("waves, sin πx · sin πy"),
        "saddle": _("a saddle, x² − y²"),
    }


def _texts() -> dict[str, str]:
    return {
        "alt": _("Towers over a plane, the function that they come near, and a cut through both"),
        "surface": _("The function"),
        "surface_alt": _("The function over the plane; the dashed line is the cut"),
        "towers": _("The towers: drag to move the cut"),
        "towers_alt": _("The sum of the towers over the plane; the dashed line is the cut"),
        "cut": _("Cut: the function dashed, the towers solid"),
        "cut_alt": _("The function and the towers along the cut"),
        "count": _("Towers in each direction"),
        "steepness": _("Steepness w of the steps"),
        "height": _("Cut at y ="),
        "rms": _("root mean square error"),
        "sup": _("largest error"),
        "first": _("neurons of the first layer"),
        "second": _("neurons of the second layer"),
        "table": _("Errors and neurons for each number of towers"),
        "file": _("towers"),
    }
