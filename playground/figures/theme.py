"""One look for all figures, in light and dark.

Colours are told apart by people with the common colour-blindnesses (Okabe and Ito 2008); classes also differ by symbol,
training and test curves by dash. Text is 14 px or more, to be read from the back of a classroom.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

import numpy as np
import plotly.graph_objects as go

from playground.experiment.spec import Task

Shade = Literal["light", "dark"]

CLASS_COLOURS = (
    *("#d95f02", "#0072b2", "#009e73", "#cc79a7", "#e6ab02"),
    *("#7700dd", "#773300", "#bbbbff", "#bb55ff", "#55dd99"),
)
"""The last five are those farthest from the others in CIELAB, as seen with any of the colour-blindnesses."""
CLASS_SYMBOLS = (
    *("circle", "square", "diamond", "triangle-up", "pentagon"),
    *("triangle-down", "star", "cross", "hexagram", "bowtie"),
)
CURVE_COLOURS: dict[Shade, tuple[str, str]] = {"light": ("#0072b2", "#c14f00"), "dark": ("#56b4e9", "#ffa347")}
"""Training and test, on either background."""
VALUE_COLOURS: dict[Shade, tuple[str, ...]] = {
    "light": ("#0072b2", "#d95f02", "#007a5a", "#b8427f", "#7a5f00", "#6a3dc8", "#1f9bcf", "#4a5058"),
    "dark": ("#56b4e9", "#ffa347", "#2cc79a", "#f08dbf", "#e6c84f", "#b794ff", "#8fd3f4", "#c9d1d9"),
}
"""The values that are compared, on either background; their lines differ by dash too."""
VALUE_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "5px 2px", "2px 6px")
TEXT: dict[Shade, str] = {"light": "#222831", "dark": "#f0f2f6"}
GRID: dict[Shade, str] = {"light": "#dfe3e8", "dark": "#3b4048"}
MIDDLE: dict[Shade, str] = {"light": "#f7f7f7", "dark": "#15181d"}
FONT_SIZE = 14


def template(shade: Shade, task: Task) -> dict[str, Any]:
    """Return the Plotly template of a shade; the colours of heatmaps are those of the task's answers."""
    axis = {"gridcolor": GRID[shade], "zerolinecolor": GRID[shade], "linecolor": GRID[shade]}
    made = go.layout.Template(
        layout={
            "font": {"size": FONT_SIZE, "color": TEXT[shade]},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": axis,
            "yaxis": axis,
            "scene": dict.fromkeys(("xaxis", "yaxis", "zaxis"), axis | {"color": TEXT[shade], "showbackground": False}),
            "hoverlabel": {"font": {"size": FONT_SIZE}},
            "title": {"font": {"size": FONT_SIZE + 1}},
            "colorway": list(CURVE_COLOURS[shade]),
        },
        data={
            "heatmap": [{"colorscale": colorscale(shade, task), "colorbar": {"outlinewidth": 0}}],
            "scatter": [{"marker": {"colorscale": colorscale(shade, task), "line": {"color": MIDDLE[shade]}}}],
            "surface": [{"colorscale": colorscale(shade, task)}],
            "scatter3d": [{"marker": {"colorscale": colorscale(shade, task)}}],
        },
    )
    return made.to_plotly_json()


@cache
def templates(task: Task) -> dict[str, dict[str, Any]]:
    """Return the templates of both shades."""
    return {"light": template("light", task), "dark": template("dark", task)}


def colorscale(shade: Shade, task: Task) -> list[list[float | str]]:
    """Return the colours of a network's answers (:class:`playground.training.probes.plane.Boundary`).

    Two classes or a number: from orange over nothing to blue. K classes: for each, from nothing to its colour; of more
    than there are colours, as letters are, nobody draws a plane.
    """
    if task.classes is None or task.classes == 2 or task.classes > len(CLASS_COLOURS):
        low, high = CLASS_COLOURS[0], CLASS_COLOURS[1]
        return [
            [0.0, low],
            [0.3, blend(low, MIDDLE[shade], 0.55)],
            [0.5, MIDDLE[shade]],
            [0.7, blend(high, MIDDLE[shade], 0.55)],
            [1.0, high],
        ]
    scale: list[list[float | str]] = []
    for k in range(task.classes):
        scale.append([k / task.classes, blend(CLASS_COLOURS[k], MIDDLE[shade], 0.15)])
        strong = blend(CLASS_COLOURS[k], MIDDLE[shade], 0.85)
        scale += [[(k + 0.97) / task.classes, strong], [(k + 0.9999) / task.classes, strong]]
    scale[-1][0] = 1.0
    return scale


def discrete_colorscale(task: Task) -> list[list[float | str]]:
    """Return flat colours for a network's answers: which class, or on which side of zero, and nothing else."""
    if task.classes is None or task.classes == 2:
        return [[0.0, CLASS_COLOURS[0]], [0.5, CLASS_COLOURS[0]], [0.5, CLASS_COLOURS[1]], [1.0, CLASS_COLOURS[1]]]
    steps = np.linspace(0, 1, task.classes + 1).tolist()
    return [[at, CLASS_COLOURS[k]] for k in range(task.classes) for at in (steps[k], steps[k + 1])]


def blend(colour: str, background: str, share: float) -> str:
    """Return a hexadecimal colour made of a share of ``colour`` on ``background``."""
    pairs = ((int(colour[i : i + 2], 16), int(background[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(share * front + (1 - share) * back):02x}" for front, back in pairs)
