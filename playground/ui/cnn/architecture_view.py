"""The architecture of a network to look at: that of the page, or one that is known."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from playground.architecture.summary import SummaryRow, model_summary, summary
from playground.experiment import Experiment
from playground.experiment.spec import Shape
from playground.i18n import _
from playground.numerals import percent, whole
from playground.presets.architectures import ARCHITECTURES
from playground.ui.cnn.architecture import architecture_figure
from playground.ui.slide_links import with_slide_links
from playground.ui.widgets import pick

MINE = "mine"
KNOWN = ("lecture-cnn", "lenet5", "alexnet")


def architecture_view(experiment: Experiment) -> None:
    """Show the choice of an architecture, the page's own network first, its drawing, and the table of its layers."""
    labels = {MINE: _("My network"), **{name: _(ARCHITECTURES[name].label) for name in KNOWN}}
    name = pick(_("Look at"), "cnn_look", labels, MINE, form="segments", hide_label=True)
    rows, input_shape = _described(name, experiment)
    if name != MINE:
        st.markdown(with_slide_links(_(ARCHITECTURES[name].sentence)))
    st.markdown(where_it_is(rows))
    architecture_figure(rows, input_shape, key="architecture")


def where_it_is(rows: Sequence[SummaryRow]) -> str:
    """Return a sentence on the parameters and multiplications of a network, and what part is in its dense layers."""
    parameters, multiplications = (
        sum(getattr(row, part) for row in rows) for part in ("parameters", "multiplications")
    )
    dense = [row for row in rows if row.kind == "dense"]
    sentence = _(
        "**{parameters} parameters** to learn, {weights} of them in dense layers; **{multiplications} "
        "multiplications** for each image, {work} of them there."
    )
    return sentence.format(
        parameters=whole(parameters),
        weights=percent(sum(row.parameters for row in dense) / parameters),
        multiplications=whole(multiplications),
        work=percent(sum(row.multiplications for row in dense) / multiplications),
    )


def _described(name: str, experiment: Experiment) -> tuple[list[SummaryRow], Shape]:
    if name == MINE:
        return summary(experiment), experiment.data.input_shape
    known = ARCHITECTURES[name]
    return model_summary(known.model, known.input_shape, known.task, "cross_entropy"), known.input_shape
