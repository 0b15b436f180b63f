"""A surface of two parameters in space, with the ways of methods on it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from playground.arrays import Float64Array
from playground.figures.surface import HEIGHT
from playground.i18n import _

CELLS = 61
"""Heights in each direction."""
FLOOR = 2e-4
"""Of the range of heights: so much is added before the logarithm is taken, as on the map."""


def grid(domain: tuple[float, float, float, float]) -> tuple[Float64Array, Float64Array]:
    """Return the places of a surface's heights, each ``(CELLS, CELLS)``, rows from bottom to top."""
    left, right, bottom, top = domain
    x, y = np.meshgrid(np.linspace(left, right, CELLS), np.linspace(bottom, top, CELLS))
    return x, y


def descent_surface(
    domain: tuple[float, float, float, float],
    heights: Float64Array,
    paths: Mapping[str, tuple[Float64Array, Float64Array, str]],
) -> go.Figure:
    """Return a surface, whose height is the logarithm of f above the lowest, and paths on it.

    Parameters
    ----------
    domain
        Left, right, bottom and top.
    heights
        f at the places of :func:`grid`.
    paths
        By the name of a method its points ``(n, 2)``, their heights ``(n,)`` and its colour.
    """
    x, y = grid(domain)
    lowest = float(min(np.nanmin(heights), *(np.nanmin(f, initial=np.inf) for _points, f, _colour in paths.values())))
    least = FLOOR * (float(np.nanmax(heights)) - lowest) or 1.0

    def shown(f: Float64Array) -> Float64Array:
        logarithms: Float64Array = np.log10(np.maximum(f - lowest, 0) + least)
        return logarithms

    figure = go.Figure(
        go.Surface(
            x=x[0].round(6).tolist(),
            y=y[:, 0].round(6).tolist(),
            z=shown(heights).round(5).tolist(),
            customdata=heights.tolist(),
            colorscale=[[0, "#eef1f5"], [1, "#5b6b82"]],
            showscale=False,
            opacity=0.85,
            hovertemplate="x %{x:.4~g}<br>y %{y:.4~g}<br>f %{customdata:.4~g}<extra></extra>",
        )
    )
    for name, (points, f, colour) in paths.items():
        inside = _inside(points, domain) & np.isfinite(f)
        figure.add_scatter3d(
            x=points[inside, 0].round(6).tolist(),
            y=points[inside, 1].round(6).tolist(),
            z=(shown(f[inside]) + 0.02).round(5).tolist(),
            mode="lines+markers",
            line={"color": colour, "width": 5},
            marker={"color": colour, "size": 2.5},
            name=name,
        )
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 8, "b": 8},
        legend={"orientation": "h"},
        scene={
            "xaxis": {"title": {"text": "x"}},
            "yaxis": {"title": {"text": "y"}},
            "zaxis": {"title": {"text": _("log₁₀(f − lowest f)")}},
            "aspectmode": "manual",
            "aspectratio": {"x": 1, "y": 1, "z": 0.7},
            "camera": {"eye": {"x": -1.5, "y": -1.8, "z": 1.1}},
        },
    )
    return figure


def _inside(points: Float64Array, domain: tuple[float, float, float, float]) -> np.ndarray:
    left, right, bottom, top = domain
    x, y = points.T
    inside: np.ndarray = (x >= left) & (x <= right) & (y >= bottom) & (y <= top)
    return inside
