"""How weights, or activations, are distributed in each layer: small histograms, one under the other."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from playground.figures.text import plain
from playground.figures.theme import CURVE_COLOURS
from playground.i18n import _

ROW = 138
"""Pixels for each layer: its title, its words, its histogram, its axis."""

TITLE_HEIGHT, WORDS_HEIGHT, TOP = 1.7, 1.27, 1.9
"""Where title and words stand over a histogram, and where its part of the figure ends; its highest bar is 1."""

COUNTING = frozenset({"relu", "threshold"})
"""Activations that give exact zeros, which are worth counting."""
FLATTENING = frozenset({"sigmoid", "tanh", "elu", "selu"})
"""Activations that flatten out and so saturate."""


def bars(layer: int) -> int:
    """Return the trace of a layer's histogram, layers counted from 1; its words are the next trace."""
    return 2 * (layer - 1)


def weights_figure(layers: Sequence[str]) -> go.Figure:
    """Return empty histograms of weights.

    For each layer one trace awaits ``x``, ``y`` (the highest 1) and ``customdata`` (shares), and one ``x`` (the right
    end) and ``customdata`` ``(1, 3)``, mean, standard deviation and the share of exact zeros.

    Parameters
    ----------
    layers
        Names, the first layer first.
    """
    words = _("mean {mean}, s.d. {deviation}, {share} zeros").format(
        mean="%{customdata[0]:.2f}", deviation="%{customdata[1]:.2f}", share="%{customdata[2]:.0%}"
    )
    return _histograms(layers, [words] * len(layers), "weights")


def activations_figure(layers: Sequence[str], activations: Sequence[str]) -> go.Figure:
    """Return empty histograms of activations.

    As :func:`weights_figure`, but the words await ``(1, 4)``: share of zeros, dead units, share of saturated values,
    units.

    Parameters
    ----------
    activations
        The layers' activations, names of :data:`playground.activations.ACTIVATIONS`.
    """
    return _histograms(layers, [_words(name) for name in activations], "activations")


def _words(activation: str) -> str:
    if activation in COUNTING:
        return _("{share} zeros, {dead} of {units} units dead").format(
            share="%{customdata[0]:.0%}", dead="%{customdata[1]:d}", units="%{customdata[3]:d}"
        )
    if activation in FLATTENING:
        return _("{share} saturated").format(share="%{customdata[2]:.0%}")
    return " "


def _histograms(layers: Sequence[str], words: Sequence[str], name: str) -> go.Figure:
    figure = go.Figure()
    figure.update_layout(
        height=ROW * len(layers) + 24,
        margin={"l": 12, "r": 16, "t": 4, "b": 20},
        bargap=0.06,
        showlegend=False,
        hovermode="closest",
        uirevision=f"{name} {len(layers)}",
    )
    for row, layer in enumerate(layers):
        top = 1 - row / len(layers)
        axis = str(row + 1)
        figure.add_traces([_bars(axis), _text(words[row], axis)])
        figure.update_layout(
            {
                f"xaxis{axis}": {"anchor": f"y{axis}", "zeroline": True, "showgrid": False, "nticks": 7},
                f"yaxis{axis}": {
                    "anchor": f"x{axis}",
                    "domain": [top - 0.81 / len(layers), top],
                    "range": [0, TOP],
                    "showticklabels": False,
                    "showgrid": False,
                    "fixedrange": True,
                },
            }
        )
        figure.add_annotation(
            text=f"<b>{plain(layer)}</b>",
            xref="paper",
            x=0,
            xanchor="left",
            yref=f"y{axis}",
            y=TITLE_HEIGHT,
            yanchor="middle",
            showarrow=False,
        )
    return figure


def _bars(axis: str) -> go.Bar:
    return go.Bar(
        x=[],
        y=[],
        marker={"color": CURVE_COLOURS["dark"][0], "line": {"width": 0}},
        hovertemplate="%{x:.3~g}: %{customdata:.1%}<extra></extra>",
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
    )


def _text(words: str, axis: str) -> go.Scatter:
    return go.Scatter(
        x=[],
        y=[WORDS_HEIGHT],
        mode="text",
        texttemplate=words,
        textposition="middle left",
        cliponaxis=False,
        hoverinfo="skip",
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
    )
