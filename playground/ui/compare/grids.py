"""The component that shows a picture of each network of a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import streamlit as st

from playground.concepts.gan import Mixture
from playground.concepts.gan.coverage import SIGMAS
from playground.datasets import Dataset
from playground.experiment.gan import REACH
from playground.experiment.spec import Task
from playground.figures.theme import CLASS_COLOURS, MIDDLE, VALUE_COLOURS, VALUE_DASHES, Shade, blend, colorscale
from playground.i18n import _, language
from playground.live.figure import connection
from playground.live.files import source
from playground.training.worker.runs import Run

MOST_POINTS = 250
"""Points drawn in each picture."""
MOST_DATA = 150
"""Points of data in each picture of a GAN whose data have no modes."""
SOFT = 0.5
"""How much of its colour an answer of a discriminator has: points lie over it."""
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

_GRID = st.components.v2.component(
    "live_grid",
    html=source("grid.html"),
    css=source("grid.css"),
    js=source(
        "elements.js", "page_element.js", "live_element.js", "confusion_marks.js", "generated_points.js", "grid.js"
    ),
    isolate_styles=False,  # so that people who script the page find it as they find every live figure
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
    task = run.settings.experiment.data.task
    _grid(drawn, rows, seeds, task, run, columns, _("Confusion matrix of the test part, of each network"), key)


def generated_grid(
    rows: Sequence[Row], seeds: Sequence[str], target: Mixture, run: Run, *, columns: int, key: str
) -> None:
    """Show the points that each generator makes over what its discriminator says of the plane, following a run.

    The run measures ``planes`` and ``generated`` of them.

    Parameters
    ----------
    target
        What is imitated: its modes are rings of three standard deviations; of one without, points lie on the pictures.
    seeds, columns
        As those of :func:`boundary_grid`.
    """
    modes = target.centres if target.has_modes else target.centres[:0]
    data = [] if target.has_modes else target.sample(np.random.default_rng(0), MOST_DATA).tolist()
    drawn = {
        "tensor": "planes",
        "names": [],
        "points": [],
        "generated": {
            "rings": [[_on_plane(x), _on_plane(y)] for x, y in modes.tolist()],
            "radius": SIGMAS * target.sigma / (2 * REACH),
            "data": [[_on_plane(x), _on_plane(y)] for x, y in data],
            "colours": {shade: list(colours) for shade, colours in CONFUSED.items()},
        },
        "scales": {
            shade: [
                [0.0, blend(CLASS_COLOURS[0], MIDDLE[shade], SOFT)],
                [0.5, MIDDLE[shade]],
                [1.0, blend(CLASS_COLOURS[1], MIDDLE[shade], SOFT)],
            ]
            for shade in SHADES
        },
    }
    scores = {
        "curve": "modes_covered" if target.has_modes else "value",
        "lossCurve": "share_within_3_sigma" if target.has_modes else "on_real",
        "alive": "share_within_3_sigma" if target.has_modes else "value",
        "modes": len(modes),
    }
    texts = {
        "score": _("modes covered") if target.has_modes else _("value of the game"),
        "loss": _("share of the generated points within 3σ") if target.has_modes else _("mean D on data"),
    }
    alt = _("The points that each generator makes, over what its discriminator says of the plane")
    task = run.settings.experiment.data.task
    _grid(drawn | scores, rows, seeds, task, run, columns, alt, key, texts)


def _on_plane(coordinate: float) -> float:
    """Return a coordinate as a share of the picture."""
    return round((coordinate + REACH) / (2 * REACH), 4)


def _grid(
    drawn: dict[str, Any],
    rows: Sequence[Row],
    seeds: Sequence[str],
    task: Task,
    run: Run,
    columns: int,
    alt: str,
    key: str,
    texts: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Show pictures of networks: what is ``drawn`` are the name of their tensor, points over them, and colours."""
    score = "test_accuracy" if task.counts_right else "test_loss"
    data = connection(run) | {
        "rows": [asdict(row) | value_look(place) for place, row in enumerate(rows)],
        "seeds": list(seeds),
        "columns": columns,
        "generated": None,
        "pointColours": [*CLASS_COLOURS, "#8a94a3"],
        "curve": score,
        "lossCurve": "test_loss",
        "alive": "train_loss",
        "modes": 0,
        "percent": task.counts_right,
        **drawn,
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
        }
        | dict(texts),
    }
    _GRID(key=key, data=data)


def value_look(place: int) -> dict[str, Any]:
    """Return the colour, in both shades, and the dash of the value at a place, as SVG has it."""
    dash = VALUE_DASHES[place]
    return {
        "colour": {shade: colours[place] for shade, colours in VALUE_COLOURS.items()},
        "dash": SVG_DASHES.get(dash, dash.replace("px", "")),
    }


def _points(dataset: Dataset) -> list[tuple[float, float, int]]:
    """Return training points with x and y from 0 to 1, and the place of their colour: the class, or a number's sign."""
    places = slice(dataset.train.start, min(dataset.train.start + MOST_POINTS, dataset.train.stop))
    shares = [(dataset.points[places, k] - axis.low) / (axis.high - axis.low) for k, axis in enumerate(dataset.axes)]
    targets = dataset.targets[places]
    colours = targets if dataset.task.is_classification else np.where(abs(targets) < SMALL, NEUTRAL, targets > 0)
    return [
        (round(float(x), 4), round(float(y), 4), int(colour)) for x, y, colour in zip(*shares, colours, strict=True)
    ]
