"""Confusion matrices: which class is taken for which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from playground.figures.text import plain
from playground.figures.theme import CLASS_COLOURS
from playground.i18n import _

HEIGHT, ONLY_HEIGHT = 500, 420
TRAIN_CELLS, TRAIN_NUMBERS, TEST_CELLS, TEST_NUMBERS = range(4)
"""Places of the traces that a live run fills."""
ONLY_CELLS, ONLY_NUMBERS = range(2)
"""The same where there is one matrix."""

MOST_UPRIGHT = 32
"""Characters of all class names that fit side by side under the columns."""
MOST_WITH_SHARES = 5
"""Classes up to which there is room for percentages in the cells."""

WRONG, RIGHT = CLASS_COLOURS[0], CLASS_COLOURS[1]
OPACITIES = ((0.0, 0.0), (0.0012, 0.0), (0.003, 0.12), (0.05, 0.28), (1.0, 0.65))
"""How much a cell's colour covers the ground, by its share of the row: nothing of nothing, and of one sample enough to
be seen. Numbers in the ground's own colour of text can be read on all of them."""

LONGEST_NAME = 12
CHARACTER = 8  # pixels


def confusion_figure(class_names: Sequence[str]) -> go.Figure:
    """Return the empty matrices of the training part, above, and the test part; rows are true classes.

    The traces of cells await their colours as ``z``, ``(classes, classes)``, rows from bottom to top, that is the last
    class first: from -1, wholly wrong, to 1, wholly right. Those of numbers await ``(classes², 2)`` counts and shares
    as ``customdata``, the first class first, and as ``y`` their rows from the bottom, not a number where nothing is
    counted.
    """
    names = [_short(name) for name in class_names]
    count = len(names)
    figure = go.Figure()
    for part in (1, 2):
        figure.add_traces([_cells(count, part), _numbers(class_names, part)])
    titles = ((_("training"), 1.0), (_("test"), 0.46))
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 40 + CHARACTER * max(map(len, names)), "r": 12, "t": 28, "b": 52},
        showlegend=False,
        hovermode="closest",
        hoverdistance=-1,
        dragmode=False,
        uirevision="confusion",
        annotations=[_title(text, y) for text, y in titles],
        shapes=[line for part in (1, 2) for line in _separators(count, part)],
        xaxis=_axis(names, shown=False),
        yaxis=_rows(names) | {"domain": [0.54, 1]},
        xaxis2=_axis(names, shown=True) | {"anchor": "y2", "title": {"text": _("predicted"), "standoff": 4}},
        yaxis2=_rows(names) | {"domain": [0, 0.46], "anchor": "x2"},
    )
    return figure


def test_confusion_figure(class_names: Sequence[str]) -> go.Figure:
    """Return the empty matrix of the test part alone; its traces await what those of :func:`confusion_figure` do."""
    names = [_short(name) for name in class_names]
    count = len(names)
    figure = go.Figure([_cells(count, 1), _numbers(class_names, 1)])
    figure.update_layout(
        height=ONLY_HEIGHT,
        margin={"l": 40 + CHARACTER * max(map(len, names)), "r": 12, "t": 28, "b": 60},
        showlegend=False,
        hovermode="closest",
        hoverdistance=-1,
        dragmode=False,
        uirevision="confusion",
        annotations=[_title(_("Confusion matrix, test"), 1.0)],
        shapes=_separators(count, 1),
        xaxis=_axis(names, shown=True) | _below(names) | {"title": {"text": _("predicted"), "standoff": 8}},
        yaxis=_rows(names),
    )
    return figure


def _short(name: str) -> str:
    return plain(name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…")


def _title(text: str, y: float) -> dict[str, Any]:
    place = {"xref": "paper", "yref": "paper", "x": 0, "y": y, "xanchor": "left", "yanchor": "bottom"}
    return place | {"text": text, "showarrow": False, "font": {"size": 15}}


def _axis(names: Sequence[str], shown: bool) -> dict[str, Any]:
    return {
        "range": [-0.5, len(names) - 0.5],
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "showticklabels": shown,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def _below(names: Sequence[str]) -> dict[str, Any]:
    """Return how names stand under their columns: all of them, slanted where they are long."""
    slanted = sum(map(len, names)) > MOST_UPRIGHT
    return {"tickangle": -40 if slanted else 0, "ticklabeloverflow": "allow", "automargin": True}


def _rows(names: Sequence[str]) -> dict[str, Any]:
    """Return the axis of true classes, the first at the top."""
    return _axis(names[::-1], shown=True) | {"title": {"text": _("true"), "standoff": 2}}


def _separators(count: int, part: int) -> list[dict[str, Any]]:
    """Return the lines between cells."""
    look = {"type": "line", "line": {"width": 1, "color": "rgba(128, 128, 128, 0.35)"}}
    refs = {"xref": f"x{part}", "yref": f"y{part}"}
    between = [place - 0.5 for place in range(1, count)]
    upright = [{"x0": place, "x1": place, "y0": -0.5, "y1": count - 0.5} for place in between]
    level = [{"y0": place, "y1": place, "x0": -0.5, "x1": count - 0.5} for place in between]
    return [look | refs | ends for ends in upright + level]


def _places(count: int) -> tuple[list[int], list[int]]:
    """Return column and row of every cell, row after row from the top."""
    rows, columns = np.divmod(np.arange(count**2), count)
    return columns.tolist(), rows.tolist()


def _cells(count: int, part: int) -> go.Heatmap:
    """Return the coloured cells; its own colours, as a live figure repaints heatmaps in those that they name."""
    return go.Heatmap(
        z=np.full((count, count), np.nan),
        zmin=-1,
        zmax=1,
        colorscale=_colorscale(),
        showscale=False,
        hoverinfo="skip",
        xaxis=f"x{part}",
        yaxis=f"y{part}",
    )


def _colorscale() -> list[tuple[float, str]]:
    """Return the colours from -1 to 1, ever more transparent towards 0."""
    coloured = [(share, f"{round(255 * opacity):02x}") for share, opacity in OPACITIES]
    wrong = [((1 - share) / 2, WRONG + opacity) for share, opacity in coloured[::-1]]
    return [*wrong, *(((1 + share) / 2, RIGHT + opacity) for share, opacity in coloured)]


def _numbers(class_names: Sequence[str], part: int) -> go.Scatter:
    x, y = _places(len(class_names))
    names = [plain(name) for name in class_names]
    sentence = _("true {true}, predicted {predicted}")
    pairs = [sentence.format(true=names[i], predicted=names[j]) for i, j in zip(y, x, strict=True)]
    shares = len(class_names) <= MOST_WITH_SHARES
    return go.Scatter(
        x=x,
        y=[len(class_names) - 1 - row for row in y],
        mode="text",
        text=pairs,
        texttemplate="%{customdata[0]:d}<br>%{customdata[1]:.0%}" if shares else "%{customdata[0]:d}",
        hovertemplate="%{text}: %{customdata[0]:d} (%{customdata[1]:.1%})<extra></extra>",
        xaxis=f"x{part}",
        yaxis=f"y{part}",
    )
