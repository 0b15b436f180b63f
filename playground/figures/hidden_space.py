"""Hidden space: the plane's grid, warped by a layer, and the points in it."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from playground.datasets.dataset import Dataset
from playground.figures.boundary import MOST_POINTS
from playground.figures.text import plain
from playground.figures.theme import CLASS_COLOURS, CLASS_SYMBOLS
from playground.i18n import _
from playground.numerals import fixed

HEIGHT = 500
GRID, SEPARATOR, CORNERS, POINTS, CHOSEN = range(5)
"""Places of the traces that a live run fills."""


def hidden_space_figure(dataset: Dataset, units: tuple[int, int] | None) -> go.Figure:
    """Return an empty hidden space; its points have the colours and symbols of the boundary figure.

    Trace :data:`CORNERS` awaits the corners of all that is shown, where the axes' names stand, and as ``customdata``
    the share of the variance along each axis. :data:`POINTS` awaits the first training points, :data:`CHOSEN` the one
    that is followed.

    Parameters
    ----------
    units
        The two units along the axes, counted from 0; ``None`` for principal components.
    """
    figure = go.Figure([_grid(), _separator(), _corners(units), _points(dataset), _chosen()])
    axis = {"zeroline": True, "showgrid": False, "constrain": "domain", "nticks": 6}
    figure.update_layout(
        height=HEIGHT,
        meta={"square": True},
        margin={"l": 44, "r": 12, "t": 14, "b": 30},
        showlegend=False,
        xaxis=axis,
        yaxis=axis,
        uirevision=f"hidden space {units}",
        dragmode="pan",
        hovermode="closest",
    )
    return figure


def _grid() -> go.Scatter:
    line = {"width": 1, "color": "rgba(128, 138, 150, 0.6)"}
    return go.Scatter(x=[], y=[], mode="lines", line=line, hoverinfo="skip", connectgaps=False)


def _separator() -> go.Scatter:
    return go.Scatter(x=[], y=[], mode="lines", line={"width": 2.5, "color": "#8a5cd0"}, hoverinfo="skip")


def _corners(units: tuple[int, int] | None) -> go.Scatter:
    if units is None:
        names = [_("component {n} ({share})").format(n=n, share="%{customdata:.0%}") for n in (1, 2)]
    else:
        names = [_("unit {n}").format(n=unit + 1) for unit in units]
    return go.Scatter(
        x=[],
        y=[],
        mode="text",
        texttemplate=[f"{names[0]} →", f"↑ {names[1]}"],
        textposition=["top left", "bottom right"],
        cliponaxis=False,
        hoverinfo="skip",
    )


def _points(dataset: Dataset) -> go.Scatter:
    places = np.arange(dataset.train.stop)[:MOST_POINTS]
    targets = dataset.targets[places]
    marker: dict[str, Any] = {"size": 8, "line": {"width": 1.2}}
    if dataset.task.classes is None:
        marker |= {"color": targets.round(3).tolist(), "cmin": -1, "cmax": 1}
        text = [_("target {number}").format(number=fixed(target, 2)) for target in targets]
    else:
        marker |= {"color": [CLASS_COLOURS[k] for k in targets], "symbol": [CLASS_SYMBOLS[k] for k in targets]}
        text = [_("class {k}").format(k=plain(dataset.class_names[k])) for k in targets]
    return go.Scatter(
        x=[],
        y=[],
        mode="markers",
        marker=marker,
        customdata=places.tolist(),
        text=text,
        hovertemplate="%{text}<br>%{x:.2f}, %{y:.2f}<extra></extra>",
    )


def _chosen() -> go.Scatter:
    ring = {"symbol": "circle-open", "size": 22, "line": {"width": 3}, "color": "#d01c8b"}
    return go.Scatter(x=[], y=[], mode="markers", marker=ring, hoverinfo="skip")
