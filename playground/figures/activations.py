"""Activation functions and their derivatives as curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from playground.activations import Activation
from playground.arrays import Float64Array
from playground.figures.theme import FONT_SIZE, VALUE_DASHES
from playground.i18n import _

REACH = 6.0
POINTS = 481
"""Odd, so that 0, where the kinks are, is one of them."""
HEIGHT = 330
COLOURS = (
    *("#1f83c9", "#d95f02", "#12946b", "#c9589b", "#94791a", "#8b68d9", "#5f8fa3", "#cf4f4f"),
    *("#5c8a00", "#808080", "#a8673a"),
)
"""Each stands out from a white and from a black ground: Streamlit gives the figure the page's shade in the browser."""
ZONE = "rgba(128, 128, 128, 0.22)"


def activation_figure(activation: Activation, zones: Sequence[tuple[float, float]]) -> go.Figure:
    """Return an activation, solid, and its derivative, dashed; where it is saturated, the ground is grey.

    Parameters
    ----------
    zones
        Where it is saturated (:func:`playground.concepts.saturation.saturated_zones`).
    """
    figure = go.Figure(
        [
            _curve(*function_curve(activation), "φ(x)", COLOURS[0], "solid"),
            _curve(*derivative_curve(activation), "φ′(x)", COLOURS[1], "dash"),
        ]
    )
    for low, high in zones:
        ends = {"x0": max(low, -REACH), "x1": min(high, REACH)}
        figure.add_vrect(**ends, fillcolor=ZONE, line_width=0, layer="below")
        middle = (ends["x0"] + ends["x1"]) / 2
        figure.add_annotation(x=middle, y=0.5, yref="paper", text=_("saturated zone"), showarrow=False, textangle=-90)
    return _laid_out(figure)


def overlay_figure(activations: Mapping[str, Activation], order: Sequence[str], *, derivatives: bool) -> go.Figure:
    """Return several activations, or their derivatives, in one figure.

    Parameters
    ----------
    activations
        By their labels.
    order
        All labels there may be: each keeps its colour and its dashes, whichever others are shown.
    """
    of = derivative_curve if derivatives else function_curve
    figure = go.Figure()
    for label, activation in activations.items():
        place = order.index(label)
        dash = VALUE_DASHES[(place + place // len(COLOURS)) % len(VALUE_DASHES)]
        figure.add_trace(_curve(*of(activation), label, COLOURS[place % len(COLOURS)], dash, width=2))
    return _laid_out(figure).update_yaxes(title={"text": "φ′(x)" if derivatives else "φ(x)", "standoff": 4})


def function_curve(activation: Activation) -> tuple[Float64Array, Float64Array]:
    """Return x and φ(x), ``(n,)``, with a gap (not a number) where it jumps."""
    x = _places([kink.at for kink in activation.kinks if kink.jump])
    return x, activation.function(x) + 0 * x


def derivative_curve(activation: Activation) -> tuple[Float64Array, Float64Array]:
    """Return x and φ′(x), ``(n,)``, with a gap (not a number) where it jumps."""
    x = _places([kink.at for kink in activation.kinks])
    return x, activation.derivative(x) + 0 * x


def _places(gaps: Sequence[float]) -> Float64Array:
    """Return the places of a curve; after each gap there is no place, then one as close to it as can be."""
    x = np.linspace(-REACH, REACH, POINTS)
    for gap in gaps:
        after = int(np.searchsorted(x, gap, side="right"))
        x = np.concatenate([x[:after], [np.nan, np.nextafter(gap, np.inf)], x[after:]])
    return x


def _curve(x: Float64Array, y: Float64Array, name: str, colour: str, dash: str, width: int = 3) -> go.Scatter:
    line = {"width": width, "color": colour, "dash": dash}
    return go.Scatter(x=x, y=y, mode="lines", name=name, line=line, connectgaps=False)


def _laid_out(figure: go.Figure) -> go.Figure:
    axis = {"tickfont": {"size": FONT_SIZE}, "zeroline": True}
    figure.update_layout(
        font={"size": FONT_SIZE},
        height=HEIGHT,
        margin={"l": 56, "r": 12, "t": 40, "b": 44},
        xaxis=axis | {"title": {"text": "x", "standoff": 4}, "range": [-REACH, REACH]},
        yaxis=axis,
        hovermode="x unified",
        hoverlabel={"font": {"size": FONT_SIZE}},
        legend={"orientation": "h", "x": 1, "xanchor": "right", "y": 1.02, "yanchor": "bottom"},
    )
    figure.update_layout(legend_font_size=FONT_SIZE)
    figure.update_annotations(font_size=FONT_SIZE)
    return figure
