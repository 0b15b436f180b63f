"""The components that show a comparison: the grid of pictures of the networks, and the ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import streamlit as st

from playground.datasets import Dataset
from playground.experiment.spec import Task
from playground.figures.theme import CLASS_COLOURS, MIDDLE, VALUE_COLOURS, VALUE_DASHES, Shade, colorscale
from playground.i18n import N_, _, language
from playground.live.csv_files import csv_texts
from playground.live.figure import connection
from playground.live.files import source
from playground.training.worker.runs import Run

MOST_POINTS = 250
"""Points drawn in each picture."""
CONFUSED: dict[Shade, tuple[str, str]] = {"light": ("#b34700", "#0072b2"), "dark": ("#ff7f2a", "#56b4e9")}
"""Colours of what is taken for something else, and of what is right, on the background of each shade."""
SHADES: tuple[Shade, Shade] = ("light", "dark")
SMALL, NEUTRAL = 0.1, len(CLASS_COLOURS)
"""Below what size a number to predict is drawn in a colour of its own, and the place of that colour."""
SVG_DASHES = {
    "solid": "",
    "dash": "9 5",
    "dot": "3 4",
    "dashdot": "9 3 3 3",
    "longdash": "14 5",
    "longdashdot": "14 3 3 3",
}

_FILE_HEADINGS = {
    "seed": N_("seed"),
    "epoch": N_("epoch"),
    "networks": N_("networks"),
    "train_loss": N_("train_loss"),
    "test_loss": N_("test_loss"),
    "train_accuracy": N_("train_accuracy"),
    "test_accuracy": N_("test_accuracy"),
    "train_loss_mean": N_("train_loss_mean"),
    "test_loss_mean": N_("test_loss_mean"),
    "train_accuracy_mean": N_("train_accuracy_mean"),
    "test_accuracy_mean": N_("test_accuracy_mean"),
    "standard_deviation": N_("standard_deviation"),
    "lowest": N_("lowest"),
    "highest": N_("highest"),
    "diverged": N_("diverged"),
}
"""Headings of the columns of CSV files, which programs read too."""

_GRID = st.components.v2.component(
    "live_grid",
    html=source("grid.html"),
    css=source("grid.css"),
    js=source("elements.js", "page_element.js", "live_element.js", "confusion_marks.js", "grid.js"),
    isolate_styles=False,  # so that people who script the page find it as they find every live figure
)
_RANKING = st.components.v2.component(
    "ranking",
    html=source("ranking.html"),
    css=source("ranking.css"),
    js=source("page_element.js", "live_element.js", "ranking.js"),
)


@dataclass(frozen=True)
class Cell:
    """One network in the grid.

    Parameters
    ----------
    network
        Its place among the networks of the comparison.
    name
        What it is, in words.
    link
        Where it can be looked at alone; ``None`` where there is no such page.
    """

    network: int
    name: str
    link: str | None


@dataclass(frozen=True)
class Row:
    """One of the values that are compared.

    Parameters
    ----------
    label
        What people call it.
    cells
        Its networks that are shown.
    """

    label: str
    cells: tuple[Cell, ...]


def boundary_grid(
    rows: Sequence[Row], seeds: Sequence[str], datasets: Sequence[Dataset], run: Run, *, columns: int, key: str
) -> None:
    """Show the decision boundary of each network, following a run that measures ``planes`` of them.

    Parameters
    ----------
    seeds
        Headings of the columns where several seeds are shown, a column each; empty where one is.
    datasets
        The data of each seed shown.
    columns
        Pictures side by side.
    """
    task = datasets[0].task
    drawn = {
        "tensor": "planes",
        "names": [],
        "points": [_points(dataset) for dataset in datasets],
        "scales": {shade: colorscale(shade, task) for shade in SHADES},
    }
    _grid(drawn, rows, seeds, task, run, columns, _("The plane, coloured by the answers of each network"), key)


def confusion_grid(
    rows: Sequence[Row], seeds: Sequence[str], names: Sequence[str], run: Run, *, columns: int, key: str
) -> None:
    """Show which test samples each network takes for which, following a run that measures ``confusions`` of them.

    Parameters
    ----------
    names
        What people call the classes.
    seeds, columns
        As those of :func:`boundary_grid`.
    """
    drawn = {
        "tensor": "confusions",
        "names": list(names),
        "points": [],
        "scales": {
            shade: [[0.0, wrong], [0.5, MIDDLE[shade]], [1.0, right]] for shade, (wrong, right) in CONFUSED.items()
        },
    }
    task = run.settings.network.data.task
    _grid(drawn, rows, seeds, task, run, columns, _("Confusion matrix of the test part, of each network"), key)


def _grid(
    drawn: dict[str, Any],
    rows: Sequence[Row],
    seeds: Sequence[str],
    task: Task,
    run: Run,
    columns: int,
    alt: str,
    key: str,
) -> None:
    """Show pictures of networks: what is ``drawn`` are the name of their tensor, points over them, and colours."""
    score = "test_accuracy" if task.counts_right else "test_loss"
    data = connection(run) | {
        "rows": [asdict(row) | value_look(place) for place, row in enumerate(rows)],
        "seeds": list(seeds),
        "columns": columns,
        **drawn,
        "pointColours": [*CLASS_COLOURS, "#8a94a3"],
        "curve": score,
        "lossCurve": "test_loss",
        "percent": task.counts_right,
        "language": language(),
        "texts": {
            "alt": alt,
            "open": _("Open this network alone"),
            "seed": _("seed"),
            "score": _("test accuracy") if task.counts_right else _("test loss"),
            "loss": _("test loss"),
            "diverged": _("diverged"),
            "right": _("{actual}: {n} of {all} recognized"),
            "taken": _("{actual}: {n} of {all} taken for {given}"),
        },
    }
    _GRID(key=key, data=data)


def ranking(
    axis: str,
    values: Sequence[str],
    labels: Sequence[str],
    seeds: Sequence[Sequence[int]],
    run: Run,
    *,
    key: str,
    axis_heading: str = "",
) -> None:
    """Show the values compared, the best first, following a run that measures ``standings``.

    Parameters
    ----------
    axis
        What is compared, and ``values`` its values, as they are written into files.
    labels
        What people call the values.
    seeds
        For each value the seeds of its networks.
    axis_heading
        What is compared, as a heading of the files; its name where there is none.
    """
    task = run.settings.network.data.task
    data = connection(run) | {
        "axis": axis,
        "rows": [
            {"label": label, "value": value} | value_look(place)
            for place, (label, value) in enumerate(zip(labels, values, strict=True))
        ],
        "experiments": [[str(seed) for seed in row] for row in seeds],
        "columns": _headings(task),
        "single": len(seeds[0]) == 1,
        "percent": task.counts_right,
        "curves": _curves(task),
        "summary": _summary(task),
        "language": language(),
        "headings": {axis: axis_heading or axis} | {name: _(heading) for name, heading in _FILE_HEADINGS.items()},
        "texts": csv_texts()
        | {
            "alt": _("The values compared, the best first"),
            "note": _("Mean ± standard deviation over the seeds, at the last epoch; networks that diverged left out.")
            if len(seeds[0]) > 1
            else "",
            "diverged": _("all diverged"),
            "summary": _("Summary (CSV)"),
            "results": _("Results (CSV)"),
            "curves": _("All curves (CSV)"),
        },
    }
    _RANKING(key=key, data=data)


def value_look(place: int) -> dict[str, Any]:
    """Return the colour, in both shades, and the dash of the value at a place, as SVG has it."""
    dash = VALUE_DASHES[place]
    return {
        "colour": {shade: colours[place] for shade, colours in VALUE_COLOURS.items()},
        "dash": SVG_DASHES.get(dash, dash.replace("px", "")),
    }


def _headings(task: Task) -> list[str]:
    """Return the headings, the last one for a column that is there once a network has diverged."""
    if not task.counts_right:
        return ["#", _("value"), _("test loss"), _("range"), _("training"), _("diverged")]
    return ["#", _("value"), _("test accuracy"), _("range"), _("training"), _("test loss"), _("diverged")]


def _curves(task: Task) -> list[str]:
    losses = ["train_loss", "test_loss"]
    return [*losses, "train_accuracy", "test_accuracy"] if task.counts_right else losses


def _summary(task: Task) -> dict[str, int]:
    """Return the headings of the summary's file, each with its column of the tensor ``standings``."""
    score = "accuracy" if task.counts_right else "loss"
    losses = {"test_loss_mean": 5, "train_loss_mean": 6} if task.counts_right else {}
    spread = {"standard_deviation": 1, "lowest": 2, "highest": 3}
    return {f"test_{score}_mean": 0, **spread, f"train_{score}_mean": 4, **losses, "diverged": 7}


def _points(dataset: Dataset) -> list[tuple[float, float, int]]:
    """Return training points with x and y from 0 to 1, and the place of their colour: the class, or a number's sign."""
    places = slice(dataset.train.start, min(dataset.train.start + MOST_POINTS, dataset.train.stop))
    shares = [(dataset.points[places, k] - axis.low) / (axis.high - axis.low) for k, axis in enumerate(dataset.axes)]
    targets = dataset.targets[places]
    colours = targets if dataset.task.is_classification else np.where(abs(targets) < SMALL, NEUTRAL, targets > 0)
    return [
        (round(float(x), 4), round(float(y), 4), int(colour)) for x, y, colour in zip(*shares, colours, strict=True)
    ]
