"""The component that shows where each start ends."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import streamlit as st

from playground.concepts.descent.methods import Options
from playground.concepts.descent.stationary_points import StationaryPoint
from playground.concepts.descent.step_size import largest_stable_rate
from playground.concepts.descent.surfaces import Surface
from playground.concepts.descent.table_surface import TableSurface
from playground.figures.theme import CLASS_COLOURS
from playground.i18n import _, language
from playground.live.csv_files import csv_texts
from playground.live.files import source
from playground.live.scripts import base_path, version
from playground.presets.descent_basins import BASINS
from playground.ui.component_values import Held, keep, read_numbers
from playground.ui.descent.race import Coordinate, Rate
from playground.ui.descent.surface_data import looks, minima_of, surface_data

_BASINS = st.components.v2.component(
    "descent_basins",
    html=source("basins.html"),
    css=source("descent.css", "basins.css"),
    js=source("page_element.js", "concept_element.js", "descent_element.js", "basins.js"),
)


class BasinNumbers(Held):
    """What a person sets on the map of basins: the start whose path is drawn, and the learning rate."""

    start: tuple[Coordinate, Coordinate]
    rate: Rate


def basins_figure(
    surface: Surface | TableSurface, method: str, numbers: BasinNumbers, options: Options, steps: int, *, key: str
) -> None:
    """Show at which minimum each start of a method ends.

    Parameters
    ----------
    method
        One of :data:`playground.concepts.descent.methods.METHODS` but annealing.
    key
        Names the element on the page.
    """
    data = {
        "scripts": f"{base_path()}/live/{version()}",
        "surface": surface_data(surface),
        "minima": [
            {
                "x": point.x,
                "y": point.y,
                "height": point.height,
                "kind": point.kind,
                "bound": _bound(method, point, options),
            }
            for point in minima_of(surface)
        ],
        "method": method,
        "numbers": numbers.model_dump(),
        "options": asdict(options),
        "steps": steps,
        "colours": list(CLASS_COLOURS),
        "looks": looks(),
        "texts": _texts(isinstance(surface, TableSurface)) | csv_texts(),
        "language": language(),
    }
    _BASINS(key=key, data=data, on_moved_change=lambda: take_numbers(st.session_state[key]["moved"]))


def take_numbers(event: Mapping[str, Any]) -> None:
    """Keep what somebody set in the figure; what is out of its range is left."""
    numbers = read_numbers(BasinNumbers, event)
    if numbers is not None:
        keep(BASINS, numbers)


def _bound(method: str, minimum: StationaryPoint, options: Options) -> float | None:
    """Return the rate above which a method cannot stay at a minimum; nothing where there is no such bound."""
    bound = largest_stable_rate(method, minimum.curvatures[1], options.momentum)
    return bound if math.isfinite(bound) else None


def _texts(known_on_map: bool) -> dict[str, str]:
    return {
        "alt": _("Where each start ends: the map of basins, its learning rate and its minima"),
        "map": _("Each place has the colour of the minimum that a start there reaches, the fainter the later"),
        "map_alt": _("Map of basins; stars are the minima, a line is the path of the start in hand"),
        "start": _("Start whose path is drawn; the arrow keys move it"),
        "rate": _("Learning rate γ"),
        "from": _("From"),
        "gone": _("it leaves the map") if known_on_map else _("it leaves all numbers"),
        "no_minimum": _("at no minimum"),
        "share": _("starts"),
        "bound": _("stays up to γ"),
        "nowhere": _("at none"),
        "table": _("The minima, and how many starts end at each"),
        "note": _("The CSV file has all minima."),
        "basins": _("basins"),
        "csv": _("CSV"),
    }
