"""How far back the gradient of a network that is learning gets, in each direction of its recurrent layers."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from playground.figures.activations import COLOURS
from playground.figures.text import plain
from playground.figures.theme import FONT_SIZE
from playground.i18n import _

HEIGHT = 340
RANGE = (-12.2, 0.4)
"""Powers of ten on the axis, always the same: what falls below is as good as nothing."""
DASHES = ("solid", "dash", "dot", "dashdot")


def gradient_of_directions_figure(directions: Sequence[tuple[str, bool]]) -> go.Figure:
    """Return empty lines over time steps on a logarithmic axis: for each direction by state, and by cell if any.

    The traces await shares ``(steps,)`` as ``y``: the states of all directions, then the cells of those that have one.

    Parameters
    ----------
    directions
        Name of each direction, and whether it has a cell.
    """
    figure = go.Figure([_line(f"{name} · h", place, thin=cell) for place, (name, cell) in enumerate(directions)])
    figure.add_traces(
        [_line(f"{name} · c", place, thin=False) for place, (name, cell) in enumerate(directions) if cell]
    )
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 70, "r": 16, "t": 40, "b": 64},
        title={
            "text": _("Gradient left at each step"),
            "font": {"size": FONT_SIZE + 1},
            "x": 0,
            "xanchor": "left",
            "xref": "paper",
            "y": 0.98,
            "yanchor": "top",
        },
        xaxis={"title": {"text": _("step t"), "standoff": 6}},
        yaxis={"type": "log", "exponentformat": "power", "dtick": 2, "range": RANGE},
        showlegend=True,
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": -0.22, "yanchor": "top"},
        hovermode="x unified",
        uirevision=f"directions {len(directions)}",
    )
    return figure


def _line(name: str, place: int, thin: bool) -> go.Scatter:
    colour = COLOURS[place % len(COLOURS)]
    return go.Scatter(
        x0=1,
        dx=1,
        y=[],
        mode="lines",
        name=plain(name),
        line={"color": colour, "width": 1.5 if thin else 3, "dash": "dot" if thin else DASHES[place % len(DASHES)]},
        hovertemplate="%{y:.1e}",
    )
