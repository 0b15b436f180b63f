"""Curves of a GAN over its epochs, each with what it would be at the end of a game that is won."""

from __future__ import annotations

import plotly.graph_objects as go

from playground.concepts.gan import VALUE_AT_EQUALITY
from playground.i18n import _

FIRST, SECOND = 0, 1
"""Places of the traces that a live run fills."""
HEIGHT = 188
GREY = "#8a94a3"


def value_figure(is_critic: bool) -> go.Figure:
    """Return an empty curve of the game's value, with -log 4; of a critic, of how far apart its means are, with 0."""
    title = _("D's mean on data less that on generated points") if is_critic else _("Value of the game")
    figure = _curves(title, (_("value"),))
    _mark(figure, *((0.0, "0") if is_critic else (VALUE_AT_EQUALITY, "−log 4")))
    figure.update_layout(uirevision=f"gan value {is_critic}")
    return figure


def answers_figure() -> go.Figure:
    """Return empty curves of what D says on average of data and of generated points, with ½."""
    figure = _curves(_("D on average"), (_("on data"), _("on generated points")))
    figure.update_yaxes(range=[0, 1.02])
    _mark(figure, 0.5, "½")
    figure.update_layout(uirevision="gan answers")
    return figure


def modes_figure(modes: int) -> go.Figure:
    """Return an empty curve of how many modes are covered, of so many."""
    figure = _curves(_("Modes covered"), (_("modes"),))
    figure.update_yaxes(range=[0, 1.05 * modes])
    figure.update_layout(uirevision=f"gan modes {modes}")
    return figure


def share_figure() -> go.Figure:
    """Return an empty curve of which share of the generated points lies within 3σ of a mode."""
    figure = _curves(_("Share within 3σ of a mode"), (_("within 3σ"),))
    figure.update_yaxes(range=[0, 1.05], tickformat=".0%")
    figure.update_layout(uirevision="gan share")
    return figure


def _curves(title: str, names: tuple[str, ...]) -> go.Figure:
    dashes = ("solid", "dash")
    figure = go.Figure(
        [
            go.Scatter(x=[], y=[], mode="lines", name=name, line={"width": 2.5, "dash": dash})
            for name, dash in zip(names, dashes, strict=False)
        ]
    )
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 64, "r": 12, "t": 30, "b": 42},
        title={"text": title, "x": 0, "xanchor": "left", "xref": "paper", "y": 0.98, "yanchor": "top"},
        xaxis={"title": {"text": _("epoch"), "standoff": 6}},
        showlegend=len(names) > 1,
        legend={"x": 1, "xanchor": "right", "y": 1, "yanchor": "top", "bgcolor": "rgba(128, 138, 150, 0.12)"},
        hovermode="x unified",
    )
    return figure


def _mark(figure: go.Figure, height: float, name: str) -> None:
    figure.add_hline(
        y=height,
        line={"width": 1.5, "dash": "dot", "color": GREY},
        annotation={"text": name, "xanchor": "right", "x": 1, "yanchor": "bottom", "showarrow": False},
    )
