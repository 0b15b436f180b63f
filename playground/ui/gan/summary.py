"""The tables of both networks' layers."""

from __future__ import annotations

import streamlit as st

from playground.architecture.summary import gan_summaries
from playground.experiment.gan import GanExperiment
from playground.i18n import _, n_
from playground.numerals import whole
from playground.ui.summary import rows_table


def network_tables(experiment: GanExperiment) -> None:
    """Show the layers of the generator and of the discriminator with their output shapes and parameters."""
    names = {"generator": _("Generator"), "discriminator": _("Discriminator")}
    for name, (_shape, rows) in gan_summaries(experiment).items():
        total = sum(row.parameters for row in rows)
        words = n_("{n} parameter to learn", "{n} parameters to learn", total).format(n=whole(total))
        st.markdown(f"**{names[name]}**: {words}")
        rows_table(rows)
