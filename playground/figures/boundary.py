"""The plane: what the network answers everywhere, and the points it learns from."""

from __future__ import annotations

from math import ceil, log10
from typing import Any

import numpy as np
import plotly.graph_objects as go

from playground.datasets.dataset import Axis, Dataset
from playground.figures.text import plain
from playground.figures.theme import CLASS_COLOURS, CLASS_SYMBOLS, discrete_colorscale
from playground.i18n import _
from playground.numerals import significant

HEIGHT = 520
"""Pixels before the page is laid out; a square figure then follows its width."""

MOST_POINTS = 600
"""Points drawn of each part; a larger data set is thinned, or drawing it would cost more than training."""

SURFACE, MISTAKES, CHOSEN = 0, 1, 2
"""Places of the traces that a live run fills."""


def boundary_figure(
    dataset: Dataset,
    resolution: int = 100,
    show_test: bool = False,
    show_mistakes: bool = True,
    discrete: bool = False,
) -> go.Figure:
    """Return the plane with its points, each with its place in the data set as ``customdata``.

    Trace :data:`SURFACE` awaits the answers, :data:`MISTAKES` the wrong points, :data:`CHOSEN` the one followed.

    Parameters
    ----------
    resolution
        Cells of the surface in each direction.
    show_test
        Whether to draw the test points too.
    show_mistakes
        Whether wrong points will be crossed.
    discrete
        Whether to colour by the side of the boundary alone, not by how sure the network is.
    """
    figure = go.Figure([_surface(dataset, resolution), _mistakes(dataset, show_mistakes), _chosen()])
    if discrete:
        figure.data[SURFACE].update(colorscale=discrete_colorscale(dataset.task), zsmooth=False)
    parts = [(_("training"), dataset.train, 8)] + ([(_("test"), dataset.test, 11)] if show_test else [])
    for name, part, size in parts:
        figure.add_traces(_points(dataset, part, name, size, filled=name == parts[0][0]))
    alike = _alike(dataset)
    figure.update_layout(
        height=HEIGHT,
        meta={"square": True},
        margin={"l": 44 if alike else 72, "r": 12, "t": 14, "b": 104},
        showlegend=not _is_shaded(dataset),
        legend={"orientation": "h", "x": 0, "y": -0.19, "yanchor": "top"},
        xaxis=_axis(dataset.axes[0]) | {"title": {"text": plain(dataset.axes[0].label), "standoff": 2}},
        yaxis=_axis(dataset.axes[1]) | ({"scaleanchor": "x"} if alike else {}),
        uirevision=f"boundary {dataset.axes}",
        dragmode="pan",
        hovermode="closest",
    )
    return figure


def _alike(dataset: Dataset) -> bool:
    """Return whether both axes measure the same, so that a circle is to look like one."""
    ranges = {(axis.low, axis.high) for axis in dataset.axes}
    return len(ranges) == 1


def _is_shaded(dataset: Dataset) -> bool:
    """Return whether answers lie on one scale, as a probability or a number does."""
    return dataset.task.classes in (None, 2)


def _axis(axis: Axis) -> dict[str, Any]:
    return {
        "title": {"text": plain(axis.label)},
        "range": [axis.low, axis.high],
        "showgrid": False,
        "zeroline": False,
        "constrain": "domain",
    }


def _surface(dataset: Dataset, resolution: int) -> go.Heatmap:
    left, below = (axis.centres(resolution)[0] for axis in dataset.axes)
    width, height = ((axis.high - axis.low) / resolution for axis in dataset.axes)
    low, high = {None: (-1, 1), 2: (0, 1)}.get(dataset.task.classes, (0, dataset.task.classes or 1))
    title, shaded = _answer(dataset), _is_shaded(dataset)
    return go.Heatmap(
        z=np.full((2, 2), np.nan),
        x0=left,
        dx=width,
        y0=below,
        dy=height,
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
            "ticktext": _ticks(dataset, title, low, high),
        },
        hovertemplate=f"{_place(dataset)}<br>{title} %{{z:.3f}}<extra></extra>" if shaded else None,
        hoverinfo=None if shaded else "skip",
        name=title,
    )


