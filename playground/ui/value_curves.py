"""Curves of what is compared: of each value the median over its seeds, with the range."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import plotly.graph_objects as go

from playground.figures.comparison import band_of, line_of
from playground.figures.theme import VALUE_COLOURS, Shade
from playground.i18n import _
from playground.live.figure import Binding, live_figure
from playground.training.worker.runs import Run


def value_curves(
    figure: go.Figure, curve: str, labels: Sequence[str], run: Run, *, key: str, without: Collection[int] = ()
) -> None:
    """Show a figure of :mod:`playground.figures.comparison` with a curve of a run that measures ``Spread``.

    Parameters
    ----------
    curve
        Its name: a part and a measure, as ``test_loss``.
    labels
        What people call the values.
    key
        Names the element on the page.
    without
        Places of values that have no such curve.
    """
    values = len(labels)
    drawn = [place for place in range(values) if place not in without]
    lines = [Binding(f"{curve}_median:{k}", line_of(k), curve=True) for k in drawn]
    bands = [Binding(f"{curve}_low:{k}", band_of(k, values), curve=True, above=f"{curve}_high:{k}") for k in drawn]
    live_figure(
        figure,
        lines + bands,
        run,
        key=key,
        alt=_("{title} over epochs, a line for each of: {values}").format(
            title=figure.layout.title.text, values=", ".join(labels[place] for place in drawn)
        ),
        colours=value_colours(values),
    )


def value_colours(count: int) -> dict[Shade, Sequence[str]]:
    """Return the colours of the first values, in both shades."""
    return {shade: colours[:count] for shade, colours in VALUE_COLOURS.items()}
