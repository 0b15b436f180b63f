"""The component that shows how large a step may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import streamlit as st
from pydantic import Field

from playground.figures.component_colours import SHADES
from playground.figures.theme import VALUE_COLOURS
from playground.i18n import _, language
from playground.live.csv_files import csv_texts
from playground.live.files import source
from playground.live.scripts import base_path, version
from playground.ui.component_values import Held, keep, read_numbers
from playground.ui.descent.race import Rate
from playground.ui.descent.surface_data import looks

LINEAR = ("gd", "momentum", "nesterov")
"""The methods whose step on a parabola is linear."""
STEPS = 100
PREFIX = "descent_size_"
Curvature = Annotated[float, Field(ge=1, le=100, allow_inf_nan=False)]

_STEP_SIZE = st.components.v2.component(
    "descent_step_size",
    html=source("step_size.html"),
    css=source("descent.css", "step_size.css"),
    js=source("page_element.js", "concept_element.js", "descent_element.js", "step_size.js"),
)


class StepSizeNumbers(Held):
    """What a person sets of the size of a step: the rate, both curvatures, μ, and the step in hand, -1 for the last."""

    rate: Rate
    flat: Curvature = 1.0
    steep: Curvature = 25.0
    momentum: float = Field(0.9, ge=0, le=0.99)
    step: int = Field(-1, ge=-1, le=STEPS)


def step_size_figure(method: str, numbers: StepSizeNumbers, *, key: str) -> None:
    """Show a ball on the flattest and the steepest parabola of a bowl.

    Parameters
    ----------
    method
        One of :data:`LINEAR`.
    """
    data = {
        "scripts": f"{base_path()}/live/{version()}",
        "numbers": numbers.model_dump(),
        "method": method,
        "steps": STEPS,
        "colours": {shade: list(VALUE_COLOURS[shade][:2]) for shade in SHADES},
        "looks": looks(),
        "texts": _texts() | csv_texts(),
        "language": language(),
    }
    _STEP_SIZE(key=key, data=data, on_moved_change=lambda: take_numbers(st.session_state[key]["moved"]))


def take_numbers(event: Mapping[str, Any]) -> None:
    """Keep what somebody set in the figure; what is out of its range is left."""
    numbers = read_numbers(StepSizeNumbers, event)
    if numbers is not None:
        keep(PREFIX, numbers)


def _texts() -> dict[str, str]:
    return {
        "alt": _("How large a step may be: two parabolas, a gauge of the learning rate, and what becomes of the ball"),
        "rate": _("Learning rate γ"),
        "flat": _("Curvature λ₁ of the flat direction"),
        "steep": _("Curvature λ₂ of the steep direction"),
        "momentum": _("Momentum μ"),
        "parabolas": _("The ball in the flattest and in the steepest direction, with one rate for both"),
        "parabolas_alt": _("Two parabolas, and on each the places of the ball, step by step"),
        "flat_word": _("flat"),
        "steep_word": _("steep"),
        "chart": _("How high it is, step by step"),
        "chart_alt": _("Heights in both directions against steps, both on logarithmic axes"),
        "steps": _("step"),
        "step": _("Step in hand"),
        "step_word": _("step"),
        "bound": _("bound"),
        "best": _("best"),
        "direction": _("direction"),
        "factor": _("factor of a step"),
        "halving": _("steps to halve"),
        "what": _("what becomes of it"),
        "converges": _("it converges in both directions."),
        "swings": _("it swings for ever, neither nearer nor farther."),
        "diverges": _("it diverges: each step lands farther away than it started."),
        "short_converges": _("converges"),
        "short_swings": _("swings for ever"),
        "short_diverges": _("diverges"),
        "play": _("Play"),
        "pause": _("Pause"),
        "step_size": _("step size"),
        "table": _("Both directions: factor of a step, steps to halve, what becomes of the ball"),
        "csv": _("CSV of all steps"),
    }
