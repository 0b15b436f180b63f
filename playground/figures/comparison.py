"""Figures of a comparison: a line for each value that is compared, over its networks' range.

Every trace has the place of its value as ``meta``: while somebody points at a value, the others step back.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import plotly.graph_objects as go

from playground.experiment.spec import Task
from playground.figures.gradient_of_directions import RANGE
from playground.figures.theme import VALUE_DASHES
from playground.i18n import _

HEIGHT = 290
LOWEST_LOSS = 1e-4
"""Where the logarithmic axis of a loss begins."""


def line_of(place: int) -> int:
    """Return the place of a value's line among the traces."""
    return place


def band_of(place: int, values: int) -> int:
    """Return the place of a value's range among the traces of a figure of curves."""
    return values + place


def loss_curves(labels: Sequence[str], title: str, loss: str, task: Task, logarithmic: bool) -> go.Figure:
    """Return empty curves of a loss; what grows beyond some times the loss of guessing leaves the picture.

    Parameters
    ----------
    labels
        What people call the values.
    loss
        ``mse`` or ``cross_entropy``.
    """
    guessing = log(task.classes or 2) if loss == "cross_entropy" else 0.5
    figure = empty_curves(labels, title)
    if logarithmic:
        figure.update_yaxes(
            type="log", range=[log(LOWEST_LOSS, 10), log(4 * guessing, 10)], exponentformat="power", dtick=1
        )
    else:
        figure.update_yaxes(range=[0, 1.5 * guessing])
    cap = (8 if loss == "cross_entropy" else 2) * guessing
    figure.update_layout(uirevision=f"{title}-{logarithmic}", meta={"cap": cap})
    return figure


def accuracy_curves(labels: Sequence[str], title: str, named: bool = False) -> go.Figure:
    """Return empty curves of an accuracy, from 0 to 100 %.

    Parameters
    ----------
    named
        Whether the picture says which line is which: below on the right, where an accuracy that rises leaves room.
    """
    figure = empty_curves(labels, title)
    figure.update_yaxes(range=[0, 1.02], tickformat=".0%")
    figure.update_layout(uirevision=title)
    if named:
        place = {"x": 0.99, "xanchor": "right", "y": 0.03, "yanchor": "bottom"}
        figure.update_layout(showlegend=True, legend=place)
    return figure


def gradient_lines(labels: Sequence[str], layers: int) -> go.Figure:
    """Return empty lines of gradient norms over the layers, the first hidden layer on the left."""
    figure = go.Figure(
        [
            go.Scatter(
                x=list(range(1, layers + 1)),
                y=[None] * layers,
                mode="lines+markers",
                name=label,
                line={"width": 2.5, "dash": dash},
                marker={"size": 8},
                meta=place,
            )
            for place, (label, dash) in enumerate(zip(labels, VALUE_DASHES, strict=False))
        ]
    )
    figure.update_layout(_layout(_("Size of the gradient, layer by layer")), uirevision="gradients")
    figure.update_yaxes(type="log", exponentformat="power")
    figure.update_xaxes(title={"text": _("layer"), "standoff": 6}, dtick=1, range=[0.7, layers + 0.3])
    return figure


def gradients_in_time(labels: Sequence[str]) -> go.Figure:
    """Return empty lines of how much the loss depends on the state at each step, the first step on the left."""
    figure = go.Figure(
        [
            go.Scatter(y=[], x0=1, dx=1, mode="lines", name=label, line={"width": 2.5, "dash": dash}, meta=place)
            for place, (label, dash) in enumerate(zip(labels, VALUE_DASHES, strict=False))
        ]
    )
    figure.update_layout(_layout(_("Gradient left at each step")), uirevision="in time")
    figure.update_yaxes(type="log", exponentformat="power", dtick=2, range=RANGE)
    figure.update_xaxes(title={"text": _("step t"), "standoff": 6})
    return figure


def empty_curves(labels: Sequence[str], title: str) -> go.Figure:
    """Return a line for each value and, after all lines, a range for each, in the order of the template's colours."""
    lines = [
        go.Scatter(x=[], y=[], mode="lines", name=label, line={"width": 2.5, "dash": dash}, meta=place)
        for place, (label, dash) in enumerate(zip(labels, VALUE_DASHES, strict=False))
    ]
    bands = [
        go.Scatter(
            x=[],
            y=[],
            mode="lines",
            fill="toself",
            line={"width": 0},
            opacity=0.25,
            hoverinfo="skip",
            name=label,
            showlegend=False,
            meta=place,
        )
        for place, label in enumerate(labels)
    ]
    figure = go.Figure([*lines, *bands])
    figure.update_layout(_layout(title))
    figure.update_xaxes(title={"text": _("epoch"), "standoff": 6})
    return figure


DEAD, SATURATED = 0, 1
"""Places of the traces of :func:`unit_bars`."""


def unit_bars(labels: Sequence[str]) -> go.Figure:
    """Return empty bars of the shares of dead and of saturated hidden units, a pair for each value."""
    names = [label if len(label) <= 22 else label[:21] + "…" for label in labels]
    looks = {_("dead"): ("#0072b2", ""), _("saturated"): ("#d95f02", "/")}
    figure = go.Figure(
        [
            go.Bar(
                y=names,
                x=[0] * len(names),
                orientation="h",
                name=name,
                marker={"color": colour, "pattern": {"shape": pattern}},
                hovertemplate="%{y}: %{x:.1%}<extra>" + name + "</extra>",
            )
            for name, (colour, pattern) in looks.items()
        ]
    )
    figure.update_layout(_layout(_("Dead and saturated units")), uirevision="units", barmode="group", bargap=0.25)
    figure.update_layout(
        margin={"l": 120, "t": 34, "r": 12, "b": 48},
        showlegend=True,
        legend={"orientation": "h", "x": 1, "xanchor": "right", "y": 1.02, "yanchor": "bottom"},
        hovermode="closest",
    )
    figure.update_xaxes(range=[0, 1.02], tickformat=".0%")
    figure.update_yaxes(autorange="reversed")
    return figure


def _layout(title: str) -> dict[str, object]:
    heading = {"text": title, "x": 0, "xanchor": "left", "xref": "paper", "y": 0.98, "yanchor": "top"}
    return {
        "height": HEIGHT,
        "margin": {"l": 64, "r": 12, "t": 34, "b": 48},
        "title": heading,
        "showlegend": False,
        "hovermode": "x unified",
    }
