"""The linked views of a run: which a person wants to see, what they need measured, and where they stand on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import streamlit as st

from playground.datasets import Dataset
from playground.experiment import Experiment
from playground.i18n import N_, _
from playground.training.probes.confusion import Confusion
from playground.training.probes.distributions import ActivationHistograms, WeightHistograms
from playground.training.probes.gradients import Gradients
from playground.training.probes.hidden_space import HiddenSpace
from playground.training.probes.plane import Probe
from playground.training.probes.surface import Surface
from playground.training.worker.runs import Run
from playground.ui.address import note, seed
from playground.ui.groups import hidden
from playground.ui.perceptron import view_cells
from playground.ui.perceptron.hidden_space import has_hidden_layers, hidden_space_choice
from playground.ui.perceptron.view_cells import Viewed

KEY = "views"
DEFAULT = ("curves",)
NONE = "none"
"""What the address says where no view is wanted."""


@dataclass(frozen=True)
class View:
    """One view of a run.

    Parameters
    ----------
    label
        Its name on the page.
    probes
        What it needs measured, besides what every page measures (losses and accuracies).
    show
        Draws it where it is called.
    applies
        Whether it says anything of such an experiment.
    """

    label: str
    probes: Callable[[Experiment], tuple[Probe, ...]]
    show: Callable[[Viewed], None]
    applies: Callable[[Experiment], bool] = lambda experiment: True


VIEWS: Mapping[str, View] = MappingProxyType(
    {
        "curves": View(N_("Curves"), lambda experiment: (), view_cells.curves),
        "surface": View(N_("Surface"), lambda experiment: (Surface(),), view_cells.surface),
        "hidden": View(
            N_("Hidden space"),
            lambda experiment: (HiddenSpace(*hidden_space_choice(experiment)),),
            view_cells.hidden_space,
            has_hidden_layers,
        ),
        "confusion": View(
            N_("Confusion matrix"),
            lambda experiment: (Confusion(),),
            view_cells.confusion,
            lambda experiment: experiment.data.task.is_classification,
        ),
        "weights": View(N_("Weights"), lambda experiment: (WeightHistograms(),), view_cells.weights),
        "activations": View(N_("Activations"), lambda experiment: (ActivationHistograms(),), view_cells.activations),
        "gradients": View(N_("Gradients"), lambda experiment: (Gradients(),), view_cells.gradients),
    }
)


def view_choice(experiment: Experiment) -> list[str]:
    """Show the choice of views and return the chosen ones, keys of :data:`VIEWS` in its order; perhaps none.

    Views that say nothing of the experiment are not offered.
    """
    offered = {name: _(view.label) for name, view in VIEWS.items() if view.applies(experiment)}
    chosen = seed(KEY, list(DEFAULT), lambda text: _parse(text, offered))
    if not hidden(KEY):
        chosen = st.pills(
            _("Views"),
            list(offered),
            selection_mode="multi",
            default=[name for name in offered if name in chosen],
            key=KEY,
            format_func=offered.__getitem__,
            persist_state="session",
        )
    value = [name for name in offered if name in chosen]
    note(KEY, value or [NONE], DEFAULT)
    return value


def _parse(text: str, offered: Mapping[str, str]) -> list[str]:
    """Read the views that an address wants.

    Raises
    ------
    ValueError
        If it wants nothing that is offered.
    """
    names = [name for name in text.split(",") if name in offered]
    if not names and text != NONE:
        raise ValueError(f"{text!r} names no view")
    return names


def view_probes(chosen: Sequence[str], experiment: Experiment) -> list[Probe]:
    """Return what the chosen views need measured, besides losses and accuracies."""
    return [probe for name in chosen for probe in VIEWS[name].probes(experiment)]


def show_views(
    chosen: Sequence[str],
    run: Run,
    dataset: Dataset,
    experiment: Experiment,
    *,
    logarithmic: bool = False,
    columns: int = 3,
) -> None:
    """Show the chosen views in rows, each with the table of its numbers.

    Parameters
    ----------
    chosen
        From :func:`view_choice`; the run must measure :func:`view_probes` of them.
    logarithmic
        Whether the axis of the losses is logarithmic.
    columns
        Views in a row; on a narrow screen they stand one under the other.
    """
    viewed = Viewed(run, dataset, experiment, logarithmic)
    for start in range(0, len(chosen), columns):
        for cell, name in zip(st.columns(columns, gap="medium"), chosen[start : start + columns], strict=False):
            with cell:
                st.markdown(f"**{_(VIEWS[name].label)}**")
                VIEWS[name].show(viewed)
