"""The component in which methods race down a surface."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any

import streamlit as st
from pydantic import Field

from playground.concepts.descent.methods import METHODS, Options
from playground.concepts.descent.surfaces import Surface
from playground.concepts.descent.table_surface import TableSurface
from playground.figures.component_colours import SHADES
from playground.figures.theme import VALUE_COLOURS
from playground.i18n import _, language
from playground.live.csv_files import csv_texts
from playground.live.files import source
from playground.live.scripts import base_path, version
from playground.ui.component_values import Held, keep, read_numbers
from playground.ui.descent.surface_data import looks, surface_data

SYMBOLS = ("circle", "square", "diamond", "up", "down", "pentagon", "cross")
DASHES = ((), (8, 4), (2, 3), (8, 3, 2, 3), (12, 4), (12, 3, 2, 3, 2, 3), (3, 2))
Coordinate = Annotated[float, Field(ge=-1000, le=1000, allow_inf_nan=False)]
Rate = Annotated[float, Field(gt=0, le=10, allow_inf_nan=False)]

_RACE = st.components.v2.component(
    "descent_race",
    html=source("race.html"),
    css=source("descent.css", "race.css"),
    js=source("page_element.js", "concept_element.js", "descent_element.js", "race.js"),
)


class RaceNumbers(Held):
    """What a person sets in the race: the start, the rates of all methods in their order, and the step in hand.

    ``together`` is 1 where one rate holds for all that have one; ``step`` is -1 for the last one.
    """

    start: tuple[Coordinate, Coordinate]
    rates: tuple[Rate, Rate, Rate, Rate, Rate, Rate, Rate]
    together: int = Field(0, ge=0, le=1)
    step: int = Field(-1, ge=-1, le=10_000)


def race_figure(
    surface: Surface | TableSurface,
    methods: Sequence[str],
    numbers: RaceNumbers,
    options: Options,
    steps: int,
    *,
    key: str,
) -> None:
    """Show methods descend on a surface.

    Parameters
    ----------
    methods
        Which of :data:`playground.concepts.descent.methods.METHODS`.
    key
        Names the element on the page.
    """
    places = {name: place for place, name in enumerate(METHODS)}
    data = {
        "scripts": f"{base_path()}/live/{version()}",
        "surface": surface_data(surface),
        "methods": [_named(name, places[name]) for name in places if name in methods],
        "numbers": numbers.model_dump(),
        "options": asdict(options),
        "steps": steps,
        "looks": looks(),
        "texts": _texts(isinstance(surface, TableSurface)) | csv_texts(),
        "language": language(),
    }
    _RACE(key=key, data=data, on_moved_change=lambda: take_numbers(st.session_state[key]["moved"]))


def take_numbers(event: Mapping[str, Any]) -> None:
    """Keep what somebody set in the figure; what is out of its range is left."""
    numbers = read_numbers(RaceNumbers, event)
    if numbers is not None:
        keep("descent_", numbers)


def _named(name: str, place: int) -> dict[str, Any]:
    return {
        "name": name,
        "label": _(METHODS[name].label),
        "colour": {shade: VALUE_COLOURS[shade][place] for shade in SHADES},
        "symbol": SYMBOLS[place],
        "dash": list(DASHES[place]),
        "place": place,
    }


def _texts(known_on_map: bool) -> dict[str, str]:
    return {
        "alt": _("A race of methods down a surface: map, heights, rates and the step in hand"),
        "map": _("The surface from above: click or drag to choose the start"),
        "map_alt": _("Map of the surface with bands of height; stars are minima, crosses saddles"),
        "start": _("Start of the descent; the arrow keys move it"),
        "chart": _("How high each is, step by step"),
        "chart_alt": _("Heights above the lowest point against steps, both on logarithmic axes"),
        "height": _("f − lowest f"),
        "steps": _("step"),
        "step": _("Step in hand"),
        "step_word": _("step"),
        "method": _("method"),
        "racers": _("The methods, their learning rates and heights"),
        "rate": _("Learning rate γ"),
        "size": _("Size σ of the steps"),
        "together": _("One learning rate for all"),
        "gone": _("has left the map") if known_on_map else _("has left all numbers"),
        "play": _("Play"),
        "pause": _("Pause"),
        "if": _("if"),
        "refused": _("not accepted"),
        "race": _("race"),
        "table": _("Table of the step in hand"),
        "csv": _("CSV of all steps"),
    }