def _answer(dataset: Dataset) -> str:
    """Return what a network's answer on one scale is."""
    if dataset.task.classes is not None:
        name = plain(dataset.class_names[1])
        return _("P(class 1)") if name == "1" else f"P({name})"
    return _("answer") if dataset.target_scale == (0, 1) else _("answer, scaled")


def _ticks(dataset: Dataset, title: str, low: float, high: float) -> list[str]:
    """Return what stands at the ends and in the middle of the scale, in the units of the data."""
    offset, factor = dataset.target_scale
    values = (offset + factor * value for value in (low, (low + high) / 2, high))
    first, middle, last = (significant(value, 4) for value in values)
    name = _("answer") if dataset.task.classes is None else title
    return [first, f"{name} = {middle}", last]


def _mistakes(dataset: Dataset, shown: bool) -> go.Scatter:
    return go.Scatter(
        x=[],
        y=[],
        mode="markers",
        marker={"symbol": "x-thin", "size": 11, "line": {"width": 1.8, "color": "#000000"}},
        name=_("wrong"),
        visible=shown and dataset.task.is_classification,
        showlegend=False,
        hoverinfo="skip",
    )


def _chosen() -> go.Scatter:
    """Return the ring around the point that is followed through the network."""
    ring = {"symbol": "circle-open", "size": 22, "line": {"width": 3}, "color": "#d01c8b"}
    return go.Scatter(x=[], y=[], mode="markers", marker=ring, name=_("followed"), hoverinfo="skip", showlegend=False)


def _points(dataset: Dataset, part: slice, name: str, size: int, filled: bool) -> list[go.Scatter]:
    places = np.arange(part.start, part.stop)[:MOST_POINTS]
    targets = dataset.targets[places]
    look: dict[str, Any] = {"size": size, "line": {"width": 1.2}}
    if dataset.task.classes is None:
        look["line"] = {"width": 1.2, "color": "#8a94a3"}
        marker = look | {"color": targets.round(3).tolist(), "cmin": -1, "cmax": 1}
        marker["symbol"] = "circle" if filled else "diamond"
        offset, factor = dataset.target_scale
        if (offset, factor) == (0, 1):
            return [_scatter(dataset, places, name, marker, _("target %{marker.color:.2f}"))]
        numbers = [significant(offset + factor * target, 4) for target in targets]
        return [_scatter(dataset, places, name, marker, _("target {number}").format(number="%{text}"), numbers)]
    traces = []
    for k in range(dataset.task.classes):
        marker = look | {"color": CLASS_COLOURS[k], "symbol": CLASS_SYMBOLS[k]}
        if not filled:
            marker["symbol"] += "-open"
        label = _("class {k}, {part}").format(k=plain(dataset.class_names[k]), part=name)
        traces.append(_scatter(dataset, places[targets == k], label, marker, label).update(showlegend=filled))
    return traces


def _rounded(dataset: Dataset, places: np.ndarray) -> np.ndarray:
    """Return the points at some places ``(m, 2)``, with the digits that can be seen."""
    digits = [5 - ceil(log10(axis.high - axis.low)) for axis in dataset.axes]
    return np.stack([dataset.points[places, k].round(digits[k]) for k in (0, 1)], axis=1)


def _scatter(
    dataset: Dataset,
    places: np.ndarray,
    name: str,
    marker: dict[str, object],
    text: str,
    numbers: list[str] | None = None,
) -> go.Scatter:
    points = _rounded(dataset, places)
    return go.Scatter(
        x=points[:, 0].tolist(),
        y=points[:, 1].tolist(),
        mode="markers",
        marker=marker,
        name=name,
        text=numbers,
        customdata=places.tolist(),
        showlegend=True,
        hovertemplate=f"{_place(dataset)}<br>{text}<extra></extra>",
    )


def _place(dataset: Dataset) -> str:
    """Return how a hover text says where it is."""
    digits, between = (".2f", ", ") if _alike(dataset) else (".4~g", "<br>")
    first, second = (plain(axis.label) for axis in dataset.axes)
    return f"{first} %{{x:{digits}}}{between}{second} %{{y:{digits}}}"
