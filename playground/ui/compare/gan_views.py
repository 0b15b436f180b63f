"""What a comparison of GANs shows of its run, besides its pictures."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
import streamlit as st

from playground.figures.gan_comparison import answer_curves, mode_curves, share_curves, value_lines
from playground.i18n import _
from playground.live.table import Matrix
from playground.numerals import whole
from playground.training.population.gan_view import MILESTONES
from playground.training.worker.runs import Run
from playground.ui.compare.compared import Compared
from playground.ui.compare.rankings import Ranked
from playground.ui.folded_table import folded_table
from playground.ui.value_curves import value_curves


def mode_views(compared: Compared, run: Run) -> None:
    """Show how many modes are covered, and how many of the generated points lie near one."""
    labels = compared.labels
    modes, share = _titles(compared, _("Modes covered"), _("Generated points within 3σ of a mode"))
    _curves(mode_curves(labels, modes, len(compared.target.centres)), "modes_covered", "modes", compared, run)
    _curves(share_curves(labels, share), "share_within_3_sigma", "share", compared, run)


def value_view(compared: Compared, run: Run) -> None:
    """Show the value of the game."""
    (title,) = _titles(compared, _("Value of the game"))
    critics = compared.critics if compared.has_probabilities else []
    figure = value_lines(compared.labels, title, compared.has_probabilities)
    _curves(figure, "value", "value", compared, run, critics)
    if critics:
        st.caption(_("Without the Wasserstein loss: its value is a difference of heights, of no probabilities."))


def answer_view(compared: Compared, run: Run) -> None:
    """Show what the discriminators say of data on average, where they say probabilities."""
    if compared.has_probabilities:
        (title,) = _titles(compared, _("D on data, mean"))
        _curves(answer_curves(compared.labels, title), "on_real", "on-real", compared, run, compared.critics)


def coverage_table(compared: Compared, run: Run) -> None:
    """Show, once opened, how many modes each GAN covers at some moments."""
    if not compared.target.has_modes:
        return
    comparison = compared.comparison
    rows = [
        _("{value}, seed {n}").format(value=label, n=network.seed)
        for label, row in zip(compared.labels, comparison.experiments, strict=True)
        for network in row
    ]
    moments = [_("{n} steps").format(n=whole(steps)) for steps in MILESTONES]
    columns = [*moments, _("now"), _("share within 3σ")]
    folded_table("coverage", [Matrix(_("Modes covered"), "coverage", _("GAN"), rows, columns)], run)


def gan_ranking(compared: Compared) -> Ranked:
    """Return what is ranked: the share near a mode. Where there is none it is the value, which has no best."""
    played = ["value", *(["on_real", "on_generated"] if compared.has_probabilities else [])]
    spread = {"standard_deviation": 1, "lowest": 2, "highest": 3}
    if compared.target.has_modes:
        headings = ["#", _("value"), _("within 3σ"), _("range"), _("modes"), _("game’s value"), _("diverged")]
        summary = {"share_mean": 0, **spread, "modes_mean": 4, "value_mean": 5, "on_real_mean": 6, "diverged": 7}
        return Ranked(headings, True, False, [*played, "modes_covered", "share_within_3_sigma"], summary)
    headings = ["#", _("value"), _("game’s value"), _("range"), _("D on data"), _("diverged")]
    summary = {"value_mean": 0, **spread, "on_real_mean": 4, "diverged": 7}
    return Ranked(headings, False, False, played, summary, ordered=False)


def gan_sentence(compared: Compared) -> str:
    """Return what is in the pictures and under them."""
    sentences = [_("Orange squares: generated points. Background: what D says, blue where it takes points for data.")]
    if compared.target.has_modes:
        sentences += [
            _("Rings: the modes, of three standard deviations."),
            _("Under each picture: modes covered, and the share of the generated points within a ring."),
        ]
    else:
        sentences += [
            _("Blue squares: data."),
            _("Under each picture: the value of the game, and what D says of data on average."),
        ]
    return " ".join([*sentences, _("Click it to open it alone.")])


def _titles(compared: Compared, *titles: str) -> list[str]:
    if compared.comparison.networks_each == 1:
        return list(titles)
    return [_("{curve}: median and range").format(curve=title) for title in titles]


def _curves(
    figure: go.Figure, curve: str, name: str, compared: Compared, run: Run, without: Sequence[int] = ()
) -> None:
    figure.update_layout(uirevision=name)
    value_curves(figure, curve, compared.labels, run, key=f"figure-{name}", without=without)
