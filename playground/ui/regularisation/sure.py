"""How sure an answer is: the networks in training, the component that shows them, and the points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import numpy as np
import streamlit as st
from pydantic import Field

from playground.activations import ACTIVATIONS
from playground.experiment.studies.curves import MOST_POINTS, SureStudy
from playground.figures.component_colours import SHADES, component_colours
from playground.i18n import _, language
from playground.live.csv_files import csv_texts
from playground.live.figure import connection
from playground.live.files import source
from playground.live.scripts import base_path, version
from playground.training.population.how_sure import REACH, HowSure
from playground.ui.component_values import Held, held, keep, read_numbers
from playground.ui.runs import live_run, transport_with_seed
from playground.ui.widgets import pick, steps, whole_number

PREFIX = "regularisation_point_"
"""What the keys of the points begin with."""
RATES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5)
ACTIVATION_NAMES = ("relu", "tanh")
_PHI, _RATE, _SEED = "regularisation_sure_phi", "regularisation_sure_rate", "regularisation_sure_seed"
X = tuple(round(float(x), 2) for half in (np.linspace(-2, -0.7, 12), np.linspace(0.7, 2, 12)) for x in half)
Y = tuple(round(float(y), 2) for y in np.sin(2 * np.array(X)) + 0.05 * np.random.default_rng(0).normal(size=len(X)))
"""Two stretches of a wave, with nothing between them."""
Across = Annotated[float, Field(ge=-3, le=3, allow_inf_nan=False)]
Up = Annotated[float, Field(ge=-2, le=2, allow_inf_nan=False)]

_FIGURE = st.components.v2.component(
    "regularisation_how_sure",
    html=source("how_sure.html"),
    css=source("regularisation.css"),
    js=source("page_element.js", "concept_element.js", "how_sure.js"),
)


class PointNumbers(Held):
    """The points that a person sets."""

    x: tuple[Across, ...] = Field(X, min_length=2, max_length=MOST_POINTS)
    y: tuple[Up, ...] = Field(Y, min_length=2, max_length=MOST_POINTS)


SURE_USUAL: Mapping[str, Any] = {
    _PHI: "relu",
    _RATE: 0.1,
    _SEED: 0,
    **{PREFIX + name: value for name, value in PointNumbers()},
}
"""The controls' values where a preset says nothing."""


def sure_controls(usual: Mapping[str, Any]) -> Callable[[], None]:
    """Show the controls; return what shows the networks."""
    names = {name: _(ACTIVATIONS[name].label) for name in ACTIVATION_NAMES}
    phi = pick(_("Activation"), _PHI, names, usual[_PHI])
    rate = steps(_("Dropout rate"), _RATE, RATES, usual[_RATE], bounds=(0.0, 0.9))
    seed = whole_number(_("Seed"), _SEED, 0, 9999, usual[_SEED])
    first = PointNumbers(**{name: usual[PREFIX + name] for name in PointNumbers.model_fields})
    numbers = _of_one_length(held(PREFIX, first))
    points = tuple(zip(numbers.x, numbers.y, strict=True))
    study = SureStudy(points=points, activation=phi, rate=rate, seed=seed)  # type: ignore[arg-type]

    def show() -> None:
        run = live_run("regularisation", study.experiments[0][0], [HowSure()], "max", study)
        transport_with_seed(run, key="transport", seed_key=_SEED)
        data: dict[str, Any] = {
            "scripts": f"{base_path()}/live/{version()}",
            "run": connection(run),
            "reach": REACH,
            "most": MOST_POINTS,
            "numbers": numbers.model_dump(),
            "usual": {"x": list(X), "y": list(Y)},
            "themes": {shade: component_colours(shade) for shade in SHADES},
            "texts": {**_texts(), **csv_texts(), "csv": _("CSV")},
            "language": language(),
        }
        _FIGURE(key="figure-sure", data=data, on_moved_change=_take)

    return show


def _take() -> None:
    """Keep the points that somebody set in the figure; what is no pair of lists is left."""
    numbers = read_numbers(PointNumbers, st.session_state["figure-sure"]["moved"])
    if numbers is not None and len(numbers.x) == len(numbers.y):
        keep(PREFIX, numbers)


def _of_one_length(numbers: PointNumbers) -> PointNumbers:
    """Return as many x as y: a link can name others."""
    count = min(len(numbers.x), len(numbers.y))
    return numbers.model_copy(update={"x": numbers.x[:count], "y": numbers.y[:count]})


def _texts() -> dict[str, str]:
    return {
        "alt": _("How sure an answer is: dropout at test time, and five networks"),
        "dropped": _("One network, 100 masks of its dropout"),
        "group": _("Five networks without dropout"),
        "group_alt": _("What five networks give, with their mean and twice their standard deviation to both sides"),
        "hint": _("Click in the left picture to add a point, drag points into the gap; Delete removes one."),
        "again": _("The first points again"),
        "point": _("Point {n}"),
        "where": _("standard deviation, on average"),
        "at_points": _("at the points"),
        "between": _("in gaps between them"),
        "outside": _("beyond them"),
        "wider": _("In the gap {times} times as wide as at the points."),
        "table": _("Standard deviations at the points, in gaps, and beyond"),
        "file": _("how sure"),
    }
