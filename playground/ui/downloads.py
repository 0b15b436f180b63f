"""What one can take home from a page: the experiment as a file, its code."""

from __future__ import annotations

import streamlit as st

from playground.experiment import Experiment
from playground.i18n import _
from playground.ui.export import export_controls
from playground.ui.groups import hidden


def downloads(experiment: Experiment) -> None:
    """Show what there is to download, unless a class link hides it. A person's own data come with the experiment."""
    if hidden("export"):
        return
    st.download_button(
        _("Download this experiment (JSON)"),
        experiment.to_json(indent=None if experiment.data.is_own else 2),
        "experiment.json",
        "application/json",
        key="download",
        icon=":material/download:",
        on_click="ignore",
    )
    export_controls(experiment)
