"""What the page of GANs shows beside the plane: curves, and the numbers of the modes."""

from __future__ import annotations

import streamlit as st

from playground.experiment.gan import GanExperiment
from playground.figures.gan import FIRST, SECOND, answers_figure, modes_figure, share_figure, value_figure
from playground.i18n import _
from playground.live.figure import Binding, live_figure
from playground.live.table import Columns
from playground.numerals import fixed
from playground.training.probes.gan import BestDiscriminator, GanCurves, GanPicture
from playground.training.probes.plane import Probe
from playground.training.worker.runs import Run
from playground.ui.folded_table import folded_table


def probes(experiment: GanExperiment) -> list[Probe]:
    """Return what the page needs measured."""
    always: list[Probe] = [GanCurves(), GanPicture()]
    return [*always, BestDiscriminator()] if experiment.has_known_best else always


def after_divergence() -> str:
    """Return what to do once the game is lost."""
    return _("Go back on the timeline and take smaller learning rates, then play; or reset.")


def curves(run: Run, experiment: GanExperiment) -> None:
    """Show how far both networks are, over the epochs; a critic gives no probabilities, some data have no modes."""
    is_critic, mixture = experiment.training.loss == "wasserstein", experiment.data.mixture
    columns = {_("value"): "value"}
    if mixture.has_modes:
        live_figure(
            modes_figure(len(mixture.centres)),
            [Binding("modes_covered", FIRST, curve=True)],
            run,
            key="figure-modes",
            alt=_("How many modes are covered, over epochs"),
        )
        live_figure(
            share_figure(),
            [Binding("share_within_3_sigma", FIRST, curve=True)],
            run,
            key="figure-share",
            alt=_("The share of generated points within 3σ of a mode, over epochs"),
        )
        columns |= {_("modes covered"): "modes_covered", _("share within 3σ"): "share_within_3_sigma"}
    live_figure(
        value_figure(is_critic),
        [Binding("value", FIRST, curve=True)],
        run,
        key="figure-value",
        alt=_("The value of the game over epochs"),
    )
    if not is_critic:
        live_figure(
            answers_figure(),
            [Binding("on_real", FIRST, curve=True), Binding("on_generated", SECOND, curve=True)],
            run,
            key="figure-answers",
            alt=_("What the discriminator says on average of data and of generated points, over epochs"),
        )
        columns |= {_("D on data"): "on_real", _("D on generated points"): "on_generated"}
    tables = [Columns(_("Curves"), columns, _("epoch"), curves=True)]
    if mixture.has_modes:
        rows = [f"({fixed(x, 2)}; {fixed(y, 2)})" for x, y in mixture.centres]
        counts = {_("points of 1,000"): "mode_counts", _("covered"): "mode_covered"}
        tables.append(Columns(_("Modes"), counts, _("centre"), rows))
    folded_table("gan", tables, run)
    st.caption(_("An epoch is 20 steps of both networks. Points and noise that are measured stay the same ones."))
