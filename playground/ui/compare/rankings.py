"""The component that shows the values of a comparison, the best first, with its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from playground.experiment.spec import Task
from playground.i18n import N_, _, language
from playground.live.csv_files import csv_texts
from playground.live.figure import connection
from playground.live.files import source
from playground.training.worker.runs import Run
from playground.ui.compare.grids import value_look

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
    "value": N_("value_of_the_game"),
    "on_real": N_("d_on_data"),
    "on_generated": N_("d_on_generated"),
    "modes_covered": N_("modes_covered"),
    "share_within_3_sigma": N_("share_within_3_sigma"),
    "share_mean": N_("share_mean"),
    "modes_mean": N_("modes_mean"),
    "value_mean": N_("value_mean"),
    "on_real_mean": N_("d_on_data_mean"),
}
"""Headings of the columns of CSV files, which programs read too."""

_RANKING = st.components.v2.component(
    "ranking",
    html=source("ranking.html"),
    css=source("ranking.css"),
    js=source("page_element.js", "live_element.js", "ranking.js"),
)


@dataclass(frozen=True)
class Ranked:
    """What is ranked.

    Parameters
    ----------
    headings
        Of the table: place, value, score, range, another number, perhaps a third, and how many have diverged, which is
        there once one has.
    percent, percent_beside
        Whether the score is a share, of which more is better, or a loss; and whether the other number is a share.
    curves
        Names of the curves of each network.
    summary
        The headings of the summary's file, each with its column of the tensor ``standings``.
    ordered
        Whether more or less of the score is better at all.
    """

    headings: Sequence[str]
    percent: bool
    percent_beside: bool
    curves: Sequence[str]
    summary: Mapping[str, int]
    ordered: bool = True


def ranking(
    axis: str,
    values: Sequence[str],
    labels: Sequence[str],
    seeds: Sequence[Sequence[int]],
    run: Run,
    *,
    key: str,
    axis_heading: str = "",
    ranked: Ranked | None = None,
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
    ranked
        What is ranked; without it accuracies or losses.
    """
    ranked = ranked or _of_task(run.settings.experiment.data.task)
    data = connection(run) | {
        "axis": axis,
        "rows": [
            {"label": label, "value": value} | value_look(place)
            for place, (label, value) in enumerate(zip(labels, values, strict=True))
        ],
        "experiments": [[str(seed) for seed in row] for row in seeds],
        "columns": list(ranked.headings),
        "single": len(seeds[0]) == 1,
        "percent": ranked.percent,
        "percentBeside": ranked.percent_beside,
        "ordered": ranked.ordered,
        "curves": list(ranked.curves),
        "summary": dict(ranked.summary),
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


def _of_task(task: Task) -> Ranked:
    return Ranked(_headings(task), task.counts_right, task.counts_right, _curves(task), _summary(task))


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
