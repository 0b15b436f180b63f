"""What one can take home from a page, the experiment as a file and as code, and bring back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from playground.controls.own_data.uploads import too_large
from playground.controls.preset_menu import fill
from playground.experiment import ExperimentError
from playground.experiment.gan import GanExperiment
from playground.experiment.read import AnyExperiment
from playground.experiment_file import read_experiment_file
from playground.i18n import _, set_language
from playground.ui.export import export_controls
from playground.ui.groups import hidden
from playground.ui.plain_text import plain

_REFUSED = "_experiment_refused"
_MOST_OPENED = 50
"""MB: an experiment with the largest data of one's own has some six, in UTF-32 four times as many. What is larger is
not read."""


def downloads(experiment: AnyExperiment, take_up: Callable[[Any], object] = fill) -> None:
    """Show what there is to download, and the way back, unless a class link hides it.

    A person's own data come with the experiment.

    Parameters
    ----------
    take_up
        Makes the page's controls show an experiment, or raises :class:`ExperimentError`.
    """
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
    st.file_uploader(
        _("Open an experiment (JSON)"),
        key="download_opened",
        on_change=_open,
        args=(take_up, isinstance(experiment, GanExperiment)),
    )
    if _REFUSED in st.session_state:
        sentence = _("The file's experiment was refused. {reason}").format(reason=st.session_state[_REFUSED])
        st.error(plain(sentence), icon=":material/block:")
        del st.session_state[_REFUSED]


def _open(take_up: Callable[[Any], object], takes_gans: bool) -> None:
    """Make the controls show the experiment of the chosen file; one that is refused changes nothing."""
    file = st.session_state["download_opened"]
    if file is None:
        return
    set_language(st.session_state.get("lang", "en"))  # what is called before the page is drawn has none yet
    if reason := too_large(file, _MOST_OPENED):
        st.session_state[_REFUSED] = reason
        return
    try:
        experiment = read_experiment_file(file.getvalue())
        if isinstance(experiment, GanExperiment) != takes_gans:
            sentence = (
                _("it is of one network; other pages open it") if takes_gans else _("it is a GAN; its page opens it")
            )
            raise ExperimentError([sentence])
        take_up(experiment)
    except ExperimentError as refused:
        st.session_state[_REFUSED] = str(refused)
