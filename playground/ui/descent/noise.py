"""The component that shows stochastic gradient descent on the exercise of slide 32."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import streamlit as st
from pydantic import Field

from playground.concepts.descent.stochastic import LeastSquares, exercise
from playground.concepts.descent.surfaces import Surface
from playground.figures.component_colours import SHADES
from playground.figures.theme import VALUE_COLOURS
from playground.i18n import _, language
from playground.live.csv_files import csv_texts
from playground.live.files import source
from playground.live.scripts import base_path, version
from playground.ui.component_values import Held, keep, read_numbers
from playground.ui.descent.race import DASHES, SYMBOLS, Coordinate, Rate
from playground.ui.descent.surface_data import looks, surface_data

SIZES = (1, 2, 5, 10, 25, 50, 100)
BUDGET = 3000
"""Gradients of single points that each may compute."""
DOMAIN = (-3.0, 4.0, -3.0, 3.0)
PREFIX = "descent_noise_"

_NOISE = st.components.v2.component(
    "descent_noise",
    html=source("noise.html"),
    css=source("descent.css", "noise.css"),
    js=source("page_element.js", "concept_element.js", "descent_element.js", "noise.js"),
)


class NoiseNumbers(Held):
    """What a person sets of the noise: start, learning rate, and how many gradients have been computed, -1 for all."""

    start: tuple[Coordinate, Coordinate]
    rate: Rate
    step: int = Field(-1, ge=-1, le=BUDGET)


@cache
def problem() -> tuple[LeastSquares, Surface]:
    """Return the exercise and its loss as a surface."""
    points = exercise()
    return points, Surface("", "", points.formula, DOMAIN, (-2.0, 2.0), {})


def noise_figure(
    sizes: Sequence[int], numbers: NoiseNumbers, decay: float, replacement: bool, seed: int, *, key: str
) -> None:
    """Show batches of several sizes descend on one exercise.

    Parameters
    ----------
    sizes
        Which of :data:`SIZES`.
    decay, replacement, seed
        As :class:`playground.concepts.descent.stochastic.Sampling` has them.
    """
    points, surface = problem()
    data = {
        "scripts": f"{base_path()}/live/{version()}",
        "points": {"x": points.x.tolist(), "y": points.y.tolist()},
        "surface": surface_data(surface),
        "bound": points.largest_rate,
        "batches": [_named(size, place) for place, size in enumerate(SIZES) if size in sizes],
        "numbers": numbers.model_dump(),
        "sampling": {"decay": decay, "replacement": replacement, "seed": seed},
        "budget": BUDGET,
        "looks": looks(),
        "texts": _texts() | csv_texts(),
        "language": language(),
    }
    _NOISE(key=key, data=data, on_moved_change=lambda: take_numbers(st.session_state[key]["moved"]))


def take_numbers(event: Mapping[str, Any]) -> None:
    """Keep what somebody set in the figure; what is out of its range is left."""
    numbers = read_numbers(NoiseNumbers, event)
    if numbers is not None:
        keep(PREFIX, numbers)


def _named(size: int, place: int) -> dict[str, Any]:
    return {
        "size": size,
        "colour": {shade: VALUE_COLOURS[shade][place] for shade in SHADES},
        "symbol": SYMBOLS[place],
        "dash": list(DASHES[place]),
    }


def _texts() -> dict[str, str]:
    return {
        "alt": _("Stochastic gradient descent: paths on the loss, gradients of single points, excess loss, the line"),
        "map": _("The loss of slope w and intercept b; arrows are the steps that single points want"),
        "map_alt": _("Map of the loss with bands of height; the star is the best line"),
        "start": _("Start of the descent; the arrow keys move it"),
        "chart": _("Excess loss against gradients computed"),
        "chart_alt": _("Excess loss against the number of gradients computed, both on logarithmic axes"),
        "line": _("The line in hand; large points are those of the next step"),
        "line_alt": _("The points of the exercise and the line of the chosen size of batch"),
        "rate": _("Learning rate γ"),
        "bound": _("All points at once diverge above"),
        "diverges": _("this rate is above it"),
        "evaluations": _("gradients computed"),
        "excess": _("L − lowest L"),
        "step": _("Gradients computed so far"),
        "step_word": _("step"),
        "batch": _("batch"),
        "epochs": _("epochs"),
        "off": _("this step's |g_M − g|²"),
        "expected": _("its mean, tr Σ/M"),
        "play": _("Play"),
        "pause": _("Pause"),
        "noise": _("noise"),
        "table": _("Each size of batch: how far it is, and how far its gradients are from that of all points"),
        "csv": _("CSV of all steps"),
    }
