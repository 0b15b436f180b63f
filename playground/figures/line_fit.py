"""A line that a neuron fits to points, beside the one of least squares."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from playground.arrays import FloatArray
from playground.concepts.least_squares import Line
from playground.i18n import _

LINE, EXACT, RESIDUALS, POINTS = range(4)
"""Places of the traces; a live run fills the heights of the line and of the residuals."""
ENDS = (-6.0, 6.0)
HEIGHT = 380
GREY = "rgba(128, 138, 150, 0.9)"


def line_fit_figure(x: FloatArray, y: FloatArray, exact: Line) -> go.Figure:
    """Return the points and the line of least squares; the neuron's line and its residuals are yet empty.

    The vertical axis stays, so that a line that diverges leaves the picture.

    Parameters
    ----------
    x, y
        Places and heights of the points, ``(n,)``.
    """
    # Lists and not arrays: the browser repaints the traces between Plotly's own drawings, and reads their places.
    ends, places = list(ENDS), x.tolist()
    figure = go.Figure(
        [
            go.Scatter(x=ends, y=[None, None], mode="lines", name=_("the neuron"), line={"width": 4}),
            go.Scatter(
                x=ends,
                y=exact.at(np.array(ENDS)).tolist(),
                mode="lines",
                name=_("least squares"),
                line={"width": 3, "dash": "dash"},
            ),
            go.Scatter(
                x=[at for place in places for at in (place, place, place)],
                y=[None] * (3 * len(places)),
                mode="lines",
                name=_("residuals"),
                line={"width": 1.5, "color": GREY},
                hoverinfo="skip",
                connectgaps=False,
            ),
            go.Scatter(
                x=places,
                y=y.tolist(),
                mode="markers",
                name=_("training points"),
                marker={"size": 8, "color": "#8a5cd0", "line": {"width": 1}},
            ),
        ]
    )
    reach = 1.3 * float(np.abs(y).max())
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 52, "r": 12, "t": 12, "b": 46},
        xaxis={"title": {"text": "x₁", "standoff": 4}, "range": list(ENDS)},
        yaxis={"title": {"text": "y", "standoff": 4}, "range": [-reach, reach]},
        # Inside, where an ascending line leaves room: outside it would move the margins that the browser paints by.
        legend={"x": 0.01, "y": 0.99, "bgcolor": "rgba(128, 138, 150, 0.12)"},
        uirevision=f"line fit {len(places)} {reach}",
        dragmode="pan",
        hovermode="closest",
    )
    return figure
