"""An experiment as code, on the page."""

from __future__ import annotations

import streamlit as st

from playground.experiment.read import AnyExperiment
from playground.export import EXPORTERS, Exporter, ExportError
from playground.export.samples import FILE
from playground.i18n import _
from playground.live.listing import listing

EPOCHS = 100
HEIGHT = 480
"""Of the code, in pixels; longer code scrolls."""


def export_controls(experiment: AnyExperiment) -> None:
    """Show an experiment as code to read, to copy and to download; it is written only once somebody opens it.

    Where its data cannot be written so, there is no such offer.
    """
    for name, exporter in EXPORTERS.items():
        if not exporter.takes(experiment):
            continue
        label = _("Code for {library}").format(library=exporter.label)
        with st.expander(label, key=f"code_{name}", icon=":material/code:", on_change="rerun") as expander:
            if expander.open:
                _code(name, exporter, experiment)


def _code(name: str, exporter: Exporter, experiment: AnyExperiment) -> None:
    try:
        written = exporter.write(experiment, EPOCHS)
    except ExportError as refused:
        st.info(str(refused), icon=":material/block:")
        return
    text = written.decode()
    st.caption(_("A script that makes the same data and the same network, and trains it to the same numbers."))
    if FILE in text:
        sentence = _("It reads the data from {file}: download the experiment too, and put both in one folder.")
        st.caption(sentence.format(file=f"`{FILE}`"))
    label = _("Code for {library}").format(library=exporter.label)
    listing(text, "python", HEIGHT, name=label, key=f"listing_{name}")
    st.download_button(
        _("Download the script"),
        written,
        exporter.file_name,
        exporter.mime,
        key=f"download_code_{name}",
        icon=":material/download:",
        on_click="ignore",
    )
