"""The component that shows penalties, and its numbers."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any

import numpy as np
import streamlit as st
from pydantic import Field

from playground.arrays import Float64Array
from playground.concepts.regularisation.penalties import (
    diabetes,
    kept_by_ridge,
    proximal_path,
    subgradient_path,
)
from playground.figures.component_colours import SHADES, component_colours
from playground.figures.theme import VALUE_COLOURS
from playground.i18n import _, language
from playground.live.csv_files import csv_texts
from playground.live.files import source
from playground.live.scripts import base_path, version
from playground.numerals import rounded
from playground.ui.component_values import Held, keep, read_numbers

PREFIX = "regularisation_penalty_"
"""What the keys of the figure's numbers begin with."""
LAMBDAS = tuple(rounded(10 ** (power / 20), 4) for power in range(-70, 21))
"""The penalties of a path, from 0.0003 to 10."""
GRAM = (1.0, 0.5, 1.0)
"""Curvatures of the loss of two weights: of the first, of both, of the second."""
RATE, STEPS = 0.1, 4000
"""Of the subgradient's steps, and of the descent that is stopped early."""
Coordinate = Annotated[float, Field(ge=-3, le=3, allow_inf_nan=False)]

_PENALTIES = st.components.v2.component(
    "regularisation_penalties",
    html=source("penalties.html"),
    css=source("regularisation.css"),
    js=source("page_element.js", "concept_element.js", "penalties.js"),
)


class PenaltyNumbers(Held):
    """What a person sets: the strength of the penalty, where the loss is least, and after how many steps one stops."""

    strength: float = Field(0.1, ge=LAMBDAS[0], le=LAMBDAS[-1])
    centre: tuple[Coordinate, Coordinate] = (2.0, 0.6)
    stops: int = Field(100, ge=1, le=100_000)


def penalty_figure(kind: str, step: str, numbers: PenaltyNumbers, *, key: str) -> None:
    """Show penalties; see :mod:`playground.concepts.regularisation.penalties`.

    Parameters
    ----------
    kind
        ``l1``, ``l2`` or ``both``.
    step
        ``proximal``, or ``subgradient`` for the weights after 4,000 of its steps.
    """
    names, loss = diabetes()
    labels = _measurements()
    data: dict[str, Any] = {
        "scripts": f"{base_path()}/live/{version()}",
        "kind": kind,
        "gram": list(GRAM),
        "names": [labels[name] for name in names],
        "lambdas": list(LAMBDAS),
        "path": _path(kind, step).tolist(),
        "eigenvalues": kept_by_ridge(loss, 0.0)[0].tolist(),
        "rate": RATE,
        "numbers": numbers.model_dump(),
        "themes": {shade: component_colours(shade) for shade in SHADES},
        "inks": {shade: list(VALUE_COLOURS[shade]) for shade in SHADES},
        "texts": {**_texts(), **csv_texts(), "csv": _("CSV")},
        "language": language(),
    }

    def take() -> None:
        held = read_numbers(PenaltyNumbers, st.session_state[key]["moved"])
        if held is not None:
            keep(PREFIX, held)

    _PENALTIES(key=key, data=data, on_moved_change=take)


@lru_cache(maxsize=8)
def _path(kind: str, step: str) -> Float64Array:
    """Return the coefficients under each penalty, ``(penalties, 10)``."""
    _names, loss = diabetes()
    strengths = np.array(LAMBDAS)
    l1, l2 = {"l1": (1.0, 0.0), "l2": (0.0, 1.0), "both": (0.5, 0.5)}[kind]
    if step == "subgradient":
        return subgradient_path(loss, l1 * strengths, l2 * strengths, RATE, STEPS)
    return proximal_path(loss, l1 * strengths, l2 * strengths) + 0.0  # no negative zeros


def _measurements() -> dict[str, str]:
    return {
        "age": _("age"),
        "sex": _("sex"),
        "bmi": _("body mass"),
        "bp": _("blood pressure"),
        "s1": _("cholesterol"),
        "s2": "LDL",
        "s3": "HDL",
        "s4": _("cholesterol / HDL"),
        "s5": _("log triglycerides"),
        "s6": _("blood sugar"),
    }


def _texts() -> dict[str, str]:
    return {
        "alt": _("Penalties on weights: two of them in a plane, ten coefficients, and eigendirections"),
        "lambda": _("Penalty λ"),
        "stops": _("Steps until descent is stopped"),
        "plane": _("Two weights: drag where the loss is least"),
        "centre": _("Where the loss is least; the arrow keys move it"),
        "best": _("Least with its penalty at w = {w}"),
        "path": _("Ten coefficients against λ"),
        "path_alt": _("The coefficients of ten measurements as curves against the penalty, on a logarithmic axis"),
        "zeros": _("{zeros} of {all} coefficients are exactly 0."),
        "kept": _("Kept of each eigendirection, the steepest first"),
        "kept_alt": _("Shares of each eigendirection that L2 keeps, and that a stopped descent has reached"),
        "by_l2": _("L2: s/(s + λ)"),
        "by_stopping": _("stopped early: 1 − (1 − γs)ᵏ"),
        "coefficient": _("coefficient"),
        "direction": _("direction"),
        "value": _("value"),
        "eigenvalue": _("eigenvalue s"),
        "table": _("The coefficients at this λ, and the eigendirections"),
        "file": _("penalties"),
    }
