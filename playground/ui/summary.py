"""The table of a network's layers."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from playground.activations import ACTIVATIONS
from playground.architecture.summary import SummaryRow, summary
from playground.experiment import Experiment
from playground.experiment.layers import show_shape
from playground.i18n import _, n_
from playground.numerals import whole


def layer_table(experiment: Experiment) -> None:
    """Show each layer with its output shape and parameters, and the total."""
    total = experiment.parameters
    st.markdown(n_("**{n} parameter** to learn", "**{n} parameters** to learn", total).format(n=whole(total)))
    rows_table(summary(experiment))


def rows_table(rows: Iterable[SummaryRow]) -> None:
    """Show the rows of a network's table."""
    lines = [[_("Layer"), _("Activation"), _("Output"), _("Parameters")], [":--", ":--", "--:", "--:"]]
    for row in rows:
        name = _("output") if row.name == "output" else row.name.replace("_", " ")
        lines.append([name, _activation_label(row.activation), show_shape(row.output_shape), whole(row.parameters)])
    st.markdown("\n".join("| " + " | ".join(line) + " |" for line in lines))


def _activation_label(name: str) -> str:
    return _(ACTIVATIONS[name].label) if name in ACTIVATIONS else name
