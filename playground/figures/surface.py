"""The network's answer as a surface over the plane."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from playground.datasets.dataset import Axis, Dataset
from playground.figures.text import plain
from playground.figures.theme import CLASS_COLOURS, CLASS_SYMBOLS, blend
from playground.i18n import _

HEIGHT = 500
MOST_POINTS = 300
SPACE_SYMBOLS = ("circle", "square", "diamond", "cross")
"""Those that Plotly can draw in space too; classes with another one get an x."""


def surface_count(dataset: Dataset) -> int:
    """Return how many surfaces a figure has: the first traces, which a live run fills."""
    classes = dataset.task.classes
    return 1 if classes is None or classes == 2 else classes


def surface_figure(dataset: Dataset, resolution: int = 50, show_points: bool = True) -> go.Figure:
    """Return empty surfaces, one, or one for each of K classes, and the training points at the heights they ask for.

    Parameters
    ----------
    resolution
        Cells of the surfaces in each direction.
    """
    number = dataset.task.classes is None
    figure = go.Figure([_surface(dataset, resolution, k) for k in range(surface_count(dataset))])
    if show_points:
        figure.add_traces(_points(dataset))
    title = _("answer") if number else _("probability")
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 8, "b": 8},
        showlegend=False,
        uirevision=f"surface {dataset.axes}",
        scene={
            "xaxis": _axis(dataset.axes[0]),
            "yaxis": _axis(dataset.axes[1]),
            "zaxis": {"title": {"text": title}, "range": [-1.25, 1.25] if number else [0, 1], "nticks": 5},
            "aspectmode": "manual",
            "aspectratio": {"x": 1, "y": 1, "z": 0.7},
            "camera": {"eye": {"x": -1.5, "y": -1.8, "z": 1.1}},
        },
    )
    return figure


def _axis(axis: Axis) -> dict[str, Any]:
    return {"title": {"text": plain(axis.label)}, "range": [axis.low, axis.high], "nticks": 5}


def _surface(dataset: Dataset, resolution: int, k: int) -> go.Surface:
    """Return the surface of class k, coloured as the class, or the only one, coloured as the plane is."""
    horizontal, vertical = (axis.centres(resolution) for axis in dataset.axes)
    low = -1 if dataset.task.classes is None else 0
    middle = (low + 1) / 2
    look: dict[str, Any] = {"cmin": low, "cmax": 1}
    if surface_count(dataset) > 1:
        look["colorscale"] = [[0, blend(CLASS_COLOURS[k], "#808080", 0.35)], [1, CLASS_COLOURS[k]]]
    else:
        line = {"show": True, "start": middle, "end": middle, "size": 1, "width": 3, "color": "#555555"}
        look["contours"] = {"z": line}
    return go.Surface(
        x=horizontal.round(6).tolist(),
        y=vertical.round(6).tolist(),
        z=[[middle] * 2] * 2,  # a corner: WebGL cannot draw nothing
        showscale=False,
        opacity=0.9,
        hovertemplate=_hover(dataset, k),
        **look,
    )


def _hover(dataset: Dataset, k: int) -> str:
    first, second = (plain(axis.label) for axis in dataset.axes)
    shown = 1 if dataset.task.classes == 2 else k
    title = f"P({plain(dataset.class_names[shown])})" if dataset.class_names else _("answer")
    return f"{first} %{{x:.4~g}}<br>{second} %{{y:.4~g}}<br>{title} %{{z:.3f}}<extra></extra>"


def _points(dataset: Dataset) -> list[go.Scatter3d]:
    """Return the first training points: at the number or class to answer, at the top where each class has a surface."""
    places = np.arange(dataset.train.stop)[:MOST_POINTS]
    targets = dataset.targets[places]
    if dataset.task.classes is None:
        marker = {"color": targets.round(3).tolist(), "cmin": -1, "cmax": 1}
        return [_scatter(dataset, places, targets, _("target"), marker)]
    traces = []
    for k in range(dataset.task.classes):
        mine = places[targets == k]
        height = np.full(len(mine), k if dataset.task.classes == 2 else 1)
        symbol = CLASS_SYMBOLS[k] if CLASS_SYMBOLS[k] in SPACE_SYMBOLS else "x"
        marker = {"color": CLASS_COLOURS[k], "symbol": symbol}
        name = _("class {k}, {part}").format(k=plain(dataset.class_names[k]), part=_("training"))
        traces.append(_scatter(dataset, mine, height, name, marker))
    return traces


def _scatter(
    dataset: Dataset, places: np.ndarray, heights: np.ndarray, name: str, marker: dict[str, Any]
) -> go.Scatter3d:
    points = dataset.points[places]
    return go.Scatter3d(
        x=points[:, 0].round(4).tolist(),
        y=points[:, 1].round(4).tolist(),
        z=heights.round(4).tolist(),
        mode="markers",
        marker=marker | {"size": 3.5, "line": {"width": 0.5, "color": "#ffffff"}},
        name=name,
        hovertemplate=f"{name}<extra></extra>",
    )
