"""Curves over epochs against levels that need no network: what has to be passed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log10
from typing import NamedTuple

import plotly.graph_objects as go

from playground.figures.text import plain, wrapped
from playground.figures.theme import FONT_SIZE, VALUE_DASHES
from playground.i18n import _
from playground.numerals import significant

HEIGHT, TOP, BOTTOM, LINE = 330, 34, 52, 24
MOST_DECADES = 2
"""Powers of ten up to which there are numbers between them on an axis."""
FAR = 1e7
"""Epochs to which the levels reach: farther than anybody trains."""
LABEL = 34
"""Letters of a line of the legend, so that it fits a telephone."""


class Level(NamedTuple):
    """A line across a figure.

    Parameters
    ----------
    height
        Where.
    dash
        How it is drawn.
    """

    height: float
    dash: str


def levels_figure(
    title: str, curves: Sequence[str], levels: Mapping[str, Level], logarithmic: bool = False, legend: bool = True
) -> go.Figure:
    """Return empty curves and levels across them.

    Parameters
    ----------
    curves
        Names of the curves; traces with the places 0, 1... that a live run fills.
    levels
        By their names, as people read them.
    legend
        Whether the figure explains its lines itself.
    """
    figure = go.Figure()
    for place, name in enumerate(curves):
        line = {"width": 3, "dash": VALUE_DASHES[place]}
        figure.add_scatter(x=[], y=[], mode="lines", name=plain(name), line=line)
    for name, (height, dash) in levels.items():
        figure.add_scatter(
            x=[0, FAR],
            y=[height, height],
            mode="lines",
            name=wrapped(f"{name}: {significant(height, 3)}", LABEL),
            line={"width": 1.8, "dash": dash},
            hovertemplate="%{y:.3g}",
        )
    lines = sum(1 + str(trace.name).count("<br>") for trace in figure.data) if legend else 0
    figure.update_layout(
        **below(lines, HEIGHT),
        title={"text": title, "x": 0, "xanchor": "left", "xref": "paper", "y": 0.99, "yanchor": "top"},
        xaxis={"title": {"text": _("epoch"), "standoff": 6}},
        yaxis=logarithmic_axis([height for height, _dash in levels.values()]) if logarithmic else {},
        hovermode="x unified",
        uirevision=title,
    )
    return figure


def logarithmic_axis(values: Iterable[float]) -> dict[str, object]:
    """Return an axis whose numbers are written in full; those over 0 among some values say how many there are."""
    positive = [value for value in values if value > 0]
    decades = log10(max(positive) / min(positive)) if positive else 0.0
    digits = (1, 2, 5) if decades <= MOST_DECADES else (1,)
    places = [digit * 10.0**power for power in range(-6, 7) for digit in digits]
    return {"type": "log", "tickmode": "array", "tickvals": places, "tickformat": "~g"}


def below(lines: int, height: int) -> dict[str, object]:
    """Return a layout whose legend of so many lines stands below the axes, or is not shown where it has none.

    Parameters
    ----------
    height
        Of the figure without the legend, in pixels.
    """
    room = LINE * lines + 12 if lines else 0
    return {
        "height": height + room,
        "margin": {"l": 64, "r": 12, "t": TOP, "b": BOTTOM + room},
        "showlegend": lines > 0,
        "legend": {
            "orientation": "v",
            "x": 0,
            "xanchor": "left",
            "y": -(BOTTOM + 6) / (height - TOP - BOTTOM),
            "yanchor": "top",
            "font": {"size": FONT_SIZE},
            "itemwidth": 40,
        },
    }
