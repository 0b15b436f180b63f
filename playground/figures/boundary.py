"""The plane: what the network answers everywhere, and the points it learns from."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from playground.datasets.dataset import Dataset
from playground.datasets.planes import HALF_WIDTH
from playground.figures.theme import CLASS_COLOURS, CLASS_SYMBOLS
from playground.i18n import _

HEIGHT = 520
"""Pixels before the page is laid out; a square figure then follows its width."""

MOST_POINTS = 600
"""Points drawn of each part; a larger data set is thinned, or drawing it would cost more than training."""

SURFACE, MISTAKES = 0, 1
"""Places of the traces that a live run fills."""


def boundary_figure(
    dataset: Dataset, resolution: int = 100, show_test: bool = False, show_mistakes: bool = True
) -> go.Figure:
    """Return the plane with its points; trace :data:`SURFACE` awaits the answers, :data:`MISTAKES` the wrong points.

    Parameters
    ----------
    resolution
        Cells of the surface in each direction.
    show_test
        Whether to draw the test points too.
    show_mistakes
        Whether wrong points will be crossed.
    """
    figure = go.Figure([_surface(dataset, resolution), _mistakes(dataset, show_mistakes)])
    parts = [(_("training"), dataset.train, 8)] + ([(_("test"), dataset.test, 11)] if show_test else [])
    for name, part, size in parts:
        figure.add_traces(_points(dataset, part, name, size, filled=name == parts[0][0]))
    axis = {"range": [-HALF_WIDTH, HALF_WIDTH], "showgrid": False, "zeroline": False, "constrain": "domain"}
    figure.update_layout(
        height=HEIGHT,
        meta={"square": True},
        margin={"l": 44, "r": 12, "t": 14, "b": 104 if dataset.task.classes in (None, 2) else 44},
        showlegend=False,
        xaxis={**axis, "title": {"text": "x₁", "standoff": 2}},
        yaxis={**axis, "title": {"text": "x₂"}, "scaleanchor": "x"},
        uirevision="boundary",
        dragmode="pan",
        hovermode="closest",
    )
    return figure


def _surface(dataset: Dataset, resolution: int) -> go.Heatmap:
    width = 2 * HALF_WIDTH / resolution
    classes = dataset.task.classes
    shaded = classes in (None, 2)
    low, high = {None: (-1, 1), 2: (0, 1)}.get(classes, (0, classes or 1))
    title = _("answer") if classes is None else _("P(class 1)")
    return go.Heatmap(
        z=np.full((2, 2), np.nan),
        x0=-HALF_WIDTH + width / 2,
        dx=width,
        y0=-HALF_WIDTH + width / 2,
        dy=width,
        zmin=low,
        zmax=high,
        zsmooth="fast" if shaded else False,
        showscale=shaded,
        colorbar={
            "orientation": "h",
            "y": 0,
            "ypad": 52,
            "yanchor": "top",
            "thickness": 10,
            "tickvals": [low, (low + high) / 2, high],
            "ticktext": [str(low), f"{title} = {(low + high) / 2:g}", str(high)],
        },
        hovertemplate=f"x₁ %{{x:.2f}}, x₂ %{{y:.2f}}<br>{title} %{{z:.3f}}<extra></extra>" if shaded else None,
        hoverinfo=None if shaded else "skip",
        name=title,
    )


def _mistakes(dataset: Dataset, shown: bool) -> go.Scatter:
    return go.Scatter(
        x=[],
        y=[],
        mode="markers",
        marker={"symbol": "x-thin", "size": 13, "line": {"width": 2.5, "color": "#000000"}},
        name=_("wrong"),
        visible=shown and dataset.task.is_classification,
        showlegend=True,
        hoverinfo="skip",
    )


def _points(dataset: Dataset, part: slice, name: str, size: int, filled: bool) -> list[go.Scatter]:
    places = np.arange(part.start, part.stop)[:MOST_POINTS]
    points, targets = dataset.points[places].round(3), dataset.targets[places]
    look: dict[str, Any] = {"size": size, "line": {"width": 1.2}}
    if dataset.task.classes is None:
        look["line"] = {"width": 1.2, "color": "#8a94a3"}
        marker = look | {"color": targets.round(3).tolist(), "cmin": -1, "cmax": 1}
        return [
            _scatter(
                points, name, marker | {"symbol": "circle" if filled else "diamond"}, _("target %{marker.color:.2f}")
            )
        ]
    traces = []
    for k in range(dataset.task.classes):
        marker = look | {"color": CLASS_COLOURS[k], "symbol": CLASS_SYMBOLS[k]}
        if not filled:
            marker["symbol"] += "-open"
        label = _("class {k}, {part}").format(k=k, part=name)
        traces.append(_scatter(points[targets == k], label, marker, label))
    return traces


def _scatter(points: np.ndarray, name: str, marker: dict[str, object], text: str) -> go.Scatter:
    return go.Scatter(
        x=points[:, 0].tolist(),
        y=points[:, 1].tolist(),
        mode="markers",
        marker=marker,
        name=name,
        showlegend=True,
        hovertemplate=f"x₁ %{{x:.2f}}, x₂ %{{y:.2f}}<br>{text}<extra></extra>",
    )
