"""The component that shows a GAN on the plane."""

from __future__ import annotations

from typing import Any

import streamlit as st

from playground.concepts.gan.coverage import SIGMAS
from playground.controls.gan import POINTS, PointNumbers, points_of_one_length
from playground.experiment.gan import DRAWN, MOST_POINTS, REACH, GanExperiment
from playground.figures.component_colours import SHADES, component_colours
from playground.figures.theme import MIDDLE, Shade
from playground.i18n import _, language
from playground.live.figure import connection
from playground.live.files import source
from playground.training.worker.runs import Run
from playground.ui.component_values import keep, read_numbers
from playground.ui.gan.shown import Shown

_PLANE = st.components.v2.component(
    "gan_plane",
    html=source("gan_plane.html"),
    css=source("gan.css"),
    js=source("page_element.js", "live_element.js", "gan_plane.js"),
)


def gan_plane(run: Run, experiment: GanExperiment, shown: Shown, *, key: str) -> None:
    """Show both networks on the plane; the run must measure ``GanPicture``.

    Parameters
    ----------
    shown
        What is drawn beside the heatmap and the generated points.
    """
    mixture = experiment.data.mixture
    modes = {"centres": mixture.centres.tolist(), "radius": SIGMAS * mixture.sigma} if mixture.has_modes else None
    drawn = None
    if experiment.data.name == DRAWN:
        drawn = {axis: [point[k] for point in experiment.data.points] for k, axis in enumerate("xy")}

    def take() -> None:
        numbers = read_numbers(PointNumbers, st.session_state[key]["moved"])
        if numbers is not None:
            keep(POINTS, points_of_one_length(numbers))

    data: dict[str, Any] = connection(run) | {
        "reach": REACH,
        "modes": modes,
        "shown": {"arrows": shown.arrows, "grid": shown.grid, "data": shown.data, "best": shown.best},
        "isCritic": experiment.training.loss == "wasserstein",
        "frozen": experiment.training.frozen,
        "drawn": drawn,
        "most": MOST_POINTS,
        "themes": {shade: _theme(shade) for shade in SHADES},
        "texts": _texts(experiment),
        "language": language(),
    }
    _PLANE(key=key, data=data, on_moved_change=take)


def _theme(shade: Shade) -> dict[str, Any]:
    """Return the colours of a shade: data are blue, as what D takes for data; generated points orange."""
    made = component_colours(shade)
    colours = made["colours"]
    points = {"data": colours["positive"], "generated": colours["negative"], "seam": MIDDLE[shade], "lamp": "#ffd21f"}
    return {"colours": colours | points, "scale": made["scale"]}


def _texts(experiment: GanExperiment) -> dict[str, str]:
    plane_alt = _(
        "What the discriminator says as colours, blue for data and orange for generated points; over it data, "
        "generated points, and where the generator is told to move them"
    )
    if experiment.training.loss == "wasserstein":
        plane_alt = _(
            "The critic's height as colours, blue higher and orange lower; over it data, generated points, and where "
            "the generator is told to move them"
        )
    return {
        "alt": _("Both networks on the plane"),
        "plane_alt": plane_alt,
        "step_discriminator": _("Step D"),
        "step_generator": _("Step G"),
        "legend_data": _("data"),
        "legend_generated": _("generated"),
        "legend_arrow": _("where D pushes them"),
        "modes": _("Modes"),
        "lit": _("Mode {n}: covered"),
        "dark": _("Mode {n}: not covered"),
        "best": _("Mean distance of D from the best one, p/(p + p_g): {error}. Value of the best one: {value}."),
        "draw_hint": _("Draw with the mouse or a finger; drag points; Delete removes one."),
        "clear": _("Clear"),
        "point": _("Point {n}"),
    }
