"""Curves over epochs, training against test."""

from __future__ import annotations

import plotly.graph_objects as go

from playground.i18n import _

HEIGHT = 250
TRAIN, TEST, BATCHES = 0, 1, 2
"""Places of the traces that a live run fills; the last one only where single batches are drawn."""


def loss_figure(logarithmic: bool = False, batches: bool = False) -> go.Figure:
    """Return empty loss curves.

    Parameters
    ----------
    batches
        Whether there is a third curve, of single batches, whose ``x`` comes with it.
    """
    figure = _curves(_("Loss"), batches)
    figure.update_yaxes(type="log" if logarithmic else "linear", rangemode="normal" if logarithmic else "tozero")
    if logarithmic:
        # 1, 2, 5 of each power of ten, written as 0.01: as powers they are larger than all other labels
        figure.update_yaxes(tickformat="~g", dtick="D2")
    figure.update_layout(uirevision=f"loss-{logarithmic}")
    return figure


def accuracy_figure(batches: bool = False) -> go.Figure:
    """Return empty accuracy curves, from 0 to 100 %; ``batches`` as in :func:`loss_figure`."""
    figure = _curves(_("Accuracy"), batches)
    figure.update_yaxes(range=[0, 1.02], tickformat=".0%")
    figure.update_layout(uirevision="accuracy")
    return figure


def _curves(title: str, batches: bool) -> go.Figure:
    figure = go.Figure(
        [
            go.Scatter(x=[], y=[], mode="lines", name=_("training"), line={"width": 2.5}),
            go.Scatter(x=[], y=[], mode="lines", name=_("test"), line={"width": 2.5, "dash": "dash"}),
        ]
    )
    if batches:
        thin = {"width": 1, "color": "#8a94a3"}
        figure.add_scatter(x=[], y=[], mode="lines", name=_("batches"), line=thin, opacity=0.7)
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 64, "r": 12, "t": 34, "b": 48},
        title={
            "text": title,
            "x": 0,
            "xanchor": "left",
            "xref": "paper",
            "y": 0.98,
            "yanchor": "top",
        },
        xaxis={"title": {"text": _("epoch"), "standoff": 6}},
        showlegend=False,
        hovermode="x unified",
    )
    return figure
