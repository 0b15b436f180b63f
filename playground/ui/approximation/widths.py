"""The component that shows errors against the number of hidden neurons, of best fits and of networks in training."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st
from pydantic import Field

from playground.activations import ACTIVATIONS
from playground.arrays import Float64Array
from playground.concepts.approximation import TARGETS, Target, best_fit, drawn_target
from playground.concepts.approximation.best_fits import DEGREES, HIDDEN
from playground.concepts.approximation.polynomials import rms_floor, sup_floor
from playground.figures.component_colours import SHADES, component_colours
from playground.figures.theme import VALUE_COLOURS
from playground.i18n import N_, _, language
from playground.live.csv_files import csv_texts
from playground.live.figure import connection
from playground.live.files import source
from playground.live.scripts import base_path, version
from playground.numerals import rounded
from playground.training.worker.runs import Run
from playground.ui.component_values import Held, keep, read_numbers

PREFIX = "approximation_widths_"
"""What the keys of the figure's numbers begin with."""
WIDTHS = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64)
"""Numbers of hidden neurons of the best fits."""
SEEDS, PANELS = 11, 128
DIGITS = 6
"""Digits of what is sent."""
DASHES: tuple[tuple[int, ...], ...] = ((), (9, 4), (2, 3), (9, 3, 2, 3), (14, 4), (14, 3, 2, 3), (5, 2))
_LABELS = {"square": "x²", "cube": "x³", "identity": N_("identity")}

_CHART = st.components.v2.component(
    "approximation_width_chart",
    html=source("width_chart.html"),
    css=source("approximation.css"),
    js=source("page_element.js", "concept_element.js", "width_chart.js"),
)


class WidthNumbers(Held):
    """What a person sets: the number of neurons in hand, and how large an error may be."""

    width: int = Field(8, ge=1, le=64)
    epsilon: float = Field(0.01, ge=1e-6, le=1)


def activation_labels() -> dict[str, str]:
    """Return what the activations of hidden neurons are called."""
    return {name: _(ACTIVATIONS[name].label) if name in ACTIVATIONS else _(_LABELS[name]) for name in HIDDEN}


def target_of(name: str, drawn: Sequence[float]) -> Target:
    """Return a target by its name, or the one that somebody drew."""
    return TARGETS[name] if name in TARGETS else drawn_target(drawn)


def width_figure(
    target: str,
    drawn: tuple[float, ...],
    activations: Sequence[str],
    error: str,
    numbers: WidthNumbers,
    trained: tuple[Run, str] | None,
    *,
    key: str,
) -> None:
    """Show errors against widths.

    Parameters
    ----------
    error
        ``rms`` or ``sup``.
    trained
        Networks of every width in training, which measure
        :class:`playground.training.population.width_fits.WidthFits`, and what they are called.
    """
    names = activation_labels()
    places = {name: place for place, name in enumerate(HIDDEN)}
    series = [
        _series(target, drawn if target not in TARGETS else (), name, error)
        | {
            "label": names[name],
            "dash": list(DASHES[places[name]]),
            "colour": {shade: VALUE_COLOURS[shade][places[name]] for shade in SHADES},
        }
        for name in activations
    ]
    run = None if trained is None else connection(trained[0]) | {"label": trained[1]}
    data: dict[str, Any] = {
        "scripts": f"{base_path()}/live/{version()}",
        "target": target,
        "drawn": list(drawn),
        "error": error,
        "widths": list(WIDTHS),
        "series": series,
        "run": run,
        "numbers": numbers.model_dump(),
        "themes": {shade: component_colours(shade) for shade in SHADES},
        "texts": {**_texts(), **csv_texts(), "csv": _("CSV")},
        "language": language(),
    }

    def take() -> None:
        held = read_numbers(WidthNumbers, st.session_state[key]["moved"])
        if held is not None:
            keep(PREFIX, held)

    _CHART(key=key, data=data, on_moved_change=take)


@lru_cache(maxsize=128)
def _series(target: str, drawn: tuple[float, ...], activation: str, error: str) -> dict[str, Any]:
    """Return an activation's errors at each width, and for each the fit whose error is the median."""
    function = target_of(target, drawn)
    fits = _fits(target, drawn, activation)
    errors = np.array([[getattr(fit, error) for fit in row] for row in fits])
    middles = [row[int(np.argsort(errors[place])[SEEDS // 2])] for place, row in enumerate(fits)]
    floor = None
    if activation in DEGREES:
        floor = {"rms": rms_floor, "sup": sup_floor}[error](function, DEGREES[activation])
    return {
        "name": activation,
        "errors": [_short(row) for row in np.column_stack([np.median(errors, 1), errors.min(1), errors.max(1)])],
        "floor": floor,
        "fits": [
            {"weights": _short(fit.weights), "kinks": _short(fit.kinks), "heights": _short(fit.heights, 12)}
            for fit in middles
        ],
    }


@lru_cache(maxsize=32)
def _fits(target: str, drawn: tuple[float, ...], activation: str) -> list[list[Any]]:
    function = target_of(target, drawn)
    return [[best_fit(function, activation, width, seed, PANELS) for seed in range(SEEDS)] for width in WIDTHS]


def _short(numbers: Float64Array, digits: int = DIGITS) -> list[float]:
    return [rounded(float(number), digits) for number in numbers]


def _texts() -> dict[str, str]:
    return {
        "alt": _("Errors against the number of hidden neurons, and the fits at the number in hand"),
        "errors": _("The best error with N hidden neurons: point at a number"),
        "errors_alt": _("Errors against the number of neurons, both on logarithmic axes; bands go over the seeds"),
        "fit": _("The best fits with {n} neurons"),
        "fit_alt": _("The target as a dashed curve, and the fit of each activation"),
        "width": _("Neurons N"),
        "neurons": _("neurons"),
        "rms": _("root mean square error"),
        "sup": _("largest error"),
        "target": _("target"),
        "epsilon": _("Error ε that is small enough"),
        "smallest": _("Fewest neurons for an error of {epsilon}:"),
        "never": _("never"),
        "not_yet": _("not up to 64"),
        "table": _("Median errors for each number of neurons"),
        "file": _("error by width"),
    }
