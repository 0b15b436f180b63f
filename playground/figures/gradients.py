"""Gradients by layer: vanishing, exploding, or fine."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from playground.figures.text import plain
from playground.i18n import _

FINE, VANISHING, EXPLODING = range(3)
"""Places of the traces that a live run fills, numbered as the states."""

COLOURS = ("#7d8794", "#0072b2", "#b33c00")
ALARMING = 100.0
"""Norm from which a gradient counts as exploding."""

ROW = 34
LONGEST_NAME, CHARACTER = 16, 8


def gradients_figure(layers: Sequence[str]) -> go.Figure:
    """Return empty bars, one for each layer, on a logarithmic axis that stays; each state is a trace.

    Parameters
    ----------
    layers
        Names, the first layer first; it is at the top.
    """
    names = [plain(name) for name in layers]
    words = (None, _("vanishing"), _("exploding"))
    figure = go.Figure([_bars(names, state, words[state]) for state in (FINE, VANISHING, EXPLODING)])
    figure.update_layout(
        height=ROW * len(names) + 96,
        margin={"l": 20 + CHARACTER * min(max(map(len, names)), LONGEST_NAME), "r": 16, "t": 12, "b": 52},
        barmode="overlay",
        bargap=0.25,
        showlegend=False,
        uirevision=f"gradients {len(names)}",
        xaxis={
            "type": "log",
            "range": [-10, 4],
            "dtick": 4,
            "exponentformat": "power",
            "title": {"text": _("norm of the gradient"), "standoff": 6},
        },
        yaxis={
            "autorange": "reversed",
            "categoryorder": "array",
            "categoryarray": names,
            "ticklabelstandoff": 6,
            "fixedrange": True,
        },
        shapes=[
            {
                "type": "line",
                "x0": ALARMING,
                "x1": ALARMING,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"width": 1.5, "dash": "dot", "color": COLOURS[EXPLODING]},
            }
        ],
    )
    return figure


def _bars(names: Sequence[str], state: int, word: str | None) -> go.Bar:
    return go.Bar(
        y=names,
        x=[None] * len(names),
        orientation="h",
        marker={"color": COLOURS[state], "pattern": {"shape": ("", "/", "x")[state], "solidity": 0.15}},
        text=[word] * len(names) if word else None,
        textposition="inside" if state == EXPLODING else "outside",
        insidetextanchor="start",
        insidetextfont={"color": "#ffffff"},
        cliponaxis=False,
        name=word or _("gradient"),
        hovertemplate="%{y}: %{x:.2e}<extra></extra>",
    )
