"""Figures of a comparison of GANs: a line for each value that is compared, over its GANs' range."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from playground.concepts.gan import VALUE_AT_EQUALITY
from playground.figures.comparison import empty_curves

LOWEST_VALUE, HIGHEST_VALUE = -2.1, 0.1
"""Range of the value of a game: at 0 the discriminator is never wrong."""
AT_EQUALITY = {"width": 1.5, "dash": "dot", "color": "#7d8794"}
"""The line where the generator's distribution is that of the data."""


def mode_curves(labels: Sequence[str], title: str, modes: int) -> go.Figure:
    """Return empty curves of how many of the modes are covered."""
    figure = empty_curves(labels, title)
    figure.update_yaxes(range=[-0.02 * modes, 1.04 * modes], dtick=1 if modes <= 8 else 5)
    return figure


def share_curves(labels: Sequence[str], title: str) -> go.Figure:
    """Return empty curves of a share, from 0 to 100 %."""
    figure = empty_curves(labels, title)
    figure.update_yaxes(range=[0, 1.02], tickformat=".0%")
    return figure


def value_lines(labels: Sequence[str], title: str, bounded: bool) -> go.Figure:
    """Return empty curves of the value of the game, with a line at that of two equal distributions.

    Parameters
    ----------
    bounded
        Whether discriminators say probabilities; without them there is neither line nor range.
    """
    figure = empty_curves(labels, title)
    if bounded:
        figure.update_yaxes(range=[LOWEST_VALUE, HIGHEST_VALUE])
        _mark(figure, VALUE_AT_EQUALITY, "−log 4")
    return figure


def answer_curves(labels: Sequence[str], title: str) -> go.Figure:
    """Return empty curves of a mean answer of the discriminator, with a line at ½."""
    figure = empty_curves(labels, title)
    figure.update_yaxes(range=[0, 1.02])
    _mark(figure, 0.5, "½")
    return figure


def _mark(figure: go.Figure, height: float, name: str) -> None:
    """Draw the line of two equal distributions."""
    figure.add_hline(height, line=AT_EQUALITY, annotation_text=name, annotation_position="bottom right")
