"""What is left of a gradient at each step back through a sequence, for each kind of recurrent cell."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor, log10
from types import MappingProxyType
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from playground.figures.activations import COLOURS
from playground.figures.theme import FONT_SIZE
from playground.i18n import N_, _

Line = Literal["rnn", "lstm", "gru", "lstm_h"]

FLOOR = 1e-38
"""About where the normal numbers of single precision end; what is below is drawn here."""
HEIGHT = 430
MOST_TICKS, MOST_MARKS = 9, 14


class Look(NamedTuple):
    """How a line looks, and what people call it."""

    label: str
    colour: str
    dash: str
    symbol: str
    width: float = 3


LOOKS: Mapping[Line, Look] = MappingProxyType(
    {
        "rnn": Look(N_("RNN"), COLOURS[1], "solid", "square"),
        "lstm": Look(N_("LSTM, memory c"), COLOURS[0], "dash", "circle"),
        "lstm_h": Look(N_("LSTM, state h"), COLOURS[0], "dot", "circle-open", 1.5),
        "gru": Look(N_("GRU"), COLOURS[2], "dashdot", "diamond"),
    }
)


def gradient_in_time_figure(remaining: Mapping[Line, npt.NDArray[np.float64]]) -> go.Figure:
    """Return the gradients at each step as shares of the last one's, on a logarithmic axis.

    Parameters
    ----------
    remaining
        For each line the shares at steps 1 to T, ``(T,)``; what is below :data:`FLOOR` lies there, and a line of words
        says so.
    """
    length = max(map(len, remaining.values()))
    figure = go.Figure([_line(LOOKS[name], shares) for name, shares in remaining.items()])
    low, high = _ends(list(remaining.values()))
    figure.update_layout(
        font={"size": FONT_SIZE},
        height=HEIGHT,
        margin={"l": 64, "r": 16, "t": 40, "b": 96},
        title={
            "text": _("Gradient at step t, as a share of the last step's"),
            "font": {"size": FONT_SIZE + 1},
            "x": 0,
            "xanchor": "left",
            "y": 0.98,
            "yanchor": "top",
        },
        xaxis={"title": {"text": _("step t"), "standoff": 6}, "range": _wide(1, length)},
        yaxis={
            "type": "log",
            "range": [low, high],
            "dtick": max(1, ceil((high - low) / MOST_TICKS)),
            "exponentformat": "power",
        },
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": -0.17, "yanchor": "top"},
        hovermode="x unified",
        hoverlabel={"font": {"size": FONT_SIZE}},
    )
    figure.update_layout(legend_font_size=FONT_SIZE)
    figure.update_xaxes(tickfont_size=FONT_SIZE)
    figure.update_yaxes(tickfont_size=FONT_SIZE)
    figure.add_hline(y=1, line={"width": 1.5, "dash": "dot", "color": "#7d8794"})
    if any((shares < FLOOR).any() for shares in remaining.values()):
        _say_where_the_floor_is(figure)
    return figure


def _line(look: Look, shares: npt.NDArray[np.float64]) -> go.Scatter:
    return go.Scatter(
        x=np.arange(1, len(shares) + 1),
        y=np.maximum(shares, FLOOR),
        mode="lines+markers",
        name=_(look.label),
        line={"width": look.width, "color": look.colour, "dash": look.dash},
        marker={"size": 9, "color": look.colour, "symbol": look.symbol, "maxdisplayed": MOST_MARKS},
        hovertemplate="%{y:.1e}",
    )


def _ends(lines: list[npt.NDArray[np.float64]]) -> tuple[float, float]:
    """Return where the axis begins and ends, in powers of ten, with room for a thousandth and for ten."""
    shares = np.maximum(np.concatenate(lines), FLOOR)
    low, high = log10(float(shares.min())), log10(float(shares.max()))
    return min(floor(low) - 0.5, -3.5), max(ceil(high) + 0.5, 1.5)


def _wide(first: int, last: int) -> tuple[float, float]:
    margin = max(0.03 * (last - first), 0.2)
    return first - margin, last + margin


def _say_where_the_floor_is(figure: go.Figure) -> None:
    figure.add_annotation(
        x=0.5,
        xref="paper",
        y=log10(FLOOR),
        yanchor="bottom",
        text=_("at the bottom: below 10⁻³⁸, where single precision ends"),
        showarrow=False,
        font={"size": FONT_SIZE},
    )
